"""Made-up postings in any number, for measuring searches: seeded, spread as on a real board.

Words follow Zipf's law over the words of the sample and a long tail of invented ones; half of a text's words are its
role's own, so that the common words of a trade stand in most of its texts. Companies follow Zipf's law too.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from companies.funding.kinds import STAGE_LABELS
from companies.insights.labels import JOB_FIELDS
from postings.models import Posting
from postings.sample.texts import roles as sample_roles

SEED = 20261123
INVENTED_WORDS = 300_000
ZIPF_WORDS, ZIPF_COMPANIES = 1.0, 0.95
WORDS_OF_TEXT = (180, 330)
DAYS = 90
SKILLS = 300
INDUSTRIES = 60
CITIES = 400
STATES = ["CA", "TX", "NY", "WA", "MA", "IL", "NJ", "VA", "GA", "NC", "PA", "FL", "OH", "CO", "MI", "AZ", "MN", "OR"]
LEVELS = ["", "", "", "Senior ", "Senior ", "Staff ", "Principal ", "Junior ", "Lead "]

Columns = tuple[Any, ...]
POSTING_COLUMNS = (
    *("id", "board_id", "external_id", "company_id", "company_name", "title", "url", "description_text", "stance"),
    *("workplace", "city", "state", "country_code", "places", "employment_type", "seniority", "years_min"),
    *("pay_currency", "pay_year_max", "skills", "industries", "job_field", "date_posted", "first_seen_at"),
    *("is_agency",),
)


@dataclass(frozen=True)
class Words:
    """A vocabulary with how often each word is said: any word, and those of each role."""

    all: NDArray[np.object_]
    chance: NDArray[np.float64]  # cumulated, of `all`
    roles: list[NDArray[np.object_]]
    titles: list[list[str]]
    sentences: list[list[str]]


@cache
def words() -> Words:
    roles = sample_roles()
    said = [_sentences(role) for role in roles]
    # The words of titles are the commonest of all, as "engineer" and "manager" are in real postings.
    of_titles = Counter(_words(" ".join(title for role in roles for title in role["titles"])))
    of_texts = Counter(_words(" ".join(sentence for sentences in said for sentence in sentences)))
    known = sorted({*of_titles, *of_texts}, key=lambda word: (-of_titles[word], -of_texts[word], word))
    rolls = np.random.default_rng(SEED)
    every = np.array([*known, *_invented(rolls)], object)
    weights = 1 / np.arange(1, len(every) + 1) ** ZIPF_WORDS
    return Words(
        every,
        np.cumsum(weights) / weights.sum(),
        [np.array(_words(" ".join(sentences)), object) for sentences in said],
        [role["titles"] for role in roles],
        said,
    )


def skill(number: int) -> str:
    return f"skill {number}"


def company_name(number: int) -> str:
    return f"{words().all[2000 + number].title()} {number}"


def companies(how_many: int) -> Iterator[dict[str, Any]]:
    """Values of Company that filters look at, the largest employers first."""
    rolls = np.random.default_rng(SEED + 1)
    stages = [*STAGE_LABELS, "", "", ""]
    for number in range(how_many):
        yield {
            "id": number + 1,
            "name": company_name(number),
            "slug": f"company-{number}",
            "funding_stage": stages[rolls.integers(len(stages))],
            "employees_min": [None, 1, 51, 201, 1001, 5001][rolls.integers(6)],
            "cap_exempt": True if rolls.random() < 0.05 else None,
            "is_agency": True if rolls.random() < 0.04 else None,
        }


def records(how_many: int) -> Iterator[dict[str, Any]]:
    """Of two companies in five: a fiscal year's counts, and two of job field and state."""
    rolls = np.random.default_rng(SEED + 2)
    fields = [field for field, _ in JOB_FIELDS]
    for number in range(how_many):
        if rolls.random() < 0.4:
            yield {
                "company_id": number + 1,
                "lca_certified": int(rolls.pareto(0.8)) % 20_000,
                "new_positions": int(rolls.integers(2)),
                "perm_certified": int(rolls.integers(3)),
                "fields": [(fields[rolls.integers(len(fields))], STATES[rolls.integers(8)]) for _ in range(2)],
            }


