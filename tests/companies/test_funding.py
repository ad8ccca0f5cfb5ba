"""Deals, totals, stage and key investors: pure functions over statements."""

import csv
from collections import defaultdict
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from companies.funding import kinds
from companies.funding.deals import MAY_BE_LISTED, NOT_LISTED, deals_of
from companies.funding.investors import RULE_DERIVED, RULE_PUBLISHED, RULE_RANKED, key_investors
from companies.funding.offerings import reason_to_skip
from companies.funding.stage import Listing, stage_of
from companies.funding.statements import Participant, Statement
from companies.funding.totals import RULE_PUBLISHED_LESS, RULE_PUBLISHED_MORE, headline, totals_of
from companies.listing import listing_of
from sources.crunchbase_csv import read_crunchbase_csv
from sources.crunchbase_kinds import API_KINDS
from sources.records import CompanyRecord, RoundRecord


def said(key: int, kind: str = "seed", day: str = "2020-05-01", usd: int | None = 100, **fields: Any) -> Statement:
    amount = None if usd is None else Decimal(usd)
    defaults = {"source": "crunchbase", "dataset": "api", "external_id": f"r{key}", "as_of": date(2021, 1, 1)}
    return Statement(
        key=key,
        kind=kind,
        announced_on=date.fromisoformat(day),
        amount=amount,
        currency="USD",
        amount_usd=amount,
        **{**defaults, **fields},
    )


def filed(key: int, day: str, usd: int | None, **fields: Any) -> Statement:
    defaults = {"source": "form_d", "dataset": "form_d", "as_of": date.fromisoformat(day)}
    return said(key, "form_d", day, usd, **{**defaults, **fields})


OLD: dict[str, Any] = {"dataset": "export 2013-10", "as_of": date(2013, 10, 17)}


def test_all_28_kinds_of_the_api_have_a_label() -> None:
    assert set(kinds.CRUNCHBASE_KINDS) == API_KINDS
    assert kinds.of("undisclosed").label == "Funding Round"
    assert kinds.of("no such kind").label == "Funding Round"


def test_an_undisclosed_round_counts_as_a_round_and_adds_nothing() -> None:
    totals = totals_of(deals_of([said(1, usd=None), said(2, usd=7)]))
    assert (totals.usd, totals.rounds, totals.undisclosed) == (Decimal(7), 2, 1)


def test_a_total_of_undisclosed_rounds_is_undisclosed_and_not_zero() -> None:
    totals = totals_of(deals_of([said(1, usd=None)]))
    assert (totals.usd, totals.equity_usd, totals.undisclosed) == (None, None, 1)


def test_the_equity_total_leaves_debt_out() -> None:
    rounds = [said(1, "series_a"), said(2, "debt_financing"), said(3, "post_ipo_debt"), said(4, "secondary_market")]
    totals = totals_of(deals_of(rounds))
    assert (totals.usd, totals.equity_usd) == (Decimal(400), Decimal(200))


def test_money_raised_in_an_ipo_is_no_funding() -> None:
    totals = totals_of(deals_of([said(1), said(2, "ipo", usd=18_400)]))
    assert (totals.usd, totals.rounds, totals.left_out) == (Decimal(100), 1, 0)


def test_the_newest_listing_counts_and_an_older_one_is_kept_beside_it() -> None:
    old = said(1, "series_unknown", "2010-06-28", 210, **OLD)
    gone = said(2, "angel", "2003-01-01", 5, **OLD)
    new = said(3, "secondary_market", "2010-06-28", 120)
    other = said(4, "angel", "2004-09-01", 50)
    first, second, third = deals_of([old, gone, new, other])
    assert [s.key for s in first.statements] == [3, 1]  # the newer listing is shown, the older stays
    assert second.shown.key == 4
    assert (third.shown.key, third.counts, third.why_not) == (2, False, NOT_LISTED)
    assert totals_of([first, second, third]).usd == 170


def test_a_shorter_list_does_not_take_the_place_of_a_longer_one() -> None:
    old = [said(n, day=f"201{n}-01-05", usd=n, **OLD) for n in (1, 2, 3)]
    found = said(9, "series_a", "2020-01-01", 50, dataset="api search")
    assert totals_of(deals_of([*old, found])).usd == 56


def test_two_rounds_of_one_listing_are_never_joined() -> None:
    assert len(deals_of([said(1), said(2)])) == 2


def test_the_result_does_not_depend_on_the_order_of_the_statements() -> None:
    statements = [
        *(said(n, day=f"2012-0{n}-11", usd=n, external_id=f"old{n}", **OLD) for n in (1, 2, 3)),
        *(said(10 + n, day=f"2012-0{n}-12", usd=n) for n in (1, 2, 3)),
        filed(20, "2012-03-01", 3),
    ]

    def shape(given: list[Statement]) -> list[list[int]]:
        return [[s.key for s in deal.statements] for deal in deals_of(given)]

    assert shape(statements) == shape(statements[::-1]) == [[13, 3, 20], [12, 2], [11, 1]]


