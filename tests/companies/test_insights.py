"""The questions that pages ask of a record."""

from datetime import date

import pytest

from companies.insights.cards import records_for_cards
from companies.insights.decisions import approvals_and_denials
from companies.insights.fields import certified_in, field_distribution, newest_fields
from companies.insights.names import legal_names
from companies.insights.record import record_of
from companies.insights.top import top_sponsors
from companies.insights.verdict import card_flag, verdict
from companies.insights.years import (
    company_years,
    latest_whole,
    sponsorship_by_year,
    trend_sentence,
    units_with_figures,
)
from companies.models import EmployerAlias, SponsorshipYear
from companies.units import CASES, PETITIONS, POSITIONS, fiscal_year_of, is_partial
from tests.factories import (
    make_company,
    make_employer_name,
    make_sponsorship_field,
    make_sponsorship_year,
)

TODAY = date(2026, 11, 22)
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("fiscal_year", "through", "partial"),
    [
        (2024, None, False),
        (2024, date(2024, 9, 30), False),
        (2024, date(2024, 9, 27), False),
        (2024, date(2024, 6, 30), True),
        (2027, None, True),
    ],
)
def test_it_knows_a_year_that_is_not_complete(fiscal_year: int, through: date | None, partial: bool) -> None:
    assert is_partial(fiscal_year, through, TODAY) is partial


def test_a_fiscal_year_begins_in_october() -> None:
    assert (fiscal_year_of(date(2023, 9, 30)), fiscal_year_of(date(2023, 10, 1))) == (2023, 2024)


def test_it_lists_years_newest_first_and_shows_a_gap_as_missing() -> None:
    acme = make_company()
    make_sponsorship_year(acme, 2022, lca_certified=100)
    make_sponsorship_year(acme, 2024, lca_certified=0)
    figures = sponsorship_by_year(company_years(acme), CASES, TODAY)
    assert [(f.fiscal_year, f.value, f.kind) for f in figures] == [
        (2024, 0, "zero"),
        (2023, None, "missing"),
        (2022, 100, "full"),
    ]


def test_it_compares_whole_years_only() -> None:
    acme = make_company()
    make_sponsorship_year(acme, 2024, lca_certified=100)
    make_sponsorship_year(acme, 2025, lca_certified=150)
    make_sponsorship_year(acme, 2026, lca_certified=90, lca_through=date(2026, 6, 30))
    figures = sponsorship_by_year(company_years(acme), CASES, TODAY)
    assert [f.change for f in figures] == [None, 0.5, None]
    latest = latest_whole(figures)
    assert latest is not None
    assert latest.fiscal_year == 2025
    assert "2026 to 30 Jun: 90, not comparable" in trend_sentence(figures, CASES)


def test_it_offers_only_units_that_have_figures() -> None:
    acme = make_company()
    make_sponsorship_year(acme, 2024, lca_certified=10, initial_approvals=3)
    assert units_with_figures(company_years(acme)) == [CASES, PETITIONS]


def test_it_adds_initial_and_continuing_approvals_and_keeps_unknown_unknown() -> None:
    acme = make_company()
    year = make_sponsorship_year(acme, 2024, initial_approvals=3, continuing_approvals=4)
    assert PETITIONS.of(year) == 7
    assert POSITIONS.of(year) is None


def test_it_gives_no_share_below_thirty_decisions() -> None:
    acme = make_company()
    make_sponsorship_year(acme, 2023, initial_approvals=20, initial_denials=5)
    make_sponsorship_year(acme, 2024, initial_approvals=90, initial_denials=10)
    newest, oldest = approvals_and_denials(company_years(acme)).rows
    assert newest.interval is not None
    assert newest.interval.share == pytest.approx(0.1)
    assert oldest.interval is None
    assert oldest.denied == 5


def test_it_marks_the_field_of_the_posting_and_adds_up_the_rest() -> None:
    acme = make_company()
    for number in range(12):
        make_sponsorship_field(acme, f"field-{number}", 2024, lca_certified=100 - number)
    distribution = field_distribution(newest_fields(acme, TODAY), "field-11", TODAY)
    assert distribution is not None
    assert distribution.similar is not None
    assert distribution.similar.job_field == "field-11"
    assert sum(row.value for row in distribution.rows) == distribution.total
    assert sum(row.share for row in distribution.rows) == pytest.approx(1)
    assert distribution.rows[-1].name == "All other fields"


@pytest.mark.parametrize(
    ("years", "newest"),
    [
        ({2024: None, 2026: date(2026, 3, 31)}, 2024),
        ({2023: date(2023, 9, 24), 2024: date(2024, 9, 23)}, 2023),
        ({2025: date(2025, 9, 30), 2027: None}, 2025),
        ({2025: date(2025, 3, 31), 2026: date(2026, 3, 31)}, 2026),
    ],
)
def test_it_prefers_the_newest_whole_year_for_fields(years: dict[int, date | None], newest: int) -> None:
    acme = make_company()
    for year, through in years.items():
        make_sponsorship_field(acme, "software", year, lca_certified=5, through=through)
    assert [row.fiscal_year for row in newest_fields(acme, TODAY)] == [newest]
    whole = [year for year, through in years.items() if not is_partial(year, through, TODAY)]
    assert newest == max(whole or years)


