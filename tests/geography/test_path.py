"""Outlines as short as they can be written, and still the outlines that they are."""

from __future__ import annotations

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sister_libraries.geography.path import closed, joined

coordinates = st.integers(-40, 40)
outlines = st.lists(st.tuples(coordinates, coordinates), min_size=3, max_size=30)


def corners(path: str) -> list[tuple[int, int]]:
    """The corners of a path that `closed` wrote."""
    start, moves = re.fullmatch(r"M(.*)l(.*)z", path).groups()
    x, y = map(int, re.findall(r"-?\d+", start))
    found = [(x, y)]
    steps = [int(each) for each in re.findall(r"-?\d+", moves)]
    for dx, dy in zip(steps[::2], steps[1::2], strict=True):
        x, y = x + dx, y + dy
        found.append((x, y))
    return found


def area(points: list[tuple[int, int]]) -> float:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(points, points[1:] + points[:1], strict=True)) / 2


def test_a_square_is_written_from_corner_to_corner() -> None:
    assert closed([(0, 0), (10, 0), (10, 10), (0, 10)]) == "M0 0l10 0 0 10-10 0z"


def test_points_on_a_straight_line_are_left_out() -> None:
    assert closed([(0, 0), (5, 0), (10, 0), (10, 10), (0, 10)]) == closed(
        [(0, 0), (10, 0), (10, 10), (0, 10)]
    )


def test_points_that_fall_together_are_one() -> None:
    assert closed([(0, 0), (0.2, 0.1), (10, 0), (10, 10)]) == closed([(0, 0), (10, 0), (10, 10)])


@pytest.mark.parametrize("points", [[], [(1, 1)], [(1, 1), (9, 9)], [(0, 0), (0.3, 0.2), (0.1, 0.4)]])
def test_what_is_smaller_than_a_unit_is_nothing(points: list[tuple[float, float]]) -> None:
    assert closed(points) == ""


@given(outlines)
def test_an_outline_keeps_its_area(points: list[tuple[int, int]]) -> None:
    path = closed(points)
    assert area(corners(path)) == area(points) if path else area(points) == 0


@given(outlines)
def test_every_corner_is_one_of_the_points(points: list[tuple[int, int]]) -> None:
    path = closed(points)
    assume(path)
    assert set(corners(path)) <= set(points)


@pytest.mark.parametrize(
    ("numbers", "text"),
    [((1, 2), "1 2"), ((1, -2), "1-2"), ((1.04, 2.96), "1 3"), ((0.5, -0.04), "0.5 0"), ((-0.02,), "0")],
)
def test_numbers_are_written_short(numbers: tuple[float, ...], text: str) -> None:
    assert joined(numbers) == text
