"""The job field of each row, asked once for each title and code of a run."""

from companies.importers.chunks import Pair
from companies.importers.texts import written
from companies.occupations import Classification
from companies.title_classes import classify_all, classify_sure, columns, known_of_all
from sources.batches import Column

CLASS_COLUMNS = ("soc_code", "job_field", "field_method", "field_confidence", "field_version")
# More pairs than this are not remembered: a quarter of LCA data has some 60,000.
MOST_PAIRS = 100_000


class Classes:
    """The classifier's answers, as columns for COPY."""

    def __init__(self) -> None:
        self._columns: dict[Pair, str] = {}
        self._texts: dict[Classification, str] = {}  # some thousand fit most titles
        self._known = known_of_all()

    def sure(self, pairs: Column[Pair]) -> Column[str | Pair]:
        """The columns of pairs whose code has one meaning; the others as they are. Asks no database."""
        self._forget()
        self._remember(classify_sure((pair for pair in pairs.values if pair not in self._columns), self._known))
        return pairs.map(lambda pair: self._columns.get(pair, pair))

    def all(self, classes: Column[str | Pair]) -> Column[str]:
        """The columns of the others too."""
        self._forget()
        asked = [what for what in classes.values if not isinstance(what, str)]
        self._remember(classify_all(pair for pair in asked if pair not in self._columns))
        return classes.map(lambda what: what if isinstance(what, str) else self._columns[what])

    def _forget(self) -> None:
        if len(self._columns) > MOST_PAIRS:
            self._columns.clear()
            self._texts.clear()

    def _remember(self, found: dict[Pair, Classification]) -> None:
        for pair, what in found.items():
            if (text := self._texts.get(what)) is None:
                text = self._texts[what] = "\t".join(map(written, columns(what)))
            self._columns[pair] = text
