"""Pay: a structured field wins; else the range that the text posts, told apart from bonuses, benefits and funding.

What is posted (range, currency, period) is kept beside what is derived (per year, at 2,080 hours, 260 days, 52 weeks,
12 months).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from sources.records import PayRecord

from .result import Evidence, Pay
from .text import Document, spans

PER_YEAR = {"hour": 2080, "day": 260, "week": 52, "month": 12, "year": 1}
_SIGNS = {
    "us$": "USD", "usd": "USD", "$": "USD", "ca$": "CAD", "c$": "CAD", "cad": "CAD", "cad$": "CAD", "a$": "AUD",
    "au$": "AUD", "aud": "AUD", "nz$": "NZD", "nzd": "NZD", "s$": "SGD", "sgd": "SGD", "hk$": "HKD", "hkd": "HKD",
    "r$": "BRL", "brl": "BRL", "£": "GBP", "gbp": "GBP", "€": "EUR", "eur": "EUR", "euro": "EUR", "euros": "EUR",
    "₹": "INR", "inr": "INR", "rs": "INR", "chf": "CHF", "¥": "JPY", "jpy": "JPY", "zł": "PLN", "pln": "PLN",
    "sek": "SEK", "nok": "NOK", "dkk": "DKK", "zar": "ZAR", "mxn": "MXN", "aed": "AED", "ils": "ILS", "₪": "ILS",
    "php": "PHP", "₱": "PHP", "cny": "CNY", "rmb": "CNY",
}  # fmt: skip
_SIGN = (
    r"(?:(?:USD|CAD|AUD|NZD|SGD|HKD) ?\$|US\$|CA\$|CAD\$?|AU\$|NZ\$|HK\$|[CASR]\$|USD\s?\$?|\$|£|€|₹|¥|zł|₪|₱|GBP|"
    r"EUR(?:OS?)?|INR|CHF|JPY|PLN|AUD|NZD|SGD|HKD|BRL|SEK|NOK|DKK|ZAR|MXN|AED|ILS|PHP|CNY|RMB)"
)
_NUMBER = r"\d{1,3}(?:[,.'’ \u202f]\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d{1,7}(?:[.,]\d{1,2})?(?!\d)"
_PER = r"(?i:\s*(?:(?:/|per|an?|each)\s*(?:hour|hr|h|year|yr|annum|y|month|mo|week|wk|day)\b\.?|p\.?a\b\.?))"
_AMOUNT = re.compile(
    rf"(?P<sign>{_SIGN})?\s?(?P<low>{_NUMBER})\s?(?P<low_k>k\b|K\b)?(?P<plus>\+)?\s?(?P<mid_sign>{_SIGN})?(?:{_PER})?"
    rf"(?:\s*(?:-|–|—|‑|−|\bto\b|\band\b|\bup to\b|\bthrough\b|\bbis\b|\bà\b|"
    rf"~)\s*(?P<sign2>{_SIGN})?\s?(?P<high>{_NUMBER})\s?(?P<high_k>k\b|K\b)?)?"
    rf"\s?(?P<after>{_SIGN})?(?P<million>\s?(?:[MB]\b|mm\b|mn\b|bn\b|million|billion|mil\b))?",
)
_PERIODS = (
    (
        "hour",
        re.compile(
            r"(?:/|\bper|\ban?|\beach)\s*(?:hour|hr|h)\b|\bhourly\b|\bp/?h\b|stundenlohn|\bde l'heure\b", re.IGNORECASE
        ),
    ),
    (
        "year",
        re.compile(
            r"(?:/|\bper|\ban?|\beach)\s*(?:year|yr|annum|y)\b|\bannual|\byearly\b|\bp\.?a\.?\b|\bbrutto(?:jahres)?|"
            r"jahresgehalt|\bpro jahr|par an\b|brut annuel",
            re.IGNORECASE,
        ),
    ),
    ("month", re.compile(r"(?:/|\bper|\ban?|\beach)\s*(?:month|mo)\b|\bmonthly\b|pro monat|par mois", re.IGNORECASE)),
    ("week", re.compile(r"(?:/|\bper|\ban?|\beach)\s*(?:week|wk)\b|\bweekly\b", re.IGNORECASE)),
    ("day", re.compile(r"(?:/|\bper|\ban?|\beach)\s*day\b|\bdaily rate\b|\bday rate\b|\btagessatz", re.IGNORECASE)),
)
_ABOUT_PAY = re.compile(
    r"salar|\bpay\b|compensation|\bcomp\b|\bbase\b|\bwage|\bearn|\brate\b|\brange\b|\bote\b|on[- ]target|"
    r"remunerat|gehalt|vergütung|rémunération|salario|hourly|\bincome\b|hiring range|\bbudget for (?:this|"
    r"the) role|\bincentive target",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"bonus|401|stipend|revenue|\barr\b|\bacv\b|funding|raised|series [a-e]\b|reimburse|allowance|per diem|"
    r"sign[- ]?on|signing|referral|deposit|contribut|savings|valuation|deals?\b|\bquota|customers|budget|"
    r"invest|backed|worth|discount|tuition|insurance|premium|match|credit|"
    r"donat|\bgrant|fee\b|payments?\b|assets|under management|sales of|pipeline|contract value|market|billion|"
    r"million|gift|wellness|learning|relocation|fine\b|penalt|differential|equity|stock|rsus?\b|shares|deal "
    r"size|\bspend\b|transactions|loan|fund\b|portfolio|perks?|device|phone|internet|lunch|meal|commut|home "
    r"office|equipment|priced|products|rides|every \d",
    re.IGNORECASE,
)
_OTE = re.compile(
    r"\bote\b|on[- ]target|total (?:target )?(?:cash|compensation|earnings)|target (?:cash|earnings)|variable|"
    r"commission",
    re.IGNORECASE,
)
_BASE = re.compile(r"\bbase\b|\bsalary\b|\bfixed\b", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_MIGHT = re.compile(rf"{_SIGN}\s?\d|\d\s?(?:k\b|K\b|{_SIGN})|(?:salary|pay|rate)\D{{0,20}}\d")
_MOST_AMOUNTS = 400  # a page of numbers is not a posting's pay
_TIERS_WITHIN = 500  # characters: ranges of several zones or levels stand together and are posted as one span
_LIMITS = {
    "hour": (4, 1500),
    "day": (40, 8000),
    "week": (150, 30_000),
    "month": (200, 150_000),
    "year": (3_000, 9_000_000),
}


@dataclass(slots=True)
class _Found:
    low: Decimal
    high: Decimal
    currency: str
    period: str
    ote: bool
    score: int
    start: int
    sentence: str
    ranged: bool


def pay(document: Document, field: PayRecord | None, country_code: str = "") -> Pay | None:
    """Pay of a posting, or None when neither a field nor the text says it."""
    if field is not None and (field.minimum or field.maximum):
        return _from_field(field)
    found = sorted(_candidates(document, country_code), key=lambda f: (-f.score, f.start))
    if not found:
        return None
    best = found[0]
    same = [
        f
        for f in found
        if (f.currency, f.period, f.ote, f.ranged) == (best.currency, best.period, best.ote, best.ranged)
    ]
    tiers = (
        [f for f in same if f.score >= best.score - 1 and abs(f.start - best.start) <= _TIERS_WITHIN]
        if best.ranged
        else [best]
    )
    low, high = min(f.low for f in tiers), max(f.high for f in tiers)
    start, end = min(f.start for f in tiers), max(f.start + len(f.sentence) for f in tiers)
    evidence = Evidence(document.text[start:end], start)
    return Pay(low, high, best.currency, best.period, *yearly(low, high, best.period), best.ote, "text", evidence)


def _from_field(field: PayRecord) -> Pay:
    low, high = field.minimum, field.maximum
    period = field.period
    if not period:
        period = _guess_period(high or low or Decimal(0), field.currency)
    return Pay(low, high, field.currency, period, *yearly(low, high, period), False, "field", Evidence("", -1, "field"))


def yearly(low: Decimal | None, high: Decimal | None, period: str) -> tuple[Decimal | None, Decimal | None]:
    """A range per `period` as a range per year; nothing for periods that cannot be multiplied."""
    times = PER_YEAR.get(period)
    if not times:
        return None, None
    return (low * times if low else None), (high * times if high else None)


def _candidates(document: Document, country_code: str) -> Iterator[_Found]:
    heading, left = "", _MOST_AMOUNTS
    for block in document.blocks:
        short = len(block.text) <= 70 and not _DIGIT.search(block.text)
        if not _DIGIT.search(block.text) or not _MIGHT.search(block.text):
            heading = block.text if short else ("" if not heading or len(block.text) > 200 else heading)
            continue
        for begin, end in spans(block.text):
            sentence = block.text[begin:end]
            for match in _AMOUNT.finditer(sentence):
                left -= 1
                if left < 0:
                    return
                found = _read(match, sentence, heading, country_code)
                if found is not None:
                    found.start = block.start + begin
                    yield found
        heading = heading if len(block.text) < 120 else ""


def _read(match: re.Match[str], sentence: str, heading: str, country_code: str) -> _Found | None:
    if match["million"]:
        return None
    sign = match["sign"] or match["sign2"] or match["mid_sign"] or match["after"] or ""
    before = sentence[max(0, match.start() - 90) : match.start()]
    after = sentence[match.end() : match.end() + 45]
    near = before[-60:]
    about = bool(_ABOUT_PAY.search(before) or _ABOUT_PAY.search(after[:30]) or _ABOUT_PAY.search(heading))
    thousands = bool(match["low_k"] or match["high_k"])
    ranged = match["high"] is not None
    if not sign and not (_ABOUT_PAY.search(before[-25:]) and ranged and (thousands or "," in match["low"])):
        return None
    low, high = _number(match["low"]), _number(match["high"] or match["low"])
    if low is None or high is None:
        return None
    if thousands:
        low, high = (low * 1000 if low < 1000 else low), (high * 1000 if high < 1000 else high)
    elif ranged and low < 1000 <= high and low * 1000 <= high and "," in (match["high"] or ""):
        low *= 1000  # "$87-145,000"
    if low > high:
        return None
    named = _periods(match.group(), after, before, heading)
    period = _fitting(low, high, named)
    if not period and about and (ranged or high >= 12_000):
        period = _fitting(low, high, [_guess_period(high, sign)])
    if not period and ranged and low >= 15_000:
        period = "year"
    if not period or high > low * 12:
        return None
    score = 3 * about + 2 * ranged + bool(_periods(match.group(), after, "", ""))
    if _last(_OTHER, near) > _last(_ABOUT_PAY, near) and not (ranged and _ABOUT_PAY.search(near)):
        score -= 3
    if _OTHER.search(_SO_FAR.split(after)[0]) or re.match(
        r"\W*(?:in|of) (?:\w+ )?(?:bonus|equity|stock|revenue|funding|savings|sales)", after
    ):
        score -= 3
    if not ranged and re.search(r"\b(?:over|more than)\W*$", near, re.IGNORECASE):
        score -= 1
    ote = bool(_OTE.search(near[-40:]) or _OTE.search(after[:25])) and not _BASE.search(near[-25:])
    score -= ote
    if score < 3 or (not ranged and not about):
        return None
    return _Found(
        low, high, _currency(sign, match["after"] or "", country_code), period, ote, score, 0, sentence, ranged
    )


_SO_FAR = re.compile(r"[+,;.(&]|\b(?:plus|and|with|or|depending|exclusive|in addition)\b")


def _last(pattern: re.Pattern[str], text: str) -> int:
    """Where the last word of a kind ends; -1 when there is none."""
    return max((match.end() for match in pattern.finditer(text)), default=-1)


def _periods(amount: str, after: str, before: str, heading: str) -> list[str]:
    """Periods named at the amount, right after it, before it and in the heading above, the nearest first."""
    places = (amount, after[:20], before[-70:], heading)
    return [period for words in places if words for period, pattern in _PERIODS if pattern.search(words)]


def _fitting(low: Decimal, high: Decimal, periods: list[str]) -> str:
    """The first period in which anybody earns so much."""
    for period in periods:
        bottom, top = _LIMITS.get(period, (1, 0))
        if bottom <= low <= high <= top:
            return period
    return ""


def _guess_period(amount: Decimal, currency: str) -> str:
    """From the size alone: nobody earns 60,000 an hour or 60 a year."""
    if amount >= 12_000:
        return "year"
    if amount <= 250 and currency.strip().upper() not in ("JPY", "INR", "¥", "₹", "PHP"):
        return "hour"
    return "month" if 800 <= amount < 12_000 else ""


def _currency(sign: str, after: str, country_code: str) -> str:
    """ "$" is the dollar of the posting's country unless a code beside it says which."""
    words = [word.strip().lower().replace(" ", "") for word in (after, sign) if word.strip()]
    for word in words:
        if word != "$":
            return _SIGNS.get(word.removesuffix("$") if word not in _SIGNS else word, "USD")
    return {"CA": "CAD", "AU": "AUD", "NZ": "NZD", "SG": "SGD", "HK": "HKD", "MX": "MXN"}.get(
        country_code, "USD" if words else ""
    )


def _number(digits: str) -> Decimal | None:
    digits = re.sub(r"[ '’\u202f]", "", digits)
    digits = re.sub(r"[.,](?=\d{3}(?:\D|$))", "", digits).replace(",", ".")
    try:
        return Decimal(digits)
    except InvalidOperation:
        return None
