"""What every kind of page is to everybody: read on a small screen, in the dark, on paper, by a screen reader."""

import json
from typing import Literal

import pytest
from building import BASE, BuiltSite
from conftest import AXE, SIZE, Visit, Watch
from kinds_of_page import KINDS, SOME, page_of
from playwright.sync_api import Page, expect

from sister_libraries.languages import Language, site_languages

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SMALL = {"width": 320, "height": 640}

in_both_languages = pytest.mark.parametrize("language", site_languages(), ids=lambda each: each.code)
of_every_kind = pytest.mark.parametrize("kind", KINDS)
of_some_kinds = pytest.mark.parametrize("kind", SOME)


@pytest.fixture
def show(visit: Visit, watch: Watch, example_home: str, example_site: BuiltSite):
    """Open the page of a kind in a language."""

    def show(kind: str, language: Language, **options: object) -> Page:
        if kind == "not-found":
            watch.expected += ["404"]
        return visit(language.prefix + page_of(kind, example_site), home=example_home, **options)

    return show


@of_every_kind
@in_both_languages
def test_no_page_has_a_barrier_or_needs_scrolling_sideways(show, kind: str, language: Language):
    """WCAG 1.4.10: nothing is wider than 320 CSS pixels, but what may scroll in a box of its own. On a wide screen,
    where more is shown, axe-core finds no violation of WCAG 2.2 AA or of its best practices.
    """
    page = show(kind, language, viewport=SMALL)
    wide = page.evaluate(
        """() => {
        const width = document.documentElement.clientWidth;
        if (document.scrollingElement.scrollWidth <= width) return [];
        return [...document.body.querySelectorAll("*")]
          .filter((each) => each.getBoundingClientRect().right > width + 1 && each.checkVisibility())
          .map((each) => `${each.tagName}.${each.className}: ${each.textContent.trim().slice(0, 60)}`)
          .concat(`the page is ${document.scrollingElement.scrollWidth} wide`);
        }"""
    )
    assert not wide, "\n".join(wide)
    page.set_viewport_size(SIZE)
    found = barriers_in_light_and_dark(page)
    assert not found, "\n".join(found)


def barriers_in_light_and_dark(page: Page) -> list[str]:
    """What axe-core finds by either scheme; the dark one changes colors alone, which few rules look at."""
    return barriers_by_scheme(page, "light") + barriers_by_scheme(page, "dark", "cat.color")


def barriers_of_state(page: Page, prefix: str) -> list[str]:
    """What axe-core finds in one of the states of a page, with its address below the home page's.

    By the light scheme in the first language and by the dark one in others: our colors do not depend on the language,
    and nothing else on the scheme. So what a state shows in one language alone is seen by one scheme; a page of every
    kind is looked at by both in each language.
    """
    return barriers_by_scheme(page, "dark" if prefix else "light")


def barriers_by_scheme(page: Page, scheme: Literal["light", "dark"], category: str = "") -> list[str]:
    """What axe-core finds by a scheme."""
    page.emulate_media(color_scheme=scheme)
    page.evaluate("() => Promise.all(document.getAnimations().map((each) => each.finished))")
    return [f"{scheme}: {each}" for each in barriers(page, category)]


LOAD_AXE = """(address) => "axe" in window || new Promise((done, fail) => {
  const script = Object.assign(document.createElement("script"), { src: address, onload: done, onerror: fail });
  document.head.append(script);
  script.remove();
})"""


def barriers(page: Page, category: str = "") -> list[str]:
    """What axe-core finds, by its rules of one category or by all: the rule, how often, and the first place."""
    assert AXE.exists(), "tools/browsers.py fetches axe-core; `dev.py test` runs it"
    page.evaluate(LOAD_AXE, BASE + AXE.name)
    # Without loading the styles once more: no rule of these reads them as a file.
    run = """([tags, category]) => {
      const rules = axe.getRules(tags).filter((each) => !category || each.tags.includes(category));
      const values = rules.map((each) => each.ruleId);
      const options = {runOnly: {type: "rule", values}, resultTypes: ["violations"], preload: false};
      return axe.run(document, options).then((each) => each.violations);
    }"""
    return [
        f"{each['id']} ({len(each['nodes'])}×): {each['nodes'][0]['html'][:200]} {summary(each['nodes'][0])}"
        for each in page.evaluate(run, [RULES, category])
    ]


def summary(node: dict[str, str]) -> str:
    return " ".join(node.get("failureSummary", "").split())[:300]


