"""Search: in both languages, from the header and by keyboard, and without cost to those who do not search."""

import re
from urllib.parse import urlsplit

import pytest
from building import BASE, BuiltSite
from conftest import Visit, Watch
from playwright.sync_api import Page, Route, expect


def results(page: Page) -> list[str]:
    """The addresses, below the site's root, of what is shown as found."""
    links = page.locator("#search-results a")
    expect(links.first).to_be_visible()
    return [urlsplit(link.get_attribute("href") or "").path.removeprefix(BASE) for link in links.all()]


def text(site: BuiltSite, address: str) -> str:
    """The HTML of a page."""
    return (site.folder / address / "index.html").read_text(encoding="utf-8")


def search(visit: Visit, language: str, query: str) -> Page:
    """Type something into the box in the header of a guidance page, and ask."""
    page = visit(f"{language}why/")
    box = page.get_by_role("banner").get_by_role("searchbox")
    box.fill(query)
    box.press("Enter")
    page.wait_for_url("**/search/**")
    return page


def test_an_english_word_is_found(visit: Visit, site: BuiltSite):
    found = results(search(visit, "", "genealogy"))
    assert all(not each.startswith("zh/") for each in found)
    assert "genealogy" in text(site, found[0]).lower()


def test_a_chinese_word_in_the_middle_of_a_sentence_is_found(visit: Visit, site: BuiltSite):
    found = results(search(visit, "zh/", "出版物"))
    assert all(each.startswith("zh/") for each in found)
    inside = re.compile("[\u4e00-\u9fff]出版物[\u4e00-\u9fff]")
    assert any(inside.search(text(site, each)) for each in found[:3])


def test_the_other_name_of_the_programme_is_found(visit: Visit):
    assert results(search(visit, "zh/", "友好图书馆"))


@pytest.mark.parametrize("query", ["姊妹圖書館", "廣州圖書館", "友好圖書館"])
def test_traditional_characters_find_simplified_ones(visit: Visit, query: str):
    assert results(search(visit, "zh/", query))


@pytest.mark.parametrize(
    ("language", "name", "library"),
    [
        ("", "Guangzhou Library", "guangzhou-library"),
        ("zh/", "广州图书馆", "guangzhou-library"),
        ("", "Shanghai Library", "shanghai-library"),
        ("zh/", "上海图书馆", "shanghai-library"),
    ],
)
def test_a_library_is_found_first_by_its_name(visit: Visit, language: str, name: str, library: str):
    """Before the stories that tell of it, which name it as often."""
    assert f"{language}libraries/{library}/" in results(search(visit, language, name))[:2]


@pytest.mark.parametrize(("language", "name"), [("", "广州图书馆"), ("zh/", "Guangzhou Library")])
def test_a_library_is_found_by_its_name_in_the_other_language(visit: Visit, language: str, name: str):
    assert f"{language}libraries/guangzhou-library/" in results(search(visit, language, name))


@pytest.mark.parametrize(
    ("language", "query", "kinds"),
    [
        ("", "Shanghai", {"Libraries": "libraries/", "Stories": "partnerships/", "Guidance": ""}),
        ("zh/", "上海", {"图书馆": "zh/libraries/", "成功案例": "zh/partnerships/", "指南": "zh/"}),
    ],
)
def test_results_are_told_apart_by_kind(visit: Visit, language: str, query: str, kinds: dict[str, str]):
    page = search(visit, language, query)
    everything = results(page)
    for name, folder in kinds.items():
        page.get_by_role("radio", name=name, exact=True).check()
        expect(page).to_have_url(re.compile("kind="))
        expect(page.get_by_role("status")).not_to_contain_text("…")
        found = results(page)
        assert all(each.startswith(folder) for each in found), name
        labels = set(page.locator("#search-results .where").all_inner_texts())
        assert len(labels) == 1, f"{name} are labelled {labels}"
    others = [folder for folder in kinds.values() if folder.strip("/") not in ("", "zh")]
    assert not all(each.startswith(tuple(others)) for each in found), "guidance holds only records"
    assert everything


def test_of_one_kind_nothing_of_another_is_counted_or_loaded(visit: Visit, watch: Watch):
    def count(kind: str) -> int:
        page = visit(f"zh/search/?q=图书馆&kind={kind}")
        assert results(page)
        return int("".join(filter(str.isdigit, page.get_by_role("status").inner_text())))

    counts = {}
    for kind in ("library", "story", "guidance", "place"):
        watch.requests.clear()
        counts[kind] = count(kind)
        loaded = [each for each in watch.requests if each.endswith(".pf_fragment")]
        assert loaded
        letter = "" if kind == "library" else kind[0]
        assert all(re.search(rf"\d{letter}\.pf_fragment$", each) for each in loaded), kind
        assert len(loaded) <= 5
    assert sum(counts.values()) == count("")


@pytest.mark.parametrize(("language", "words"), [("", "Nothing found"), ("zh/", "没有找到")])
def test_nothing_found_is_said(visit: Visit, language: str, words: str):
    page = search(visit, language, "qqzzxxy")
    expect(page.get_by_role("status")).to_contain_text(words)
    expect(page.locator("#search-results a")).to_have_count(0)


def test_a_search_has_an_address_of_its_own(visit: Visit):
    page = visit("search/?q=Shanghai&kind=library")
    found = results(page)
    assert found
    assert all(each.startswith("libraries/") for each in found)
    expect(page.get_by_role("main").get_by_role("searchbox")).to_have_value("Shanghai")


@pytest.mark.parametrize("query", ['<img src=x onerror="alert(1)">', "\"'&<b>", "%E4%B8", "${1+1}"])
def test_a_query_is_only_text(visit: Visit, query: str):
    page = search(visit, "", query)
    expect(page.get_by_role("status")).not_to_be_empty()
    assert page.locator("main img").count() == 0
    expect(page.get_by_role("main").get_by_role("searchbox")).to_have_value(query)


