"""Pay, places, level, years, degree, type, skills, language: tables of sentences and verdicts."""

from decimal import Decimal

import pytest

from postings.analysis import text
from postings.analysis.degree import degree
from postings.analysis.employment import employment_type
from postings.analysis.language import language
from postings.analysis.location import locate, read_places
from postings.analysis.pay import pay
from postings.analysis.sections import kinds, parts
from postings.analysis.seniority import seniority
from postings.analysis.skills import skills
from postings.analysis.years import years
from sources.records import PayRecord


@pytest.mark.parametrize(
    ("sentence", "low", "high", "currency", "period"),
    [
        ("The base salary range is $120K–$150K.", 120_000, 150_000, "USD", "year"),
        ("Salary: USD 120,000 - 150,000 per year", 120_000, 150_000, "USD", "year"),
        ("Pay: $54/hr", 54, 54, "USD", "hour"),
        ("Salary of £45,000 a year", 45_000, 45_000, "GBP", "year"),
        ("Compensation: $28.50 - $31 per hour", Decimal("28.50"), 31, "USD", "hour"),
        ("Gehalt: 60.000 € bis 75.000 € pro Jahr", 60_000, 75_000, "EUR", "year"),
        ("The monthly salary is €3.500 to €4.200.", 3_500, 4_200, "EUR", "month"),
        ("Pay range CAD $90,000 to CAD $110,000", 90_000, 110_000, "CAD", "year"),
        ("$95,000/year to $105,000/year + benefits", 95_000, 105_000, "USD", "year"),
        ("Salary: up to $80,000", 80_000, 80_000, "USD", "year"),
    ],
)
def test_it_reads_posted_pay(sentence: str, low: Decimal, high: Decimal, currency: str, period: str) -> None:
    found = pay(text.read(f"<p>Hello.</p><p>{sentence}</p>"), None)
    assert found is not None
    assert (found.minimum, found.maximum, found.currency, found.period) == (low, high, currency, period)
    assert found.evidence.text == sentence


@pytest.mark.parametrize(
    "sentence",
    [
        "We raised $40M in our Series B.",
        "401(k) match of up to $4,000 per year",
        "A $1,500 annual learning stipend",
        "You will own a quota of $800,000 per year.",
        "We save our customers $200,000 a year.",
        "Sign-on bonus of $10,000",
        "Join 3,000 colleagues in 20 countries.",
        "Referral bonus: $2,000",
    ],
)
def test_other_money_is_not_pay(sentence: str) -> None:
    assert pay(text.read(f"<p>{sentence}</p>"), None) is None


def test_a_pay_field_wins_and_the_yearly_figure_is_derived() -> None:
    field = PayRecord(Decimal(50), Decimal(60), "USD", "hour")
    found = pay(text.read("<p>Salary: $10,000 - $20,000 per year</p>"), field)
    assert found is not None
    assert found.method == "field"
    assert (found.yearly_minimum, found.yearly_maximum) == (Decimal(104_000), Decimal(124_800))


def test_on_target_earnings_yield_to_base_pay() -> None:
    found = pay(text.read("<p>OTE: $200,000 - $240,000.</p><p>Base salary: $100,000 - $120,000.</p>"), None)
    assert found is not None
    assert found.minimum == 100_000
    assert not found.on_target


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("San Francisco, CA", [("San Francisco", "CA", "US")]),
        ("New York, NY (HQ)", [("New York", "NY", "US")]),
        ("US, Texas, Austin", [("Austin", "TX", "US")]),
        ("Washington, DC", [("Washington", "DC", "US")]),
        ("London, United Kingdom", [("London", "", "GB")]),
        ("Toronto, CA", [("Toronto", "", "CA")]),
        ("Toronto, ON", [("Toronto", "ON", "CA")]),
        ("London, Ontario", [("London", "ON", "CA")]),
        ("Hyderabad, Telangana", [("Hyderabad", "Telangana", "IN")]),
        ("Berlin, Hamburg", [("Berlin", "", "DE")]),
        ("US East Coast Remote", [("", "", "US")]),
        ("Remote (US/Canada)", [("", "", "US"), ("", "", "CA")]),
        ("Bangalore, IN", [("Bangalore", "Karnataka", "IN")]),
        ("Paris, TX", [("Paris", "TX", "US")]),
        ("Paris", [("Paris", "", "FR")]),
        ("Tbilisi, Georgia", [("Tbilisi", "", "GE")]),
        ("Georgia", [("", "GA", "US")]),
        ("Remote - US", [("", "", "US")]),
        ("Remote (US or Canada)", [("", "", "US"), ("", "", "CA")]),
        ("Seattle, WA; Austin, TX", [("Seattle", "WA", "US"), ("Austin", "TX", "US")]),
        ("London, Berlin, Paris", [("London", "", "GB"), ("Berlin", "", "DE"), ("Paris", "", "FR")]),
        ("Singapore", [("Singapore", "", "SG")]),
        ("Nowhere in particular", [("", "", "")]),
    ],
)
def test_it_reads_places(raw: str, expected: list[tuple[str, str, str]]) -> None:
    assert [(place.city, place.state, place.country_code) for place in read_places(raw)] == expected


