"""Title (and filed code) → SOC 2018 code and job field: the one function for filings and postings alike."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from companies.occupations import fields, model, soc, titles
from companies.occupations.model import TitleModel

# Measured on employers never seen in training (see `dev.py bench insight`): at this probability and above the
# SOC code may be named; below `FIELD_AT_LEAST` a field that only the code tells is better not shown.
CONFIDENT = 0.58
FIELD_AT_LEAST = 0.3
# Shares of hand-labelled titles for which a rule, or the filed code's field, is what a reader would say.
_RULE_CONFIDENCE = 0.93
_FILED_CONFIDENCE = 0.85
# Fewer filings than this say little about a title. The model's word then counts as much as this many filings.
_FEWEST_ROWS = 3
_MODEL_ROWS = 10
_MOST_ALTERNATIVES = 5
_ASKED = 20
# Asked of the model when only a filed code's meanings compete; what ranks below has no probability to speak of.
_MOST_RANKED = 60

Ranked = list[tuple[str, float]]


@dataclass(frozen=True, slots=True)
class Override:
    """A curator's word on a normalised title; an empty part leaves that part to the classifier."""

    soc_code: str = ""
    job_field: str = ""


@dataclass(frozen=True, slots=True)
class Lookup:
    """What a site knows of normalised titles: curators' words, how often filings gave each SOC 2018 code, and the
    model it trained itself (none: the shipped one)."""

    overrides: Mapping[str, Override] = field(default_factory=dict)
    counts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    model: TitleModel | None = None


NOTHING_KNOWN = Lookup()
_NO_WORD = Override()


@dataclass(frozen=True, slots=True)
class Classification:
    """What a title is.

    method says where the SOC code is from: filed, override, lookup, model or none; confidence is its probability.
    field_method says the same of the job field, which a title rule may tell too: rule.
    """

    soc_code: str
    alternatives: tuple[tuple[str, float], ...]  # SOC 2018 codes with probabilities, the chosen one first
    job_field: str  # id of data/job_fields.csv; empty when nothing is known
    method: str
    confidence: float
    version: str
    field_method: str
    field_confidence: float


def classify(title: str, soc_code: str = "", *, lookup: Lookup = NOTHING_KNOWN) -> Classification:
    """Classifies a job title, with the code an employer filed for it where there is one.

    A filed code that means one SOC 2018 code stands; where it means several the title decides among them.
    Never raises on text, whatever it is.
    """
    learned = lookup.model or model.load()
    name = titles.normalise(title)
    override = lookup.overrides.get(name, _NO_WORD) if name else _NO_WORD
    by_rule = "" if override.job_field else fields.field_of_title(title)
    filed = soc.meanings(soc_code)
    if len(filed) == 1 and override is _NO_WORD:
        return certain(filed[0], by_rule, learned.version)
    ranked, method = _occupation(name, filed, override, lookup, learned)
    return _classification(ranked, method, override, by_rule, learned.version)


@lru_cache(maxsize=16_384)  # some thousand answers for most of what is filed
def certain(code: str, by_rule: str, version: str) -> Classification:
    """What a title is whose filed code means this one SOC 2018 code, with the job field that a rule tells, if any."""
    return _classification([(code, 1.0)], "filed", _NO_WORD, by_rule, version)


def _classification(ranked: Ranked, method: str, override: Override, by_rule: str, version: str) -> Classification:
    job_field, field_method, field_confidence = _field(by_rule, ranked, method, override)
    return Classification(
        soc_code=ranked[0][0] if ranked else "",
        alternatives=tuple(ranked),
        job_field=job_field,
        method=method,
        confidence=round(ranked[0][1], 4) if ranked else 0.0,
        version=version,
        field_method=field_method,
        field_confidence=round(field_confidence, 4),
    )


def _occupation(
    name: str, filed: tuple[str, ...], override: Override, lookup: Lookup, learned: TitleModel
) -> tuple[Ranked, str]:
    if len(filed) == 1:
        return [(filed[0], 1.0)], "filed"
    if override.soc_code and (not filed or override.soc_code in filed):
        return [(override.soc_code, 1.0)], "override"
    counts = lookup.counts.get(name, {}) if name else {}
    known = sum(counts.values()) >= _FEWEST_ROWS
    predicted = learned.predict(name, _MOST_RANKED if filed else _ASKED)
    ranked = _blend(counts, predicted) if known else predicted
    if filed:
        return _among(filed, ranked), "filed"
    return _by_group(ranked)[:_MOST_ALTERNATIVES], ("lookup" if known else "model") if ranked else "none"


def _blend(counts: Mapping[str, int], predicted: Ranked) -> Ranked:
    """Filings of the very title, with the model's distribution counted as a few filings more."""
    total = sum(counts.values()) + _MODEL_ROWS
    shares = {code: rows / total for code, rows in counts.items()}
    for code, probability in predicted:
        shares[code] = shares.get(code, 0.0) + probability * _MODEL_ROWS / total
    return sorted(shares.items(), key=lambda item: (-item[1], item[0]))


def _by_group(ranked: Ranked) -> Ranked:
    """Puts first the code that is likeliest when its major group counts too; the others stay in their order.

    A title spread over five codes of one group is rather one of them than the one of another group that leads them
    all by a little: two points more major groups right among titles never seen, for a fifth of a point of codes.
    """
    groups: dict[str, float] = {}
    for code, probability in ranked:
        groups[code[:2]] = groups.get(code[:2], 0.0) + probability
    best = max(ranked, key=lambda item: item[1] * groups[item[0][:2]] ** 2, default=None)
    return [best, *(item for item in ranked if item != best)] if best else []


def _among(candidates: tuple[str, ...], ranked: Ranked) -> Ranked:
    """The candidates alone, by the title's probabilities; without any evidence in the order given."""
    evidence = dict(ranked)
    weights = [evidence.get(code, 0.0) for code in candidates]
    total = sum(weights)
    if not total:
        return [(code, 1 / len(candidates)) for code in candidates]
    shares = [(code, weight / total) for code, weight in zip(candidates, weights, strict=True)]
    return sorted(shares, key=lambda item: -item[1])


def _field(by_rule: str, ranked: Ranked, method: str, override: Override) -> tuple[str, str, float]:
    """The job field, what told it, and how sure it is."""
    if override.job_field:
        return override.job_field, "override", 1.0
    if by_rule:
        return by_rule, "rule", _RULE_CONFIDENCE
    shares: dict[str, float] = {}
    for code, probability in ranked:
        of_code = fields.field_of_soc(code)
        shares[of_code] = shares.get(of_code, 0.0) + probability
    best = max(shares, key=lambda of_code: shares[of_code], default="")
    if not best:
        return "", "none", 0.0
    certain = method == "filed" and len(ranked) == 1
    return best, method, _FILED_CONFIDENCE if certain else min(shares[best], 1.0)
