"""A board read over the network, from a local server that stands for its job system."""

import gzip
import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import stamina
from django.core.management import CommandError, call_command

from postings import importers, tasks
from postings.importers import fingerprint
from postings.models import Board, Posting
from sources import collect
from sources.models import ImportRun
from tests.factories import make_board
from tests.sources.local_server import Answer, Asked, serve

pytestmark = pytest.mark.django_db

SAMPLES = Path(__file__).resolve().parent.parent / "samples"


@pytest.fixture
def board_server(settings: Any) -> Any:
    def start(answer: Callable[[Asked], Answer]) -> Any:
        server = serve(answer)
        address, asked = server.__enter__()
        stops.append(server)
        settings.ATS_MIRROR_URL = address
        return asked

    stops: list[Any] = []
    with stamina.set_testing(True, attempts=2, cap=True):
        yield start
    for server in stops:
        server.__exit__(None, None, None)


def sample(name: str) -> bytes:
    return (SAMPLES / name).read_bytes()


def test_it_reads_a_board_and_settles_when_it_is_next_due(board_server: Any) -> None:
    asked = board_server(lambda _: Answer(body=sample("lever.json"), headers={"ETag": '"1"'}))
    board = make_board(ats="lever")
    assert importers.import_board(board.pk) is not None
    board.refresh_from_db()
    assert asked[0].path == "/api.lever.co/v0/postings/acme?mode=json"
    assert Posting.objects.live().count() == 2
    assert (board.posting_count, board.etag, board.lease, board.last_error) == (2, '"1"', None, "")
    assert board.last_read_at is not None
    assert board.next_due_at > board.last_read_at


def test_an_answer_that_has_not_changed_is_not_sent_again(board_server: Any) -> None:
    def answer(asked: Asked) -> Answer:
        if asked.headers.get("if-none-match") == '"1"':
            return Answer(304)
        return Answer(body=sample("lever.json"), headers={"ETag": '"1"'})

    board_server(answer)
    board = make_board(ats="lever")
    importers.import_board(board.pk)
    done = importers.import_board(board.pk)
    assert done is not None
    assert (done[1].unchanged, done[1].closed, done[1].rows_read) == (2, 0, 0)
    assert Board.objects.get().etag == '"1"'


