"""Going through the site as a reader does: both languages, the switch between them, the keyboard, lost addresses."""

import re

import pytest
from building import BASE, BuiltSite
from conftest import Visit, Watch
from playwright.sync_api import Page, expect

from sister_libraries.languages import Language, site_languages
from sister_libraries.views import PAGE_KINDS, PageKind

in_both_languages = pytest.mark.parametrize("language", site_languages(), ids=lambda each: each.code)
ENGLISH, CHINESE = site_languages()


@in_both_languages
def test_a_reader_gets_from_home_to_a_library_and_back(visit: Visit, language: Language):
    page = visit(language.prefix)
    for pattern in (r"/libraries/$", r"/countries/$", r"/countries/[a-z]{2}/$", r"/libraries/[a-z0-9-]+/$"):
        addresses = page.locator("main a:visible").evaluate_all(
            "links => links.map((each) => [each.getAttribute('href'), each.pathname])"
        )
        address = next(written for written, path in addresses if re.search(pattern, path))
        page.locator(f"main a[href='{address}']:visible").first.click()
        expect(page).to_have_url(re.compile(pattern))
        expect(page.locator("html")).to_have_attribute("lang", language.tag)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.get_by_role("banner").get_by_role("link").first.click()
    assert page.url.endswith(BASE + language.prefix)


@in_both_languages
def test_every_section_can_be_opened_from_the_header(visit: Visit, language: Language):
    page = visit(language.prefix)
    sections = page.get_by_role("banner").get_by_role("navigation").get_by_role("link")
    count = sections.count()
    assert count >= 4
    for index in range(count):
        name = sections.nth(index).inner_text()
        sections.nth(index).click()
        expect(page.locator("html")).to_have_attribute("lang", language.tag)
        current = page.get_by_role("banner").get_by_role("navigation").locator("[aria-current]")
        assert current.all_inner_texts() == [name]


# A moved record's page leads on at once; tests/browser/test_moved.py looks at it.
STAYING = [kind for kind in PAGE_KINDS if kind.name != "moved"]


@pytest.mark.parametrize("kind", STAYING, ids=lambda each: each.name)
def test_the_language_switch_leads_to_the_same_record_and_back(
    visit: Visit, example_site: BuiltSite, example_home: str, kind: PageKind
):
    path = kind.path(next(iter(kind.subjects(example_site.catalogue)))[0])
    page = visit(path, home=example_home)
    for there in (CHINESE, ENGLISH):
        switch(page, there)
        expect(page).to_have_url(example_home + there.prefix + path)
        expect(page.locator("html")).to_have_attribute("lang", there.tag)


@pytest.mark.parametrize("address", ["", "why/", "libraries/", "search/"])
def test_the_language_switch_leads_to_the_same_page_and_back(visit: Visit, home: str, address: str):
    page = visit(address)
    for there in (CHINESE, ENGLISH):
        switch(page, there)
        expect(page).to_have_url(home + there.prefix + address)
        expect(page.locator("html")).to_have_attribute("lang", there.tag)


def switch(page: Page, there: Language) -> None:
    """Choose the other language in the header."""
    page.get_by_role("banner").locator(f"a[hreflang='{there.tag}']").click()


@in_both_languages
@pytest.mark.parametrize("address", ["nowhere", "nowhere/", "a/b/c/d/nowhere.html"])
def test_an_address_that_is_not_there_is_answered_in_both_languages(
    visit: Visit, watch: Watch, home: str, language: Language, address: str
):
    watch.expected = ["answered with 404: " + home + language.prefix + address, "status of 404"]
    page = visit(language.prefix + address)
    for each in site_languages():
        expect(page.locator(f"main [lang='{each.tag}']").first).to_be_visible()
    page.locator(f"main [lang='{CHINESE.tag}'] a").first.click()
    expect(page).to_have_url(home + CHINESE.prefix)


