"""What the rules see of one published name, and what they say about it."""

from collections.abc import Hashable
from dataclasses import dataclass
from functools import cached_property

from companies.matching.kinds import kinds_of
from companies.matching.words import loose_words, without_country
from companies.names import NameKeys, name_keys


@dataclass(frozen=True)
class Employer:
    """One name as one source publishes it. Empty text: the source is silent."""

    id: Hashable
    name: str
    tax4: str = ""  # last four digits of the tax number that most of its volume carries
    city: str = ""
    state: str = ""
    naics2: str = ""
    volume: int = 0
    fein: str = ""  # keyed hash of the whole tax number
    mixed: bool = False  # the spelling is shared: large parts of its volume carry unlike tax numbers

    @cached_property
    def keys(self) -> NameKeys:
        return name_keys(self.name)

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words of k2 in the loosest form that a shared tax number justifies."""
        return loose_words(self.keys.k2, cut=self.keys.cut)

    @cached_property
    def kinds(self) -> frozenset[str]:
        return kinds_of(self.words, cut=self.keys.cut)

    @cached_property
    def loose(self) -> str:
        return "".join(self.words)

    @cached_property
    def domestic(self) -> str:
        """k2 without the trailing country: JUNIPER NETWORKS US is JUNIPER NETWORKS."""
        return without_country(self.keys.k2)

    @cached_property
    def order(self) -> tuple[int, str, str, str, str, str, str]:
        """Sorts the largest first, then by content: never by the order of rows."""
        return (-self.volume, self.keys.k0, self.name, self.tax4, self.state, self.naics2, str(self.id))


@dataclass(frozen=True, slots=True)
class Link:
    """`employer` belongs to the group founded by `hub`; `rule` is empty for the hub itself."""

    employer: Employer
    hub: Employer
    rule: str
    group: tuple[str, Hashable]  # ("company", the curated company) or ("hub", the id of the hub)