@pytest.mark.parametrize(
    ("html", "raw", "title", "workplace", "remote_from"),
    [
        ("", ["Remote - Germany"], "Nurse", "remote", ("DE",)),
        ("", ["Remote (EMEA)"], "Nurse", "remote", ("EMEA",)),
        ("", ["Berlin"], "Nurse (Remote)", "remote", ("DE",)),
        ("<p>We work hybrid: three days a week in the office.</p>", ["Berlin"], "Nurse", "hybrid", ()),
        ("<p>This is a fully remote role. You must be based in the United States.</p>", [], "Nurse", "remote", ("US",)),
        ("<p>This position is on-site in Boston.</p>", ["Boston, MA"], "Nurse", "on_site", ()),
        ("<p>This is not a remote role.</p>", ["Boston, MA"], "Nurse", "", ()),
        ("<p>You work in-person at our office, 5 days a week.</p>", ["Boston, MA"], "Nurse", "on_site", ()),
        ("<p>You may be asked to an in-person interview.</p>", ["Boston, MA"], "Nurse", "", ()),
        ("<p>We like dogs.</p>", ["Boston, MA"], "Nurse", "", ()),
    ],
)
def test_it_reads_the_workplace(
    html: str, raw: list[str], title: str, workplace: str, remote_from: tuple[str, ...]
) -> None:
    found = locate(text.read(html), title, raw, "", "")
    assert (found.workplace, found.remote_from) == (workplace, remote_from)


def test_a_location_line_of_the_text_is_read_when_no_field_says_it() -> None:
    found = locate(text.read("<p>Location: Denver, CO</p><p>More.</p>"), "Cook", (), "", "")
    assert (found.places[0].city, found.places[0].state) == ("Denver", "CO")
    assert found.evidence is not None
    assert found.evidence.text == "Location: Denver, CO"


@pytest.mark.parametrize(
    ("title", "level"),
    [
        ("Software Engineering Intern", "intern"),
        ("Junior Accountant", "entry"),
        ("Software Engineer II", "mid"),
        ("Sr. Data Analyst", "senior"),
        ("Tech Lead", "senior"),
        ("Staff Engineer", "staff"),
        ("Principal Scientist", "staff"),
        ("Engineering Manager", "manager"),
        ("Senior Product Manager", "senior"),
        ("Director of Nursing", "executive"),
        ("VP, Sales", "executive"),
        ("Chief Financial Officer", "executive"),
        ("Internal Auditor", ""),
        ("Staff Accountant", ""),
        ("Associate Director, Oncology", "executive"),
    ],
)
def test_it_reads_the_level_from_the_title(title: str, level: str) -> None:
    assert seniority(title, "", None).value == level


def test_the_level_falls_back_to_the_field_and_then_to_the_years() -> None:
    asked = years(text.read("<p>At least 6 years of experience</p>"))
    assert seniority("Baker", "Mid-Senior level", asked).value == "senior"
    assert seniority("Baker", "", asked).value == "senior"
    assert seniority("Baker", "", None).value == ""


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("5+ years of experience in design", (5, None)),
        ("3-5 years’ experience as a nurse", (3, 5)),
        ("At least two years working with children", (2, None)),
        ("Minimum of 10 years in finance", (10, None)),
        ("No prior experience required", (0, None)),
        ("Our company has grown for 20 years", None),
        ("You must be 18 years or older", None),
        ("After 3 years you may take a sabbatical", None),
    ],
)
def test_it_reads_the_years_asked(sentence: str, expected: tuple[int, int | None] | None) -> None:
    found = years(text.read(f"<ul><li>{sentence}</li></ul>"))
    assert ((found.minimum, found.maximum) if found else None) == expected


