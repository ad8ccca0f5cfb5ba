"""Text → facts. Pure functions: no database, no settings, no clock; each verdict carries its literal evidence."""

from companies.occupations import NOTHING_KNOWN, Lookup, classify
from sources.records import PostingRecord

from . import text
from .agency import agency_signal
from .degree import degree
from .employment import employment_type
from .ghost import evergreen
from .language import language
from .location import locate
from .pay import pay
from .result import Analysis
from .sections import kinds, parts, split
from .seniority import seniority
from .skills import skills
from .sponsorship import stance
from .years import years

# Raise it with any change of a verdict: postings analysed by an older version are read again.
ANALYSIS_VERSION = 2


def analyze(record: PostingRecord, lookup: Lookup = NOTHING_KNOWN) -> Analysis:
    """What a posting says, from its structured fields first and its text second. Never raises on hostile text.

    lookup: what filings and curators say of titles; without it the occupation is the model's word alone.
    """
    document = text.read(record.html)
    title = text.plain(record.title, 300)
    pieces = parts(document)
    where = kinds(pieces)
    location = locate(document, title, record.locations, record.country_code, record.workplace)
    asked = years(document, where)
    country = location.places[0].country_code if location.places else record.country_code
    agency, agency_evidence = agency_signal(document, record.company_name)
    return Analysis(
        version=ANALYSIS_VERSION,
        html=document.html,
        text=document.text,
        truncated=document.truncated,
        sections=split(pieces),
        stance=stance(document, record.offers_sponsorship, where),
        pay=pay(document, record.pay, country),
        location=location,
        seniority=seniority(title, record.seniority, asked),
        years=asked,
        degree=degree(document, where),
        employment_type=employment_type(document, title, record.employment_type),
        skills=skills(document, record.skills, where, record.company_name),
        occupation=classify(title, lookup=lookup),
        language=language(document.text, record.language),
        agency=agency,
        agency_evidence=agency_evidence,
        evergreen=evergreen(document),
    )
