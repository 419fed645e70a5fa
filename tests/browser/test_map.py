"""The map: plain links without a script; with one it is zoomed and moved by mouse, by touch and by keyboard alone."""

from __future__ import annotations

import itertools
import math
import re

import pytest
from building import BuiltSite
from conftest import Visit
from playwright.sync_api import Locator, Page, expect
from test_browser_pages import SMALL, barriers_of_state

from sister_libraries.geography.projection import WIDTH
from sister_libraries.geography.world_map import GAPS
from sister_libraries.languages import Language, site_languages

in_both_languages = pytest.mark.parametrize("language", site_languages(), ids=lambda each: each.code)
WIDE = {"width": 1280, "height": 900}
HIT = 24  # pixels, WCAG 2.2, 2.5.8
ENGLISH = site_languages()[0]


def drawing(page: Page) -> Locator:
    return page.locator(".map svg")


def shown_dots(page: Page) -> list[dict[str, float]]:
    """The dots that are shown, by the middle and the width of what can be hit."""
    found: list[dict[str, float]] = page.evaluate(
        """() => [...document.querySelectorAll(".map svg a")].filter((each) => each.checkVisibility()).map((each) => {
        const { x, y, width, height } = each.querySelector(".hit").getBoundingClientRect();
        return { x: x + width / 2, y: y + height / 2, width };
        })"""
    )
    return found


def view(page: Page) -> list[float]:
    return [float(each) for each in (drawing(page).get_attribute("viewBox") or "").split()]


def zoomed(page: Page) -> float:
    return WIDTH / view(page)[2]


def focused(page: Page) -> str:
    """What the focus is on: a dot's title, or the name of another element."""
    name: str = page.evaluate(
        """() => document.activeElement.closest(".map svg a")?.querySelector("title").textContent
        ?? document.activeElement.tagName"""
    )
    return name


# -- without a script --------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [320, 390, 600, 1280])
def test_without_a_script_every_dot_can_be_hit(visit: Visit, width: int) -> None:
    page = visit("map/", viewport={"width": width, "height": 800}, java_script_enabled=False)
    dots = shown_dots(page)
    assert len(dots) > 5
    assert min(each["width"] for each in dots) >= HIT - 0.1
    for one, other in itertools.combinations(dots, 2):
        assert math.dist((one["x"], one["y"]), (other["x"], other["y"])) >= HIT - 0.1


@pytest.mark.parametrize("width", [320, 390, 600, 1280])
def test_without_a_script_the_finest_level_that_has_room_is_shown(visit: Visit, width: int) -> None:
    page = visit("map/", viewport={"width": width, "height": 800}, java_script_enabled=False)
    pixels_a_unit = page.evaluate("() => document.querySelector('.map svg').clientWidth") / WIDTH
    room = max(level for level, gap in enumerate(GAPS, 1) if gap * pixels_a_unit >= HIT - 0.01 or level == 1)
    there = page.evaluate(
        "level => [...document.querySelectorAll('.map svg > :is(a, .map__lines)')]"
        ".every((each) => each.checkVisibility() === each.classList.contains(`l${level}`))",
        room,
    )
    assert there


@in_both_languages
def test_without_a_script_a_dot_leads_where_it_says(
    visit: Visit, site: BuiltSite, language: Language
) -> None:
    page = visit(f"{language.prefix}map/", viewport=WIDE, java_script_enabled=False)
    assert not page.locator(".map__tools").is_visible()
    dot = page.locator(".map svg a.l3.n0").first
    title = dot.locator("title").text_content() or ""
    dot.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert title.startswith(page.get_by_role("heading", level=1).inner_text().replace("\n", " "))


@in_both_languages
def test_every_dot_has_a_name_for_a_screen_reader(visit: Visit, language: Language) -> None:
    page = visit(f"{language.prefix}map/", viewport=WIDE)
    names = [
        each.get_attribute("href") for each in drawing(page).get_by_role("link", name=re.compile(".")).all()
    ]
    assert len(names) == len(shown_dots(page))


# -- for everybody -----------------------------------------------------------------------------------------


@in_both_languages
def test_no_barrier_is_found_at_rest_and_zoomed_in(visit: Visit, language: Language) -> None:
    page = visit(f"{language.prefix}map/", viewport=WIDE)
    found = barriers_of_state(page, language.prefix)
    page.locator("[data-zoom='2']").click()
    page.locator(".map__moves").wait_for()
    found += [f"zoomed in: {each}" for each in barriers_of_state(page, language.prefix)]
    assert not found, "\n".join(found)


