"""One project on disk: where its inputs, its cache and its published site are."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from sister_libraries import catalogue, pages_check
from sister_libraries.catalogue import Catalogue
from sister_libraries.clock import today
from sister_libraries.problems import Problem, ProblemsFound
from sister_libraries.rules import RULES


@dataclass
class Project:
    """The folder `root` and what is made of it.

    `site_url` is the published address of the site's root, ending in `/`; `site_dir` is where the finished
    site goes. The cache is safe to delete.
    """

    root: Path
    site_url: str = "https://sister-libraries.github.io/"
    site_dir: Path = Path("site")
    today: date = field(default_factory=today)
    repository: str = "https://github.com/sister-libraries/sister-libraries.github.io"
    notices: list[Problem] = field(default_factory=list)
    _catalogue: Catalogue | None = None

    @property
    def cache(self) -> Path:
        """The folder for what can be made again."""
        return self.root / ".cache"

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

    def new_shell(self) -> Path:
        """An empty folder for MkDocs to write to."""
        partial = self.shell.with_name("shell.partial")
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir(parents=True)
        return partial

    def keep_shell(self, partial: Path) -> None:
        """Make MkDocs' finished output the shell."""
        shutil.rmtree(self.shell, ignore_errors=True)
        partial.rename(self.shell)
