"""The sitemap: every page once, with its other languages."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree as ET

import pytest
from builders import Site as Project

from sister_libraries.outputs import Site, robots, sitemap

URL = "https://example.org/sister/"
_NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
PAGES = [
    "index.html",
    "zh/index.html",
    "libraries/aurora/index.html",
    "zh/libraries/aurora/index.html",
    "only/index.html",
]


def files(project: Project, pages: list[str]) -> dict[str, Any]:
    return dict(sitemap.files(Site(project.catalogue(), URL, pages)))


def entries(xml: str) -> dict[str, dict[str, str]]:
    """Address → its alternates by language."""
    found = {}
    for url in ET.fromstring(xml).findall("s:url", _NAMES):
        links = {link.attrib["hreflang"]: link.attrib["href"] for link in url.findall("x:link", _NAMES)}
        found[str(url.findtext("s:loc", None, _NAMES))] = links
    return found


def test_every_page_is_listed_at_its_address(project: Project) -> None:
    addresses = ["", "libraries/aurora/", "only/", "zh/", "zh/libraries/aurora/"]
    assert list(entries(files(project, PAGES)["sitemap.xml"])) == [URL + each for each in addresses]


def test_languages_of_a_page_name_each_other(project: Project) -> None:
    listed = entries(files(project, PAGES)["sitemap.xml"])
    links = {
        "en": f"{URL}libraries/aurora/",
        "zh-Hans": f"{URL}zh/libraries/aurora/",
        "x-default": f"{URL}libraries/aurora/",
    }
    assert listed[f"{URL}libraries/aurora/"] == links
    assert listed[f"{URL}zh/libraries/aurora/"] == links


def test_a_page_in_one_language_claims_no_other(project: Project) -> None:
    listed = entries(files(project, PAGES)["sitemap.xml"])
    assert listed[f"{URL}only/"] == {"en": f"{URL}only/", "x-default": f"{URL}only/"}


def test_the_order_of_writing_does_not_matter(project: Project) -> None:
    assert files(project, PAGES) == files(project, PAGES[::-1])


def test_many_pages_go_into_several_files(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemap, "MAX_URLS", 2)
    made = files(project, PAGES)
    assert sorted(made) == ["sitemap-1.xml", "sitemap-2.xml", "sitemap-3.xml", "sitemap.xml"]
    parts = [str(each.text) for each in ET.fromstring(made["sitemap.xml"]).findall("s:sitemap/s:loc", _NAMES)]
    assert parts == [f"{URL}sitemap-{i}.xml" for i in (1, 2, 3)]
    listed = [address for i in (1, 2, 3) for address in entries(made[f"sitemap-{i}.xml"])]
    assert listed == list(entries(sitemap_of_all(project)))


def sitemap_of_all(project: Project) -> str:
    monkeypatch = pytest.MonkeyPatch()
    with monkeypatch.context() as patch:
        patch.setattr(sitemap, "MAX_URLS", 50_000)
        return str(files(project, PAGES)["sitemap.xml"])


def test_a_site_without_pages_has_an_empty_sitemap(project: Project) -> None:
    assert entries(files(project, [])["sitemap.xml"]) == {}


def test_addresses_are_escaped(project: Project) -> None:
    odd = dict(sitemap.files(Site(project.catalogue(), "https://example.org/?a&b=<x>/", ["index.html"])))
    assert list(entries(str(odd["sitemap.xml"]))) == ["https://example.org/?a&b=<x>/"]


def test_robots_names_the_sitemap(project: Project) -> None:
    made = dict(robots.files(Site(project.catalogue(), URL, PAGES)))
    assert f"Sitemap: {URL}sitemap.xml\n" in str(made["robots.txt"])
