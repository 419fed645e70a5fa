"""The directory's filters in a real browser: both languages, by keyboard alone, on a small screen, in every state."""

import calendar
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from building import BASE, BuiltSite, lend_shell, once, run, sisterlib_build
from conftest import SIZE, Visit, Watch, serve
from playwright.sync_api import Locator, Page, expect
from test_browser_pages import SMALL, barriers_of_state

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from benchmarks import generate
from sister_libraries.catalogue import load
from sister_libraries.facets import FACETS
from sister_libraries.profiles import Profile, profiles
from sister_libraries.published import SEARCH_SWITCH

LIBRARIES = 300
LANGUAGES = ["", "zh/"]
DAY = str(calendar.timegm(generate.TODAY.timetuple()))
in_both_languages = pytest.mark.parametrize("language", LANGUAGES, ids=["en", "zh"])

# States that look unlike one another, by the query of their address.
STATES = {
    "nothing chosen": "",
    "chosen": "?status=seeking&country=US,CN",
    "nothing found": "?status=withdrawn&seeks=books&q=xyzzy",
    "hostile": "?colour=%3Cimg%20src=x%20onerror=alert(1)%3E&country=XX&near=Atlantis&sort=near",
    "near": "?sort=near&near=FR",
}


def make_generated_site(folder: Path, site: BuiltSite) -> None:
    """Fill `folder` with the site of a generated catalogue in which most libraries ask for a partner."""
    root = folder / "project"
    generate.write_project(root, LIBRARIES)
    lend_shell(root, site.root)
    site_folder = folder / "served" / BASE.strip("/")
    result = run(root, sisterlib_build(root, site_folder), SOURCE_DATE_EPOCH=DAY, **{SEARCH_SWITCH: "no"})
    (folder / "log.json").write_text(json.dumps([result.returncode, result.stdout]), encoding="utf-8")
    assert result.returncode == 0, result.stdout


@pytest.fixture(scope="session")
def generated(shared_folder: Path, site: BuiltSite) -> BuiltSite:
    return BuiltSite(once(shared_folder / "generated-site", lambda folder: make_generated_site(folder, site)))


@pytest.fixture(scope="session")
def generated_home(generated: BuiltSite) -> Iterator[str]:
    yield from serve(generated)


@pytest.fixture(scope="session")
def everybody(generated: BuiltSite) -> list[dict[str, set[str]]]:
    """The values of every library of the generated catalogue, by facet."""
    catalogue = load(generated.root, generate.TODAY)[0]

    def values(profile: Profile) -> dict[str, set[str]]:
        return {facet.name: set(facet.values(profile, catalogue)) for facet in FACETS}

    return [values(each) for each in profiles(catalogue).values()]


@pytest.fixture
def directory(visit: Visit, generated_home: str):
    """Open the directory of the generated catalogue: `directory("zh/", "?status=open")`."""

    def directory(language: str = "", query: str = "", **options: object) -> Page:
        page = visit(f"{language}libraries/{query}", home=generated_home, **options)
        if options.get("java_script_enabled", True):
            expect(page.locator(".directory--ready")).to_have_count(1)
        return page

    return directory


def number(page: Page) -> int:
    """How many libraries the page says that it found."""
    numbers = [
        int(each.replace(",", ""))
        for each in re.findall(r"[\d,]+", page.locator("#directory-count").inner_text())
    ]
    return min(numbers)


def unfold(page: Page, facet: str) -> None:
    """Open a list when it is closed."""
    box = page.locator(f"details[data-facet={facet}]")
    if not box.evaluate("each => each.open"):
        box.locator("summary").click()


def choose(page: Page, facet: str, value: str) -> None:
    """Open a list when it is closed, and tick or clear a choice in it."""
    unfold(page, facet)
    choice = page.locator(f"details[data-facet={facet}] [data-value='{value}'] input")
    # By force where the page says that it cannot be chosen: a reader may click it all the same.
    choice.click(force=choice.get_attribute("aria-disabled") == "true")


def beside(page: Page, facet: str, value: str) -> Locator:
    """How many libraries a choice would leave."""
    return page.locator(f"details[data-facet={facet}] [data-value='{value}'] .count")


def count_beside(page: Page, facet: str, value: str) -> int:
    return int((beside(page, facet, value).text_content() or "").replace(",", ""))


def fitting(everybody: list[dict[str, set[str]]], **chosen: set[str]) -> int:
    return sum(all(row[facet] & wanted for facet, wanted in chosen.items()) for row in everybody)


