"""What stands at the old address of a record that has moved, or was taken down: an address is for ever."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from sister_libraries.languages import N_
from sister_libraries.models import WITH_PAGES
from sister_libraries.views.page import Page, PageKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sister_libraries.catalogue import Catalogue
    from sister_libraries.reader import Reader
    from sister_libraries.store import Move

_FILE = "data/moved.yml"

Subject = tuple[str, str, "Move"]  # folder, old id, what became of it


def _subjects(catalogue: Catalogue, *, gone: bool) -> Iterator[tuple[str, Subject]]:
    for folder in WITH_PAGES:
        for old, move in catalogue.moves.get(folder, {}).items():
            if (catalogue.moved_to(folder, old) is None) is gone:
                yield f"{folder}/{old}", (folder, old, move)


def moved(subject: Subject, reader: Reader) -> Page:
    """The page that leads on to where the record is now."""
    folder, old, _ = subject
    record = reader.catalogue.records(folder)[reader.catalogue.moved_to(folder, old) or ""]
    return Page(
        title=reader.say(N_("This page has moved")),
        description=reader.name(record).text,
        edit=_FILE,
        context={"link": reader.link(record)},
        noindex=True,
        to=record.path,
    )


def gone(subject: Subject, reader: Reader) -> Page:
    """The page that says that the record was taken down."""
    folder, _, move = subject
    return Page(
        title=reader.say(N_("This page was taken down")),
        description=reader.say(N_("The page that stood at this address was taken down.")),
        edit=_FILE,
        context={"date": reader.date(move.on), "list": reader.url(f"{folder}/")},
        noindex=True,
    )


MOVED = PageKind("moved", "", partial(_subjects, gone=False), moved)
GONE = PageKind("gone", "", partial(_subjects, gone=True), gone)
