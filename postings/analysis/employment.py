"""Employment type in the words of schema.org: FULL_TIME, PART_TIME, CONTRACTOR, TEMPORARY, INTERN, ..."""

import re

from .result import Evidence, Fact
from .text import Document, sentence_at

TYPES = ("FULL_TIME", "PART_TIME", "CONTRACTOR", "TEMPORARY", "INTERN", "VOLUNTEER", "PER_DIEM", "OTHER")
_TITLE = (
    (
        "INTERN",
        re.compile(
            r"\b(?:intern|interns|internship|co-?op|praktik\w+|stagiaire|stage|werkstudent\w*|working student)\b",
            re.IGNORECASE,
        ),
    ),
    ("PER_DIEM", re.compile(r"\bper[- ]diem\b|\bprn\b", re.IGNORECASE)),
    (
        "VOLUNTEER",
        re.compile(
            r"^\W*volunteer\b(?! (?:\w+ )?(?:manager|coordinator|program|community|engagement|services|director|lead|"
            r"specialist|recruit))|\bvolunteer\W*$",
            re.IGNORECASE,
        ),
    ),
    ("PART_TIME", re.compile(r"\bpart[- ]time\b|\bteilzeit\b|temps partiel|\bpt\b(?=\W*$)", re.IGNORECASE)),
    (
        "CONTRACTOR",
        re.compile(
            r"\bcontract(?:or)?\b(?! (?:manag|special|admin|negoti|analyst|attorney|counsel|law|lead|operations|sales|"
            r"engineer(?:ing)? lead))|\bfreelance\w*\b|\b1099\b|\bc2c\b|\bcontract[- ]to[- ]hire",
            re.IGNORECASE,
        ),
    ),
    (
        "TEMPORARY",
        re.compile(
            r"\btemp(?:orary)?\b|\bfixed[- ]term\b|\bftc\b|\bseasonal\b|maternity cover|\bcdd\b|befristet|interim\b",
            re.IGNORECASE,
        ),
    ),
    ("FULL_TIME", re.compile(r"\bfull[- ]time\b|\bvollzeit\b|temps plein|\bcdi\b", re.IGNORECASE)),
)
_TEXT = (
    (
        "CONTRACTOR",
        ("contract", "freelance", "c2c", "1099"),
        re.compile(
            r"(?:employment|job|position|contract|role) type\W{1,4}(?:contract|freelance|c2c|1099)|\bthis is an? "
            r"(?:[\w-]+ ){0,3}(?:contract|freelance)(?: \w+)? (?:role|position|opportunity|job|engagement)|"
            r"\bcontract[- ]to[- ]hire\b|\bindependent contractors?\b(?= (?:role|position|agreement|basis))|"
            r"\b\d{1,2}[- ]months? contract\b",
            re.IGNORECASE,
        ),
    ),
    (
        "TEMPORARY",
        ("temporary", "seasonal", "fixed"),
        re.compile(
            r"(?:employment|job|position|contract|role) type\W{1,4}(?:temporary|seasonal|fixed)|\bthis is an? "
            r"(?:[\w-]+ ){0,3}(?:temporary|fixed[- ]term|seasonal)\b|\b\d{1,2}[- ]month fixed[- ]term",
            re.IGNORECASE,
        ),
    ),
    (
        "PART_TIME",
        ("part-time", "part time"),
        re.compile(
            r"(?:employment|job|position|schedule|role|job) (?:type|status)?\W{1,4}part[- ]time|\bthis is an? "
            r"(?:[\w-]+ ){0,3}part[- ]time\b|\bpart[- ]time (?:role|position|opportunity|job|\()",
            re.IGNORECASE,
        ),
    ),
    (
        "INTERN",
        ("intern",),
        re.compile(
            r"(?:employment|job|position) type\W{1,4}intern|\bthis (?:\d+[- ]week |paid |summer )*internship\b",
            re.IGNORECASE,
        ),
    ),
    (
        "FULL_TIME",
        ("full-time", "full time", "fulltime", "vollzeit", "temps plein", "40 hours", "unbefristet"),
        re.compile(
            r"\bfull[- ]?time\b(?! (?:students?|enrol|degree))|\bvollzeit\b|temps plein|\b40 hours (?:a|per) week\b|"
            r"unbefristet",
            re.IGNORECASE,
        ),
    ),
)
_NOTICE = re.compile(r"privacy|personal (?:data|information)|your application|agreement", re.IGNORECASE)
_OTHERWISE = re.compile(
    r"benefits|eligible|offered to|available to|employees? (?:at|of|enjoy|receive|are)|conversion|equivalent|"
    r"for (?:all )?full[- ]time|students?|telework|some roles|\boffers\b",
    re.IGNORECASE,
)


def employment_type(document: Document, title: str, field: str) -> Fact:
    """A field of the source wins, then the title, then the text; empty when nothing says."""
    if field in TYPES:
        return Fact(field, "field", Evidence(field, -1, "field"))
    for name, pattern in _TITLE:
        match = pattern.search(title)
        if match:
            return Fact(name, "title", Evidence(match.group(), match.start(), "title"))
    for name, words, pattern in _TEXT:
        if not document.says(*words):
            continue
        for match in pattern.finditer(document.text):
            sentence = sentence_at(document, match.start())
            otherwise = _OTHERWISE if name == "FULL_TIME" else _NOTICE
            if not otherwise.search(sentence.text):
                return Fact(name, "text", Evidence(sentence.text, sentence.start))
    return Fact()
