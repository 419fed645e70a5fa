"""Traditional forms for search: which characters stand for the Simplified ones that the site is written in.

Readers in Hong Kong, Macao, Taiwan and elsewhere type 圖書館; the search page turns that into 图书馆 first.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import opencc

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sister_libraries.outputs import Site

FILE = "assets/search-variants.json"
# OpenCC's conversions from Simplified: plain Traditional, and the forms of Taiwan and Hong Kong.
_CONVERSIONS = ("s2t", "s2tw", "s2hk")


def files(site: Site) -> Iterator[tuple[str, str | bytes]]:
    """The table for the search page."""
    yield FILE, _table()


def _table() -> str:
    """JSON with two texts of equal length: `from` has the Traditional characters, `to` the Simplified ones."""
    simplified = _gb2312()
    pairs: dict[str, str] = {}
    for conversion in _CONVERSIONS:
        converter = opencc.OpenCC(conversion)
        for character in simplified:
            traditional = converter.convert(character)
            if len(traditional) == 1 and traditional not in simplified:
                pairs.setdefault(traditional, character)
    ordered = sorted(pairs)
    return json.dumps(
        {"from": "".join(ordered), "to": "".join(pairs[each] for each in ordered)}, ensure_ascii=False
    )


def _gb2312() -> dict[str, None]:
    """The 6 763 characters of GB 2312, the common ones of Simplified Chinese, in its order."""
    characters: dict[str, None] = {}
    for row in range(0xB0, 0xF8):
        for cell in range(0xA1, 0xFF):
            text = bytes((row, cell)).decode("gb2312", "ignore")
            if text:
                characters[text] = None
    return characters
