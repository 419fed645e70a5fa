"""What a build remembers never shows: after any change the site is the one that a build from nothing makes."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
import yaml

from benchmarks import generate
from sister_libraries import publish, stamp
from sister_libraries.build import build, make_shell
from sister_libraries.lock import alone
from sister_libraries.problems import ProblemsFound
from sister_libraries.project import Project
from sister_libraries.shell import KEY_FILE

# On one process of tests, which then makes what they share once.
pytestmark = pytest.mark.xdist_group("memory")

LIBRARIES = 30
ROUNDS = 3
TODAY = generate.TODAY


@pytest.fixture(scope="module")
def shell(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What MkDocs makes, which depends on no record: the same for every project here."""
    root = tmp_path_factory.mktemp("shell") / "project"
    generate.write_project(root, 1)
    project = Project(root, today=TODAY)
    with alone(project.cache) as lock:
        make_shell(project, lock)
    return project.shell.folder


@pytest.fixture
def project(shell: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A generated project; PDFs and search cost much and depend on pages alone."""
    monkeypatch.setenv("SISTER_LIBRARIES_PDF", "no")
    monkeypatch.setenv("SISTER_LIBRARIES_SEARCH", "no")
    generate.write_project(tmp_path / "project", LIBRARIES)
    for cache in ("full", ".cache"):
        shutil.copytree(shell, tmp_path / "project" / cache / "shell")
    return tmp_path / "project"


def digest_tree(folder: Path) -> dict[str, str]:
    """A digest of every file below a folder."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest() for path in files}


def made(project: Path, cache: str) -> dict[str, str]:
    """The site as a build with this cache makes it: a digest of every file."""
    site = project / f"site of {cache}"
    here = Project(project, site_dir=site, today=TODAY, cache=Path(cache))
    with alone(here.cache) as lock:
        build(here, lock)
    return digest_tree(site)


def from_nothing(project: Path) -> dict[str, str]:
    """The same with an empty cache, but for MkDocs' shell, which depends on no record."""
    shutil.rmtree(project / "empty", ignore_errors=True)
    shutil.rmtree(project / "site of empty", ignore_errors=True)
    shutil.copytree(project / "full" / "shell", project / "empty" / "shell")
    return made(project, "empty")


# -- changes ----------------------------------------------------------------------------------------------------


def records(project: Path, folder: str) -> list[Path]:
    """The generated records of a folder; the real ones are linked from pages."""
    return sorted((project / "data" / folder).glob("generated-*.yml"))


def change(path: Path, **fields: Any) -> None:
    record = yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)  # all as text: NO is a country
    record |= fields
    shown = {key: value for key, value in record.items() if value is not None}
    path.write_text(yaml.dump(shown, allow_unicode=True, sort_keys=False), "utf-8")


def renamed(chance: random.Random, project: Path) -> None:
    number = chance.randrange(10_000)
    name = {"en": f"Renamed Library {number}", "zh": f"改名图书馆 {number}"}
    change(chance.choice(records(project, "libraries")), name=name)


def filed_anew(chance: random.Random, project: Path) -> None:
    """Another id for the same text: where others link to it has changed."""
    path = chance.choice(records(project, "libraries"))
    path.rename(path.with_stem(f"{path.stem}x"))


def described(chance: random.Random, project: Path) -> None:
    text = {"en": f"Another description of the library, told by number {chance.random()}."}
    change(chance.choice(records(project, "libraries")), description=text)


def moved(chance: random.Random, project: Path) -> None:
    place = {"country": chance.choice(["FR", "KE", "NZ"]), "city": {"en": "Elsewhere"}}
    nowhere = {"region": None, "coordinates": None, "sister_cities": None}
    change(chance.choice(records(project, "libraries")), **place, **nowhere)


def asks(chance: random.Random, project: Path) -> None:
    when = chance.choice(["2026-10-01", "2025-03-01", "2021-01-01"])
    seeks = {"status": chance.choice(["seeking", "open"]), "confirmed": when, "listed": "2020-01-01"}
    change(chance.choice(records(project, "libraries")), **seeks)


def tied(chance: random.Random, project: Path) -> None:
    tie = [{"city": {"en": f"Tied {chance.randrange(5)}"}, "country": "IS"}]
    change(chance.choice(records(project, "libraries")), city={"en": "Harbor"}, sister_cities=tie)


def told(chance: random.Random, project: Path) -> None:
    summary = {"en": f"A story told anew, {chance.random()}.", "zh": "重新讲述的故事。"}
    change(chance.choice(records(project, "partnerships")), summary=summary)


def ended(chance: random.Random, project: Path) -> None:
    change(chance.choice(records(project, "partnerships")), status=chance.choice(["ended", "current"]))


