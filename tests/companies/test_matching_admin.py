"""The curators' workbench: the queue shows the evidence, and each decision takes effect and can be undone."""

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from companies import registry
from companies.models import Company, CurationEvent, EmployerAlias, EmployerName, NonMatch
from tests.companies.test_curation import approvals
from tests.companies.test_matching_registry import NAMES, make_registry
from tests.factories import make_lca_case

pytestmark = pytest.mark.django_db
QUEUE = "admin:companies_employeralias_changelist"


@pytest.fixture
def curator(client: Client, monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setattr("companies.rematch.rematch_employers.delay", lambda: None)
    client.force_login(get_user_model().objects.create_superuser("curator"))
    return client


@pytest.fixture
def queue() -> dict[str, EmployerName]:
    names = make_registry(NAMES)
    make_lca_case(names["Initech.com Services LLC"], job_title="Robot Whisperer")
    registry.rematch()
    return names


def decide(curator: Client, page: str, action: str, *pks: int, other: str = "") -> str:
    data = {"action": action, "_selected_action": pks, "other": other}
    return curator.post(reverse(page) + "?state=all" * (page == QUEUE), data, follow=True).content.decode()


def test_the_queue_shows_both_names_with_their_evidence(
    curator: Client, queue: dict[str, EmployerName], django_assert_max_num_queries: object
) -> None:
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        page = curator.get(reverse(QUEUE)).content.decode()
    assert "GLOBEX SYSTEMS INC" in page
    assert "GLOBEX SYSTEMS CORP" in page
    assert "VA · NAICS 54" in page
    assert "Robot Whisperer" in page
    assert "4444" not in page


def test_the_queue_begins_with_what_counts_most(curator: Client, queue: dict[str, EmployerName]) -> None:
    page = curator.get(reverse(QUEUE)).content.decode()
    assert page.index("INITECH ROBOTICS LLC") < page.index("GLOBEX SYSTEMS INC")


def test_accepting_a_suggestion_links_the_name_at_once(curator: Client, queue: dict[str, EmployerName]) -> None:
    hint = EmployerAlias.objects.get(employer_name=queue["GLOBEX SYSTEMS INC"])
    company = hint.company
    page = decide(curator, QUEUE, "accept", hint.pk)
    assert "1 done" in page
    assert approvals(company) == 83
    assert CurationEvent.objects.get().decided_by is not None


def test_rejecting_a_suggestion_is_remembered(curator: Client, queue: dict[str, EmployerName]) -> None:
    hint = EmployerAlias.objects.get(employer_name=queue["GLOBEX SYSTEMS INC"])
    decide(curator, QUEUE, "reject", hint.pk)
    assert NonMatch.objects.get().employer_name == queue["GLOBEX SYSTEMS INC"]
    registry.rematch()
    assert not EmployerAlias.objects.filter(employer_name=hint.employer_name, state="suggested").exists()


def test_splitting_asks_for_the_name_of_the_new_company(curator: Client, queue: dict[str, EmployerName]) -> None:
    alias = EmployerAlias.objects.get(employer_name=queue["INITECH COM SVCS INC"], state="auto")
    assert "needs a name" in decide(curator, QUEUE, "split", alias.pk)
    decide(curator, QUEUE, "split", alias.pk, other="Initech Two")
    assert approvals(Company.objects.get(slug="initech-two")) == 50


def test_merging_goes_by_the_slug_and_can_be_undone(curator: Client, queue: dict[str, EmployerName]) -> None:
    robotics = EmployerAlias.objects.get(employer_name=queue["INITECH ROBOTICS LLC"], state="auto")
    into = Company.objects.get(slug="initechcom-services")
    assert "Give the slug" in decide(curator, QUEUE, "merge", robotics.pk, other="nobody")
    decide(curator, QUEUE, "merge", robotics.pk, other=into.slug)
    assert approvals(into) == 1040
    decide(curator, "admin:companies_curationevent_changelist", "undo", CurationEvent.objects.get().pk)
    assert approvals(into) == 950


def test_names_are_accepted_for_a_company_by_its_slug(curator: Client, queue: dict[str, EmployerName]) -> None:
    page = "admin:companies_employername_changelist"
    name = queue["GLOBEX SYSTEMS INC"]
    assert "GLOBEX SYSTEMS INC" in curator.get(reverse(page)).content.decode()
    decide(curator, page, "accept", name.pk, other="globex-systems")
    assert approvals(Company.objects.get(slug="globex-systems")) == 83


@pytest.mark.parametrize("page", ["employername", "employeralias", "nonmatch", "curationevent"])
def test_nothing_is_edited_by_hand(curator: Client, queue: dict[str, EmployerName], page: str) -> None:
    assert curator.get(reverse(f"admin:companies_{page}_add")).status_code == 403
    assert curator.get(reverse(f"admin:companies_{page}_changelist")).status_code == 200
