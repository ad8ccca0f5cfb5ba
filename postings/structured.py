"""A posting as schema.org JobPosting, by Google's job-posting guidelines.

Nothing in it that is not on the page.

Only facts are said: no closing date, pay or place is invented, and a posting that lacks what the guidelines require
(text, date, employer, place) has no block at all.
"""

from typing import Any

from postings.models import Posting

SHORTEST_DESCRIPTION = 100  # characters; thinner pages are marked down
PERIODS = {"year": "YEAR", "month": "MONTH", "week": "WEEK", "day": "DAY", "hour": "HOUR"}


def job_posting(posting: Posting, address: str) -> dict[str, Any] | None:
    """The block of one live posting, or None."""
    placed = _placed(posting)
    # Aggregators' terms forbid passing their postings on to search engines.
    if posting.via or not posting.is_live or not placed or len(posting.description_text) < SHORTEST_DESCRIPTION:
        return None
    posted = posting.date_posted or posting.first_seen_at.date()
    data: dict[str, Any] = {
        "@context": "https://schema.org/",
        "@type": "JobPosting",
        "title": posting.title,
        "description": posting.description_html,
        "datePosted": posted.isoformat(),
        "hiringOrganization": _organization(posting),
        "identifier": {
            "@type": "PropertyValue",
            "name": posting.company_name,
            "value": posting.external_id,
        },
        "url": address,
        **placed,
    }
    if posting.employment_type:
        data["employmentType"] = posting.employment_type
    if posting.valid_through and posting.valid_through.date() >= posted:
        data["validThrough"] = posting.valid_through.isoformat()
    if pay := _pay(posting):
        data["baseSalary"] = pay
    return data


def _organization(posting: Posting) -> dict[str, str]:
    said = {"@type": "Organization", "name": posting.company_name}
    if posting.company and posting.company.website:
        said["sameAs"] = posting.company.website
    return said


def remote_from(posting: Posting) -> list[str]:
    """The countries that remote work may be done from, as codes; a region's name stands for no list of countries."""
    named = posting.remote_from or ([posting.country_code] if posting.country_code else [])
    return [name for name in named if len(name) == 2 and name.isupper()]


def _placed(posting: Posting) -> dict[str, Any] | None:
    """Where the work is done: places, or for remote work the countries that one may work from. Hybrid is placed."""
    places = [_address(place) for place in posting.places if place.get("country_code")]
    if not places and posting.country_code:
        places = [_address({"city": posting.city, "state": posting.state, "country_code": posting.country_code})]
    if posting.workplace != Posting.Workplace.REMOTE:
        return {"jobLocation": places} if places else None
    required = [{"@type": "Country", "name": country} for country in remote_from(posting)]
    return {"jobLocationType": "TELECOMMUTE", "applicantLocationRequirements": required} if required else None


def _address(place: dict[str, str]) -> dict[str, Any]:
    address = {"@type": "PostalAddress", "addressCountry": place["country_code"]}
    if place.get("city"):
        address["addressLocality"] = place["city"]
    if place.get("state"):
        address["addressRegion"] = place["state"]
    return {"@type": "Place", "address": address}


def _pay(posting: Posting) -> dict[str, Any] | None:
    """The pay as the employer stated it; an estimate is never said."""
    if not posting.pay_currency or posting.pay_period not in PERIODS:
        return None
    value: dict[str, Any] = {"@type": "QuantitativeValue", "unitText": PERIODS[posting.pay_period]}
    low, high = posting.pay_min, posting.pay_max
    if low is None and high is None:
        return None
    if low == high and low is not None:
        value["value"] = float(low)
    else:
        if low is not None:
            value["minValue"] = float(low)
        if high is not None:
            value["maxValue"] = float(high)
    return {"@type": "MonetaryAmount", "currency": posting.pay_currency, "value": value}
