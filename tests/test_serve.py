"""Serving a site that is being written: what is saved is shown, what is wrong is said, nothing needs a new start."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from builders import ROOT

from sister_libraries.preview import Preview
from sister_libraries.project import Project
from sister_libraries.published import SEARCH_SWITCH

# On one process of tests, which then makes what they share once.
pytestmark = pytest.mark.xdist_group("serve")

PATIENCE = 120  # seconds
INPUTS = ("data", "docs", "overrides", "mkdocs.yml")
LIBRARY = "shanghai-library"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A copy of the project, served."""
    with serving(tmp_path_factory.mktemp("served")) as served:
        wait_for(lambda: "The site is at" in served.said(), served)
        yield served


@contextmanager
def serving(root: Path) -> Iterator[Served]:
    """Serve a copy of the project; its own code is not copied, for that is the code that runs."""
    for name in INPUTS:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copyfile
        copy(ROOT / name, root / name)
    (root / "hooks").mkdir()
    shutil.copyfile(ROOT / "hooks" / "site.py", root / "hooks" / "site.py")
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    log = root / "log.txt"
    command = [sys.executable, "-m", "sister_libraries", "--root", str(root), "serve", "--port", str(port)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "hooks"), "PYTHONUTF8": "1", SEARCH_SWITCH: "no"}
    with log.open("wb") as output:
        process = subprocess.Popen(command, env=environment, stdout=output, stderr=output)
        try:
            yield Served(root, f"http://127.0.0.1:{port}/", log)
        finally:
            process.terminate()
            assert process.wait(PATIENCE) == 0


@dataclass(frozen=True)
class Served:
    """The folder that is served, its address, and what the terminal says."""

    root: Path
    home: str
    log: Path

    @property
    def library(self) -> Path:
        return self.root / "data" / "libraries" / f"{LIBRARY}.yml"

    def said(self) -> str:
        return self.log.read_text(encoding="utf-8")

    def page(self, address: str) -> str:
        try:
            with urllib.request.urlopen(self.home + address, timeout=30) as answer:
                text: str = answer.read().decode()
                return text
        except urllib.error.HTTPError as error:
            return f"{error.code} {error.read().decode()}"


def project(served: Served) -> Project:
    """The project that is served, to be read once more."""
    return Project(served.root, served.home, cache=Path(".cache/serve"))


def wait_for(there: Callable[[], bool], served: Served) -> None:
    end = time.monotonic() + PATIENCE
    while not there():
        assert time.monotonic() < end, served.said()
        time.sleep(0.05)


def test_what_is_saved_during_the_first_build_is_shown(tmp_path: Path):
    with serving(tmp_path) as served:
        wait_for((tmp_path / ".cache/serve/staging").exists, served)  # all has been read by then
        before = served.library.read_text(encoding="utf-8")
        served.library.write_text(before.replace("Shanghai Library", "Library of Shanghai"), encoding="utf-8")
        wait_for(lambda: "The site is at" in served.said(), served)
        wait_for(lambda: "Library of Shanghai" in served.page("countries/cn/"), served)


def test_an_address_without_its_slash_leads_to_the_one_with_it(served: Served):
    with urllib.request.urlopen(served.home + "find?v=1", timeout=30) as answer:
        assert answer.url == served.home + "find/?v=1"


def test_head_says_what_get_would_send(served: Served):
    for address in ("", "livereload.js", "assets/stylesheets/site.css", "nowhere/"):
        lengths = set()
        for method in ("GET", "HEAD"):
            asked = urllib.request.Request(served.home + address, method=method)
            try:
                answer = urllib.request.urlopen(asked, timeout=30)
            except urllib.error.HTTPError as error:
                answer = error
            with answer:
                lengths.add((answer.status, answer.headers["Content-Length"]))
        assert len(lengths) == 1, address


def test_every_page_asks_for_news(served: Served):
    assert '<script src="/livereload.js" defer></script></body>' in served.page("")
    assert "location.reload()" in served.page("livereload.js")
    assert served.page("livereload?shown=0").isdigit()


def test_what_is_not_there_is_answered_in_both_languages(served: Served):
    found = served.page("nowhere/")
    assert found.startswith("404 ")
    assert 'lang="zh-Hans"' in found


@pytest.mark.parametrize("address", ["%00", "a" * 5000, "..%2f..%2f..%2fetc/passwd", "%2e%2e/%2e%2e/log.txt"])
def test_an_address_that_no_file_can_have_is_not_there(served: Served, address: str):
    assert served.page(address).startswith("404 ")