def test_it_counts_a_field_in_a_state() -> None:
    acme = make_company()
    make_sponsorship_field(acme, "software", 2024, state="WA", lca_certified=5)
    make_sponsorship_field(acme, "software", 2024, state="CA", lca_certified=7)
    fields = newest_fields(acme, TODAY)
    assert certified_in(fields, CASES, "software") == 12
    assert certified_in(fields, CASES, "software", ["WA"]) == 5


def test_it_lists_linked_names_with_rule_and_share_and_no_rejected_one() -> None:
    acme = make_company()
    make_employer_name("ACME INC", acme, volume=75)
    make_employer_name("ACME LABS LLC", acme, volume=25, rule="A2")
    make_employer_name("ACME BRICK CO", acme, volume=99, alias_state=EmployerAlias.State.REJECTED)
    ledger = legal_names(acme)
    assert [(name.name, name.share) for name in ledger.names] == [("ACME INC", 0.75), ("ACME LABS LLC", 0.25)]
    assert ledger.names[0].why == "same name"


@pytest.mark.parametrize(
    ("stance", "value", "contradicts", "says"),
    [
        ("refuses", 4, True, "refuses sponsorship, yet"),
        ("refuses", None, False, "no filing was found"),
        ("offers", None, True, "no filing was found"),
        ("offers", 4, False, "agree"),
        ("none", 4, False, "leaves it open"),
        ("clearance_required", 4, False, "security clearance"),
    ],
)
def test_it_sets_text_and_record_side_by_side(stance: str, value: int | None, contradicts: bool, says: str) -> None:
    figures = []
    if value is not None:
        acme = make_company()
        make_sponsorship_year(acme, 2024, lca_certified=value)
        figures = sponsorship_by_year(company_years(acme), CASES, TODAY)
    found = verdict(stance, CASES if figures else None, latest_whole(figures))
    assert found.contradicts is contradicts
    assert says in found.words
    assert bool(card_flag(stance, CASES, latest_whole(figures))) is contradicts


def test_it_reads_the_records_of_many_cards_in_two_queries(django_assert_num_queries: object) -> None:
    companies = [make_company(f"Company {number}") for number in range(5)]
    for company in companies[:4]:
        make_sponsorship_year(company, 2024, lca_certified=10)
        make_sponsorship_field(company, "software", 2024, lca_certified=4)
    with django_assert_num_queries(2):  # type: ignore[operator]
        records = records_for_cards([company.pk for company in companies] + [None], TODAY)
    assert records[companies[0].pk].by_field == {"software": 4}
    assert records[companies[4].pk].latest is None


def test_it_ranks_sponsors_over_all_fields_and_in_one() -> None:
    acme, globex = make_company("Acme"), make_company("Globex")
    make_sponsorship_year(acme, 2025, lca_certified=10)
    make_sponsorship_year(globex, 2025, lca_certified=20)
    make_sponsorship_field(acme, "software", 2025, lca_certified=8)
    make_sponsorship_field(globex, "software", 2025, lca_certified=3)
    assert [row.name for row in top_sponsors("", TODAY).rows] == ["Globex", "Acme"]
    assert [(row.name, row.value) for row in top_sponsors("software", TODAY).rows] == [("Acme", 8), ("Globex", 3)]
    assert top_sponsors("no-such-field", TODAY).field == ""


def test_a_page_opens_with_the_unit_that_is_known_longest() -> None:
    acme = make_company()
    for year in (2022, 2023, 2024):
        make_sponsorship_year(acme, year, lca_certified=100, lca_positions=7 if year == 2024 else None)
    assert record_of(acme, "", TODAY).unit is CASES
    assert record_of(acme, "positions", TODAY).unit is POSITIONS
    assert records_for_cards([acme.pk], TODAY)[acme.pk].unit is CASES
    SponsorshipYear.objects.update(lca_positions=7)
    assert record_of(acme, "", TODAY).unit is POSITIONS


def test_who_files_most_in_a_field_is_told_of_a_part_of_a_year_while_there_is_no_whole_one() -> None:
    make_sponsorship_field(make_company(), "software", 2024, lca_certified=5, through=date(2023, 12, 31))
    top = top_sponsors("software", TODAY)
    assert [row.value for row in top.rows] == [5]
    assert top.partial
    assert "to 31 Dec 2023 only" in top.caption
    make_sponsorship_field(make_company("Globex"), "software", 2023, lca_certified=9)
    assert [row.value for row in top_sponsors("software", TODAY).rows] == [9]