def test_more_results_can_be_shown(visit: Visit):
    page = search(visit, "", "library")
    first = results(page)
    page.get_by_role("button", name="Show more").click()
    expect(page.locator("#search-results a").nth(len(first))).to_be_visible()
    more = results(page)
    assert more[: len(first)] == first
    assert len(set(more)) == len(more)


@pytest.mark.parametrize(
    "address", ["", "zh/", "why/", "zh/libraries/shanghai-library/", "search/", "zh/search/"]
)
def test_nothing_of_search_is_loaded_before_it_is_used(visit: Visit, watch: Watch, address: str):
    page = visit(address)
    page.wait_for_load_state("networkidle")
    page.keyboard.press("Tab")
    page.get_by_role("banner").get_by_role("searchbox").focus()
    page.wait_for_timeout(200)
    assert [each for each in watch.requests if "/pagefind/" in each or "search-variants" in each] == []


def test_search_works_by_keyboard_alone(visit: Visit):
    page = visit("zh/why/")
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.type") == "search":
            break
    page.keyboard.type("广州图书馆")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/**")
    assert results(page)
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("Boolean(document.activeElement.closest('#search-results'))"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url(lambda address: "/search/" not in address)
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")
    assert "/zh/" in page.url


def test_two_quick_clicks_show_the_next_results_once(visit: Visit):
    page = search(visit, "", "children")
    first = len(results(page))
    more = page.locator("#search-more")
    more.evaluate("button => { button.click(); button.click(); }")
    expect(page.locator("#search-results a").nth(first)).to_be_visible()
    page.wait_for_function("() => !document.querySelector('#search-more').hidden")
    shown = results(page)
    assert len(shown) == len(set(shown)) > first


def test_an_excerpt_does_not_say_the_title_once_more(visit: Visit):
    page = search(visit, "", "reading club")
    assert results(page)
    for item in page.locator("#search-results li").all():
        title, excerpt = item.locator("a").inner_text(), item.locator("p").inner_text()
        assert not excerpt.startswith(title)
        assert not excerpt.startswith("·")
        assert not excerpt.endswith("·")


def test_more_results_that_do_not_come_are_told(visit: Visit, watch: Watch):
    watch.expected += ["pf_fragment", "net::ERR_FAILED", "Failed to fetch"]
    page = visit("search/?q=library", alone=True)
    first = len(results(page))
    page.route("**/*.pf_fragment", lambda route: route.abort())
    page.get_by_role("button", name="Show more").click()
    expect(page.get_by_role("status")).to_contain_text("could not be loaded")
    expect(page.locator("#search-results a")).to_have_count(first)
    page.unroute("**/*.pf_fragment")
    page.locator("#search form button").click()
    expect(page.get_by_role("status")).to_contain_text("found for")
    page.get_by_role("button", name="Show more").click()
    expect(page.locator("#search-results a").nth(first)).to_be_visible()


def test_chinese_excerpts_have_chinese_full_stops(visit: Visit):
    page = search(visit, "zh/", "图书馆名录")
    assert results(page)
    texts = page.locator("#search-results p").all_inner_texts()
    assert any("。" in each for each in texts)
    assert not [each for each in texts if re.search(r"[\u4e00-\u9fff]\.|。\s|^…[。.]", each)]


FOUND = re.compile("^[1-9][0-9]* found for “genealogy”$")


def overtaken(page: Page) -> Route:
    """Ask for one word and, while its part of the index is held back, for another; gives what is held back."""
    held: list[Route] = []
    page.route("**/*.pf_index", lambda route: route.continue_() if held else held.append(route))
    box = page.locator("#search-query")
    box.fill("braille")
    expect(page.locator("#search-status")).not_to_contain_text("genealogy")
    page.wait_for_timeout(300)
    assert held, "nothing was asked for, so that nothing comes late"
    box.fill("genealogy")
    expect(page.locator("#search-status")).to_have_text(FOUND)
    return held[0]


def test_an_answer_that_comes_late_is_dropped(visit: Visit):
    page = search(visit, "", "genealogy")
    wanted = results(page)
    late = overtaken(page)
    assert results(page) == wanted
    late.continue_()
    page.wait_for_timeout(300)
    assert results(page) == wanted
    expect(page.locator("#search-status")).to_have_text(FOUND)


def test_an_answer_that_fails_late_is_nobody_s_business(visit: Visit, watch: Watch):
    """What is asked by then has been answered, and that is what the page says."""
    watch.expected += ["pf_index", "net::ERR_FAILED", "Failed to fetch", "search.js"]
    page = visit("search/?q=genealogy", alone=True)
    wanted = results(page)
    late = overtaken(page)
    with page.expect_event("console", lambda message: "/search.js" in message.location["url"]):
        late.abort()
    expect(page.locator("#search-status")).to_have_text(FOUND)
    assert results(page) == wanted


@pytest.mark.parametrize("body", [None, "", "<html>Please log in</html>"], ids=["gone", "empty", "another"])
def test_words_that_do_not_come_are_not_said_to_be_nowhere(visit: Visit, watch: Watch, body: str | None):
    watch.expected += ["pf_index", "net::ERR_FAILED", "Failed to fetch", "pagefind.js", "search.js"]
    page = visit("search/", alone=True)
    page.route("**/*.pf_index", lambda route: route.abort() if body is None else route.fulfill(body=body))
    page.locator("#search-query").fill("genealogy")
    expect(page.locator("#search-status")).to_contain_text("could not be loaded")
    page.unroute("**/*.pf_index")
    page.locator("#search form button").click()
    expect(page.locator("#search-status")).to_have_text(FOUND)
