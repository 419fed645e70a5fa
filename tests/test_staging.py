"""A site is made beside the published one and swapped in whole; what fails leaves nothing behind."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from sister_libraries import staging
from sister_libraries.staging import Staging, exchange

OLD = 10**9  # nanoseconds: a second after the beginning of 1970


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A published site."""
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "index.html").write_text("old")
    return folder


def tree(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(params=["in one step", "by renames"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both ways of exchanging two folders, whatever this system can."""
    if request.param == "by renames":
        monkeypatch.setattr(staging, "_rename_exchange", lambda first, second: False)
    return str(request.param)


def test_the_first_site_is_published(tmp_path: Path) -> None:
    with Staging(tmp_path / "deep" / "site", tmp_path / "cache") as made:
        made.write("a/index.html", "new")
        made.publish()
    assert tree(tmp_path / "deep") == {"site/a/index.html": "new"}


def build(site: Path, **files: str) -> None:
    """Publish a site of these files."""
    with Staging(site, site.parent / "cache") as made:
        for name, text in files.items():
            made.write(name.replace("_", "/"), text)
        made.publish()


def test_a_new_site_takes_the_place_of_the_old_one(site: Path, way: str) -> None:
    build(site, a_page="new")
    assert tree(site) == {"a/page": "new"}


def test_nothing_of_any_earlier_site_is_published_again(site: Path, way: str) -> None:
    for number in range(4):
        build(site, **{f"only_{number}": "x", "always": str(number)})
        assert tree(site) == {f"only/{number}": "x", "always": str(number)}


def test_no_empty_folder_is_left(site: Path) -> None:
    for names in (["deep_a_b"], ["other"], ["again"], ["third"]):
        build(site, **dict.fromkeys(names, "x"))
    assert [path.name for path in site.rglob("*")] == ["third"]


def test_a_folder_may_become_a_file_and_a_file_a_folder(site: Path) -> None:
    one, other = {"a_b_e": "x", "c": "y"}, {"a": "x", "c_d_f": "y"}
    # Twice and three times each: what is left here is of the build before the last.
    for files in (one, other, one, other, other, one, one, one, other, other):
        build(site, **files)
        assert tree(site) == {name.replace("_", "/"): text for name, text in files.items()}


@pytest.mark.parametrize("name", ["libraries", "libraries/one"])
def test_nothing_is_written_through_a_link(site: Path, name: str) -> None:
    """Somebody may have put one into the published site, in which a later one is made."""
    files = {"libraries_one_index.html": "x", "libraries_two_index.html": "y"}
    build(site, **files)
    elsewhere = site.parent / "elsewhere"
    (site / name).rename(elsewhere)
    (site / name).symlink_to(elsewhere)
    before = tree(elsewhere)
    for number in range(3):
        build(site, **files, always=str(number))
        expected = {each.replace("_", "/"): text for each, text in files.items()} | {"always": str(number)}
        assert tree(site) == expected
        assert not any(path.is_symlink() for path in site.rglob("*")) or number == 0
    assert tree(elsewhere) == before


def test_two_processes_may_write_the_same_file(site: Path) -> None:
    """As those of two languages do with Pagefind's script; what an earlier build left of it is in their way."""
    cache = site.parent / "cache"
    failed: list[BaseException] = []

    def write() -> None:
        try:
            for number in range(300):
                start.wait()
                with Staging(site, cache) as made:
                    made.write_bytes("pagefind/pagefind.js", f"version {number}".encode())
        except BaseException as error:
            failed.append(error)
            start.abort()

    start = threading.Barrier(2)
    writers = [threading.Thread(target=write) for _ in range(2)]
    for each in writers:
        each.start()
    for each in writers:
        each.join()
    assert failed == []
    assert (cache / "staging/pagefind/pagefind.js").read_text("utf-8") == "version 299"


def test_the_old_site_is_whole_until_the_new_one_is_published(site: Path) -> None:
    with Staging(site, site.parent / "cache") as made:
        made.write("index.html", "new")
        assert tree(site) == {"index.html": "old"}


def test_what_is_not_published_does_not_touch_the_old_site(site: Path) -> None:
    with Staging(site, site.parent / "cache") as made:
        made.write("index.html", "new")
    assert tree(site) == {"index.html": "old"}


def test_a_failure_leaves_the_old_site(site: Path) -> None:
    with pytest.raises(ValueError, match="stop"), Staging(site, site.parent / "cache") as made:
        made.write("index.html", "new")
        raise ValueError("stop")
    assert tree(site) == {"index.html": "old"}
    assert [path.name for path in site.parent.iterdir() if path.name != "cache"] == ["site"]


def test_what_an_interrupted_build_left_is_not_published(site: Path) -> None:
    left = site.parent / "cache" / "staging" / "left.html"
    left.parent.mkdir(parents=True)
    left.write_text("half")
    build(site, index="new")
    assert tree(site) == {"index": "new"}


def test_two_folders_change_places(tmp_path: Path, way: str) -> None:
    first, second = tmp_path / "one", tmp_path / "two"
    for folder in (first, second):
        folder.mkdir()
        (folder / "name").write_text(folder.name)
    exchange(first, second)
    assert tree(tmp_path) == {"one/name": "two", "two/name": "one"}


def test_a_file_is_written_as_it_is_given(tmp_path: Path) -> None:
    source = tmp_path / "picture.png"
    source.write_bytes(b"\x89PNG\r\n")
    with Staging(tmp_path / "site", tmp_path / "cache") as made:
        made.write("a.txt", "广州\n")
        made.write_bytes("b.bin", b"\0\r\n")
        made.copy("c/d.png", source)
        made.publish()
    assert (tmp_path / "site" / "a.txt").read_bytes() == "广州\n".encode()
    assert (tmp_path / "site" / "b.bin").read_bytes() == b"\0\r\n"
    assert (tmp_path / "site" / "c" / "d.png").read_bytes() == b"\x89PNG\r\n"


def test_pages_are_noted_for_search_engines(tmp_path: Path) -> None:
    with Staging(tmp_path / "site", tmp_path / "cache") as made:
        made.write("index.html", "<html>")
        made.list("a/index.html", index=False)
        made.write("b/index.html", '<meta name="robots" content="noindex">')
        made.write("404.html", "<html>")
        made.write("robots.txt", "")
        assert made.pages == ["index.html"]
        made.list("c/index.html", index=True, kept=False)
        assert made.pages == ["index.html", "c/index.html"]
        assert sorted(made.kept) == ["", "a/", "b/"]


def test_a_file_that_is_published_as_it_is_keeps_its_time(site: Path, way: str) -> None:
    """Also where the folder that the next site is made in has it as it was before the last change."""
    build(site, a_page="old", other="x")
    build(site, a_page="new", other="x")
    os.utime(site / "a" / "page", ns=(OLD, OLD))
    build(site, a_page="new", other="y")
    assert (site / "a" / "page").stat().st_mtime_ns == OLD
    assert tree(site) == {"a/page": "new", "other": "y"}
    build(site, a_page="newer", other="y")
    assert (site / "a" / "page").stat().st_mtime_ns > OLD
    assert tree(site) == {"a/page": "newer", "other": "y"}


@pytest.mark.skipif(os.name == "nt", reason="to make a link needs a right there that few have")
def test_a_site_that_is_a_link_stays_one(site: Path, way: str) -> None:
    link = site.with_name("link")
    link.symlink_to(site)
    for number in range(3):
        build(link, page=str(number))
        assert link.is_symlink()
        assert tree(site) == {"page": str(number)}


def test_without_links_what_has_not_changed_is_written_again(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError("no links here")

    monkeypatch.setattr(os, "link", refuse)
    for text in ("old", "new", "new"):
        build(site, page=text)
        assert tree(site) == {"page": text}


def lying_site(tmp_path: Path) -> tuple[tuple[int, int], Staging]:
    """A published page with how it lies, and the next site in the making."""
    with Staging(tmp_path / "site", tmp_path / "cache") as made:
        stamp = made.write_bytes("a/index.html", b"as it was")
        made.publish()
    return stamp, Staging(tmp_path / "site", tmp_path / "cache")


def test_a_page_of_the_published_site_is_used_again(tmp_path: Path, way: str) -> None:
    stamp, staging = lying_site(tmp_path)
    with staging as made:
        assert made.reuse("a/index.html", [stamp]) == stamp
        made.publish()
    assert tree(tmp_path / "site") == {"a/index.html": "as it was"}


def test_a_page_that_lies_otherwise_is_not(tmp_path: Path) -> None:
    stamp, staging = lying_site(tmp_path)
    (tmp_path / "site" / "a" / "index.html").write_text("touched by somebody")
    with staging as made:
        assert made.reuse("a/index.html", [stamp]) is None
        assert made.reuse("b/index.html", [stamp]) is None
        assert made.written == {}


def test_writing_never_changes_the_published_site(tmp_path: Path) -> None:
    stamp, staging = lying_site(tmp_path)
    with staging as made:
        made.reuse("a/index.html", [stamp])
        made.write_bytes("a/index.html", b"new")
    assert tree(tmp_path / "site") == {"a/index.html": "as it was"}


def test_what_two_parts_write_lies_as_the_later_has_left_it(tmp_path: Path) -> None:
    with Staging(tmp_path / "site", tmp_path / "cache") as made:
        parts = [Staging(tmp_path / "site", tmp_path / "cache") for _ in range(2)]
        for part, text in zip(parts, (b"one", b"another"), strict=True):
            with part:
                part.write_bytes("common", text)
                part.write_bytes(f"only-{len(text)}", text)
        for part in reversed(parts):
            made.take_over(part)
        made.publish()
    seen = {
        path.name: (path.stat().st_size, path.stat().st_mtime_ns) for path in (tmp_path / "site").iterdir()
    }
    assert made.written == seen
    assert seen["common"][0] == len(b"another")
