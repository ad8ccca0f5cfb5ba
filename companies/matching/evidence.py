"""Single pieces of evidence about two names, from which the rules are put together."""

from collections.abc import Callable

from rapidfuzz import fuzz

from companies.matching import never
from companies.matching.common_words import PLACES
from companies.matching.kinds import KIND_WORDS
from companies.matching.values import Employer
from companies.matching.words import is_common, loose_word
from companies.name_words import LEGAL_WORDS

TYPING_ERROR = 92  # percent, edit ratio
CUT_FROM = 28  # letters of k0 from which a name may be a cut one
UNCLASSIFIED = frozenset(["", "99"])  # NAICS 99 says that nobody said
STUMP = 3  # letters that say which word was cut


def ends_where_cut(short: Employer, long: Employer) -> bool:
    """`short` has a length at which names are cut, and `long` goes on where it ends."""
    ours, theirs = short.keys.k0, long.keys.k0
    return short.keys.cut and len(ours) >= CUT_FROM and len(theirs) > len(ours) and theirs.startswith(ours)


def same_but_for_initials(left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    """NYU HOSPITALS is NEW YORK UNIVERSITY HOSPITALS: the initials of two to four words, and the rest word
    for word.
    """
    short, long = sorted((left, right), key=len)
    if not short or not 2 <= len(short[0]) <= 4:
        return False
    spelled, rest = long[: len(short[0])], long[len(short[0]) :]
    return short[0] == "".join(word[0] for word in spelled) and short[1:] == rest


def tax_number_mistyped(left: str, right: str) -> bool:
    """One digit off, or two neighbours swapped."""
    if len(left) != 4 or len(right) != 4:
        return False
    unlike = [place for place in range(4) if left[place] != right[place]]
    if len(unlike) == 1:
        return True
    swapped = len(unlike) == 2 and unlike[1] == unlike[0] + 1
    return swapped and left[unlike[0]] == right[unlike[1]] and left[unlike[1]] == right[unlike[0]]


def names_somebody(employer: Employer) -> bool:
    """At least one word that is no everyday word, no place and no legal form."""
    return any(not is_common(word) for word in employer.words)


def shares_a_naming_word(left: Employer, right: Employer) -> bool:
    return any(not is_common(word) for word in set(left.words) & set(right.words))


def allowed(left: Employer, right: Employer) -> bool:
    return not never.forbid(left, right)


def same_tax(left: Employer, right: Employer) -> bool:
    return bool(left.tax4) and left.tax4 == right.tax4


def same_state(left: Employer, right: Employer) -> bool:
    return bool(left.state) and left.state == right.state


def same_industry(left: Employer, right: Employer) -> bool:
    return bool(left.naics2) and left.naics2 == right.naics2


def says_so_itself(left: Employer, right: Employer) -> bool:
    """One name gives the other as its trade name. A former name may be another brand by now: that is for a person."""
    return any(
        one.keys.trade_kind == "trade" and one.keys.trade_k2 == other.keys.k2 and names_somebody(other)
        for one, other in ((left, right), (right, left))
    )


def same_business(left: Employer, right: Employer) -> bool:
    """The same state and industry; an industry that is not known is made up for by the city."""
    unknown = left.naics2 in UNCLASSIFIED or right.naics2 in UNCLASSIFIED
    return same_state(left, right) and (same_city(left, right) if unknown else left.naics2 == right.naics2)


def same_city(left: Employer, right: Employer) -> bool:
    return bool(left.city) and left.city.casefold() == right.city.casefold()


def same_first_word(left: Employer, right: Employer) -> bool:
    return left.words[:1] == right.words[:1] != ()


def nearly_the_same_letters(left: Employer, right: Employer) -> bool:
    same_frame = same_first_word(left, right) or left.words[1:] == right.words[1:]
    return same_frame and fuzz.ratio(left.keys.k2, right.keys.k2) >= TYPING_ERROR


def ratio(scorer: Callable[[str, str], float], left: Employer, right: Employer) -> float:
    return scorer(" ".join(left.words), " ".join(right.words))


def one_goes_on(left: Employer, right: Employer) -> bool:
    """In one state, all words of the one (two or more) begin the other: CLEVELAND CLINIC, CLEVELAND CLINIC
    FOUNDATION.
    """
    short, long = sorted((left.words, right.words), key=len)
    return len(short) > 1 and long[: len(short)] == short and same_state(left, right)


def legal_forms_differ(left: Employer, right: Employer) -> bool:
    """Both name one, and not the same: INC of one place and LLC of another are often two firms."""
    return left.keys.k1 != left.keys.k2 and right.keys.k1 != right.keys.k2 and left.keys.k1 != right.keys.k1


def trades_agree(left: Employer, right: Employer) -> bool:
    """Two trade names of one legal name may be two brands; a cut one may be the other."""
    ours, theirs = left.keys.trade_k2, right.keys.trade_k2
    return not ours or not theirs or ours.startswith(theirs) or theirs.startswith(ours)


def places_agree(left: Employer, right: Employer, *, certain: bool) -> bool:
    """Without tax numbers, known states must not differ; an uncertain name needs state and industry in common."""
    if left.state and right.state and left.state != right.state:
        return False
    return certain or (same_state(left, right) and same_industry(left, right))


def only_completes(short: Employer, long: Employer) -> bool:
    """What the cut took away is the rest of a word and words that name nobody: no place, no second
    organisation.
    """
    rest = long.keys.k0[len(short.keys.k0) :]
    ending, _, further = rest.partition(" ")
    stump = short.keys.k0.split()[-1]
    if ending and len(stump) < STUMP and not _says_nothing(stump + ending):
        return False
    if ending and stump + ending in PLACES and len(stump) <= STUMP:
        return False
    return all(_says_nothing(word) for word in further.split())


def _says_nothing(word: str) -> bool:
    return word in LEGAL_WORDS or word == "AND" or (is_common(word) and loose_word(word) not in PLACES | KIND_WORDS)
