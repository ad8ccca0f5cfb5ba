"""Structured pay → PayRecord."""

import re
from decimal import Decimal

from sources.reading import clean, words
from sources.records import PayRecord

_CURRENCIES = {"$": "USD", "US$": "USD", "€": "EUR", "£": "GBP"}
_AMOUNT = r"(?P<{0}>\d[\d,]*(?:\.\d+)?)\s*(?P<{0}_k>k)?"
_TEXT = re.compile(
    r"(?P<sign>US\$|\$|€|£)\s*"
    + _AMOUNT.format("least")
    + r"(?:\s*(?:-|–|—|to)\s*(?:US\$|\$|€|£)?\s*"
    + _AMOUNT.format("most")
    + r")?"
    r"\s*(?P<code>USD|EUR|GBP)?\s*(?:/|per|an|a)?"
    r"\s*(?P<period>hour|hr|h|day|week|month|mo|year|yr|annum|annually|yearly)?",
    re.I,
)


def pay(least: Decimal | None, most: Decimal | None, currency: str, period: str = "") -> PayRecord | None:
    """None unless an amount and a currency are known. A range written backwards is turned round."""
    code = currency.strip().upper()
    if (least is None and most is None) or not re.fullmatch(r"[A-Z]{3}", code):
        return None
    if least is not None and most is not None and least > most:
        least, most = most, least
    return PayRecord(least, most, code, words.period(period))


def pay_from_text(text: str) -> PayRecord | None:
    """From a field of nothing but pay: "$150k - $230k", "$18 - $22/hr". The rest is left to the analysis."""
    found = _TEXT.fullmatch(text.strip())
    if found is None:
        return None
    thousands = bool(found["most_k"] or found["least_k"])
    least = _amount(found["least"], thousands=thousands)
    most = _amount(found["most"], thousands=thousands) if found["most"] else least
    currency = found["code"] or _CURRENCIES[found["sign"].upper()]
    short = {"h": "hour", "hr": "hour", "mo": "month", "yr": "year"}
    word = (found["period"] or "").lower()
    return pay(least, most, currency, short.get(word, word))


def _amount(digits: str, *, thousands: bool) -> Decimal | None:
    amount = clean.number(digits)
    return amount * 1000 if amount is not None and thousands else amount
