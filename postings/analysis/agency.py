"""Staffing and recruiting agencies: marks in the name and in the text, with evidence."""

import re

from .result import Evidence, Signal
from .text import Document, sentences

_NAME = re.compile(
    r"\b(?:staffing|recruit(?:ing|ment|ers?)|talent (?:solutions|partners|group|acquisition)|search "
    r"(?:partners|group|firm)|executive search|headhunt\w*|personnel|manpower|employment agency|consultants? "
    r"group|resourcing|workforce solutions|temps?\b|placements?|"
    r"randstad|adecco|robert half|kelly services|kforce|teksystems|insight global|aerotek|allegis|hays|"
    r"michael page|page group|cybercoders|jobot|motion recruitment|apex systems|collabera|mastech|akkodis|"
    r"experis|manpowergroup|actalent|beacon hill|harnham|nigel frank|dice consulting|judge group|pyramid "
    r"consulting|artech|diverse lynx)\b",
    re.IGNORECASE,
)
_TEXT = re.compile(
    r"\b(?:our|my|the) client(?:'s|,| is|, an?| in| based| has| needs| seeks| are)?\b[^.]{0,60}\b(?:is "
    r"(?:looking|seeking|hiring|searching|a\b|an\b|currently|expanding)|seeks|needs|has an? (?:opening|need|"
    r"opportunity)|are (?:looking|seeking|hiring))|\bon behalf of (?:our|a|my) client|\bfor (?:our|one of "
    r"our) (?:direct )?clients?\b[^.]{0,30}(?:in|,|located|based)|\bwe are (?:an? )?(?:[\w-]+ "
    r"){0,4}(?:staffing|recruit(?:ing|ment)) (?:agency|firm|company)|"
    r"\bdirect client\b|\bend client\b|\bcorp[- ]to[- ]corp\b|\bc2c\b|\bw2 (?:only|contract|candidates)|\bno "
    r"third part(?:y|ies)\b(?! (?:recruit|agenc))|\bour client is\b|\bimplementation partner\b",
    re.IGNORECASE,
)
_AGAINST = re.compile(
    r"no (?:agenc|recruit)|agenc(?:y|ies)\b.{0,60}(?:unsolicited|not accept|do not|resume|cv)|unsolicited|"
    r"third[- ]part(?:y|ies) (?:recruit|agenc)",
    re.IGNORECASE,
)


def agency_signal(document: Document, company_name: str) -> tuple[Signal, tuple[Evidence, ...]]:
    """Strong by its name, or by two marks in the text; weak by one. "Our clients" alone says nothing."""
    reasons: list[str] = []
    proof: list[Evidence] = []
    weight = 0
    name = _NAME.search(company_name)
    if name:
        weight += 2
        reasons.append(f"The name says “{name.group()}”")
        proof.append(Evidence(name.group(), name.start(), "field"))
    if document.says("client", "staffing", "recruit", "c2c", "corp", "w2", "third part", "partner") and _TEXT.search(
        document.text
    ):
        for sentence in sentences(document):
            match = _TEXT.search(sentence.text)
            if match and not _AGAINST.search(sentence.text):
                weight += 1
                reasons.append(f"The text says “{match.group()}”")
                proof.append(Evidence(sentence.text, sentence.start))
                if len(proof) >= 4:
                    break
    return Signal("strong" if weight >= 2 else "weak" if weight else "none", tuple(reasons)), tuple(proof)
