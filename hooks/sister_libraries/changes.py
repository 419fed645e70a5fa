"""What a pull request changes, from Git, and which of the project's problems are its own."""

from __future__ import annotations

import io
import subprocess
import tarfile
import tempfile
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from sister_libraries.languages import site_languages
from sister_libraries.models import KINDS
from sister_libraries.problems import Problem, ProblemsFound
from sister_libraries.project import Project
from sister_libraries.store import read_store

if TYPE_CHECKING:
    from datetime import date

    from sister_libraries.store import Store

CONTENT = ("data/", "docs/")  # what editors look after; all else is code
CHECKED = ("data", "docs", "overrides")  # the folders that a check looks into; pages name templates


class NoBase(Exception):
    """Git cannot tell what changed."""


@dataclass
class Changes:
    """The files that changed since `base`, by name, and the problems by whose they are."""

    written: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    own: list[Problem] = field(default_factory=list)  # in files of this change, or caused by it elsewhere
    others: list[Problem] = field(
        default_factory=list
    )  # which were there before, in files that it leaves alone

    @property
    def content(self) -> list[str]:
        """The changed records and pages."""
        return [each for each in (*self.written, *self.gone) if each.startswith(CONTENT)]

    @property
    def code(self) -> list[str]:
        """All other changed files."""
        return [each for each in (*self.written, *self.gone) if not each.startswith(CONTENT)]

    @property
    def records(self) -> list[tuple[str, str]]:
        """Folder and id of every record file that was written."""
        parts = [(Path(each).parts, each) for each in self.written]
        return [
            (way[1], Path(name).stem)
            for way, name in parts
            if len(way) == 3 and way[0] == "data" and way[1] in KINDS and name.endswith(".yml")
        ]


def changes_since(root: Path, base: str, today: date) -> Changes:
    """Compare the project with what it was at `base`; raises NoBase."""
    found = Changes()
    if base.startswith("-"):
        raise NoBase(f"{base!r} is no revision")
    listed = _git(root, "diff", "--name-status", "--no-renames", "-z", "--end-of-options", base, "HEAD")
    parts = iter(listed.decode("utf-8", "surrogateescape").split("\0"))
    for status in parts:
        if status:
            (found.gone if status == "D" else found.written).append(next(parts))
    before = _problems_at(root, base, today)
    touched = {*found.written, *found.gone}
    known = {_key(each) for each in before}
    for each in problems_of(root, today):
        if each.code == "E302" and each.path not in touched:
            continue  # it stands at whichever of the two comes later; the answer itself tells what looks like what
        elsewhere = each.path not in touched and _key(each) in known
        (found.others if elsewhere else found.own).append(_without_guess(each, found.gone))
    found.own += vanished_records(read_store(root), found.gone)
    found.own += vanished_pages(root, found.gone)
    found.own.sort(key=lambda each: each.order)
    return found


def problems_of(root: Path, today: date) -> list[Problem]:
    """Every problem and notice of the project at `root`."""
    project = Project(root, today=today)
    try:
        project.load()
    except ProblemsFound as error:
        return error.problems
    return project.notices


def _without_guess(problem: Problem, gone: list[str]) -> Problem:
    """The problem without a suggestion where this very change took away what it misses: nothing else was meant."""
    if not any(Path(name).stem == problem.values.get("found") for name in gone):
        return problem
    return replace(problem, values={key: each for key, each in problem.values.items() if key != "suggestion"})


def _key(problem: Problem) -> tuple[str, str, str]:
    """What makes two problems the same, wherever the lines around them went."""
    return (problem.code, problem.path, repr((problem.at, problem.values.get("found"))))


def vanished_records(store: Store, gone: list[str]) -> list[Problem]:
    """E309: a record that was taken away must leave a word at its address."""
    problems = []
    for name in gone:
        way = Path(name).parts
        if len(way) != 3 or way[0] != "data" or way[1] not in KINDS or way[1] == "vocabularies":
            continue
        if Path(name).stem not in store.moves.get(way[1], {}):
            problems.append(Problem("E309", name, values={"found": Path(name).stem, "folder": way[1]}))
    return problems


def vanished_pages(root: Path, gone: list[str]) -> list[Problem]:
    """E410: a hand-written page that was taken away, so that nothing stands at its address any more."""
    problems = []
    default = site_languages()[0].code
    for name in gone:
        way = Path(name).parts
        if way[0] != "docs" or not name.endswith(".md") or "layouts" in way or len(way) < 3:
            continue
        # Where a translation is missing, the original stands in for it.
        if not any(root.joinpath("docs", code, *way[2:]).is_file() for code in {way[1], default}):
            problems.append(Problem("E410", name, values={"found": name}))
    return problems


def _problems_at(root: Path, base: str, today: date) -> list[Problem]:
    there = _git(root, "ls-tree", "--name-only", "-z", base).decode("utf-8", "surrogateescape").split("\0")
    archive = _git(root, "archive", "--format=tar", base, *(each for each in CHECKED if each in there))
    with tempfile.TemporaryDirectory(prefix="sister-libraries-") as folder:
        with tarfile.open(fileobj=io.BytesIO(archive)) as files:
            files.extractall(folder, filter="data")
        return problems_of(Path(folder), today)


def _git(root: Path, *arguments: str) -> bytes:
    try:
        done = subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError) as error:
        said = getattr(error, "stderr", b"") or str(error).encode()
        raise NoBase(said.decode("utf-8", "replace").strip()) from None
    return done.stdout