@in_both_languages
def test_the_map_fits_a_small_screen(visit: Visit, language: Language) -> None:
    page = visit(f"{language.prefix}map/", viewport=SMALL)
    page.locator("[data-zoom='2']").click()
    assert page.evaluate("() => document.scrollingElement.scrollWidth") == SMALL["width"]


@pytest.mark.parametrize("level", range(1, len(GAPS) + 1))
def test_stylesheet_and_generator_agree_on_the_gaps(visit: Visit, level: int) -> None:
    page = visit("map/", viewport=WIDE)
    gap = page.evaluate(
        "level => { const svg = document.querySelector('.map svg'); svg.dataset.level = level;"
        " return getComputedStyle(svg).getPropertyValue('--gap'); }",
        level,
    )
    assert float(gap or GAPS[0]) == GAPS[level - 1]


# -- by mouse ----------------------------------------------------------------------------------------------


def test_the_buttons_zoom_and_move(visit: Visit) -> None:
    page = visit("map/", viewport=WIDE)
    closer = page.get_by_role("button", name="Zoom in")
    farther = page.get_by_role("button", name="Zoom out")
    few = len(shown_dots(page))
    expect(farther).to_have_attribute("aria-disabled", "true")
    closer.click()
    closer.click()
    assert zoomed(page) == pytest.approx(4, rel=0.01)
    assert len(shown_dots(page)) > few
    left = view(page)[0]
    page.get_by_role("button", name="Move to the east").click()
    assert view(page)[0] > left
    farther.click()
    assert zoomed(page) == pytest.approx(2, rel=0.01)
    page.get_by_role("button", name="Whole map").click()
    assert view(page)[2] == WIDTH
    expect(page.get_by_role("button", name="Move to the east")).not_to_be_visible()


def test_one_cannot_zoom_without_end(visit: Visit) -> None:
    page = visit("map/", viewport=WIDE)
    for _ in range(8):
        page.locator("[data-zoom='2']").dispatch_event("click")
    expect(page.get_by_role("button", name="Zoom in")).to_have_attribute("aria-disabled", "true")
    assert drawing(page).get_attribute("data-level") == str(len(GAPS))
    for one, other in itertools.combinations(shown_dots(page), 2):
        assert math.dist((one["x"], one["y"]), (other["x"], other["y"])) >= HIT - 0.1


def largest_dot(page: Page) -> Locator:
    return page.locator(".map svg a.l3:not(.l6)").first


def test_a_click_on_several_places_parts_them(visit: Visit) -> None:
    page = visit("map/", viewport=WIDE)
    address = page.url
    largest_dot(page).click()
    assert zoomed(page) > 1
    assert page.url == address
    expect(page.locator(".map [role=status]")).to_have_text(re.compile(r"^Places shown: \d+$"))


def test_a_click_on_one_place_follows_its_link(visit: Visit) -> None:
    page = visit("map/", viewport=WIDE)
    page.locator(".map svg a.l3.n0").first.click()
    expect(page).to_have_url(re.compile(r"/libraries/[a-z0-9-]+/$"))


def test_dragging_moves_the_map_and_follows_no_link(visit: Visit) -> None:
    page = visit("map/", viewport=WIDE)
    address = page.url
    largest_dot(page).click()
    before = view(page)
    dot = min(shown_dots(page), key=lambda each: math.dist((each["x"], each["y"]), (740, 470)))
    page.mouse.move(dot["x"], dot["y"])
    page.mouse.down()
    page.mouse.move(dot["x"] - 60, dot["y"] - 30, steps=5)
    page.mouse.up()
    assert view(page)[0] > before[0]
    assert page.url == address


def test_the_wheel_alone_scrolls_the_page(visit: Visit) -> None:
    page = visit("map/", viewport=WIDE)
    drawing(page).hover()
    page.mouse.wheel(0, 200)
    page.wait_for_function("() => scrollY > 0")
    assert zoomed(page) == 1


def test_the_wheel_zooms_with_the_control_key_where_the_mouse_is(visit: Visit) -> None:
    page = visit("map/", viewport=WIDE)
    box = drawing(page).bounding_box()
    assert box
    x, y = box["x"] + box["width"] * 0.75, box["y"] + box["height"] * 0.5
    page.mouse.move(x, y)
    page.keyboard.down("Control")
    page.mouse.wheel(0, -200)
    page.keyboard.up("Control")
    page.wait_for_function("() => document.querySelector('.map').classList.contains('is-zoomed')")
    left, _, width, _ = view(page)
    assert left + width * 0.75 == pytest.approx(WIDTH * 0.75, abs=2)


