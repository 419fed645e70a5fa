"""Write a whole site beside the published one, then exchange the two."""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from collections.abc import Collection, Container, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType

from sister_libraries.frame import NOT_LISTED

FileStamp = tuple[int, int]  # how a file lies: its size in bytes and its time in nanoseconds


@dataclass
class Staging:
    """The site that is being made, used in a `with` block.

    It is made in the folder that the last exchange left: files whose bytes are right already stay as they are, and
    what was not written this time goes before the folder is published. Making folders anew for every build costs
    several times what the pages themselves do.
    """

    site: Path
    cache: Path
    pages: list[str] = field(default_factory=list)  # the names of the pages that search engines may list
    kept: list[str] = field(default_factory=list)  # the addresses that the site has promised to keep
    written: dict[str, FileStamp] = field(default_factory=dict)  # how each file lies, by its name

    def __post_init__(self) -> None:
        # A link stays one, and what it leads to is exchanged: to exchange the link would publish beside it.
        self.site = self.site.resolve()

    @property
    def folder(self) -> Path:
        """Where the site is being made: in the cache, or beside the site when that is on another disk."""
        near = self.site.parent
        if near.exists() and self.cache.exists() and near.stat().st_dev != self.cache.stat().st_dev:
            return near / f".{self.site.name}.staging"
        return self.cache / "staging"

    def __enter__(self) -> Staging:
        self.cache.mkdir(parents=True, exist_ok=True)
        self.site.parent.mkdir(parents=True, exist_ok=True)
        self.folder.mkdir(parents=True, exist_ok=True)
        self._root = str(self.folder)
        self._had_nothing = not any(self.folder.iterdir())
        self._folders = {self._root: self._had_nothing}
        self._is_published = self.site.is_dir()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Nothing to tidy: what a failed build left here is overwritten or removed by the next."""

    def write(self, name: str, text: str) -> None:
        """Write the hand-written page `name`, which says itself whether search engines may list it."""
        self.write_bytes(name, text.encode("utf-8"))
        if name.endswith("index.html"):
            self.list(name, index=NOT_LISTED not in text)

    def list(self, name: str, *, index: bool, kept: bool = True) -> None:
        """Count the page `name` among those of the sitemap when `index` says so.

        Its address is `kept` for ever, unless it is that of a list that comes and goes.
        """
        if kept:
            self.kept.append(name.removesuffix("index.html"))
        if index:
            self.pages.append(name)

    def reuse(self, name: str, stamps: Collection[FileStamp]) -> FileStamp | None:
        """Count the file `name` as written if it lies here, or in the published site, as one of `stamps` says."""
        path = f"{self._root}/{name}"
        self._is_fresh(path.rpartition("/")[0])
        here = _stamp(path)
        if here is None or here not in stamps:
            published = f"{self.site}/{name}"
            here = _stamp(published)
            if here is None or here not in stamps or not self._link(published, path):
                return None
        self.written[name] = here
        return here

    def _link(self, published: str, path: str) -> bool:
        """Let a file of the published site stand here as well; neither is ever written again, only replaced."""
        try:
            with suppress(FileNotFoundError):
                os.unlink(path)  # noqa: PTH108 - of many thousand files, as below
            os.link(published, path)
        except OSError:  # a file system without links
            return False
        return True

    def write_bytes(self, name: str, content: bytes) -> FileStamp:
        """Write the file `name`, unless it holds just these bytes already, here or in the published site.

        Tells how it lies: what has not changed keeps its time, by which others know what to upload.
        """
        path = f"{self._root}/{name}"
        fresh = self._is_fresh(path.rpartition("/")[0]) and name not in self.written
        if fresh or not _holds(path, content):
            published = f"{self.site}/{name}"
            is_there = self._is_published and _holds(published, content)
            if not (is_there and self._link(published, path)):
                _put(path, content)
        self.written[name] = here = _stamp(path) or (0, 0)
        return here

    def _is_fresh(self, folder: str) -> bool:
        """Make sure that the folder is there; True when it was not, so that all in it has been written since."""
        if folder not in self._folders:
            self._is_fresh(
                folder.rpartition("/")[0]
            )  # whoever made it a link would get what is written into it
            self._folders[folder] = _made(folder)
        return self._folders[folder]

    def take_over(self, other: Staging) -> None:
        """Count what `other` wrote into the same folder, in another process perhaps, as written here."""
        self.pages += other.pages
        self.kept += other.kept
        # What both wrote lies as whoever was later has left it.
        both = {
            name: _stamp(f"{self._root}/{name}") or (0, 0) for name in self.written.keys() & other.written
        }
        self.written |= other.written | both

    def copy(self, name: str, source: Path) -> None:
        """Copy a file as it is."""
        self.write_bytes(name, source.read_bytes())

    def publish(self) -> None:
        """Make what was written the published site."""
        if not self._had_nothing:
            self._remove_the_rest()
        if self.site.exists():
            exchange(self.folder, self.site)
        else:
            self.folder.rename(self.site)

    def _remove_the_rest(self) -> None:
        """Remove what an earlier build wrote and this one did not, and the folders that this leaves empty."""
        folders = {name.rpartition("/")[0] for name in self.written}
        _remove_others(self._root, "", self.written, {parent for each in folders for parent in _way_to(each)})


def _way_to(folder: str) -> Iterator[str]:
    """The folder and those above it, with a slash at their ends."""
    while folder:
        yield f"{folder}/"
        folder = folder.rpartition("/")[0]


def _remove_others(path: str, inside: str, files: Container[str], folders: Container[str]) -> None:
    """Remove from the folder at `path` all but some `files` and `folders`, whose names begin with `inside`."""
    for entry in list(os.scandir(path)):
        name = inside + entry.name
        if entry.is_dir(follow_symlinks=False):
            if f"{name}/" in folders:
                _remove_others(entry.path, f"{name}/", files, folders)
            else:
                shutil.rmtree(entry.path)
        elif name not in files:
            os.unlink(entry.path)  # noqa: PTH108 - as above


def _made(folder: str) -> bool:
    """Make a folder, in place of a file or a link that is there; False when it is there already."""
    try:
        os.mkdir(folder)  # noqa: PTH102 - of many thousand folders, as below
    except FileExistsError:
        if _is_folder(folder):
            return False
        with suppress(FileNotFoundError, IsADirectoryError):  # another process was quicker
            os.unlink(folder)  # noqa: PTH108 - as above
        return _made(folder)
    return True


def _is_folder(path: str) -> bool:
    """Whether a folder is there, and no link to one."""
    return os.path.isdir(path) and not os.path.islink(path)  # noqa: PTH112, PTH114 - as above


def _put(path: str, content: bytes) -> None:
    """Write a new file, in place of one that is there: that may be a file of the published site, too.

    By the system's own calls: Python's files take twice as long for each of many thousands.
    """
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    while True:
        try:
            file = os.open(path, flags, 0o666)
            break
        except FileExistsError:  # another process may write the same file, so it can be there again
            _clear(path)
    try:
        while content:
            content = content[os.write(file, content) :]
    finally:
        os.close(file)


def _clear(path: str) -> None:
    """Remove what is in the way: a file, a link, or a folder with all in it."""
    if _is_folder(path):
        shutil.rmtree(path, ignore_errors=True)
        return
    with suppress(FileNotFoundError):  # another process was quicker
        os.unlink(path)  # noqa: PTH108 - as above


def _stamp(path: str) -> FileStamp | None:
    """How a file lies, or None when there is none."""
    try:
        seen = os.lstat(path)
    except OSError:
        return None
    return seen.st_size, seen.st_mtime_ns


def _holds(path: str, content: bytes) -> bool:
    """Whether the file is there and holds just these bytes."""
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - of many thousand files
            return os.fstat(file.fileno()).st_size == len(content) and file.read() == content
    except OSError:
        return False


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