def test_a_saved_record_is_shown_on_its_pages_and_then_on_all(served: Served):
    before, news = served.library.read_text(encoding="utf-8"), served.page("livereload?shown=0")
    served.library.write_text(before.replace("Shanghai Library", "Library of Shanghai"), encoding="utf-8")
    for prefix in ("", "zh/"):
        address = f"{prefix}libraries/{LIBRARY}/"
        wait_for(lambda address=address: "Library of Shanghai" in served.page(address), served)
    assert served.page(f"livereload?shown={news}") != news
    wait_for(lambda: "Library of Shanghai" in served.page("countries/cn/"), served)
    served.library.write_text(before, encoding="utf-8")
    wait_for(lambda: "Library of Shanghai" not in served.page("countries/cn/"), served)
    assert "Library of Shanghai" not in served.page(f"libraries/{LIBRARY}/")


def test_a_broken_record_is_told_and_the_site_stays(served: Served):
    before, length = served.library.read_text(encoding="utf-8"), len(served.said())
    served.library.write_text(before + "colour: green\n", encoding="utf-8")
    wait_for(lambda: "stays as it was" in served.said()[length:], served)
    told = served.said()[length:]
    assert f"data/libraries/{LIBRARY}.yml" in told
    assert "E201" in told
    assert "网站保持原样" in told
    assert "Shanghai Library" in served.page(f"libraries/{LIBRARY}/")
    served.library.write_text(before, encoding="utf-8")
    wait_for(lambda: "Built." in served.said()[length:], served)


def test_a_page_and_a_new_record_are_shown_after_the_build(served: Served):
    page, record = served.root / "docs" / "en" / "why.md", served.library.with_name("new-here.yml")
    page.write_text(page.read_text(encoding="utf-8") + "\nOne more sentence.\n", encoding="utf-8")
    record.write_text(
        re.sub(r"Shanghai", "New", served.library.read_text(encoding="utf-8")), encoding="utf-8"
    )
    wait_for(lambda: "One more sentence." in served.page("why/"), served)
    wait_for(lambda: "New Library" in served.page("libraries/new-here/"), served)
    record.unlink()
    wait_for(lambda: served.page("libraries/new-here/").startswith("404 "), served)


class TestPreview:
    """The pages of saved records, before a build has made them."""

    @pytest.fixture
    def preview(self, served: Served, tmp_path: Path) -> Preview:
        """A preview that knows the served project."""
        preview = Preview(tmp_path, lambda: None)
        preview.renew(project(served))
        wait_for(lambda: preview.knows, served)
        return preview

    @pytest.mark.parametrize(
        ("name", "more"),
        [
            (f"data/libraries/{LIBRARY}.yml", "colour: green\n"),
            (f"data/libraries/{LIBRARY}.yml", "preferred: {types: [nothing-like-it]}\n"),
            (f"data/libraries/{LIBRARY}.yml", "region: {zh: 臺灣圖書館}\n"),
            (f"data/libraries/{LIBRARY}.yml", "\x00"),
            ("data/libraries/not-there-yet.yml", ""),
            ("data/vocabularies/activities.yml", ""),
            ("docs/en/why.md", ""),
        ],
        ids=["field", "reference", "rule", "byte", "new", "vocabulary", "page"],
    )
    def test_what_is_not_simply_right_is_left_to_the_build(
        self, preview: Preview, served: Served, name: str, more: str
    ):
        path = served.root / name
        before = path.read_text(encoding="utf-8") if path.exists() else None
        try:
            path.write_text((before or "") + more, encoding="utf-8")
            preview.show([path])
            assert not preview.folder.exists()
        finally:
            if before is None:
                path.unlink()
            else:
                path.write_text(before, encoding="utf-8")

    def test_a_link_to_somewhere_else_is_left_to_the_build(
        self, preview: Preview, served: Served, tmp_path: Path
    ):
        outside, link = tmp_path / "outside.yml", served.library.with_name("linked.yml")
        outside.write_text("name: {en: Outside}\n", encoding="utf-8")
        link.symlink_to(outside)
        try:
            preview.show([link])
            assert not preview.folder.exists()
        finally:
            link.unlink()

    def test_shows_what_the_build_will(self, preview: Preview, served: Served):
        """Of a record as it is, the very bytes that the site has."""
        preview.show([served.library])
        for prefix in ("", "zh/"):
            name = f"{prefix}libraries/{LIBRARY}/index.html"
            page, site = preview.folder / name, served.root / ".cache" / "serve" / "site" / name
            wait_for(lambda page=page, site=site: page.read_bytes() == site.read_bytes(), served)
        preview.forget()
        assert not preview.folder.exists()

    def test_what_is_saved_while_the_catalogue_is_read_is_shown_after_that(
        self, served: Served, tmp_path: Path
    ):
        told: list[bool] = []
        preview = Preview(tmp_path, lambda: told.append(True))
        preview.show([served.library])
        assert not preview.folder.exists()
        preview.renew(project(served))
        wait_for(lambda: bool(told), served)
        assert (preview.folder / "libraries" / LIBRARY / "index.html").exists()
