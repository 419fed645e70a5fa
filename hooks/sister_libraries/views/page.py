"""What a kind of record page is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sister_libraries.catalogue import Catalogue
    from sister_libraries.models import Record
    from sister_libraries.reader import Reader


MAX_DESCRIPTION = 155  # characters; search engines show no more


def shortened(text: str) -> str:
    """`text` on one line, cut between words where it is too long for a description."""
    text = " ".join(text.split())
    if len(text) <= MAX_DESCRIPTION:
        return text
    cut = text[: MAX_DESCRIPTION - 1]
    end = max(cut.rfind(each) for each in " ，。；、")
    return cut[: max(end, 1)].rstrip(" ，。；、,;:·–") + "…"


@dataclass(frozen=True, slots=True)
class Page:
    """One page in one language: its title and description as plain text, and what its template prints.

    `edit` is the file that its facts stand in; a page with `noindex` stays at its address, out of search engines.
    `found_as` tells search what kind of thing it is: library, story, guidance; empty keeps it out. `found_by` are the
    texts by which search finds it, first those that tell most: what the record says, without the labels that are the
    same on every page, what comes in a few steps only, and lists of what has pages of its own.
    """

    title: str
    description: str
    edit: str
    context: dict[str, Any]
    noindex: bool = False
    found_as: str = ""
    found_by: tuple[str, ...] = ()
    to: str = ""  # for an address that has moved: the new one, below each language's root


@dataclass(frozen=True, slots=True)
class PageKind:
    """A kind of page: its layout and template (of the same name), its folder on the site, and its subjects.

    Without a folder the ids of its subjects begin with one.

    `subjects` gives the id and subject of every page; `view` makes the page of one subject for one reader.
    """

    name: str
    folder: str
    subjects: Callable[[Catalogue], Iterable[tuple[str, Any]]]
    view: Callable[[Any, Reader], Page]
    # What of the catalogue a page depends on: records, by their files, and other facts; None for all of it. It must not
    # forget anything: a page is made again only when some of this has changed (memory.py).
    depends: Callable[[Any, Catalogue], Iterable[Record | str]] | None = None
    comes_and_goes: bool = False  # a list that is there while it has entries; every other address is for ever

    def path(self, subject_id: str) -> str:
        """The address of a subject's page below each language's root."""
        return f"{self.folder}/{subject_id}/" if self.folder else f"{subject_id}/"
