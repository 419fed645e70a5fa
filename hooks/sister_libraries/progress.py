"""Says what a long build is doing and how far it is: a line that renews itself in a terminal, lines elsewhere."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, TypeVar

from sister_libraries.languages import N_, site_languages

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sister_libraries.languages import Phrase

Item = TypeVar("Item")
READING = N_("Reading records and pages …")
PAGES = N_("Filling the hand-written pages …")
RECORDS = N_("Making the pages of records …")
SEARCH = N_("Indexing for search …")
PAPER = N_("Making PDFs …")
ENDING = N_("Writing what belongs to all pages, and publishing …")

TOLD = 1_000  # pages between two looks; a small site is made before anybody asks
LINES = 10  # lines for the pages of one kind, where each line stays


class Progress:
    """What is told, and where to; silent until it is told how to speak.

    Languages are made side by side in processes of their own: only the first of them is told of, and the others keep
    pace with it.
    """

    def __init__(self) -> None:
        self._speaks = False
        self._renews = False
        self._open = False  # whether a line waits to be renewed

    def speak(self) -> None:
        """Tell from now on, on the standard error stream."""
        self._speaks, self._renews = True, sys.stderr.isatty()

    def stage(self, what: Phrase) -> None:
        """A stage begins."""
        self._tell(" · ".join(each.say(what) for each in site_languages()))

    def count(self, items: Iterable[Item], total: int) -> Iterator[Item]:
        """Tell how many of `total` items have been taken."""
        every = max(TOLD, 0 if self._renews else total // LINES)
        for number, each in enumerate(items, 1):
            yield each
            if number % every == 0:
                self._tell(f"  {number:,} / {total:,}", renew=True)

    def end(self) -> None:
        """Nothing more comes."""
        if self._open:
            print(file=sys.stderr, flush=True)
        self._open = False

    def _tell(self, text: str, *, renew: bool = False) -> None:
        if not self._speaks:
            return
        if self._renews and renew:
            print(f"\r\x1b[K{text}", end="", file=sys.stderr, flush=True)
            self._open = True
        else:
            self.end()
            print(text, file=sys.stderr, flush=True)


progress = Progress()
