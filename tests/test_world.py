"""Countries and regions in the world: parts, places that stand for them, times, and who is near."""

from __future__ import annotations

from datetime import date

import pytest
from builders import Site, library
from hypothesis import given
from hypothesis import strategies as st

from sister_libraries import time_difference, world
from sister_libraries.languages import country_codes, language, site_languages
from sister_libraries.neighbours import neighbours
from sister_libraries.time_zones import distance

codes = st.sampled_from(country_codes())
NOVEMBER, JULY = date(2026, 11, 21), date(2026, 7, 1)


# -- parts of the world ------------------------------------------------------------------------------------


def test_every_country_or_region_is_in_exactly_one_part_of_the_world() -> None:
    parts = world.countries_by_part()
    assert sorted(code for found in parts.values() for code in found) == sorted(country_codes())
    assert list(parts) == list(world.PARTS)


@pytest.mark.parametrize(
    ("country", "part"),
    {
        "CN": "asia", "TW": "asia", "TR": "asia", "CY": "asia", "KZ": "asia", "GE": "asia",
        "RU": "europe", "XK": "europe", "GL": "americas", "HT": "americas", "EG": "africa", "RE": "africa",
        "AU": "oceania", "HM": "oceania", "AQ": "oceania", "BV": "americas", "TF": "africa",
    }.items(),
)  # fmt: skip
def test_parts_are_those_of_cldr(country: str, part: str) -> None:
    assert world.part_of_world(country) == part


@pytest.mark.parametrize("here", site_languages(), ids=lambda each: each.code)
def test_every_part_has_a_name(here: object) -> None:
    names = [here.country(code) for code in world.PARTS.values()]
    assert not any(name.isdigit() for name in names)
    assert len(set(names)) == 5


@pytest.mark.parametrize("code", ["", "cn", "ZZ", "EU", "001"])
def test_what_is_no_country_or_region_is_in_no_part(code: str) -> None:
    with pytest.raises(KeyError):
        world.part_of_world(code)


# -- places and times --------------------------------------------------------------------------------------


@given(codes)
def test_every_country_or_region_has_a_place(code: str) -> None:
    place = world.place_of(code)
    assert -90 <= place.latitude <= 90
    assert -180 <= place.longitude <= 180


@pytest.mark.parametrize(
    ("country", "town", "kilometres"),
    [
        ("AU", (-33.87, 151.21), 50),
        ("BR", (-23.55, -46.63), 50),
        ("CA", (43.65, -79.38), 50),
        ("RU", (55.75, 37.62), 50),
        ("UA", (50.45, 30.52), 50),
        ("US", (40.71, -74.01), 50),
        ("CN", (31.23, 121.47), 50),
        ("XK", (42.67, 21.17), 20),
    ],
)
def test_the_place_is_a_large_town_and_no_far_island(
    country: str, town: tuple[float, float], kilometres: int
) -> None:
    place = world.place_of(country)
    assert distance(place.latitude, place.longitude, *town) < kilometres


@pytest.mark.parametrize(
    ("country", "day", "expected"),
    [
        ("CN", NOVEMBER, (480, 480)),  # one official time, whatever is used beside it
        ("US", NOVEMBER, (-600, -300)),
        ("US", JULY, (-600, -240)),
        ("UA", NOVEMBER, (120, 120)),
        ("NP", NOVEMBER, (345, 345)),
        ("XK", JULY, (120, 120)),
        ("BV", NOVEMBER, None),
    ],
)
def test_times_are_those_of_the_day(country: str, day: date, expected: tuple[int, int] | None) -> None:
    assert world.offsets(country, day) == expected


@pytest.mark.parametrize(
    ("country", "changes"), [("US", True), ("GB", True), ("CN", False), ("JP", False), ("BV", False)]
)
def test_whether_clocks_change(country: str, changes: bool) -> None:
    assert world.changes_clocks(country, 2026) is changes


# -- time differences in words -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("low", "high", "text"),
    [
        (0, 0, "the same time"),
        (60, 60, "1 hour ahead"),
        (-780, -780, "13 hours behind"),
        (345, 345, "5 hours 45 minutes ahead"),
        (-30, -30, "30 minutes behind"),
        (60, 180, "1 hour to 3 hours ahead"),
        (-300, -60, "1 hour to 5 hours behind"),
        (0, 120, "up to 2 hours ahead"),
        (-120, 0, "up to 2 hours behind"),
        (-60, 120, "from 1 hour behind to 2 hours ahead"),
    ],
)
def test_a_difference_is_said(low: int, high: int, text: str) -> None:
    assert time_difference.difference(low, high, language("en")) == text


@pytest.mark.parametrize(
    ("low", "high", "text"),
    [
        (0, 0, "时间相同"),
        (60, 60, "快 1 小时"),
        (-780, -780, "慢 13 小时"),
        (345, 345, "快 5 小时 45 分钟"),
        (60, 180, "快 1 小时至 3 小时"),
        (-60, 120, "慢 1 小时至快 2 小时不等"),
    ],
)
def test_a_difference_is_said_in_chinese(low: int, high: int, text: str) -> None:
    assert time_difference.difference(low, high, language("zh")) == text


@pytest.mark.parametrize(
    ("low", "high", "text"),
    [
        (0, 0, "UTC"),
        (480, 480, "UTC+8"),
        (345, 345, "UTC+5:45"),
        (-600, -300, "UTC−10 … UTC−5"),
        (-210, -210, "UTC−3:30"),
    ],
)
def test_a_clock_is_written(low: int, high: int, text: str) -> None:
    assert time_difference.clock(low, high) == text


# -- neighbours --------------------------------------------------------------------------------------------


@pytest.fixture
def three(project: Site) -> Site:
    """Two libraries in the United States, one of which asks, one in Haiti and one in China."""
    asks = {"status": "seeking", "seeks": ["books"], "confirmed": "2026-11-01"}
    project.put("libraries/miami", library(name={"en": "Miami"}, coordinates=["25.76", "-80.19"], **asks))
    project.put(
        "libraries/haiti", library(name={"en": "Haiti"}, country="HT", coordinates=["18.54", "-72.34"])
    )
    return project


def test_the_nearest_come_first_by_their_nearest_town(three: Site) -> None:
    found = neighbours("CU", three.catalogue())
    assert [each.country for each in found] == ["US", "HT", "CN"]
    assert found[0].kilometres == pytest.approx(distance(23.13, -82.37, 25.76, -80.19), abs=5)


def test_neighbours_are_counted(three: Site) -> None:
    found = {each.country: each for each in neighbours("CU", three.catalogue())}
    assert (found["US"].libraries, found["US"].asking) == (2, 1)
    assert (found["HT"].libraries, found["HT"].asking) == (1, 0)


def test_nobody_is_their_own_neighbour(three: Site) -> None:
    assert "US" not in [each.country for each in neighbours("US", three.catalogue())]


def test_a_library_without_coordinates_counts_as_where_its_country_is(three: Site) -> None:
    found = {each.country: each for each in neighbours("JP", three.catalogue())}
    place = world.place_of("CN")
    tokyo = world.place_of("JP")
    expected = distance(place.latitude, place.longitude, tokyo.latitude, tokyo.longitude)
    assert found["CN"].kilometres == pytest.approx(expected, abs=2)
