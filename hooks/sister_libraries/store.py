"""Read all of `data/`: every record that is right, and every problem of every file."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import Field

from sister_libraries.models import KINDS, Record
from sister_libraries.models.base import Part
from sister_libraries.models.fields import Day, PlainId, check_id, slug
from sister_libraries.problems import Problem
from sister_libraries.town_ties import BY_HAND, IMPORTED, KnownTie, read_town_ties
from sister_libraries.validate import make_part, make_record
from sister_libraries.yaml_reader import KEY, Document, read_document

if TYPE_CHECKING:
    from collections.abc import Iterator

MOVED = "moved.yml"


class Move(Part):
    """Where a record went: its new id, or nothing when it was taken down, and since when."""

    to: PlainId | None = Field(default=None, examples=["new-id"])
    on: Day = Field(examples=["2026-11-21"])


@dataclass
class Store:
    """What was read: records and documents by file name, the moved ids, and all problems."""

    root: Path
    records: dict[str, dict[str, Record]] = field(default_factory=lambda: {folder: {} for folder in KINDS})
    documents: dict[str, Document] = field(default_factory=dict)
    broken: set[tuple[str, str]] = field(default_factory=set)  # (folder, id) of files that are no record
    moves: dict[str, dict[str, Move]] = field(default_factory=dict)
    town_ties: list[KnownTie] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read_store(root: Path) -> Store:
    """Read the records of the project at `root`, in the order of their names."""
    store = Store(root)
    for folder, path in _files(root / "data", store):
        name = path.relative_to(root).as_posix()
        record_id = path.stem
        try:
            check_id(record_id)
        except ValueError:
            values = {"found": path.name, "expected": f"{slug(record_id)}.yml"}
            store.problems.append(Problem("E114", name, values=values))
            continue
        document, problems = read_document(path, name)
        record = None
        if document:
            record, problems = make_record(document, KINDS[folder], record_id)
        if document and record:
            store.records[folder][record_id] = record
            store.documents[name] = document
        else:
            store.broken.add((folder, record_id))
        store.problems += problems
    _read_moves(root / "data" / MOVED, store)
    store.town_ties, problems = read_town_ties(root / "data")
    store.problems += problems
    return store


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
    store.documents[name] = document
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
