"""Reads the environment, and says plainly what is wrong with it."""

import os
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


def text(name: str, default: str | None = None) -> str:
    """The value of `name`; without a default it must be set and not empty."""
    value = os.environ.get(name, "").strip()
    if value:
        return value
    if default is None:
        raise ImproperlyConfigured(f"{name} is not set.")
    return default


def flag(name: str, *, default: bool) -> bool:
    """1, true, yes, on or their opposites; anything else is an error, never a silent no."""
    value = os.environ.get(name, "").strip().lower()
    if not value:
        return default
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    raise ImproperlyConfigured(f"{name}={value!r} is neither yes nor no.")


def whole_number(name: str, default: int, *, least: int = 0) -> int:
    value = os.environ.get(name, "").strip()
    if not value:
        return default
    if not value.isascii() or not value.isdigit() or int(value) < least:
        raise ImproperlyConfigured(f"{name}={value!r} is not a whole number of at least {least}.")
    return int(value)


def words(name: str, default: str = "") -> list[str]:
    """Comma-separated values."""
    return [word for part in os.environ.get(name, default).split(",") if (word := part.strip())]


def web_address(name: str, default: str) -> str:
    value = text(name, default).rstrip("/")
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        raise ImproperlyConfigured(f"{name}={value!r} is not a web address.")
    return value


def database(name: str) -> dict[str, object]:
    """A `postgres://user:password@host:port/name?host=/socket/folder` address as Django wants it."""
    value = text(name)
    parts = urlsplit(value)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured(f"{name} must be a postgres:// address; found scheme {parts.scheme!r}.")
    if not parts.path.strip("/"):
        raise ImproperlyConfigured(f"{name} names no database.")
    host = parse_qs(parts.query).get("host", [parts.hostname or ""])[0]
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or ""),
    }


def redis_urls(name: str) -> tuple[str, str]:
    """(cache address, broker address) from `redis://…` or `unix:///path/to.sock`.

    The broker uses database 0, the cache database 1, so that clearing the cache never loses a message.
    """
    value = text(name)
    parts = urlsplit(value)
    if parts.scheme == "unix" and parts.path:
        return f"unix://{parts.path}?db=1", f"redis+socket://{parts.path}?virtual_host=0"
    if parts.scheme in {"redis", "rediss"} and parts.hostname:
        base = f"{parts.scheme}://{parts.netloc}"
        return f"{base}/1", f"{base}/0"
    raise ImproperlyConfigured(f"{name} must be a redis://, rediss:// or unix:// address.")
