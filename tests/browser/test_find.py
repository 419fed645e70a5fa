"""“Find libraries that fit” in a real browser: by keyboard, on a small screen, in both languages and every state."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

import pytest
from building import BASE, EPOCH, BuiltSite, copy_project, once, run, sisterlib_build
from conftest import Visit, Watch, serve
from playwright.sync_api import Page, expect
from test_browser_pages import barriers_of_state

from sister_libraries.published import SEARCH_SWITCH

LANGUAGES = ["", "zh/"]
TODAY = datetime.fromtimestamp(int(EPOCH), UTC).date().isoformat()
ASKS = {
    "status": "seeking",
    "listed": TODAY,
    "confirmed": TODAY,
    "sources": [{"document": "programme-brochure"}],
}
MADE_UP = {
    "made-up-reading-room": {
        "name": {"en": "Made-up Reading Room", "zh": "虚构阅览室"}, "country": "MX", "type": "public",
        "work_languages": ["es", "en"], "seeks": ["pen-friends"], "offers": ["picture-books", "language-practice"],
        "activities": ["reading-club"], "commitment": "light",
    },
    "made-up-school": {
        "name": {"en": "Made-up School Library", "zh": "虚构学校图书馆"}, "country": "PL", "type": "school",
        "work_languages": ["pl", "en"], "seeks": ["picture-books"], "offers": ["exhibitions"],
    },
    "made-up-archive": {
        "name": {"en": "Made-up Archive", "zh": "虚构档案馆"}, "country": "HT", "type": "special",
        "work_languages": ["fr"], "preferred": {"countries": ["FR"]},
    },
}  # fmt: skip


ANSWERS = {"lang": "en", "seeks": "picture-books", "offers": "pen-friends", "do": "reading-club"}


def make_site_that_asks(folder: Path, site: BuiltSite) -> None:
    """Fill `folder` with a build of the project and three made-up libraries that ask for a partner."""
    root = copy_project(folder / "project", site.root)
    for name, record in MADE_UP.items():
        (root / f"data/libraries/{name}.yml").write_text(
            json.dumps(record | ASKS, ensure_ascii=False), "utf-8"
        )
    site_folder = folder / "served" / BASE.strip("/")
    result = run(root, sisterlib_build(root, site_folder), **{SEARCH_SWITCH: "no"})
    (folder / "log.json").write_text(json.dumps([result.returncode, result.stdout]), encoding="utf-8")
    assert result.returncode == 0, result.stdout


@pytest.fixture(scope="session")
def asking_home(shared_folder: Path, site: BuiltSite) -> Iterator[str]:
    """The home page of the site on which somebody asks."""
    yield from serve(
        BuiltSite(once(shared_folder / "asking-site", lambda folder: make_site_that_asks(folder, site)))
    )


def names(page: Page, which: str = "asking") -> list[str]:
    return page.locator(f"#find-{which} > li > a").all_inner_texts()


def wide(page: Page) -> list[str]:
    """What reaches beyond the edge of the screen."""
    beyond = """() => [...document.querySelectorAll("#content *")]
        .filter((each) => each.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
        .map((each) => each.outerHTML.slice(0, 80))"""
    return page.evaluate(beyond)


def tab_to(page: Page, wanted: str, most: int = 120) -> None:
    """Press Tab until the element has the focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", wanted):
            return
    pytest.fail(f"{wanted} is not reached by the Tab key")


@pytest.mark.parametrize("language", LANGUAGES)
def test_six_answers_by_keyboard_give_reasons_and_a_letter(visit: Visit, asking_home: str, language: str):
    page = visit(f"{language}find/", home=asking_home, viewport={"width": 320, "height": 640})
    tab_to(page, "#find-country")
    page.keyboard.type("美国" if language else "United States")
    for question, value in ANSWERS.items():
        tab_to(page, f"#find-{question}")
        page.keyboard.press("Enter")
        tab_to(page, f"input[name={question}][value={value}]")
        page.keyboard.press("Space")
    tab_to(page, "#find-type")
    tab_to(page, ".find-go")
    page.keyboard.press("Enter")
    expect(page.locator("#find-title")).to_be_focused()
    first, second = page.locator("#find-asking > li").all()
    expect(first).to_contain_text("虚构阅览室" if language else "Made-up Reading Room")
    expect(second).to_contain_text("虚构学校图书馆" if language else "Made-up School Library")
    for reason in ["图画书", "笔友", "英语"] if language else ["picture books", "pen friends", "English"]:
        expect(first).to_contain_text(reason)
    assert wide(page) == []
    tab_to(page, "#find-asking > li a[href*='write/']")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "write/?to=made-up-reading-room&" in page.url
    assert "seeks=picture-books" in page.url


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_library_of_the_directory_is_found_by_its_name_by_keyboard(
    visit: Visit, asking_home: str, language: str
):
    page = visit(f"{language}find/", home=asking_home)
    tab_to(page, "#find-from")
    page.keyboard.type("虚构阅" if language else "made-up read")
    expect(page.locator("#find-from-list").get_by_role("option")).to_have_count(1)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#find-title")).to_be_focused()
    expect(page.locator("#find-questions")).to_be_hidden()
    assert names(page) == ["虚构学校图书馆" if language else "Made-up School Library"]
    assert "from=made-up-reading-room" in page.url
    assert (
        page.locator("#find-asking a[href*='write/']")
        .get_attribute("href")
        .endswith("write/?to=made-up-school&from=made-up-reading-room")
    )


def test_the_page_of_a_library_that_asks_shows_what_this_page_shows(visit: Visit, asking_home: str):
    page = visit("libraries/made-up-reading-room/", home=asking_home)
    section = page.locator("section.suggestions")
    built = section.locator("ol > li > a").all_inner_texts()
    reasons = section.locator("ol > li > ul > li").all_inner_texts()
    assert len(built) == 5
    assert built[0] == "Made-up School Library"
    section.get_by_role("link", name="See more").click()
    expect(page.locator("#find-asking > li").first).to_be_visible()
    shown = [*names(page), *names(page, "others")]
    assert shown[:5] == built
    assert page.locator(".find-list > li > ul > li").all_inner_texts()[: len(reasons)] == reasons


def test_the_address_brings_the_answers_back(visit: Visit, asking_home: str):
    address = "find/?v=1&country=US&type=public&time=light&lang=en,es&seeks=picture-books&do=reading-club"
    page = visit(address, home=asking_home)
    expect(page.locator("#find-asking > li").first).to_be_visible()
    assert page.url == asking_home + address
    expect(page.locator("#find-country")).to_have_value("US")
    expect(page.locator("input[name=lang][value=es]")).to_be_checked()
    expect(page.locator("#find-lang .find-chosen")).to_have_text("English, Spanish")
    expect(page.locator("#find-ignored")).to_be_hidden()


def test_changing_an_answer_changes_the_results_and_leaves_the_focus(visit: Visit, asking_home: str):
    page = visit("find/?v=1&lang=en", home=asking_home)
    expect(page.locator("#find-asking > li")).to_have_count(2)
    page.locator("#find-country").focus()
    page.locator("#find-country").select_option("PL")
    expect(page.locator("#find-asking > li")).to_have_count(1)
    expect(page.locator("#find-country")).to_be_focused()
    assert "country=PL" in page.url


def test_a_wish_of_the_other_side_is_kept(visit: Visit, asking_home: str):
    page = visit("find/?v=1&country=US&lang=fr", home=asking_home)
    expect(page.locator("#find-status")).not_to_be_empty()
    assert "Made-up Archive" not in names(page)
    page.locator("#find-country").select_option("FR")
    expect(page.locator("#find-asking > li > a").first).to_have_text("Made-up Archive")


def test_start_again_forgets_everything(visit: Visit, asking_home: str):
    page = visit("find/?from=made-up-school", home=asking_home)
    expect(page.locator("#find-picked")).to_be_visible()
    page.locator("#find-clear").click()
    expect(page.locator("#find-results")).to_be_hidden()
    expect(page.locator("#find-questions")).to_be_visible()
    assert page.url == asking_home + "find/"


@pytest.mark.parametrize("language", LANGUAGES)
def test_today_when_nobody_asks_it_says_so_and_marks_everybody(visit: Visit, site: BuiltSite, language: str):
    if site.catalogue.asking:
        pytest.skip("somebody asks")
    page = visit(f"{language}find/?v=1&country=US&type=public")
    expect(page.locator("#find-nobody")).to_be_visible()
    assert names(page) == []
    assert len(names(page, "others")) == 10
    marked = page.locator(
        "#find-others > li", has_text="没有表示过合作意向" if language else "has not asked for a partner"
    )
    expect(marked).to_have_count(10)
    page.locator("#find-more").click()
    expect(page.locator("#find-others > li")).to_have_count(20)
    expect(page.locator("#find-others > li > a").nth(10)).to_be_focused()


def test_nothing_answered_asks_for_an_answer(visit: Visit):
    page = visit("find/")
    page.locator(".find-go").click()
    expect(page.locator("#find-status")).to_have_text("Answer at least one question, or choose your library.")


TAG = quote("<img src=x onerror=alert(1)>")
HOSTILE = f"find/?v=7&lang=xx,en&country=Atlantis&from=nobody-here&{TAG}={'y' * 300}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_an_address_made_up_is_told_and_the_rest_is_used(visit: Visit, language: str):
    page = visit(language + HOSTILE, viewport={"width": 320, "height": 640})
    notice = page.locator("#find-ignored")
    expect(notice).to_be_visible()
    for part in ("lang=xx", "country=Atlantis", "from=nobody-here", "<img src=x"):
        expect(notice).to_contain_text(part)
    assert page.locator("#content img").count() == 0
    expect(page.locator("input[name=lang][value=en]")).to_be_checked()
    expect(page.locator("#find-results")).to_be_visible()
    assert wide(page) == []


def test_a_huge_address_opens_the_page(visit: Visit):
    page = visit("find/?lang=en&seeks=" + "books," * 4000)
    expect(page.locator("#find-ignored")).to_contain_text("far too long")
    expect(page.locator("input[name=lang][value=en]")).to_be_checked()


def test_without_the_list_it_says_so_and_tries_again(visit: Visit, watch: Watch):
    watch.expected += [
        "find/profiles.json",
        "Failed to load resource",
        "Failed to fetch",
        "console: TypeError",
    ]
    page = visit("find/", alone=True)
    page.route("**/find/profiles.json", lambda route: route.abort())
    page.locator("#find-type").select_option("public")
    page.locator(".find-go").click()
    expect(page.locator("#find-status")).to_contain_text("could not be loaded")
    page.unroute("**/find/profiles.json")
    page.locator(".find-go").click()
    expect(page.locator("#find-others > li").first).to_be_visible()


def test_without_the_names_it_says_so_where_a_name_is_typed(visit: Visit, watch: Watch):
    watch.expected += ["write/names.json", "Failed to load resource", "Failed to fetch"]
    page = visit("find/", alone=True)
    page.route("**/write/names.json", lambda route: route.abort())
    page.locator("#find-from").fill("Guangzhou")
    expect(page.locator("#find-from-status")).to_contain_text("could not be loaded")
    page.locator("#find-from").press("Tab")
    expect(page.locator("#find-from-status")).to_contain_text("could not be loaded")
    page.unroute("**/write/names.json")
    page.locator("#find-from").fill("Guangzhou L")
    expect(page.get_by_role("option").first).to_be_visible()


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_javascript_it_says_how_to_look_by_hand(visit: Visit, language: str):
    page = visit(f"{language}find/", java_script_enabled=False, viewport={"width": 320, "height": 640})
    expect(page.locator("#by-hand")).to_be_visible()
    expect(page.locator("#find")).to_be_hidden()
    assert page.locator("#find-plain a").count() >= 5
    assert page.locator("#find-plain noscript, #find-plain .notice").count()


STATES = {
    "empty": "find/",
    "results": "find/?v=1&country=US&type=public&lang=en&seeks=picture-books&offers=pen-friends&do=reading-club",
    "picked": "find/?from=made-up-school",
    "ignored": HOSTILE,
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing_in_any_state(visit: Visit, asking_home: str, state: str, language: str):
    page = visit(language + STATES[state], home=asking_home)
    expect(page.locator("#find")).to_be_visible()
    if state != "empty":
        expect(page.locator("#find-status")).not_to_be_empty()
    for question in page.locator("details.find-question summary").all():
        if question.is_visible():
            question.click()
    assert barriers_of_state(page, language) == []


def test_nothing_that_is_answered_is_sent(visit: Visit, asking_home: str, watch: Watch):
    page = visit("find/", home=asking_home)
    page.locator("#find-country").select_option("US")
    page.locator(".find-go").click()
    expect(page.locator("#find-asking > li").first).to_be_visible()
    assert [each for each in watch.requests if "US" in each or "country" in each] == []


def test_the_data_is_loaded_only_when_it_is_needed(visit: Visit, watch: Watch):
    page = visit("find/")
    page.wait_for_load_state("networkidle")
    assert [each for each in watch.requests if each.endswith(".json")] == []
