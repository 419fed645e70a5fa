"""Traditional forms for search: which characters stand for the Simplified ones that the site is written in.

Readers in Hong Kong, Macao, Taiwan and elsewhere type 圖書館; the search page turns that into 图书馆 first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sister_libraries.folding import VARIANTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sister_libraries.outputs import Site

FILE = "assets/search-variants.json"


def files(site: Site) -> Iterator[tuple[str, str | bytes]]:
    """The table for the search page: `from` has Traditional characters, `to` a Simplified one for each."""
    yield FILE, VARIANTS.read_bytes()
