"""Any value from outside → a clean value of a known type; what does not fit becomes empty, never an error."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from email.utils import parsedate_to_datetime
from html import escape, unescape
from urllib.parse import urlsplit

TEXT_LIMIT = 300  # a title, a name, a place
LINK_LIMIT = 1000
HTML_LIMIT = 200_000  # the longest of 50,000 real descriptions is a fifth of this; what is longer is cut
_LARGEST_NUMBER = Decimal(10) ** 12
_EARLIEST, _LATEST = datetime(1995, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)

# Control characters (PostgreSQL stores no NUL) and the marks that re-order text on screen to disguise it.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)
_SPACE = re.compile(r"\s+")
_WRITTEN_DATES = ("%B %d, %Y", "%b %d, %Y", "%Y-%m-%d %H:%M:%S %Z")


def printable(value: str) -> str:
    """Without control characters, lone surrogates and direction overrides; line breaks stay."""
    return _UNPRINTABLE.sub("", value.replace("\u2028", "\n").replace("\u2029", "\n"))


def line(value: object, limit: int = TEXT_LIMIT) -> str:
    """One line of text: entities resolved once, white space collapsed, at most `limit` characters."""
    if isinstance(value, bool) or not isinstance(value, str | int | float | Decimal):
        return ""
    text = value if isinstance(value, str) else str(value)
    # Most lines are plain already, and a board is read again and again.
    if len(text) <= limit and text.isascii() and text.isprintable() and "&" not in text and "  " not in text:
        return text.strip()
    return _SPACE.sub(" ", printable(unescape(text[: limit * 8]))).strip()[:limit].rstrip()


def markup(value: object) -> str:
    """A description as served, NOT sanitised, cut to HTML_LIMIT characters."""
    return printable(value[:HTML_LIMIT]).strip() if isinstance(value, str) else ""


def escaped_markup(value: object) -> str:
    """Markup that its source sends with entities escaped (Greenhouse), unescaped once."""
    return printable(unescape(value[:HTML_LIMIT])).strip() if isinstance(value, str) else ""


def paragraphs(value: object) -> str:
    """Plain text → the same words as markup."""
    blocks = re.split(r"\n\s*\n", markup(value))
    return "".join(
        f"<p>{escape(block.strip(), quote=False)}</p>".replace("\n", "<br>") for block in blocks if block.strip()
    )


def link(value: object) -> str:
    """An absolute web address, or nothing: no other scheme, no user part, no white space."""
    if not isinstance(value, str):
        return ""
    text = value.strip()
    if len(text) > LINK_LIMIT or _SPACE.search(text) or _UNPRINTABLE.search(text):
        return ""
    try:
        parts = urlsplit(text)
        known = parts.scheme in {"http", "https"} and bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:
        return ""
    return text if known else ""


def number(value: object) -> Decimal | None:
    """A number above zero, from a number or its digits ("75,000.00"). Sources write zero for "not said"."""
    if isinstance(value, bool) or not isinstance(value, int | float | str | Decimal):
        return None
    text = str(value).strip().replace(",", "")[:40]
    try:
        found = Decimal(text)
    except InvalidOperation:
        return None
    return found.quantize(Decimal("0.01")) if found.is_finite() and 0 < found < _LARGEST_NUMBER else None


def flag(value: object) -> bool | None:
    return value if isinstance(value, bool) else None


def moment(value: object) -> datetime | None:
    """An instant in UTC, from ISO 8601, RFC 822, epoch seconds or milliseconds, or "August 27, 2026"."""
    found = _written(value)
    if found is None:
        return None
    try:
        utc = (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (OverflowError, ValueError):
        return None
    return utc if _EARLIEST < utc < _LATEST else None


def day(value: object) -> date | None:
    """The calendar day as the source writes it, in the source's own time zone."""
    found = _written(value)
    return found.date() if found is not None and moment(value) is not None else None


def _written(value: object) -> datetime | None:
    if isinstance(value, int | float) and not isinstance(value, bool):
        seconds = value / 1000 if abs(value) > 10**11 else value
        try:
            return datetime.fromtimestamp(seconds, UTC)
        except (OverflowError, ValueError, OSError):
            return None
    if not isinstance(value, str) or not (text := value.strip()[:60]):
        return None
    if text.isascii() and text.isdigit() and len(text) in {10, 13}:
        return _written(int(text))
    for parse in (datetime.fromisoformat, parsedate_to_datetime, *map(_by_format, _WRITTEN_DATES)):
        try:
            return parse(text)
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
    return None


def _by_format(form: str) -> Callable[[str], datetime]:
    return lambda text: datetime.strptime(text, form)
