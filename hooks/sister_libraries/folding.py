"""Texts as they are compared when a name is looked for: without case, accents and punctuation, and
with Simplified characters for Traditional ones.

The twin of `folding.js` and `simplified.js` in `overrides/assets/javascripts/`; a test holds them together.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

import opencc

# Letters that Unicode does not take apart into a plain letter and an accent.
_PLAIN = str.maketrans(
    {
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
        "ß": "ss",
        "ı": "i",
        "ħ": "h",
        "ə": "e",
    }
)
_QUOTES = set("'’‘ʼʻ`")
_IDEOGRAPH = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
# OpenCC's conversions of plain Traditional into the forms of Taiwan and Hong Kong. Those from Simplified to the same
# forms each read the large table of words anew, which single characters do not need.
_REGIONS = ("t2tw", "t2hk")


def fold(text: str) -> str:
    """The text as it is compared: small plain letters and digits, with single spaces between words."""
    letters = []
    for character in unicodedata.normalize("NFKD", text).lower():
        kind = unicodedata.category(character)
        if kind[0] == "M" or character in _QUOTES:
            continue
        letters.append(" " if kind[0] in "PS" or character.isspace() else character)
    return re.sub(" +", " ", "".join(letters).translate(_PLAIN)).strip()


def simplified(text: str) -> str:
    """The text with Simplified characters in place of Traditional ones."""
    return text if text.isascii() else text.translate(_table())


def traditional(text: str) -> str:
    """The characters of the text that only Traditional Chinese has, each once."""
    try:
        "".join(_IDEOGRAPH.findall(text)).encode("gb2312")
    except UnicodeEncodeError:
        return "".join(dict.fromkeys(_only_traditional().findall(text)))
    return ""  # all are common Simplified ones, and OpenCC's tables are not read


@lru_cache(maxsize=1)
def variants() -> dict[str, str]:
    """Traditional characters and the Simplified ones of GB 2312 that they stand for, in Unicode's order."""
    simple = _gb2312()
    # Each on a line of its own, so that none changes how its neighbor is read.
    plain = _converter("s2t").convert("\n".join(simple))
    pairs: dict[str, str] = {}
    for found in (plain, *(_converter(each).convert(plain) for each in _REGIONS)):
        for character, each in zip(simple, found.split("\n"), strict=True):
            if len(each) == 1 and each not in simple:
                pairs.setdefault(each, character)
    return {each: pairs[each] for each in sorted(pairs)}


@cache
def _converter(conversion: str) -> opencc.OpenCC:
    """OpenCC for a conversion; kept, because to take it apart again takes longer than to make it."""
    return opencc.OpenCC(conversion)


@lru_cache(maxsize=1)
def _only_traditional() -> re.Pattern[str]:
    return re.compile(f"[{''.join(variants())}]")


@lru_cache(maxsize=1)
def _table() -> dict[int, str]:
    return {ord(each): simple for each, simple in variants().items()}


def _gb2312() -> dict[str, None]:
    """The 6 763 characters of GB 2312, the common ones of Simplified Chinese, in its order."""
    characters: dict[str, None] = {}
    for row in range(0xB0, 0xF8):
        for cell in range(0xA1, 0xFF):
            text = bytes((row, cell)).decode("gb2312", "ignore")
            if text:
                characters[text] = None
    return characters
