"""Made-up LCA rows for measuring: invented names and titles, spread as in a real quarter."""

import csv
import random
from datetime import date, timedelta
from pathlib import Path

HEADER = [
    "CASE_NUMBER",
    "CASE_STATUS",
    "RECEIVED_DATE",
    "DECISION_DATE",
    "VISA_CLASS",
    "JOB_TITLE",
    "SOC_CODE",
    "SOC_TITLE",
    "FULL_TIME_POSITION",
    "BEGIN_DATE",
    "END_DATE",
    "TOTAL_WORKER_POSITIONS",
    "NEW_EMPLOYMENT",
    "CONTINUED_EMPLOYMENT",
    "CHANGE_PREVIOUS_EMPLOYMENT",
    "NEW_CONCURRENT_EMPLOYMENT",
    "CHANGE_EMPLOYER",
    "AMENDED_PETITION",
    "EMPLOYER_NAME",
    "TRADE_NAME_DBA",
    "EMPLOYER_ADDRESS1",
    "EMPLOYER_CITY",
    "EMPLOYER_STATE",
    "EMPLOYER_POSTAL_CODE",
    "EMPLOYER_PHONE",
    "EMPLOYER_FEIN",
    "NAICS_CODE",
    "EMPLOYER_POC_EMAIL",
    "SECONDARY_ENTITY",
    "WORKSITE_CITY",
    "WORKSITE_COUNTY",
    "WORKSITE_STATE",
    "WORKSITE_POSTAL_CODE",
    "WAGE_RATE_OF_PAY_FROM",
    "WAGE_RATE_OF_PAY_TO",
    "WAGE_UNIT_OF_PAY",
    "PREVAILING_WAGE",
    "PW_UNIT_OF_PAY",
    "PW_WAGE_LEVEL",
    "TOTAL_WORKSITE_LOCATIONS",
    "H_1B_DEPENDENT",
    "WILLFUL_VIOLATOR",
]
_CODES = [
    "15-1252.00",
    "15-1211.00",
    "15-1299.08",
    "13-2051.00",
    "17-2141.00",
    "15-2051.00",
    "29-1141.00",
    "13-1111.00",
    "15-1253.00",
    "25-1021.00",
]
_LEVELS = ("Junior", "Senior", "Lead", "Principal", "Staff", "Associate", "II", "III")
_THINGS = ("Software", "Data", "Systems", "Cloud", "Network", "Quality", "Business", "Financial", "Mechanical", "Test")
_ROLES = ("Engineer", "Analyst", "Developer", "Architect", "Consultant", "Manager", "Scientist", "Administrator")
_STATES = ("CA", "TX", "NY", "NJ", "WA", "IL", "MA", "GA", "VA", "PA", "NC", "MI")
_SYLLABLES = ("AC", "BEL", "COR", "DAN", "EX", "FIN", "GLO", "HAR", "IN", "JAN", "KOR", "LUM", "MER", "NOV", "OR")


def write(path: Path, rows: int, seed: int = 1) -> None:
    """`rows` cases of FY2024 as CSV. In 1,000,000 rows about 68,000 names and 180,000 pairs of title and code."""
    chance = random.Random(seed)  # noqa: S311 - nothing is secret here
    start = date(2023, 10, 1)
    with path.open("w", newline="", encoding="utf-8") as file:
        out = csv.writer(file)
        out.writerow(HEADER)
        for number in range(rows):
            out.writerow(_row(number, chance, start))


def _row(number: int, chance: random.Random, start: date) -> list[object]:
    # Few employers file most cases, and few titles are filed most: a high power of an even chance piles them up.
    employer = int(chance.random() ** 12 * 80_000)
    state = _STATES[employer % 12]
    decided = start + timedelta(days=number * 365 // 1_000_000 % 365)
    title = int(chance.random() ** 7 * 250_000)
    wage = chance.randrange(60_000, 240_000, 100)
    new = chance.random() < 0.45
    return [
        f"I-200-{decided:%y%j}-{number:06}"[:20],
        "Certified" if chance.random() < 0.92 else "Certified - Withdrawn",
        decided - timedelta(days=7),
        decided,
        "H-1B",
        f"{_LEVELS[title % 8]} {_THINGS[title // 8 % 10]} {_ROLES[title // 80 % 8]} {title // 640 or ''}".strip(),
        _CODES[(title + (chance.random() < 0.05)) % 10],
        "Software Developers",
        "Y",
        decided + timedelta(days=60),
        decided + timedelta(days=60 + 3 * 365),
        1,
        int(new),
        int(not new),
        0,
        0,
        0,
        0,
        _name(employer),
        "",
        f"{employer} MAIN STREET",
        f"CITY {employer % 900}",
        state,
        f"{employer % 99999:05}",
        "5550100",
        f"{10 + employer % 89}-{employer:07}",
        "541511",
        "nobody@example.org",
        "No" if employer % 3 else "Yes",
        f"CITY {chance.randrange(900)}",
        "COUNTY",
        _STATES[chance.randrange(12)],
        "12345",
        f"${wage:,}.00",
        "",
        "Year",
        f"${wage - 5000:,}.00",
        "Year",
        "II",
        1,
        "No" if employer % 4 else "Yes",
        "No",
    ]


def _name(number: int) -> str:
    syllables = [_SYLLABLES[number // 15**place % 15] for place in range(4)]
    return (
        f"{''.join(syllables)} {('TECHNOLOGIES', 'SYSTEMS', 'GROUP', 'LABS')[number % 4]} {('INC', 'LLC')[number % 2]}"
    )
