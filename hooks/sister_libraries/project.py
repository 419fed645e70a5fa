"""One project on disk: where its inputs, its cache and its published site are.

What reads records is imported when they are read: it takes half a second, in which MkDocs can be at work already.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from sister_libraries import inputs
from sister_libraries.clock import today
from sister_libraries.kept import Kept
from sister_libraries.languages import site_languages
from sister_libraries.problems import Problem, ProblemsFound
from sister_libraries.published import site_url
from sister_libraries.repository import REPOSITORY, edit_address
from sister_libraries.rules import RULES
from sister_libraries.shell import Shell, key_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sister_libraries.catalogue import Catalogue
    from sister_libraries.memory import Keys
    from sister_libraries.models import Record


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
    keeps: bool = False  # whether builds keep for the next one what they find out
    found: Mapping[str, bytes] | None = None  # the digests of its files, where somebody has them already
    _catalogue: Catalogue | None = None
    _page_keys: Keys | None = None

    def __post_init__(self) -> None:
        self.cache = self.root / self.cache
        self.site_dir = self.root / self.site_dir

    @cached_property
    def shell(self) -> Shell:
        """MkDocs' finished output: hand-written pages and layouts."""
        return Shell(self.root, self.site_url, self.cache, key_of(self.inputs, self.site_url))

    def load(self) -> Catalogue:
        """Read and check every record and page, once; raises ProblemsFound with all of their problems."""
        if self._catalogue is None:
            from sister_libraries import catalogue, pages_check  # noqa: PLC0415 - as above

            problems: list[Problem] = []
            try:
                kept = self.kept("records") if self.keeps else None
                digests = self.inputs if self.keeps else None
                self._catalogue, problems = catalogue.load(self.root, self.today, digests, kept)
            except ProblemsFound as found:
                problems = found.problems
            problems = problems + pages_check.check_pages(self.root, self._catalogue)
            self.notices = sorted(problems, key=lambda each: each.order)
            if any(not RULES[each.code].notice for each in problems):
                self._catalogue = None
                raise ProblemsFound(self.notices)
        assert self._catalogue
        return self._catalogue

    def renew(self, record: Record) -> None:
        """Let the catalogue have `record` instead of the one that had its id."""
        catalogue = self.load()
        records = MappingProxyType({**catalogue.records(record.FOLDER), record.id: record})
        self._catalogue = replace(catalogue, **{record.FOLDER: records})  # type: ignore[arg-type]  # named by its folder

    @cached_property
    def _code(self) -> bytes:
        """A digest of the code that runs and of the packages that it uses."""
        parts: list[str | bytes] = [inputs.installed()]
        for name, each in self.inputs.items():
            if name.startswith("hooks/"):
                parts += [name, each]
        return inputs.digest(*parts)

    def kept(self, name: str, *more: bytes | str) -> Kept:
        """What earlier builds kept as `name`, made by the same code from the same things `more`."""
        return Kept(self.cache / name, inputs.digest(self._code, *more))

    def kept_pages(self) -> Kept | None:
        """What earlier builds kept of pages, when all was the same that pages do not depend on one by one."""
        if not self.keeps:
            return None
        from sister_libraries.memory import ONE_BY_ONE  # noqa: PLC0415 - as above

        parts: list[str | bytes] = [self.site_url, self.repository, self.today.isoformat()]
        for name, each in self.inputs.items():
            if (
                not name.startswith(ONE_BY_ONE) and name != inputs.HISTORY
            ):  # which only a hand-written page tells of
                parts += [name, each]
        return self.kept("pages", *parts)

    def page_keys(self) -> Keys:
        """What each page of the catalogue depends on."""
        from sister_libraries.memory import Keys  # noqa: PLC0415 - as above

        if self._page_keys is None or self._page_keys.catalogue is not self.load():
            self._page_keys = Keys(self.inputs, self.load())
        return self._page_keys

    def kept_suggestions(self) -> Kept | None:
        """The suggestions that an earlier build has found, if all that the score looks at was the same."""
        if not self.keeps:
            return None
        from sister_libraries.profiles import profiles  # noqa: PLC0415 - as above

        facts = (each.as_bytes for each in profiles(self.load()).values())
        return self.kept("suggestions", self.today.isoformat(), *facts)

    def kept_search(self) -> Kept | None:
        """What earlier builds kept of search indexes."""
        return self.kept("search") if self.keeps else None

    def keep_pages(self) -> None:
        """Let the next build find the pages of the one that has just ended well."""
        kept = self.kept_pages()
        if kept:
            for each in site_languages():
                kept.confirm(each.code)

    def edit_address(self, name: str) -> str:
        """Where the file `name` is changed on GitHub; a folder is only shown there."""
        return edit_address(name, self.repository)

    @cached_property
    def inputs(self) -> Mapping[str, bytes]:
        """The digests of all files that this build reads, as they were when it began."""
        return inputs.digests(self.root) if self.found is None else self.found