class TestKeyboard:
    """Everything in the header can be reached by keyboard, in the order in which it stands, and seen when it is."""

    CONTROLS = "a[href], button, input, select, textarea, summary, [tabindex]"

    @in_both_languages
    @pytest.mark.parametrize("address", ["", "why/", "libraries/shanghai-library/"])
    def test_the_skip_link_comes_first_and_leads_to_the_text(
        self, visit: Visit, language: Language, address: str
    ):
        page = visit(language.prefix + address)
        page.keyboard.press("Tab")
        link = page.locator(":focus")
        assert (link.get_attribute("href") or "").startswith("#"), (
            "the first thing that Tab reaches is no skip link"
        )
        expect(link).to_be_in_viewport(ratio=1)
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("Boolean(document.activeElement.closest('main'))"), (
            "Tab goes on outside the text"
        )

    @in_both_languages
    @pytest.mark.parametrize("width", [320, 1280])
    def test_tab_goes_through_the_header_in_its_order(self, visit: Visit, language: Language, width: int):
        page = visit(f"{language.prefix}why/", viewport={"width": width, "height": 800})
        wanted = page.evaluate(
            """selector => [...document.querySelectorAll("header " + selector.split(", ").join(", header "))]
            .filter((each) => each.checkVisibility())
            .map((each, index) => (each.dataset.order = String(index)))""",
            self.CONTROLS,
        )
        assert len(wanted) >= 9
        met = []
        for _ in range(len(wanted) + 5):
            page.keyboard.press("Tab")
            order = page.evaluate("document.activeElement.dataset.order ?? ''")
            if met and not order:
                break
            met += [order] if order else []
        assert met == wanted

    @in_both_languages
    @pytest.mark.parametrize("scheme", ["light", "dark"])
    def test_what_has_the_focus_looks_different(self, visit: Visit, language: Language, scheme: str):
        page = visit(f"{language.prefix}why/", color_scheme=scheme)
        alike = []
        for _ in range(14):
            page.keyboard.press("Tab")
            box = page.evaluate(
                """() => {
                const {x, y, width, height} = document.activeElement.getBoundingClientRect();
                return {x: Math.max(0, x - 6), y: Math.max(0, y - 6), width: width + 12, height: height + 12};
                }"""
            )
            name = page.evaluate("document.activeElement.outerHTML.slice(0, 100)")
            focused = page.screenshot(clip=box, animations="disabled")
            page.evaluate("window.last = document.activeElement; last.blur()")
            if page.screenshot(clip=box, animations="disabled") == focused:
                alike.append(name)
            page.evaluate("last.focus({focusVisible: true})")
        assert alike == []

    @pytest.mark.parametrize("address", ["libraries/", "submit/", "find/", "checklists/getting-started/"])
    def test_what_unfolds_has_a_ring_too(self, visit: Visit, address: str):
        page = visit(address)
        expect(page.locator("main summary:visible").first).to_be_visible()
        page.keyboard.press("Tab")  # so that the browser shows where the keyboard is
        for each in page.locator("main summary:visible").all()[:4]:
            each.focus()
            assert each.evaluate("each => getComputedStyle(each).outlineStyle") == "solid"


@in_both_languages
def test_dates_are_in_words(visit: Visit, language: Language):
    text = visit(f"{language.prefix}libraries/shanghai-library/").locator("main").inner_text()
    assert not re.search(r"\b\d{4}-\d{2}(-\d{2})?\b", text)
    assert ("November 2026" in text) if language == ENGLISH else re.search(r"2026 ?年 ?11 ?月", text)


def test_quotation_marks_are_as_wide_as_the_language_wants_them(visit: Visit):
    """Latin and Chinese share their codes; a Chinese one is as wide as a character, here between two characters."""
    page = visit(CHINESE.prefix)
    faces = "async () => (await document.fonts.load('1em \"Chinese marks\"', '“')).length"
    if not page.evaluate(faces):
        pytest.skip("no Chinese face is installed here")
    in_chinese, in_english = page.evaluate(
        """() => ["zh-Hans", "en"].map((lang) => {
        const found = Object.assign(document.createElement("span"), {lang});
        found.style.fontSize = "100px";
        document.querySelector("main").append(found);
        const [marked, plain] = [lang === "en" ? "n“n" : "图“图", lang === "en" ? "nn" : "图图"].map((text) => {
            found.textContent = text;
            return found.getBoundingClientRect().width;
        });
        return marked - plain;
        })"""
    )
    assert in_chinese == pytest.approx(100, abs=1)
    assert in_english < 60


@in_both_languages
def test_every_record_can_be_changed_on_github(visit: Visit, language: Language):
    page = visit(f"{language.prefix}libraries/shanghai-library/")
    address = "https://github.com/sister-libraries/sister-libraries.github.io/edit/main/data/libraries/shanghai-library.yml"
    expect(page.locator(f"main a[href='{address}']")).to_be_visible()


@in_both_languages
def test_every_guidance_page_can_be_changed_on_github(visit: Visit, language: Language):
    page = visit(f"{language.prefix}why/")
    address = f"https://github.com/sister-libraries/sister-libraries.github.io/edit/main/docs/{language.code}/why.md"
    expect(page.locator(f"main a[href='{address}']")).to_be_visible()


@in_both_languages
def test_paper_has_what_is_read_and_nothing_that_is_pressed(visit: Visit, language: Language):
    """Black on white, whatever the screen is, with the addresses of sources, which paper cannot be asked for."""
    page = visit(f"{language.prefix}libraries/guangzhou-library/")
    page.emulate_media(media="print", color_scheme="dark")
    for pressed in ("header", "footer", ".breadcrumbs", ".upkeep", ".edit", ".write-to"):
        expect(page.locator(pressed).first).to_be_hidden()
    for read in ("h1", ".facts", ".sources"):
        expect(page.locator(read).first).to_be_visible()
    body = page.evaluate(
        "(({ color, backgroundColor }) => [color, backgroundColor])(getComputedStyle(document.body))"
    )
    assert body == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]
    source = page.locator(".sources a[href^=http]").first
    behind = source.evaluate("(link) => getComputedStyle(link, '::after').content")
    assert str(source.get_attribute("href")) in behind