@in_both_languages
def test_any_combination_finds_who_fits(directory, everybody: list[dict[str, set[str]]], language: str):
    page = directory(language)
    assert number(page) == len(everybody)
    choose(page, "status", "seeking")
    expect(page).to_have_url(re.compile(r"\?status=seeking$"))
    assert number(page) == fitting(everybody, status={"seeking"})
    choose(page, "status", "open")
    choose(page, "country", "US")
    expect(page).to_have_url(re.compile("country=US"))
    wanted = fitting(everybody, status={"seeking", "open"}, country={"US"})
    assert number(page) == wanted > 0
    expect(page.locator("#directory-list > li")).to_have_count(min(wanted, 50))


@in_both_languages
def test_the_counts_follow_the_other_filters_but_not_their_own(directory, everybody, language: str):
    page = directory(language)
    choose(page, "world", "asia")
    expect(page).to_have_url(re.compile("world=asia"))
    for facet, value in (
        ("status", "seeking"),
        ("status", "withdrawn"),
        ("country", "CN"),
        ("country", "US"),
        ("seeks", "books"),
    ):
        unfold(page, facet)
        wanted = fitting(everybody, world={"asia"}, **{facet: {value}})
        expect(beside(page, facet, value)).to_have_text(str(wanted))
    assert count_beside(page, "world", "europe") == fitting(everybody, world={"europe"}) > 0


@in_both_languages
def test_a_choice_that_would_give_nothing_says_so_and_cannot_be_chosen(directory, language: str):
    page = directory(language, "?world=asia")
    unfold(page, "country")
    dead = page.locator("[data-facet=country] [data-value=US] input")
    expect(dead).to_have_attribute("aria-disabled", "true")
    choose(page, "country", "US")
    expect(dead).to_have_attribute("aria-disabled", "true")
    expect(dead).not_to_be_checked()
    assert count_beside(page, "country", "US") == 0
    assert "US" not in page.url
    alive = page.locator("[data-facet=country] [data-value=CN] input")
    assert alive.get_attribute("aria-disabled") is None


@in_both_languages
def test_an_address_opens_what_was_chosen_and_the_other_language_keeps_it(directory, language: str):
    query = "?q=library&seeks=books&status=seeking,open&sort=name"
    page = directory(language, query)
    expect(page.locator("#directory-q")).to_have_value("library")
    expect(page.locator("#directory-sort")).to_have_value("name")
    for value in ("seeking", "open"):
        expect(page.locator(f"[data-facet=status] [data-value={value}] input")).to_be_checked()
    found = number(page)
    assert found > 0
    page.locator(".site-header__languages a:not([aria-current])").click()
    expect(page.locator(".directory--ready")).to_have_count(1)
    assert page.url.endswith(query)
    expect(page.locator("#directory-chosen button")).to_have_count(5)  # four choices, and all of them
    assert number(page) == found


@in_both_languages
def test_made_up_values_are_left_out_and_told(directory, language: str):
    page = directory(language, STATES["hostile"])
    message = page.locator("#directory-message")
    expect(message).to_be_visible()
    for text in ("<img src=x onerror=alert(1)>", "country=XX", "near=Atlantis"):
        expect(message).to_contain_text(text)
    assert page.locator("main img").count() == 0
    assert number(page) == page.evaluate(
        "fetch(document.getElementById('directory').dataset.data).then(r => r.json()).then(h => h.listings)"
    )


def test_a_huge_address_opens(directory):
    page = directory("", f"?q={'a' * 3000}&status=seeking&country={','.join(['ZZ'] * 500)}")
    expect(page.locator("#directory-message li")).to_have_count(9)
    expect(page.locator("[data-facet=status] [data-value=seeking] input")).to_be_checked()


@in_both_languages
def test_an_empty_result_says_which_filter_to_loosen(directory, everybody, language: str):
    page = directory(language, "?status=seeking&q=xyzzy")
    expect(page.locator("#directory-empty")).to_be_visible()
    expect(page.locator("#directory-list > li")).to_have_count(0)
    wanted = fitting(everybody, status={"seeking"})
    ways = page.locator("#directory-empty button[data-without]")
    expect(ways).to_have_count(1)
    expect(ways).to_contain_text(str(wanted))
    ways.click()
    expect(page.locator("#directory-empty")).to_be_hidden()
    assert number(page) == wanted
    expect(page.locator("#results")).to_be_focused()