def test_what_an_older_classifier_read_is_read_anew_at_its_next_turn(
    board_server: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def answer(asked: Asked) -> Answer:
        if asked.headers.get("if-none-match") == '"1"':
            return Answer(304)
        return Answer(body=sample("lever.json"), headers={"ETag": '"1"'})

    board_server(answer)
    board = make_board(ats="lever")
    with monkeypatch.context() as patch:
        patch.setattr(fingerprint, "version", lambda: "older")
        importers.import_board(board.pk)
        Posting.objects.update(field_version="older")
    runs = [importers.import_board(board.pk) for _ in range(2)]
    counts = [done[1] for done in runs if done is not None]
    assert [(one.rows_read, one.updated, one.unchanged) for one in counts] == [(2, 2, 0), (0, 0, 2)]
    assert not Posting.objects.filter(field_version="older").exists()


def test_it_fetches_the_description_of_new_postings_only(board_server: Any) -> None:
    def answer(asked: Asked) -> Answer:
        return Answer(body=sample("smartrecruiters.json" if "?" in asked.path else "smartrecruiters_detail.json"))

    asked = board_server(answer)
    board = make_board(ats="smartrecruiters")
    importers.import_board(board.pk)
    posting = Posting.objects.get()
    assert "We make." in posting.description_html
    assert posting.url == "https://jobs.smartrecruiters.com/Acme/7440-safety-manager"
    assert posting.department == "Safety"
    done = importers.import_board(board.pk)
    assert done is not None
    assert done[1].unchanged == 1
    assert [request.path.partition("?")[0].rpartition("/")[2] for request in asked] == [
        "postings",
        "7440",
        "postings",
    ]


def test_it_pages_to_the_end_and_leaves_details_for_the_next_read(
    board_server: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def answer(asked: Asked) -> Answer:
        offset = json.loads(asked.body)["offset"] if asked.body else None
        if offset is None:
            number = asked.path.rpartition("_R")[2]
            info = {
                "title": f"Cook {number}",
                "externalUrl": f"https://acme.wd5.myworkdayjobs.com/job/x/Cook_R{number}",
            }
            return Answer(body=json.dumps({"jobPostingInfo": info}).encode())
        jobs = [
            {"title": f"Cook {n}", "externalPath": f"/job/x/Cook_R{n}"} for n in range(offset, min(offset + 20, 45))
        ]
        return Answer(body=json.dumps({"total": 45, "jobPostings": jobs}).encode())

    board_server(answer)
    monkeypatch.setattr(collect, "MOST_DETAILS", 30)
    board = make_board("acme|wd5|Careers", ats="workday")
    first, second = importers.import_board(board.pk), importers.import_board(board.pk)
    assert first is not None
    assert second is not None
    assert (first[1].created, first[1].skipped) == (30, {"left for the next read": 15})
    assert (second[1].created, second[1].unchanged, second[1].closed) == (15, 30, 0)


@pytest.mark.parametrize(
    ("answer", "word"),
    [
        (Answer(500), "answered 500"),
        (Answer(200, b"<html>"), "not JSON"),
        (Answer(302, headers={"Location": "http://10.0.0.1/"}), "not a host"),
        (Answer(404), "answered 404"),
    ],
)
def test_a_read_that_fails_closes_nothing_and_backs_off(board_server: Any, answer: Answer, word: str) -> None:
    now = [Answer(body=sample("lever.json"))]
    board_server(lambda _: now[0])
    board = make_board(ats="lever")
    importers.import_board(board.pk)
    now[0] = answer
    assert importers.import_board(board.pk) is None
    board.refresh_from_db()
    assert word in board.last_error
    assert (board.failures, board.lease) == (1, None)
    assert Posting.objects.live().count() == 2
    assert ImportRun.objects.latest("started_at").status == ImportRun.Status.FAILED


def test_a_suspect_read_is_asked_again_in_full(board_server: Any) -> None:
    now = [Answer(body=sample("lever.json"), headers={"ETag": '"1"'})]
    asked = board_server(lambda _: now[0])
    board = make_board(ats="lever")
    importers.import_board(board.pk)
    now[0] = Answer(body=b"[]", headers={"ETag": '"2"'})
    importers.import_board(board.pk)
    board.refresh_from_db()
    assert "suspect" in board.last_error
    assert board.posting_count == 2
    assert Posting.objects.live().count() == 2
    importers.import_board(board.pk)
    assert asked[-1].headers["if-none-match"] == '"1"'


def test_the_task_is_a_door(board_server: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    board_server(lambda _: Answer(body=sample("lever.json")))
    sent: list[tuple[Any, ...]] = []
    monkeypatch.setattr(tasks.import_board, "apply_async", lambda args, expires: sent.append(args))
    make_board(ats="lever")
    tasks.import_due_boards()
    tasks.import_due_boards()
    assert len(sent) == 1
    tasks.import_board(*sent[0])
    tasks.import_board(*sent[0])
    assert Posting.objects.count() == 2
    assert ImportRun.objects.count() == 1


def test_the_command_fetches_a_board(board_server: Any) -> None:
    board_server(lambda _: Answer(body=sample("lever.json")))
    out = StringIO()
    call_command("import_postings", ats="lever", token="acme", stdout=out, stderr=StringIO())
    assert out.getvalue() == "lever/acme: 2 read, 2 created, 0 updated, 0 unchanged, 0 failed\n"


def test_the_command_reads_saved_answers(tmp_path: Path) -> None:
    plain, packed = tmp_path / "acme.json", tmp_path / "acme.json.gz"
    plain.write_bytes(sample("lever.json"))
    packed.write_bytes(gzip.compress(sample("lever.json")))
    out = StringIO()
    call_command("import_postings", "--ats", "lever", "--file", str(plain), str(packed), stdout=out, stderr=StringIO())
    first, second = out.getvalue().splitlines()
    assert "2 created" in first
    assert "2 unchanged" in second


def test_the_command_says_what_is_wrong(tmp_path: Path, board_server: Any) -> None:
    board_server(lambda _: Answer(404))
    with pytest.raises(CommandError, match="answered 404"):
        call_command("import_postings", ats="lever", token="acme", stdout=StringIO(), stderr=StringIO())
    with pytest.raises(CommandError, match="cannot be a board"):
        call_command("import_postings", ats="lever", token="../x", stdout=StringIO(), stderr=StringIO())
    (tmp_path / "x.json.gz").write_bytes(b"\x1f\x8b\x08")
    with pytest.raises(CommandError, match="damaged packing"):
        call_command("import_postings", "--ats", "lever", "--file", str(tmp_path / "x.json.gz"), stderr=StringIO())


def test_a_directory_of_boards_is_taken_from_csv(tmp_path: Path) -> None:
    file = tmp_path / "boards.csv"
    file.write_text(
        "Company Name,ATS,Token\nAcme,Greenhouse,acme\nEvil,recruitee,evil.example/\nAcme,greenhouse,acme\n"
    )
    out = StringIO()
    call_command("import_boards", str(file), stdout=out)
    assert Board.objects.get().name == "Acme"
    assert "3 read, 1 created" in out.getvalue()
    assert "1 failed" in out.getvalue()
    call_command("import_boards", str(file), stdout=out)
    assert Board.objects.count() == 1
    file.write_text("a,b\n1,2\n")
    with pytest.raises(CommandError, match="no column"):
        call_command("import_boards", str(file))
