"""How likely two names are one company: a logistic model over a dozen comparisons, only to sort the queue."""

import math
from collections.abc import Mapping

from rapidfuzz import fuzz

from companies.matching import never
from companies.matching.values import Employer
from companies.matching.words import is_common

# Fitted by `fit` of companies/benchmarks/employer_queue.py on the labelled names, one company's largest name against
# every name that shares a key with it.
WEIGHTS: Mapping[str, float] = {
    "always": -4.99,
    "sorted words": -1.71,
    "contained words": 2.61,
    "letters": 4.28,
    "first word names somebody": 1.36,
    "first word is common": -0.66,
    "first two words": 1.56,
    "a part of the first word": 4.05,
    "a shared word names somebody": 0.88,
    "trade name": 0.48,
    "same tax number": 3.1,
    "other tax number": -1.01,
    "same state": 0.98,
    "same industry": 1.13,
    "other industry": -0.36,
    "other kind": -1.65,
    "other places": -4.08,
}


SHORTEST = 4  # letters of a part


def likely(left: Employer, right: Employer) -> float:
    """0 to 1."""
    score = sum(WEIGHTS[name] * value for name, value in comparisons(left, right).items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))


def comparisons(left: Employer, right: Employer) -> dict[str, float]:
    """Each between 0 and 1."""
    ours, theirs = left.words, right.words
    first = bool(ours and theirs) and ours[0] == theirs[0]
    common = first and is_common(ours[0])
    part = not first and not coined_parts(left).isdisjoint(coined_parts(right))
    shared = [word for word in set(ours) & set(theirs) if not is_common(word)]
    second = first and len(ours) > 1 and len(theirs) > 1 and ours[1] == theirs[1]
    tax, state, industry = (
        _compare(left.tax4, right.tax4),
        _compare(left.state, right.state),
        _compare(left.naics2, right.naics2),
    )
    return {
        "always": 1.0,
        "sorted words": fuzz.token_sort_ratio(" ".join(ours), " ".join(theirs)) / 100,
        "contained words": fuzz.token_set_ratio(" ".join(ours), " ".join(theirs)) / 100,
        "letters": fuzz.ratio(left.keys.joined, right.keys.joined) / 100,
        "first word names somebody": float(first and not common),
        "first word is common": float(common),
        "first two words": float(second),
        "a part of the first word": float(part),
        "a shared word names somebody": float(bool(shared)),
        "trade name": float(bool({left.keys.trade_k2, left.keys.k2} & {right.keys.trade_k2, right.keys.k2} - {""})),
        "same tax number": float(tax > 0),
        "other tax number": float(tax < 0),
        "same state": float(state > 0),
        "same industry": float(industry > 0),
        "other industry": float(industry < 0),
        "other kind": float(left.kinds != right.kinds),
        "other places": float(never.different_places(left, right)),
    }


def coined_parts(one: Employer) -> frozenset[tuple[str, str, str]]:
    """The first word and what is left of a compound, with state and industry: CITIBANK and CITIGROUP share CITI.

    A compound without an everyday word at its end, or without a few letters set before a long one (LTI, MINDTREE).
    """
    word = one.words[0] if one.words else ""
    if len(word) < SHORTEST or is_common(word) or not one.state or not one.naics2:
        return frozenset()
    cuts = range(SHORTEST, len(word) - SHORTEST + 1)
    parts = {word, *(word[:cut] for cut in cuts if is_common(word[cut:]))}
    parts |= {word[cut:] for cut in range(1, SHORTEST) if len(word) - cut >= 2 * SHORTEST}
    return frozenset((part, one.state, one.naics2) for part in parts if not is_common(part))


def _compare(left: str, right: str) -> int:
    """1 the same, -1 unlike, 0 not known."""
    return 0 if not left or not right else 1 if left == right else -1
