"""The job field of each row, asked once for each title and code of a run."""

from collections.abc import Iterable

from companies.importers.chunks import Pair, written
from companies.title_classes import classify_all

CLASS_COLUMNS = ("soc_code", "job_field", "field_method", "field_confidence", "field_version")
# More pairs than this are not remembered: a quarter of LCA data has some 60,000.
MOST_PAIRS = 200_000


class Classes:
    """The classifier's answers, as columns of a staged line."""

    def __init__(self) -> None:
        self._columns: dict[Pair, str] = {}

    def learn(self, pairs: Iterable[Pair]) -> None:
        """Classifies what has not been seen in this run."""
        if len(self._columns) > MOST_PAIRS:
            self._columns.clear()
        new = set(pairs) - self._columns.keys()
        for pair, found in classify_all(sorted(new)).items():
            self._columns[pair] = written(
                (found.soc_code, found.job_field, found.field_method, found.field_confidence, found.version)
            )

    def columns(self, pair: Pair) -> str:
        return self._columns[pair]
