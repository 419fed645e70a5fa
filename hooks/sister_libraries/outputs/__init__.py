"""What the site has besides pages: one module an output, each made from the catalogue alone.

A new output is one module with a function `files`, and one line here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sister_libraries.outputs import (
    addresses,
    directory_data,
    letter_data,
    profiles,
    robots,
    search_variants,
    sister_cities,
    sitemap,
    submit_data,
)

if TYPE_CHECKING:
    from sister_libraries.catalogue import Catalogue


@dataclass(frozen=True)
class Site:
    """What an output may use: the catalogue, the site's address, and the pages that search engines may list.

    `kept` are the addresses that the site must never lose.
    """

    catalogue: Catalogue
    url: str
    pages: Sequence[str]
    kept: Sequence[str] = ()


# Each gives the names and contents of its files.
Output = Callable[[Site], Iterator[tuple[str, str | bytes]]]

# These are made while the pages are; `site.pages` is empty then.
OUTPUTS: tuple[Output, ...] = (
    robots.files,
    search_variants.files,
    directory_data.files,
    letter_data.files,
    profiles.files,
    sister_cities.files,
    submit_data.files,
)
# These need to know which pages there are.
OUTPUTS_OF_PAGES: tuple[Output, ...] = (sitemap.files, addresses.files)
