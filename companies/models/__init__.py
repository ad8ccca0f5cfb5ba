from companies.models.company import Company, Industry
from companies.models.filings import (
    FilingPeriod,
    LcaCase,
    PermCase,
    PublishedFigure,
    SponsorshipField,
    SponsorshipPlace,
    SponsorshipWage,
    SponsorshipYear,
    UscisCount,
)
from companies.models.funding import CompanyStatement, FundingRound, Investment, Investor, RoundStatement
from companies.models.matching import CurationEvent, EmployerAlias, EmployerName, EmployerTaxId, NonMatch
from companies.models.news import NewsFeed, NewsItem
from companies.models.occupations import TitleCount, TitleOverride

__all__ = [
    "Company",
    "CompanyStatement",
    "CurationEvent",
    "EmployerAlias",
    "EmployerName",
    "EmployerTaxId",
    "FilingPeriod",
    "FundingRound",
    "Industry",
    "Investment",
    "Investor",
    "LcaCase",
    "NewsFeed",
    "NewsItem",
    "NonMatch",
    "PermCase",
    "PublishedFigure",
    "RoundStatement",
    "SponsorshipField",
    "SponsorshipPlace",
    "SponsorshipWage",
    "SponsorshipYear",
    "TitleCount",
    "TitleOverride",
    "UscisCount",
]
