"""Unix sockets in a short, private folder: no port, no password, checkouts side by side."""

import contextlib
import hashlib
import os
import socket
import stat
from pathlib import Path

# A socket's path may have 107 bytes on Linux and 103 on macOS, where $TMPDIR alone takes about 49.
PLACE = Path("/tmp")


def socket_folder(base: Path) -> Path:
    """The folder for the sockets of the servers whose data is under `base`; it may not exist yet."""
    digest = hashlib.sha256(str(base.resolve()).encode()).hexdigest()[:12]
    return PLACE / f"jb-{os.getuid()}-{digest}"


def private_folder(folder: Path, owner: int | None = None) -> Path:
    """Make the folder, or see that the one there is a real folder of `owner`, closed to everyone else.

    The servers trust whoever reaches the socket, so a folder that others can enter is refused.
    """
    owner = os.geteuid() if owner is None else owner
    with contextlib.suppress(FileExistsError):
        folder.mkdir(mode=0o700)
    found = folder.lstat()
    if owner != found.st_uid == os.geteuid() == 0 and stat.S_ISDIR(found.st_mode):
        os.chown(folder, owner, -1, follow_symlinks=False)
        found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != owner or found.st_mode & 0o077:
        raise SystemExit(f"{folder} is not a private folder of user {owner}; remove it and start again.")
    return folder


def answers(path: Path) -> bool:
    """Whether a server listens on a socket."""
    with socket.socket(socket.AF_UNIX) as client:
        client.settimeout(1)
        try:
            client.connect(str(path))
        except OSError:
            return False
        return True
