"""What pages print of the map: dots that say where they lead, and a list that says the same."""

from __future__ import annotations

import re
from html import unescape

import pytest
from builders import ROOT, Site, library, partnership

from sister_libraries.geography.filling import LISTED, figure_filling, map_filling
from sister_libraries.languages import language
from sister_libraries.reader import Reader
from sister_libraries.templates import Templates


def place(latitude: str, longitude: str) -> list[str]:
    return [latitude, longitude]


@pytest.fixture
def europe(project: Site) -> Site:
    """Two libraries in Paris and one in Lyon, one in Geneva, one in Beijing that asks, one without coordinates."""
    one = {"city": {"en": "Paris", "zh": "巴黎"}, "country": "FR", "coordinates": place("48.86", "2.35")}
    project.put("libraries/paris-one", library(name={"en": "Paris One"}, **one))
    project.put("libraries/paris-two", library(name={"en": "Paris “Two” <b>"}, **one))
    project.put(
        "libraries/lyon",
        library(name={"en": "Lyon Library"}, country="FR", coordinates=place("45.76", "4.84")),
    )
    project.put(
        "libraries/geneva",
        library(name={"en": "Geneva Library"}, country="CH", coordinates=place("46.20", "6.14")),
    )
    project.put(
        "libraries/beijing",
        library(
            name={"en": "Beijing Library", "zh": "北京图书馆"},
            city={"en": "Beijing", "zh": "北京"},
            country="CN",
            coordinates=place("39.90", "116.41"),
            status="seeking",
            seeks=["books"],
            confirmed="2026-11-01",
        ),
    )
    project.put("partnerships/paris-beijing", partnership(libraries=["paris-one", "beijing"]))
    return project


def reader(site: Site, code: str = "en", home: str = "../") -> Reader:
    return Reader(language(code), site.catalogue(), home)


def render(site: Site, name: str = "map", code: str = "en") -> str:
    own = reader(site, code)
    filling = {"map": map_filling, "map-figure": figure_filling}[name]
    return Templates(ROOT, language(code)).render(f"fillings/{name}", own, filling(own))


def dots(site: Site, level: int, code: str = "en") -> dict[str, str]:
    """Titles and addresses of the dots of one level."""
    found = re.findall(
        r'<a class="([^"]*)" href="([^"]*)"[^>]*><title>([^<]*)</title>', render(site, code=code)
    )
    return {unescape(title): href for classes, href, title in found if f"l{level}" in classes.split()}


def test_a_single_library_is_named_and_led_to(europe: Site) -> None:
    assert (
        dots(europe, 1)["Beijing Library (Beijing, China): looking for a partner"] == "../libraries/beijing/"
    )


def test_libraries_of_one_country_lead_to_its_page(europe: Site) -> None:
    assert dots(europe, 6)["2 libraries: France"] == "../countries/fr/"


def test_libraries_of_several_countries_lead_to_their_part_of_the_list(europe: Site) -> None:
    assert dots(europe, 1)["4 libraries: France and Switzerland"] == "#europe"
    assert 'id="europe"' in render(europe)


def test_dots_speak_chinese(europe: Site) -> None:
    assert "北京图书馆（中国，北京）：正在寻找合作伙伴" in dots(europe, 1, "zh")
    assert "4 家图书馆：法国和瑞士" in dots(europe, 1, "zh")


def test_a_dot_of_many_countries_names_the_first_three(project: Site) -> None:
    for index, code in enumerate(["FR", "CH", "IT", "AT", "LI"]):
        project.put(
            f"libraries/alpine-{index}", library(country=code, coordinates=place("46.50", f"9.{index}0"))
        )
    (title,) = dots(project, 1)
    assert title.endswith("and 2 more")


def test_a_dot_tells_that_somebody_asks(europe: Site) -> None:
    html = render(europe)
    (classes,) = re.findall(r'<a class="([^"]*)" href="\.\./libraries/beijing/"', html)
    assert "asks" in classes.split()
    assert html.count("asks") == 1


def test_names_are_escaped(europe: Site) -> None:
    assert "<b>" not in re.sub(r"<b>\d", "", render(europe))
    assert "Paris “Two” &lt;b&gt;" in render(europe)


def test_another_page_gets_the_drawing_and_the_way_to_the_list(europe: Site) -> None:
    html = render(europe, "map-figure")
    assert 'href="../map/#map-list"' in html
    assert 'href="../map/#europe"' in html
    assert "<ul" not in html


@pytest.mark.parametrize("code", ["en", "zh"])
def test_the_list_names_every_library_and_every_partner_on_the_map(europe: Site, code: str) -> None:
    html = render(europe, code=code)
    rest = html.split('id="map-list"')[1]
    for name in europe.catalogue().libraries:
        assert f'href="../libraries/{name}/"' in rest
    assert rest.count('href="../partnerships/paris-beijing/"') == 2


def test_who_is_not_on_the_map_is_said(europe: Site) -> None:
    rest = render(europe).split('id="not-on-the-map"')[1]
    assert "guangzhou-library" in rest
    assert "geneva" not in rest


def test_of_very_many_libraries_the_list_gives_numbers(
    project: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sister_libraries.geography.filling.LISTED", 1)
    assert LISTED > 100
    rest = render(project).split('id="map-list"')[1].split('id="not-on-the-map"')[0]
    assert "libraries/guangzhou-library" not in rest
    assert 'href="../countries/cn/"' in rest
    assert "Partners in: United States" in rest


def test_no_one_yet_is_a_map_of_land(project: Site) -> None:
    html = render(project)
    assert html.count("<a class=") == 0
    assert "0 libraries and 0 partnerships on the map." in html


def test_every_dot_names_itself(europe: Site) -> None:
    html = render(europe)
    assert len(re.findall(r'<a class="l', html)) == len(re.findall(r"<title>[^<]+</title>", html)) > 3
