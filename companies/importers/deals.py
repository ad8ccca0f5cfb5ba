"""Joins a company's statements into the rounds that pages show."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db import transaction

from companies.funding.deals import deals_of
from companies.funding.stage import stage_of
from companies.funding.statements import Deal, Statement
from companies.importers.statements import point, save_changed
from companies.listing import listing_of
from companies.models import Company, CompanyStatement, FundingRound, RoundStatement

_CHUNK = 500
_FIGURES = (
    "kind",
    "announced_on",
    "announced_precision",
    "amount",
    "currency",
    "amount_usd",
    "offering_amount",
)
_DERIVED = ("shown", "amount_from", "counts", "why_not")


def rebuild_rounds(companies: Iterable[int]) -> None:
    """Works out the rounds of these companies anew, from all statements. Curators' choices stay."""
    ids = sorted(set(companies))
    for start in range(0, len(ids), _CHUNK):
        with transaction.atomic():
            _rebuild(ids[start : start + _CHUNK])


def _rebuild(ids: list[int]) -> None:
    statements, said = _by_company(RoundStatement, ids), _by_company(CompanyStatement, ids)
    rounds = {r.pk: r for r in FundingRound.objects.filter(company__in=ids)}
    had_statements = {s.round_id for of_company in statements.values() for s in of_company}
    new: list[FundingRound] = []
    changed: list[FundingRound] = []
    staged: list[Company] = []
    targets: list[tuple[RoundStatement, FundingRound | None]] = []
    kept: set[int] = set()
    for company in Company.objects.filter(pk__in=ids):
        own = _without_sample(statements[company.pk], rounds)
        rows = {s.pk: s for s in own}
        deals = deals_of(_pure(s) for s in own)
        for deal in deals:
            shown = _round_for(deal, rows, rounds, kept) or FundingRound(company=company)
            kept.add(shown.pk or 0)
            if _fill(shown, deal, rows):
                (changed if shown.pk else new).append(shown)
            targets += [(rows.pop(s.key), shown) for s in deal.statements]
        targets += [(row, None) for row in rows.values()]
        stage = stage_of(deals, listing_of(said[company.pk], company.tickers)).code
        # Where no source says anything, the stage stays as the sample or a curator has set it.
        if (own or (said[company.pk] and stage)) and company.funding_stage != stage:
            company.funding_stage = stage
            staged.append(company)
    FundingRound.objects.bulk_create(new, batch_size=_CHUNK)
    save_changed(FundingRound, changed, [*_FIGURES, *_DERIVED])
    save_changed(Company, staged, ["funding_stage"])
    places = {row.pk: shown.pk if shown else None for row, shown in targets}
    point(RoundStatement, "round", {row.pk: places[row.pk] for row, _ in targets if row.round_id != places[row.pk]})
    marked = [row for row, shown in targets if _mark(row, in_no_round=shown is None)]
    save_changed(RoundStatement, marked, ["replaced"])
    _drop([rounds[pk] for pk in had_statements if pk in rounds and pk not in kept])


def _by_company(model: type[RoundStatement] | type[CompanyStatement], ids: list[int]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for statement in model.objects.filter(company__in=ids).order_by("pk"):
        found[statement.company_id or 0].append(statement)
    return found


def _mark(row: RoundStatement, *, in_no_round: bool) -> bool:
    """A statement of no round is restated by an amendment, unless it was withdrawn. True: its mark changed."""
    before, row.replaced = row.replaced, in_no_round and row.withdrawn_on is None
    return before != row.replaced


def _without_sample(statements: list[RoundStatement], rounds: dict[int, FundingRound]) -> list[RoundStatement]:
    """Real statements; the sample's only as long as there is nothing else."""
    real = [s for s in statements if not (s.is_sample or (s.round_id in rounds and rounds[s.round_id].is_sample))]
    return real or statements


def _pure(row: RoundStatement) -> Statement:
    return Statement(
        key=row.pk,
        source=row.source,
        dataset=row.dataset,
        external_id=row.external_id,
        kind=row.kind,
        announced_on=row.announced_on,
        precision=row.announced_precision,
        amount=row.amount,
        currency=row.currency,
        amount_usd=row.amount_usd,
        offering_amount=row.offering_amount,
        as_of=row.as_of,
        replaces=row.replaces,
        is_amendment=row.is_amendment,
        is_withdrawn=row.withdrawn_on is not None,
        pinned_to=row.round_id if row.placed_by_curator else None,
    )


def _round_for(
    deal: Deal, rows: dict[int, RoundStatement], rounds: dict[int, FundingRound], kept: set[int]
) -> FundingRound | None:
    """The round that these statements belong to already: a curator's placing first, then the order of the
    deal.
    """
    for statement in sorted(deal.statements, key=lambda s: s.pinned_to is None):
        key = rows[statement.key].round_id
        if key in rounds and key not in kept:
            return rounds[key]
    return None


def _fill(shown: FundingRound, deal: Deal, rows: dict[int, RoundStatement]) -> bool:
    """Takes the deal's figures unless a curator has set them. True when anything has changed."""
    first, stated = deal.shown, deal.amount_from
    derived = (rows[first.key], rows[stated.key] if stated else None, deal.counts, deal.why_not)
    figures = (
        first.kind,
        first.announced_on,
        first.precision,
        stated.amount if stated else None,
        stated.currency if stated else "",
        stated.amount_usd if stated else None,
        next((s.offering_amount for s in deal.statements if s.offering_amount is not None), None),
    )
    names = _DERIVED if shown.chosen_by_curator else (*_DERIVED, *_FIGURES)
    values = derived if shown.chosen_by_curator else (*derived, *figures)
    before = _state(shown)
    for name, value in zip(names, values, strict=True):
        setattr(shown, name, value)
    return before != _state(shown)


def _state(shown: FundingRound) -> tuple[object, ...]:
    return (
        *(getattr(shown, name) for name in _FIGURES),
        shown.shown_id,
        shown.amount_from_id,
        shown.counts,
        shown.why_not,
    )


def _drop(rounds: list[FundingRound]) -> None:
    """Takes away rounds that have lost their last statement. One that a curator has touched stays."""
    RoundStatement.objects.filter(round__in=[r for r in rounds if r.is_sample]).delete()
    empty = [r.pk for r in rounds if not r.chosen_by_curator and not r.is_hidden]
    FundingRound.objects.filter(pk__in=empty).delete()
