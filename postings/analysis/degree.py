"""The lowest degree that a posting accepts, and whether it insists."""

import re

from .result import Degree, Evidence
from .text import Document, spans

LEVELS = ("high_school", "associate", "bachelor", "master", "doctorate")
_LEVELS = (
    (
        "high_school",
        re.compile(r"\bhigh[- ]school\b|\bged\b|\bsecondary (?:school|education)|\bh\.?s\.? diploma", re.IGNORECASE),
    ),
    (
        "associate",
        re.compile(
            r"\bassociate(?:['’]?s|s['’])?(?: of \w+)?(?: \w+)? degree|\bassociate(?:['’]s|s['’])\b|\bA\.?A\.?S?\.? "
            r"degree|\b2[- ]year (?:college )?degree|two-year degree|\b(?:associate|associates) or\b",
            re.IGNORECASE,
        ),
    ),
    (
        "bachelor",
        re.compile(
            r"\bbachelor|\bundergraduate degree|\b4[- ]year (?:college )?degree|\bfour[- ]year degree|\bcollege "
            r"degree|\buniversity degree|\bbaccalaureate|\bhochschul|\bstudium\b|\bfachhochschul",
            re.IGNORECASE,
        ),
    ),
    (
        "bachelor",
        re.compile(
            r"\b(?:B\.?S\.?c?|B\.?A\.?|B\.E\.?|BE(?= ?(?:/|in\b|or\b|degree))|B\.?Tech"
            r"|BEng|BBA|BSN|BFA|LL\.?B)\b(?=[\s,/.)&(]|$)(?! ?\.?\w*@)"
        ),
    ),
    (
        "master",
        re.compile(
            r"\bmaster['’]s\b|\bmasters?\b['’]?(?=[ ,]*(?:degree|level|in [A-Z]|of (?:science|arts|business|"
            r"engineering|public|social|laws)|or (?:ph|doct|higher|above|mba)|preferred|/ ?ph))|\b(?:or|and|/|,|a) "
            r"?masters?\b(?= in\b|$|[,.;])|\bgraduate degree|\badvanced degree|\bpost-?graduate|\bmba\b|\bbac ?\+ ?5|"
            r"école d['’]ingénieur",
            re.IGNORECASE,
        ),
    ),
    (
        "master",
        re.compile(
            r"\b(?:M\.?S\.?c?|M\.?Eng|M\.?Tech|MPH|MSW|MSN|LL\.?M|MFA|MPA|MPP)\b(?=[\s,/.)&(]|$)(?! (?:Office|Excel|"
            r"Word|Teams|SQL|Project|PowerPoint|Dynamics|Azure|Windows|Access|Outlook))"
        ),
    ),
    (
        "doctorate",
        re.compile(
            r"\bph\.?\s?d\b|\bdoctora|\bm\.?d\.?(?=[\s,/.)]|$)(?=.*(?:degree|required|licen|board|physician))|"
            r"\bj\.?d\.?\b(?=.*(?:degree|required|law|bar\b|accredited))|\bpharm\.?d|\bdnp\b|\bpsy\.?d|\bed\.?d\b|"
            r"\bdds\b|\bdvm\b|\bpostdoc|\bpromotion\b in ",
            re.IGNORECASE,
        ),
    ),
)
_ANY_DEGREE = re.compile(
    r"\bdegree in\b|\bdegreed? (?:or|from|with|required)|\b(?:relevant|technical|related|engineering|stem|"
    r"business|science|finance|accounting|quantitative|nursing|academic) degree|\ba degree\b|"
    r"\blicence (?:en|pro\b|professionnelle|universitaire)|"
    r"\bgrado\b",
    re.IGNORECASE,
)
_WORDS = (
    "degree",
    "bachelor",
    "master",
    "phd",
    "ph.d",
    "ph. d",
    "doctor",
    "diploma",
    "ged",
    "mba",
    "studium",
    "licence",
    "j.d",
    "m.d",
    "pharm",
    "hochschul",
    "ingénieur",
    "bac +",
    "bac+",
    "high school",
    "undergrad",
    "baccalaureate",
    "postdoc",
    "beng",
    "b.tech",
    "btech",
)
_LETTERS = re.compile(r"\b(?:B\.?[SA]|M\.?[SA]c?|JD|MD|BSN|MSW|MPH|DNP|BSc|BE)\b")
_EQUIVALENT = re.compile(
    r"or (?:\w+ ){0,4}?(?:equivalent|comparable|commensurate)|equivalent (?:\w+ ){0,3}experience|"
    r"\bor\b[^.;]{0,40}\bexperience|in lieu|oder vergleichbar|ou équivalent|or similar(?! field)|not required|"
    r"no degree",
    re.IGNORECASE,
)
_PREFERRED = re.compile(
    r"prefer|a plus|\bbonus|desir|ideal|nice to have|advantage|asset|optional|helpful|pursuing|strongly considered",
    re.IGNORECASE,
)
_INSISTS = re.compile(r"\brequire|\bmust\b|\bminimum\b|\bat least\b|\bmandatory\b", re.IGNORECASE)
_NOT_ASKED = re.compile(
    r"tuition|reimburse|degrees? (?:of (?!arts|science)|fahrenheit|celsius)|360|high degree|some degree|to a "
    r"degree|alumni|students? (?:with|who|pursu)|stanford|our team|our founders|founded by|master(?:ing|y)|"
    r"scrum master|master data|master service|masterclass|master plan|BS meetings|don['’]t require|do not "
    r"require|masters? of (?!science|arts|business|engineering|public|social|laws)|high school students|"
    r"school districts|students|graduated from",
    re.IGNORECASE,
)


