"""Dots that do not overlap: what makes one, and that nobody is lost."""

from __future__ import annotations

import math
import random

from hypothesis import given
from hypothesis import strategies as st

from sister_libraries.geography.clusters import Spot, dots


@st.composite
def spots(draw: st.DrawFn) -> list[Spot]:
    places = draw(st.lists(st.tuples(st.integers(0, 300), st.integers(0, 120)), max_size=40, unique=True))
    counts = draw(st.lists(st.integers(1, 4), min_size=len(places), max_size=len(places)))
    return [
        Spot(float(x), float(y), tuple(f"{x}-{y}-{i}" for i in range(count)))
        for (x, y), count in zip(places, counts, strict=True)
    ]


gaps = st.sampled_from([4.0, 16.0, 34.0, 84.0])


def test_places_far_apart_stay_apart() -> None:
    found = dots([Spot(0, 0, ("a",)), Spot(100, 0, ("b",))], 48)
    assert sorted(each.members for each in found) == [("a",), ("b",)]


def test_places_that_are_too_near_become_one_where_most_are() -> None:
    (dot,) = dots([Spot(0, 0, ("a",)), Spot(20, 0, ("b", "c"))], 48)
    assert (dot.x, dot.y, dot.members) == (20, 0, ("a", "b", "c"))


def test_a_place_joins_the_nearest_dot() -> None:
    left, right = Spot(0, 0, ("a", "b", "c")), Spot(60, 0, ("d", "e", "f"))
    found = dots([left, right, Spot(40, 0, ("g",))], 48)
    assert {each.members for each in found} == {("a", "b", "c"), ("d", "e", "f", "g")}


@given(spots(), gaps)
def test_no_two_dots_are_nearer_than_the_gap(given_spots: list[Spot], gap: float) -> None:
    found = dots(given_spots, gap)
    for index, one in enumerate(found):
        for other in found[:index]:
            assert math.dist((one.x, one.y), (other.x, other.y)) >= gap


@given(spots(), gaps)
def test_everybody_is_in_one_dot(given_spots: list[Spot], gap: float) -> None:
    members = [member for dot in dots(given_spots, gap) for member in dot.members]
    assert sorted(members) == sorted(member for spot in given_spots for member in spot.members)


@given(spots(), gaps)
def test_nobody_is_farther_than_the_gap_from_their_dot(given_spots: list[Spot], gap: float) -> None:
    places = {member: (spot.x, spot.y) for spot in given_spots for member in spot.members}
    for dot in dots(given_spots, gap):
        assert all(math.dist((dot.x, dot.y), places[member]) < gap for member in dot.members)


@given(spots(), gaps, st.randoms(use_true_random=False))
def test_another_order_gives_the_same_dots(
    given_spots: list[Spot], gap: float, chance: random.Random
) -> None:
    shuffled = list(given_spots)
    chance.shuffle(shuffled)
    assert dots(shuffled, gap) == dots(given_spots, gap)
