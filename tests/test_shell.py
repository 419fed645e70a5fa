"""MkDocs' finished output stays as long as what it was made of does."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from builders import TODAY, Site

from sister_libraries.project import Project
from sister_libraries.shell import Shell

URL = "https://example.org/"
PAGE = "docs/en/why.md"


@pytest.fixture
def root(project: Site) -> Path:
    project.write("mkdocs.yml", "site_name: Example\n")
    project.write("overrides/main.html", "")
    return project.root


def shell(root: Path, url: str = URL) -> Shell:
    """As a program that has just begun sees it."""
    return Project(root, url, today=TODAY).shell


def made(root: Path, here: Shell, *, meanwhile: str = "") -> None:
    """Make the shell; a file changes while MkDocs is at work."""
    partial = here.begin()
    (partial / "index.html").write_text("a page", encoding="utf-8")
    if meanwhile:
        (root / meanwhile).write_text("# Something else\n", encoding="utf-8")
    here.keep(partial)


def test_one_that_is_made_of_the_same_stays(root: Path):
    assert not shell(root).is_current()
    made(root, shell(root))
    assert shell(root).is_current()
    assert not shell(root, "https://example.net/").is_current()


@pytest.mark.parametrize("path", [PAGE, "mkdocs.yml"])
def test_a_change_makes_it_anew(root: Path, path: str):
    made(root, shell(root))
    (root / path).write_text("# Something else\n", encoding="utf-8")
    assert not shell(root).is_current()


@pytest.mark.parametrize("path", ["data/libraries/new.yml", "overrides/records/library.html"])
def test_records_and_their_templates_are_no_part_of_it(root: Path, path: str):
    made(root, shell(root))
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text("# Something else\n", encoding="utf-8")
    assert shell(root).is_current()


def test_one_whose_page_changed_while_it_was_made_is_made_anew(root: Path):
    """Of that page nobody knows what MkDocs has read; before, what it had read stayed for ever."""
    made(root, shell(root), meanwhile=PAGE)
    assert not shell(root).is_current()
    made(root, shell(root))
    assert shell(root).is_current()


def test_a_record_that_changed_meanwhile_does_no_harm(root: Path):
    made(root, shell(root), meanwhile="data/libraries/new.yml")
    assert shell(root).is_current()


def test_one_of_other_code_or_settings_than_the_build_that_asked_is_made_anew(root: Path):
    made(root, replace(shell(root), key="of something else"))
    assert not shell(root).is_current()
