"""What the site has besides pages: one module an output, each made from the catalogue alone.

A new output is one module with a function `files`, and one line here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sister_libraries.outputs import (
    addresses,
    data_package,
    directory_data,
    feeds,
    geojson,
    letter_data,
    llms,
    open_csv,
    open_json,
    open_search,
    profiles,
    robots,
    search_variants,
    security,
    share_pictures,
    sister_cities,
    sitemap,
    submit_data,
    web_app,
)

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

# These are made while the pages are: nothing is known of pages then.
OUTPUTS: tuple[Output, ...] = (
    robots.files,
    search_variants.files,
    directory_data.files,
    letter_data.files,
    profiles.files,
    sister_cities.files,
    submit_data.files,
    open_json.files,
    open_csv.files,
    geojson.files,
    data_package.files,
    feeds.files,
    open_search.files,
    security.files,
    share_pictures.files,
    web_app.files,
)
# These need to know which pages there are.
OUTPUTS_OF_PAGES: tuple[Output, ...] = (sitemap.files, addresses.files, llms.files)