# -- by touch ----------------------------------------------------------------------------------------------


def test_two_fingers_zoom(visit: Visit) -> None:
    page = visit("map/", viewport={"width": 390, "height": 844}, has_touch=True)
    drawing(page).scroll_into_view_if_needed()
    box = drawing(page).bounding_box()
    assert box
    middle_x, middle_y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    touch = page.context.new_cdp_session(page)

    def fingers(kind: str, apart: float) -> None:
        points = [
            {"x": middle_x + side * apart, "y": middle_y, "id": index} for index, side in enumerate((-1, 1))
        ]
        touch.send(
            "Input.dispatchTouchEvent", {"type": kind, "touchPoints": points if kind != "touchEnd" else []}
        )

    fingers("touchStart", 20)
    for apart in (30, 45, 60, 80):
        fingers("touchMove", apart)
    fingers("touchEnd", 80)
    assert zoomed(page) > 2


def test_one_finger_scrolls_the_page_past_the_whole_map(visit: Visit) -> None:
    page = visit("map/", viewport={"width": 390, "height": 844}, has_touch=True)
    assert (
        page.evaluate("() => getComputedStyle(document.querySelector('.map svg')).touchAction")
        == "pan-x pan-y"
    )
    page.locator("[data-zoom='2']").click()
    assert page.evaluate("() => getComputedStyle(document.querySelector('.map svg')).touchAction") == "none"


# -- by keyboard -------------------------------------------------------------------------------------------


def into_the_map(page: Page) -> None:
    """Press Tab until the focus is on a dot."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("() => Boolean(document.activeElement.closest('.map svg a'))"):
            return
    raise AssertionError("no dot is reached by Tab")


def test_keys_zoom_and_move_and_the_focus_stays_on_a_dot(visit: Visit) -> None:
    page = visit("map/", viewport=WIDE)
    into_the_map(page)
    page.keyboard.press("+")
    page.keyboard.press("+")
    assert zoomed(page) == pytest.approx(4, rel=0.01)
    assert focused(page) != "BODY"
    assert page.evaluate("() => document.activeElement.checkVisibility()")
    left, top = view(page)[:2]
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    assert view(page)[0] > left
    assert view(page)[1] > top
    page.keyboard.press("-")
    assert zoomed(page) == pytest.approx(2, rel=0.01)
    page.keyboard.press("0")
    assert zoomed(page) == 1


def test_what_has_the_focus_is_seen(visit: Visit) -> None:
    page = visit("map/", viewport=WIDE)
    into_the_map(page)
    for _ in range(3):
        page.keyboard.press("+")
    for _ in range(12):
        page.keyboard.press("Tab")
        inside = page.evaluate(
            """() => {
            const link = document.activeElement.closest(".map svg a");
            if (!link) return true;
            const sheet = document.querySelector(".map__sheet").getBoundingClientRect();
            const { x, y, width, height } = link.querySelector(".dot").getBoundingClientRect();
            return x + width / 2 >= sheet.left && x + width / 2 <= sheet.right
              && y + height / 2 >= sheet.top - 1 && y + height / 2 <= sheet.bottom + 1;
            }"""
        )
        assert inside, focused(page)


def test_enter_follows_the_link_of_any_dot(visit: Visit) -> None:
    page = visit("map/", viewport=WIDE)
    into_the_map(page)
    assert re.match(r"\d+ libraries", focused(page))
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"(#[a-z-]+|/countries/[a-z]{2}/)$"))


def test_keys_for_the_browser_are_left_to_it(visit: Visit) -> None:
    page = visit("map/", viewport=WIDE)
    into_the_map(page)
    prevented = page.evaluate(
        """() => ["+", "-", "0"].some((key) => !document.activeElement.dispatchEvent(
        new KeyboardEvent("keydown", { key, ctrlKey: true, bubbles: true, cancelable: true })))"""
    )
    assert not prevented
    assert zoomed(page) == 1


@in_both_languages
def test_the_list_can_be_reached_without_the_map(visit: Visit, language: Language) -> None:
    page = visit(f"{language.prefix}map/", viewport=WIDE)
    page.locator(".map figcaption a").click()
    assert page.url.endswith("#map-list")
    listed = page.locator("#map-list").get_by_role("link").count()
    assert listed > len(shown_dots(page))
