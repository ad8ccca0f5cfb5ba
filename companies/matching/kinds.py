"""What sort of organisation a name says it is."""

_CARE = "HOSPITAL HEALTH HEALTHCARE CLINIC MEDICAL MEDICINE PHYSICIAN CANCER NURSING HOSPICE DENTAL"
_KINDS = {
    "university": ("UNIVERSITY", "COLLEGE", "POLYTECHNIC"),
    "care": tuple(_CARE.split()),
    "credit union": ("CREDIT",),
    "school": ("SCHOOL", "ACADEMY", "CHARTER", "ISD"),
    "government": ("CITY", "COUNTY", "POLICE", "DEPARTMENT", "COURT", "DISTRICT", "MUNICIPAL"),
    "foundation": ("FOUNDATION", "ENDOWMENT", "ALUMNI"),
    "church": ("CHURCH", "DIOCESE", "ARCHDIOCESE", "PARISH"),
}
_KIND_OF = {word: kind for kind, words in _KINDS.items() for word in words}
KIND_WORDS = frozenset(_KIND_OF)
_STUMP = 5  # letters; HOSPI at the end of a cut name is HOSPITAL
_NONE: frozenset[str] = frozenset()


def kinds_of(words: tuple[str, ...], *, cut: bool) -> frozenset[str]:
    """Empty for an ordinary firm."""
    found = {kind for word in words if (kind := _KIND_OF.get(word))}
    if cut and words and len(words[-1]) >= _STUMP:
        found |= {kind for word, kind in _KIND_OF.items() if word.startswith(words[-1])}
    return frozenset(found) if found else _NONE
