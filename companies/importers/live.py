"""Reads Crunchbase, EDGAR and news feeds over the network. Without its key or declaration a source is left alone."""

import logging
from datetime import date

from django.conf import settings
from django.db.models import Exists, F, Min, OuterRef, QuerySet
from django.utils import timezone

from companies.importers.funding import take, without_funds, without_news
from companies.importers.news import store_news, take_news
from companies.importers.profiles import settle
from companies.models import Company, NewsFeed
from companies.news import is_common
from companies.news_hosts import HOSTS, address, query_for
from sources import crunchbase_live, edgar_index, imports
from sources.addresses import RefusedError
from sources.board_types import BoardRequest
from sources.crunchbase_api import read_crunchbase_json
from sources.form_d_xml import read_form_d_xml
from sources.http import Client, Fetched, FetchError
from sources.news import read_news
from sources.records import NewsRecord, Problem
from sources.throttle import Throttle

log = logging.getLogger(__name__)

NO_KEY = "CRUNCHBASE_API_KEY is not set: Crunchbase was not asked"
NO_USER_AGENT = "EDGAR_USER_AGENT is not set: the SEC wants to know who asks, so EDGAR was not asked"
NO_INDEX = "EDGAR has no index for this day"
MOST_COMPANIES = 50
MOST_FEEDS = 40
_GOOGLE_NEWS = "google_news"


def refresh_crunchbase(most: int = MOST_COMPANIES) -> str:
    """Reads anew the companies whose Crunchbase page is known: those that hire first, then the longest unread."""
    if not settings.CRUNCHBASE_API_KEY:
        log.info(NO_KEY)
        return NO_KEY
    with _client(settings.USER_AGENT) as client:
        done = [_read_organization(client, company) for company in _longest_unread(most)]
    settle(pk for touched in done for pk in touched or ())
    return f"{sum(touched is not None for touched in done)} of {len(done)} companies read from Crunchbase"


def refresh_form_d(day: date) -> str:
    """Reads the Form D filings of one day by companies whose CIK is known."""
    if not settings.EDGAR_USER_AGENT:
        log.info(NO_USER_AGENT)
        return NO_USER_AGENT
    known = set(Company.objects.public().exclude(cik="").values_list("cik", flat=True))
    with imports.run("form_d", f"filings of {day}") as (run, counts), _client(settings.EDGAR_USER_AGENT) as client:
        try:
            index = client.fetch(edgar_index.daily_index(day)).body
        except (FetchError, RefusedError) as error:
            # Weekends and holidays have none, and EDGAR refuses rather than says so.
            counts.skip(f"{NO_INDEX} ({error})")
            return NO_INDEX
        touched: set[int] = set()
        for filing in edgar_index.read_index(index, f"index of {day}"):
            if isinstance(filing, Problem):
                counts.fail(filing)
            elif filing.cik not in known:
                counts.skip("filing of a company that is not here")
            elif body := _body(client, edgar_index.primary_document(filing), counts):
                records = read_form_d_xml(body, filing.accession)
                touched |= take(without_funds(records, counts), run, counts, timezone.localdate())
        settle(touched)
        return counts.words()


def refresh_news(most: int = MOST_FEEDS) -> str:
    """Reads the feeds that were not read for longest, of companies with open postings before all others."""
    feeds = _due_feeds(most)
    with _client(settings.USER_AGENT) as client:
        done = [_read_feed(client, feed) for feed in feeds]
    return f"{sum(done)} of {len(done)} feeds read"


def _looked_up() -> QuerySet[Company]:
    """Companies whose record is worth reading anew. Invented ones are never looked up."""
    return Company.objects.public().filter(is_sample=False)


def _is_hiring(company: str = "pk") -> Exists:
    """Whether a company has open postings here: those come first."""
    postings = Company._meta.get_field("postings").related_model
    return Exists(postings._default_manager.filter(company=OuterRef(company), closed_at=None))


def _longest_unread(most: int) -> list[Company]:
    companies = _looked_up().exclude(crunchbase_permalink="").annotate(read_on=Min("statements__retrieved_on"))
    return list(companies.order_by(_is_hiring().desc(), F("read_on").asc(nulls_first=True), "pk")[:most])


def _read_organization(client: Client, company: Company) -> set[int] | None:
    """Ids of companies touched; None when there was no answer."""
    permalink = company.crunchbase_permalink
    with imports.run("crunchbase", permalink) as (run, counts):
        body = _body(client, crunchbase_live.organization(permalink), counts)
        if body is None:
            return None
        news: list[NewsRecord] = []
        records = without_news(read_crunchbase_json(body, permalink), news)
        touched = take(records, run, counts, timezone.localdate())
        store_news(news, counts)
        return touched


def _due_feeds(most: int) -> list[NewsFeed]:
    """Every company that hires has a feed of its own: a search for its name."""
    without = _looked_up().filter(_is_hiring()).exclude(news_feeds__host=_GOOGLE_NEWS)[:most]
    NewsFeed.objects.bulk_create(
        [NewsFeed(company=company, host=_GOOGLE_NEWS, token=_query(company)) for company in without],
        ignore_conflicts=True,
    )
    feeds = NewsFeed.objects.filter(is_active=True, host__in=HOSTS, company__in=_looked_up())
    in_turn = (_is_hiring("company").desc(), F("read_at").asc(nulls_first=True), "pk")
    return list(feeds.select_related("company").order_by(*in_turn)[:most])


def _query(company: Company) -> str:
    return query_for(company.name, is_common=is_common(company.name))


def _read_feed(client: Client, feed: NewsFeed) -> bool:
    host = HOSTS[feed.host]
    request = BoardRequest(address(feed.host, feed.token), frozenset({host.host}), host.rate, 1)
    feed.read_at = timezone.now()
    try:
        answer = client.fetch(request, etag=feed.etag, last_modified=feed.last_modified)
    except (FetchError, RefusedError) as error:
        feed.failed_because = str(error)[:300]
        feed.save(update_fields=["read_at", "failed_because"])
        return False
    _take_feed(feed, answer)
    feed.failed_because = ""
    if not answer.not_modified:  # such an answer need not repeat its marks
        feed.etag, feed.last_modified = answer.etag, answer.last_modified
    feed.save(update_fields=["read_at", "failed_because", "etag", "last_modified"])
    return True


def _take_feed(feed: NewsFeed, answer: Fetched) -> None:
    if not answer.not_modified:
        with imports.run("news", f"{feed.host} {feed.company.slug}") as (_, counts):
            take_news(read_news(answer.body, str(feed)), counts, feed.company)


def _body(client: Client, request: BoardRequest, counts: imports.Counts) -> bytes | None:
    try:
        return client.fetch(request).body
    except (FetchError, RefusedError) as error:
        counts.fail(Problem(request.url.split("?")[0], "", str(error)))
        return None


def _client(user_agent: str) -> Client:
    return Client(
        user_agent=user_agent,
        throttle=Throttle(settings.CACHE_URL),
        mirror=settings.ATS_MIRROR_URL,
        secrets={crunchbase_live.KEY_SETTING: settings.CRUNCHBASE_API_KEY},
    )
