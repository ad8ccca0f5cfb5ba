"""What a posting's text says about sponsorship, with the sentence that says it.

Each sentence is read by meaning: who acts (employer, applicant), what (sponsor, be a citizen, hold a clearance), and
whether it is denied, demanded or only preferred. Words that look alike but mean another thing (executive sponsors,
Visa the card network, health clearances, equal-opportunity and E-Verify notices) are taken out before. Of several
verdicts the strictest is the posting's stance; all are kept.
"""

import re
from collections.abc import Iterator

from . import wording as w
from . import wording_status as status
from . import wording_visas as visas
from .result import Evidence, Stance
from .text import Document, Sentence, sentences

OFFERS = "offers"
REFUSES = "refuses"
CITIZENSHIP = "citizenship_required"
CLEARANCE = "clearance_required"
UNCLEAR = "authorization_required_unclear"
NONE = "none"
STRICTEST_FIRST = (CITIZENSHIP, CLEARANCE, REFUSES, OFFERS, UNCLEAR)

_SHORT_TOPIC = re.compile(
    r"^\W*(?:(?:us|security|visa|work|immigration|employment|h-?1-?b|government|current|citizenship|authori[sz]ation|"
    r"and|or|/|"
    r"&)[\s/&]+){0,4}"
    r"(?:visas?|sponsorship|clearances?|citizenship|permit|authori[sz]ation|eligibility)"
    r"(?: (?:status|requirements?|required|level|eligibility|policy|support|information|needed|available|"
    r"offered)){0,2}\W*$"
    r"|^[^.:]{0,45}\b(?:sponsorship|clearance|citizenship|visas?|h-?1-?bs?|work permits?|"
    r"authori[sz]ation)\b[^.:]{0,30}[:?]\s*$",
    re.IGNORECASE,
)
_DEMANDED = re.compile(
    r"requir|mandatory|needed|must|\b(?:active|secret|ts|sci|current|available|offered)\b", re.IGNORECASE
)
_ASKS_ON = re.compile(r"\b(?:clearance|sponsorship|citizenship|visa)\b[^.?]{0,30}\?\s*$", re.IGNORECASE)
_NOT_LIMITED = re.compile(r"(?:but )?(?:is |are )?not limited to", re.IGNORECASE)


def stance(document: Document, offered: bool | None = None, kinds: tuple[tuple[int, str], ...] = ()) -> Stance:
    """The stance of a posting.

    offered: the source's own form field, which wins over the text. kinds: (start, kind) of the posting's parts, because
    a clearance in a list of preferred things is not demanded.
    """
    found: dict[str, list[tuple[Evidence, bool]]] = {}
    for sentence in _joined(document):
        lowered = w.plain(sentence.text)
        for label in judge(lowered, sentence.text, _kind_at(sentence.start, kinds)):
            scoped = bool(visas.SCOPED.search(lowered))
            found.setdefault(label, []).append((Evidence(sentence.text, sentence.start), scoped))
    if OFFERS in found and REFUSES in found and all(scoped for _, scoped in found[REFUSES]):
        del found[REFUSES]  # "we sponsor in France, not outside of it" is a conditional offer
    labels = tuple(label for label in STRICTEST_FIRST if label in found)
    label = labels[0] if labels else NONE
    if offered is not None and label not in (CITIZENSHIP, CLEARANCE):
        said = OFFERS if offered else REFUSES
        evidence = found[said][0][0] if said in found else Evidence("", -1, "field")
        return Stance(said, evidence, (said, *(other for other in labels if other not in (OFFERS, REFUSES))), "field")
    return Stance(label, found[label][0][0] if labels else None, labels, "text")


def judge(lowered: str, text: str = "", kind: str = "") -> tuple[str, ...]:
    """Labels of one sentence as `wording.plain` writes it; `text` is the sentence as written."""
    if not w.TRIGGER.search(lowered) or w.QUESTION.search(lowered):
        return ()
    masked = w.mask(lowered)
    labels = []
    denied = bool(status.ANSWERED_NO.search(masked))  # "US citizenship required: no"
    clauses = [(clause, bool(w.SOFT.search(clause))) for clause in status.SOFT_ASIDE.sub(" ", masked).split(";")]
    if not denied and any(_citizenship(clause, soft, kind) for clause, soft in clauses):
        labels.append(CITIZENSHIP)
    if not denied and any(_clearance(clause, soft, kind) for clause, soft in clauses):
        labels.append(CLEARANCE)
    if _refuses(masked, text or lowered):
        labels.append(REFUSES)
    elif _offers(masked, text or lowered, kind):
        labels.append(OFFERS)
    if not labels and _authorization(masked, kind):
        labels.append(UNCLEAR)
    return tuple(labels)


