"""A job title as written → the form in which titles are compared, looked up and learned."""

import re
import unicodedata
from functools import lru_cache

# Raise it with any change below: look-up counts and the model hold only for the form they were made with.
VERSION = "1"

_LONGEST = 300  # characters read of a title; DOL cuts at 60 to 150
_SHORT_FORMS = {
    "sr": "senior",
    "snr": "senior",
    "jr": "junior",
    "mgr": "manager",
    "mngr": "manager",
    "mgmt": "management",
    "mgt": "management",
    "dev": "developer",
    "devloper": "developer",
    "eng": "engineer",
    "engr": "engineer",
    "engg": "engineering",
    "engrg": "engineering",
    "asst": "assistant",
    "assoc": "associate",
    "dir": "director",
    "admin": "administrator",
    "vp": "vice president",
    "avp": "assistant vice president",
    "svp": "senior vice president",
    "evp": "executive vice president",
    "prof": "professor",
    "spec": "specialist",
    "rep": "representative",
    "coord": "coordinator",
    "cons": "consultant",
    "cslt": "consultant",
    "prog": "programmer",
    "princ": "principal",
    "tech": "technology",
    "info": "information",
    "sys": "systems",
    "sw": "software",
    "hw": "hardware",
    "app": "application",
    "apps": "applications",
    "arch": "architect",
    "qa": "quality assurance",
    "sqa": "software quality assurance",
    "hr": "human resources",
    "bi": "business intelligence",
    "bus": "business",
    "ops": "operations",
    "dept": "department",
    "fullstack": "full stack",
    "frontend": "front end",
    "backend": "back end",
    "postdoctoral": "post doctoral",
    "postdoctorate": "post doctoral",
    "postdoc": "post doctoral",
    "cybersecurity": "cyber security",
    "datawarehouse": "data warehouse",
    "dotnet": ".net",
    "pgm": "program",
    "proj": "project",
    "acct": "account",
    "fin": "finance",
    "mktg": "marketing",
    "mfg": "manufacturing",
    "ml": "machine learning",
}
_AND = re.compile(r"&(?:amp;)?|\+(?=\s)")
# Requisition numbers and codes of any kind: 1615.28556, KBGFJG141451-6, 15-1199.09, JC60, L4, R0012345.
_NUMBERS = re.compile(
    r"(?<![a-z])#?\d[\d.,/-]{2,}(?![a-z\d])|\b(?:jc|l|ic)[ -]?\d{1,2}\b|\b[a-z]*\d{3,}[a-z\d]*(?:-\d+)*\b"
)
_GRADES = re.compile(r"(?<![\w.+#])(?:i{1,3}|iv|vi{0,3}|[1-9])(?![\w+#.]|-[a-z])")
_GRADE_WORDS = frozenset(["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", *"123456789"])
_GENDERS = re.compile(r"\b[mfwdx](?:/[mfwdx*]){1,3}\b")
_SLASHED = re.compile(r"\b([a-z])/([a-z])\b")  # w/o, r/d: one letter each side
_PHRASES = ((" r and d ", " research and development "), (" dot net ", " .net "))
_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"\.net\b|[^\W_]+(?:\+\+|#)?")


def normalise(title: str) -> str:
    """A title in lower case, without requisition ids, grades and punctuation, short forms spelled out.

    `+`, `#` and `.net` are kept, for they tell languages apart. Empty when no letter is left.
    """
    return _normalise(title[:_LONGEST])


@lru_cache(maxsize=16_384)  # filings repeat their titles; the cut above bounds what is remembered
def _normalise(title: str) -> str:
    text = title if title.isascii() else unicodedata.normalize("NFKC", title)
    text = text.lower().replace("’", "'")
    if "&" in text or "+" in text:
        text = _AND.sub(" and ", text)
    if slashed := "/" in text:
        text = _GENDERS.sub(" ", text)
    if _DIGIT.search(text):
        text = _NUMBERS.sub(" ", text)
    text = text.replace("'s ", "s ").replace("'", "")
    if slashed:
        text = _SLASHED.sub(r"\1\2", text)
    words = _WORD.findall(text)
    if not _GRADE_WORDS.isdisjoint(words):
        words = _WORD.findall(_GRADES.sub(" ", text))
    plain = f" {' '.join([_SHORT_FORMS.get(word, word) for word in words])} "
    for short, long in _PHRASES:
        plain = plain.replace(short, long)
    return plain.strip() if any(map(str.isalpha, plain)) else ""
