"""Every side of the comparison: what it is called, how its project is written, how it is built, where its site lies."""

from __future__ import annotations

import compileall
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

from benchmarks import generate, measure, plain
from benchmarks.peers import astro, check, eleventy, hugo, zensical
from benchmarks.peers.facts import Facts
from benchmarks.peers.install import Tools

OURS = "ours"
PYTHON = [sys.executable, "-m"]
EPOCH = str(int(datetime.combine(generate.TODAY, datetime.min.time(), UTC).timestamp()))
COMMON = {"NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1", "SOURCE_DATE_EPOCH": EPOCH}
SEARCH = "pagefind"  # where our search index lies
NO_SEARCH = {"SISTER_LIBRARIES_SEARCH": "no"}
AT_ROOT = {"en": "", "zh": "zh/"}


@dataclass(frozen=True)
class Side:
    """One generator: `made` is what a build leaves behind, `exact` whether it has our templates, so our bytes."""

    title: str
    site: str
    made: tuple[str, ...]
    exact: bool
    command: tuple[str, ...] = ()  # behind the installed tool's own
    environment: dict[str, str] = field(default_factory=dict)
    where: dict[str, str] = field(default_factory=lambda: AT_ROOT)
    tool: str = ""  # what builds it, where that is not named like the side


SIDES = {
    OURS: Side("ours", "site", ("site", ".cache"), True),
    "hugo": Side(
        "Hugo", "public", ("public", "resources", "hugo-cache"), True, ("--quiet", "--cacheDir", "{folder}/hugo-cache"),
    ),
    "hugo-records": Side(
        "Hugo, records read",
        "public",
        ("public", "resources", "hugo-cache"),
        True,
        ("--quiet", "--cacheDir", "{folder}/hugo-cache"),
        tool="hugo",
    ),
    "eleventy": Side("Eleventy", "_site", ("_site", ".cache"), True, ("--quiet",)),
    "astro": Side(
        "Astro", "dist", ("dist", ".cache", ".astro"), True, ("build", "--silent"), {"ASTRO_TELEMETRY_DISABLED": "1"}
    ),
    "zensical": Side(
        "Zensical", "site", ("site", ".cache"), False, ("build",), where={"en": "en/", "zh": "zh/"}
    ),
    "plain": Side("MkDocs, plain", "site", ("site",), False),
}  # fmt: skip


@dataclass
class Workshop:
    """The projects of all sides for one number of libraries, each written when it is first asked for."""

    folder: Path
    size: int
    tools: Tools
    tell: Callable[[str], None]
    _put_aside: int = 0

    def can(self, side: str) -> bool:
        """Whether a side can be built here."""
        return side in (OURS, "plain") or (SIDES[side].tool or side) in self.tools.commands

    @cached_property
    def ours(self) -> Path:
        """Our project, not built yet."""
        self.tell(f"{self.size:,} libraries: generating")
        folder = self.folder / OURS
        generate.write_project(folder, self.size)
        compileall.compile_dir(folder / "hooks", quiet=1)
        return folder

    @cached_property
    def facts(self) -> Facts:
        """What our pages say; they are built for it where they are not yet."""
        if not (self.ours / ".cache" / "shell").exists():
            self.build(OURS)
        return Facts(self.ours, generate.TODAY)

    @cached_property
    def records(self) -> Path:
        """The facts of records as files, from which every peer's are copied."""
        self.tell(f"{self.size:,} libraries: facts for the peers")
        folder = self.folder / "records"
        self.facts.write_records(folder)
        return folder

    @cached_property
    def markdown(self) -> Path:
        """The Markdown of the plain way, and its project."""
        self.tell(f"{self.size:,} libraries: Markdown for MkDocs and Zensical")
        folder = self.folder / "plain"
        plain.write_project(folder, self.ours, generate.TODAY)
        return folder

    def project(self, side: str) -> Path:
        """The project of a side."""
        if side == OURS:
            return self.ours
        if side == "plain":
            return self.markdown
        folder = self.folder / side
        if not folder.exists():
            self._write(side, folder)
        return folder

    def _write(self, side: str, folder: Path) -> None:
        if side in ("hugo", "hugo-records"):
            hugo.write_project(folder, self.facts, self.records, sources=side == "hugo-records")
        elif side == "zensical":
            zensical.write_project(folder, self.ours, self.markdown)
        else:
            writer = {"eleventy": eleventy, "astro": astro}[side]
            writer.write_project(folder, self.facts, self.records)
            (folder / "node_modules").symlink_to(self.tools.node_modules, target_is_directory=True)

    def command(self, side: str) -> list[str]:
        """How a side is built, in its project's folder."""
        if side == OURS:
            return [*PYTHON, "sister_libraries", "build"]
        if side == "plain":
            return [*PYTHON, "mkdocs", "build", "--quiet"]
        folder = str(self.project(side))
        return [
            *self.tools.commands[SIDES[side].tool or side],
            *(each.format(folder=folder) for each in SIDES[side].command),
        ]

    def environment(self, side: str, *, search: bool = False) -> dict[str, str]:
        """What a side's build finds in its environment; only ours can have its search index left in."""
        found = COMMON | SIDES[side].environment
        if side == OURS:
            found |= {"PYTHONPATH": str(self.ours / "hooks"), "SISTER_LIBRARIES_PDF": "no"}
            found |= {} if search else NO_SEARCH
        return found

    def build(self, side: str, *, search: bool = False, fair: bool = False) -> measure.Run:
        """Build once, with what an earlier build left."""
        project = self.project(side)
        return measure.run(self.command(side), project, self.environment(side, search=search), fair=fair)

    def build_cold(self, side: str, *, search: bool = False, fair: bool = False) -> measure.Run:
        """Build with nothing of an earlier build there. It is moved away, because a file system that has just
        deleted thousands of files makes new ones several times more slowly."""
        project = self.project(side)
        for name in SIDES[side].made:
            if (project / name).exists():
                self._put_aside += 1
                aside = self.folder / "aside" / str(self._put_aside)
                aside.mkdir(parents=True)
                (project / name).rename(aside / name)
        return self.build(side, search=search, fair=fair)

    def make_ours_with_search(self) -> None:
        """See to it that our site is there with its search index, and raise Different where none is made."""
        index = self.site(OURS) / SEARCH
        if not index.exists():
            self.tell(f"{self.size:,} libraries: building with search")
            self.build_cold(OURS, search=True)
        if not index.exists():
            raise check.Different(f"{index} is missing: this build makes no search index")

    def site(self, side: str) -> Path:
        """Where a side's site lies."""
        return self.project(side) / SIDES[side].site

    def compare(self, side: str) -> check.Compared:
        """Compare a built side with ours, all pages of a small site and some of a large one."""
        every = max(1, self.size // 500)
        its = SIDES[side]
        return check.compare(self.records, self.site(OURS), self.site(side), its.where, every, its.exact)

    def close(self) -> None:
        """Delete all of it."""
        shutil.rmtree(self.folder, ignore_errors=True)