def test_a_filing_joins_the_round_that_is_near_in_time_and_amount() -> None:
    (deal,) = deals_of([said(1, "series_a", "2020-05-01", 10_000_000), filed(2, "2020-04-02", 10_400_000)])
    assert (deal.shown.kind, deal.amount_usd) == ("series_a", Decimal(10_000_000))


def test_a_filing_gives_the_amount_of_a_round_that_has_none() -> None:
    (deal,) = deals_of([said(1, "series_a", "2020-05-01", None), filed(2, "2020-04-20", 9_000_000)])
    assert (deal.shown.kind, deal.amount_usd) == ("series_a", Decimal(9_000_000))


def test_a_filing_that_joins_nothing_counts_only_where_it_cannot_be_counted_twice() -> None:
    lone, listed, later = filed(1, "2015-01-01", 5), said(2, usd=100), filed(3, "2022-01-01", 7)
    assert totals_of(deals_of([lone])).usd == 5
    deals = deals_of([lone, listed, later])
    assert [(d.shown.key, d.counts, d.why_not) for d in deals] == [
        (3, True, ""),
        (2, True, ""),
        (1, False, MAY_BE_LISTED),
    ]
    assert totals_of(deals).usd == 107


def test_an_amendment_takes_the_place_of_what_it_restates() -> None:
    first = filed(1, "2020-01-01", 5, external_id="a")
    named = filed(2, "2020-01-01", 9, external_id="b", replaces="a", is_amendment=True, as_of=date(2020, 6, 1))
    unnamed = filed(3, "2020-01-01", 12, external_id="c", is_amendment=True, as_of=date(2020, 9, 1))
    assert [d.amount_usd for d in deals_of([first, named])] == [9]
    assert [d.amount_usd for d in deals_of([unnamed, named, first])] == [12]


def test_a_round_that_the_source_withdrew_is_no_deal() -> None:
    assert deals_of([said(1, is_withdrawn=True)]) == []


def test_a_curator_ties_a_statement_to_another_round() -> None:
    deals = deals_of([said(1, pinned_to=5), said(2, "series_a", "2010-01-01", 9, pinned_to=5, **OLD)])
    assert [[s.key for s in deal.statements] for deal in deals] == [[1, 2]]


@pytest.mark.parametrize(
    ("rounds", "listing", "stage"),
    [
        ([("seed", "2014-04-25"), ("series_b", "2021-01-26")], Listing(), "early_stage_venture"),
        ([("series_b", "2019-01-01"), ("debt_financing", "2021-01-26")], Listing(), "early_stage_venture"),
        ([("series_c_plus", "2012-01-01")], Listing(), "late_stage_venture"),
        ([("angel", "2012-01-01")], Listing(), "seed"),
        ([("private_equity", "2012-01-01")], Listing(), "private_equity"),
        ([("post_ipo_debt", "2012-01-01")], Listing(), "ipo"),
        ([("series_a", "2012-01-01")], Listing(is_listed=True), "ipo"),
        ([("series_a", "2012-01-01")], Listing(is_acquired=True), "m_and_a"),
        (
            [("series_a", "2002-01-01")],
            Listing(went_public_on=date(2011, 5, 19), is_acquired=True, acquired_on=date(2016, 12, 8)),
            "m_and_a",
        ),
        (
            [("series_a", "2002-01-01")],
            Listing(went_public_on=date(2011, 5, 19), is_acquired=True, acquired_on=date(2005, 1, 1)),
            "ipo",
        ),
        ([("series_d", "2002-01-01")], Listing(is_listed=True, was_delisted=True), "late_stage_venture"),
        ([("grant", "2002-01-01")], Listing(published_stage="seed"), "seed"),
        ([("grant", "2002-01-01")], Listing(), ""),
    ],
)
def test_the_stage_is_that_of_the_newest_round_or_of_the_listing(
    rounds: list[tuple[str, str]], listing: Listing, stage: str
) -> None:
    found = stage_of(deals_of([said(n, kind, day) for n, (kind, day) in enumerate(rounds)]), listing)
    assert found.code == stage
    assert bool(found.rule) == bool(stage)


class Said:
    def __init__(self, source: str, year: int, **values: Any) -> None:
        self.source, self.values = source, values
        self.as_of: date | None = date(year, 1, 1)


@pytest.mark.parametrize(
    ("statements", "tickers", "stage"),
    [
        ([Said("crunchbase", 2016, status="ipo", went_public_on="2011-05-19")], ["LNK"], "ipo"),
        (
            [
                Said("crunchbase", 2016, status="ipo", went_public_on="2011-05-19"),
                Said("crunchbase", 2020, status="acquired"),
            ],
            ["LNK"],
            "m_and_a",
        ),
        ([Said("crunchbase", 2013, status="acquired"), Said("sec_tickers", 2026, tickers=["ACM"])], ["ACM"], "ipo"),
        (
            [Said("crunchbase", 2013, status="acquired"), Said("crunchbase", 2020, went_public_on="2018-03-01")],
            [],
            "ipo",
        ),
        ([Said("crunchbase", 2015, acquired_on="2014-01-01", acquirer_key="globex")], [], "m_and_a"),
        ([], ["ACM"], "ipo"),
        ([Said("crunchbase", 2020, status="operating")], [], ""),
    ],
)
def test_the_newest_word_on_listing_and_purchase_decides(
    statements: list[Said], tickers: list[str], stage: str
) -> None:
    assert stage_of([], listing_of(statements, tickers)).code == stage


