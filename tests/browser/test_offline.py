"""Reading without a network: what was kept says so, what was not says that; and the ZIP from a folder."""

import io
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest
from building import BASE, BuiltSite
from conftest import Visit, Watch, serve
from playwright.sync_api import Browser, Page, expect
from test_browser_pages import barriers

from sister_libraries.languages import Language, language, site_languages
from sister_libraries.offline import SERVER, WORKER, archive, worker

in_both_languages = pytest.mark.parametrize("here", site_languages(), ids=lambda each: each.code)


def keep(visit: Visit, prefix: str = "") -> Page:
    page = visit(f"{prefix}offline/", alone=True)
    page.locator("#offline-keep").click()
    expect(page.locator("#offline-drop")).to_be_visible()
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    return page


def unplug(page: Page, watch: Watch) -> None:
    watch.expected += ["ERR_INTERNET_DISCONNECTED", "ERR_FAILED", "503", "Failed to fetch"]
    page.context.set_offline(True)


@in_both_languages
def test_guidance_is_read_without_a_network_and_says_since_when(
    here: object, visit: Visit, watch: Watch, home: str
):
    page = keep(visit, here.prefix)
    unplug(page, watch)
    page.goto(f"{home}{here.prefix}why/")
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator(".notice.offline")).to_contain_text("offline" if here.code == "en" else "没有网络")
    expect(page.locator(".notice.offline")).to_contain_text(re.compile(r"20\d\d"))
    assert page.evaluate("getComputedStyle(document.querySelector('.site-header')).display") != "inline"


def test_with_a_network_the_newest_comes_and_says_nothing(visit: Visit, home: str):
    page = keep(visit)
    page.goto(f"{home}why/")
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator(".notice.offline")).to_have_count(0)


def test_a_page_that_was_opened_is_kept_and_another_is_not(visit: Visit, watch: Watch, home: str):
    page = keep(visit)
    page.goto(f"{home}libraries/guangzhou-library/")
    expect(page.locator("h1")).to_have_text("Guangzhou Library")
    page.wait_for_function("async () => (await caches.match(location.href)) !== undefined")
    unplug(page, watch)
    page.goto(f"{home}libraries/guangzhou-library/")
    expect(page.locator("h1")).to_have_text("Guangzhou Library")
    expect(page.locator(".notice.offline")).to_contain_text("may have changed")
    page.goto(f"{home}libraries/shanghai-library/")
    expect(page.locator(".notice.offline")).to_contain_text("not kept on this device")
    expect(page.locator("h1")).to_have_text("Read offline")


def test_ticking_works_without_a_network(visit: Visit, watch: Watch, home: str):
    page = keep(visit)
    page.goto(f"{home}checklists/getting-started/")
    expect(page.locator("#tool--tools")).to_be_visible()
    page.wait_for_function("async () => (await caches.match(location.href)) !== undefined")
    unplug(page, watch)
    page.reload()
    page.locator("#set-budget .tick").check()
    expect(page.locator("#tool--done")).to_contain_text("1 of")


def test_a_new_version_takes_the_place_of_the_old_one(visit: Visit):
    """What an earlier version kept from the beginning goes; what was opened stays, as it may be all there is."""
    page = visit("offline/")
    page.evaluate(
        "Promise.all(['core-0123456789abcdef', 'visited', 'another'].map((name) => caches.open(name)))"
    )
    page.locator("#offline-keep").click()
    expect(page.locator("#offline-drop")).to_be_visible()
    page.wait_for_function("async () => !(await caches.has('core-0123456789abcdef'))")
    kept = page.evaluate("caches.keys()")
    assert {"visited", "another"} < set(kept)
    assert len([name for name in kept if re.fullmatch("core-[0-9a-f]{16}", name)]) == 1


def test_what_cannot_be_kept_whole_leaves_what_was_kept(
    visit: Visit, watch: Watch, site: BuiltSite, tmp_path: Path
):
    """A line that drops, or a full device: the older copy stays, and nobody is told that all is well."""
    watch.expected += ["404", "ServiceWorker"]
    whole = shutil.copytree(site.served, tmp_path / "served", copy_function=os.link)
    shutil.rmtree(whole / BASE.strip("/") / "why")
    with contextmanager(serve)(SimpleNamespace(served=whole)) as home:
        page = visit("offline/", home=home, alone=True)
        page.evaluate(
            "caches.open('core-0123456789abcdef').then((core) => core.put('x', new Response('kept')))"
        )
        page.locator("#offline-keep").click()
        expect(page.locator("#offline-status")).to_contain_text("did not work")
        assert page.evaluate("caches.keys()") == ["core-0123456789abcdef"]


def test_its_version_is_that_of_what_it_keeps(site: BuiltSite):
    source = (site.root / "overrides" / "records" / "offline" / WORKER).read_text(encoding="utf-8")
    first = worker(source, ["a.css", "why/index.html"], lambda name: name.encode())
    again = worker(source, ["a.css", "why/index.html"], lambda name: name.encode())
    other = worker(source, ["a.css", "why/index.html"], lambda name: name.encode() + b"!")
    assert first == again
    assert re.search('"version": "([0-9a-f]+)"', first)[1] != re.search('"version": "([0-9a-f]+)"', other)[1]


