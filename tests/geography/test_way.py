"""Lines from place to place: they begin and end there, take the shorter way round, and stay on the map."""

from __future__ import annotations

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sister_libraries.geography.projection import NORTH, SOUTH, WIDTH, on_sheet, project, turned
from sister_libraries.geography.way import line

places = st.tuples(st.floats(SOUTH, NORTH), st.floats(-180, 180))
LOS_ANGELES, GUANGZHOU, LEEDS, AUCKLAND = (34.05, -118.24), (23.12, 113.25), (53.8, -1.55), (-36.85, 174.76)


def pieces(path: str) -> list[list[tuple[float, float]]]:
    """Each piece as its start and the ends of its curves."""
    found = []
    for piece in re.findall(r"M[^M]+", path):
        numbers = [float(each) for each in re.findall(r"-?\d+(?:\.\d)?", piece)]
        start, rest = numbers[:2], numbers[2:]
        assert len(rest) % 4 == 0
        found.append([(start[0], start[1])] + [(rest[i + 2], rest[i + 3]) for i in range(0, len(rest), 4)])
    return found


def test_a_line_within_europe_and_asia_is_one_piece() -> None:
    (piece,) = pieces(line(LEEDS, GUANGZHOU))
    assert piece[0] == pytest.approx(project(*LEEDS), abs=0.1)
    assert piece[-1] == pytest.approx(project(*GUANGZHOU), abs=0.1)


def test_a_line_over_the_pacific_leaves_the_map_on_one_side_and_comes_in_on_the_other() -> None:
    first, second = pieces(line(LOS_ANGELES, GUANGZHOU))
    assert first[0] == pytest.approx(project(*LOS_ANGELES), abs=0.1)
    assert second[-1] == pytest.approx(project(*GUANGZHOU), abs=0.1)
    (left, height), (right, same_height) = first[-1], second[0]
    assert height == pytest.approx(same_height, abs=0.1)
    assert left + right == pytest.approx(WIDTH, abs=0.2)
    assert left < 100


def test_a_line_runs_the_same_way_in_both_directions() -> None:
    there, back = pieces(line(LOS_ANGELES, AUCKLAND)), pieces(line(AUCKLAND, LOS_ANGELES))
    assert [piece[::-1] for piece in reversed(back)] == [
        [pytest.approx(point, abs=0.11) for point in piece] for piece in there
    ]


def test_there_is_no_line_from_a_place_to_itself() -> None:
    assert line(LEEDS, LEEDS) == ""


@given(places, places)
def test_a_line_begins_and_ends_at_its_places(start: tuple[float, float], end: tuple[float, float]) -> None:
    assume(start != end)
    found = pieces(line(start, end))
    assert found[0][0] == pytest.approx(project(*start), abs=0.1)
    assert found[-1][-1] == pytest.approx(project(*end), abs=0.1)


@given(places, places)
def test_no_line_goes_more_than_half_around(start: tuple[float, float], end: tuple[float, float]) -> None:
    assume(start != end)
    apart = abs(turned(start[1]) - turned(end[1]))
    assert len(pieces(line(start, end))) == (1 if apart <= 180 else 2)


@given(places, places)
def test_no_line_leaves_the_map(start: tuple[float, float], end: tuple[float, float]) -> None:
    numbers = [point for piece in pieces(line(start, end)) for point in piece]
    low, high = sorted((start[0], end[0]))
    for x, y in numbers:
        assert -0.1 <= x <= WIDTH + 0.1
        assert on_sheet(high, 0)[1] - 0.1 <= y <= on_sheet(low, 0)[1] + 0.1
