"""Which pages are translated, and whether the original has changed since."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from builders import Site, page

from sister_libraries.translations import blob_id, is_stale, mark_current, page_states


def states(site: Site) -> dict[str, str]:
    return {f"{each.language}/{each.name}": each.state for each in page_states(site.root)}


def test_a_blob_id_is_that_of_git(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes("标题\n".encode())
    git = subprocess.run(
        ["git", "hash-object", "--no-filters", path], capture_output=True, text=True, check=True
    )
    assert git.stdout.startswith(blob_id(path.read_bytes()))
    assert len(blob_id(b"")) == 12


def test_a_blob_id_does_not_depend_on_line_ends() -> None:
    assert blob_id(b"a\r\nb\r\n") == blob_id(b"a\nb\n")


def test_a_translation_of_todays_original_is_current(project: Site) -> None:
    assert states(project) == {"en/why.md": "original", "zh/why.md": "current"}


def test_a_translation_of_an_older_original_is_stale(project: Site) -> None:
    project.write("docs/en/why.md", page("Why not"))
    assert states(project)["zh/why.md"] == "stale"


def test_a_translation_that_names_no_original_is_unrecorded(project: Site) -> None:
    project.write("docs/zh/why.md", page("为什么"))
    assert states(project)["zh/why.md"] == "unrecorded"


def test_only_front_matter_names_the_original(project: Site) -> None:
    project.write("docs/zh/why.md", page("为什么", body="translation_of: 123456789012\n"))
    assert states(project)["zh/why.md"] == "unrecorded"


def test_a_page_in_one_language_is_missing_in_the_other(project: Site) -> None:
    project.write("docs/en/tips/first.md", page("Tips"))
    assert states(project)["zh/tips/first.md"] == "missing"


def test_layouts_are_no_pages_to_translate(project: Site) -> None:
    project.write("docs/en/layouts/library.md", page("x"))
    assert "en/layouts/library.md" not in states(project)


@pytest.mark.parametrize("recorded", [{}, {"translation_of": "123456789012"}])
def test_marking_makes_a_translation_current(project: Site, recorded: dict[str, str]) -> None:
    project.write("docs/zh/why.md", page("为什么", body="正文。\n", **recorded))
    mark_current(project.root, project.root / "docs/zh/why.md")
    assert states(project)["zh/why.md"] == "current"
    text = (project.root / "docs/zh/why.md").read_text(encoding="utf-8")
    assert text.count("translation_of: ") == 1
    assert text.startswith("---\ntitle: 为什么\n")
    assert text.endswith("---\n正文。\n")
    assert project.codes() == []


def test_a_stale_page_is_told_by_what_it_says_of_itself(project: Site) -> None:
    original = blob_id((project.root / "docs" / "en" / "why.md").read_bytes())

    def stale(**recorded: str) -> bool:
        return is_stale(project.root, project.write("docs/zh/why.md", page("为什么", **recorded)))

    assert not stale(translation_of=original)
    assert not stale(translation_of=f"{original}  # compared")
    assert stale(translation_of="012345670123")  # which YAML takes for another number
    assert not stale()


def test_a_page_without_an_original_is_not_stale(project: Site) -> None:
    source = project.write("docs/zh/only.md", page("只有中文", translation_of="123456789012"))
    assert not is_stale(project.root, source)
