"""What the settings read, for each way of running. Values that are set already win, except in tests."""

import os
import secrets
from collections.abc import Iterable, Mapping
from pathlib import Path

from devtools.paths import ROOT, VAR
from devtools.servers import Use

DEFAULT_PORT = 8000


def secret_key(var: Path = VAR) -> str:
    """This checkout's own key, made at the first start and readable by its owner only."""
    file = var / "secret_key"
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return file.read_text()
    key = secrets.token_urlsafe(50)
    with os.fdopen(descriptor, "w") as out:
        out.write(key)
    return key


def running_port(var: Path = VAR) -> int:
    """The port of the site that is up, or was up last."""
    try:
        return int((var / "up.port").read_text())
    except (OSError, ValueError):
        return DEFAULT_PORT


def site(environ: Mapping[str, str], uses: Iterable[Use], port: int, var: Path = VAR) -> dict[str, str]:
    """The environment of the site on this machine: plain HTTP on loopback, else as in production."""
    var.mkdir(exist_ok=True)
    defaults = {
        "ALLOWED_HOSTS": "127.0.0.1,localhost",
        "SITE_URL": f"http://127.0.0.1:{port}",
        "INSECURE_HTTP": "1",
        "PYTHONPATH": str(ROOT),
    }
    servers = {use.server.variable: use.server.url() for use in uses}
    result = {**defaults, **environ, **servers}
    if not result.get("SECRET_KEY"):
        result["SECRET_KEY"] = secret_key(var)
    return result


def production() -> dict[str, str]:
    """A made-up production environment: to check settings with. Nothing answers at its addresses."""
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": os.environ.get("HOME", "/"),
        "PYTHONPATH": str(ROOT),
        "SECRET_KEY": secrets.token_urlsafe(50),
        "ALLOWED_HOSTS": "jobs.example",
        "SITE_URL": "https://jobs.example",
        "DATABASE_URL": "postgres://jobboard@/jobboard?host=/nonexistent",
        "REDIS_URL": "unix:///nonexistent/valkey.sock",
        "POSTGRES_PASSWORD": "made-up",
        "LOG_LEVEL": "WARNING",
    }
