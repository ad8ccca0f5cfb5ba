"""The queue of suggestions: how much of a company a curator finds in it, and the fit of the model that sorts it."""

from collections import defaultdict
from collections.abc import Hashable

import numpy as np

from companies.benchmarks.labelled_names import Labelled, seeds
from companies.matching.cluster import match
from companies.matching.founding import groups
from companies.matching.likeness import comparisons
from companies.matching.suggest import Suggestion, compared, known_names, suggest

Line = tuple[str, str, str]  # measure, value, target
_FIRST = 10  # suggestions that a curator reads of a company
_RIDGE = 1.0  # keeps the weights of rare comparisons small
_STEPS = 60  # of Newton's method, far more than it needs


def reached(labelled: Labelled) -> list[Line]:
    """One name of each company accepted: what is linked or in the queue, and what the first of the queue hold."""
    accepted = seeds(labelled, 1)
    found = groups(match(labelled.employers, accepted))
    queue: dict[Hashable, list[Suggestion]] = defaultdict(list)
    for hint in suggest(found, {}):
        queue[hint.company].append(hint)
    linked = {link.employer.id for group in found if group.company is not None for link in group.links}
    names = reachable = missing = in_first = 0
    for company in sorted(set(map(str, accepted.values()))):
        mine = {one.id: one.volume for one in labelled.of(company)}
        names += len(mine)
        reachable += len(mine.keys() & (linked | _ids(queue[company])))
        missing += sum(volume for id_, volume in mine.items() if id_ not in linked)
        in_first += sum(mine[id_] for id_ in mine.keys() & _ids(queue[company][:_FIRST]) - linked)
    right = sum(labelled.company[hint.group.hub.id] == hint.company for hints in queue.values() for hint in hints)
    shown = sum(map(len, queue.values()))
    return [
        ("queue: names linked or suggested, of one accepted", f"{100 * reachable / names:.1f} %", "≥ 90 %"),
        ("queue: missing volume in the first ten", f"{100 * in_first / missing:.1f} %", "≥ 75 %"),
        ("queue: suggestions that are right", f"{100 * right / shown:.1f} % of {shown:,}", ""),
    ]


def fit(labelled: Labelled) -> dict[str, float]:
    """Weights for companies/matching/likeness.py: logistic regression over all pairs that share a key."""
    found = groups(match(labelled.employers, seeds(labelled, 1)))
    known = known_names(found)
    pairs = [(group, hint) for group in found for hint in compared(group, known)]
    values = np.array([list(comparisons(group.hub, hint.like).values()) for group, hint in pairs])
    right = np.array([labelled.company[group.hub.id] == hint.company for group, hint in pairs], dtype=float)
    weights = np.zeros(values.shape[1])
    for _ in range(_STEPS):
        guess = 1 / (1 + np.exp(-values @ weights))
        curve = (values.T * (guess * (1 - guess))) @ values + _RIDGE * np.eye(len(weights))
        weights += np.linalg.solve(curve, values.T @ (right - guess) - _RIDGE * weights)
    group, hint = pairs[0]
    return {
        name: round(float(weight), 2) for name, weight in zip(comparisons(group.hub, hint.like), weights, strict=True)
    }


def _ids(hints: list[Suggestion]) -> set[Hashable]:
    return {link.employer.id for hint in hints for link in hint.group.links}
