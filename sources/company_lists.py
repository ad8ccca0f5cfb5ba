"""Lists of companies in JSON: the SEC's tickers, Y Combinator's directory, universities and their domains."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from sources import values
from sources.containers import UnreadableFileError, opened
from sources.records import CompanyRecord, Problem
from sources.values import Reading

# YC's whole directory is 12 MB, the SEC's list 1 MB.
MOST_BYTES = 128 * 2**20
Found = CompanyRecord | Problem
Json = dict[str, Any]
_YC_STATUS = {"active": "operating", "inactive": "closed", "acquired": "acquired", "public": "ipo"}
_US_ENDINGS = ("usa", "us", "united states")


def read_company_tickers(path: Path) -> Iterator[Found]:
    """The SEC's company_tickers.json: one record per CIK with all its symbols, in the file's order (largest
    first).
    """
    answer = _load(path)
    if isinstance(answer, Problem):
        yield answer
        return
    entries = list(answer.values()) if isinstance(answer, dict) else answer
    companies: dict[str, tuple[str, list[str]]] = {}
    for number, entry in enumerate(entries, start=1):
        fields = entry if isinstance(entry, dict) else {}
        reading = Reading(f"{path.name}:{number}")
        cik = reading.take("cik_str", values.cik, fields.get("cik_str"), "")
        ticker, name = values.text(fields.get("ticker"), 20).upper(), values.text(fields.get("title"))
        if not (cik and ticker and name):
            yield Problem(reading.place, "", "an entry without CIK, symbol or name")
            continue
        companies.setdefault(cik, (name, []))[1].append(ticker)
    for cik, (name, tickers) in companies.items():
        yield CompanyRecord(
            source="sec_tickers",
            external_id=cik,
            name=name,
            legal_name=name,
            cik=cik,
            tickers=tuple(dict.fromkeys(tickers)),
            url=f"https://www.sec.gov/cgi-bin/browse-edgar?action=getcompany&CIK={cik}",
        )


def read_yc_json(path: Path) -> Iterator[Found]:
    """Y Combinator's directory: a list of companies, or one raw answer of its search index."""
    answer = _load(path)
    if isinstance(answer, Problem):
        yield answer
        return
    if isinstance(answer, dict):
        results = answer.get("results")
        hits = [r.get("hits") for r in results if isinstance(r, dict)] if isinstance(results, list) else []
        answer = [hit for page in hits if isinstance(page, list) for hit in page]
    yield from _each(answer, path, _yc)


def read_universities(path: Path) -> Iterator[Found]:
    """Hipo's list of universities with their web domains."""
    answer = _load(path)
    if isinstance(answer, Problem):
        yield answer
        return
    yield from _each(answer, path, _university)


def _each(items: object, path: Path, parse: Callable[[Json, Reading], CompanyRecord]) -> Iterator[Found]:
    if not isinstance(items, list):
        yield Problem(path.name, "", "a list of companies is wanted")
        return
    for number, item in enumerate(items, start=1):
        reading = Reading(f"{path.name}:{number}")
        if not isinstance(item, dict):
            yield Problem(reading.place, "", "not a company")
            continue
        try:
            yield parse(item, reading)
        except ValueError as error:
            yield Problem(reading.place, "", str(error))
        yield from reading.problems


def _yc(item: Json, reading: Reading) -> CompanyRecord:
    # Names repeat ("Atlas" four times); the id and the slug do not.
    key, slug, name = (
        values.text(item.get("id"), 20),
        values.text(item.get("slug"), 120),
        values.text(item.get("name")),
    )
    if not (key and name):
        raise ValueError("a company without id or name")
    size = reading.take("team_size", values.count, item.get("team_size"), None)
    city, state, country = _place(values.text(item.get("all_locations"), 1000).split(";")[0])
    stated = item.get("tags")
    tags = [
        *(stated if isinstance(stated, list) else []),
        *values.text(item.get("subindustry")).split(" -> "),
    ]
    former = item.get("former_names")
    return CompanyRecord(
        source="yc",
        external_id=key,
        name=name,
        former_names=tuple(filter(None, map(values.text, former[:20]))) if isinstance(former, list) else (),
        domain=values.domain(item.get("website")),
        description=values.prose(item.get("long_description") or item.get("one_liner"), 2000),
        website=values.website(item.get("website")),
        industries=tuple(dict.fromkeys(filter(None, map(values.text, tags[:40])))),
        employees_min=size,
        employees_max=size,
        city=city,
        state=state,
        country_code=country,
        status=_YC_STATUS.get(values.text(item.get("status")).lower(), ""),
        url=f"https://www.ycombinator.com/companies/{slug}" if slug else "",
        as_of=None,
    )


def _university(item: Json, reading: Reading) -> CompanyRecord:
    name, domains = values.text(item.get("name")), item.get("domains")
    domain = next((d for d in map(values.domain, domains if isinstance(domains, list) else []) if d), "")
    if not name or not domain:
        raise ValueError("a university without name or domain")
    pages = item.get("web_pages")
    return CompanyRecord(
        source="universities",
        external_id=domain,
        name=name,
        domain=domain,
        website=values.website(pages[0]) if isinstance(pages, list) and pages else "",
        state=values.text(item.get("state-province"), 60),
        country_code=values.country(values.text(item.get("alpha_two_code") or item.get("country"))),
    )


def _place(words: str) -> tuple[str, str, str]:
    """City, state, country of "Boston, MA, USA"; a place that is only a region or "Remote" gives nothing."""
    parts = [part.strip() for part in words.split(",") if part.strip()]
    if len(parts) < 2:
        return "", "", ""
    country = "US" if parts[-1].lower() in _US_ENDINGS else values.country(parts[-1])
    if not country:
        return "", "", ""
    return parts[0][:120], parts[1][:60] if len(parts) > 2 else "", country


def _load(path: Path) -> Any:
    try:
        with opened(path, MOST_BYTES) as (_, stream):
            return json.loads(stream.read())
    except (OSError, UnreadableFileError, ValueError, RecursionError) as error:
        return Problem(path.name, "", f"not JSON: {error}"[:300])
