"""What a keyword field means: parts, skills that stemming tears, synonyms, slips, suggestions."""

import pytest
from django.http import QueryDict
from django.test import Client

from postings.engine import sync
from postings.filters import PostingFilter
from postings.words import spelling, vocabulary
from postings.words.query import read
from postings.words.spelling import corrected
from postings.words.suggestions import KINDS, suggestions
from postings.words.titles import best_first, terms_of
from tests.factories import make_company, make_posting


def found(query: str) -> set[str]:
    return {posting.title for posting in PostingFilter(QueryDict(query)).qs}


def test_it_reads_phrases_exclusions_and_sides() -> None:
    query = read('data "machine operator" -senior or nurse')
    assert [[(term.typed, term.no) for term in terms] for terms in query.alternatives] == [
        [("data", False), ('"machine operator"', False), ("-senior", True)],
        [("nurse", False)],
    ]


@pytest.mark.parametrize("text", ["", " ", "-", '"', "or", "or or", '-"', "- -", "\x00", "'", "!!", "(", "& |", "<->"])
@pytest.mark.django_db
def test_any_text_has_a_meaning(client: Client, text: str) -> None:
    assert client.get("/postings/", {"q": text}).status_code == 200


@pytest.mark.parametrize(
    ("asked", "title"),
    [
        ("C%2B%2B", "C++ Engineer"),
        ("c%23+developer", "C# Developer"),
        (".net", ".NET Developer"),
        ("node.js", "Node.js Developer"),
        ("nodejs", "Node.js Developer"),
        ("golang", "Go Developer"),
        ("go+developer", "Go Developer"),
        ("R", "R Programmer"),
    ],
)
@pytest.mark.django_db
def test_a_skill_is_found_by_its_name_though_stemming_tears_it(asked: str, title: str) -> None:
    skills = {
        "C++ Engineer": ["C++"], "C# Developer": ["C#"], ".NET Developer": [".NET"], "Node.js Developer": ["Node.js"],
        "Go Developer": ["Go"], "R Programmer": ["R"], "Developer who goes to R&D sites in C": [],
    }  # fmt: skip
    for name, skill in skills.items():
        make_posting(name, skills=skill, description_text="We go far. Net income, class c, vitamin R, node, js.")
    assert found(f"q={asked}") == {title}


@pytest.mark.django_db
def test_a_skill_can_be_ruled_out() -> None:
    make_posting("Engineer, C++", skills=["C++"])
    make_posting("Engineer, Rust", skills=["Rust"])
    assert found("q=engineer+-c%2B%2B") == {"Engineer, Rust"}


@pytest.mark.django_db
def test_synonyms_are_found_by_their_other_words() -> None:
    make_posting("Registered Nurse")
    make_posting("RN, Intensive Care")
    make_posting("Software Engineer")
    assert found("q=RN") == {"Registered Nurse", "RN, Intensive Care"}
    assert found("q=registered+nurse") == {"Registered Nurse", "RN, Intensive Care"}
    assert found("q=swe") == {"Software Engineer"}
    assert found("q=%22RN%22") == {"RN, Intensive Care"}, "words in quotes mean themselves"


@pytest.fixture
def board(db: None) -> None:
    acme = make_company("Kubera Systems")
    texts = "Our teams write software. Software engineers work with managers."
    for number in range(4):
        make_posting("Software Engineer", acme, external_id=f"s{number}", description_text=texts, skills=["Python"])
    make_posting("Data Engineer", acme, description_text=texts, city="Austin", state="TX", country_code="US")
    make_posting("Dentist", acme)


@pytest.fixture
def words(board: None) -> None:
    sync.all_due()
    sync.catch_up()
    vocabulary.rebuild()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("sofware enginer", "software engineer"),
        ("Enginere -dentist", "engineer -dentist"),
        ("softwrae", "software"),
        ("software engineer", None),
        ("kubera", None),
        ('"sofware"', None),
        ("swe", None),
        ("zzzzzz", None),
        ("dat", None),
        ("", None),
    ],
)
@pytest.mark.usefixtures("words")
def test_a_slip_is_mended_and_a_name_or_quotation_is_not(typed: str, meant: str | None) -> None:
    assert corrected(typed) == meant


@pytest.mark.usefixtures("words")
def test_a_word_that_is_new_on_the_board_is_no_slip() -> None:
    assert corrected("softwave") == "software"
    spelling.forget()
    make_posting("Softwave Tuner")
    sync.catch_up()
    assert corrected("softwave") is None


