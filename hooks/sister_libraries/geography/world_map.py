"""What the map shows of a catalogue: dots for libraries and lines for partnerships, in levels of detail.

Each level has its own smallest gap between dots, in units of the sheet, so that on a screen on which a gap is at
least 24 pixels wide no two dots overlap and each can be hit (WCAG 2.2, 2.5.8). The page shows the finest level that
its width allows; a little JavaScript shows finer ones as one zooms in.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sister_libraries.geography.clusters import Dot, Spot, dots
from sister_libraries.geography.projection import NORTH, SOUTH, project
from sister_libraries.geography.way import line
from sister_libraries.once import once_per_catalogue

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sister_libraries.catalogue import Catalogue

# For maps 286, 500 and 706 pixels wide, then for each step into a wide one. The stylesheet knows them, too.
GAPS = (84, 48, 34, 16, 8, 4)
MOST = (
    400  # dots of one level; levels that would have more are left out, the first excepted: a page must load
)


@dataclass(frozen=True, slots=True)
class Mark:
    """A dot, and the levels on which it stands, counted from 1."""

    x: float
    y: float
    members: tuple[str, ...]
    levels: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class WorldMap:
    """The marks from the largest to the smallest, and the lines of each level as a path.

    `partnerships` is the number of those of which a line tells, `missing` has the libraries that are not on the map.
    """

    marks: tuple[Mark, ...]
    lines: tuple[str, ...]
    partnerships: int
    missing: tuple[str, ...]

    @property
    def levels(self) -> int:
        """How many levels there are."""
        return len(self.lines)


@once_per_catalogue
def world_map(catalogue: Catalogue) -> WorldMap:
    """The map of all libraries that have coordinates on its sheet."""
    places = {
        each.id: each.coordinates
        for each in catalogue.libraries.values()
        if each.coordinates and SOUTH <= each.coordinates[0] <= NORTH
    }
    towns: dict[tuple[float, float], list[str]] = {}
    for library, (latitude, longitude) in places.items():
        x, y = project(latitude, longitude)
        towns.setdefault((round(x, 1), round(y, 1)), []).append(library)
    spots = [Spot(x, y, tuple(sorted(found))) for (x, y), found in sorted(towns.items())]
    joined = [
        _pairs([library for library in each.libraries if library in places])
        for each in catalogue.partnerships.values()
    ]
    pairs = [pair for found in joined for pair in found]
    standing: dict[Dot, list[int]] = {}
    lines = []
    for level, gap in enumerate(GAPS, 1):
        found = dots(spots, gap)
        if level > 1 and len(found) > MOST:
            break
        for dot in found:
            standing.setdefault(dot, []).append(level)
        lines.append(_lines(found, pairs, places))
    marks = [Mark(dot.x, dot.y, dot.members, tuple(levels)) for dot, levels in standing.items()]
    return WorldMap(
        tuple(sorted(marks, key=lambda each: (-len(each.members), each.x, each.y, each.levels))),
        tuple(lines),
        sum(map(bool, joined)),
        tuple(sorted(set(catalogue.libraries) - set(places))),
    )


def _pairs(libraries: Sequence[str]) -> list[tuple[str, str]]:
    return [(one, other) for index, other in enumerate(libraries) for one in libraries[:index]]


def _lines(found: list[Dot], pairs: list[tuple[str, str]], places: dict[str, tuple[float, float]]) -> str:
    """A line between each two dots that a partnership joins, from where the dots stand."""
    at = {library: dot for dot in found for library in dot.members}
    heads = {}  # the place in degrees where each dot stands: that of one of its own libraries
    for dot in found:
        heads[dot] = next(
            places[library]
            for library in dot.members
            if (dot.x, dot.y) == tuple(round(value, 1) for value in project(*places[library]))
        )
    joined = {
        tuple(sorted((heads[at[one]], heads[at[other]]))) for one, other in pairs if at[one] != at[other]
    }
    return "".join(line(start, end) for start, end in sorted(joined))
