"""Make the table of Traditional characters: `dev.py run python tools/traditional.py`, again when OpenCC knows more.

It goes to hooks/sister_libraries/traditional.json: `from` has Traditional characters, `to` a Simplified one of GB 2312
for each. They come from OpenCC's dictionaries, which are under the Apache License 2.0. A test tells when it is stale.
"""

from __future__ import annotations

import json
import sys

import opencc

from sister_libraries.folding import VARIANTS

# OpenCC's conversions of plain Traditional into the forms of Taiwan and Hong Kong.
_REGIONS = ("t2tw", "t2hk")


def main() -> int:
    """Write the table."""
    VARIANTS.write_text(table(), encoding="utf-8", newline="\n")
    print(f"{VARIANTS.name}: {VARIANTS.stat().st_size} bytes")
    return 0


def table() -> str:
    """The table as JSON, in Unicode's order."""
    simple = _gb2312()
    # Each on a line of its own, so that none changes how its neighbor is read.
    plain = opencc.OpenCC("s2t").convert("\n".join(simple))
    pairs: dict[str, str] = {}
    for found in (plain, *(opencc.OpenCC(each).convert(plain) for each in _REGIONS)):
        for character, each in zip(simple, found.split("\n"), strict=True):
            if len(each) == 1 and each not in simple:
                pairs.setdefault(each, character)
    ordered = {each: pairs[each] for each in sorted(pairs)}
    return json.dumps({"from": "".join(ordered), "to": "".join(ordered.values())}, ensure_ascii=False) + "\n"


def _gb2312() -> dict[str, None]:
    """The 6 763 characters of GB 2312, the common ones of Simplified Chinese, in its order."""
    characters: dict[str, None] = {}
    for row in range(0xB0, 0xF8):
        for cell in range(0xA1, 0xFF):
            text = bytes((row, cell)).decode("gb2312", "ignore")
            if text:
                characters[text] = None
    return characters


if __name__ == "__main__":
    sys.exit(main())
