"""Every reader on a small, true-to-form answer of its source: what it takes from each field."""

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from sources.board_table import SOURCES
from sources.reading.records import REPEATED, UNLISTED
from sources.records import PayRecord, PostingRecord, Problem

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
TOKENS = {"workday": "acme|wd5|Careers"}


def read(file: str) -> list[PostingRecord | Problem]:
    ats = file.partition(".")[0].partition("_")[0]
    payload = (SAMPLES / file).read_bytes()
    return list(SOURCES[ats].read(payload, token=TOKENS.get(ats, "acme")))


def usd(least: str | None, most: str | None, period: str, currency: str = "USD") -> PayRecord:
    return PayRecord(Decimal(least) if least else None, Decimal(most) if most else None, currency, period)


EXPECTED: list[tuple[str, dict[str, Any]]] = [
    (
        "greenhouse.json",
        {
            "external_id": "4001",
            "title": "Compiler Engineer",
            "html": "<p>We sponsor H-1B &amp; green cards.</p>",
            "company_name": "Acme",
            "locations": ("Austin, TX", "Remote - US"),
            "workplace": "hybrid",
            "employment_type": "FULL_TIME",
            "department": "Engineering",
            "pay": usd("120000", "180000", "year"),
            "date_posted": date(2026, 8, 18),
            "updated_at": datetime(2026, 8, 20, 3, 30, tzinfo=UTC),
            "valid_through": datetime(2026, 12, 1, 5, tzinfo=UTC),
            "language": "en",
            "offers_sponsorship": True,
        },
    ),
    (
        "lever.json",
        {
            "external_id": "0a1b",
            "html": "<div>Count things.</div><h3>You bring</h3><ul><li>patience</li></ul><p>Bye.</p>",
            "apply_url": "https://jobs.lever.co/acme/0a1b/apply",
            "locations": ("Boston", "Denver"),
            "country_code": "US",
            "workplace": "on_site",
            "employment_type": "INTERN",
            "department": "Data",
            "pay": usd("25", "30.5", "hour"),
            "date_posted": date(2026, 6, 29),
        },
    ),
    (
        "ashby.json",
        {
            "locations": ("New York, NY (HQ)", "Remote (Canada)"),
            "country_code": "US",
            "workplace": "hybrid",
            "employment_type": "FULL_TIME",
            "pay": usd("211400", "290600", "year"),
            "date_posted": date(2026, 7, 7),
        },
    ),
    (
        "smartrecruiters.json",
        {
            "url": "https://jobs.smartrecruiters.com/Acme/7440",
            "company_name": "Acme Inc",
            "locations": ("Hyderabad, India",),
            "country_code": "IN",
            "workplace": "hybrid",
            "employment_type": "FULL_TIME",
            "department": "Safety",
            "seniority": "Associate",
            "language": "en",
            "industries": ("Manufacturing",),
        },
    ),
    (
        "smartrecruiters_detail.json",
        {
            "external_id": "7440",
            "url": "https://jobs.smartrecruiters.com/Acme/7440-safety-manager",
            "html": "<h2>Company</h2><p>We make.</p><h2>You &amp; we</h2><p>Care.</p>",
            "pay": usd("34", "47", "hour"),
        },
    ),
    (
        "workday.json",
        {
            "external_id": "Data-Engineer_RQ1",
            "url": "https://acme.wd5.myworkdayjobs.com/Careers/job/USA-DC-Washington/Data-Engineer_RQ1",
            "locations": (),
            "date_posted": None,
        },
    ),
    (
        "workday_detail.json",
        {
            "external_id": "Data-Engineer_RQ1",
            "company_name": "Acme Information, Inc.",
            "locations": ("USA DC Washington", "USA VA Reston"),
            "country_code": "US",
            "employment_type": "FULL_TIME",
            "date_posted": date(2026, 7, 7),
        },
    ),
    (
        "workable.json",
        {
            "html": "<p>Help.</p>",
            "locations": ("Halifax, England, United Kingdom",),
            "country_code": "GB",
            "workplace": "remote",
            "employment_type": "PART_TIME",
            "seniority": "Associate",
            "industries": ("Insurance",),
            "date_posted": date(2026, 6, 2),
        },
    ),
    (
        "recruitee.json",
        {
            "html": "<p>Count.</p><h2>Requirements</h2><ul><li>Care</li></ul>",
            "locations": ("Berlin, Germany",),
            "workplace": "hybrid",
            "employment_type": "FULL_TIME",
            "pay": usd("60000", "75000", "year", "EUR"),
            "date_posted": date(2026, 8, 5),
            "updated_at": datetime(2026, 8, 5, 11, 45, 30, tzinfo=UTC),
            "skills": ("sap",),
        },
    ),
    (
        "personio.xml",
        {
            "url": "https://acme.jobs.personio.de/job/1834",
            "html": "<h2>Your part</h2><p>Build.</p><h2>You</h2><ul><li>Care</li></ul>",
            "company_name": "Acme SE & Co. KG",
            "locations": ("Munich", "Berlin", "Madrid"),
            "employment_type": "FULL_TIME",
            "skills": ("python", "kafka"),
            "date_posted": date(2026, 11, 13),
        },
    ),
    (
        "teamtailor.xml",
        {
            "external_id": "fcdd-1",
            "html": "<p>Plan.</p>",
            "company_name": "Acme Retail",
            "locations": ("Hatfield, United Kingdom",),
            "country_code": "GB",
            "workplace": "hybrid",
            "department": "Shop",
            "date_posted": date(2026, 10, 2),
        },
    ),
    (
        "teamtailor.json",
        {
            "external_id": "20fa",
            "html": "<p>Sell.</p>",
            "company_name": "Acme AB",
            "locations": ("Madrid, ES",),
            "country_code": "ES",
            "employment_type": "FULL_TIME",
            "pay": usd("40000", "50000", "year", "EUR"),
        },
    ),
    (
        "bamboohr.json",
        {
            "external_id": "39",
            "url": "https://acme.bamboohr.com/careers/39",
            "locations": ("Edmonton, Alberta, Canada",),
            "country_code": "CA",
            "workplace": "hybrid",
            "employment_type": "FULL_TIME",
        },
    ),
    (
        "bamboohr_detail.json",
        {"external_id": "39", "html": "<p>Fly safe.</p>", "date_posted": date(2026, 5, 1)},
    ),
    (
        "amazon.json",
        {
            "external_id": "10600",
            "url": "https://www.amazon.jobs/en/jobs/10600/data",
            "html": "Build.<h2>Basic qualifications</h2>- SQL<h2>Preferred qualifications</h2>- AWS",
            "locations": ("Mountain View, California, USA", "Seattle, Washington, USA"),
            "country_code": "US",
            "workplace": "on_site",
            "employment_type": "FULL_TIME",
            "date_posted": date(2026, 8, 27),
        },
    ),
    (
        "usajobs.json",
        {
            "url": "https://www.usajobs.gov/job/8754",
            "html": "<p>Inspect.</p><h2>Duties</h2><p>Look.</p><p>Write.</p>"
            "<h2>Qualifications</h2><p>Care &amp; skill.</p>",
            "country_code": "US",
            "workplace": "remote",
            "employment_type": "FULL_TIME",
            "pay": usd("106437", "158322", "year"),
            "date_posted": date(2026, 7, 6),
            "valid_through": datetime(2026, 7, 20, 23, 59, 59, 997000, tzinfo=UTC),
        },
    ),
    (
        "themuse.json",
        {"workplace": "remote", "seniority": "Mid Level", "department": "Operations", "via": "The Muse"},
    ),
    (
        "remotive.json",
        {
            "employment_type": "CONTRACTOR",
            "pay": usd("150000", "230000", ""),
            "via": "Remotive",
            "skills": ("seo",),
        },
    ),
    (
        "remoteok.json",
        {
            "external_id": "113",
            "locations": ("Berlin",),
            "employment_type": "FULL_TIME",
            "pay": usd("60000", None, "year"),
            "via": "Remote OK",
        },
    ),
    ("arbeitnow.json", {"employment_type": "FULL_TIME", "workplace": "", "date_posted": date(2026, 8, 3)}),
    (
        "himalayas.json",
        {
            "external_id": "acme/sales-consultant-529",
            "country_code": "PH",
            "pay": usd("600000", "660000", "year", "PHP"),
            "valid_through": datetime(2026, 5, 27, 10, 11, 4, tzinfo=UTC),
            "skills": ("Sales Operations",),
        },
    ),
    (
        "jobicy.json",
        {
            "title": "Manager, Change & Growth",
            "country_code": "US",
            "industries": ("Project & Program Management",),
            "pay": usd("122600", "204400", "year"),
        },
    ),
    (
        "weworkremotely.xml",
        {
            "external_id": "acme-developer-advocate",
            "title": "Developer Advocate",
            "company_name": "Acme",
            "company_domain": "acme.example",
            "locations": ("Anywhere in the World",),
            "country_code": "",
            "skills": ("Go", "Python"),
        },
    ),
]


