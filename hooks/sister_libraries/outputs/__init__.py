"""What the site has besides pages: one module an output, each made from the catalogue alone.

A new output is one new module with a function `files`; nothing else has to know it. One that is made of the list of
pages says `OF_PAGES = True`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sister_libraries.catalogue import Catalogue
    from sister_libraries.headings import Heading


@dataclass(frozen=True)
class Site:
    """What an output may use: the catalogue, the site's address, and the pages that search engines may list.

    `kept` are the addresses that the site must never lose, `headings` those of the hand-written pages, `changed` the
    days on which pages last changed, where records tell; the last two by the name of the page.
    """

    catalogue: Catalogue
    url: str
    pages: Sequence[str] = ()
    kept: Sequence[str] = ()
    headings: Mapping[str, Heading] = field(default_factory=dict)
    changed: Mapping[str, str] = field(default_factory=dict)


# Each gives the names and contents of its files.
Output = Callable[[Site], Iterator[tuple[str, str | bytes]]]


def outputs(of_pages: bool) -> tuple[Output, ...]:
    """The function `files` of every module here; those that need to know which pages there are, or the others."""
    names = sorted(each.name for each in iter_modules(__path__))
    modules = [import_module(f"{__name__}.{each}") for each in names]
    return tuple(each.files for each in modules if getattr(each, "OF_PAGES", False) is of_pages)


# These are made while the pages are: nothing is known of pages then.
OUTPUTS = outputs(of_pages=False)
OUTPUTS_OF_PAGES = outputs(of_pages=True)
