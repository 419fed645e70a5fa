"""Which time zone a library lies in, and how far two zones are apart, from the IANA database in `tzdata`."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cache, lru_cache
from importlib import resources
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

if TYPE_CHECKING:
    from sister_libraries.models import Library


@dataclass(frozen=True)
class Zone:
    """A time zone and the place that stands for it: latitude and longitude in degrees."""

    name: str
    latitude: float
    longitude: float


@lru_cache(maxsize=1)
def zones_by_country() -> dict[str, tuple[Zone, ...]]:
    """The zones of each country or region, by ISO 3166-1 code; the most populous first, as in `zone.tab`."""
    table = (resources.files("tzdata") / "zoneinfo" / "zone.tab").read_text(encoding="utf-8")
    zones: dict[str, list[Zone]] = {}
    for line in table.splitlines():
        if line and not line.startswith("#"):
            code, place, name = line.split("\t")[:3]
            split = max(place.rfind("+"), place.rfind("-"))
            zones.setdefault(code, []).append(Zone(name, _degrees(place[:split]), _degrees(place[split:])))
    return {code: tuple(found) for code, found in zones.items()}


def _degrees(text: str) -> float:
    """±DDMM, ±DDDMM or the same with seconds (ISO 6709) as degrees."""
    sign = -1 if text[0] == "-" else 1
    digits = text[1:]
    whole = 2 if len(digits) in (4, 6) else 3
    minutes = int(digits[whole : whole + 2]) + int(digits[whole + 2 :] or 0) / 60
    return sign * (int(digits[:whole]) + minutes / 60)


def zone_of(library: Library) -> str | None:
    """The library's time zone: the one that it gives, else its country's only one, else the nearest of several.

    None when the country has several and the record no coordinates, or when the database knows none.
    """
    if library.time_zone:
        return library.time_zone
    return _zone_at(library.country, library.coordinates)


@cache
def _zone_at(country: str, coordinates: tuple[float, float] | None) -> str | None:
    """The same for a place; remembered, because many libraries are in one."""
    zones = zones_by_country().get(country, ())
    if len(zones) == 1:
        return zones[0].name
    if not zones or coordinates is None:
        return None
    latitude, longitude = coordinates
    return min(zones, key=lambda zone: distance(latitude, longitude, zone.latitude, zone.longitude)).name


def distance(latitude1: float, longitude1: float, latitude2: float, longitude2: float) -> float:
    """The great-circle distance of two places in kilometres; arguments in degrees (haversine, mean radius)."""
    a, b, c, d = map(math.radians, (latitude1, longitude1, latitude2, longitude2))
    half = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 2 * 6371.0 * math.asin(min(1.0, math.sqrt(half)))


@cache
def time_zone(name: str) -> ZoneInfo:
    """The zone from the package `tzdata`; `ZoneInfo(name)` would first ask the machine, which may be years behind.

    Raises ZoneInfoNotFoundError for a name that the package does not have.
    """
    place = resources.files("tzdata").joinpath("zoneinfo", *name.split("/"))
    if ".." in name or not place.is_file():
        raise ZoneInfoNotFoundError(name)
    with place.open("rb") as file:
        return ZoneInfo.from_file(file, key=name)


@cache
def offset(zone: str, day: date) -> int:
    """Minutes by which `zone` is ahead of UTC at noon (UTC) of `day`."""
    noon = datetime.combine(day, time(12), UTC)
    ahead = noon.astimezone(time_zone(zone)).utcoffset()
    assert ahead is not None
    return round(ahead.total_seconds() / 60)
