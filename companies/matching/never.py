"""Guards that stand above every rule: what is never linked without a person, however alike it looks.

Each function returns True when the two names must not be linked automatically.
"""

import re

from rapidfuzz import fuzz

from companies.matching.common_words import PLACES
from companies.matching.values import Employer
from companies.matching.words import is_common
from companies.name_words import STATES

# Organisations whose branches in two places are two employers to a seeker: campuses, clinics, franchises of
# care.
_LOCAL_KINDS = frozenset(["university", "care", "school", "government", "church"])
_NUMERAL = re.compile(r"\d+|I{1,3}|IV|VI{0,3}|IX")
_ACADEMIC_KINDS = frozenset(["university", "school"])
_SHORT_STUMP = 3  # letters at the end of a cut name
SAME_WORD = 85  # percent of letters: SOLUTIONS is SOLUTION, TECHONOLOGY is TECHNOLOGY


def forbid(left: Employer, right: Employer) -> bool:
    """Any reason that holds whatever the rule and the tax number."""
    return (
        shared_spelling(left, right)
        or different_numerals(left, right)
        or different_kinds(left, right)
        or different_places(left, right)
        or different_whole_tax_numbers(left, right)
    )


def shared_spelling(left: Employer, right: Employer) -> bool:
    """RADIOLOGY ASSOCIATES is the name of several firms: the spelling cannot say which one is meant."""
    return left.mixed or right.mixed


def different_numerals(left: Employer, right: Employer) -> bool:
    """FUND II is not FUND III, STORE 12 is not STORE 14. One numeral against none says nothing."""
    ours, theirs = _numerals(left), _numerals(right)
    return bool(ours and theirs and ours != theirs)


def different_kinds(left: Employer, right: Employer) -> bool:
    """A university, its hospital, its credit union and its foundation are different employers."""
    if _same_tax_number(left, right) and (is_cut_of(left, right) or is_cut_of(right, left)):
        return False
    ours, theirs = left.kinds, right.kinds
    if "university" in ours | theirs or "credit union" in ours | theirs:
        return ours != theirs
    return bool(ours and theirs and ours.isdisjoint(theirs))


def different_places(left: Employer, right: Employer) -> bool:
    """UC Davis is not UC Irvine, Delta Dental of Ohio not that of Iowa; a university is not one of its
    campuses.
    """
    ours, theirs = unlike_words(left, right)
    our_places, their_places = _places(ours), _places(theirs)
    if our_places and their_places:
        return True
    local = not _LOCAL_KINDS.isdisjoint(left.kinds | right.kinds)
    return local and bool(our_places or their_places)


def different_whole_tax_numbers(left: Employer, right: Employer) -> bool:
    """Two whole tax numbers that differ are two legal entities; only words that name somebody may outweigh
    that.
    """
    if not left.fein or not right.fein or left.fein == right.fein:
        return False
    return all(is_common(word) for word in set(left.words) & set(right.words))


def one_is_part_of_an_academy(left: Employer, right: Employer) -> bool:
    """A university and something that only one name adds (a school, an institute, a system) may be two
    brands.
    """
    if _ACADEMIC_KINDS.isdisjoint(left.kinds | right.kinds):
        return False
    ours, theirs = unlike_words(left, right)
    return bool(ours or theirs)


def unlike_words(left: Employer, right: Employer) -> tuple[list[str], list[str]]:
    """The words of each name that the other does not have, not even misspelled; what a cut took away is not
    unlike.
    """
    if is_cut_of(left, right) or is_cut_of(right, left):
        return [], []
    ours, theirs = _without_stump(left), _without_stump(right)
    for word in tuple(ours):
        other = next((other for other in theirs if _same_word(word, other)), None)
        if other is not None:
            ours.remove(word)
            theirs.remove(other)
    return ours, theirs


def is_cut_of(short: Employer, long: Employer) -> bool:
    """The words of a cut name begin the other one; its last word may be the stump of a word."""
    start = len(short.words) - 1
    return (
        short.keys.cut
        and 0 < start < len(long.words)
        and short.words[:start] == long.words[:start]
        and long.words[start].startswith(short.words[start])
    )


def _without_stump(employer: Employer) -> list[str]:
    """Two or three letters at the end of a cut name say nothing: MED CE, MED CT."""
    words = employer.words
    return list(words[:-1] if employer.keys.cut and len(words[-1]) <= _SHORT_STUMP else words)


def _same_word(left: str, right: str) -> bool:
    return left == right or (
        min(len(left), len(right)) > 4
        and left not in PLACES
        and right not in PLACES
        and fuzz.ratio(left, right) >= SAME_WORD
    )


def _same_tax_number(left: Employer, right: Employer) -> bool:
    return bool(left.tax4) and left.tax4 == right.tax4


def _numerals(employer: Employer) -> frozenset[str]:
    return frozenset(word for word in employer.keys.k2.split()[1:] if _NUMERAL.fullmatch(word))


def _places(words: list[str]) -> frozenset[str]:
    return frozenset(word for word in words if word in PLACES or word in STATES)
