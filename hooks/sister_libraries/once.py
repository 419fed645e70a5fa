"""Work that is done once per catalogue and then remembered, however many pages in however many languages use it."""

from __future__ import annotations

import weakref
from functools import update_wrapper
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    from sister_libraries.catalogue import Catalogue

Result = TypeVar("Result")


class once_per_catalogue(Generic[Result]):
    """Remember what `make` gives for a catalogue for as long as that catalogue lives.

    A catalogue never changes after it is made, so its identity tells; it has no hash that a cache could use.
    """

    def __init__(self, make: Callable[[Catalogue], Result]) -> None:
        self._make = make
        self._kept: dict[int, Result] = {}
        update_wrapper(self, make)

    def __call__(self, catalogue: Catalogue) -> Result:
        """What is remembered for the catalogue; made now if that is nothing."""
        key = id(catalogue)
        if key not in self._kept:
            self.remember(catalogue, self._make(catalogue))
        return self._kept[key]

    def remember(self, catalogue: Catalogue, result: Result) -> None:
        """Let this be what is remembered for the catalogue."""
        key = id(catalogue)
        if key not in self._kept:
            weakref.finalize(catalogue, self._kept.pop, key, None)
        self._kept[key] = result
