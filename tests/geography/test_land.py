"""The land on the map: where it should be, without borders; and the tool that draws it, on a made-up world."""

from __future__ import annotations

import re
import sys
from itertools import pairwise

import pytest
from builders import ROOT

from sister_libraries.geography.filling import land
from sister_libraries.geography.projection import HEIGHT, WIDTH, project

sys.path.append(str(ROOT))

from tools import land as tool


def shapes(path: str) -> list[list[tuple[int, int]]]:
    found = []
    for shape in re.findall(r"M[^z]+z", path):
        start, moves = re.fullmatch(r"M(.*)l(.*)z", shape).groups()
        x, y = map(int, re.findall(r"-?\d+", start))
        points = [(x, y)]
        steps = [int(each) for each in re.findall(r"-?\d+", moves)]
        for dx, dy in zip(steps[::2], steps[1::2], strict=True):
            x, y = x + dx, y + dy
            points.append((x, y))
        found.append(points)
    return found


def is_land(latitude: float, longitude: float) -> bool:
    """Whether a place is inside an odd number of outlines: a lake is an outline inside another."""
    x, y = project(latitude, longitude)
    crossings = 0
    for points in shapes(land()):
        for (x1, y1), (x2, y2) in pairwise([*points, points[0]]):
            if (y1 > y) != (y2 > y) and x < x1 + (y - y1) / (y2 - y1) * (x2 - x1):
                crossings += 1
    return crossings % 2 == 1


@pytest.mark.parametrize(
    "place",
    {
        "Aurora, Colorado": (39.73, -104.83),
        "Brasília": (-15.79, -47.88),
        "Kampala": (0.35, 32.58),
        "Madrid": (40.42, -3.7),
        "Novosibirsk": (55.03, 82.92),
        "Chongqing": (29.56, 106.55),
        "Alice Springs": (-23.7, 133.88),
        "Chukotka, beyond the 180th meridian": (66.5, -178.0),
        "Nuuk's inland": (66.0, -48.0),
    }.values(),
)
def test_what_is_land_is_drawn(place: tuple[float, float]) -> None:
    assert is_land(*place)


@pytest.mark.parametrize(
    "place",
    {
        "North Atlantic": (40.0, -40.0),
        "Pacific": (10.0, -150.0),
        "Pacific at the 180th meridian": (30.0, 180.0),
        "Indian Ocean": (-20.0, 80.0),
        "Black Sea": (43.0, 34.0),
        "Bay of Bengal": (15.0, 89.0),
    }.values(),
)
def test_what_is_water_is_not(place: tuple[float, float]) -> None:
    assert not is_land(*place)


def test_all_land_is_on_the_sheet() -> None:
    for points in shapes(land()):
        assert all(-1 <= x <= WIDTH + 1 and -1 <= y <= HEIGHT + 1 for x, y in points)


def test_no_outline_jumps_across_the_map() -> None:
    """An outline that crosses the cut would be drawn as a line from one end of the map to the other."""
    for points in shapes(land()):
        assert all(abs(a[0] - b[0]) < WIDTH / 4 for a, b in pairwise(points))


def test_no_coast_is_drawn_twice() -> None:
    """A border is an edge that two outlines share; so is a seam that was not joined."""
    edges: set[frozenset[tuple[int, int]]] = set()
    twice = []
    for points in shapes(land()):
        for edge in {frozenset(pair) for pair in pairwise([*points, points[0]]) if len(set(pair)) == 2}:
            if edge in edges and max(abs(a - b) for p in [sorted(edge)] for a, b in zip(*p, strict=True)) > 2:
                twice.append(edge)
            edges.add(edge)
    assert twice == []


def test_the_land_is_small_enough_for_every_page_with_a_map() -> None:
    assert len(land()) < 16_000


# -- the tool -----------------------------------------------------------------------------------------------


def atlas(*rings: list[tuple[float, float]]) -> dict[str, object]:
    """A made-up world in TopoJSON: each ring is one arc, in tenths of a degree."""
    arcs = []
    for ring in rings:
        whole = [(round(x * 10), round(y * 10)) for x, y in ring]
        arcs.append([whole[0], *((b[0] - a[0], b[1] - a[1]) for a, b in pairwise(whole))])
    return {
        "transform": {"scale": [0.1, 0.1], "translate": [0, 0]},
        "arcs": arcs,
        "objects": {
            "land": {"geometries": [{"type": "MultiPolygon", "arcs": [[[i]] for i in range(len(arcs))]}]}
        },
    }


def square(west: float, south: float, size: float) -> list[tuple[float, float]]:
    east, north = west + size, south + size
    return [(west, south), (east, south), (east, north), (west, north), (west, south)]


def test_an_island_is_one_shape() -> None:
    assert len(shapes(tool.land(atlas(square(0, 0, 10))))) == 1


def test_an_arc_can_be_used_backwards() -> None:
    there, back = atlas(square(0, 0, 10)), atlas(square(0, 0, 10))
    back["objects"] = {"land": {"geometries": [{"type": "Polygon", "arcs": [[~0]]}]}}
    assert {frozenset(shape) for shape in shapes(tool.land(there))} == {
        frozenset(shape) for shape in shapes(tool.land(back))
    }


def test_two_halves_at_the_180th_meridian_become_one() -> None:
    west = [(175, 0), (180, 0), (180, 10), (175, 10), (175, 0)]
    east = [(-180, 0), (-175, 0), (-175, 10), (-180, 10), (-180, 0)]
    (shape,) = shapes(tool.land(atlas(west, east)))
    whole = {
        (round(x), round(y))
        for x, y in (project(a, b) for b, a in ((175, 0), (-175, 0), (175, 10), (-175, 10)))
    }
    assert whole <= set(shape)


def test_what_reaches_beyond_the_sheet_is_left_out() -> None:
    assert tool.land(atlas(square(0, -80, 10))) == ""


def test_what_is_smaller_than_a_unit_is_left_out() -> None:
    assert tool.land(atlas(square(0, 0, 0.1))) == ""


def test_without_a_file_it_says_how_it_is_used(capsys: pytest.CaptureFixture[str]) -> None:
    assert tool.main([]) == 2
    assert "world-atlas" in capsys.readouterr().out
