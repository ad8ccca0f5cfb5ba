"""JobPosting blocks: what schema.org and Google's guidelines allow, and what a page says of them.

The vocabulary is written down as facts: type → property → types of its values; required properties are marked.
"""

import html
import re
from datetime import datetime
from typing import Any

import pycountry

from postings.models import Posting

COUNTRIES = {country.alpha_2 for country in pycountry.countries}
CURRENCIES = {currency.alpha_3 for currency in pycountry.currencies}
EMPLOYMENT = {
    *["FULL_TIME", "PART_TIME", "CONTRACTOR", "TEMPORARY", "INTERN", "VOLUNTEER", "PER_DIEM", "OTHER"],
}
UNITS = {"HOUR", "DAY", "WEEK", "MONTH", "YEAR"}
# A property with ! must be there. Text, Date, URL and Number are checked below; the others are types of this table.
VOCABULARY = {
    "JobPosting": {
        "@context": "Text!",
        "title": "Text!",
        "description": "Text!",
        "datePosted": "Date!",
        "hiringOrganization": "Organization!",
        "identifier": "PropertyValue",
        "url": "URL",
        "jobLocation": "Place*",
        "jobLocationType": "Text",
        "applicantLocationRequirements": "Country*",
        "employmentType": "Text",
        "validThrough": "Date",
        "baseSalary": "MonetaryAmount",
    },
    "Organization": {"name": "Text!", "sameAs": "URL"},
    "PropertyValue": {"name": "Text!", "value": "Text!"},
    "Place": {"address": "PostalAddress!"},
    "PostalAddress": {"addressCountry": "Text!", "addressLocality": "Text", "addressRegion": "Text"},
    "Country": {"name": "Text!"},
    "MonetaryAmount": {"currency": "Text!", "value": "QuantitativeValue!"},
    "QuantitativeValue": {"unitText": "Text!", "value": "Number", "minValue": "Number", "maxValue": "Number"},
}


def faults(block: dict[str, Any], posting: Posting) -> list[str]:
    """What is wrong with a block, by the vocabulary and then by each line of the checklist."""
    return _shape(block, "JobPosting") or [line for line, holds in _checklist(block, posting) if not holds]


def _shape(value: Any, kind: str) -> list[str]:
    if kind.endswith("*"):
        if not isinstance(value, list) or not value:
            return [f"a list of {kind} is expected"]
        return [fault for one in value for fault in _shape(one, kind[:-1])]
    if kind in VOCABULARY:
        if not isinstance(value, dict) or value.get("@type") != kind:
            return [f"{value!r} is no {kind}"]
        known = VOCABULARY[kind]
        wrong = [f"{kind}.{name} is unknown" for name in value.keys() - known.keys() - {"@type"}]
        wrong += [f"{kind}.{name} is missing" for name, of in known.items() if of.endswith("!") and name not in value]
        for name, of in known.items():
            if name in value:
                wrong += [f"{kind}.{name}: {fault}" for fault in _shape(value[name], of.rstrip("!"))]
        return wrong
    return [] if _is_plain(value, kind) else [f"{value!r} is no {kind}"]


def _is_plain(value: Any, kind: str) -> bool:
    if kind == "Number":
        return isinstance(value, float | int) and not isinstance(value, bool) and value >= 0
    if not isinstance(value, str) or not value.strip():
        return False
    if kind == "Date":
        try:
            datetime.fromisoformat(value)
        except ValueError:
            return False
    return kind != "URL" or bool(re.match(r"https?://[^\s]+$", value))


