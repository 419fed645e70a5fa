"""Write a whole site beside the published one, then exchange the two."""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType


@dataclass
class Staging:
    """The site that is being made; used in a `with` block, which leaves nothing behind when it fails."""

    site: Path
    cache: Path
    pages: list[str] = field(default_factory=list)  # the names of the pages that search engines may list

    @property
    def folder(self) -> Path:
        """Where the site is being made: in the cache, or beside the site when that is on another disk."""
        near = self.site.parent
        if near.exists() and self.cache.exists() and near.stat().st_dev != self.cache.stat().st_dev:
            return near / f".{self.site.name}.staging"
        return self.cache / "staging"

    def __enter__(self) -> Staging:
        self.cache.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)

    def write(self, name: str, text: str, *, index: bool = True) -> None:
        """Write the file `name`; a page is listed in the sitemap when `index` says so and the page itself too."""
        self.write_bytes(name, text.encode("utf-8"))
        if name.endswith("index.html") and index and 'name="robots" content="noindex"' not in text:
            self.pages.append(name)

    def write_bytes(self, name: str, content: bytes) -> None:
        """Write a file that is not text."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)

    def copy(self, name: str, source: Path) -> None:
        """Copy a file as it is."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, path)

    def publish(self) -> None:
        """Make what was written the published site."""
        if self.site.exists():
            exchange(self.folder, self.site)
        else:
            self.site.parent.mkdir(parents=True, exist_ok=True)
            self.folder.rename(self.site)


def exchange(first: Path, second: Path) -> None:
    """Exchange two folders: in one step where the system can, else by two renames."""
    if sys.platform == "linux" and _rename_exchange(first, second):
        return
    aside = first.with_name(first.name + ".old")
    shutil.rmtree(aside, ignore_errors=True)
    second.rename(aside)
    first.rename(second)
    aside.rename(first)


def _rename_exchange(first: Path, second: Path) -> bool:
    """Linux's renameat2 with RENAME_EXCHANGE; False where the file system has none."""
    call = getattr(ctypes.CDLL(None), "renameat2", None)
    if call is None:
        return False
    at_here, rename_exchange = -100, 2  # AT_FDCWD, RENAME_EXCHANGE (linux/fs.h)
    done: int = call(at_here, os.fsencode(first), at_here, os.fsencode(second), rename_exchange)
    return done == 0
