"""Curation of rounds, statements, profiles and news."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from companies import tasks
from companies.importers.funding import import_crunchbase, import_form_d
from companies.importers.profiles import refresh
from companies.models import Company, CompanyStatement, FundingRound, Investor, NewsFeed, NewsItem, RoundStatement
from companies.panels import funding_panel
from tests.factories import make_company, make_industry, make_news_item

pytestmark = pytest.mark.django_db
SAMPLES = Path(__file__).parent.parent / "samples" / "funding"


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tasks run where they are sent."""
    monkeypatch.setattr(tasks.refresh_companies, "delay", tasks.refresh_companies)


@pytest.fixture
def amazon() -> Company:
    import_crunchbase([SAMPLES / "crunchbase_amazon.json"], retrieved_on=date(2026, 1, 9))
    return Company.objects.get()


@pytest.mark.usefixtures("amazon")
@pytest.mark.parametrize(
    "model", [Company, CompanyStatement, FundingRound, Investor, NewsFeed, NewsItem, RoundStatement]
)
def test_every_list_and_page_opens_and_can_be_searched(admin_client: Client, model: Any) -> None:
    company = Company.objects.get()
    make_news_item(company)
    make_industry()
    NewsFeed.objects.create(company=company, host="google_news", token="x")
    Investor.objects.create(name="Big Fund", source="crunchbase")
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
    assert admin_client.get(reverse(f"{name}_changelist"), {"q": "amazon"}).status_code == 200
    assert admin_client.get(reverse(f"{name}_change", args=[model.objects.first().pk])).status_code == 200


def changed(admin_client: Client, row: Any, **fields: Any) -> None:
    """Saves the admin's own form of a row with some fields changed."""
    url = reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])
    page = admin_client.get(url)
    form = page.context["adminform"].form
    data: dict[str, Any] = {}
    for bound in form:
        value = bound.value()
        data[bound.html_name] = "" if value is None or value is False else value
    for inline in page.context["inline_admin_formsets"]:
        management = inline.formset.management_form
        data |= {management.add_prefix(key): value for key, value in management.initial.items()}
        for each in inline.formset.initial_forms:
            data[each.add_prefix("id")] = each.instance.pk
            data |= {b.html_name: "" if b.value() in (None, False) else b.value() for b in each}
    response = admin_client.post(url, data | fields)
    assert response.status_code == 302, response.context["errors"]


def test_a_figure_that_a_curator_corrects_stays(
    admin_client: Client, amazon: Company, django_capture_on_commit_callbacks: Any
) -> None:
    debt = FundingRound.objects.get(kind="post_ipo_debt")
    changed(admin_client, debt, amount_usd="7000000000", amount="7000000000")
    refresh([amazon.pk])
    assert funding_panel(amazon).summed_usd == Decimal(7_100_000_000)
    url = reverse("admin:companies_fundinground_changelist")
    with django_capture_on_commit_callbacks(execute=True):
        admin_client.post(url, {"action": "let_sources_decide", "_selected_action": [debt.pk]})
    assert funding_panel(amazon).summed_usd == Decimal(8_100_000_000)
    admin_client.post(url, {"action": "hide", "_selected_action": [debt.pk]})
    assert funding_panel(amazon).summed_usd == Decimal(100_000_000)


def test_a_profile_field_that_a_curator_changes_is_the_curators(
    admin_client: Client, amazon: Company, django_capture_on_commit_callbacks: Any
) -> None:
    changed(admin_client, amazon, city="Arlington", tickers="[]")
    amazon.refresh_from_db()
    assert set(amazon.overrides) == {"city", "tickers"}
    refresh([amazon.pk])
    amazon.refresh_from_db()
    assert amazon.city == "Arlington"
    url = reverse("admin:companies_company_changelist")
    with django_capture_on_commit_callbacks(execute=True):
        admin_client.post(url, {"action": "let_sources_decide", "_selected_action": [amazon.pk]})
    amazon.refresh_from_db()
    assert (amazon.city, amazon.overrides) == ("Seattle", {})


def test_a_curator_places_a_filing_that_no_identifier_places(
    admin_client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    import_form_d([SAMPLES / "form_d.xml"], retrieved_on=date(2026, 1, 9))
    company = make_company("Initech")
    waiting = reverse("admin:companies_companystatement_changelist")
    assert b"Initech Systems" in admin_client.get(waiting, {"place": "waiting"}).content
    with django_capture_on_commit_callbacks(execute=True):
        changed(admin_client, CompanyStatement.objects.get(), company=company.pk)
    assert funding_panel(company).total_usd == 4_200_000
    company.refresh_from_db()
    assert company.cik == "0009990001"


def test_held_news_is_shown_or_hidden_from_its_queue(admin_client: Client) -> None:
    company = make_company()
    shown, hidden = (make_news_item(company, title, state="held") for title in ("Right", "Wrong"))
    url = reverse("admin:companies_newsitem_changelist")
    admin_client.post(url, {"action": "show", "_selected_action": [shown.pk]})
    admin_client.post(url, {"action": "hide", "_selected_action": [hidden.pk]})
    assert list(NewsItem.objects.order_by("pk").values_list("state", "decided_by_curator")) == [
        ("shown", True),
        ("hidden", True),
    ]
