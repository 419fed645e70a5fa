"""The stamp of a site tells what it was made of."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from sister_libraries import pdf, stamp
from sister_libraries.published import SEARCH_SWITCH

INPUTS = {"data/a.yml": b"1", "docs/b.md": b"2"}
DAY = date(2026, 11, 29)
URL = "https://example.org/"


@pytest.fixture(autouse=True)
def _no_paper(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(pdf.SWITCH, "no")


def key() -> str:
    return stamp.made_of(INPUTS, DAY, URL)


def test_it_depends_on_every_input():
    others = [
        stamp.made_of({**INPUTS, "data/a.yml": b"3"}, DAY, URL),
        stamp.made_of({**INPUTS, "data/c.yml": b"1"}, DAY, URL),
        stamp.made_of({"data/a.yml": b"1"}, DAY, URL),
        stamp.made_of(INPUTS, date(2026, 11, 30), URL),
        stamp.made_of(INPUTS, DAY, "https://example.com/"),
    ]
    assert len({key(), *others}) == len(others) + 1


def test_a_site_without_search_is_another(monkeypatch: pytest.MonkeyPatch):
    before = key()
    monkeypatch.setenv(SEARCH_SWITCH, "no")
    assert key() != before


def test_a_site_without_pdfs_is_another(monkeypatch: pytest.MonkeyPatch):
    before = key()
    monkeypatch.delenv(pdf.SWITCH)
    assert key() != before


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "site" / "a").mkdir(parents=True)
    page = tmp_path / "site" / "a" / "index.html"
    page.write_text("page")
    seen = page.stat()
    stamp.write(tmp_path, tmp_path / "site", "key", {"a/index.html": (seen.st_size, seen.st_mtime_ns)})
    return tmp_path / "site"


def test_a_stamped_site_is_right(site: Path):
    assert stamp.is_right(site.parent, site, "key")
    assert not stamp.is_right(site.parent, site, "another key")
    assert not stamp.is_right(site.parent, site.parent / "elsewhere", "key")


@pytest.mark.parametrize("harm", ["changed", "removed", "added", "no stamp", "a damaged stamp"])
def test_a_site_that_somebody_touched_is_not(site: Path, harm: str):
    page = site / "a" / "index.html"
    if harm == "changed":
        page.write_text("page of somebody")
    elif harm == "removed":
        page.unlink()
    elif harm == "added":
        (site / "b.html").write_text("")
    elif harm == "no stamp":
        (site.parent / stamp.FILE).unlink()
    else:
        (site.parent / stamp.FILE).write_text("{")
    assert not stamp.is_right(site.parent, site, "key")


def test_a_file_that_somebody_touched_before_the_stamp_is_noticed(site: Path):
    """What counts is how it was written."""
    page = site / "a" / "index.html"
    seen = page.stat()
    page.write_text("page of somebody")
    stamp.write(site.parent, site, "key", {"a/index.html": (seen.st_size, seen.st_mtime_ns)})
    assert not stamp.is_right(site.parent, site, "key")


def test_a_name_that_is_no_text_is_another_file(site: Path):
    try:
        (site / os.fsdecode(b"\xff.html")).write_text("")
    except (OSError, UnicodeError):
        pytest.skip("this file system has only names in UTF-8")
    assert not stamp.is_right(site.parent, site, "key")
