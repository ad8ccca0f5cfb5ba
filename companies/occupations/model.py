"""The small statistical part: normalised title → SOC 2018 codes with probabilities, a quantised fastText model.

Beside a model file stands its card, a JSON file that says what it was trained for and on, and the file's SHA-256.
A model whose card does not fit is never used.
"""

import hashlib
import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import fasttext

from companies.occupations import tables, titles

SHIPPED = tables.DATA / "titles.ftz"
_LABEL = "__label__"
# Raise it when classifying.py, fields.py or soc.py come to give another answer for the same tables and model.
_METHOD = "1"
# Files whose change changes an answer, so that what was classified before is known to be out of date.
_TABLES = (
    "irregular_codes.csv",
    "soc_2000_to_2010.csv",
    "soc_2010_to_2018.csv",
    "soc_2018_to_job_field.csv",
    "title_field_rules.tsv",
)


class BadModelError(Exception):
    """The file is no model that this code can use; the message says why."""


@dataclass(frozen=True, slots=True)
class TitleModel:
    """A loaded model. `version` changes with the model file, the tables, the method and the normal form of titles."""

    version: str
    trained_at: str  # ISO 8601
    fast_text: Any

    def predict(self, title: str, most: int = 5) -> list[tuple[str, float]]:
        """The likeliest SOC 2018 codes of a normalised title, best first, each with its probability."""
        if not title:
            return []
        labels, probabilities = self.fast_text.predict(title, k=most)
        return [
            (label.removeprefix(_LABEL), min(float(probability), 1.0))
            for label, probability in zip(labels, probabilities, strict=True)
        ]


def card_of(path: Path) -> Path:
    return path.with_suffix(".json")


def load(path: Path = SHIPPED) -> TitleModel:
    """The model of a file, read once. Raises BadModelError when it is absent, damaged or made for other code."""
    try:
        written = path.stat().st_mtime_ns, card_of(path).stat().st_mtime_ns
    except OSError as error:
        raise BadModelError(f"{path}: {error}") from error
    return _read(path, written)


@lru_cache(maxsize=4)
def _read(path: Path, written: tuple[int, int]) -> TitleModel:
    """`written` tells a file that was replaced since from the one remembered."""
    try:
        content, card = path.read_bytes(), json.loads(card_of(path).read_text(encoding="utf-8"))
        digest, trained_at = hashlib.sha256(content), str(card["trained_at"])
        if card["sha256"] != digest.hexdigest():
            raise BadModelError(f"{path}: the file is not the one that its card describes")
        if card["titles_version"] != titles.VERSION:
            raise BadModelError(f"{path}: trained for another normal form of titles")
        fast_text = fasttext.load_model(str(path))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BadModelError(f"{path}: {error}") from error
    for name in _TABLES:
        digest.update((tables.DATA / name).read_bytes())
    return TitleModel(f"{titles.VERSION}.{_METHOD}-{digest.hexdigest()[:12]}", trained_at, fast_text)


def newest(trained: Path) -> TitleModel:
    """The model trained on this site's own filings where it is usable and newer than the shipped one."""
    shipped = load()
    try:
        own = load(trained)
    except BadModelError:
        return shipped
    return own if own.trained_at > shipped.trained_at else shipped
