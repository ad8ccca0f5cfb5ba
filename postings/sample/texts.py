"""Invented postings, composed of our own sentences, as the records any job system would yield.

The same seed gives the same postings; their dates lie before the day they are loaded, so that a new board
looks alive.
"""

import random
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from html import escape
from pathlib import Path
from typing import Any

from sources.records import PayRecord, PostingRecord

HERE = Path(__file__).resolve().parent
SEED = 20261122

LEVELS = [  # word in the title, factor on pay, years asked
    ("", 1.0, 3),
    ("Senior ", 1.22, 6),
    ("Staff ", 1.45, 9),
    ("Junior ", 0.78, 1),
]
PLACES = [
    "Seattle, WA",
    "San Francisco, CA",
    "New York, NY",
    "Austin, TX",
    "Boston, MA",
    "Chicago, IL",
    "Denver, CO",
    "Atlanta, GA",
    "Pittsburgh, PA",
    "San Diego, CA",
    "Raleigh, NC",
    "Remote, United States",
]
# An invented company may take any stance; nothing is put into a real company's mouth.
STANCE_MIX = {
    True: {
        "none": 40,
        "offers": 26,
        "refuses": 16,
        "authorization_required_unclear": 10,
        "citizenship_required": 5,
        "clearance_required": 3,
    },
    False: {"none": 1},
}
HOSPITALS = {"health"}
CAMPUS = {"research", "teaching"}


@dataclass(frozen=True)
class Hirer:
    """What the texts need to know of a company."""

    name: str
    website: str
    home: str  # City, ST; empty when its headquarters are abroad
    invented: bool
    industries: tuple[str, ...] = field(default=())


def records(hirer: Hirer, today: date, how_many: int) -> Iterator[PostingRecord]:
    """`how_many` different postings of one company."""
    rolls = random.Random(f"{SEED} {hirer.name}")  # noqa: S311 - repeatable, not secret
    pools = _load("pools.toml")
    titles = [(role, title) for role in _fitting_roles(hirer) for title in role["titles"]]
    for number, (role, title) in enumerate(rolls.sample(titles, min(how_many, len(titles))), start=1):
        yield _record(hirer, role, title, number, today, rolls, pools)


def more_records(hirer: Hirer, today: date, how_many: int) -> Iterator[PostingRecord]:
    """`how_many` further postings of one company, told from each other by their team: for a large board."""
    rolls = random.Random(f"{SEED} more {hirer.name}")  # noqa: S311 - repeatable, not secret
    pools = _load("pools.toml")
    titles = [(role, title) for role in _fitting_roles(hirer) for title in role["titles"]]
    for number in range(how_many):
        role, title = rolls.choice(titles)
        team = f"{pools['teams'][number % len(pools['teams'])]} {number // len(pools['teams']) + 1}"
        yield _record(hirer, role, f"{title}, {team}", number, today, rolls, pools, key="more")


def roles() -> list[dict[str, Any]]:
    """Every role with its titles and sentences."""
    found: list[dict[str, Any]] = _load("roles.toml")["role"]
    return found


def _load(name: str) -> dict[str, Any]:
    return tomllib.loads((HERE / name).read_text(encoding="utf-8"))


def _fitting_roles(hirer: Hirer) -> list[dict[str, Any]]:
    """A bank hires no nurses, and a university's chairs are not a start-up's."""
    campus = "Higher Education" in hirer.industries
    hospital = "Hospitals" in hirer.industries
    return [
        role for role in roles() if (role["key"] not in CAMPUS or campus) and (role["key"] not in HOSPITALS or hospital)
    ]


def _record(
    hirer: Hirer,
    role: dict[str, Any],
    title: str,
    number: int,
    today: date,
    rolls: random.Random,
    pools: dict[str, Any],
    key: str = "sample",
) -> PostingRecord:
    level, factor, years = rolls.choice(LEVELS) if " " in title and "Senior" not in title else LEVELS[0]
    if any(word in title for word in ("Professor", "Postdoctoral", "Lecturer", "II")):
        level, factor, years = LEVELS[0]
    place = hirer.home if hirer.home and rolls.random() < 0.55 else rolls.choice(PLACES)
    remote = place.startswith("Remote")
    mix = STANCE_MIX[hirer.invented]
    stance = rolls.choices(list(mix), weights=list(mix.values()))[0]
    low = round(role["pay"][0] * factor / 500) * 500
    high = round(role["pay"][1] * factor / 500) * 500
    pay = PayRecord(Decimal(low), Decimal(high), "USD", "year") if rolls.random() < 0.7 else None
    return PostingRecord(
        external_id=f"{key}-{number}",
        title=level + title,
        url=f"{hirer.website}#{key}-{number}",
        html=_html(role, years, rolls.choice(pools["stances"][stance]), rolls, pools["benefits"]),
        company_name=hirer.name,
        locations=(place,),
        country_code="US",
        workplace="remote" if remote else rolls.choice(["on_site", "hybrid", "hybrid"]),
        employment_type="FULL_TIME",
        department=role["department"],
        pay=pay,
        date_posted=today - timedelta(days=int(rolls.triangular(0, 60, 4))),
        language="en",
        industries=hirer.industries,
    )


def _html(role: dict[str, Any], years: int, stance: str, rolls: random.Random, benefits: list[str]) -> str:
    required = [line.replace("{years}", str(years)) for line in role["required"]]
    parts = [
        f"<p>{escape(role['summary'])}</p>",
        _list("What you will do", rolls.sample(role["responsibilities"], k=len(role["responsibilities"]))),
        _list("What you bring", required),
        _list("Nice to have", role["preferred"]),
        _list("Benefits", rolls.sample(benefits, k=rolls.randint(3, 6))),
    ]
    if stance:
        parts.append(f"<p>{escape(stance)}</p>")
    return "\n".join(parts)


def _list(heading: str, items: list[str]) -> str:
    lines = "".join(f"<li>{escape(item)}</li>" for item in items)
    return f"<h3>{escape(heading)}</h3><ul>{lines}</ul>"


def internship(today: date) -> PostingRecord:
    """The posting this project was asked for: Amazon's 2026 applied science internship, in our own words."""
    role = _load("amazon_internship.toml")
    html = "\n".join(
        [
            f"<p>{escape(role['summary'])}</p>",
            _list("Responsibilities", role["responsibilities"]),
            _list("Required qualifications", role["required"]),
            _list("Preferred qualifications", role["preferred"]),
            _list("Benefits", role["benefits"]),
        ]
    )
    return PostingRecord(
        external_id="sample-internship",
        title=role["title"],
        url="https://www.amazon.jobs/",
        html=html,
        company_name="Amazon",
        locations=("Seattle, WA",),
        country_code="US",
        workplace="on_site",
        employment_type="INTERN",
        department="Applied Science",
        date_posted=today - timedelta(days=14),
        language="en",
        industries=tuple(role["industries"]),
    )
