"""The Equal Earth projection, and the sheet on which the site's map is drawn.

Equations and constants: B. Šavrič, T. Patterson and B. Jenny, “The Equal Earth map projection”, International
Journal of Geographical Information Science 33 (2019), 454–465, https://doi.org/10.1080/13658816.2018.1504949.
It is an equal-area projection: a place near the equator is not made small beside one in the north.
"""

from __future__ import annotations

import math

# The polynomial's coefficients, as published.
A1, A2, A3, A4 = 1.340264, -0.081106, 0.000893, 0.003796

# The map is cut where its edge meets no land: this meridian runs through the Bering Strait, between St. Lawrence
# Island and the westernmost cape of America. The middle of the map lies opposite.
CUT = -168.5
# The sheet in units: 1000 wide, from a little north of Greenland to a little south of Tierra del Fuego.
WIDTH = 1000.0
NORTH, SOUTH = 84.0, -57.0

_EDGE = 2 * math.sqrt(3) * math.pi / (3 * A1)  # x of the cut at the equator, on a globe of radius 1
_SCALE = WIDTH / (2 * _EDGE)


def equal_earth(latitude: float, longitude: float) -> tuple[float, float]:
    """A place in degrees as x and y on a globe of radius 1, with the equator and the prime meridian at 0."""
    theta = math.asin(math.sqrt(3) / 2 * math.sin(math.radians(latitude)))
    t2 = theta * theta
    t6 = t2 * t2 * t2
    stretch = 9 * A4 * t6 * t2 + 7 * A3 * t6 + 3 * A2 * t2 + A1
    x = 2 * math.sqrt(3) * math.radians(longitude) * math.cos(theta) / (3 * stretch)
    y = theta * (A4 * t6 * t2 + A3 * t6 + A2 * t2 + A1)
    return x, y


_TOP = equal_earth(NORTH, 0.0)[1]
HEIGHT = round((_TOP - equal_earth(SOUTH, 0.0)[1]) * _SCALE)


def turned(longitude: float) -> float:
    """Degrees east of the middle of the map, from -180 (the cut, where the map begins) to 180 (where it ends)."""
    return (longitude - CUT) % 360.0 - 180.0


def on_sheet(latitude: float, east: float) -> tuple[float, float]:
    """Where a place stands on the sheet; `east` is its longitude as `turned` gives it."""
    x, y = equal_earth(latitude, east)
    return (x + _EDGE) * _SCALE, (_TOP - y) * _SCALE


def project(latitude: float, longitude: float) -> tuple[float, float]:
    """Where a place in degrees stands on the sheet."""
    return on_sheet(latitude, turned(longitude))


def outline() -> list[tuple[float, float]]:
    """The edge of the map: the cut on both sides, and the circles of latitude at which the sheet ends."""
    steps = 24
    latitudes = [NORTH + (SOUTH - NORTH) * step / steps for step in range(steps + 1)]
    left = [on_sheet(latitude, -180.0) for latitude in latitudes]
    return left + [(WIDTH - x, y) for x, y in reversed(left)]