def test_when_no_single_filter_is_the_reason_pairs_are_offered(directory):
    page = directory("", "?status=withdrawn&country=US&q=xyzzy&world=asia")
    ways = page.locator("#directory-empty button[data-without]")
    expect(ways.first).to_be_visible()
    ways.first.click()
    expect(page.locator("#directory-empty")).to_be_hidden()
    assert number(page) > 0


@in_both_languages
def test_the_number_found_is_announced(directory, language: str):
    page = directory(language)
    said = page.get_by_role("status")
    before = said.inner_text()
    choose(page, "status", "open")
    expect(said).not_to_have_text(before)
    assert str(number(page)) in said.inner_text()


@pytest.mark.parametrize(
    ("language", "text"),
    [("", "上海"), ("zh/", "shanghai"), ("zh/", "法國"), ("", "SÃO PAULO"), ("", "sao paulo")],
)
def test_free_text_in_either_language_and_in_traditional_characters(directory, language: str, text: str):
    page = directory(language)
    page.locator("#directory-q").fill(text)
    expect(page).to_have_url(re.compile(r"\?q="))
    expect(page.locator("#directory-chosen")).to_be_visible()
    assert 0 < number(page) < LIBRARIES / 2


@in_both_languages
def test_sorting_by_name_and_by_distance(directory, language: str):
    page = directory(language, "?sort=name")
    first = page.locator("#directory-list > li > a").first
    by_name = first.inner_text()
    page.locator("#directory-sort").select_option("near")
    place = page.locator("#directory-place")
    expect(place).to_be_focused()
    place.fill({"": "Warsaw", "zh/": "华沙"}[language])
    place.press("Enter")
    expect(page).to_have_url(re.compile("near=52.23,21.01"))
    expect(place).to_have_value(re.compile({"": "^Warsaw, Poland$", "zh/": "^波兰，华沙$"}[language]))
    expect(first).not_to_have_text(by_name)
    distances = [
        int(found[1].replace(",", ""))
        for text in page.locator("#directory-list > li").all_inner_texts()
        if (found := re.search(r"([\d,]+) (?:km|公里)", text))
    ]
    assert distances
    assert distances == sorted(distances)


@in_both_languages
def test_a_place_that_nobody_knows_is_told(directory, language: str):
    page = directory(language, "?sort=near")
    page.locator("#directory-place").fill("Atlantis")
    page.locator("#directory-place").press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Atlantis")
    assert "near=" not in page.url


def test_more_are_shown_and_the_first_of_them_has_the_focus(directory):
    page = directory()
    page.get_by_role("button", name="Show 50 more").press("Enter")
    expect(page.locator("#directory-list > li")).to_have_count(100)
    expect(page.locator("#directory-list > li").nth(50).locator("a")).to_be_focused()
    expect(page).to_have_url(re.compile("shown=100"))


@in_both_languages
def test_the_list_is_the_same_before_and_after_the_script(directory, language: str):
    """What the build prints and what the script prints is one and the same."""
    without = directory(language, java_script_enabled=False)
    printed = without.locator("#directory-list > li").all_inner_texts()
    links = [each.get_attribute("href") for each in without.locator("#directory-list > li > a").all()]
    page = directory(language, "?sort=name&shown=50")
    page.locator("#directory-sort").select_option("")
    expect(page).not_to_have_url(re.compile("sort"))
    expect(page.locator("#directory-list > li").first).to_have_text(
        re.compile(re.escape(printed[0].split("\n")[0].strip()[:12]))
    )
    assert [" ".join(each.split()) for each in page.locator("#directory-list > li").all_inner_texts()] == [
        " ".join(each.split()) for each in printed
    ]
    assert [each.get_attribute("href") for each in page.locator("#directory-list > li > a").all()] == links


@in_both_languages
def test_by_keyboard_alone(directory, everybody, language: str):
    page = directory(language)
    tab_to(page, "#directory-q")
    tab_to(page, "[data-facet=language] > summary")
    page.keyboard.press("Enter")
    tab_to(page, "[data-facet=language] [data-value=es] input")
    page.keyboard.press("Space")
    expect(page).to_have_url(re.compile("language=es"))
    assert number(page) == fitting(everybody, language={"es"})
    tab_to(page, "#directory-chosen button")
    page.keyboard.press("Enter")
    expect(page).not_to_have_url(re.compile("language"))
    assert number(page) == len(everybody)
    expect(page.locator("#results")).to_be_focused()
    tab_to(page, "#directory-list a")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/libraries/generated-library-\d+/"))


