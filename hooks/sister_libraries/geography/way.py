"""The line between two places on the map.

It runs evenly in latitude and longitude, the shorter way round: the way that the eye expects on a map. (The great
circle is shorter on the globe, but between America and Asia it climbs to the pole and off the sheet.)
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from sister_libraries.geography.path import joined
from sister_libraries.geography.projection import on_sheet, turned

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Place = tuple[float, float]  # latitude and longitude in degrees
_Point = tuple[float, float]

TOLERANCE = 2.0  # units by which a drawn curve may miss the way
HALVINGS = 3


def line(start: Place, end: Place) -> str:
    """The path from `start` to `end`: one piece, or two where it leaves the map at the cut and comes in again."""
    if start == end:
        return ""
    first, last = turned(start[1]), turned(end[1])
    if abs(last - first) > 180:  # shorter over the cut
        side = math.copysign(180.0, first)
        beyond = last + 2 * side  # where the end would be if the map went on
        latitude = start[0] + (end[0] - start[0]) * (side - first) / (beyond - first)
        return _piece((start[0], first), (latitude, side)) + _piece((latitude, -side), (end[0], last))
    return _piece((start[0], first), (end[0], last))


def _piece(start: Place, end: Place) -> str:
    """One piece, with longitudes as the sheet counts them (`turned`), as quadratic curves."""

    def point(t: float) -> _Point:
        return on_sheet(start[0] + t * (end[0] - start[0]), start[1] + t * (end[1] - start[1]))

    curves = (joined((*control, *to)) for control, to in _curves(point, 0.0, 1.0, HALVINGS))
    return f"M{joined(point(0.0))}" + "".join(f"Q{each}" for each in curves)


def _curves(
    point: Callable[[float], _Point], low: float, high: float, halvings: int
) -> Iterator[tuple[_Point, _Point]]:
    """Control points and ends of the curves that follow `point` from `low` to `high`."""
    start, middle, end = point(low), point((low + high) / 2), point(high)
    control = (2 * middle[0] - (start[0] + end[0]) / 2, 2 * middle[1] - (start[1] + end[1]) / 2)
    misses = 0.0
    for t in (0.25, 0.75):
        weights = ((1 - t) ** 2, 2 * t * (1 - t), t * t)
        x, y = (sum(w * p[i] for w, p in zip(weights, (start, control, end), strict=True)) for i in (0, 1))
        misses = max(misses, math.dist(point(low + t * (high - low)), (x, y)))
    if misses > TOLERANCE and halvings:
        half = (low + high) / 2
        yield from _curves(point, low, half, halvings - 1)
        yield from _curves(point, half, high, halvings - 1)
    else:
        yield control, end
