"""What a search answers, whichever layer counted."""

import pytest
from django.http import QueryDict
from django.utils import timezone

from postings import search as searching
from postings.engine.table_search import Counted as CodeCounts
from postings.filters import PostingFilter


@pytest.mark.parametrize(("counted", "told"), [(162_267, 162_000), (98_765, 98_800), (12, 12)])
def test_a_number_from_a_sample_has_the_digits_that_a_sample_can_tell(db: None, counted: int, told: int) -> None:
    class Sampled:
        def count(self) -> CodeCounts:
            return CodeCounts(counted, about=True, codes={}, chosen={})

        def page(self, first: int, size: int) -> list[int]:
            return []

    asked = PostingFilter(QueryDict(""))
    found = searching.search(asked, 1, timezone.localdate(), layer_of=lambda plan: Sampled())
    assert (found.total, found.about) == (told, True)
