"""The job field of each row, worked out once for each title and code of a run."""

from sys import intern
from typing import Any

from companies.importers.chunks import Pair
from companies.importers.texts import written
from companies.occupations import Classification
from companies.occupations.classifying import certain
from companies.occupations.fields import field_of_title
from companies.occupations.soc import meanings
from companies.occupations.titles import normalise
from companies.title_classes import classify_all, columns, known_of_all, version
from sources.batches import Column

CLASS_COLUMNS = ("soc_code", "job_field", "field_method", "field_confidence", "field_version")
# More than these are not remembered: a quarter of LCA data has some 60,000 pairs of title and code.
MOST_TITLES, MOST_PAIRS = 200_000, 100_000
# In the place of a rule's field, for titles on which a curator has spoken.
_CURATED = "curated"


class Classes:
    """The classifier's answers, as columns for COPY."""

    def __init__(self) -> None:
        self._known = known_of_all()
        self._version = version()
        self._rules: dict[str, str] = {}  # title → the field that a rule tells, or none
        self._filed: dict[Pair, str] = {}  # a rule's field and a filed code → the columns; none where both do not tell
        self._asked: dict[Pair, str] = {}  # title and code → the columns

    def sure(self, title: str, code: str) -> str | Pair:
        """The columns where a code's one meaning and a rule tell them all; else the pair. Asks no database."""
        if (rule := self._rules.get(title)) is None:
            _forget(self._rules, MOST_TITLES)
            curated = normalise(title) in self._known.overrides
            rule = self._rules[title] = _CURATED if curated else field_of_title(title)
        if (found := self._filed.get((rule, code))) is None:
            _forget(self._filed, MOST_PAIRS)
            found = self._filed[rule, code] = self._of_filed(rule, code)
        return found or (title, code)

    def all(self, classes: Column[str | Pair]) -> Column[str]:
        """The columns of the others too."""
        _forget(self._asked, MOST_PAIRS)
        asked = [what for what in classes.values if not isinstance(what, str) and what not in self._asked]
        self._asked.update({pair: _text(what) for pair, what in classify_all(asked).items()})
        return classes.map(lambda what: what if isinstance(what, str) else self._asked[what])

    def _of_filed(self, rule: str, code: str) -> str:
        filed = meanings(code)
        return _text(certain(filed[0], rule, self._version)) if len(filed) == 1 and rule != _CURATED else ""


def _text(what: Classification) -> str:
    return intern("\t".join(map(written, columns(what))))  # some thousand fit most titles


def _forget(remembered: dict[Any, str], most: int) -> None:
    if len(remembered) > most:
        remembered.clear()
