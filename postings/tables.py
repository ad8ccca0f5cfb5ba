"""Tables of the posting pages as rows, for CSV: what the page shows, through the same filter. A head comes first."""

from django.conf import settings

from postings.page import PostingPage
from postings.results import SearchPage
from postings.templatetags.posting_tags import place_names
from sources.csv_answer import Rows

MOST_POSTINGS = 5000


def found(page: SearchPage) -> Rows:
    """The postings of a search, newest first; the first 5,000."""
    yield [
        *["title", "company", "places", "workplace", "level", "employment", "job field", "stance", "its sentence"],
        *["pay from", "pay to", "currency", "period", "posted", "address", "employer’s address", "sample"],
    ]
    rows = page.filter.qs.for_cards().order_by("-date_posted", "-pk")[:MOST_POSTINGS]
    for one in rows:
        yield [
            *[one.title, one.company_name, place_names(one, 20), one.workplace, one.seniority, one.employment_type],
            *[one.job_field, one.stance, one.stance_evidence],
            *[one.pay_min, one.pay_max, one.pay_currency, one.pay_period, one.date_posted],
            *[settings.SITE_URL + one.get_absolute_url(), one.url, one.is_sample],
        ]


def quarters(page: PostingPage) -> Rows:
    """The employer’s certified cases of this role, by quarter, in the place that the page names."""
    yield ["quarter", "fiscal year", "quarter of it", "LCA cases certified", "complete", "job field", "place"]
    if role := page.role:
        for one in role.quarters:
            yield [one.name, one.fiscal_year, one.quarter, one.value, not one.partial, page.field_name, role.place]
