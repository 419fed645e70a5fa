"""Linked data on the built pages: read back by a JSON-LD processor, and the same as the page and the record."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import Any

import pytest
from building import SITE_URL, BuiltSite, Page
from pyld import jsonld

from sister_libraries.languages import site_languages
from sister_libraries.share_picture import FOLDER

SCHEMA = "https://schema.org/"
_BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
_TRAIL = re.compile(r'<nav class="breadcrumbs".*?</nav>', re.DOTALL)
_LINK = re.compile(r'<a href="([^"]*)">([^<]*)</a>')
LISTING_BYTES = 9_000


def offline(address: str, options: Any) -> dict[str, Any]:
    """The context of schema.org, as far as this site uses it, without asking for it."""
    assert address in ("https://schema.org", SCHEMA)
    context = {"@context": {"@vocab": SCHEMA, **{name: {"@type": "@id"} for name in ("item", "url", "sameAs")}}}
    return {"contextUrl": None, "documentUrl": address, "document": context}


def nodes(page: Page) -> list[dict[str, Any]]:
    (block,) = _BLOCK.findall(page.html)
    expanded = jsonld.expand(json.loads(block), {"documentLoader": offline, "base": SITE_URL + page.url})
    return [node for each in expanded for node in each.get("@graph", [each])]


def of_type(page: Page, name: str) -> dict[str, Any]:
    (found,) = [each for each in nodes(page) if each.get("@type") == [SCHEMA + name]]
    return found


def values(node: dict[str, Any], name: str) -> list[Any]:
    return [each.get("@value", each.get("@id", each)) for each in node.get(SCHEMA + name, ())]


def test_every_page_has_one_block_that_is_linked_data(site: BuiltSite):
    for page in site.ordinary:
        assert nodes(page), page.name


def test_breadcrumbs_are_those_that_the_page_shows(site: BuiltSite):
    shown = 0
    for page in site.ordinary:
        trail = _TRAIL.search(page.html)
        if not trail:
            continue
        shown += 1
        items = of_type(page, "BreadcrumbList")[SCHEMA + "itemListElement"]
        told = [(values(each, "item"), values(each, "name")[0]) for each in items]
        *above, (address, name) = told
        assert address == []
        assert unescape(page.text("title")).startswith(f"{name} · "), page.name
        names = [unescape(text) for _, text in _LINK.findall(trail[0])]
        assert [text for _, text in above] == names, page.name
        for (found,), _ in above:
            assert found.removeprefix(SITE_URL) in site.pages, found
    assert shown > 100


@pytest.mark.parametrize("here", site_languages(), ids=lambda each: each.code)
def test_libraries_are_those_of_the_records(here: Any, example_site: BuiltSite):
    for record in example_site.catalogue.libraries.values():
        node = of_type(example_site.pages[here.prefix + record.path], "Library")
        texts = set(values(node, "name") + values(node, "alternateName"))
        words = record.name.words()
        assert texts == {text for key, text in words.items() if key != "local_language"}
        address = node[SCHEMA + "address"][0]
        assert values(address, "addressCountry") == [record.country]
        if record.coordinates:
            place = node[SCHEMA + "geo"][0]
            assert (values(place, "latitude")[0], values(place, "longitude")[0]) == tuple(record.coordinates)
        assert (record.website in values(node, "sameAs")) == bool(record.website)


def test_a_name_in_another_language_bears_it(example_site: BuiltSite):
    record = next(each for each in example_site.catalogue.libraries.values() if each.name.get("zh"))
    node = of_type(example_site.pages[record.path], "Library")
    tagged = [each for name in ("name", "alternateName") for each in node.get(SCHEMA + name, ())]
    assert {"@value": record.name.get("zh"), "@language": "zh-hans"} in [
        {key: str(value).lower() if key == "@language" else value for key, value in each.items()} for each in tagged
    ]


@pytest.mark.parametrize("here", site_languages(), ids=lambda each: each.code)
def test_a_checklist_tells_every_step(here: Any, site: BuiltSite):
    for record in site.catalogue.checklists.values():
        node = of_type(site.pages[here.prefix + record.path], "HowTo")
        steps = [
            values(step, "text")[0]
            for section in node[SCHEMA + "step"]
            for step in section[SCHEMA + "itemListElement"]
        ]
        assert steps == [step.text.get(here.code) for section in record.sections for step in section.steps]


@pytest.mark.parametrize("here", site_languages(), ids=lambda each: each.code)
def test_organizations_and_stories_are_those_of_the_records(here: Any, site: BuiltSite):
    for record in site.catalogue.organizations.values():
        node = of_type(site.pages[here.prefix + record.path], "Organization")
        told = set(values(node, "name") + values(node, "alternateName"))
        words = {text for key, text in record.name.words().items() if key != "local_language"}
        assert told == words | ({record.abbreviation} if record.abbreviation else set())
        assert values(node, "sameAs") == ([record.website] if record.website else [])
    for story in site.catalogue.partnerships.values():
        node = of_type(site.pages[here.prefix + story.path], "Article")
        about = [each["@id"] for each in node[SCHEMA + "about"]]
        assert about == [f"{SITE_URL}{here.prefix}libraries/{each}/#library" for each in story.libraries]
        assert values(node, "datePublished") == ([story.listed.isoformat()] if story.listed else [])


def test_data_and_the_site_itself_have_their_types(site: BuiltSite):
    dataset = of_type(site.pages["data/"], "Dataset")
    downloads = [values(each, "contentUrl")[0] for each in dataset[SCHEMA + "distribution"]]
    assert [each for each in downloads if each.removeprefix(SITE_URL) not in site.files] == []
    assert of_type(site.pages[""], "WebSite")


def test_what_is_in_a_record_cannot_end_the_block(example_site: BuiltSite):
    """The examples have names full of markup."""
    hostile = [page for page in example_site.ordinary if "example-every-field" in page.name]
    assert any("\\u003c" in _BLOCK.findall(page.html)[0] for page in hostile)


def test_every_page_can_be_shared_with_a_picture(site: BuiltSite):
    for page in site.ordinary:
        found = {tag.get("property"): tag.get("content") for tag in page.tags("meta") if tag.get("property")}
        assert found["og:url"] == SITE_URL + page.url
        assert found["og:title"]
        assert found["og:image"].startswith(SITE_URL + FOLDER)
        assert found["og:image"].removeprefix(SITE_URL) in site.files


def test_feeds_are_announced_where_readers_look(site: BuiltSite):
    for here in site_languages():
        for bare in ("", "news/"):
            page = site.pages[here.prefix + bare]
            (link,) = [each for each in page.links("alternate") if each.get("type") == "application/atom+xml"]
            assert link.get("href")
        assert f"{here.prefix}feed.xml" in site.files


def test_the_sitemap_tells_the_last_change_of_records(site: BuiltSite):
    text = (site.folder / "sitemap.xml").read_text(encoding="utf-8")
    record = next(each for each in site.catalogue.libraries.values() if each.listed)
    entry = text.split(f"<loc>{SITE_URL}{record.path}</loc>")[1].split("</url>")[0]
    assert f"<lastmod>{record.listed}</lastmod>" in entry


def test_a_listing_of_ordinary_length_stays_light(site: BuiltSite):
    sizes = sorted(
        len((site.folder / here.prefix / record.path / "index.html").read_bytes())
        for record in site.catalogue.libraries.values()
        for here in site_languages()
    )
    assert sizes[len(sizes) // 2] < LISTING_BYTES