def tab_to(page: Page, wanted: str) -> None:
    for _ in range(150):
        page.keyboard.press("Tab")
        if page.evaluate("wanted => document.activeElement.matches(wanted)", wanted):
            return
    pytest.fail(f"{wanted} is not reached by the Tab key")


def test_what_is_chosen_on_a_small_screen_is_told_where_it_is_chosen(directory):
    page = directory("", viewport={"width": 320, "height": 640})
    choose(page, "status", "seeking")
    jump = page.locator("#directory-jump")
    expect(jump).to_be_in_viewport()
    expect(jump).to_have_text(page.locator("#directory-count").inner_text())
    jump.click()
    expect(page.locator("#results")).to_be_in_viewport()


@in_both_languages
@pytest.mark.parametrize("state", STATES)
def test_no_state_has_a_barrier_or_needs_scrolling_sideways(directory, language: str, state: str):
    page = directory(language, STATES[state], viewport=SMALL)
    # A list is filled when it has been unfolded, of which the browser tells a moment later.
    page.evaluate(
        """() => {
        for (const each of document.querySelectorAll("[data-facet]")) each.open = true;
        return new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
        }"""
    )
    assert page.evaluate("document.scrollingElement.scrollWidth") == SMALL["width"]
    page.set_viewport_size(SIZE)
    assert barriers_of_state(page, language) == []


@in_both_languages
def test_there_is_no_barrier_as_it_opens_on_a_wide_screen(directory, language: str):
    """Where lists that a small screen folds away are unfolded from the start."""
    page = directory(language)
    expect(page.locator("[data-facet][open]").first).to_be_visible()
    assert barriers_of_state(page, language) == []


@in_both_languages
def test_without_javascript_every_list_leads_to_its_libraries(directory, language: str):
    page = directory(language, java_script_enabled=False)
    expect(page.locator("#directory-q")).to_be_hidden()
    expect(page.locator("#directory-sort")).to_be_hidden()
    expect(page.locator("#directory-list > li")).to_have_count(50)
    for facet in FACETS:
        box = page.locator(f"[data-facet={facet.name}]")
        box.locator("summary").click()
        expect(box.locator("a").first).to_be_visible()
    link = page.locator("[data-facet=seeks] [data-value=books] a")
    link.click()
    expect(page.locator("main a[href*='generated-library']").first).to_be_visible()


@in_both_languages
def test_where_nobody_asks_all_libraries_are_shown_with_their_status(
    visit: Visit, site: BuiltSite, language: str
):
    """The project's own records, on whatever day: what there is must be there and be of use."""
    page = visit(f"{language}libraries/")
    expect(page.locator(".directory--ready")).to_have_count(1)
    assert number(page) == len(site.catalogue.libraries)
    rows = page.locator("#directory-list > li")
    expect(rows).to_have_count(min(50, len(site.catalogue.libraries)))
    assert page.locator("#directory-list > li .standing").count() == rows.count()
    if not site.catalogue.asking:
        expect(page.locator("#directory .notice a[href$='list-your-library/']").first).to_be_visible()
        assert count_beside(page, "status", "seeking") == 0
        expect(page.locator("[data-facet=status] [data-value=seeking] input")).to_have_attribute(
            "aria-disabled", "true"
        )


def test_data_that_does_not_come_leaves_the_lists(visit: Visit, watch: Watch, generated_home: str):
    watch.expected += ["directory.en.json", "Failed to load resource", "503"]
    page = visit("", home=generated_home, alone=True)
    page.route("**/directory.en.json", lambda route: route.fulfill(status=503))
    page.goto(f"{generated_home}libraries/")
    expect(page.get_by_role("alert")).to_be_visible()
    assert not page.locator("#directory-q").is_visible()
    page.locator("[data-facet=country] > summary").click()
    expect(page.locator("[data-facet=country] a").first).to_be_visible()


def test_nothing_but_the_directorys_own_files_is_asked_for(directory, watch: Watch):
    page = directory("", "?q=library&sort=near&near=FR")
    page.wait_for_load_state("networkidle")
    names = {each.rsplit("/", 1)[1].split("?")[0] for each in watch.requests}
    assert {each for each in names if each.endswith(".json")} == {"directory.en.json"}
    assert not any("pagefind" in each for each in watch.requests)


def test_on_paper_the_list_is_whole(directory, everybody):
    page = directory("")
    rows = page.locator("#directory-list > li")
    shown = rows.count()
    assert shown < len(everybody)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(rows).to_have_count(len(everybody))
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(rows).to_have_count(shown)
