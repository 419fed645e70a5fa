"""What the site has besides pages: one module an output, each made from the catalogue alone.

A new output is one module with a function `files`, and one line here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sister_libraries.outputs import (
    data_package,
    directory_data,
    geojson,
    letter_data,
    open_csv,
    open_json,
    profiles,
    robots,
    search_variants,
    sister_cities,
    sitemap,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from sister_libraries.catalogue import Catalogue


@dataclass(frozen=True)
class Site:
    """What an output may use: the catalogue, the site's address, and the pages that search engines may list."""

    catalogue: Catalogue
    url: str
    pages: Sequence[str]


# Each gives the names and contents of its files.
OUTPUTS: tuple[Callable[[Site], Iterator[tuple[str, str | bytes]]], ...] = (
    sitemap.files,
    robots.files,
    search_variants.files,
    directory_data.files,
    letter_data.files,
    profiles.files,
    sister_cities.files,
    open_json.files,
    open_csv.files,
    geojson.files,
    data_package.files,
)
