"""The job field of each row, asked once for each title and code of a run."""

from collections.abc import Iterable
from sys import intern

from companies.importers.chunks import Pair
from companies.importers.texts import written
from companies.occupations import Classification
from companies.title_classes import classify_all, classify_sure, columns, known_of_all
from sources.batches import Column

CLASS_COLUMNS = ("soc_code", "job_field", "field_method", "field_confidence", "field_version")
# More pairs than this are not remembered: a quarter of LCA data has some 60,000.
MOST_PAIRS = 200_000


class Classes:
    """The classifier's answers, as columns for COPY."""

    def __init__(self) -> None:
        self._columns: dict[Pair, str] = {}
        self._known = known_of_all()

    def learn(self, pairs: Iterable[Pair]) -> None:
        """Classifies in advance what needs no database: safe in another thread."""
        if len(self._columns) > MOST_PAIRS:
            self._columns = {}
        self._remember(classify_sure((pair for pair in pairs if pair not in self._columns), self._known))

    def of(self, pairs: Column[Pair]) -> Column[str]:
        """Columns of these rows. Classifies what has not been learned."""
        columns = self._columns
        columns |= self._remember(classify_all(pair for pair in pairs.values if pair not in columns))
        return pairs.map(columns.__getitem__)

    def _remember(self, found: dict[Pair, Classification]) -> dict[Pair, str]:
        # Some thousand answers fit all titles.
        texts = {pair: intern("\t".join(map(written, columns(what)))) for pair, what in found.items()}
        self._columns |= texts
        return texts
