"""Values that one build keeps for the next."""

from pathlib import Path

import pytest

from sister_libraries.kept import Kept


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    return Kept(tmp_path / "cache" / "things", b"key")


def test_what_is_kept_is_found(kept: Kept):
    kept.save("name", {"a": [1, "二"]})
    assert kept.load("name") == {"a": [1, "二"]}


def test_another_key_or_name_finds_nothing(kept: Kept):
    kept.save("name", 1)
    assert Kept(kept.folder, b"other").load("name") is None
    (kept.folder / "name").rename(kept.folder / "moved")
    assert kept.load("moved") is None


def test_what_is_prepared_is_found_when_it_is_confirmed(kept: Kept):
    kept.prepare("name", 1)
    assert kept.load("name") is None
    kept.confirm("name")
    assert kept.load("name") == 1


def test_confirming_what_was_not_prepared_changes_nothing(kept: Kept):
    kept.save("name", 1)
    kept.confirm("name")
    assert kept.load("name") == 1


@pytest.mark.parametrize("length", [0, 1, 16, 20])
def test_a_file_that_was_cut_off_is_none(kept: Kept, length: int):
    kept.save("name", "x" * 100)
    content = (kept.folder / "name").read_bytes()
    (kept.folder / "name").write_bytes(content[:length])
    assert kept.load("name") is None


def test_a_damaged_file_is_none(kept: Kept):
    kept.save("name", "x" * 100)
    content = bytearray((kept.folder / "name").read_bytes())
    for place in range(len(content)):
        content[place] ^= 1
        (kept.folder / "name").write_bytes(content)
        assert kept.load("name") is None
        content[place] ^= 1


def test_where_there_is_no_room_nothing_is_kept(tmp_path: Path):
    (tmp_path / "file").write_text("in the way")
    kept = Kept(tmp_path / "file", b"key")
    kept.save("name", 1)
    assert kept.load("name") is None
