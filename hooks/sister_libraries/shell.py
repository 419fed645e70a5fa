"""The shell of a site: MkDocs' finished output, hand-written pages and layouts, which stays until what it is made of
changes. Records are no part of it."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sister_libraries import inputs

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

KEY_FILE = ".key"
# What a shell does not depend on: records, and the templates that they fill.
_RECORDS = "data"
_NOT_IN_SHELL = re.compile(rf"{_RECORDS}(/|$)|overrides/(records|answers)/")


def key_of(found: Mapping[str, bytes], site_url: str) -> str:
    """What a shell depends on, as a hash: pages, theme overrides, settings, code, installed versions, the address.

    `found` are the digests of all files; those of records may be missing.
    """
    parts: list[str | bytes] = [site_url, inputs.installed()]
    for name, each in found.items():
        if not _NOT_IN_SHELL.match(name):
            parts += [name, each]
    return inputs.digest(*parts).hex()


@dataclass(frozen=True)
class Shell:
    """The shell of the project at `root`, for a site at the address `site_url`; it is kept in `cache`.

    `key` is what it depends on, as that was before MkDocs began.
    """

    root: Path
    site_url: str
    cache: Path
    key: str

    @property
    def folder(self) -> Path:
        """Where it is."""
        return self.cache / "shell"

    def is_current(self) -> bool:
        """Whether MkDocs need not run again."""
        try:
            return (self.folder / KEY_FILE).read_text(encoding="utf-8") == self.key
        except OSError:
            return False

    def begin(self) -> Path:
        """An empty folder for MkDocs to write to."""
        partial = self.folder.with_name("shell.partial")
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir(parents=True)
        return partial

    def keep(self, partial: Path) -> None:
        """Make MkDocs' finished output the shell."""
        found = inputs.digests(self.root, [each for each in inputs.FOLDERS if each != _RECORDS])
        # Where something has changed while MkDocs worked, nobody knows what it has seen.
        key = self.key if key_of(found, self.site_url) == self.key else ""
        (partial / KEY_FILE).write_text(key, encoding="utf-8")
        shutil.rmtree(self.folder, ignore_errors=True)
        partial.rename(self.folder)
