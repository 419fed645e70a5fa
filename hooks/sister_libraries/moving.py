"""Rename or take down a record: the tombstone in `data/moved.yml`, and every reference to it.

Nothing is written when a reference would be left without its record, or when what is there cannot be understood.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sister_libraries import translations
from sister_libraries.models import KINDS, WITH_PAGES, Checklist
from sister_libraries.problems import ProblemsFound
from sister_libraries.references import references
from sister_libraries.store import MOVED, read_store
from sister_libraries.yaml_reader import read_document, read_file
from sister_libraries.yaml_writer import comments_of, write, write_plain

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from sister_libraries.problems import FieldPath, Problem
    from sister_libraries.store import Store


@dataclass
class Change:
    """What a move does: the new texts of files by name, the files that go, and what stands in its way."""

    texts: dict[str, str] = field(default_factory=dict)
    gone: list[str] = field(default_factory=list)
    held_by: list[str] = field(default_factory=list)  # files that need the record

    def write(self, root: Path) -> None:
        """Make the change."""
        for name, text in self.texts.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(text, encoding="utf-8", newline="\n")
        for name in self.gone:
            (root / name).unlink()


def find(store: Store, name: str) -> list[tuple[str, str]]:
    """The records that `name` can mean: `libraries/some-id`, or an id alone."""
    folder, _, record_id = name.rpartition("/")
    folder = folder.removeprefix("data/")
    record_id = record_id.removesuffix(".yml")
    return [
        (each, record_id)
        for each in WITH_PAGES
        if folder in ("", each) and (record_id in store.records[each] or (each, record_id) in store.broken)
    ]


def unreadable(root: Path) -> list[Problem]:
    """The pages that are no text, so that nobody can look for links in them or change any."""
    problems = []
    for page in sorted((root / "docs").rglob("*.md")):
        text, found = read_file(page, page.relative_to(root).as_posix())
        problems += [] if text else found
    return problems


def rename(root: Path, folder: str, old: str, new: str, day: date) -> Change:
    """The change that gives the record `old` the id `new`; both are known to be right.

    Raises ProblemsFound when `data/moved.yml` is broken: it would be written without what it says now.
    """
    store = read_store(root)
    moves = _moves(store)
    change = Change(held_by=_broken_that_name(store, folder, old))
    _follow(store, folder, old, new, change)
    name = f"data/{folder}/{old}.yml"
    change.texts[f"data/{folder}/{new}.yml"] = change.texts.pop(name, _read(root, name))
    change.gone.append(name)
    for each in moves.get(folder, {}).values():
        if each.get("to") == old:
            each["to"] = new
    _bury(root, moves, folder, old, {"to": new, "on": day.isoformat()}, change)
    for page in _pages_that_link(root, folder, old):
        change.texts[page] = _link(folder, old).sub(rf"\g<1>{new}", _read(root, page))
    keep_translations_current(root, change)
    return change


def remove(root: Path, folder: str, record_id: str, day: date) -> Change:
    """The change that takes the record down; raises ProblemsFound as `rename` does."""
    store = read_store(root)
    moves = _moves(store)
    change = Change(held_by=_broken_that_name(store, folder, record_id))
    _follow(store, folder, record_id, _heir(store, folder, record_id), change)
    change.held_by += _pages_that_link(root, folder, record_id)
    name = f"data/{folder}/{record_id}.yml"
    change.texts.pop(name, None)
    change.gone.append(name)
    _bury(root, moves, folder, record_id, {"on": day.isoformat()}, change)
    return change


def _follow(store: Store, folder: str, old: str, new: str | None, change: Change) -> None:
    """Change every reference to `old`; without a new id take it out, where the record can do without."""
    for kind in KINDS:
        for record in store.records[kind].values():
            found = [at for at, to, value in references(record) if to.folder == folder and value == old]
            if not found:
                continue
            document = store.document(record.file)
            data = document.data
            for at in reversed(found):
                if new is None and not _can_do_without(type(record), data, at):
                    change.held_by.append(record.file)
                    break
                _set(data, at, new)
            change.texts[record.file] = write(kind, data, comments_of(document.text))


def _heir(store: Store, folder: str, gone: str) -> str | None:
    """Whom other records name instead of one that goes: of a checklist the one before it, else nobody."""
    record = store.records[folder].get(gone)
    return record.after if isinstance(record, Checklist) else None


def _can_do_without(model: Any, data: Any, at: FieldPath) -> bool:
    """Whether the value at `at` may be left out: an optional field may, and one of a list that stays long enough."""
    if len(at) != 2 or not isinstance(at[1], int):
        return not model.model_fields[at[0]].is_required()
    low = next((each.low for each in model.model_fields[at[0]].metadata if hasattr(each, "low")), 1)
    return len(data[at[0]]) > low


def _set(data: Any, at: FieldPath, value: str | None) -> None:
    *way, last = at
    for each in way:
        data = data[each]
    if value is None:
        del data[last]
    else:
        data[last] = value


def _read(root: Path, name: str) -> str:
    return (root / name).read_text(encoding="utf-8")


def _moves(store: Store) -> dict[str, Any]:
    """What `data/moved.yml` says, as it stands there."""
    name = f"data/{MOVED}"
    problems = [each for each in store.problems if each.path == name]
    if problems:
        raise ProblemsFound(problems)
    document, _ = read_document(store.root / name, name)
    return document.data if document else {}


def _broken_that_name(store: Store, folder: str, record_id: str) -> list[str]:
    """The files that are no records and name this one: nobody knows how they refer to it."""
    wanted = re.compile(rf"(?<![a-z0-9-]){record_id}(?![a-z0-9-])".encode())
    names = [f"data/{kind}/{each}.yml" for kind, each in sorted(store.broken - {(folder, record_id)})]
    paths = [(name, store.root / name) for name in names]  # a link to nowhere or a pipe says nothing
    return [name for name, path in paths if path.is_file() and wanted.search(path.read_bytes())]


def _bury(
    root: Path, moves: dict[str, Any], folder: str, old: str, tombstone: dict[str, str], change: Change
) -> None:
    path = root / "data" / MOVED
    comments = comments_of(_read(root, f"data/{MOVED}")) if path.exists() else None
    moves.setdefault(folder, {})[old] = tombstone
    ordered = {kind: dict(sorted(moves[kind].items())) for kind in sorted(moves)}
    change.texts[f"data/{MOVED}"] = write_plain(ordered, comments)


def _link(folder: str, record_id: str) -> re.Pattern[str]:
    """Where a hand-written page names the record: a link, or the marker of a checklist."""
    marker = r"|<!-- sister_libraries:checklist " if folder == "checklists" else ""
    return re.compile(rf"(record:{folder}/{marker}){record_id}(?![a-z0-9-])")


def _pages_that_link(root: Path, folder: str, record_id: str) -> list[str]:
    found = _link(folder, record_id)
    pages = sorted((root / "docs").rglob("*.md"))
    return [
        page.relative_to(root).as_posix() for page in pages if found.search(page.read_text(encoding="utf-8"))
    ]


def keep_translations_current(root: Path, change: Change, but: str = "") -> None:
    """A changed link makes no translation stale; the page `but` is left to the caller."""
    states = {f"docs/{each.language}/{each.name}": each for each in translations.page_states(root)}
    for name, text in list(change.texts.items()):
        each = states.get(name)
        if each is None or each.state != "original" or each.name == f"{but}.md":
            continue
        for other, state in states.items():
            if state.name == each.name and state.state == "current":
                old = translations.blob_id((root / name).read_bytes())
                new = translations.blob_id(text.encode())
                current = change.texts.get(other, _read(root, other))
                change.texts[other] = current.replace(f"translation_of: {old}\n", f"translation_of: {new}\n")