@pytest.mark.usefixtures("words")
def test_the_page_says_what_it_mended_and_offers_what_was_typed(client: Client) -> None:
    page = client.get("/postings/", {"q": "sofware", "stance": "none"}).content.decode()
    assert "Showing results for <b>software</b>" in page
    assert "Search instead for “sofware”" in page
    assert "Software Engineer" in page
    as_typed = client.get("/postings/", {"q": "sofware", "exact": "1"}).content.decode()
    assert "Showing results for" not in as_typed
    assert "No jobs for “sofware”" in as_typed


@pytest.mark.django_db
def test_words_that_are_too_common_are_left_out_with_a_word(client: Client) -> None:
    make_posting("Dentist")
    page = client.get("/postings/", {"q": "the"}).content.decode()
    assert "too common to search for" in page
    assert "Dentist" in page


@pytest.mark.usefixtures("words")
def test_it_suggests_titles_skills_companies_and_places_that_begin_so() -> None:
    def asked(typed: str, field: str = "q", **kept: str) -> list[tuple[str, str, str]]:
        return [(one.kind, one.label, one.query) for one in suggestions(typed, KINDS[field], kept)]

    assert asked("so") == [("title", "Software Engineer", "q=Software+Engineer")]
    assert asked("eng softw") == []
    assert asked("pyt", place="TX") == [("skill", "Python", "skill=Python&place=TX")]
    assert asked("kub") == [("company", "Kubera Systems", "company=kubera-systems")]
    assert asked("aus", "place") == [("place", "Austin, TX", "place=Austin%2C+TX")]


@pytest.mark.parametrize("typed", ["", "a", "'", "\\", "eng:*", "a & | !", "x'y \\ z", "é" * 300, "\x00ab"])
@pytest.mark.usefixtures("words")
def test_whatever_is_typed_the_suggestions_are_a_page(client: Client, typed: str) -> None:
    assert client.get("/postings/suggest/", {"q": typed}).status_code == 200
    assert client.get("/postings/suggest/", {"place": typed, "for": "place"}, HTTP_HX_REQUEST="true").status_code == 200


@pytest.mark.django_db
def test_a_distance_takes_the_towns_around_in(client: Client) -> None:
    for city, state in [("Austin", "TX"), ("Round Rock", "TX"), ("Dallas", "TX"), ("Austin", "MN"), ("Oakland", "CA")]:
        make_posting(f"Nurse {city} {state}", city=city, state=state, country_code="US", external_id=city + state)
    places = [{"city": "Berkeley", "state": "CA", "country_code": "US"}]
    make_posting("Nurse in two places", city="Dallas", state="TX", country_code="US", places=places)
    assert found("place=Austin, TX&within=25") == {"Nurse Austin TX", "Nurse Round Rock TX"}
    assert found("place=LA") == set(), "Louisiana, as every state's code"
    assert found("place=Bay Area") == {"Nurse Oakland CA", "Nurse in two places"}
    page = client.get("/postings/?place=Texas&within=25").content.decode()
    assert "Distance: no town is known" in page


@pytest.mark.django_db
def test_remote_work_from_a_country_is_found_by_where_it_may_be_done() -> None:
    make_posting("From Germany", workplace="remote", remote_from=["DE", "PL"])
    make_posting("From the US", workplace="remote", remote_from=["US"])
    make_posting("In Germany", workplace="on_site", country_code="DE")
    assert found("place=remote, Germany") == {"From Germany"}


@pytest.mark.parametrize(
    ("asked", "titles"),
    [
        ("embedded engineer", ["Embedded Systems Engineer", "Software Engineer", "Embedded Sales Lead"]),
        ("accountant", ["Accountant", "Senior Accountant, Tax", "Account Executive"]),
        ("senior nurse", ["Senior Nurse", "Senior Charge Nurse, Night Shift", "Nurse", "Senior Cook"]),
        ("ML engineer", ["Machine Learning Engineer", "ML Research Engineer, Vision", "Engineer"]),
        ("C++ developer", ["C++ Developer", "Developer, C"]),
    ],
)
def test_the_title_that_suits_best_comes_first(asked: str, titles: list[str]) -> None:
    numbered = list(enumerate(titles))
    assert best_first(numbered[::-1], terms_of(read(asked))) == list(range(len(titles)))


def test_equal_titles_stay_as_they_came() -> None:
    assert best_first([(4, "Nurse"), (9, "Nurse"), (2, "Nurse")], terms_of(read("nurse"))) == [4, 9, 2]
    assert best_first([], terms_of(read("nurse"))) == []
    assert best_first([(1, "Cook"), (2, "")], ()) == [1, 2]
