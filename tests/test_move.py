"""`sisterlib rename` and `sisterlib remove`: a tombstone, references that follow, and nothing left dangling."""

from __future__ import annotations

import os

import pytest
from builders import Site, checklist, library, organization, page, partnership

from sister_libraries.cli import main
from sister_libraries.translations import blob_id


def run(site: Site, *arguments: str) -> int:
    return main(
        ["--root", str(site.root), "--today", "2026-11-21", arguments[0], "--lang", "en", *arguments[1:]]
    )


def text(site: Site, name: str) -> str:
    return (site.root / name).read_text(encoding="utf-8")


def test_rename_moves_the_file_and_what_refers_to_it(project: Site) -> None:
    assert run(project, "rename", "guangzhou-library", "guangzhou") == 0
    assert not (project.root / "data/libraries/guangzhou-library.yml").exists()
    assert (
        text(project, "data/moved.yml")
        == "libraries:\n  guangzhou-library:\n    to: guangzhou\n    on: 2026-11-21\n"
    )
    assert "libraries: [los-angeles-public-library, guangzhou]\n" in text(
        project, "data/partnerships/los-angeles-guangzhou.yml"
    )
    assert project.codes() == []


def test_rename_twice_leads_to_the_last(project: Site) -> None:
    run(project, "rename", "guangzhou-library", "guangzhou")
    assert run(project, "rename", "guangzhou", "canton") == 0
    assert "guangzhou-library:\n    to: canton" in text(project, "data/moved.yml")
    assert project.codes() == []
    assert project.catalogue().moved_to("libraries", "guangzhou-library") == "canton"


def test_rename_keeps_comments(project: Site) -> None:
    project.write(
        "data/moved.yml", "# Ids are for ever.\nlibraries:\n  aaa:\n    on: 2026-11-01 # asked for by post\n"
    )
    run(project, "rename", "guangzhou-library", "guangzhou")
    assert "# Ids are for ever." in text(project, "data/moved.yml")
    assert "on: 2026-11-01 # asked for by post" in text(project, "data/moved.yml")


def test_rename_changes_links_in_pages_and_makes_no_translation_stale(project: Site) -> None:
    original = page(
        "Why", "[L](record:libraries/guangzhou-library), [M](record:libraries/guangzhou-library-2)\n"
    )
    project.put("libraries/guangzhou-library-2", library(name={"en": "Another"}, country="CA", status="open"))
    project.write("docs/en/why.md", original)
    project.write("docs/zh/why.md", page("为什么", translation_of=blob_id(original.encode())))
    assert run(project, "rename", "libraries/guangzhou-library", "guangzhou") == 0
    assert "(record:libraries/guangzhou), [M](record:libraries/guangzhou-library-2)" in text(
        project, "docs/en/why.md"
    )
    assert not {"E402", "E404"} & set(project.codes())


@pytest.mark.parametrize("new", ["Guang zhou", "../x", "los-angeles-public-library", "con", "xx"])
def test_rename_refuses_an_id_that_cannot_be_or_is_taken(project: Site, new: str) -> None:
    assert run(project, "rename", "guangzhou-library", new) == 2
    assert (project.root / "data/libraries/guangzhou-library.yml").exists()
    assert not (project.root / "data/moved.yml").exists()