def _refuses(masked: str, text: str) -> bool:
    if w.ENCOURAGED.search(masked) and not w.MUST.search(masked):
        return False
    if visas.REFUSE_STATUS.search(_NOT_LIMITED.sub(" ", text)) or visas.UNRESTRICTED.search(masked):
        return True
    return w.about_work_visas(masked) and bool(visas.REFUSE.search(masked)) and not visas.NOT_REFUSED.search(masked)


def _offers(masked: str, text: str, kind: str) -> bool:
    if visas.STATUS_WELCOME.search(text):
        return True
    if not w.about_work_visas(masked) or visas.DENIED.search(masked):
        return False
    if visas.SELLS_IT.search(masked) and not visas.FOR_YOU.search(masked):
        return False
    if w.DUTY.search(masked) or (kind in ("responsibilities", "required") and not visas.EMPLOYER_ACTS.search(masked)):
        return False
    return bool(visas.OFFER.search(masked))


def _citizenship(masked: str, soft: bool, kind: str) -> bool:
    if not status.CITIZEN.search(masked):
        return False
    if (
        status.CITIZEN_OR_AUTHORIZED.search(masked)
        or status.NOT_CITIZEN.search(masked)
        or (w.ENCOURAGED.search(masked))
    ):
        return False
    firm = bool(status.CITIZEN_FIRM.search(masked))
    if soft or kind == "preferred":
        return firm and not w.NOT_REQUIRED.search(masked)
    return firm or bool(status.CITIZEN_LISTED.search(masked))


def _clearance(masked: str, soft: bool, kind: str) -> bool:
    if (
        not status.CLEARANCE.search(masked)
        or w.DUTY.search(masked)
        or w.NOT_REQUIRED.search(masked)
        or status.NO_DEMAND.search(masked)
        or status.CLEARANCE_ASKED.search(masked)
        or (w.ENCOURAGED.search(masked) and not w.MUST.search(masked))
    ):
        return False
    if soft or kind == "preferred":
        return bool(status.CLEARANCE_FIRM.search(masked))
    return bool(status.CLEARANCE_DEMAND.search(masked)) or len(masked.split()) <= 14


def _authorization(masked: str, kind: str) -> bool:
    if status.EXPORT_LICENCE.search(masked):
        return True
    if not status.AUTHORIZED.search(masked) or status.VERIFIES.search(masked) or w.DUTY.search(masked):
        return False
    return kind != "responsibilities" and (bool(status.DEMAND.search(masked)) or len(masked.split()) <= 40)


def _kind_at(start: int, kinds: tuple[tuple[int, str], ...]) -> str:
    found = ""
    for place, kind in kinds:
        if place > start:
            break
        found = kind
    return found


def _joined(document: Document) -> Iterator[Sentence]:
    """Sentences that can matter; a short topic ("Visa sponsorship:") is read together with what follows it."""
    topic: Sentence | None = None
    block, worth = -1, False
    for sentence in sentences(document):
        if topic is not None:
            end = sentence.start + len(sentence.text)
            text = document.text[topic.start : end]
            if w.ANSWER.match(sentence.text.lower()):
                whole = Sentence(text, topic.start, topic.block)
                yield sentence if judge(w.plain(sentence.text), sentence.text) else whole
                # "Sponsorship? No Clearance required? Yes": the answer to one question ends with the next.
                topic = sentence if _ASKS_ON.search(sentence.text) else None
                continue
            if not _is_open(topic, document):
                yield topic
            topic = None
        if visas.ONLY_VISA.match(
            sentence.text
        ):  # a header line says "Lisbon | Visa | Relocation"; elsewhere it is a card
            if "|" in document.blocks[sentence.block].text:
                yield sentence
            continue
        if sentence.block != block:
            block = sentence.block
            worth = w.may_matter(document.blocks[block].text)
        if not worth or not w.TRIGGER.search(sentence.text.lower()):
            continue
        if _SHORT_TOPIC.match(sentence.text) and (
            w.FAQ.search(sentence.text.lower()) or not w.QUESTION.search(sentence.text.lower())
        ):
            topic = sentence
        else:
            yield sentence
    if topic is not None and not _is_open(topic, document):
        yield topic


def _is_open(topic: Sentence, document: Document) -> bool:
    """Whether a short topic was left without an answer: a question of the form, or a heading that names no demand."""
    if topic.text.rstrip().endswith("?"):
        return True
    block = document.blocks[topic.block]
    heading = block.tag.startswith("h") or block.bold or topic.text.rstrip().endswith(":")
    return heading and "clearance" in topic.text.lower() and not _DEMANDED.search(topic.text)
