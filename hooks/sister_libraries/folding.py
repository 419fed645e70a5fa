"""Texts as they are compared when a name is looked for: without case, accents and punctuation, and
with Simplified characters for Traditional ones.

The twin of `folding.js` and `simplified.js` in `overrides/assets/javascripts/`; a test holds them together.
"""

from __future__ import annotations

import json
import re
import unicodedata
from functools import lru_cache
from pathlib import Path

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
VARIANTS = Path(__file__).with_name("traditional.json")  # made by tools/traditional.py


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
    return ""  # all are common Simplified ones, and the table is not read


@lru_cache(maxsize=1)
def variants() -> dict[str, str]:
    """Traditional characters and the Simplified ones of GB 2312 that they stand for, in Unicode's order."""
    table = json.loads(VARIANTS.read_text(encoding="utf-8"))
    return dict(zip(table["from"], table["to"], strict=True))


@lru_cache(maxsize=1)
def _only_traditional() -> re.Pattern[str]:
    return re.compile(f"[{''.join(variants())}]")


@lru_cache(maxsize=1)
def _table() -> dict[int, str]:
    return {ord(each): simple for each, simple in variants().items()}
