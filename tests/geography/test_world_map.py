"""The map of a catalogue: who is on it, on which level, and that ten thousand libraries do not make it heavy."""

from __future__ import annotations

import gzip
import random
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Any

import pytest
from builders import ROOT, TODAY, Site, library, partnership
from hypothesis import given
from hypothesis import strategies as st

from sister_libraries.catalogue import Catalogue
from sister_libraries.geography.filling import figure_filling
from sister_libraries.geography.projection import NORTH, SOUTH
from sister_libraries.geography.world_map import GAPS, MOST, world_map
from sister_libraries.languages import site_languages
from sister_libraries.models import Library, Partnership
from sister_libraries.reader import Reader
from sister_libraries.templates import Templates

BUDGET = 60_000  # bytes, compressed: what the issue allows the directory's map at 10 000 listings


def catalogue(
    places: dict[str, tuple[float, float] | None], *pairs: tuple[str, str], **fields: Any
) -> Catalogue:
    """A catalogue of libraries at these places, with partnerships between these."""
    written = lambda value: f"{value:.2f}"  # noqa: E731 - as a record has it
    libraries = {
        name: Library.model_validate(
            {**library(**fields), "id": name, **({"coordinates": [*map(written, place)]} if place else {})}
        )
        for name, place in places.items()
    }
    partnerships = {
        f"p{i}": Partnership.model_validate({**partnership(libraries=list(pair)), "id": f"p{i}"})
        for i, pair in enumerate(pairs)
    }
    return Catalogue(
        MappingProxyType(libraries),
        MappingProxyType(partnerships),
        MappingProxyType({}),
        MappingProxyType({}),
        MappingProxyType({}),
        MappingProxyType({}),
        TODAY,
    )


PARIS, SEVRES, LYON, BEIJING = (48.86, 2.35), (48.82, 2.21), (45.76, 4.84), (39.9, 116.41)


def members(found: Catalogue, level: int) -> list[tuple[str, ...]]:
    return sorted(mark.members for mark in world_map(found).marks if level in mark.levels)


def test_neighbors_are_one_dot_from_afar_and_part_as_one_zooms_in() -> None:
    found = catalogue({"paris": PARIS, "lyon": LYON, "beijing": BEIJING})
    assert members(found, 1) == [("beijing",), ("lyon", "paris")]
    assert members(found, len(GAPS)) == [("beijing",), ("lyon",), ("paris",)]


def test_libraries_of_one_town_stay_one_dot() -> None:
    found = catalogue({"one": PARIS, "other": PARIS})
    assert [mark.levels for mark in world_map(found).marks] == [tuple(range(1, len(GAPS) + 1))]


def test_who_gives_no_coordinates_is_not_lost() -> None:
    found = world_map(catalogue({"paris": PARIS, "nowhere": None, "below-the-sheet": (-77.85, 166.67)}))
    assert found.missing == ("below-the-sheet", "nowhere")
    assert [mark.members for mark in found.marks] == [("paris",)]


def test_nobody_at_all_is_an_empty_map() -> None:
    found = world_map(catalogue({}))
    assert (found.marks, found.missing, "".join(found.lines)) == ((), (), "")


def test_a_partnership_is_a_line_on_every_level_on_which_its_libraries_are_two_dots() -> None:
    found = world_map(
        catalogue({"paris": PARIS, "lyon": LYON, "beijing": BEIJING}, ("paris", "beijing"), ("paris", "lyon"))
    )
    assert found.lines[0].count("M") == 1
    assert found.lines[-1].count("M") == 2
    assert found.partnerships == 2


def test_a_partner_without_coordinates_has_no_line() -> None:
    found = world_map(catalogue({"paris": PARIS, "nowhere": None}, ("paris", "nowhere")))
    assert "".join(found.lines) == ""
    assert found.partnerships == 0


def test_two_partnerships_between_the_same_dots_are_one_line() -> None:
    towns = {"paris": PARIS, "sevres": SEVRES, "beijing": BEIJING}
    found = world_map(catalogue(towns, ("paris", "beijing"), ("sevres", "beijing")))
    assert found.lines[0].count("M") == 1


