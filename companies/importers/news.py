"""Imports news items: each story once per company, held where it may be about another."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import timedelta
from pathlib import Path

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from companies import news
from companies.importers.statements import batches
from companies.models import Company, NewsItem
from sources import imports
from sources.news import MOST_BYTES, read_news
from sources.records import NewsRecord, Problem

Finder = Callable[[NewsRecord], list[Company]]
NO_COMPANY = "names no company that is here"
# Stories are compared with those of the last weeks; older ones are found by their link.
_RECENT = timedelta(days=60)


def import_news(paths: Sequence[Path], *, company: Company | None = None) -> list[imports.Counts]:
    """Imports feeds from files: a feed about one company, or one about many. One ImportRun each."""
    done = []
    for path in paths:
        with imports.run("news", path.name) as (_, counts), path.open("rb") as file:
            take_news(read_news(file.read(MOST_BYTES + 1), path.name), counts, company)
        done.append(counts)
    return done


def take_news(records: Iterable[NewsRecord | Problem], counts: imports.Counts, company: Company | None = None) -> None:
    """Stores the items of one feed. Without `company` each goes to the companies that its title names."""
    for batch in batches(records, 500):
        for problem in batch:
            if isinstance(problem, Problem):
                counts.fail(problem)
        items = [record for record in batch if isinstance(record, NewsRecord)]
        counts.rows_read += len(items)
        if company is not None:
            _store([(company, item) for item in items], counts)
        else:
            named = _Named(watched())
            _store(_matched(items, counts, named.of_title), counts)


def store_news(records: Sequence[NewsRecord], counts: imports.Counts) -> None:
    """Stores Crunchbase's press references: the source says by permalink which companies they are about."""
    counts.rows_read += len(records)
    keys = {key for record in records for key in record.company_keys}
    owners: dict[str, Company] = {}
    for company in (
        Company.objects.public()
        .filter(Q(crunchbase_permalink__in=keys) | Q(statements__crunchbase_permalink__in=keys))
        .prefetch_related("statements")
    ):
        for key in (
            company.crunchbase_permalink,
            *(s.crunchbase_permalink for s in company.statements.all()),
        ):
            owners.setdefault(key, company)
    _store(_matched(records, counts, lambda r: [owners[k] for k in r.company_keys if k in owners]), counts)


def watched() -> QuerySet[Company]:
    """Companies for which general feeds are searched: those that hire here, and those a curator made."""
    return Company.objects.public().filter(Q(postings__isnull=False) | Q(status=Company.Status.CURATED)).distinct()


class _Named:
    """Finds the companies that a title names, by the first word of their names."""

    def __init__(self, companies: Iterable[Company]) -> None:
        self._by_word: dict[str, list[Company]] = defaultdict(list)
        for company in companies:
            self._by_word[company.name.split()[0].lower()].append(company)

    def of_title(self, record: NewsRecord) -> list[Company]:
        words = {
            word.strip("’'“”\".,:;!?()").removesuffix("’s").removesuffix("'s").lower() for word in record.title.split()
        }
        candidates = [company for word in words for company in self._by_word.get(word, ())]
        return [company for company in candidates if news.names(record.title, company.name)]


def _matched(
    records: Iterable[NewsRecord],
    counts: imports.Counts,
    find: Finder,
) -> Iterator[tuple[Company, NewsRecord]]:
    for record in records:
        companies = {company.pk: company for company in find(record)}
        if not companies:
            counts.skip(NO_COMPANY)
        yield from ((company, record) for company in companies.values())


@transaction.atomic
def _store(pairs: Iterable[tuple[Company, NewsRecord]], counts: imports.Counts) -> None:
    by_company: dict[int, list[NewsRecord]] = defaultdict(list)
    companies: dict[int, Company] = {}
    for company, record in pairs:
        by_company[company.pk].append(record)
        companies[company.pk] = company
    for key, records in by_company.items():
        _store_for(companies[key], records, counts)


def _store_for(company: Company, records: list[NewsRecord], counts: imports.Counts) -> None:
    subject = subject_of(company)
    links = {news.normalised_link(r.url) for r in records}
    since = timezone.now() - _RECENT
    days = [r.published_at for r in records if r.published_at]
    stored = list(
        NewsItem.objects.filter(company=company).filter(
            Q(normalised_url__in=links) | Q(published_at__gte=min([since, *days])) | Q(published_at=None)
        )
    )
    by_link = {link: item for item in stored for link in (item.normalised_url, *item.other_urls)}
    for record in records:
        link = news.normalised_link(record.url)[:1000]
        item = news.Item(record.title, record.url, record.publisher, record.published_at, record.company_keys)
        twin = next((s for s in stored if news.same_story(item, _item(s))), None)
        if link in by_link:
            counts.unchanged += 1
        elif twin is not None:
            twin.other_urls = [*twin.other_urls, link][:50]
            twin.save(update_fields=["other_urls"])
            by_link[link] = twin
            counts.updated += 1
        else:
            why = news.held_because(item, subject)
            new = NewsItem.objects.create(
                company=company,
                title=record.title[:400],
                url=record.url[:1000],
                normalised_url=link,
                publisher=record.publisher[:200],
                published_at=record.published_at,
                source=record.source or "rss",
                state=NewsItem.State.HELD if why else NewsItem.State.SHOWN,
                held_because=why[:200],
            )
            stored.append(new)
            by_link[link] = new
            counts.created += 1


def subject_of(company: Company) -> news.Subject:
    """What is known of a company, for judging whether an item is about it."""
    alike = Company.objects.public().filter(name__istartswith=f"{company.name} ").values_list("name", flat=True)
    return news.Subject(
        name=company.name,
        domain=company.domain,
        tickers=tuple(company.tickers),
        permalink=company.crunchbase_permalink,
        other_names=news.beginning_alike(company.name, alike[:200]),
    )


def _item(stored: NewsItem) -> news.Item:
    return news.Item(stored.title, stored.url, stored.publisher, stored.published_at)
