"""Training of the title model: counts of titles and codes → a model file with its card.

One thread and a fixed order, so that the same rows always give the same file.
"""

import hashlib
import json
import random
import tempfile
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import fasttext

from companies.occupations import model, soc, titles
from companies.occupations.tally import Tally

Say = Callable[[str], None]
Pairs = list[tuple[str, str]]  # normalised title, SOC 2018 code

# A title filed n times is shown n ** 0.75 times: often enough to learn the common ones, without drowning the rest,
# which are what the model is asked about (the common ones are looked up). Measured on employers held out.
_POWER = 0.75
# Examples × passes that one core learns in some ten minutes; a larger history gets fewer passes.
_MOST_STEPS = 5_000_000
_FEWEST_PASSES = 4
_PASSES = 12
_SHAPE = {"minn": 3, "maxn": 6, "wordNgrams": 2, "bucket": 200_000, "loss": "softmax", "seed": 0}
# Words and parts of words that the small model keeps; fewer where there is little to learn from.
_FEATURES_KEPT = 100_000
_FEATURES_PER_EXAMPLE = 20
_MEANINGS_ASKED = 100
_EXAMPLES = "examples.txt"


def codes_filed(raw: str) -> str:
    """The SOC 2018 codes a filed code means, joined by `|` as Tally holds them; empty when unknown."""
    return "|".join(soc.repair(raw).candidates)


def train(tally: Tally, reported: Pairs, target: Path, *, trained_at: datetime, say: Say) -> None:
    """Learns from filings (`tally`, whose undecided codes it settles) and reported titles; writes model and card.

    The files appear at `target` only when whole: another process may be reading the old ones.
    """
    undecided = tally.undecided()
    with tempfile.TemporaryDirectory() as folder:
        if undecided:
            say(f"{len(undecided):,} titles were filed under codes that mean several: a first pass decides them")
            _settle(tally, undecided, _learn(tally, reported, Path(folder), 16, 6, 0.6)[0])
        say("Learning ...")
        learned, examples = _learn(tally, reported, Path(folder), 32, _PASSES, _POWER)
        say("Making it small ...")
        kept = min(_FEATURES_KEPT, _FEATURES_PER_EXAMPLE * examples)
        learned.quantize(str(Path(folder) / _EXAMPLES), retrain=True, cutoff=kept, qnorm=True, epoch=2, thread=1)
        card = {
            "trained_at": trained_at.isoformat(timespec="seconds"),
            "titles_version": titles.VERSION,
            "filings": tally.total(),
            "reported_titles": len(reported),
        }
        _publish(learned, target, card)


def _learn(tally: Tally, reported: Pairs, folder: Path, size: int, passes: int, power: float) -> tuple[Any, int]:
    """A model that is not yet small, and the number of examples it learned from."""
    examples = [*_filed(tally, power), *reported]
    random.Random(0).shuffle(examples)  # noqa: S311 - the order in which a model learns, the same each time
    file = folder / _EXAMPLES
    with file.open("w", encoding="utf-8") as out:
        out.writelines(f"__label__{code} {title}\n" for title, code in examples)
    passes = max(_FEWEST_PASSES, min(passes, _MOST_STEPS // max(len(examples), 1)))
    learned = fasttext.train_supervised(str(file), dim=size, epoch=passes, lr=0.5, thread=1, verbose=0, **_SHAPE)
    return learned, len(examples)


def _filed(tally: Tally, power: float) -> Iterator[tuple[str, str]]:
    """Each title as often as its weight says, its codes in the proportion in which they were filed."""
    for title, counts in tally.settled():
        rows = sum(count for _, count in counts)
        shown = rows**power
        carried = 0.5
        for code, count in counts:
            carried += shown * count / rows
            for _ in range(int(carried)):
                yield title, code
            carried -= int(carried)


def _settle(tally: Tally, undecided: list[tuple[str, str, int]], learned: Any) -> None:
    """Each undecided code becomes the one of its meanings that the title makes likeliest."""
    for title, codes, _ in undecided:
        labels, probabilities = learned.predict(title, k=_MEANINGS_ASKED)
        likely = dict(zip(labels, probabilities, strict=True))
        tally.decide(title, codes, max(codes.split("|"), key=lambda code: likely.get(f"__label__{code}", 0.0)))


def _publish(learned: Any, target: Path, card: dict[str, Any]) -> None:
    """Writes both files beside the target and moves them into place; a reader between the two finds no match."""
    target.parent.mkdir(parents=True, exist_ok=True)
    new, new_card = target.with_suffix(".new"), target.with_suffix(".new.json")
    learned.save_model(str(new))
    card["sha256"] = hashlib.sha256(new.read_bytes()).hexdigest()
    new_card.write_text(json.dumps(card, indent=2) + "\n", encoding="utf-8")
    new.replace(target)
    new_card.replace(model.card_of(target))
