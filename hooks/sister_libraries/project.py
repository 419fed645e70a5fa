"""One project on disk: where its inputs, its cache and its published site are."""

from __future__ import annotations

import hashlib
import os
import shutil
from dataclasses import dataclass, field
from datetime import date
from importlib import metadata
from pathlib import Path

from sister_libraries import catalogue, pages_check
from sister_libraries.catalogue import Catalogue
from sister_libraries.clock import today
from sister_libraries.problems import Problem, ProblemsFound
from sister_libraries.repository import REPOSITORY, edit_address
from sister_libraries.rules import RULES

DEFAULT_URL = "https://sister-libraries.github.io/"
KEY_FILE = ".key"


def site_url() -> str:
    """Where the site will be published: `SITE_URL`, else the project's own address; it ends in a slash."""
    return (os.environ.get("SITE_URL") or DEFAULT_URL).rstrip("/") + "/"


@dataclass
class Project:
    """The folder `root` and what is made of it.

    `site_url` is the published address of the site's root, ending in `/`; `site_dir` is where the finished
    site goes. `cache` holds what can be made again, and is safe to delete.
    """

    root: Path
    site_url: str = field(default_factory=site_url)
    site_dir: Path = Path("site")
    today: date = field(default_factory=today)
    repository: str = REPOSITORY
    notices: list[Problem] = field(default_factory=list)
    cache: Path = Path(".cache")
    _catalogue: Catalogue | None = None

    def __post_init__(self) -> None:
        self.cache = self.root / self.cache
        self.site_dir = self.root / self.site_dir

    @property
    def shell(self) -> Path:
        """MkDocs' finished output: hand-written pages and layouts."""
        return self.cache / "shell"

    def load(self) -> Catalogue:
        """Read and check every record and page, once; raises ProblemsFound with all of their problems."""
        if self._catalogue is None:
            problems: list[Problem] = []
            try:
                self._catalogue, problems = catalogue.load(self.root, self.today)
            except ProblemsFound as found:
                problems = found.problems
            problems = problems + pages_check.check_pages(self.root, self._catalogue)
            self.notices = sorted(problems, key=lambda each: each.order)
            if any(not RULES[each.code].notice for each in problems):
                self._catalogue = None
                raise ProblemsFound(self.notices)
        assert self._catalogue
        return self._catalogue

    def edit_address(self, name: str) -> str:
        """Where the file `name` is changed on GitHub; a folder is only shown there."""
        return edit_address(name, self.repository)

    def shell_key(self) -> str:
        """What the shell depends on, as a hash: pages, theme overrides, settings, code, and installed versions."""
        digest = hashlib.sha256(self.site_url.encode())
        for name in (
            "mkdocs",
            "mkdocs-material",
            "mkdocs-static-i18n",
            "markdown",
            "jinja2",
            "pymdown-extensions",
        ):
            digest.update(f"{name} {metadata.version(name)}\n".encode())
        for path in self._shell_inputs():
            digest.update(path.relative_to(self.root).as_posix().encode() + b"\0")
            digest.update(hashlib.sha256(path.read_bytes()).digest())
        return digest.hexdigest()

    def _shell_inputs(self) -> list[Path]:
        inputs = [self.root / "mkdocs.yml"]
        for folder in ("docs", "overrides", "hooks"):
            for path in (self.root / folder).rglob("*"):
                made = path.suffix == ".pyc" or (
                    folder == "overrides" and path.parent.name in ("records", "fillings", "answers")
                )
                if path.is_file() and not made:
                    inputs.append(path)
        return sorted(inputs)

    def shell_is_current(self) -> bool:
        """Whether MkDocs need not run again."""
        try:
            return (self.shell / KEY_FILE).read_text(encoding="utf-8") == self.shell_key()
        except OSError:
            return False

    def new_shell(self) -> Path:
        """An empty folder for MkDocs to write to."""
        partial = self.shell.with_name("shell.partial")
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir(parents=True)
        return partial

    def keep_shell(self, partial: Path) -> None:
        """Make MkDocs' finished output the shell."""
        (partial / KEY_FILE).write_text(self.shell_key(), encoding="utf-8")
        shutil.rmtree(self.shell, ignore_errors=True)
        partial.rename(self.shell)
