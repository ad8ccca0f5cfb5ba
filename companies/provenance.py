"""Who said it, in words: the names of sources and of their publications, and what may be credited to whom."""

from collections.abc import Iterable
from datetime import date

_DATASETS = {
    ("crunchbase", "api"): "Crunchbase",
    ("crunchbase", "api search"): "Crunchbase",
    ("crunchbase", "bulk"): "Crunchbase, bulk export",
    ("crunchbase", "export 2013-10"): "Crunchbase, export of October 2013",
    ("crunchbase", "export 2014"): "Crunchbase, export of 2014",
    ("crunchbase", "export 2015-12"): "Crunchbase, export of December 2015",
    ("crunchbase", "export 2016"): "Crunchbase, export of 2016",
}
_SOURCES = {
    "crunchbase": "Crunchbase",
    "form_d": "SEC Form D",
    "sec_tickers": "SEC list of tickers",
    "yc": "Y Combinator",
    "sp500": "S&P 500 list",
    "ipeds": "IPEDS (NCES)",
    "universities": "University domains list",
    "ranking": "Ranking by revenue",
    "unicorns": "List of private companies",
    "curator": "Curator of this site",
    "sample": "Sample data of this site",
}
_CREDITS = {
    "crunchbase": "Company data provided by Crunchbase",
    "form_d": "Offerings from Form D filings with the US Securities and Exchange Commission",
    "yc": "Profile from Y Combinator's directory of companies",
}


def source_label(source: str, dataset: str = "", *, is_sample: bool = False) -> str:
    """The source as pages name it: "Crunchbase, export of October 2013"."""
    if is_sample:
        return _SOURCES["sample"]
    return _DATASETS.get((source, dataset)) or _SOURCES.get(source, source)


def credits_for(sources: Iterable[str]) -> list[str]:
    """The sentences of credit that these sources call for. Only what was shown is credited."""
    shown = set(sources)
    return [sentence for source, sentence in _CREDITS.items() if source in shown]


def day_words(day: date | None, precision: str = "day") -> str:
    """A date as exactly as it is known: "2014", "2014-05" or "2014-05-03"; empty when unknown."""
    if day is None:
        return ""
    return day.isoformat()[: {"year": 4, "month": 7}.get(precision, 10)]
