"""The job field of each row, asked once for each title and code of a run."""

from companies.importers.chunks import Pair
from companies.importers.texts import written
from companies.title_classes import classify_all, columns
from sources.batches import Column

CLASS_COLUMNS = ("soc_code", "job_field", "field_method", "field_confidence", "field_version")
# More pairs than this are not remembered: a quarter of LCA data has some 60,000.
MOST_PAIRS = 200_000


class Classes:
    """The classifier's answers, as columns for COPY."""

    def __init__(self) -> None:
        self._columns: dict[Pair, str] = {}

    def of(self, pairs: Column[Pair]) -> Column[str]:
        """Columns of these rows. Classifies what has not been seen in this run."""
        if len(self._columns) > MOST_PAIRS:
            self._columns.clear()
        new = set(pairs.values) - self._columns.keys()
        for pair, found in classify_all(sorted(new)).items():
            self._columns[pair] = "\t".join(map(written, columns(found)))
        return pairs.map(self._columns.__getitem__)
