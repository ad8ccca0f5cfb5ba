"""Puts the sample on an empty board through the same importer as any real board, and takes it away again."""

from collections.abc import Iterator

from django.db import transaction
from django.utils import timezone

from companies.models import Company
from companies.sample.load import load_companies, remove_companies
from postings.importers import import_reading
from postings.models import Board, Posting
from postings.sample.texts import Hirer, internship, more_records, records
from sources.collect import Reading
from sources.models import ImportRun
from sources.records import PostingRecord

INVENTED_DOMAIN = ".example"
POSTINGS_OF_REAL_COMPANY = 6
POSTINGS_OF_INVENTED_COMPANY = 11


def load() -> tuple[int, int]:
    """Returns (companies, postings) made; (0, 0) when the board has any company or posting already."""
    if Company.objects.exists() or Posting.objects.exists():
        return 0, 0
    with transaction.atomic():
        companies = load_companies()
        for company in companies:
            board = Board.objects.create(
                ats="sample", token=company.slug, name=company.name, company=company, is_sample=True
            )
            import_reading(board, Reading(records=_records(company)))
    return len(companies), Posting.objects.count()


def enlarge(total: int) -> int:
    """Fills the boards of the sample with further invented postings, about `total` in all. Returns how many there are.

    For measuring pages on a board of some size; run again, it changes nothing. `remove` takes these away too.
    """
    boards = list(Board.objects.filter(ats="sample", is_sample=True).exclude(company=None).select_related("company"))
    for board in boards:
        company = board.company
        assert company
        usual = list(_records(company))
        extra = more_records(_hirer(company), timezone.localdate(), max(0, total // len(boards) - len(usual)))
        import_reading(board, Reading(records=iter([*usual, *extra])))
    return Posting.objects.filter(board__is_sample=True).count()


def remove() -> tuple[int, int]:
    """Takes all sample data away, and only it. Returns (companies, postings) removed."""
    with transaction.atomic():
        postings = Posting.objects.filter(board__is_sample=True)
        count = postings.count()
        postings.delete()
        Board.objects.filter(is_sample=True).delete()
        removed = remove_companies()
        ImportRun.objects.filter(source="sample").delete()
    return removed, count


def _records(company: Company) -> Iterator[PostingRecord]:
    today = timezone.localdate()
    hirer = _hirer(company)
    if company.slug == "amazon":
        yield internship(today)
    yield from records(hirer, today, POSTINGS_OF_INVENTED_COMPANY if hirer.invented else POSTINGS_OF_REAL_COMPANY)


def _hirer(company: Company) -> Hirer:
    invented = company.domain.endswith(INVENTED_DOMAIN)
    home = f"{company.city}, {company.state}" if company.state else ""
    industries = tuple(company.industries.values_list("name", flat=True))
    return Hirer(company.name, company.website, home, invented, industries)