def joined(*names: tuple[str, bool]) -> tuple[Participant, ...]:
    return tuple(Participant(name.lower(), name, is_lead) for name, is_lead in names)


def test_key_investors_are_leads_first_then_rounds_then_latest_then_name() -> None:
    deals = deals_of(
        [
            said(1, day="2020-01-01", participants=joined(("Zeta", False), ("Early Lead", True))),
            said(2, day="2021-01-01", participants=joined(("Zeta", False), ("Late Lead", True), ("Beta", False))),
            said(3, day="2022-01-01", participants=joined(("Omega", False), ("Alpha", False))),
        ]
    )
    found, rule = key_investors(deals)
    assert [i.name for i in found] == ["Late Lead", "Early Lead", "Zeta", "Alpha", "Omega"]
    assert rule == RULE_DERIVED


def test_ranks_and_the_published_list_go_before_what_is_derived() -> None:
    parts = (Participant("a", "A", rank=900), Participant("b", "B", rank=12), Participant("c", "C", is_lead=True))
    deals = deals_of([said(1, participants=parts)])
    assert ([i.name for i in key_investors(deals)[0]], key_investors(deals)[1]) == (["B", "A", "C"], RULE_RANKED)
    found, rule = key_investors(deals, [Participant("x", "Unlisted"), Participant("a", "A")])
    assert ([(i.name, i.rounds) for i in found], rule) == ([("Unlisted", 0), ("A", 1)], RULE_PUBLISHED)


@pytest.mark.parametrize(
    ("summed", "published", "shown", "why"),
    [
        (10, 10, 10, ""),
        (10, None, 10, ""),
        (None, 10, 10, RULE_PUBLISHED_MORE),
        (7, 10, 10, RULE_PUBLISHED_MORE),
        (10, 7, 10, RULE_PUBLISHED_LESS),
        (None, None, None, ""),
    ],
)
def test_the_larger_of_sum_and_published_total_is_shown_first(
    summed: int | None, published: int | None, shown: int | None, why: str
) -> None:
    found = headline(*(None if n is None else Decimal(n) for n in (summed, published)))
    assert found == (shown, why)


@pytest.mark.parametrize(
    ("fields", "left_out"),
    [
        ({"industry": "Pooled Investment Fund"}, True),
        ({"industry": "REITS and Finance"}, True),
        ({"industry": "Other", "is_business_combination": True}, True),
        ({"industry": "Other", "company_name": "Acme SPV, a series of Master II LLC"}, True),
        ({"industry": "Other Technology"}, False),
        ({"industry": "Commercial Banking"}, False),
    ],
)
def test_funds_real_estate_and_mergers_are_left_out(fields: dict[str, Any], left_out: bool) -> None:
    defaults = {"company_name": "Acme", "source": "form_d", "external_id": "a", "company_key": "1", "kind": "form_d"}
    assert bool(reason_to_skip(RoundRecord(announced_on=None, **{**defaults, **fields}))) == left_out


def statement(key: int, record: RoundRecord) -> Statement:
    return Statement(
        key=key,
        source=record.source,
        dataset=record.dataset,
        external_id=record.external_id,
        kind=record.kind,
        announced_on=record.announced_on,
        precision=record.announced_precision,
        amount=record.amount,
        currency=record.currency,
        amount_usd=record.amount_usd,
        as_of=record.as_of,
    )


@pytest.mark.data
def test_derived_totals_of_the_2013_export_equal_the_published_ones(shared_data: Path) -> None:
    folder = shared_data / "companies" / "crunchbase"
    rounds: dict[str, list[Statement]] = defaultdict(list)
    for number, record in enumerate(read_crunchbase_csv(folder / "export-2013-10/crunchbase_rounds_10_2013.csv.gz")):
        if isinstance(record, RoundRecord):
            rounds[record.company_key].append(statement(number, record))
    companies = read_crunchbase_csv(folder / "export-2013-10/crunchbase_companies_10_2013.csv.gz")
    published = {c.external_id: c.funding_total_usd for c in companies if isinstance(c, CompanyRecord)}
    totals = {key: totals_of(deals_of(rounds[key])) for key in published}
    stated = [key for key, total in published.items() if total is not None]
    equal = sum(totals[key].usd == published[key] for key in stated)
    assert equal / len(stated) >= 0.995
    with (folder / "ground-truth-totals.csv").open(encoding="utf-8", newline="") as table:
        for row in csv.DictReader(table):
            if row["source"].endswith("2013-10"):
                found = totals[row["company_key"].removeprefix("/company/")]
                assert found.usd == int(row["sum_of_listed_amounts_usd"]), row
                assert (found.rounds, found.undisclosed) == (
                    int(row["rounds_listed"]),
                    int(row["rounds_without_amount"]),
                )
