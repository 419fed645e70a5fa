"""OpenSearch, security.txt, llms.txt and which pictures stand beside shared links."""

from __future__ import annotations

import sys
from datetime import date, timedelta
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from builders import Site as Project

from sister_libraries import outputs
from sister_libraries.headings import Heading
from sister_libraries.languages import site_languages
from sister_libraries.outputs import (
    OUTPUTS,
    OUTPUTS_OF_PAGES,
    Site,
    llms,
    open_search,
    security,
)
from sister_libraries.share_picture import FOLDER, PICTURES, of_page
from sister_libraries.views import PAGE_KINDS

URL = "https://example.org/sister/"


def test_search_leads_to_the_search_page_of_each_language(everything: Site):
    files = dict(open_search.files(everything))
    for here in site_languages():
        root = ET.fromstring(str(files[f"{here.prefix}opensearch.xml"]))
        (found,) = [each for each in root if each.tag.endswith("}Url")]
        assert found.attrib["template"] == f"{URL}{here.prefix}search/?q={{searchTerms}}"
        name = next(each.text or "" for each in root if each.tag.endswith("}ShortName"))
        assert 0 < len(name) <= 16  # the standard's limit


def test_security_txt_has_what_the_standard_asks_for(everything: Site):
    files = dict(security.files(everything))
    assert files["security.txt"] == files[".well-known/security.txt"]
    lines = [line.split(": ", 1) for line in str(files["security.txt"]).splitlines()]
    fields = dict(line for line in lines)
    assert fields["Contact"].startswith("https://")
    expires = date.fromisoformat(fields["Expires"][:10])
    assert everything.catalogue.today < expires < everything.catalogue.today + timedelta(days=365)


def test_llms_txt_lists_pages_and_data(project: Project):
    headings = {"index.html": Heading("Home", "About all."), "why/index.html": Heading("Why", "Reasons.")}
    headings["zh/index.html"] = Heading("首页", "说明。")
    site = Site(
        project.catalogue(), URL, ["index.html", "why/index.html", "zh/index.html"], headings=headings
    )
    files = {name: str(content) for name, content in llms.files(site)}
    assert files["llms.txt"].startswith("# Sister Libraries\n\n> About all.\n")
    assert f"- [Why]({URL}why/): Reasons.\n" in files["llms.txt"]
    assert "首页" not in files["llms.txt"]
    assert f"{URL}data/v1/libraries.json" in files["llms.txt"]
    assert "> 说明。" in files["zh/llms.txt"]


def test_every_kind_that_has_a_picture_is_a_kind_of_page():
    assert set(PICTURES) <= {kind.name for kind in PAGE_KINDS}
    assert of_page("") == f"{FOLDER}home.png"
    assert of_page("layouts/library/") == f"{FOLDER}library.png"
    assert of_page("why/") == of_page("layouts/problem/") == f"{FOLDER}page.png"


def test_a_new_output_is_one_new_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "newest.py").write_text(
        "def files(site):\n    yield 'newest.txt', site.url\n", encoding="utf-8"
    )
    (tmp_path / "of_pages.py").write_text(
        "OF_PAGES = True\n\ndef files(site):\n    yield 'a', ''\n", encoding="utf-8"
    )
    monkeypatch.setattr(outputs, "__path__", [*outputs.__path__, str(tmp_path)])
    try:
        for of_pages, name, known in ((False, "newest", OUTPUTS), (True, "of_pages", OUTPUTS_OF_PAGES)):
            found = outputs.outputs(of_pages)
            assert set(found) - set(known) == {each for each in found if each.__module__.endswith(f".{name}")}
            assert len(found) == len(known) + 1
    finally:
        for name in ("newest", "of_pages"):
            sys.modules.pop(f"sister_libraries.outputs.{name}", None)
