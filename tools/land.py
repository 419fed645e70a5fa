"""Draw the land of the site's map: `dev.py run python tools/land.py FILE`, once, and again when the sheet changes.

FILE is `land-110m.json` of the npm package world-atlas 2.0.2 (`npm pack world-atlas@2.0.2` fetches it): Natural
Earth's land at 1:110 million, which is in the public domain, as TopoJSON; the package is under the ISC licence. It
holds no borders. The result goes to hooks/sister_libraries/geography/land.txt as the path of an SVG, in whole units
of the sheet; what leaves the sheet (Antarctica) and what is smaller than a unit is left out.
"""

from __future__ import annotations

import json
import sys
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sister_libraries.geography.path import closed
from sister_libraries.geography.projection import SOUTH, on_sheet, turned

if TYPE_CHECKING:
    from collections.abc import Iterator

TARGET = Path(__file__).resolve().parent.parent / "hooks/sister_libraries/geography/land.txt"
Ring = list[tuple[float, float]]  # longitudes and latitudes in degrees


def main(arguments: list[str]) -> int:
    """Write the path; exit code 2 on wrong usage."""
    if len(arguments) != 1:
        print(__doc__)
        return 2
    atlas = json.loads(Path(arguments[0]).read_text(encoding="utf-8"))
    text = land(atlas)
    TARGET.write_text(text + "\n", encoding="ascii", newline="\n")
    print(f"{TARGET.name}: {len(text)} bytes")
    return 0


def land(atlas: dict[str, Any]) -> str:
    """The path of all land on the sheet."""
    shapes = []
    for ring in without_seams(list(rings(atlas))):
        points = [on_sheet(latitude, turned(longitude)) for longitude, latitude in ring]
        drawn = closed(points)
        if drawn and min(latitude for _, latitude in ring) > SOUTH:
            shapes.append((round(min(x for x, _ in points)), drawn))
    return "".join(drawn for _, drawn in sorted(shapes))


def rings(atlas: dict[str, Any]) -> Iterator[Ring]:
    """The outlines in the TopoJSON `atlas`: arcs of whole numbers, each the difference from the one before."""
    (x_scale, y_scale), (x_start, y_start) = atlas["transform"]["scale"], atlas["transform"]["translate"]
    arcs: list[Ring] = []
    for arc in atlas["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * x_scale + x_start, y * y_scale + y_start))
        arcs.append(points)
    for geometry in atlas["objects"]["land"]["geometries"]:
        polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        for polygon in polygons:
            for outline in polygon:
                ring: Ring = []
                for index in outline:
                    points = arcs[index] if index >= 0 else arcs[~index][::-1]
                    ring += points if not ring else points[1:]
                yield ring


def without_seams(outlines: list[Ring]) -> Iterator[Ring]:
    """The outlines joined again where Natural Earth cuts them, at 180°: the sheet is cut elsewhere.

    Along the seam two outlines have the same points, the one northwards, the other southwards.
    """
    seams = [ring for ring in outlines if any(_on_seam(a, b) for a, b in pairwise(ring))]
    yield from (ring for ring in outlines if ring not in seams)
    open_ends = [piece for ring in seams for piece in _pieces(ring)]
    while open_ends:
        ring = open_ends.pop()
        while _key(ring[0]) != _key(ring[-1]):
            following = next((piece for piece in open_ends if _key(piece[0]) == _key(ring[-1])), None)
            if following is None:
                break
            open_ends.remove(following)
            ring = ring + following[1:]
        yield ring


def _on_seam(a: tuple[float, float], b: tuple[float, float]) -> bool:
    return abs(abs(a[0]) - 180) < 1e-6 and abs(abs(b[0]) - 180) < 1e-6


def _pieces(ring: Ring) -> Iterator[Ring]:
    """The parts of an outline between its edges along the seam."""
    points = ring[:-1] if ring[0] == ring[-1] else ring
    start = next(i for i in range(len(points)) if _on_seam(points[i - 1], points[i]))
    piece = [points[start]]
    for i in range(start, start + len(points)):
        here, there = points[i % len(points)], points[(i + 1) % len(points)]
        if _on_seam(here, there):
            if len(piece) > 1:
                yield piece
            piece = [there]
        else:
            piece.append(there)
    if len(piece) > 1:
        yield piece


def _key(point: tuple[float, float]) -> tuple[float, float]:
    """A place by which the two sides of the seam are the same."""
    longitude, latitude = point
    return (180.0 if abs(abs(longitude) - 180) < 1e-6 else round(longitude, 4), round(latitude, 4))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
