"""The shell of a site: MkDocs' finished output, hand-written pages and layouts, which stays until what it is made of
changes. Records are no part of it."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from sister_libraries import inputs

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

KEY_FILE = ".key"
# What a shell does not depend on: records, and the templates that they fill.
_NOT_IN_SHELL = re.compile(r"data/|overrides/(records|answers)/")


@dataclass(frozen=True)
class Shell:
    """The shell of the project at `root`, for a site at the address `site_url`; it is kept in `cache`."""

    root: Path
    site_url: str
    cache: Path

    @property
    def folder(self) -> Path:
        """Where it is."""
        return self.cache / "shell"

    @cached_property
    def inputs(self) -> Mapping[str, bytes]:
        """The digests of all files of the project, as they were when they were first asked for."""
        return inputs.digests(self.root)

    def is_current(self) -> bool:
        """Whether MkDocs need not run again."""
        try:
            return (self.folder / KEY_FILE).read_text(encoding="utf-8") == self._key(self.inputs)
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
        key = self._key(self.inputs)
        if key != self._key(inputs.digests(self.root)):
            key = ""  # something changed while MkDocs worked: nobody knows what it has seen
        (partial / KEY_FILE).write_text(key, encoding="utf-8")
        shutil.rmtree(self.folder, ignore_errors=True)
        partial.rename(self.folder)

    def _key(self, found: Mapping[str, bytes]) -> str:
        """What the shell depends on, as a hash: pages, theme overrides, settings, code, and installed versions."""
        parts: list[str | bytes] = [self.site_url, inputs.installed()]
        for name, each in found.items():
            if not _NOT_IN_SHELL.match(name):
                parts += [name, each]
        return inputs.digest(*parts).hex()
