"""The pages of records that were just saved, made at once while the site is served; a build follows and makes all.

They tell of these records what the build will tell, but the suggestions on them are those of before, and what other
pages say of them is still old. Whatever is not simply right is left to the build, which says what is wrong.
"""

from __future__ import annotations

import os
import re
import shutil
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from sister_libraries.checks import check_record, check_references
from sister_libraries.languages import site_languages
from sister_libraries.matching.suggest import suggestions
from sister_libraries.models import KINDS, WITH_PAGES
from sister_libraries.problems import ProblemsFound
from sister_libraries.publish import record_pages
from sister_libraries.staging import Staging
from sister_libraries.store import Store
from sister_libraries.validate import make_record
from sister_libraries.yaml_reader import read_document

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sister_libraries.models import Record
    from sister_libraries.project import Project

_RECORD = re.compile(rf"data/({'|'.join(WITH_PAGES)})/([a-z0-9-]+)\.yml")


class Preview:
    """A folder of pages that are newer than those of the site."""

    def __init__(self, cache: Path, tell: Callable[[], None]) -> None:
        self._cache = cache / "preview"
        self._tell = tell  # there are pages to be seen
        self._lock = threading.RLock()  # for the folder and all that follows
        self._project: Project | None = None  # as it is now; None while that is not known
        self._newest = 0
        self._waiting: list[Path] = []  # what was saved while the project was read
        self.forget()

    @property
    def folder(self) -> Path:
        """Where the pages lie, at the same places as in the site."""
        return self._cache / "staging"

    @property
    def knows(self) -> bool:
        """Whether a record that is saved now would be shown."""
        return self._project is not None

    def renew(self, project: Project) -> None:
        """Read `project`, whose site was just built, in the background; from then on records are shown."""
        with self._lock:
            self._newest += 1
            threading.Thread(target=self._read, args=(project, self._newest), daemon=True).start()

    def _read(self, project: Project, number: int) -> None:
        project.keeps = True  # what the build has read is read again in a part of the time
        try:
            catalogue = project.load()
        except ProblemsFound:  # something was saved meanwhile; the build will tell
            return
        project.keeps = False  # these pages are for no later build
        # What pages share is made with the first: one of each kind that is there, and nobody sees it.
        some: list[Record] = [*catalogue.asking[:1], *list(catalogue.partnerships.values())[:1]]
        for each in some:
            _right(project, project.root / each.file, each.FOLDER, each.id)
        with self._lock:
            if number != self._newest:
                return
            self._write(project, {each.path for each in some}, {each.FOLDER for each in some})
            self.forget()
            self._project = project
            self._show(self._waiting)

    def show(self, saved: Iterable[Path]) -> None:
        """Make the pages of the records in the files that were `saved`, now or when the project has been read.

        What is not simply right is left to the build.
        """
        with self._lock:
            self._waiting += saved
            if self._project:
                self._show(self._waiting)

    def _show(self, saved: list[Path]) -> None:
        self._waiting = []
        project = self._project
        assert project
        records = []
        for path in saved:
            # As it is named, not where a link leads: that may be anywhere.
            name = Path(os.path.relpath(path, project.root)).as_posix()
            found = _RECORD.fullmatch(name)
            if not found or not path.is_file() or found[2] not in project.load().records(found[1]):
                self._newest += 1
                self._project = None  # what it has become is read again after the build
                return
            record = _right(project, path, found[1], found[2])
            if not record:
                return
            records.append(record)
        for record in records:
            before = suggestions(project.load())
            project.renew(record)
            suggestions.remember(project.load(), before)
        if records:
            self._write(project, {each.path for each in records}, {each.FOLDER for each in records})
            self._tell()

    def forget(self) -> None:
        """There is a newer site: it has these pages, too."""
        with self._lock:
            shutil.rmtree(self._cache, ignore_errors=True)

    def _write(self, project: Project, paths: set[str], folders: set[str]) -> None:
        for here in site_languages():
            with Staging(project.site_dir, self._cache) as staging:
                record_pages(project, here, staging, paths.__contains__, folders)


def _right(project: Project, path: Path, folder: str, record_id: str) -> Record | None:
    """The record in a file, unless it breaks a rule of its own or refers to what is not there."""
    document, _ = read_document(path, f"data/{folder}/{path.name}")
    record, problems = make_record(document, KINDS[folder], record_id) if document else (None, [])
    if not document or not record or problems or check_record(document, record):
        return None
    catalogue = project.load()
    there = {each: dict(catalogue.records(each)) for each in KINDS}
    there[folder][record_id] = record
    store = Store(project.root, there, moves={each: {**moves} for each, moves in catalogue.moves.items()})
    return None if check_references(store, catalogue.today, record) else record
