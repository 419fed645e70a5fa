"""A record that comes from outside (by e-mail, by an issue, from the terminal): named, checked, compared, written.

Nothing is written before it has been checked together with all that is there.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from sister_libraries.checks import check_record, check_store
from sister_libraries.duplicates import Likeness, rank, traits_of
from sister_libraries.models import KINDS, Library
from sister_libraries.models.fields import ID_LENGTH, check_id, plain_slug
from sister_libraries.rules import RULES
from sister_libraries.validate import make_record
from sister_libraries.yaml_reader import parse
from sister_libraries.yaml_writer import comments_of, write

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from sister_libraries.models import Record
    from sister_libraries.problems import Problem
    from sister_libraries.store import Store

DOORS = ("libraries", "partnerships", "organizations")  # the kinds that come from outside


@dataclass(frozen=True)
class Incoming:
    """A record before it is taken in: its place, its text in canonical form, and what is to be said about it."""

    folder: str
    id: str
    text: str
    record: Record | None
    problems: list[Problem]  # and notices, all about this record
    like: list[Likeness]
    data: dict[str, Any] = field(default_factory=dict)  # what the text says, right or wrong

    @property
    def file(self) -> str:
        """Where it belongs, from the project's root."""
        return f"data/{self.folder}/{self.id}.yml"

    @property
    def right(self) -> bool:
        """Whether it breaks no rule; notices do not count."""
        return self.record is not None and not any(not RULES[each.code].notice for each in self.problems)

    def is_there(self, root: Path) -> bool:
        """Whether the file says just this already."""
        path = root / self.file
        return path.is_file() and path.read_bytes() == self.text.encode("utf-8")

    def write(self, root: Path) -> None:
        """Write the file."""
        path = root / self.file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(self.text, encoding="utf-8", newline="\n")


def folder_of(data: dict[str, Any]) -> str:
    """The kind of record that `data` seems to be, by fields that only that kind has."""
    if "libraries" in data or "story" in data:
        return "partnerships"
    return "organizations" if "help" in data else "libraries"


def id_of(folder: str, data: dict[str, Any], taken: set[str]) -> str:
    """An id for a new record, from its name or its website; empty when neither has Latin letters."""
    for each in _names(folder, data):
        wanted = plain_slug(each)
        if len(wanted) < ID_LENGTH[0]:
            continue
        for number in ("", *(f"-{n}" for n in range(2, 10))):
            candidate = wanted[: ID_LENGTH[1] - len(number)].strip("-") + number
            if candidate not in taken and _is_id(candidate):
                return candidate
    return ""


def _is_id(text: str) -> bool:
    try:
        check_id(text)
    except ValueError:
        return False
    return True


def _names(folder: str, data: dict[str, Any]) -> list[str]:
    if folder == "partnerships":
        libraries = data.get("libraries")
        ids = [each for each in libraries if isinstance(each, str)] if isinstance(libraries, list) else []
        return ["-".join(each.replace("-library", "").replace("-public", "") for each in ids)]
    names = data.get("name")
    found = [names.get(key) for key in ("en", "local")] if isinstance(names, dict) else []
    website = data.get("website")
    try:
        host = urlsplit(website).hostname or "" if isinstance(website, str) else ""
    except ValueError:
        host = ""
    found.append(host.removeprefix("www.").replace(".", "-"))
    return [each for each in found if isinstance(each, str)]


def taken_ids(store: Store, folder: str) -> set[str]:
    """The ids that no new record may have: those of records, whole or broken, and those that were given up."""
    broken = {each for kind, each in store.broken if kind == folder}
    return {*store.records[folder], *broken, *store.moves.get(folder, {})}


def examine(store: Store, folder: str, record_id: str, text: str, today: date) -> Incoming:
    """Check the record in `text` as if it were already in the store, which stays as it is."""
    name = f"data/{folder}/{record_id}.yml"
    document, problems = parse(text, name)
    if not document:
        return Incoming(folder, record_id, text, None, problems, [])
    text = write(folder, document.data, comments_of(document.text))
    document, _ = parse(text, name)  # so that places are those of the text that will be written
    assert document
    record, problems = make_record(document, KINDS[folder], record_id)
    like: list[Likeness] = []
    if record:
        records = {**store.records[folder], record_id: record}
        trial = replace(
            store,
            records={**store.records, folder: records},
            documents={**store.documents, name: document},
        )
        together = check_store(trial, today)
        # What it breaks may stand elsewhere, as where an id that was given up comes back.
        if any(_is_elsewhere(each, name) for each in together):
            known = check_store(store, today)
            together = [each for each in together if each.path == name or each not in known]
        together = [each for each in together if each.path == name or _is_elsewhere(each, name)]
        problems = problems + check_record(document, record)
        problems += [each for each in together if each.code != "E302"]  # `like` says more
        if isinstance(record, Library):
            like = similar_libraries(record, store)
    return Incoming(folder, record_id, text, record, problems, like, document.data)


def _is_elsewhere(problem: Problem, name: str) -> bool:
    """Whether it is a fault, and not at the file `name`."""
    return problem.path != name and not RULES[problem.code].notice


def similar_libraries(record: Library, store: Store) -> list[Likeness]:
    """The libraries of the store that may be the same as `record`."""
    others = {
        key: traits_of(each)
        for key, each in store.records["libraries"].items()
        if isinstance(each, Library) and key != record.id
    }
    return rank(traits_of(record), others)
