"""`sisterlib addresses`: a published address that vanished stops the publication."""

from __future__ import annotations

from pathlib import Path

import pytest

from sister_libraries.cli import main


def compare(root: Path, published: str | bytes) -> int:
    (root / "old.txt").write_bytes(published if isinstance(published, bytes) else published.encode())
    return main(["--root", str(root), "addresses", "--lang", "en", "--against", str(root / "old.txt")])


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for address in ("", "why/", "zh/why/"):
        (tmp_path / "site" / address).mkdir(parents=True, exist_ok=True)
        (tmp_path / "site" / address / "index.html").touch()
    (tmp_path / "site" / "addresses.txt").write_text("./\nwhy/\nzh/why/\n", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("published", ["", "./\nwhy/\n", "why/\r\nzh/why/\r\n"])
def test_all_are_there(site: Path, published: str) -> None:
    assert compare(site, published) == 0


def test_one_has_vanished(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert compare(site, "why/\nlibraries/lost/\n") == 1
    assert "libraries/lost/" in capsys.readouterr().out


@pytest.mark.parametrize("published", ["../old.txt\n", "../../\n", "\x1b[31m/\n", "<!doctype html>\n"])
def test_what_is_no_address_is_not_taken_for_one_that_is_there(site: Path, published: str) -> None:
    assert compare(site, published) == 1


def test_a_list_that_cannot_be_read_is_no_empty_list(site: Path) -> None:
    assert compare(site, b"\xff\xfe") == 2
    assert main(["--root", str(site), "addresses", "--against", str(site / "nothing.txt")]) == 2


def test_a_site_that_was_not_built_is_said(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (site / "site" / "addresses.txt").unlink()
    assert compare(site, "why/\n") == 2
    assert "addresses.txt cannot be read" in capsys.readouterr().out