def forgotten(chance: random.Random, project: Path) -> None:
    first, *more = chance.sample(stories := records(project, "partnerships"), len(stories))
    if more:  # one stays for the other changes
        first.unlink()


def arrived(chance: random.Random, project: Path) -> None:
    source = chance.choice(records(project, "libraries"))
    copy = source.with_name(f"generated-arrived-{chance.randrange(10**6)}.yml")
    shutil.copyfile(source, copy)
    number = chance.randrange(10**6)
    name = {"en": f"Arrived Library {number}", "zh": f"新来图书馆 {number}"}
    fresh = {"status": "open", "confirmed": "2026-11-01", "website": f"https://arrived-{number}.example.org/"}
    change(copy, name=name, identifiers=None, **fresh)


CHANGES: list[Callable[[random.Random, Path], None]] = [
    renamed, filed_anew, described, moved, asks, tied, told, ended, forgotten, arrived,
]  # fmt: skip


def holds(each: Callable[[random.Random, Path], None], chance: random.Random, project: Path) -> bool:
    """Make a change, and take it back if it breaks a rule."""
    data = project / "data"
    shutil.copytree(data, project / "before")
    each(chance, project)
    try:
        Project(project, today=TODAY).load()
    except ProblemsFound:
        shutil.rmtree(data)
        (project / "before").rename(data)
        return False
    shutil.rmtree(project / "before")
    return True


def test_remembering_changes_no_byte(project: Path) -> None:
    chance = random.Random(20261129)
    made(project, "full")
    for number in range(ROUNDS):
        chosen = [
            each for each in CHANGES if (not number or chance.random() < 0.4) and holds(each, chance, project)
        ]
        remembered, fresh = made(project, "full"), from_nothing(project)
        different = {name for name in remembered | fresh if remembered.get(name) != fresh.get(name)}
        assert not different, [each.__name__ for each in chosen]
        assert len(chosen) > 4 or number


def test_a_site_of_a_page_that_was_changed_and_changed_back_is_not_taken_for_right(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """MkDocs may have read what stands in no file any more: its shell says that it is of nothing certain."""
    publish_it = publish.publish

    def published(here: Project, wait_for_shell: Callable[[], None]) -> None:
        publish_it(here, wait_for_shell)
        (here.shell.folder / KEY_FILE).write_text("", encoding="utf-8")

    made(project, "full")
    assert (project / "full" / stamp.FILE).exists()
    (project / "full" / stamp.FILE).unlink()
    monkeypatch.setattr(publish, "publish", published)
    made(project, "full")
    assert not (project / "full" / stamp.FILE).exists()


def test_what_has_not_changed_is_not_made_again(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publish, "side_by_side", lambda tasks: [task() for task in tasks])
    made(project, "full")
    names: list[str] = []
    make = publish._Pages._make_page

    def noted(pages: Any, kind: Any, subject_id: str, *rest: Any) -> Any:
        names.append(f"{kind.name} {subject_id}")
        return make(pages, kind, subject_id, *rest)

    monkeypatch.setattr(publish._Pages, "_make_page", noted)
    path = records(project, "libraries")[0]
    change(
        path, description={"en": "This is the only thing that is new about the library, and nothing else."}
    )
    made(project, "full")
    assert f"library {path.stem}" in names
    assert not any(each.startswith(("problem", "checklist", "organization")) for each in names)
    libraries = {each for each in names if each.startswith("library ")}
    assert len(libraries) < LIBRARIES / 2


def test_a_damaged_memory_is_the_same_as_none(project: Path) -> None:
    right = made(project, "full")
    for path in [*(project / "full" / "pages").iterdir(), *(project / "full" / "records").iterdir()]:
        path.write_bytes(path.read_bytes()[:-9])
    change(records(project, "libraries")[0], description={"en": "So that there is something new to be made."})
    assert made(project, "full") == from_nothing(project) != right


def test_a_touched_file_of_the_site_is_made_again(project: Path) -> None:
    right = made(project, "full")
    page = project / "site of full" / "libraries" / "generated-library-00001" / "index.html"
    page.write_text("somebody was here")
    assert made(project, "full") == right


def test_a_build_without_changes_does_nothing(project: Path) -> None:
    command = ["--root", str(project), "--today", TODAY.isoformat(), "build"]

    def run() -> subprocess.CompletedProcess[str]:
        called = [sys.executable, "-m", "sister_libraries", *command]
        return subprocess.run(called, capture_output=True, text=True, check=True)

    assert "Nothing has changed" not in run().stdout
    before = {path: path.stat().st_mtime_ns for path in (project / "site").rglob("*")}
    assert "Nothing has changed" in run().stdout
    assert {path: path.stat().st_mtime_ns for path in (project / "site").rglob("*")} == before
    (project / "site" / "index.html").unlink()
    assert "Nothing has changed" not in run().stdout
    assert (project / "site" / "index.html").exists()