def test_it_is_let_go_again(visit: Visit):
    page = keep(visit)
    page.locator("#offline-drop").click()
    expect(page.locator("#offline-keep")).to_be_visible()
    assert page.evaluate("caches.keys()") == []


@in_both_languages
def test_there_is_no_barrier(here: object, visit: Visit):
    page = visit(f"{here.prefix}offline/")
    expect(page.locator("#offline-tools")).to_be_visible()
    assert barriers(page) == []


def test_the_worker_keeps_only_what_is_there(site: BuiltSite):
    text = (site.folder / WORKER).read_text(encoding="utf-8")
    found = json.loads(text.partition("const SITE = ")[2].partition(";\n")[0])
    names = {f"{each}index.html" if each == "" or each.endswith("/") else each for each in found["files"]}
    assert names <= site.files.keys() if isinstance(site.files, dict) else names <= set(site.files)
    assert not any(name.startswith(("libraries/", "zh/libraries/")) and name.count("/") > 2 for name in names)
    assert sum((site.folder / name).stat().st_size for name in names) < 3_000_000


def test_manifests_name_icons_that_are_there(site: BuiltSite):
    for here in site_languages():
        folder = site.folder / here.prefix
        manifest = json.loads((folder / "manifest.webmanifest").read_text(encoding="utf-8"))
        assert manifest["lang"] == here.tag
        for icon in manifest["icons"]:
            assert (folder / icon["src"]).resolve().exists()


@pytest.fixture(scope="module")
def folder(site: BuiltSite, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ZIP, unpacked where a librarian would."""
    place = tmp_path_factory.mktemp("stick") / "名字 with spaces"
    with zipfile.ZipFile(io.BytesIO(archive(site.folder, site.root))) as packed:
        assert packed.testzip() is None
        packed.extractall(place)
    return place / "sister-libraries"


class TestZip:
    """The whole site in a folder."""

    def test_is_the_same_for_the_same_site(self, site: BuiltSite):
        assert archive(site.folder, site.root) == archive(site.folder, site.root)

    def test_every_link_leads_to_a_file(self, folder: Path):
        missing = set()
        for page in folder.rglob("*.html"):
            if page.name == "404.html":
                continue  # begins at the root of a host
            for link in re.findall(
                r' (?:href|src|action)="(?![a-z]+:|#|//)([^"#?]+)', page.read_text("utf-8")
            ):
                if not (page.parent / link).is_file():
                    missing.add(link)
        assert missing == set()

    @in_both_languages
    def test_is_read_from_a_folder(self, here: object, folder: Path, browser: Browser):
        context = browser.new_context()
        page = context.new_page()
        page.goto((folder / here.prefix / "index.html").as_uri())
        assert page.evaluate("getComputedStyle(document.querySelector('.site-header')).display") == "block"
        background = "getComputedStyle(document.body).backgroundColor"
        assert page.evaluate(background) == "rgb(253, 252, 249)"
        page.locator(".site-header__sections a").nth(1).click()
        expect(page.locator("h1")).to_have_text(
            "Library directory" if here == language("en") else "图书馆名录"
        )
        page.locator(".entries a, .listing a, main li a").first.click()
        expect(page.locator("h1")).to_be_visible()
        context.close()

    @in_both_languages
    @pytest.mark.parametrize("address", ["search/", "libraries/", "checklists/getting-started/"])
    def test_a_page_whose_script_does_not_load_says_how_to_have_it(
        self, here: Language, address: str, folder: Path, browser: Browser
    ):
        context = browser.new_context(viewport={"width": 320, "height": 800})
        page = context.new_page()
        page.goto((folder / here.prefix / address / "index.html").as_uri())
        notice = page.locator(".notice.folder")
        expect(notice).to_contain_text("folder" if here.code == "en" else "文件夹")
        expect(notice.locator("code")).to_have_text(SERVER)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        notice.locator("a").click()
        expect(page.locator("h1")).to_have_text("Read offline" if here.code == "en" else "离线阅读")
        expect(page.locator("main")).to_contain_text(SERVER)
        context.close()

    def test_the_command_shows_it_with_all_its_scripts(self, folder: Path, browser: Browser):
        """The one line that the notice gives, run as it stands, on a port of its own."""
        command = [sys.executable, *SERVER.split()[1:-1], "0", "--bind", "127.0.0.1"]
        with subprocess.Popen(
            command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        ) as server:
            try:
                assert server.stdout
                port = re.search(rb"port (\d+)", server.stdout.readline())
                assert port
                context = browser.new_context()
                page = context.new_page()
                page.goto(f"http://127.0.0.1:{int(port[1])}/search/?q=Guangzhou")
                expect(page.locator("#search-results li").first).to_contain_text("Guangzhou")
                expect(page.locator(".notice.folder")).to_have_count(0)
                context.close()
            finally:
                server.terminate()
