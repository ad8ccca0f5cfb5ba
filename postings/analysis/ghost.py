"""Signs that a posting may not stand for a job to be filled now. Plain numbers in, reasons in words out."""

import re

from .result import Evidence, Signal
from .text import Document, sentences

OLD, VERY_OLD = 60, 120  # days open; most openings are filled within about six weeks
MANY_REPOSTS = 3
BOILERPLATE = 0.85  # share of the text that stands in most other postings of the company

_EVERGREEN = re.compile(
    r"\b(?:talent (?:pool|community|pipeline|network)|future (?:opportunit|opening|role|position|"
    r"consideration|need)\w*|evergreen (?:role|position|posting|req\w*)|not (?:an? )?(?:currently|active|"
    r"actively|immediate)\W+(?:open|hiring|opening|position|recruiting)|pipeline (?:role|requisition|posting)|"
    r"general (?:application|interest)|expressions? of interest|speculative application|initiativbewerbung|"
    r"candidature spontanée|always (?:looking|on the lookout|accepting))\b",
    re.IGNORECASE,
)
_FOR_LATER = re.compile(
    r"\b(?:this (?:posting|position|role|job|requisition|is)|we are (?:not|always)|we're (?:not|always)|open|"
    r"submit|join|apply)\b",
    re.IGNORECASE,
)


def evergreen(document: Document) -> Evidence | None:
    """The sentence that says that this is no opening of today. A word on saving CVs at the end is not enough."""
    if not document.says(
        "talent",
        "future",
        "evergreen",
        "not ",
        "pipeline",
        "general ",
        "interest",
        "initiativ",
        "spontan",
        "specul",
        "always",
    ):
        return None
    if not _EVERGREEN.search(document.text[:3000]):
        return None
    for sentence in sentences(document):
        if sentence.start > 3000:
            break
        if _EVERGREEN.search(sentence.text) and _FOR_LATER.search(sentence.text):
            return Evidence(sentence.text, sentence.start)
    return None


def ghost_signal(
    age_days: int | None, repost_count: int = 0, boilerplate_share: float | None = None, evergreen: bool = False
) -> Signal:
    """Weak with one sign, strong with two or with one that is extreme; each reason is a sentence for the page.

    age_days: since first posted, reposts included. boilerplate_share: 0 to 1. evergreen: the text itself says that it
    collects candidates for later.
    """
    reasons: list[str] = []
    weight = 0
    if age_days is not None and age_days > OLD:
        weight += 2 if age_days > VERY_OLD else 1
        reasons.append(f"Open for {age_days} days")
    if repost_count >= 1:
        weight += 2 if repost_count >= MANY_REPOSTS else 1
        reasons.append(f"Reposted {repost_count} time{'s' if repost_count > 1 else ''}")
    if boilerplate_share is not None and boilerplate_share >= BOILERPLATE:
        weight += 1
        reasons.append(f"{boilerplate_share:.0%} of the text stands in other postings of this company")
    if evergreen:
        weight += 2
        reasons.append("The text says that it collects candidates for later")
    level = "strong" if weight >= 3 else "weak" if weight else "none"
    return Signal(level, tuple(reasons))


def boilerplate_share(blocks: list[str], seen_elsewhere: dict[str, int], postings: int) -> float | None:
    """Share of a posting's characters in paragraphs that stand in at least half of the company's postings.

    seen_elsewhere: paragraph → number of the company's postings with it. None below four postings: too few to tell.
    """
    length = sum(len(block) for block in blocks)
    if postings < 4 or not length:
        return None
    common = sum(len(block) for block in blocks if seen_elsewhere.get(block, 0) * 2 >= postings)
    return common / length
