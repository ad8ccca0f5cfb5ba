"""Rules A0–A7: when two published names are surely the same company. Small pure functions over two names.

What a rule asks for beside a like name (a shared tax number, a state, an industry) is there because like
names alone are wrong in one pair of twenty, read over all names of the USCIS files.
"""

from rapidfuzz import fuzz

from companies.matching import never
from companies.matching.evidence import (
    allowed,
    ends_where_cut,
    legal_forms_differ,
    names_somebody,
    nearly_the_same_letters,
    one_goes_on,
    only_completes,
    places_agree,
    ratio,
    same_business,
    same_but_for_initials,
    same_city,
    same_first_word,
    same_industry,
    same_state,
    same_tax,
    says_so_itself,
    shares_a_naming_word,
    tax_number_mistyped,
    trades_agree,
)
from companies.matching.values import Employer
from companies.matching.words import is_common

VERSION = 2  # of all rules together; stored with every link

LIKE = 80  # percent, token_set or token_sort ratio of A4
VERY_LIKE = 90  # the same, of names that begin with an everyday word, in two states


def a0(left: Employer, right: Employer) -> bool:
    """The same whole tax number, and a word that names somebody."""
    return bool(left.fein) and left.fein == right.fein and shares_a_naming_word(left, right) and allowed(left, right)


def a1(left: Employer, right: Employer) -> bool:
    """The same name and legal form, however abbreviated, unless tax number and place say otherwise."""
    if not left.keys.k1 or left.keys.k1 != right.keys.k1 or not allowed(left, right):
        return False
    if left.tax4 and right.tax4:
        return left.tax4 == right.tax4 or same_business(left, right)
    silent = not left.state or not right.state
    return trades_agree(left, right) and places_agree(left, right, certain=silent or names_somebody(left))


def a2(left: Employer, right: Employer) -> bool:
    """The same words, legal form apart, and the same tax number. One may say HP for HEWLETT PACKARD."""
    if not same_tax(left, right) or not left.loose or never.shared_spelling(left, right):
        return False
    by_initials = same_but_for_initials(left.words, right.words) and (
        same_state(left, right) or min(len(left.words), len(right.words)) > 1
    )
    if by_initials or says_so_itself(left, right):
        return True
    alike = left.loose == right.loose or left.keys.joined == right.keys.joined
    return alike and allowed(left, right)


def a3(left: Employer, right: Employer) -> bool:
    """The same words where one side has no tax number. The caller knows that nobody else has these words."""
    if (left.tax4 and right.tax4) or not left.keys.k2 or left.keys.k2 != right.keys.k2:
        return False
    certain = names_somebody(left) and " " in left.keys.k2 and not legal_forms_differ(left, right)
    return trades_agree(left, right) and places_agree(left, right, certain=certain) and allowed(left, right)


def a4(left: Employer, right: Employer) -> bool:
    """The same tax number, the same first word, and names that are alike throughout.

    How much likeness is asked for follows from how many unlike firms share a first word and four digits by
    chance. Counted on 166,661 names: 305 pairs begin with an everyday word, 30 with any other, 3 of these in
    one state and industry.
    """
    if not same_tax(left, right) or not same_first_word(left, right):
        return False
    if is_common(left.words[0]):
        least = LIKE if same_state(left, right) else VERY_LIKE
        alike = ratio(fuzz.token_sort_ratio, left, right) >= least or one_goes_on(left, right)
    else:
        near = same_state(left, right) and same_industry(left, right)
        alike = near or ratio(fuzz.token_set_ratio, left, right) >= LIKE
    return alike and not never.one_is_part_of_an_academy(left, right) and allowed(left, right)


def a5(left: Employer, right: Employer) -> bool:
    """A typing error in the name, under one tax number."""
    return (
        same_tax(left, right)
        and nearly_the_same_letters(left, right)
        and not never.one_is_part_of_an_academy(left, right)
        and allowed(left, right)
    )


def a5_tax_number(left: Employer, right: Employer) -> bool:
    """A typing error in the tax number, perhaps in the name too: in one state and industry."""
    return (
        tax_number_mistyped(left.tax4, right.tax4)
        and same_first_word(left, right)
        and names_somebody(left)
        and same_state(left, right)
        and same_industry(left, right)
        and nearly_the_same_letters(left, right)
        and never.unlike_words(left, right) == ([], [])
        and allowed(left, right)
    )


def a6(left: Employer, right: Employer) -> bool:
    """The shorter name is the longer one, cut where the publisher cuts. No tax number speaks against it."""
    short, long = sorted((left, right), key=lambda employer: len(employer.keys.k0))
    if not ends_where_cut(short, long) or not allowed(left, right):
        return False
    if left.tax4 and right.tax4:
        return left.tax4 == right.tax4
    return trades_agree(left, right) and places_agree(left, right, certain=True) and only_completes(short, long)


def a7(left: Employer, right: Employer) -> bool:
    """The same words in one city and industry under two tax numbers: a firm formed again, or another entity.

    Read: 60 such pairs of the USCIS files, none wrong; without the city, three of 60.
    """
    return (
        bool(left.domestic)
        and left.domestic == right.domestic
        and same_state(left, right)
        and same_industry(left, right)
        and same_city(left, right)
        and names_somebody(left)
        and allowed(left, right)
    )
