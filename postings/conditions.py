"""What each word of a search means, as a condition on postings."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import reduce
from operator import or_

from django.db.models import Exists, F, Func, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from companies.models import SponsorshipField, SponsorshipYear
from companies.units import fiscal_year_of
from postings.coordinates import Town
from postings.places import read_place, state_words, towns_of
from postings.words.tsquery import TextQuery, tsquery_of

RECENT_YEARS = 5  # fiscal years before the running one, as many as a result card shows


def keywords(text: str) -> Q:
    """What `postings.words.query` reads in the text."""
    return Q(search_vector=TextQuery(tsquery_of(text)))


def place(text: str, within: int = 0) -> Q:
    """City, state, country or "remote", or so many miles around the city. Every place of a posting counts."""
    asked = read_place(text)
    condition = Q()
    if asked.remote:
        condition &= Q(workplace="remote")
    if towns := towns_of(asked, within or asked.miles):
        return condition & reduce(or_, (_in_town(town) for town in towns))
    if asked.states:
        anywhere = Q(state__in=asked.states)
        for state in asked.states:
            anywhere |= Q(places__contains=[{"state": state}])
        condition &= anywhere
    if asked.country_code:
        anywhere = Q(country_code=asked.country_code) | Q(places__contains=[{"country_code": asked.country_code}])
        if asked.remote:
            anywhere |= Q(remote_from__contains=[asked.country_code])
        condition &= anywhere
    if asked.city:
        condition &= Q(city__iexact=asked.city) | Q(places__contains=[{"city": asked.city.title()}])
    return condition


def _in_town(town: Town) -> Q:
    """Any of the posting's places is this town."""
    states = state_words(town.state) if town.country_code == "US" else ()
    main = Q(city__iexact=town.city, country_code=town.country_code)
    anywhere = main & Q(state__in=states) if states else main
    for state in states or ("",):
        place = {"city": town.city, "country_code": town.country_code, **({"state": state} if state else {})}
        anywhere |= Q(places__contains=[place])
    return anywhere


def posted_within(days: int, today: date) -> Q:
    """By the employer's date; where there is none, by the day on which the board first saw the posting."""
    since = today - timedelta(days=days)
    seen = timezone.make_aware(datetime.combine(since, time.min))
    return Q(date_posted__gte=since) | Q(date_posted=None, first_seen_at__gte=seen)


def pay_reaches(amount: Decimal) -> Q:
    """The stated pay reaches an amount of US$ a year. Postings that state none are left out, and the page says so."""
    return Q(pay_currency="USD", pay_year_max__gte=amount)


def has_word(column: str, word: str) -> Q:
    """A list column holds the word."""
    return Q(**{f"{column}__contains": [word]})


def words_of(column: str) -> Func:
    """Each word of a list column, as a row of its own."""
    return Func(F(column), function="unnest")


def first_recent_year(today: date) -> int:
    return fiscal_year_of(today) - RECENT_YEARS


def employer_filed(today: date, **at_least: int) -> Q:
    """The employer has, in one recent fiscal year, at least so much of any of these columns of SponsorshipYear."""
    enough = Q()
    for column, least in at_least.items():
        enough |= Q(**{f"{column}__gte": least})
    years = SponsorshipYear.objects.filter(enough, fiscal_year__gte=first_recent_year(today))
    return Q(company__in=years.values("company"))


def employer_filed_here(today: date, *, same_state: bool) -> Q:
    """The employer certified an LCA in the posting's own job field, and in its own state if asked."""
    same = {"state": OuterRef("state")} if same_state else {}
    counts = SponsorshipField.objects.filter(
        company=OuterRef("company"),
        job_field=OuterRef("job_field"),
        fiscal_year__gte=first_recent_year(today),
        lca_certified__gt=0,
        **same,
    )
    return ~Q(job_field="") & Q(Exists(counts))


def record_in_field(today: date) -> Coalesce:
    """LCA cases certified for the employer in the posting's job field over the recent fiscal years."""
    counts = (
        SponsorshipField.objects.filter(
            company=OuterRef("company"),
            job_field=OuterRef("job_field"),
            fiscal_year__gte=first_recent_year(today),
        )
        .values("company")
        .annotate(cases=Sum("lca_certified"))
        .values("cases")
    )
    return Coalesce(Subquery(counts), 0)
