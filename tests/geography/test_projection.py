"""The Equal Earth projection against its published values, and what makes it one: equal areas."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sister_libraries.geography.projection import (
    CUT,
    HEIGHT,
    NORTH,
    SOUTH,
    WIDTH,
    equal_earth,
    on_sheet,
    outline,
    project,
    turned,
)

latitudes = st.floats(-89, 89)
longitudes = st.floats(-180, 180)


def test_the_globe_is_as_wide_and_as_high_as_published() -> None:
    """PROJ and the article give the outermost coordinates for a globe of radius 1."""
    assert equal_earth(0, 180)[0] == pytest.approx(2.706629983696, abs=1e-9)
    assert equal_earth(90, 0)[1] == pytest.approx(1.317362759157, abs=1e-9)


def test_the_poles_are_lines_of_the_published_length() -> None:
    """The article: a pole line is 0.59247 times as long as the equator."""
    assert equal_earth(90, 180)[0] / equal_earth(0, 180)[0] == pytest.approx(0.59247, abs=1e-4)


@given(latitudes, longitudes)
def test_a_place_has_a_mirror_image_on_the_other_side(latitude: float, longitude: float) -> None:
    x, y = equal_earth(latitude, longitude)
    assert equal_earth(-latitude, -longitude) == pytest.approx((-x, -y))


@given(st.floats(-88, 88), st.floats(-170, 170))
def test_equal_areas_are_shown_equal(latitude: float, longitude: float) -> None:
    """A small square of the globe covers the same area of the map wherever it is."""
    step = 1e-4
    east_x, east_y = equal_earth(latitude, longitude + step)
    west_x, west_y = equal_earth(latitude, longitude - step)
    north_x, north_y = equal_earth(latitude + step, longitude)
    south_x, south_y = equal_earth(latitude - step, longitude)
    shown = (east_x - west_x) * (north_y - south_y) - (east_y - west_y) * (north_x - south_x)
    true = math.radians(2 * step) ** 2 * math.cos(math.radians(latitude))
    assert shown / true == pytest.approx(1.0, rel=1e-3)


@given(st.floats(SOUTH, NORTH), longitudes)
def test_every_place_between_the_sheets_edges_is_on_the_sheet(latitude: float, longitude: float) -> None:
    x, y = project(latitude, longitude)
    assert -0.01 <= x <= WIDTH + 0.01
    assert -1 <= y <= HEIGHT + 1


def test_north_is_up_and_east_is_right() -> None:
    oslo, rome, seoul = project(59.91, 10.75), project(41.9, 12.5), project(37.57, 126.98)
    assert oslo[1] < rome[1]
    assert rome[0] < seoul[0]


def test_the_middle_of_the_sheet_lies_opposite_the_cut() -> None:
    assert project(0, CUT + 180)[0] == pytest.approx(WIDTH / 2)


def test_asia_ends_and_america_begins_at_the_cut() -> None:
    """The two easternmost and westernmost capes beside the Bering Strait are at opposite ends of the map."""
    dezhnev, prince_of_wales = project(66.08, -169.65), project(65.64, -168.09)
    assert prince_of_wales[0] < WIDTH / 4
    assert dezhnev[0] > WIDTH * 3 / 4


@given(longitudes)
def test_turning_the_globe_keeps_what_lies_east_of_what(longitude: float) -> None:
    assert -180 <= turned(longitude) < 180
    assert (turned(longitude) - (longitude - CUT - 180)) % 360 == pytest.approx(0, abs=1e-9) or (
        turned(longitude) - (longitude - CUT - 180)
    ) % 360 == pytest.approx(360, abs=1e-9)


def test_the_outline_goes_around_the_sheet() -> None:
    points = outline()
    assert min(x for x, _ in points) == pytest.approx(0, abs=1)
    assert max(x for x, _ in points) == pytest.approx(WIDTH, abs=1)
    assert {points[0], points[-1]} == {
        on_sheet(NORTH, -180),
        (WIDTH - on_sheet(NORTH, -180)[0], points[-1][1]),
    }