def test_an_id_of_two_records_must_be_told_with_its_folder(
    project: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    project.put("organizations/guangzhou-library", organization())
    assert run(project, "remove", "guangzhou-library") == 2
    assert "libraries/guangzhou-library, organizations/guangzhou-library" in capsys.readouterr().out
    assert run(project, "remove", "organizations/guangzhou-library") == 0


def test_remove_leaves_a_tombstone(project: Site) -> None:
    assert run(project, "remove", "los-angeles-guangzhou") == 0
    assert text(project, "data/moved.yml") == "partnerships:\n  los-angeles-guangzhou:\n    on: 2026-11-21\n"
    assert project.codes() == ["E305", "E305"]


def test_remove_is_refused_while_something_needs_the_record(
    project: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(project, "remove", "guangzhou-library") == 1
    assert "data/partnerships/los-angeles-guangzhou.yml" in capsys.readouterr().out
    assert (project.root / "data/libraries/guangzhou-library.yml").exists()


def test_remove_takes_out_a_reference_that_can_go(project: Site) -> None:
    project.put("libraries/third", library(name={"en": "Third"}))
    project.put("organizations/federation", organization())
    project.put(
        "partnerships/los-angeles-guangzhou",
        partnership(
            libraries=["los-angeles-public-library", "third", "guangzhou-library"], programme="federation"
        ),
    )
    assert run(project, "remove", "third") == 0
    assert run(project, "remove", "federation") == 0
    kept = text(project, "data/partnerships/los-angeles-guangzhou.yml")
    assert "libraries: [los-angeles-public-library, guangzhou-library]\n" in kept
    assert "programme:" not in kept
    assert project.codes() == []


@pytest.mark.parametrize("before", ["start", None])
def test_remove_of_a_checklist_leaves_the_way_whole(project: Site, before: str | None) -> None:
    """What came after it comes after the one before it."""
    project.put("checklists/start", checklist())
    project.put("checklists/board", checklist(after=before))
    project.put("checklists/agree", checklist(after="board"))
    assert run(project, "remove", "board") == 0
    assert project.catalogue().checklists["agree"].after == before
    assert ("after:" in text(project, "data/checklists/agree.yml")) == bool(before)


def test_remove_is_refused_while_a_page_links_to_the_record(project: Site) -> None:
    project.write("docs/en/why.md", page("Why", "[P](record:partnerships/los-angeles-guangzhou)\n"))
    assert run(project, "remove", "los-angeles-guangzhou") == 1


def test_what_is_not_there_cannot_be_moved(project: Site) -> None:
    assert run(project, "remove", "nobody") == 2
    assert run(project, "rename", "vocabularies/activities", "things") == 2


@pytest.mark.parametrize(
    "moved",
    [
        "libraries:\n  old-one:\n    on: 2026-01-01\n  old-one:\n    on: 2026-01-02\n",  # as a merge leaves it
        "<<<<<<< HEAD\nlibraries:\n  old-one:\n    on: 2026-01-01\n",
        "libraries:\n  old-one: gone\n",
        "libraries: none\n",
    ],
)
@pytest.mark.parametrize(
    "arguments", [("rename", "guangzhou-library", "canton"), ("remove", "los-angeles-guangzhou")]
)
def test_a_broken_file_of_moves_is_left_alone_and_shown(
    project: Site, capsys: pytest.CaptureFixture[str], moved: str, arguments: tuple[str, ...]
) -> None:
    project.write("data/moved.yml", moved)
    assert run(project, *arguments) == 1
    assert "data/moved.yml" in capsys.readouterr().err
    assert text(project, "data/moved.yml") == moved
    assert (project.root / "data/libraries/guangzhou-library.yml").exists()
    assert (project.root / "data/partnerships/los-angeles-guangzhou.yml").exists()


@pytest.mark.parametrize(
    "arguments", [("rename", "guangzhou-library", "canton"), ("remove", "guangzhou-library")]
)
def test_a_broken_record_that_names_it_holds_it(
    project: Site, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]
) -> None:
    name = "data/partnerships/los-angeles-guangzhou.yml"
    broken = text(project, name) + "colour: green\n"
    project.write(name, broken)
    assert run(project, *arguments) == 1
    assert name in capsys.readouterr().out
    assert text(project, name) == broken
    assert (project.root / "data/libraries/guangzhou-library.yml").exists()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_what_is_no_file_says_nothing_and_stops_nobody(project: Site) -> None:
    os.mkfifo(project.root / "data/libraries/pipe.yml")
    (project.root / "data/libraries/nowhere.yml").symlink_to("not-there")
    assert run(project, "rename", "guangzhou-library", "canton") == 0


def test_a_broken_record_itself_can_be_taken_down(project: Site) -> None:
    project.write("data/libraries/third.yml", "colour: green\n")
    assert run(project, "remove", "third") == 0
    assert "third" in text(project, "data/moved.yml")


def test_a_page_that_is_no_text_is_shown_and_nothing_is_changed(
    project: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    (project.root / "docs/en").mkdir(parents=True, exist_ok=True)
    (project.root / "docs/en/why.md").write_bytes(b"record:libraries/guangzhou-library \xff")
    assert run(project, "rename", "guangzhou-library", "canton") == 1
    assert "docs/en/why.md" in capsys.readouterr().err
    assert (project.root / "data/libraries/guangzhou-library.yml").exists()


def test_a_record_stays_in_its_folder(project: Site, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(project, "rename", "libraries/guangzhou-library", "organizations/canton") == 2
    assert "libraries/guangzhou-library can only become libraries/…" in capsys.readouterr().out
    assert run(project, "rename", "libraries/guangzhou-library", "libraries/canton") == 0
