"""Places as written and the text → city, state, country, workplace, and from where one may work remotely."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

from . import gazetteer as gaz
from .result import Evidence, Location, Place
from .text import Document, sentence_at

MAX_PLACES = 40
_REGIONS = {
    "emea": "EMEA", "europe": "Europe", "eu": "Europe", "apac": "APAC", "asia": "Asia", "latam": "LATAM",
    "latin america": "LATAM", "north america": "North America", "south america": "South America",
    "americas": "Americas",
    "worldwide": "Worldwide", "global": "Worldwide", "anywhere": "Worldwide", "africa": "Africa",
    "middle east": "Middle East", "mena": "MENA", "nordics": "Nordics", "dach": "DACH", "benelux": "Benelux",
    "eastern europe": "Europe", "western europe": "Europe",
}  # fmt: skip
_WORKPLACE = (
    ("hybrid", re.compile(r"\bhybrid(?:es)?\b|\bteilweise remote", re.IGNORECASE)),
    (
        "remote",
        re.compile(
            r"\bremote(?:ly)?\b|\bwork from (?:home|anywhere)\b|\bwfh\b|télétravail|home ?office|\btelework|"
            r"\bvirtual\b|\banywhere\b",
            re.IGNORECASE,
        ),
    ),
    ("on_site", re.compile(r"\bon[- ]?site\b|\bin[- ](?:office|person)\b|\bvor ort\b|présentiel", re.IGNORECASE)),
)
_NOISE = re.compile(
    r"\b(?:hybrid|remote(?:ly)?|on-?site|in-?office|in-?person|office|hq|headquarters|head office|location|"
    r"based|only|first|friendly|possible|ok|flexible|work from home|wfh|field|various|global|international|"
    r"multiple locations?|metro(?:politan)?(?: area)?|greater|area|region|city of|downtown|or|and|any ?city|"
    r"(?:east|west|gulf) coast|mid-?west|(?:north|south)-?(?:east|west)(?:ern)?(?=$|,? (?:us|usa|united))|"
    r"(?:eastern|western|central|pacific|mountain) (?:time(?: zone)?|(?=us\b|usa\b|united))|"
    r"travel|position|home|within|the|from|in|virtual|anywhere in|anywhere|\+ ?\d+ more…?)\b",
    re.IGNORECASE,
)
_SPLIT_PLACES = re.compile(
    r"\s*(?:;|(?<=\)),|\||\n|•|·|(?<!\w)/(?!\w)|\s/\s|(?<=[a-z])/(?=[A-Z])|(?<=\b[A-Z]{2})/(?=[A-Z])|\bor\b|\s&\s|"
    r"\band\b)\s*"
)
_SPLIT_PARTS = re.compile(
    r"\s*(?:,|\s[-–—]\s|(?<=\w)[-–—]\s|\s(?=[A-Z]{2}$)|[()\[\]:]|(?<=[A-Za-z])[-–](?=[A-Z])|\+\d+ more)\s*"
)
_POSTCODE = re.compile(r"\b\d{4,6}(?:-\d{3,4})?\b|\b[A-Z]{1,2}\d{1,2}[A-Z]?[ -]?\d[A-Z]{2}\b")
_CITY_STATE = re.compile(r"((?:[A-Z][\w.'’-]+ ?){1,3}), ([A-Z]{2})\b")
_LINE = re.compile(
    r"^(?:job |work |office |primary )?(?:locations?|standort|lieu|ubicación|where)\s*[:–-]\s*(?P<place>.{2,120})$",
    re.IGNORECASE,
)
_COUNTRY_IN_TEXT = (
    r"(?P<where>(?:the )?(?:US|U\.S\.(?:A\.)?|USA|United States|UK|United Kingdom|Canada|Europe(?:an Union)?|EU|"
    r"EMEA|LATAM|Latin America|North America|Germany|France|Spain|Portugal|Poland|India|Brazil|Mexico|Australia|"
    r"Ireland|Netherlands|Philippines|APAC))"
)
_REMOTE_FROM = re.compile(
    r"(?:remote(?:ly)?|work(?:ing)? from (?:home|anywhere)|anywhere|based|located|reside|"
    r"residents?)\b[^.;\n]{0,40}?\b(?:in|within|across|from|of|to)\b[^.;\n]{0,20}?" + _COUNTRY_IN_TEXT + r"(?![a-z])"
)
_NOT_REMOTE = re.compile(
    r"\b(?:not|no|isn't|isn’t|cannot|non)\b[^.]{0,30}\bremote|remote (?:work )?(?:is )?not|not (?:a )?remote",
    re.IGNORECASE,
)
_OTHER_VISITS = re.compile(
    r"\b(?:lunch|interview|dinner|snack|meal|offsite|off-site|candidates? (?:who|will))", re.IGNORECASE
)
_SAYING = (
    "remote",
    "hybrid",
    "on-site",
    "onsite",
    "on site",
    "in-office",
    "in office",
    "the office",
    "our office",
    "in-person",
    "in person",
    "from anywhere",
)
_SAYS = (
    (
        "hybrid",
        re.compile(
            r"\bhybrid (?:role|position|work|schedule|model|environment|policy|team|setup|arrangement|in|basis|"
            r"working|opportunity|job)|\bhybrid\b[^.\n]{0,20}(?:\d|days)|\b(?:[1-4]|one|two|three|four|1-2|2-3|"
            r"3-4)(?:\+)? days?(?: a| per|/|\s*week| each| in)[^.\n]{0,25}(?:office|on-?site|in[- ]person)|(?:office|"
            r"on-?site|in[- ]person)[^.\n]{0,20}\b(?:[1-4]|one|two|three|four)(?:\+)? days",
            re.IGNORECASE,
        ),
    ),
    (
        "remote",
        re.compile(
            r"\b(?:fully|100%|completely|entirely|all|full[- ]time) remote|remote[- ](?:first|only|position|role|job|"
            r"opportunity|friendly|based)|\bthis (?:is a |role is |position is |job is |position can be |role can be "
            r")(?:fully |100% |a )?remote|location\W{1,3}(?:fully |100% )?remote|work (?:remotely )?from anywhere|"
            r"\bremote \(|\bremote within|(?:can|may|will) (?:be |work )(?:performed )?(?:fully |100% )?remote",
            re.IGNORECASE,
        ),
    ),
    (
        "on_site",
        re.compile(
            r"\b(?:fully|100%|this (?:is an?|role is|position is)(?: an?)?) (?:on-?site|in[- ](?:office|person))|"
            r"\b(?:on-?site|in[- ](?:office|person))\b[^.\n]{0,25}(?:5|five) days|(?:5|five) "
            r"days[^.\n]{0,25}(?:on-?site|in[- ](?:office|person)|office)|on-?site (?:role|position|only|in|at|"
            r"required)|in[- ](?:office|person) (?:role|position|in|at)|\bonsite\b",
            re.IGNORECASE,
        ),
    ),
)


def locate(document: Document, title: str, raw: Iterable[str], country_code: str, workplace: str) -> Location:
    """Structured places win; where there are none, a "Location:" line of the text is read."""
    written = [place for place in raw if place.strip()]
    evidence: Evidence | None = None
    if not written:
        line = _line_in_text(document)
        if line is not None:
            written, evidence = [line[0]], line[1]
    places = list(dict.fromkeys(place for text in written for place in read_places(text, country_code)))[:MAX_PLACES]
    where, proof, method = _workplace(document, title, written, workplace)
    return Location(
        tuple(places),
        where,
        _remote_from(document, written, places) if where == "remote" else (),
        method,
        evidence,
        proof,
    )


@lru_cache(maxsize=20_000)  # a board names few places, and many boards the same ones
def read_places(text: str, country_code: str = "") -> tuple[Place, ...]:
    """ "Seattle, WA or Remote (US)" → the places it names; a place that names nothing known has only `raw`."""
    return tuple(_read_places(text, country_code))


def _read_places(text: str, country_code: str) -> Iterator[Place]:
    text = _POSTCODE.sub(" ", text[:300])
    found = False
    for piece in _SPLIT_PLACES.split(text):
        for place in _read_piece(piece.strip(" ,-–"), country_code):
            found = True
            yield place
    if not found and (inside := _CITY_STATE.search(text)) and gaz.us_state(inside[2]):
        found = True
        yield Place(" ".join(text.split()), inside[1], inside[2], "US")
    if not found and text.strip():
        yield Place(raw=" ".join(text.split()), country_code=country_code)


def _read_piece(piece: str, country_code: str) -> list[Place]:
    pairs = [(city, state) for city, state in _CITY_STATE.findall(piece) if gaz.us_state(state)]
    if len(pairs) > 1:  # "Los Angeles, CA, Sacramento, CA"
        return [Place(" ".join(piece.split()), city.strip(), state, "US") for city, state in pairs]
    words = [_tidy(part) for part in _SPLIT_PARTS.split(piece)]
    parts = [part for part in words if part and part.lower() not in _REGIONS]
    if not parts:
        return []
    raw = " ".join(piece.split())
    several = [gaz.known_city(part) or _best_city(part, "", country_code) for part in parts]
    if len(parts) > 1 and all(several) and not any(_names_land(part) for part in parts) and not _is_region(parts):
        lands = {city[2] for city in several if city}
        if len(lands) > 1 or len(parts) > 2:  # "London, Berlin, Paris" is a list of cities
            return [Place(raw, *city) for city in several if city]
    place = _resolve(parts, country_code)
    return [replace(place, raw=raw)] if place else []


def _tidy(part: str) -> str:
    return _NOISE.sub(" ", part).strip(" -–,./*#").replace("  ", " ")


def _names_land(part: str) -> bool:
    """Whether a part can name a state or a country; "New York" and "Singapore" are taken for the city."""
    if gaz.known_city(part):
        return False
    return bool(gaz.country(part) or gaz.us_state(part) or gaz.is_country_code(part))


def _is_region(parts: list[str]) -> bool:
    """Whether the last part is the province of the first: "London, Ontario" names one city."""
    land, _ = gaz.subdivision(parts[-1])
    return bool(land) and len(parts) == 2 and any(city.country_code == land for city in gaz.cities(parts[0]))


def _of_region(left: list[str]) -> tuple[str, str]:
    """(country code, state) when a later part is the province of the first; a province that is a city there is none."""
    for part in left[1:]:
        land, region = gaz.subdivision(part)
        if land and land != "US" and any(city.country_code == land for city in gaz.cities(left[0])):
            return land, "" if any(city.country_code == land for city in gaz.cities(part)) else _spelled(region, part)
    return "", ""


def _resolve(parts: list[str], country_code: str) -> Place | None:
    if len(parts) > 2 and gaz.country(parts[0]):
        parts = parts[::-1]  # "US, Texas, Austin" is read as "Austin, Texas, US"
    land, state = country_code, ""
    left: list[str] = []
    codes: list[str] = []
    for position, part in enumerate(parts):
        later = parts[position + 1 :]
        code = gaz.us_state(part)
        if len(part) == 2 and part.isupper() and (code or (gaz.is_country_code(part) and part != "NA") or part == "UK"):
            codes.append(part)
        elif code and len(part) > 2 and not state and not _is_city_here(part, later):
            # Tbilisi is not in the American Georgia.
            georgia = part.lower() == "georgia" and any(
                city.country_code == "GE" for other in left for city in gaz.cities(other)
            )
            state, land = ("", "GE") if georgia else (code, "US")
        elif (
            any(len(other) == 2 and gaz.us_state(other) for other in later)
            and not gaz.us_state(part)
            and gaz.country(part) != "US"
        ):
            left.append(part)  # "Jamaica, NY", "Lebanon, PA"
        elif (named := gaz.country(part)) and (parts[0] != part or named not in gaz.CITY_STATES):
            land = named
        else:
            left.append(part)
    for part in left[1:]:
        province_land, code = gaz.province(part)
        if code and part.isupper():
            land, state = province_land, code
            left.remove(part)
            break
    if not (land or state or codes):
        land, state = _of_region(left)
    state, land = _two_letters(codes, left, state, land)
    name = next((part for part in left if len(part) > 1 and not any(c.isdigit() for c in part)), "")
    if state and land == "US":  # "Head office - Columbus, OH": the part that is a city there
        name = next((part for part in left if _city_in_state(state, [part])), name)
    city = (gaz.known_city(name) or _best_city(name, state, land)) if name else None
    if city and land and city[2] != land:
        city = None
    if city:
        return Place("", city[0], state or city[1], city[2])
    for part in left if not (land or state) else left[1:]:
        where, region = gaz.subdivision(part)
        if where and not state and (not land or where == land):
            return Place("", "" if part == name else _cased(name), region, where)
    return Place("", _cased(name), state, land) if land or state else None


def _is_city_here(part: str, later: list[str]) -> bool:
    """ "New York, NY",
    "Washington, DC": the name of a state is a city where a state or, for New York, anything follows."""
    if gaz.known_city(part):
        return True
    return any(len(other) == 2 and gaz.us_state(other) and gaz.us_state(other) != gaz.us_state(part) for other in later)


def _spelled(region: str, part: str) -> str:
    """A region by its letters where it has some, otherwise as the posting writes it."""
    return region if region.isupper() else _cased(part)


def _cased(name: str) -> str:
    return name.title() if name.isupper() and len(name) > 3 else name


def _two_letters(codes: list[str], left: list[str], state: str, land: str) -> tuple[str, str]:
    """ "CA" is California or Canada, "IN" Indiana or India: the last code or the city beside it decides."""
    lands = [{"UK": "GB"}.get(code, code) for code in codes]
    if len(codes) > 1 and "US" not in lands and gaz.is_country_code(lands[-1]) and not gaz.us_state(codes[0]):
        return state, land or lands[-1]
    if len(codes) > 1 and "US" not in codes and gaz.is_country_code(lands[-1]) and not _city_in_state(codes[0], left):
        return state, land or lands[-1]
    for code, as_land in zip(codes, lands, strict=True):
        as_state = gaz.us_state(code)
        if as_state and not state and land in ("", "US"):
            abroad = any(city.country_code == as_land for part in left for city in gaz.cities(part))
            if code == "DE" and "US" not in codes and land != "US":
                abroad = True  # a town too small for the tables is in Germany far more often than in Delaware
            if _city_in_state(code, left) or not abroad or "US" in codes:
                state, land = as_state, "US"
                continue
        if not land and gaz.is_country_code(as_land):
            land = as_land
    return state, land


def _city_in_state(code: str, left: list[str]) -> bool:
    return any(city.country_code == "US" and city.admin1 == code for part in left for city in gaz.cities(part))


def _best_city(part: str, state: str, land: str) -> tuple[str, str, str] | None:
    for city in gaz.cities(part):
        if land and city.country_code != land:
            continue
        if state and city.country_code == "US" and city.admin1 != state:
            continue
        spelled = city.name if gaz.fold(city.name) == gaz.fold(part) else _cased(part)
        return spelled, city.admin1 if city.country_code == "US" else "", city.country_code
    return None


def _line_in_text(document: Document) -> tuple[str, Evidence] | None:
    for block in document.blocks[:25]:
        match = _LINE.match(block.text)
        if match:
            return match["place"], Evidence(block.text, block.start)
    return None


def _workplace(document: Document, title: str, written: list[str], field: str) -> tuple[str, Evidence | None, str]:
    if field in ("on_site", "hybrid", "remote"):
        return field, None, "field"
    for source, words in (("field", " | ".join(written)), ("title", title)):
        for name, pattern in _WORKPLACE:
            match = pattern.search(words)
            if match and not _NOT_REMOTE.search(words):
                return name, Evidence(match.group(), match.start(), source), source
    if document.says(*_SAYING):
        told = [block for block in document.blocks if _speaks_of_place(block.text)]
        for name, pattern in _SAYS:
            for block in told:
                match = pattern.search(block.text)
                if match is None:
                    continue
                sentence = sentence_at(document, block.start + match.start())
                against = _NOT_REMOTE if name == "remote" else _OTHER_VISITS
                if not against.search(sentence.text):
                    return name, Evidence(sentence.text, sentence.start), "text"
    return "", None, ""


def _speaks_of_place(text: str) -> bool:
    lowered = text.lower()
    return any(word in lowered for word in _SAYING)


def _remote_from(document: Document, written: list[str], places: list[Place]) -> tuple[str, ...]:
    found = [place.country_code for place in places if place.country_code]
    for text in written:
        found += [
            _REGIONS[word]
            for part in _SPLIT_PARTS.split(text)
            if (word := _tidy(part).lower() or part.lower().strip()) in _REGIONS
        ]
    if not found:
        for match in _REMOTE_FROM.finditer(document.text[:30_000]):
            word = match["where"].removeprefix("the ")
            found.append(gaz.country(word) or _REGIONS.get(word.lower(), word))
            break
    return tuple(dict.fromkeys(found))
