"""What the funding and news blocks of a page show. Each function makes at most three queries."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, OuterRef, When
from django.db.models.functions import JSONArray

from companies import provenance
from companies.funding import investors, kinds, stage, totals
from companies.funding.deals import RULE_SHOWN
from companies.funding.statements import Deal, Participant, Statement
from companies.listing import listing_of, published_investors
from companies.models import Company, CompanyStatement, FundingRound, Investment, NewsItem, RoundStatement

NEWS_SHOWN = 10


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One source's account of a round, as shown beside it."""

    source: str
    kind: str
    when: str
    amount_usd: Decimal | None
    amount: Decimal | None
    currency: str
    url: str
    as_of: date | None
    retrieved_on: date | None


@dataclass(frozen=True, slots=True)
class RoundLine:
    """One round. `amount_usd` and `amount` None: undisclosed, never zero."""

    kind: str  # label
    kind_code: str
    announced_on: date | None
    when: str  # the date as exactly as it is known
    amount_usd: Decimal | None
    amount: Decimal | None
    currency: str
    offering_amount: Decimal | None  # Form D: what is offered in all
    counts: bool
    why_not: str
    leads: tuple[str, ...]
    investors: tuple[str, ...]
    source: str
    url: str
    as_of: date | None
    retrieved_on: date | None
    chosen_by_curator: bool
    others: tuple[StatementLine, ...]  # what the other sources say

    @property
    def is_undisclosed(self) -> bool:
        return self.amount is None and self.amount_usd is None and self.kind_code != "ipo"


@dataclass(frozen=True, slots=True)
class InvestorLine:
    name: str
    rounds: int
    led: int


@dataclass(frozen=True, slots=True)
class PublishedTotal:
    """A total as a source publishes it."""

    usd: Decimal
    source: str
    as_of: date | None
    retrieved_on: date | None


@dataclass(frozen=True, slots=True)
class FundingPanel:
    """The funding block. Every figure stands beside the rule that made it."""

    stage: str = ""  # label; empty: unknown
    stage_code: str = ""
    stage_rule: str = ""
    total_usd: Decimal | None = None  # the figure shown first; None: undisclosed
    total_rule: str = ""
    summed_usd: Decimal | None = None  # sum of the rounds that count
    published: tuple[PublishedTotal, ...] = ()  # newest first; shown where it differs from the sum
    disagreement: str = ""  # why there are two figures; empty when there is one
    equity_usd: Decimal | None = None
    equity_rule: str = ""
    rounds_counted: int = 0
    undisclosed: int = 0
    left_out: int = 0
    investors: tuple[InvestorLine, ...] = ()
    investors_rule: str = ""
    rounds: tuple[RoundLine, ...] = ()  # newest first
    rounds_rule: str = RULE_SHOWN
    attribution: tuple[str, ...] = ()
    is_sample: bool = False

    @property
    def is_empty(self) -> bool:
        """Nothing was found: pages say "no funding record found", which is not "no funding"."""
        return not self.rounds and self.total_usd is None and not self.stage


# The investors of a statement, as lists in the order of Participant's fields.
_PARTS = (
    Investment.objects.filter(statement=OuterRef("pk"))
    .exclude(investor__name="")
    .order_by("-is_lead", "investor__name")
    .values(
        json=JSONArray(
            Case(When(investor__external_key="", then="investor__name"), default="investor__external_key"),
            "investor__name",
            "is_lead",
            "investor__rank",
        )
    )
)


def funding_panel(company: Company) -> FundingPanel:
    """Stage, totals, key investors and rounds of one company, from what was imported (three queries)."""
    rounds = list(
        FundingRound.objects.filter(company=company, is_hidden=False)
        .select_related("shown", "amount_from")
        .order_by("-announced_on", "pk")
    )
    every = list(CompanyStatement.objects.filter(company=company).order_by("-as_of", "pk"))
    said = [s for s in every if not s.is_sample] or every
    statements: dict[int, list[RoundStatement]] = defaultdict(list)
    parts: dict[int, list[Participant]] = {}
    of_rounds = RoundStatement.objects.filter(round__in=[r.pk for r in rounds])
    for statement in of_rounds.annotate(part_list=ArraySubquery(_PARTS)).order_by("pk"):
        statements[statement.round_id or 0].append(statement)
        parts[statement.pk] = [Participant(*part) for part in statement.part_list]
    deals = [_deal(r, _first_named(r, statements[r.pk], parts)) for r in rounds]
    summed = totals.totals_of(deals)
    published = _published(said)
    current_total = _still_true(published, deals)
    first, why_two = totals.headline(summed.usd, current_total.usd if current_total else None)
    current = stage.stage_of(deals, listing_of(said, company.tickers))
    key, key_rule = investors.key_investors(deals, published_investors(said))
    lines = tuple(_round_line(r, deal, statements[r.pk]) for r, deal in zip(rounds, deals, strict=True))
    shown_sources = {s.source for of_round in statements.values() for s in of_round if not s.is_sample}
    shown_sources |= {s.source for s in said if not s.is_sample and s.values.get("funding_total_usd")}
    is_sample = any(r.is_sample for r in rounds)
    return FundingPanel(
        stage=current.label or kinds.STAGE_LABELS.get(company.funding_stage, ""),
        stage_code=current.code or company.funding_stage,
        stage_rule=current.rule,
        total_usd=first,
        total_rule=totals.RULE_TOTAL,
        summed_usd=summed.usd,
        published=tuple(published),
        disagreement=_two_figures(current_total, summed, why_two) if current_total and why_two else "",
        equity_usd=summed.equity_usd,
        equity_rule=totals.RULE_EQUITY,
        rounds_counted=summed.rounds,
        undisclosed=summed.undisclosed,
        left_out=summed.left_out,
        investors=tuple(InvestorLine(i.name, i.rounds, i.led) for i in key),
        investors_rule=key_rule,
        rounds=lines,
        attribution=() if is_sample else tuple(provenance.credits_for(shown_sources)),
        is_sample=is_sample,
    )