def test_the_requirements_say_the_years_and_not_the_wishes() -> None:
    document = text.read(
        "<h3>Nice to have</h3><ul><li>8 years of experience in law</li></ul>"
        "<h3>Requirements</h3><ul><li>2 years of experience in law</li></ul>"
    )
    found = years(document, kinds(parts(document)))
    assert found is not None
    assert found.minimum == 2


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Bachelor’s degree required", ("bachelor", True)),
        ("BS or MS in Physics", ("bachelor", True)),
        ("Bachelor's degree or equivalent experience", ("bachelor", False)),
        ("Master's degree preferred", ("master", False)),
        ("PhD in Chemistry", ("doctorate", True)),
        ("High school diploma or GED", ("high_school", True)),
        ("Associate degree in nursing required", ("associate", True)),
        ("You have a high degree of autonomy", None),
        ("Experience as a Scrum Master", None),
        ("Tuition reimbursement toward a degree", None),
        ("Strong MS Office skills", None),
        ("WHERE YOU WILL BE BASED", None),
        ("Run the licence of our local bank", None),
    ],
)
def test_it_reads_the_degree(sentence: str, expected: tuple[str, bool] | None) -> None:
    found = degree(text.read(f"<ul><li>{sentence}</li></ul>"))
    assert ((found.level, found.required) if found else None) == expected


@pytest.mark.parametrize(
    ("html", "title", "field", "expected"),
    [
        ("", "Summer Internship", "", "INTERN"),
        ("", "Nurse, PRN", "", "PER_DIEM"),
        ("", "Cook (part-time)", "", "PART_TIME"),
        ("", "Contract Recruiter", "", "CONTRACTOR"),
        ("", "Contract Manager", "", ""),
        ("", "Marketing Manager, Volunteer Community", "", ""),
        ("", "Volunteer Tutor", "", "VOLUNTEER"),
        ("<p>Some roles are full-time.</p>", "Cook", "", ""),
        ("<p>This is a full-time position.</p>", "Cook", "", "FULL_TIME"),
        ("<p>This is a 6-month contract role.</p>", "Cook", "", "CONTRACTOR"),
        ("<p>Full-time employees are eligible for benefits.</p>", "Cook", "", ""),
        ("<p>This is a full-time position.</p>", "Cook", "TEMPORARY", "TEMPORARY"),
    ],
)
def test_it_reads_the_employment_type(html: str, title: str, field: str, expected: str) -> None:
    assert employment_type(text.read(html), title, field).value == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("You know C, C++ or C#.", ["C", "C++", "C#"]),
        ("Go and R are welcome, so is .NET with Node.js.", ["Go", "R", ".NET", "Node.js"]),
        ("You will go the extra mile and excel at it; R U ready?", []),
        ("We raised a Series C with Python people.", ["Python"]),
        ("HTML/CSS and CI/CD", ["HTML", "CSS", "CI/CD"]),
        ("A swift learner who does not rust", []),
        ("Wound care, BLS and vital signs", ["Wound care", "BLS", "Vital signs"]),
        ("US GAAP, accounts payable and QuickBooks", ["GAAP", "Accounts payable", "QuickBooks"]),
        ("AutoCAD and Revit drawings", ["AutoCAD", "Revit"]),
    ],
)
def test_it_finds_skills(sentence: str, expected: list[str]) -> None:
    document = text.read(f"<p>{sentence}</p>")
    found = skills(document)
    assert [skill.name for skill in found] == expected
    for skill in found:
        start = skill.evidence.start
        assert document.text[start : start + len(skill.evidence.text)] == skill.evidence.text


def test_what_the_employer_says_of_itself_asks_for_no_skill() -> None:
    document = text.read("<h3>About us</h3><p>We love Python.</p><h3>Requirements</h3><ul><li>Java</li></ul>")
    assert [skill.name for skill in skills(document, (), kinds(parts(document)))] == ["Java"]


def test_the_opening_words_the_notices_and_the_employers_own_name_are_no_skills() -> None:
    document = text.read(
        "<p>Acme serves Snowflake and Shopify.</p><h3>Requirements</h3><ul><li>Java and Notion</li></ul>"
        "<p>Please note that Python Ltd is an agency.</p>"
    )
    assert [skill.name for skill in skills(document, (), kinds(parts(document)), "Notion")] == ["Java"]


@pytest.mark.parametrize(
    ("passage", "code"),
    [
        ("We are looking for a nurse who likes to work at night.", "en"),
        ("Wir suchen eine Pflegekraft, die gerne nachts arbeitet.", "de"),
        ("Nous recherchons une infirmière qui aime travailler la nuit.", "fr"),
        ("Buscamos una enfermera para el turno de noche.", "es"),
        ("12345", ""),
    ],
)
def test_it_tells_the_language(passage: str, code: str) -> None:
    assert language(passage) == code
    assert language(passage, "nl") == "nl"