def postings(first: int, how_many: int, of: int, companies: int, today: date) -> Iterator[Columns]:
    """Rows in the order of POSTING_COLUMNS: numbers `first` on, of `of` in all, the newest with the highest number.

    Any stretch of them is the same whoever makes it, in stretches of 1,000.
    """
    for start in range(first, first + how_many, 1000):
        yield from _stretch(start, min(1000, first + how_many - start), of, companies, today)


def _stretch(first: int, how_many: int, of: int, companies: int, today: date) -> Iterator[Columns]:
    rolls = np.random.default_rng((SEED, first))
    vocabulary = words()
    chances = 1 / np.arange(1, companies + 1) ** ZIPF_COMPANIES
    by_chance = np.cumsum(chances) / chances.sum()
    employers = np.searchsorted(by_chance, rolls.random(how_many))
    lengths = rolls.integers(*WORDS_OF_TEXT, how_many)
    skills = (SKILLS * rolls.random((how_many, 6)) ** 2.5).astype(int)
    fields = [field for field, _ in JOB_FIELDS]
    for n in range(how_many):
        number = first + n
        role = int(rolls.integers(len(vocabulary.titles)))
        employer = int(employers[n])
        city = int(CITIES * rolls.random() ** 2)
        state = STATES[city % len(STATES)]
        day = today - timedelta(days=int(DAYS * (1 - (number + 1) / of) ** 1.5))
        pay = int(rolls.integers(60, 260)) * 1000 if rolls.random() < 0.55 else None
        industries = {int(one) for one in rolls.integers(INDUSTRIES, size=2)} if employer % 3 else set()
        yield (
            *(number + 1, 1, str(number), employer + 1, company_name(employer)),
            *(_title(role, rolls), "https://example.com/", _text(role, int(lengths[n]), rolls)),
            _chosen(Posting.Stance.values, [0.03, 0.03, 0.08, 0.1, 0.16, 0.6], rolls),
            _chosen(["", *Posting.Workplace.values], [0.2, 0.4, 0.25, 0.15], rolls),
            *(f"City {city}", state, "US"),
            json.dumps([{"city": f"City {city}", "state": state, "country_code": "US", "raw": ""}]),
            _chosen(["", "FULL_TIME", "CONTRACTOR", "INTERN"], [0.2, 0.65, 0.1, 0.05], rolls),
            _chosen(["", *Posting.Seniority.values], [0.25, 0.05, 0.1, 0.2, 0.25, 0.05, 0.07, 0.03], rolls),
            int(rolls.integers(12)) if rolls.random() < 0.6 else None,
            *("USD" if pay else "", pay),
            [skill(one) for one in sorted({*skills[n, : rolls.integers(7)].tolist()})],
            [f"Industry {one}" for one in sorted(industries)],
            *(fields[role % len(fields)], day, day, None),
        )


def _title(role: int, rolls: np.random.Generator) -> str:
    titles = words().titles[role]
    return LEVELS[rolls.integers(len(LEVELS))] + titles[rolls.integers(len(titles))]


def _text(role: int, length: int, rolls: np.random.Generator) -> str:
    """Words of the role and of the language by turns, and two whole sentences of the role."""
    vocabulary = words()
    own = vocabulary.roles[role]
    of_role = own[(len(own) * rolls.random(length // 2) ** 2).astype(int)]
    of_all = vocabulary.all[np.searchsorted(vocabulary.chance, rolls.random(length - length // 2))]
    sentences = vocabulary.sentences[role]
    whole = [sentences[rolls.integers(len(sentences))] for _ in range(2)]
    return " ".join([*of_role, *whole, *of_all])


def _chosen(values: list[str], chances: list[float], rolls: np.random.Generator) -> str:
    return values[int(np.searchsorted(np.cumsum(chances), rolls.random()).clip(max=len(values) - 1))]


def _sentences(role: dict[str, Any]) -> list[str]:
    lines = [role["summary"], *role["responsibilities"], *role["required"], *role["preferred"]]
    return [line.replace("{years}", "3") for line in lines]


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z]{4,}", text.lower())


def _invented(rolls: np.random.Generator) -> list[str]:
    """Words that no language has: 300,000 of two to five syllables."""
    syllables = np.array([a + b for a in "bdfgklmnprstvz" for b in ("a", "e", "i", "o", "u", "an", "or")], object)
    made: set[str] = set()
    while len(made) < INVENTED_WORDS:
        made.update("".join(row) for row in syllables[rolls.integers(len(syllables), size=(50_000, 4))])
    return sorted(made)[:INVENTED_WORDS]
