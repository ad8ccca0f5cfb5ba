"""The company page with much funding and much news."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.test import Client

from companies.models import Company, Investment, Investor, RoundStatement
from tests.factories import make_company, make_funding_round, make_news_item
from tests.queries import page_queries

pytestmark = pytest.mark.django_db


def crowded() -> Company:
    """A company of 30 rounds in 2 statements each, 60 investors and 200 news items."""
    company = make_company("Initech")
    investors = [
        Investor.objects.create(name=f"Fund {n}", source="crunchbase", external_key=f"f{n}") for n in range(60)
    ]
    for number in range(30):
        day = date(1990 + number, 5, 1)
        shown = make_funding_round(company, announced_on=day, amount=Decimal(7), amount_usd=Decimal(7))
        for dataset in ("api", "export 2013-10"):
            statement = RoundStatement.objects.create(
                company=company,
                round=shown,
                source="crunchbase",
                dataset=dataset,
                external_id=f"r{number}",
                kind="series_a",
                announced_on=day,
                row_hash=b"",
            )
        Investment.objects.bulk_create(
            Investment(statement=statement, investor=i) for i in investors[number * 2 : number * 2 + 2]
        )
    for number in range(200):
        make_news_item(company, f"Item {number}", published_at=datetime(2026, 1, 1, tzinfo=UTC) - timedelta(number))
    return company


def test_the_page_stays_small_and_quick_however_much_there_is(client: Client) -> None:
    company = crowded()
    assert len(page_queries(client, company.get_absolute_url())) <= 12
    page = client.get(company.get_absolute_url()).content.decode()
    assert len(page.encode()) < 80_000
    assert "$210" in page
    assert "Item 0" in page
    assert "Item 199" not in page
    assert "Company data provided by Crunchbase" in page