def degree(document: Document, kinds: tuple[tuple[int, str], ...] = ()) -> Degree | None:
    """The demand of the requirements, else the first demand of the text; None when no degree is spoken of."""
    if not document.says(*_WORDS) and not _LETTERS.search(document.text):
        return None
    best: tuple[int, Degree] | None = None
    at, kind = 0, ""
    for block in document.blocks:
        while at < len(kinds) and kinds[at][0] <= block.start:
            kind = kinds[at][1]
            at += 1
        if kind in ("benefits", "company") or not _may_speak(block.text):
            continue
        for begin, end in spans(block.text):
            sentence = block.text[begin:end]
            read = _read(sentence, Evidence(sentence, block.start + begin), kind)
            if read is None:
                continue
            rank = (not read.required) + 2 * (kind == "preferred") + (kind not in ("required", "preferred"))
            if best is None or rank < best[0]:
                best = rank, read
    return best[1] if best else None


def _may_speak(text: str) -> bool:
    lowered = text.lower()
    return any(word in lowered for word in _WORDS) or bool(_LETTERS.search(text))


def _read(sentence: str, evidence: Evidence, kind: str) -> Degree | None:
    if not _may_speak(sentence) or _NOT_ASKED.search(sentence):
        return None
    found = [(level, match.start()) for level, pattern in _LEVELS if (match := pattern.search(sentence))]
    if not found and (any_degree := _ANY_DEGREE.search(sentence)):
        found = [("bachelor", any_degree.start())]
    if not found:
        return None
    firm = [
        (level, place)
        for level, place in found
        if not _PREFERRED.search(sentence[place : place + 90].split(";")[0].split(".")[0])
    ]
    levels = [level for level, _ in (firm or found)]
    lowest = min(levels, key=LEVELS.index)
    required = bool(firm) and kind != "preferred" and not _EQUIVALENT.search(sentence)
    required = required or (
        bool(_INSISTS.search(sentence))
        and bool(firm)
        and kind != "preferred"
        and "not required" not in sentence.lower()
    )
    return Degree(lowest, required, evidence)
