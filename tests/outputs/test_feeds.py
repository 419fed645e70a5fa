"""Feeds as feedparser reads them: what came, what was confirmed, newest first, from the records' own dates."""

from __future__ import annotations

import json
from typing import Any

import feedparser
import pytest
from builders import Site as Project
from builders import library, partnership

from sister_libraries.events import events
from sister_libraries.languages import site_languages
from sister_libraries.outputs import Site, feeds
from sister_libraries.reader import Reader

URL = "https://example.org/sister/"
in_every_language = pytest.mark.parametrize("here", site_languages(), ids=lambda each: each.code)


def made(site: Site) -> dict[str, str]:
    return {name: str(content) for name, content in feeds.files(site)}


def of(project: Project) -> dict[str, str]:
    return made(Site(project.catalogue(), URL, []))


@in_every_language
def test_atom_is_read_without_complaint_and_tells_all(here: Any, everything: Site):
    found = feedparser.parse(made(everything)[f"{here.prefix}feed.xml"].encode())
    assert not found.bozo
    assert found.version == "atom10"
    newest = events(everything.catalogue)[: feeds.NEWEST]
    reader = Reader(here, everything.catalogue, "")
    assert [each.title for each in found.entries] == [reader.name(each.record).text for each in newest]
    assert [each.link for each in found.entries] == [URL + here.prefix + each.record.path for each in newest]
    assert [each.updated for each in found.entries] == [f"{each.day}T00:00:00Z" for each in newest]
    assert len({each.id for each in found.entries}) == len(newest)
    assert found.feed.language == here.tag


@in_every_language
def test_both_feeds_say_the_same(here: Any, everything: Site):
    files = made(everything)
    atom = feedparser.parse(files[f"{here.prefix}feed.xml"].encode())
    other = json.loads(files[f"{here.prefix}feed.json"])
    assert other["version"] == "https://jsonfeed.org/version/1.1"
    assert [(each["id"], each["url"], each["title"], each["content_text"]) for each in other["items"]] == [
        (each.id, each.link, each.title, each.summary) for each in atom.entries
    ]


def test_what_has_no_date_is_not_news(project: Project):
    assert feedparser.parse(of(project)["feed.xml"].encode()).entries == []


def test_a_confirmation_is_news_of_its_own(project: Project):
    project.put("libraries/aurora", library(listed="2026-01-05", status="open", confirmed="2026-11-20"))
    entries = feedparser.parse(of(project)["feed.xml"].encode()).entries
    assert [(each.updated[:10], each.id.rpartition("/")[2]) for each in entries] == [
        ("2026-11-20", "#confirmed-2026-11-20"),
        ("2026-01-05", ""),
    ]


def test_the_newest_come_first_and_stories_before_libraries(project: Project):
    project.put("libraries/aurora", library(listed="2026-11-20"))
    project.put("partnerships/los-angeles-guangzhou", partnership(listed="2026-11-20"))
    project.put(
        "libraries/guangzhou-library", library(name={"zh": "广州图书馆"}, country="CN", listed="2026-11-21")
    )
    tags = [each["tags"] for each in json.loads(of(project)["feed.json"])["items"]]
    assert tags == [["Library"], ["Story"], ["Library"]]


def test_a_name_in_another_language_bears_it(project: Project):
    project.put(
        "libraries/guangzhou-library", library(name={"zh": "广州图书馆"}, country="CN", listed="2026-11-21")
    )
    files = of(project)
    assert '<title xml:lang="zh-Hans">广州图书馆</title>' in files["feed.xml"]
    assert "<title>广州图书馆</title>" in files["zh/feed.xml"]
    assert json.loads(files["feed.json"])["items"][0]["language"] == "zh-Hans"


@pytest.mark.parametrize("name", ["<b>&amp; ]]>", "مكتبة العامة", "x" * 120, "图书馆 & Co"])
def test_hostile_names_come_through_as_they_are(project: Project, name: str):
    project.put(
        "libraries/aurora", library(name={"local": name, "local_language": "ar"}, listed="2026-11-20")
    )
    found = feedparser.parse(of(project)["feed.xml"].encode(), sanitize_html=False)
    assert not found.bozo
    assert json.loads(of(project)["feed.json"])["items"][0]["title"] == name
    if "<" not in name:  # feedparser would strip it of tags
        assert found.entries[0].title == name
