"""The classifier with what this site's database knows: look-up counts, curators' overrides, the newest model."""

from collections.abc import Collection, Iterable
from pathlib import Path

from django.conf import settings
from django.db.models import QuerySet

from companies.models import TitleCount, TitleOverride
from companies.occupations import Classification, Lookup, Override, classify, model, soc, titles

# Titles asked of the database in one query.
_AT_ONCE = 5_000


def classify_all(pairs: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Classification]:
    """Classifies each pair of title and filed code (empty for a posting), with one query for thousands of titles."""
    asked = list(dict.fromkeys(pairs))
    if not asked:
        return {}
    known = known_of_all()
    # What filings said of a title cannot change a filed code that has one meaning: that needs no query.
    found = {pair: classify(*pair, lookup=known) for pair in asked if len(soc.meanings(pair[1])) == 1}
    unsure = [pair for pair in asked if pair not in found]
    for start in range(0, len(unsure), _AT_ONCE):
        part = unsure[start : start + _AT_ONCE]
        lookup = lookup_of(title for title, _ in part)
        found.update({(title, code): classify(title, code, lookup=lookup) for title, code in part})
    return found


def known_of_all() -> Lookup:
    """Curators' words on all titles, some hundred at most, with the model in force; no counts."""
    return Lookup(_overrides(TitleOverride.objects.all()), model=model_in_force())


def columns(what: Classification) -> tuple[str, str, str, float, str]:
    """What a case keeps of its classification: soc_code, job_field, field_method, field_confidence, field_version."""
    return what.soc_code, what.job_field, what.field_method, what.field_confidence, what.version


def lookup_of(raw_titles: Iterable[str]) -> Lookup:
    """What the database knows of these titles, with the model in force."""
    names = {titles.normalise(title) for title in raw_titles} - {""}
    counts: dict[str, dict[str, int]] = {}
    for title, code, rows in TitleCount.objects.filter(title__in=names).values_list("title", "soc_code", "rows"):
        counts.setdefault(title, {})[code] = rows
    return Lookup(overrides_of(names), counts, model_in_force())


def overrides_of(names: Collection[str]) -> dict[str, Override]:
    """Curators' words on these normalised titles."""
    return _overrides(TitleOverride.objects.filter(title__in=names))


def _overrides(rows: QuerySet[TitleOverride]) -> dict[str, Override]:
    found = rows.values_list("title", "soc_code", "job_field")
    return {title: Override(soc_code, job_field) for title, soc_code, job_field in found}


def model_in_force() -> model.TitleModel:
    """The model in force: the one trained here when it is newer than the shipped one. A new file is noticed."""
    return model.newest(trained_path())


def version() -> str:
    """Version of the classifier in force; what carries another one is due for reclassification."""
    return model_in_force().version


def trained_path() -> Path:
    """Where `manage.py train_titles` puts a model of this site's own filings."""
    return Path(settings.VAR_DIR) / "models" / "titles.ftz"