def test_a_level_with_too_many_dots_is_left_out() -> None:
    chance = random.Random(1)
    places = {
        f"l{i}": (round(chance.uniform(-40, 60), 2), round(chance.uniform(-180, 180), 2))
        for i in range(2 * MOST)
    }
    found = world_map(catalogue(places))
    assert 0 < found.levels < len(GAPS)
    for level in range(1, found.levels + 1):
        assert sum(level in mark.levels for mark in found.marks) <= MOST
    assert sorted(m for mark in found.marks if 1 in mark.levels for m in mark.members) == sorted(places)


@given(
    st.lists(
        st.one_of(st.none(), st.tuples(st.integers(-9000, 9000), st.integers(-18000, 18000))), max_size=30
    )
)
def test_on_every_level_everybody_is_on_the_map_once(raw: list[tuple[int, int] | None]) -> None:
    places = {f"l{i}": (each[0] / 100, each[1] / 100) if each else None for i, each in enumerate(raw)}
    found = world_map(catalogue(places))
    placed = sorted(name for name, place in places.items() if place and SOUTH <= place[0] <= NORTH)
    assert sorted([*placed, *found.missing]) == sorted(places)
    for level in range(1, found.levels + 1):
        shown = [name for mark in found.marks if level in mark.levels for name in mark.members]
        assert sorted(shown) == placed


def test_the_same_catalogue_gives_the_same_map() -> None:
    places = {"paris": PARIS, "lyon": LYON, "beijing": BEIJING}
    forwards = catalogue(places, ("paris", "beijing"))
    backwards = replace(
        forwards, libraries=MappingProxyType(dict(reversed(list(forwards.libraries.items()))))
    )
    assert world_map(forwards) == world_map(backwards)


@pytest.fixture(scope="module")
def ten_thousand() -> Catalogue:
    """Libraries in places of their own: four in five crowd around forty towns, as in life; and 500 partnerships."""
    chance = random.Random(1)
    hubs = [(chance.uniform(-35, 60), chance.uniform(-180, 180)) for _ in range(40)]
    places = {}
    for number in range(10_000):
        latitude, longitude = chance.choice(hubs)
        if chance.random() < 0.8:
            latitude, longitude = chance.gauss(latitude, 3), chance.gauss(longitude, 4)
        else:
            latitude, longitude = chance.uniform(-45, 65), chance.uniform(-180, 180)
        longitude = (longitude + 180) % 360 - 180
        places[f"generated-library-{number:05}"] = (
            round(max(-60, min(75, latitude)), 2),
            round(longitude, 2),
        )
    names = list(places)
    pairs = [tuple(chance.sample(names, 2)) for _ in range(500)]
    return catalogue(places, *pairs)


@pytest.mark.parametrize("here", site_languages(), ids=lambda each: each.code)
def test_the_map_of_ten_thousand_libraries_is_light(ten_thousand: Catalogue, here: Any) -> None:
    reader = Reader(here, ten_thousand, "../")
    html = Templates(ROOT, here).render("fillings/map-figure", reader, figure_filling(reader))
    assert len(gzip.compress(html.encode(), 9)) < BUDGET


def test_the_real_map_has_every_real_library() -> None:
    from sister_libraries.catalogue import load

    real = load(ROOT, date.today())[0]
    found = world_map(real)
    shown = {name for mark in found.marks if 1 in mark.levels for name in mark.members}
    assert shown | set(found.missing) == set(real.libraries)
    assert not shown & set(found.missing)


def test_a_project_on_disk_has_a_map(project: Site) -> None:
    project.put("libraries/guangzhou-library", library(country="CN", coordinates=["23.12", "113.25"]))
    found = world_map(project.catalogue())
    assert [mark.members for mark in found.marks] == [("guangzhou-library",)]
    assert found.missing == ("los-angeles-public-library",)