@pytest.mark.parametrize(("file", "expected"), EXPECTED, ids=[file for file, _ in EXPECTED])
def test_it_takes_each_field_of_its_source(file: str, expected: dict[str, Any]) -> None:
    record = read(file)[0]
    assert isinstance(record, PostingRecord)
    assert {name: getattr(record, name) for name in expected} == expected


def test_every_source_of_the_table_has_a_sample() -> None:
    assert set(SOURCES) == {file.partition(".")[0].partition("_")[0] for file, _ in EXPECTED}


def test_it_reports_rows_it_cannot_take_and_reads_the_others() -> None:
    found = read("greenhouse.json")
    assert [entry.external_id for entry in found if isinstance(entry, PostingRecord)] == ["4001", "4002"]
    problems = [(entry.place, entry.field, entry.message) for entry in found if isinstance(entry, Problem)]
    assert problems == [
        ("4002", "external_id", REPEATED),
        ("4003", "title", "no title"),
        ("row 5", "", "not an object"),
    ]


@pytest.mark.parametrize("file", ["ashby.json", "recruitee.json"])
def test_it_leaves_out_what_the_employer_does_not_list(file: str) -> None:
    assert [entry.message for entry in read(file) if isinstance(entry, Problem)] == [UNLISTED]


def test_it_turns_plain_text_into_markup_without_reading_it_as_markup() -> None:
    cook = read("lever.json")[1]
    assert isinstance(cook, PostingRecord)
    assert cook.html == "<p>Soup &amp; more.</p><p>Daily.</p>"
