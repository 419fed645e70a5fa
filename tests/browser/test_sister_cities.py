"""Start from your sister city: a list without a script; with one, towns are found in either language."""

from __future__ import annotations

import re

import pytest
from conftest import Visit, Watch
from playwright.sync_api import Page, expect
from test_browser_pages import SMALL, barriers_of_state

from sister_libraries.languages import Language, site_languages

in_both_languages = pytest.mark.parametrize("language", site_languages(), ids=lambda each: each.code)


def ask(page: Page, town: str) -> None:
    page.locator("#towns-query").fill(town)


def found(page: Page) -> list[str]:
    """The names of the towns that are shown as found."""
    expect(page.locator(".towns__found section").first).to_be_visible()
    return [each.inner_text().split("\n")[0] for each in page.locator(".towns__found h2").all()]


# -- without a script --------------------------------------------------------------------------------------


@in_both_languages
def test_without_a_script_the_list_is_there_and_the_form_is_not(visit: Visit, language: Language) -> None:
    page = visit(f"{language.prefix}sister-cities/", java_script_enabled=False)
    expect(page.locator("#towns-query")).not_to_be_visible()
    guangzhou = page.locator(".towns-list > li").filter(
        has=page.locator("b", has_text=re.compile("^(Guangzhou|广州)$"))
    )
    expect(guangzhou).to_have_count(1)
    expect(guangzhou).to_contain_text("Los Angeles" if language.code == "en" else "洛杉矶")
    expect(page.locator("#ask")).to_be_visible()


@in_both_languages
def test_the_words_for_city_hall_stand_in_both_languages(visit: Visit, language: Language) -> None:
    page = visit(f"{language.prefix}sister-cities/", java_script_enabled=False)
    quotations = page.locator("blockquote")
    expect(quotations.filter(has_text="Does our town have sister cities")).to_have_count(1)
    expect(quotations.filter(has_text="请问本市有哪些国际友好城市")).to_have_count(1)
    other = "zh-Hans" if language.code == "en" else "en"
    expect(page.locator(f"blockquote [lang={other}]")).to_have_count(1)


# -- finding a town ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("prefix", "typed", "town"),
    [
        ("", "Guangzhou", "Guangzhou"),
        ("", "guang", "Guangzhou"),
        ("", "广州", "Guangzhou"),
        ("", "廣州", "Guangzhou"),
        ("", "MONTREAL", "Montréal"),
        ("", "skofja", "Škofja Loka"),
        ("", "prospect", "Mount Prospect"),
        ("zh/", "广州", "广州"),
        ("zh/", "los angeles", "洛杉矶"),
        ("zh/", "佛卡", ""),
    ],
)
def test_a_town_is_found_by_its_name_in_either_language(
    visit: Visit, prefix: str, typed: str, town: str
) -> None:
    page = visit(f"{prefix}sister-cities/")
    ask(page, typed)
    if town:
        assert found(page)[0].startswith(town)
    else:
        expect(page.locator(".towns__status")).to_contain_text(typed)


def test_a_town_shows_its_ties_with_the_libraries_there(visit: Visit) -> None:
    page = visit("sister-cities/")
    ask(page, "Los Angeles")
    section = page.locator(".towns__found section")
    expect(section).to_contain_text("Guangzhou")
    expect(section).to_contain_text("since 1981")
    section.get_by_role("link", name="Guangzhou Library", exact=True).click()
    expect(page).to_have_url(re.compile(r"/libraries/guangzhou-library/$"))


def test_ties_are_shown_from_both_sides(visit: Visit) -> None:
    page = visit("sister-cities/")
    for town, sister in (("Hangzhou", "Leeds"), ("Leeds", "Hangzhou")):
        ask(page, town)
        expect(page.locator(".towns__found h2")).to_contain_text(town)
        expect(page.locator(".towns__found li")).to_contain_text(sister)


@in_both_languages
def test_when_nothing_is_known_it_says_how_to_ask(visit: Visit, language: Language) -> None:
    page = visit(f"{language.prefix}sister-cities/")
    ask(page, "Erewhon")
    expect(page.locator(".towns__status")).to_contain_text("Erewhon")
    page.locator(".towns__found a").click()
    assert page.url.endswith("#ask")


def test_the_question_stands_in_the_address(visit: Visit) -> None:
    page = visit("sister-cities/")
    ask(page, "Zagreb")
    found(page)
    assert page.url.endswith("?town=Zagreb")
    again = visit("sister-cities/?town=Zagreb")
    assert found(again)[0].startswith("Zagreb")


@pytest.mark.parametrize(
    "query",
    [
        "%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E",
        "%00",
        "x" * 5000,
        "%E2%80%AE",
        ".*",
        "%ZZ",
        "&town=a&town=",
    ],
)
def test_a_hostile_address_opens_the_page(visit: Visit, query: str) -> None:
    page = visit(f"sister-cities/?town={query}")
    expect(page.locator("#towns-query")).to_be_visible()
    page.wait_for_timeout(300)
    assert page.locator(".towns img, .towns script").count() == 0


def test_towns_that_cannot_be_loaded_are_said(visit: Visit, watch: Watch) -> None:
    watch.expected += ["towns.json", "Failed to fetch", "console", "404"]
    page = visit("sister-cities/", alone=True)
    page.route("**/towns.json", lambda route: route.abort())
    ask(page, "Zagreb")
    expect(page.locator(".towns__status")).to_contain_text("could not be loaded")
    page.unroute("**/towns.json")
    ask(page, "Leeds")
    assert found(page)[0].startswith("Leeds")


def test_nothing_is_loaded_before_somebody_asks(visit: Visit, watch: Watch) -> None:
    page = visit("sister-cities/")
    page.wait_for_load_state("networkidle")
    assert not any("towns.json" in each for each in watch.requests)


# -- for everybody -----------------------------------------------------------------------------------------


@in_both_languages
def test_it_works_by_keyboard_alone(visit: Visit, language: Language) -> None:
    page = visit(f"{language.prefix}sister-cities/")
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("() => document.activeElement.id") == "towns-query":
            break
    page.keyboard.type("Zagreb")
    page.keyboard.press("Enter")
    expect(page.locator(".towns__found section")).to_have_count(1)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("() => Boolean(document.activeElement.closest('.towns__found a'))")


@in_both_languages
def test_the_number_of_towns_is_announced(visit: Visit, language: Language) -> None:
    page = visit(f"{language.prefix}sister-cities/")
    ask(page, "Leeds")
    expect(page.get_by_role("status").and_(page.locator(".towns__status"))).to_contain_text("1")


@in_both_languages
@pytest.mark.parametrize("town", ["", "Shanghai", "Erewhon"])
def test_no_barrier_is_found_in_any_state(visit: Visit, language: Language, town: str) -> None:
    page = visit(f"{language.prefix}sister-cities/")
    if town:
        ask(page, town)
        expect(page.locator(".towns__status")).not_to_be_empty()
    found = barriers_of_state(page, language.prefix)
    assert not found, "\n".join(found)


@in_both_languages
@pytest.mark.parametrize("town", ["Shanghai", "x" * 80])
def test_a_small_screen_needs_no_scrolling_sideways(visit: Visit, language: Language, town: str) -> None:
    page = visit(f"{language.prefix}sister-cities/?town={town}", viewport=SMALL)
    expect(page.locator(".towns__status")).not_to_be_empty()
    assert page.evaluate("() => document.scrollingElement.scrollWidth") == SMALL["width"]
