"""Read all of `data/`: every record that is right, and every problem of every file.

A record without a problem is kept for the next build by the digest of its file's bytes. What is kept is read again in
an eighth of the time that YAML and checks take.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zlib import crc32

from pydantic import Field

from sister_libraries.checks import check_record
from sister_libraries.inputs import content_digest
from sister_libraries.models import KINDS, Record
from sister_libraries.models.base import Part
from sister_libraries.models.dates import Day
from sister_libraries.models.fields import PlainId, check_id, slug
from sister_libraries.parallel import shared_out
from sister_libraries.problems import Problem
from sister_libraries.town_ties import BY_HAND, IMPORTED, KnownTie, read_town_ties
from sister_libraries.validate import make_part, make_record
from sister_libraries.yaml_reader import KEY, Document, read_document

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sister_libraries.kept import Kept

MOVED = "moved.yml"
BUNDLES = 64  # files in which records are kept: of ten thousand, a change writes the 150 of its bundle again


class Move(Part):
    """Where a record went: its new id, or nothing when it was taken down, and since when."""

    to: PlainId | None = Field(default=None, examples=["new-id"])
    on: Day = Field(examples=["2026-11-21"])


@dataclass
class Store:
    """What was read: records by folder and id, the moved ids, and all problems.

    `documents` are those of records that stand in no file yet.
    """

    root: Path
    records: dict[str, dict[str, Record]] = field(default_factory=lambda: {folder: {} for folder in KINDS})
    documents: dict[str, Document] = field(default_factory=dict)
    broken: set[tuple[str, str]] = field(default_factory=set)  # (folder, id) of files that are no record
    moves: dict[str, dict[str, Move]] = field(default_factory=dict)
    town_ties: list[KnownTie] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def document(self, name: str) -> Document:
        """The document of the file `name`, read anew: few are ever asked for, and all together are many."""
        return self.documents.get(name) or read_document(self.root / name, name)[0] or Document(name, "", {})


def read_store(root: Path, digests: Mapping[str, bytes] | None = None, kept: Kept | None = None) -> Store:
    """Read the records of the project at `root`, in the order of their names.

    `digests` are those of its files: with them, records that `kept` has need not be read again.
    """
    store = Store(root)
    known = _Known(digests or {}, kept)
    files = list(_files(root / "data", store))
    named = [(folder, path) for folder, path in files if _has_id(path, folder, store)]
    if len(named) < len(files):  # so that all that is wrong with a file is told at once
        for each in set(files) - set(named):
            store.problems += _read(each).problems
    records = [known.record(_name(folder, path)) for folder, path in named]
    unknown = [each for each, record in zip(named, records, strict=True) if not record]
    read = dict(zip(unknown, shared_out(_read, unknown), strict=True))
    for each, record in zip(named, records, strict=True):
        folder, path = each
        found = _Read(record) if record else read[each]
        if not found.record:
            store.broken.add((folder, path.stem))
        else:
            store.records[folder][path.stem] = found.record
            if found.digest and not found.problems:
                known.learn(_name(folder, path), found.digest, found.record)
        store.problems += found.problems
    known.save()
    _read_moves(root / "data" / MOVED, store)
    store.town_ties, problems = read_town_ties(root / "data")
    store.problems += problems
    return store


@dataclass(frozen=True, slots=True)
class _Read:
    """What a file gave: a record or none, the digest of the bytes that were read, and what is wrong with it."""

    record: Record | None
    digest: bytes = b""
    problems: Sequence[Problem] = ()


def _read(file: tuple[str, Path]) -> _Read:
    """Read one file of a folder of records, and check what can be checked by itself."""
    folder, path = file
    document, problems = read_document(path, _name(folder, path))
    if not document:
        return _Read(None, problems=problems)
    record, problems = make_record(document, KINDS[folder], path.stem)
    if record:
        problems = check_record(document, record)
    return _Read(record, content_digest(document.text.encode()), problems)


def _name(folder: str, path: Path) -> str:
    return f"data/{folder}/{path.name}"


def _has_id(path: Path, folder: str, store: Store) -> bool:
    """Whether the file is called as an id is; it is a problem if not."""
    try:
        check_id(path.stem)
    except ValueError:
        values = {"found": path.name, "expected": f"{slug(path.stem)}.yml"}
        store.problems.append(Problem("E114", _name(folder, path), values=values))
        return False
    return True


class _Known:
    """Records that were read before, in bundles, each with the digest of the file that it was read from."""

    def __init__(self, digests: Mapping[str, bytes], kept: Kept | None) -> None:
        self._digests = digests
        self._kept = kept
        self._bundles: dict[int, dict[str, tuple[bytes, Record]]] = {}
        self._changed: set[int] = set()

    def record(self, name: str) -> Record | None:
        """The record of the file `name`, if these are the bytes that it was read from."""
        if not self._kept:
            return None
        known = self._bundle(name).get(name)
        return known[1] if known and known[0] == self._digests.get(name) else None

    def learn(self, name: str, read: bytes, record: Record) -> None:
        """Keep a record that breaks no rule of its own, with the digest of what was read."""
        # If that is another, the file has changed since, and is kept the next time.
        if self._kept and read == self._digests.get(name):
            self._bundle(name)[name] = (read, record)
            self._changed.add(_number(name))

    def save(self) -> None:
        """Write the bundles that are not as they were."""
        for number, bundle in self._bundles.items():
            gone = [name for name in bundle if name not in self._digests]
            for name in gone:
                del bundle[name]
            if self._kept and (gone or number in self._changed):
                self._kept.save(str(number), bundle)

    def _bundle(self, name: str) -> dict[str, tuple[bytes, Record]]:
        number = _number(name)
        if number not in self._bundles:
            assert self._kept
            self._bundles[number] = self._kept.load(str(number)) or {}
        return self._bundles[number]


def _number(name: str) -> int:
    return crc32(name.encode()) % BUNDLES


def _files(data: Path, store: Store) -> Iterator[tuple[str, Path]]:
    """The record files below `data`, and problems for whatever else lies there."""
    choices = [f"data/{folder}/" for folder in KINDS]
    for entry in _entries(data, store):
        if entry.name in (MOVED, BY_HAND, IMPORTED) and data.name == "data":
            continue
        if entry.name not in KINDS or not entry.is_dir(follow_symlinks=False):
            _misplaced(store, Path(entry.path), choices)
            continue
        seen: dict[str, str] = {}
        for each in _entries(Path(entry.path), store):
            path = Path(each.path)
            other = seen.setdefault(each.name.casefold(), each.name)
            if other != each.name:
                name = path.relative_to(store.root).as_posix()
                store.problems.append(Problem("E117", name, values={"found": each.name, "other": other}))
            if path.suffix != ".yml" or each.is_dir(follow_symlinks=False):
                _misplaced(store, path, choices)
            else:
                yield entry.name, path


def _entries(folder: Path, store: Store) -> list[os.DirEntry[str]]:
    """The entries of a folder by name, without hidden ones; a missing folder is empty."""
    try:
        with os.scandir(folder) as entries:
            return sorted((e for e in entries if not e.name.startswith(".")), key=lambda e: e.name)
    except FileNotFoundError:
        return []
    except OSError as error:
        name = folder.relative_to(store.root).as_posix()
        store.problems.append(Problem("E119", name, values={"found": error.strerror or type(error).__name__}))
        return []


def _misplaced(store: Store, path: Path, choices: list[str]) -> None:
    name = path.relative_to(store.root).as_posix()
    store.problems.append(Problem("E116", name, values={"found": name, "choices": choices}))


def _read_moves(path: Path, store: Store) -> None:
    """Read the tombstones: `folder: {old-id: {to: new-id, on: day}}`."""
    if not os.path.lexists(path):  # a link that leads nowhere is reported, too
        return
    name = path.relative_to(store.root).as_posix()
    document, problems = read_document(path, name)
    store.problems += problems
    if not document:
        return
    for folder, moves in document.data.items():
        if folder not in KINDS or not isinstance(moves, dict):
            values: dict[str, Any] = {"found": folder, "choices": list(KINDS)}
            store.problems.append(Problem("E201", name, document.span((folder, KEY)), values, (folder,)))
            continue
        for old, value in moves.items():
            at = (folder, old)
            try:
                check_id(old)
            except ValueError:
                values = {"found": old, "expected": slug(old)}
                store.problems.append(Problem("E219", name, document.span((*at, KEY)), values, at))
                continue
            move, problems = make_part(document, Move, value, at)
            store.problems += problems
            if move:
                store.moves.setdefault(folder, {})[old] = move