def test_a_barrier_is_found(visit: Visit):
    """The checker itself: with the site's policy in force it runs, and sees what it is trusted to see."""
    page = visit("why/")
    page.evaluate(
        """() => {
        const picture = document.createElement("img");
        document.querySelector("main").append(picture);
        document.querySelector("h1").style.color = "rgb(250, 250, 250)";
        }"""
    )
    found = " ".join(barriers(page))
    assert "image-alt" in found
    assert "color-contrast" in found
    found = " ".join(barriers(page, "cat.color"))
    assert "image-alt" not in found
    assert "color-contrast" in found


@of_some_kinds
@in_both_languages
def test_paper_has_the_text_and_not_the_navigation(show, kind: str, language: Language):
    page = show(kind, language)
    page.emulate_media(media="print")
    shown = page.evaluate(
        """() => [...document.querySelectorAll("header, nav, form, button, .edit")]
        .filter((each) => each.checkVisibility())
        .map((each) => `${each.tagName}.${each.className}`)"""
    )
    assert shown == []
    assert page.locator("h1").first.is_visible()


@in_both_languages
def test_the_dark_is_dark_and_the_light_is_light(visit: Visit, language: Language):
    page = visit(language.prefix)
    shades = {}
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        shades[scheme] = page.evaluate(
            """() => {
            const color = [document.body, document.documentElement]
              .map((each) => getComputedStyle(each).backgroundColor)
              .find((each) => each !== "rgba(0, 0, 0, 0)") ?? "rgb(255, 255, 255)";
            return Math.max(...color.match(/[\\d.]+/g).slice(0, 3).map(Number));
            }"""
        )
    assert shades["light"] > 200
    assert shades["dark"] < 80


@of_some_kinds
@in_both_languages
def test_pages_can_be_read_without_javascript(show, kind: str, language: Language):
    """The same text, header and links are there as with it; nothing waits for a script."""
    texts = []
    for enabled in (True, False):
        page = show(kind, language, java_script_enabled=enabled)
        assert page.get_by_role("heading", level=1).first.is_visible()
        assert page.get_by_role("banner").get_by_role("link").count() >= 7
        texts.append(page.locator("main").inner_text())
    if kind == "checklist":  # its script adds what one ticks and writes with
        assert set(texts[1].splitlines()) <= set(texts[0].splitlines())
    elif kind not in ("search-page", "directory"):  # tests/browser/test_directory.py compares the directory's
        assert texts[0] == texts[1]
    assert len(texts[1]) > 30


@in_both_languages
def test_the_search_page_says_what_to_do_without_javascript(visit: Visit, language: Language):
    page = visit(f"{language.prefix}search/?q=x", java_script_enabled=False)
    assert page.locator("noscript").first.is_visible()
    needs = {"en": "Search needs JavaScript", "zh": "JavaScript"}
    assert needs[language.code] in page.locator("main").inner_text()
    lists = {f"../{name}/" for name in ("libraries", "partnerships", "countries")}
    assert lists <= {link.get_attribute("href") for link in page.locator("main a").all()}


@in_both_languages
def test_every_list_of_libraries_can_be_reached_without_javascript(visit: Visit, language: Language):
    """From the directory by country, by language and by type to a library, with links alone."""
    for folder in ("countries", "library-types", "languages"):
        page = visit(f"{language.prefix}libraries/", java_script_enabled=False)
        list_of = page.locator(f"details:has(a[href^='../{folder}/'])").first
        list_of.locator("summary").click()
        list_of.locator("a").first.click()
        page.locator("main a[href*='/libraries/']:not([href$='/libraries/'])").first.click()
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        assert "/libraries/" in page.url


@in_both_languages
def test_everything_that_opens_pages_is_large_enough_to_touch(show, language: Language):
    """WCAG 2.5.8, for what stands in the header: 24 by 24 CSS pixels at least."""
    page = show("home", language, viewport=SMALL)
    small = page.evaluate(
        """() => [...document.querySelectorAll("header a, header button, header input")]
        .filter((each) => each.checkVisibility())
        .map((each) => [each.textContent.trim(), each.getBoundingClientRect()])
        .filter(([, box]) => box.height < 24 || box.width < 24)
        .map(([text, box]) => `${text}: ${box.width} × ${box.height}`)"""
    )
    assert small == []


def test_axe_is_the_version_that_the_lock_file_names():
    lock = json.loads((AXE.parents[2] / "package-lock.json").read_text(encoding="utf-8"))
    wanted = lock["packages"]["node_modules/axe-core"]["version"]
    assert f"axe v{wanted}" in AXE.read_text(encoding="utf-8")[:200]
    assert "resolved" not in json.dumps(lock), "the lock file names the address of a registry"