def _first_named(
    shown: FundingRound, statements: list[RoundStatement], parts: dict[int, list[Participant]]
) -> tuple[Participant, ...]:
    """Investors of the shown statement, else of the first other one that names any."""
    order = sorted(statements, key=lambda s: (s.pk != shown.shown_id, s.pk))
    return next((tuple(parts[s.pk]) for s in order if parts.get(s.pk)), ())


def _deal(shown: FundingRound, parts: tuple[Participant, ...]) -> Deal:
    figures = Statement(
        key=shown.pk,
        source="",
        dataset="",
        external_id="",
        kind=shown.kind,
        announced_on=shown.announced_on,
        precision=shown.announced_precision,
        amount=shown.amount if shown.amount is not None else shown.amount_usd,
        currency=shown.currency,
        amount_usd=shown.amount_usd,
        participants=parts,
    )
    return Deal([figures], counts=shown.counts, why_not=shown.why_not)


def _published(said: Iterable[CompanyStatement]) -> list[PublishedTotal]:
    """Totals as published, newest first. A list of rounded figures (unicorns) is no published total."""
    found = [
        PublishedTotal(
            Decimal(s.values["funding_total_usd"]),
            provenance.source_label(s.source, s.dataset, is_sample=s.is_sample),
            s.as_of,
            s.retrieved_on,
        )
        for s in said
        if s.values.get("funding_total_usd") and s.source != "unicorns"
    ]
    return sorted(found, key=lambda p: p.as_of or date.min, reverse=True)


def _two_figures(published: PublishedTotal, summed: totals.Totals, why: str) -> str:
    """Both figures to the dollar, with who says so."""
    added = "state no amount" if summed.usd is None else f"add up to ${summed.usd:,.0f}"
    rounds = "round" if summed.rounds == 1 else "rounds"
    said = f"{published.source} publishes ${published.usd:,.0f}"
    if published.as_of:
        said += f" (as of {published.as_of.isoformat()})"
    return f"{said}; the {summed.rounds} {rounds} counted here {added}. {why}"


def _still_true(published: list[PublishedTotal], deals: list[Deal]) -> PublishedTotal | None:
    """The newest published total, unless a round was announced since."""
    latest = max((d.shown.announced_on for d in deals if d.counts and d.shown.announced_on), default=date.min)
    return next((p for p in published[:1] if (p.as_of or date.max) >= latest), None)


def _round_line(shown: FundingRound, deal: Deal, statements: list[RoundStatement]) -> RoundLine:
    source = shown.shown or (statements[0] if statements else None)
    parts = deal.participants
    return RoundLine(
        kind=kinds.of(shown.kind).label,
        kind_code=shown.kind,
        announced_on=shown.announced_on,
        when=provenance.day_words(shown.announced_on, shown.announced_precision),
        amount_usd=shown.amount_usd,
        amount=shown.amount,
        currency=shown.currency,
        offering_amount=shown.offering_amount,
        counts=shown.counts,
        why_not=shown.why_not,
        leads=tuple(p.name for p in parts if p.is_lead),
        investors=tuple(p.name for p in parts),
        source=_label(source) if source else provenance.source_label("curator", is_sample=shown.is_sample),
        url=source.url if source else "",
        as_of=source.as_of if source else None,
        retrieved_on=source.retrieved_on if source else None,
        chosen_by_curator=shown.chosen_by_curator,
        others=tuple(_statement_line(s) for s in statements if source is None or s.pk != source.pk),
    )


def _statement_line(statement: RoundStatement) -> StatementLine:
    return StatementLine(
        source=_label(statement),
        kind=kinds.of(statement.kind).label,
        when=provenance.day_words(statement.announced_on, statement.announced_precision),
        amount_usd=statement.amount_usd,
        amount=statement.amount,
        currency=statement.currency,
        url=statement.url,
        as_of=statement.as_of,
        retrieved_on=statement.retrieved_on,
    )


def _label(statement: RoundStatement) -> str:
    return provenance.source_label(statement.source, statement.dataset, is_sample=statement.is_sample)


@dataclass(frozen=True, slots=True)
class NewsLine:
    title: str
    url: str
    publisher: str
    published_at: datetime | None
    retrieved_at: datetime
    elsewhere: int  # the same story at so many other addresses


@dataclass(frozen=True, slots=True)
class NewsPanel:
    """The news block, newest first."""

    items: tuple[NewsLine, ...] = ()
    attribution: tuple[str, ...] = field(default=())


def news_panel(company: Company, most: int = NEWS_SHOWN) -> NewsPanel:
    """The newest shown items about one company (one query); never a held or hidden one."""
    shown = NewsItem.objects.filter(company=company, state=NewsItem.State.SHOWN)
    items = list(shown.order_by("-published_at", "-pk")[:most])
    return NewsPanel(
        items=tuple(
            NewsLine(i.title, i.url, i.publisher, i.published_at, i.retrieved_at, len(i.other_urls)) for i in items
        ),
        attribution=tuple(provenance.credits_for(i.source for i in items if not i.is_sample)),
    )
