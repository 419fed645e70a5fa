"""The table of Traditional characters and the scripts agree on which texts need the table."""

from sister_libraries.folding import variants


def test_no_character_in_common_use_is_turned_into_another():
    assert [each for each in variants() if each.encode("gb2312", "ignore")] == []
