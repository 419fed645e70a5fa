"""The table of Traditional characters."""

from sister_libraries.folding import VARIANTS, variants
from tools.traditional import table


def test_it_is_what_opencc_says_today():
    assert VARIANTS.read_text(encoding="utf-8") == table(), "run: dev.py run python tools/traditional.py"


def test_no_character_in_common_use_is_turned_into_another():
    assert [each for each in variants() if each.encode("gb2312", "ignore")] == []
