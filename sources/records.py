"""What every reader yields: plain values, no model, no database.

A record says what its source says, cleaned of the source's notation (dates are dates, money is Decimal) but not
interpreted: stance, job field, company and yearly pay are worked out by the apps above. An empty string, an empty tuple
or None means that the source is silent.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Problem:
    """A row or item that a reader could not turn into a record. It is counted and kept for a person."""

    place: str  # file and row, or the item's id at the source
    field: str  # the field at fault; empty when the whole row is
    message: str
    raw: str = ""  # what stood there, cut to 500 characters; never personal data


@dataclass(frozen=True, slots=True)
class Skipped:
    """Rows that a reader leaves out on purpose."""

    place: str
    reason: str
    rows: int = 1


@dataclass(frozen=True, slots=True)
class PayRecord:
    """Pay as a structured field of the source states it (schema.org baseSalary)."""

    minimum: Decimal | None
    maximum: Decimal | None
    currency: str  # ISO 4217
    period: str  # year, month, week, day, hour; empty when the source does not say


@dataclass(frozen=True, slots=True)
class PostingRecord:
    """One advertised job (schema.org JobPosting)."""

    external_id: str  # stable at its board
    title: str
    url: str  # the employer's own page of this posting
    html: str = ""  # description as served, unescaped once, NOT sanitised
    apply_url: str = ""
    company_name: str = ""  # as the source names the hirer; boards of one company may leave it empty
    company_domain: str = ""
    locations: tuple[str, ...] = ()  # as written, first is the main one
    country_code: str = ""  # ISO 3166-1 alpha-2 where a field says so
    workplace: str = ""  # on_site, hybrid, remote
    employment_type: str = ""  # schema.org words: FULL_TIME, PART_TIME, CONTRACTOR, TEMPORARY, INTERN, ...
    department: str = ""
    seniority: str = ""  # the source's own word
    pay: PayRecord | None = None
    date_posted: date | None = None
    updated_at: datetime | None = None  # aware, UTC
    valid_through: datetime | None = None
    language: str = ""  # ISO 639-1
    skills: tuple[str, ...] = ()
    industries: tuple[str, ...] = ()
    offers_sponsorship: bool | None = None  # only where the source has a form field for it
    via: str = ""  # name of the aggregator, when the source is not the employer's own board


@dataclass(frozen=True, slots=True)
class LcaRecord:
    """One Labor Condition Application case (DOL OFLC disclosure). Contacts and lawyers are never read."""

    case_number: str  # empty in a few third-party extracts
    case_status: str  # certified, certified_withdrawn, withdrawn, denied
    visa_class: str  # H-1B, H-1B1 Chile, H-1B1 Singapore, E-3 Australian
    received_on: date | None
    decided_on: date | None
    fiscal_year: int
    employer_name: str
    trade_name: str = ""
    employer_city: str = ""
    employer_state: str = ""
    fein: str = ""  # in memory only: stored as a keyed hash, see companies.importers
    naics_code: str = ""
    job_title: str = ""
    soc_code: str = ""  # as filed
    soc_title: str = ""
    full_time: bool | None = None
    begins_on: date | None = None
    ends_on: date | None = None
    worker_positions: int | None = None
    new_employment: int | None = None
    continued_employment: int | None = None
    change_previous_employment: int | None = None
    new_concurrent_employment: int | None = None
    change_employer: int | None = None
    amended_petition: int | None = None
    worksite_city: str = ""
    worksite_county: str = ""
    worksite_state: str = ""
    worksite_count: int = 1
    secondary_entity: bool | None = None  # placed at a client's site
    wage_from: Decimal | None = None
    wage_to: Decimal | None = None
    wage_unit: str = ""  # Year, Month, Bi-Weekly, Week, Hour
    prevailing_wage: Decimal | None = None
    prevailing_wage_unit: str = ""
    wage_level: str = ""  # I, II, III, IV
    h1b_dependent: bool | None = None
    willful_violator: bool | None = None


@dataclass(frozen=True, slots=True)
class PermRecord:
    """One permanent labor certification case (DOL OFLC disclosure)."""

    case_number: str
    case_status: str  # certified, certified_expired, denied, withdrawn
    received_on: date | None
    decided_on: date | None
    fiscal_year: int
    employer_name: str
    employer_city: str = ""
    employer_state: str = ""
    fein: str = ""
    naics_code: str = ""
    job_title: str = ""
    soc_code: str = ""
    soc_title: str = ""
    worksite_city: str = ""
    worksite_state: str = ""
    wage_from: Decimal | None = None
    wage_to: Decimal | None = None
    wage_unit: str = ""
    citizenship: str = ""
    visa_class: str = ""


@dataclass(frozen=True, slots=True)
class UscisRecord:
    """One line of the USCIS H-1B Employer Data Hub: petitions decided in a fiscal year."""

    fiscal_year: int
    employer_name: str
    tax_id_last4: str = ""
    naics_code: str = ""  # two digits
    city: str = ""
    state: str = ""
    postal_code: str = ""
    initial_approvals: int = 0
    initial_denials: int = 0
    continuing_approvals: int = 0
    continuing_denials: int = 0
    # The newest form splits the two groups further; keys as in UscisCounts of companies.models.
    detail: dict[str, int] = field(default_factory=dict)
    # Which form the file has: 1 the first exports, 2 "Employer Information", 3 with six groups. Editions correct each
    # other and must not be added up.
    edition: int = 1


@dataclass(frozen=True, slots=True)
class InvestorRecord:
    name: str
    key: str = ""  # permalink at the source, its uuid where there is no permalink
    uuid: str = ""
    kind: str = ""  # organization, person
    is_lead: bool = False
    rank: int | None = None  # at the source; 1 is the first


@dataclass(frozen=True, slots=True)
class InvestmentRecord:
    """One investor in one round, as the Crunchbase exports list it in a table of its own."""

    round_id: str  # uuid of the round at the source
    investor: InvestorRecord  # the name is empty where the table holds uuids only


@dataclass(frozen=True, slots=True)
class RoundRecord:
    """One financing statement: a Crunchbase round or a Form D offering."""

    source: str  # crunchbase, form_d
    external_id: str  # round uuid or permalink; accession number for Form D
    company_key: str  # permalink, uuid or CIK of the issuer at the source
    company_name: str
    kind: str  # a kind of companies/funding/kinds.py: the 28 of Crunchbase, those of older exports, form_d
    announced_on: date | None
    announced_precision: str = "day"  # day, month, year
    amount: Decimal | None = None  # as filed; None is undisclosed
    currency: str = ""
    amount_usd: Decimal | None = None
    investor_count: int | None = None
    investors: tuple[InvestorRecord, ...] = ()
    replaces: str = ""  # accession number that an amendment restates
    url: str = ""
    company_uuid: str = ""
    source_kind: str = ""  # the source's own word, where it is not the kind itself
    is_equity: bool | None = None  # where the source says so
    dataset: str = ""  # which of the source's publications: "export 2013-10", "api"
    as_of: date | None = None  # the day on which the source said this
    is_amendment: bool = False  # Form D/A; some name no filing that they restate
    offering_amount: Decimal | None = None  # Form D: what is offered; None is indefinite
    industry: str = ""  # Form D industry group
    is_business_combination: bool = False


@dataclass(frozen=True, slots=True)
class CompanyRecord:
    """What one source says of one company. Identifiers join records; names alone never do."""

    source: str  # crunchbase, sec_tickers, yc, sp500, ipeds, form_d, universities, ranking, unicorns
    external_id: str
    name: str
    legal_name: str = ""
    former_names: tuple[str, ...] = ()
    domain: str = ""
    cik: str = ""  # ten digits
    tickers: tuple[str, ...] = ()
    crunchbase_permalink: str = ""
    description: str = ""
    website: str = ""
    industries: tuple[str, ...] = ()
    employees_min: int | None = None
    employees_max: int | None = None
    city: str = ""
    state: str = ""
    country_code: str = ""
    founded_on: date | None = None
    founded_precision: str = "year"
    status: str = ""  # operating, acquired, closed, ipo
    funding_stage: str = ""
    funding_total_usd: Decimal | None = None  # as published; shown beside the sum of rounds
    published_round_count: int | None = None
    went_public_on: date | None = None
    key_investors: tuple[InvestorRecord, ...] = ()
    control: str = ""  # IPEDS: public, private_nonprofit, private_for_profit
    url: str = ""
    crunchbase_uuid: str = ""
    went_private: bool = False  # was listed and is no longer
    acquired_on: date | None = None
    acquirer_key: str = ""
    acquirer_name: str = ""
    closed_on: date | None = None
    parent_key: str = ""  # of a subsidiary or division
    dataset: str = ""
    lists_all_rounds: bool = False  # the rounds beside this record are all that the source has
    as_of: date | None = None  # the day on which the source said this


@dataclass(frozen=True, slots=True)
class NewsRecord:
    """One news item about a company."""

    title: str
    url: str
    publisher: str = ""
    published_at: datetime | None = None  # midnight UTC where the source gives a day only
    external_id: str = ""
    company_names: tuple[str, ...] = ()  # companies the source says it is about
    company_keys: tuple[str, ...] = ()  # Crunchbase permalinks of these
    source: str = ""  # rss, google_news, google_alerts, crunchbase
