"""Where the nearest libraries are, seen from a country or region that has none: other countries by distance."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sister_libraries.once import once_per_catalogue
from sister_libraries.world import place_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sister_libraries.catalogue import Catalogue

_Direction = tuple[float, float, float]  # a place as a unit vector from the middle of the earth
EARTH = 6371.0  # mean radius in kilometres


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A country or region with libraries: how many, how many of them ask, and how far the nearest of them is."""

    country: str
    libraries: int
    asking: int
    kilometres: int


def neighbours(country: str, catalogue: Catalogue) -> list[Neighbour]:
    """The countries and regions with libraries, the nearest first, without `country` itself.

    The distance is that from the place that stands for `country` to the nearest town with a library; a library
    without coordinates counts as lying where its country does.
    """
    known = _neighbours(catalogue)
    if country not in known:
        known[country] = _look_around(country, catalogue)
    return known[country]


@once_per_catalogue
def _neighbours(_catalogue: Catalogue) -> dict[str, list[Neighbour]]:
    return {}


def _look_around(country: str, catalogue: Catalogue) -> list[Neighbour]:
    here = place_of(country)
    start = _direction(here.latitude, here.longitude)
    asking = _asking(catalogue)
    found = [
        Neighbour(other, len(catalogue.by_country[other]), asking.get(other, 0), _nearest(start, towns))
        for other, towns in _towns(catalogue).items()
        if other != country
    ]
    return sorted(found, key=lambda each: (each.kilometres, each.country))


@once_per_catalogue
def _towns(catalogue: Catalogue) -> Mapping[str, tuple[_Direction, ...]]:
    """The places with libraries by country or region, each place once."""
    towns = {}
    for country, libraries in catalogue.by_country.items():
        middle = place_of(country)
        places = {each.coordinates or (middle.latitude, middle.longitude) for each in libraries}
        towns[country] = tuple(_direction(*place) for place in sorted(places))
    return towns


@once_per_catalogue
def _asking(catalogue: Catalogue) -> Mapping[str, int]:
    counts: dict[str, int] = {}
    for each in catalogue.asking:
        counts[each.country] = counts.get(each.country, 0) + 1
    return counts


def _direction(latitude: float, longitude: float) -> _Direction:
    up, around = math.radians(latitude), math.radians(longitude)
    return (math.cos(up) * math.cos(around), math.cos(up) * math.sin(around), math.sin(up))


def _nearest(start: _Direction, towns: tuple[_Direction, ...]) -> int:
    """Kilometres along the great circle from `start` to the nearest of the towns."""
    x, y, z = start
    return round(EARTH * math.acos(min(1.0, max(x * a + y * b + z * c for a, b, c in towns))))