def _checklist(block: dict[str, Any], posting: Posting) -> list[tuple[str, bool]]:
    remote = "jobLocationType" in block
    salary = block.get("baseSalary", {})
    pay = salary.get("value", {})
    low, high = pay.get("minValue", pay.get("value")), pay.get("maxValue", pay.get("value"))
    stated = [None if amount is None else float(amount) for amount in (posting.pay_min, posting.pay_max)]
    places = [place["address"] for place in block.get("jobLocation", [])]
    return [
        ("2: the description is whole and long enough", len(re.sub(r"<[^>]+>", "", block["description"])) >= 90),
        ("2: the description is the posting's", block["description"] == posting.description_html),
        ("2: there is a place or a country to work from", remote != bool(places)),
        ("2: every place has a country", all(place["addressCountry"] in COUNTRIES for place in places)),
        ("3: remote work is TELECOMMUTE with countries", remote == ("applicantLocationRequirements" in block)),
        ("3: remote work is so named", block.get("jobLocationType", "TELECOMMUTE") == "TELECOMMUTE"),
        ("3: hybrid work is not remote", remote == (posting.workplace == "remote")),
        ("3: countries are countries", all(one["name"] in COUNTRIES for one in _countries(block))),
        ("4: no end is invented", ("validThrough" not in block) or posting.valid_through is not None),
        ("5: employment is one of the eight words", block.get("employmentType", "OTHER") in EMPLOYMENT),
        ("6: pay is the employer's own", not salary or [low, high] in ([*_both(stated)], stated)),
        ("6: pay has a currency and a unit", not salary or _is_pay(salary)),
        ("6: the lower end is the lower", low is None or high is None or low <= high),
        ("12: it does not end before it began", block.get("validThrough", "9999") >= block["datePosted"]),
        ("13: the organisation is the hirer", block["hiringOrganization"]["name"] == posting.company_name),
        ("13: the identifier is the employer's own", block["identifier"]["value"] == posting.external_id),
    ]


def _countries(block: dict[str, Any]) -> list[dict[str, str]]:
    found: list[dict[str, str]] = block.get("applicantLocationRequirements", [])
    return found


def _both(stated: list[float | None]) -> list[float | None]:
    """One amount alone stands for both ends."""
    return [stated[0] if stated[0] is not None else stated[1]] * 2


def _is_pay(salary: dict[str, Any]) -> bool:
    return salary["currency"] in CURRENCIES and salary["value"]["unitText"] in UNITS


SAID = {"FULL_TIME": "Full time", "PART_TIME": "Part time", "CONTRACTOR": "Contract", "TEMPORARY": "Temporary"}
SAID |= {"INTERN": "Internship", "VOLUNTEER": "Volunteer", "PER_DIEM": "Per diem", "OTHER": "Other"}


def unsaid(block: dict[str, Any], page: str) -> list[str]:
    """What the block holds and a reader of the page is not told. `page` is the whole HTML."""
    body = re.sub(r"<script.*?</script>", " ", page, flags=re.DOTALL)
    text = _plain(body)
    addresses = html.unescape(" ".join(re.findall(r'(?:href|datetime|content)="([^"]*)"', body)))
    organization = block["hiringOrganization"]
    said = [block["title"], organization["name"], block["identifier"]["value"], _plain(block["description"])]
    for place in block.get("jobLocation", []):
        address = place["address"]
        said += [address.get("addressLocality", ""), address.get("addressRegion", "")]
    linked = [block["url"], organization.get("sameAs", ""), block.get("validThrough", "")]
    codes = [place["address"]["addressCountry"] for place in block.get("jobLocation", [])]
    codes += [one["name"] for one in _countries(block)]
    missing = [part for part in said if _plain(part) not in text]
    missing += [part for part in linked if part not in addresses]
    missing += [code for code in codes if not _names_country(code, text)]
    day = datetime.fromisoformat(block["datePosted"])
    if block["datePosted"] not in addresses and f"{day.day} {day:%b %Y}" not in text:
        missing.append(block["datePosted"])
    if "employmentType" in block and SAID[block["employmentType"]] not in text:
        missing.append(block["employmentType"])
    if salary := block.get("baseSalary"):
        amounts = [amount for amount in salary["value"].values() if not isinstance(amount, str)]
        missing += [str(amount) for amount in amounts if f"{amount:,.2f}".removesuffix(".00") not in text]
        if f"a {salary['value']['unitText'].lower()}" not in text.replace("an hour", "a hour"):
            missing.append(salary["value"]["unitText"])
    return missing


def _plain(markup: str) -> str:
    """The words of a piece of HTML, without tags and with single spaces."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", markup)).split())


def _names_country(code: str, text: str) -> bool:
    country = pycountry.countries.get(alpha_2=code)
    return bool(re.search(rf"\b{code}\b", text)) or bool(country and country.name.lower() in text.lower())
