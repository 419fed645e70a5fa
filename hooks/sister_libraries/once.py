"""Work that is done once per catalogue and then remembered, however many pages in however many languages use it."""

from __future__ import annotations

import weakref
from functools import wraps
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    from sister_libraries.catalogue import Catalogue

Result = TypeVar("Result")


def once_per_catalogue(make: Callable[[Catalogue], Result]) -> Callable[[Catalogue], Result]:
    """Remember what `make` gives for a catalogue for as long as that catalogue lives.

    A catalogue never changes after it is made, so its identity tells; it has no hash that a cache could use.
    """
    kept: dict[int, Result] = {}

    @wraps(make)
    def remembered(catalogue: Catalogue) -> Result:
        key = id(catalogue)
        if key not in kept:
            kept[key] = make(catalogue)
            weakref.finalize(catalogue, kept.pop, key, None)
        return kept[key]

    return remembered
