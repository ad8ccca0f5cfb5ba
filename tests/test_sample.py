"""The sample: true figures, marked as a sample, gone without a trace when taken away."""

import pytest
from django.core.management import call_command
from django.test import Client

from companies.models import Company, EmployerName, SponsorshipYear
from postings.models import Board, Posting
from postings.sample.load import load, remove
from sources.models import ImportRun
from tests.factories import make_company, make_employer_name, make_posting

pytestmark = pytest.mark.django_db


@pytest.fixture
def sample() -> tuple[int, int]:
    return load()


def test_it_shows_a_board_worth_looking_at(sample: tuple[int, int], client: Client) -> None:
    companies, postings = sample
    assert companies >= 36
    assert postings >= 300
    assert Posting.objects.filter(is_sample=False).count() == 0
    assert len(set(Posting.objects.values_list("stance", flat=True))) == 6
    for address in ("/", "/postings/", "/companies/", "/companies/amazon/"):
        assert "sample" in client.get(address).content.decode().lower()


def test_it_has_the_figures_of_the_request(sample: tuple[int, int]) -> None:
    years = SponsorshipYear.objects.filter(company__slug="amazon", lca_certified__isnull=False)
    assert dict(years.values_list("fiscal_year", "lca_certified")) == {
        2020: 14881,
        2021: 12233,
        2022: 24088,
        2023: 19057,
        2024: 21175,
        2025: 22803,
    }
    intel = SponsorshipYear.objects.get(company__slug="intel", fiscal_year=2022)
    assert (intel.initial_approvals or 0) > 0
    assert intel.lca_positions is None


def test_the_internship_has_every_block_in_order(sample: tuple[int, int], client: Client) -> None:
    posting = Posting.objects.get(external_id="sample-internship")
    page = client.get(posting.get_absolute_url()).content.decode()
    blocks = [
        *("<h1", "Summary", "Foundational AI", "Responsibilities", "Required", "Preferred", "Benefits"),
        *("is a technology company", "A record is not a promise", "similar to this job", "24,088"),
        *("$8.11B", "Kleiner Perkins", "1997-05-15", "Sample Gazette", "Who says so"),
    ]
    places = [page.index(block, page.index("<main")) for block in blocks]
    assert places == sorted(places)
    assert "Data Powered" not in page


def test_it_is_loaded_into_an_empty_board_only() -> None:
    make_posting()
    assert load() == (0, 0)
    assert Board.objects.filter(is_sample=True).count() == 0


def test_it_goes_away_whole_and_takes_nothing_else(sample: tuple[int, int]) -> None:
    own = make_posting(company=make_company("Globex"))
    make_employer_name("GLOBEX INC", own.company)
    call_command("remove_sample", verbosity=0)
    assert list(Company.objects.values_list("name", flat=True)) == ["Globex"]
    assert list(Posting.objects.values_list("pk", flat=True)) == [own.pk]
    assert list(EmployerName.objects.values_list("raw", flat=True)) == ["GLOBEX INC"]
    assert not ImportRun.objects.filter(source="sample").exists()
    assert remove() == (0, 0)
