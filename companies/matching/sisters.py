"""A8: sister firms of a large company that a person has accepted, each under a tax number of its own.

A large sponsor files through several firms: its services, its holding, its tax practice. Such a firm joins where it
begins with the company's coined word, sits in the same city and industry, and all else in both names is what large
firms call their parts. None joins a company that no person has accepted.

Read: all 48 such names of the 182 largest companies of the USCIS files, each of them taken as accepted; none is wrong.
At a tenth of the size surnames and everyday words come in (JEAN MARTIN, JEAN DESIGN), so LARGE is not to be lowered.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable

from companies.matching import never
from companies.matching.entities import Entity, Rejected, may_join
from companies.matching.evidence import UNCLASSIFIED, allowed, same_city, same_industry, same_state
from companies.matching.values import Employer
from companies.matching.words import is_common, loose_word

LARGE = 1_000  # volume: the name of a large sponsor is not borne by a stranger in its own city and industry
COINED = 5  # letters; shorter words are initials and syllables that many have

# Of a part that names no trade of its own.
_FUNCTIONS = """
    AMERICA AMERICAS BUSINESS CENTER CO COM COMPANY CORP CORPORATE CORPORATION DEVELOPMENT ENTERPRISE GLOBAL GROUP
    HOLDING INTERNATIONAL MANAGEMENT NORTH OPERATING OPERATIONS RESOURCES SERVICES SHARED SUPPORT USA WORLDWIDE
"""
# Of one that does. A venture arm, a foundation or a laboratory is often a brand of its own, so those are not here.
_TRADES = """
    ADVISORY ANALYTICS ASSET AUDIT BANK CLOUD COMMERCE COMPUTER CONSULTING DATA DIGITAL ENGINEERING FINANCE FINANCIAL
    FUNDS INFORMATION INNOVATION INSURANCE INVESTMENT LEASING MARKETING MARKETS MEDIA NETWORKS ONLINE PAYMENTS PRODUCTS
    PROFESSIONAL RETAIL SECURITIES SOFTWARE SOLUTIONS SYSTEMS TAX TECHNOLOGIES WEB
"""
FUNCTIONS = frozenset(map(loose_word, _FUNCTIONS.split()))
PARTS = FUNCTIONS | frozenset(map(loose_word, _TRADES.split()))


def a8(part: Employer, owner: Employer) -> bool:
    """`part` is a sister firm of `owner`. The caller knows that the word is the owner's alone."""
    ours, theirs = never.unlike_words(part, owner)
    if not {*ours, *theirs} <= PARTS:
        return False
    # The bare name beside one that names a trade may be the group above it: LARSEN & TOUBRO, … INFOTECH.
    is_above = not ours and not FUNCTIONS.issuperset(theirs)
    near = same_state(part, owner) and same_city(part, owner) and same_industry(part, owner)
    return near and part.naics2 not in UNCLASSIFIED and not is_above and allowed(part, owner)


def gather_sisters(owners: Iterable[Entity], rejected: Rejected) -> None:
    """Joins hubs of no company to the one accepted company that owns their first word."""
    bearers: dict[str, list[Entity]] = defaultdict(list)
    for entity in owners:
        if entity.head.words and not entity.disputed:
            bearers[entity.head.keys.first_token].append(entity)  # to the letter: BARCLAY is not BARCLAYS
    for word, entities in bearers.items():
        if len(word) < COINED or is_common(word):
            continue
        if (company := _owner(entities)) is not None:
            mine = [entity for entity in entities if entity.hub.company == company]
            for entity in entities:
                if entity.star is None and entity.company is None:
                    _join(entity, mine, rejected)


def _owner(entities: list[Entity]) -> Hashable | None:
    """The company that alone is accepted under this word, is large, and larger than any other group that has it."""
    volumes: dict[Hashable, int] = defaultdict(int)
    for entity in entities:
        volumes[entity.group] += sum(one.volume for one in entity.members)
    companies = {entity.hub.company for entity in entities} - {None}
    if len(companies) != 1:
        return None
    company = next(iter(companies))
    is_largest = volumes["company", company] >= max(LARGE, *volumes.values())
    return company if is_largest else None


def _join(entity: Entity, mine: list[Entity], rejected: Rejected) -> None:
    for other in mine:
        if may_join(entity, other, rejected) and any(a8(entity.head, one) for one in other.members):
            entity.star, entity.rule = other, "A8"
            return
