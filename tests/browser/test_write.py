"""Writing a first letter: in both languages, by keyboard alone, on a small screen, and whatever the address says."""

import datetime
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import docx
import icalendar
import pytest
from building import BuiltSite
from conftest import SIZE, Visit, Watch
from playwright.sync_api import Locator, Page, Route, expect
from test_browser_pages import SMALL, barriers, barriers_of_state

from sister_libraries import letter
from sister_libraries.languages import Language, language, site_languages

in_both_languages = pytest.mark.parametrize("here", site_languages(), ids=lambda each: each.code)
EN, ZH = (language(code) for code in ("en", "zh"))

# Libraries of the project's own records: a Spanish one with an old request, and a Chinese one.
TO, FROM = "illescas-municipal-library", "guangzhou-library"
NAMES = {
    "en": ("Illescas Municipal Library", "Guangzhou Library"),
    "zh": ("伊列斯卡斯市立图书馆", "广州图书馆"),
}
FULL = (
    "example-every-field"  # of the examples: with a mailbox, and names full of what could be taken for markup
)

Write = Callable[..., Page]


@pytest.fixture
def write(visit: Visit, example_home: str) -> Write:
    """Open the page with some address, and wait until it is ready."""

    def write(query: str = "", here: Language = EN, **options: object) -> Page:
        page = visit(f"{here.prefix}write/{query}", home=example_home, **options)
        page.locator("#write:not([aria-busy])").wait_for()
        return page

    return write


def body(page: Page, code: str) -> str:
    return page.locator(f"#write-body-{code}").input_value()


def picker(page: Page, side: str) -> Locator:
    return page.locator(f"#write-{side}")


def choose(page: Page, side: str, text: str) -> None:
    """Type into a picker and take the first of what it finds."""
    picker(page, side).fill(text)
    expect(page.locator(f"#write-{side}-list [role=option]").first).to_be_visible()
    picker(page, side).press("ArrowDown")
    picker(page, side).press("Enter")
    expect(page.locator(f"#write-{side}-card a")).to_be_visible()


class TestComposing:
    """The letter stands there as soon as the page knows who writes to whom."""

    @in_both_languages
    def test_an_address_with_both_libraries_gives_both_letters(self, write: Write, here: Language):
        page = write(f"?to={TO}&from={FROM}", here)
        for code, (to, own) in NAMES.items():
            assert (
                body(page, code)
                .splitlines()[0]
                .startswith(f"Dear colleagues at {to}" if code == "en" else f"尊敬的{to}")
            )
            assert own in body(page, code)
        assert picker(page, "to").input_value() == NAMES[here.code][0]
        assert picker(page, "from").input_value() == NAMES[here.code][1]

    @in_both_languages
    def test_an_empty_address_gives_the_model_with_its_blanks(self, write: Write, here: Language):
        page = write("", here)
        for each in site_languages():
            # The month is proposed, and the Chinese letter is dated.
            assert letter.model(each).body.splitlines()[0] == body(page, each.code).splitlines()[0]
            assert each.say(letter.BLANKS["library"]) in body(page, each.code)

    @in_both_languages
    def test_a_library_is_found_by_typing_and_stands_in_the_address(self, write: Write, here: Language):
        page = write("", here)
        choose(page, "to", NAMES[here.code][0][:6])
        choose(page, "from", NAMES[here.code][1])
        assert parse_qs(urlsplit(page.url).query) == {"to": [TO], "from": [FROM]}
        assert NAMES["en"][0] in body(page, "en")
        assert NAMES["zh"][1] in body(page, "zh")

    def test_traditional_characters_find_simplified_names(self, write: Write):
        page = write("", ZH)
        choose(page, "to", "廣州圖書")
        assert picker(page, "to").input_value() == "广州图书馆"

    def test_a_library_that_is_not_listed_is_taken_as_typed(self, write: Write):
        page = write(f"?to={TO}")
        picker(page, "from").fill("Nuuk City Library")
        picker(page, "from").press("Tab")
        page.locator("#write-place").fill("Nuuk, Greenland")
        page.locator("#write-type").select_option("public")
        assert "We are Nuuk City Library, a public library in Nuuk, Greenland." in body(page, "en")
        assert "from" not in parse_qs(urlsplit(page.url).query)  # what is typed stays on the device

    def test_answers_from_the_page_that_finds_libraries_fill_the_letter(self, write: Write):
        answers = (
            "v=1&country=PL&type=school&size=up-to-20000&lang=pl,en&seeks=visits&offers=books&do=pen-pals"
        )
        page = write(f"?to={FROM}&{answers}")
        text = body(page, "en")
        assert "[your library], a school library in Poland. We serve 5,001 to 20,000 people." in text
        assert "We can offer books. In return we would be glad of visits and staff exchange." in text
        assert "We can write in English and Polish." in text
        assert "五位读者结为笔友" in body(page, "zh")
        expect(page.locator("#write-ignored")).to_be_hidden()
        page.reload()
        expect(page.locator("#write-body-en")).to_have_value(text)
        choose(page, "from", "Illescas")
        assert parse_qs(urlsplit(page.url).query) == {"to": [FROM], "from": [TO]}
        assert "Poland" not in body(page, "en")

    def test_what_is_chosen_goes_into_both_letters(self, write: Write):
        page = write(f"?to={FROM}&from={TO}")
        page.locator("#write-activity").select_option("childrens-art")
        page.locator("#write-offer").select_option("picture-books")
        page.locator("#write-hope").select_option("visits")
        assert "ten children’s drawings" in body(page, "en")
        assert "We can offer picture books. In return we would be glad of visits and staff exchange." in body(
            page, "en"
        )
        assert "十幅儿童画" in body(page, "zh")
        assert "图画书" in body(page, "zh")

    def test_the_proposal_is_what_the_entry_wishes(self, write: Write):
        page = write(f"?to={TO}")
        assert page.locator("#write-activity").input_value() == "reading-club"
        expect(page.locator("#write-activity-why")).to_have_text("They would like to do this.")

    def test_names_full_of_markup_are_text(self, write: Write):
        page = write(f"?to={FULL}")
        assert 'Dear colleagues at Books & Tea <b> "Library" {{ 1 }},' in body(page, "en")
        expect(page.locator("#write-to-card a")).to_have_text('Books & Tea <b> "Library" {{ 1 }}')
        assert page.locator("#write-to-card b").count() == 0

    def test_two_libraries_that_are_partners_already_are_told(self, write: Write):
        page = write(f"?to={FROM}&from=los-angeles-public-library")
        expect(page.locator("#write-partners")).to_be_visible()
        choose(page, "from", "Illescas")
        expect(page.locator("#write-partners")).to_be_hidden()

    def test_a_letter_can_be_had_from_the_page_of_every_library_that_may_be_written_to(
        self, visit: Visit, home: str
    ):
        page = visit(f"zh/libraries/{TO}/")
        page.get_by_role("link", name="写第一封信").last.click()
        page.wait_for_url(f"**/zh/write/?to={TO}")
        expect(page.locator("#write-to-card a")).to_have_text(NAMES["zh"][0])


class TestLanguages:
    """English and Chinese side by side; where neither is spoken, English and a few words in the other's language."""

    def test_a_spanish_library_gets_english_with_spanish_phrases(self, write: Write):
        page = write(f"?to={TO}&from=bemis-public-library")
        expect(page.locator("#write-letter-en")).to_be_visible()
        expect(page.locator("#write-letter-zh")).to_be_hidden()
        phrases = page.locator("#write-phrases-list dd")
        assert phrases.all_inner_texts() == list(letter.phrases()["es"].values())
        assert {each.get_attribute("lang") for each in phrases.all()} == {"es"}
        page.get_by_label("Show the Chinese letter, too").check()
        expect(page.locator("#write-letter-zh")).to_be_visible()

    def test_a_library_whose_language_nobody_noted_gets_those_of_its_country(self, write: Write):
        page = write("?to=municipal-library-of-prague")
        assert "official language there is Czech" in page.locator("#write-phrases-why").inner_text()
        assert page.locator("#write-phrases-list dd").first.inner_text() == letter.phrases()["cs"]["greeting"]

    @pytest.mark.parametrize("query", [f"?to={FROM}&from=bemis-public-library", f"?to={TO}&from={FROM}", ""])
    def test_chinese_is_there_when_either_side_may_need_it(self, write: Write, query: str):
        expect(write(query).locator("#write-letter-zh")).to_be_visible()

    def test_a_chinese_reader_always_sees_both(self, write: Write):
        page = write(f"?to={TO}&from=bemis-public-library", ZH)
        for code in ("en", "zh"):
            expect(page.locator(f"#write-letter-{code}")).to_be_visible()

    def test_letters_are_marked_with_their_language(self, write: Write):
        page = write()
        assert page.locator("#write-body-en").get_attribute("lang") == "en"
        assert page.locator("#write-body-zh").get_attribute("lang") == "zh-Hans"


class TestKeyboard:
    """Everything can be done without a mouse."""

    @in_both_languages
    def test_from_a_library_to_a_finished_letter(self, visit: Visit, example_home: str, here: Language):
        page = visit(f"{here.prefix}libraries/{TO}/", home=example_home)

        def go_to(selector: str) -> None:
            for _ in range(120):
                page.keyboard.press("Tab")
                if page.evaluate("selector => document.activeElement.matches(selector)", selector):
                    return
            raise AssertionError(f"Tab never comes to {selector}")

        go_to(".write-to a")
        page.keyboard.press("Enter")
        page.wait_for_url("**/write/**")
        expect(page.locator("#write-to-card a")).to_be_visible()
        go_to("#write-from")
        page.keyboard.type(NAMES[here.code][1][:9])
        expect(page.locator("#write-from-list [role=option]").first).to_be_visible()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        expect(page.locator("#write-from-card a")).to_be_visible()
        go_to("#write-languages input")
        page.keyboard.press("Space")
        code = here.code
        go_to(f"[data-do=next][data-language={code}]")
        before = body(page, code).count("[")
        assert before > 0
        for number in range(before):
            page.locator(f"[data-do=next][data-language={code}]").focus()  # as Shift+Tab does
            page.keyboard.press("Enter")
            page.keyboard.type(f"filled {number}")
        assert "[" not in body(page, code)
        assert f"filled {before - 1}" in body(page, code)
        expect(page.locator(f"#write-blanks-{code}")).to_have_text(here.say("No blanks left"))

    def test_the_list_opens_moves_and_closes_by_keys(self, write: Write):
        page = write()
        field = picker(page, "to")
        field.focus()
        page.keyboard.type("public library")
        expect(page.locator("#write-to-list [role=option]").first).to_be_visible()
        assert field.get_attribute("aria-expanded") == "true"
        page.keyboard.press("ArrowDown")
        first = field.get_attribute("aria-activedescendant")
        page.keyboard.press("ArrowDown")
        second = field.get_attribute("aria-activedescendant")
        assert (first, second) == ("write-to-list-0", "write-to-list-1")
        expect(page.locator(f"#{second}")).to_have_attribute("aria-selected", "true")
        page.keyboard.press("ArrowUp")
        page.keyboard.press("ArrowUp")
        last = page.locator("#write-to-list [role=option]").last.get_attribute("id")
        assert field.get_attribute("aria-activedescendant") == last
        page.keyboard.press("Escape")
        expect(page.locator("#write-to-list")).to_be_hidden()
        assert field.get_attribute("aria-expanded") == "false"
        assert field.input_value() == "public library"

    def test_how_many_were_found_is_announced(self, write: Write):
        page = write()
        picker(page, "to").fill("guangzhou")
        expect(page.locator("#write-to-status[role=status]")).to_contain_text("1 found")
        picker(page, "to").fill("no such library anywhere")
        expect(page.locator("#write-to-status")).to_contain_text("Not in the directory")

    def test_a_mouse_can_choose_too(self, write: Write):
        page = write()
        picker(page, "to").click()
        page.keyboard.type("guangzhou")
        page.locator("#write-to-list [role=option]").first.click()
        expect(page.locator("#write-to-card a")).to_have_text("Guangzhou Library")


def list_open(page: Page) -> None:
    picker(page, "to").fill("library")
    expect(page.locator("#write-to-list [role=option]").first).to_be_visible()
    picker(page, "to").press("ArrowDown")


def both_chosen(page: Page) -> None:
    choose(page, "to", "Illescas")
    choose(page, "from", "guangzhou")


def own_name_typed(page: Page) -> None:
    picker(page, "from").fill("Nuuk City Library")
    picker(page, "from").press("Tab")


def changed_by_hand(page: Page) -> None:
    choose(page, "to", "Illescas")
    page.locator("#write-body-en").fill("Dear colleagues,")
    page.locator("#write-year").evaluate("each => (each.open = true)")


def untouched(page: Page) -> None:
    pass


STATES = {
    "empty": untouched,
    "list": list_open,
    "chosen": both_chosen,
    "typed": own_name_typed,
    "changed": changed_by_hand,
}
# What an address brings about.
QUERIES = {"ignored": "?to=<b>&from=a&unknown=1", "mailbox": f"?to={FULL}&from={TO}"}


class TestEveryState:
    """Nothing is in the way of anybody, whatever the page shows."""

    @pytest.mark.parametrize("state", [*STATES, *QUERIES])
    @in_both_languages
    def test_there_is_no_barrier_and_no_need_to_scroll_sideways(
        self, write: Write, here: Language, state: str
    ):
        page = write(QUERIES.get(state, ""), here, viewport=SMALL)
        STATES.get(state, untouched)(page)
        wide = page.evaluate(
            """() => [...document.querySelectorAll("main *")]
            .filter((each) => each.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
            .filter((each) => each.checkVisibility({ checkVisibilityCSS: true }))
            .map((each) => `${each.tagName}#${each.id}.${each.className}`)"""
        )
        assert wide == []
        page.set_viewport_size(SIZE)  # more stands side by side there
        found = barriers_of_state(page, here.prefix)
        assert not found, "\n".join(found)

    @in_both_languages
    def test_what_is_there_without_a_script_has_no_barrier_either(
        self, visit: Visit, watch: Watch, here: Language
    ):
        watch.expected.append("write.js")
        page = visit(alone=True)
        page.route("**/write.js", lambda route: route.abort())
        page.goto(watch.home + here.prefix + "write/")
        expect(page.locator("#write-plain")).to_be_visible()
        assert barriers(page) == []


class TestWithoutJavaScript:
    """The page explains, shows the model and says when to write again."""

    @in_both_languages
    def test_the_model_and_the_general_dates_are_there(self, visit: Visit, here: Language):
        page = visit(f"{here.prefix}write/?to={TO}", java_script_enabled=False)
        text = page.locator("main").inner_text()
        assert "JavaScript" in text
        for each in site_languages():
            for line in letter.model(each).body.split("\n"):
                assert line.strip("\u3000") in text
        weeks = {
            "en": ("three weeks", "six or seven weeks", "three months"),
            "zh": ("三周", "六七周", "三个月"),
        }
        assert all(each in text for each in weeks[here.code])
        links = [each.get_attribute("href") for each in page.locator("main a").all()]
        assert "../first-letter/#model" in links
        expect(page.locator("#write")).to_be_hidden()
        assert page.locator(".write-hours tbody tr").count() == 9


HOSTILE = [
    "?to=<script>alert(1)</script>",
    "?to=javascript:alert(1)&from=data:text/html,x",
    "?to=../../../etc/passwd",
    "?to=" + "a" * 10_000,
    "?to=__proto__&from=constructor",
    "?" + "&".join(f"x{number}=1" for number in range(500)),
    "?to=%00%FF%FE&from=%E0%A4%A",
    "?to=guangzhou-library%E2%80%AE&q=1",
    "?to=no-such-library&from=neither-this",
    "?letter=1&version=0&seeks=everything",
    "?to=&from=",
    "?=&&&",
]


class TestTheAddress:
    """Anything may stand in the address: what can be understood counts, and what was left out is said."""

    @pytest.mark.parametrize("number", range(len(HOSTILE)), ids=lambda each: HOSTILE[each][:30])
    def test_a_strange_one_opens_the_page(self, write: Write, number: int):
        """In the languages by turns: the address is read by the same code in all of them."""
        here, query = site_languages()[number % len(site_languages())], HOSTILE[number]
        page = write(query, here)
        assert body(page, "en").startswith("Dear colleagues at [library],")
        said = page.locator("#write-ignored")
        if query in ("?to=&from=", "?=&&&"):
            expect(said).to_be_hidden()
        else:
            expect(said).to_be_visible()
            assert len(said.inner_text()) < 1_200
        assert urlsplit(page.url).query == ""
        choose(page, "to", "Guangzhou")  # and it works

    def test_what_was_left_out_is_said_as_text(self, write: Write):
        page = write(f"?to={TO}&from=<i>x</i>&colour=red")
        expect(page.locator("#write-ignored")).to_have_text(
            "This part of the address was not understood and is left out: from=<i>x</i> · colour=red"
        )
        expect(page.locator("#write-to-card a")).to_have_text(NAMES["en"][0])

    def test_capitals_and_spaces_do_no_harm(self, write: Write):
        page = write(f"?to=%20{TO.upper()}%20&utm_source=mail")
        expect(page.locator("#write-to-card a")).to_have_text(NAMES["en"][0])
        expect(page.locator("#write-ignored")).to_be_hidden()

    def test_nobody_writes_to_themselves(self, write: Write):
        page = write(f"?to={TO}&from={TO}")
        expect(page.locator("#write-ignored")).to_contain_text(f"from={TO}")
        assert picker(page, "from").input_value() == ""

    def test_an_old_address_leads_to_the_library_s_new_one(self, visit: Visit, watch: Watch):
        page = visit(alone=True)
        change_part(page, lambda part: part["moved"].update({"old-name": TO, "taken-down": None}))
        page.goto(watch.home + "write/?to=old-name&from=taken-down")
        expect(page.locator("#write-ignored")).to_contain_text(f"the library is now “{NAMES['en'][0]}”")
        expect(page.locator("#write-ignored")).to_contain_text(
            "no library in the directory has the id “taken-down”"
        )
        assert parse_qs(urlsplit(page.url).query) == {"to": [TO]}

    @pytest.mark.parametrize("standing", ["paused", "withdrawn"])
    def test_a_library_that_wants_no_letters_gets_none(self, visit: Visit, watch: Watch, standing: str):
        page = visit(alone=True)
        change_part(page, lambda part: part["libraries"][TO].update(standing=standing))
        page.goto(f"{watch.home}write/?to={TO}")
        expect(page.locator("#write-ignored")).to_contain_text(f"This library has {standing}")
        assert NAMES["en"][0] not in body(page, "en")
        assert picker(page, "to").input_value() == ""

    def test_a_directory_that_does_not_load_leaves_a_page_that_works(self, visit: Visit, watch: Watch):
        watch.expected += ["write/parts", "write/names", "net::ERR_FAILED", "Failed to fetch"]
        page = visit(alone=True)
        page.route("**/write/*/*.json", lambda route: route.abort())
        page.route("**/write/names.json", lambda route: route.abort())
        page.goto(f"{watch.home}write/?to={TO}")
        expect(page.locator("#write-ignored")).to_contain_text("could not be loaded")
        picker(page, "to").fill("Lake Library")
        expect(page.locator("#write-to-status")).to_contain_text("could not be loaded")
        picker(page, "to").press("Tab")
        assert "Dear colleagues at Lake Library," in body(page, "en")


def change_part(page: Page, change: Callable[[dict[str, Any]], None]) -> None:
    """Let the page read another directory than there is."""

    def answer(route: Route) -> None:
        response = route.fetch()
        part = response.json()
        change(part)
        route.fulfill(response=response, body=json.dumps(part))

    page.route("**/write/parts/*.json", answer)


class TestKeeping:
    """What was written stays on the device until it is cleared; nothing else is stored."""

    def test_a_changed_letter_is_there_again(self, write: Write):
        page = write(f"?to={TO}&from={FROM}")
        page.locator("#write-body-en").fill("My own letter.")
        page.reload()
        expect(page.locator("#write-body-en")).to_have_value("My own letter.")
        expect(page.locator("#write-status")).to_contain_text("as you left it")
        assert NAMES["zh"][0] in body(page, "zh")

    def test_it_stays_with_those_it_was_written_to(self, write: Write):
        page = write(f"?to={TO}&from={FROM}")
        page.locator("#write-body-en").fill("Only for Illescas.")
        choose(page, "to", "bemis")
        assert "Bemis Public Library" in body(page, "en")
        choose(page, "to", "illescas")
        assert body(page, "en") == "Only for Illescas."

    def test_letters_in_two_windows_are_both_kept(self, write: Write):
        page = write(f"?to={TO}", alone=True)
        other = page.context.new_page()
        other.goto(page.url.replace(TO, FROM))
        for each, text in ((page, "One letter"), (other, "Another letter")):
            expect(each.locator("#write-body-en")).not_to_have_value("")
            each.locator("#write-body-en").fill(text)
            each.locator("#write-body-en").press("Tab")
        for each, text in ((page, "One letter"), (other, "Another letter")):
            each.reload()
            expect(each.locator("#write-body-en")).to_have_value(text)

    def test_a_letter_stays_when_the_name_under_it_is_mended(self, write: Write):
        page = write(f"?to={TO}")
        picker(page, "from").fill("Smalltown Libary")
        picker(page, "from").press("Tab")
        page.locator("#write-body-en").fill("By hand")
        page.locator("#write-body-en").press("Tab")
        picker(page, "from").fill("Smalltown Library")
        picker(page, "from").press("Tab")
        expect(page.locator("#write-body-en")).to_have_value("By hand")
        page.reload()
        expect(page.locator("#write-body-en")).to_have_value("By hand")

    def test_enter_after_a_whole_name_chooses_the_library(self, write: Write):
        page = write("")
        picker(page, "to").fill(NAMES["en"][0])
        expect(page.locator("#write-to-list [role=option]").first).to_be_visible()
        picker(page, "to").press("Enter")
        expect(page.locator("#write-to-card a")).to_be_visible()

    def test_what_is_written_before_anybody_is_chosen_is_not_lost(self, write: Write):
        page = write()
        page.locator("#write-body-en").fill("Written first.")
        choose(page, "to", "illescas")
        assert body(page, "en") == "Written first."
        expect(page.locator("#write-stale")).to_be_visible()

    def test_what_is_chosen_before_anybody_is_named_stays_chosen(self, write: Write):
        page = write(f"?to={TO}")
        page.locator("#write-activity").select_option("exhibition")
        page.locator("#write-languages input[value=es]").check()
        choose(page, "from", "guangzhou")
        expect(page.locator("#write-activity")).to_have_value("exhibition")
        assert "We can write in Spanish." in body(page, "en")
        choose(page, "to", "bemis")  # somebody else: the proposal is made anew
        expect(page.locator("#write-activity")).to_have_value("library-portrait")

    def test_start_again_brings_the_new_letter_back(self, write: Write):
        page = write(f"?to={TO}&from={FROM}")
        new = body(page, "en")
        page.locator("#write-body-en").fill("Other.")
        page.locator("#write-activity").select_option("exhibition")
        assert body(page, "en") == "Other."
        page.locator("#write-renew").click()
        assert body(page, "en") == new
        expect(page.locator("#write-stale")).to_be_hidden()
        page.reload()
        expect(page.locator("#write-body-en")).to_have_value(new)

    def test_choices_are_kept_too(self, write: Write):
        page = write(f"?to={TO}&from={FROM}")
        page.locator("#write-activity").select_option("exhibition")
        page.locator("#write-offer").select_option("exhibitions")
        page.locator("#write-sent").fill("2027-03-01")
        page.reload()
        expect(page.locator("#write-activity")).to_have_value("exhibition")
        expect(page.locator("#write-offer")).to_have_value("exhibitions")
        expect(page.locator("#write-sent")).to_have_value("2027-03-01")
        assert "photo exhibition" in body(page, "en")

    def test_the_library_that_writes_is_remembered(self, write: Write):
        page = write(f"?to={TO}&from={FROM}")
        page.locator("#write-body-en").press("End")
        page.keyboard.type("x")
        page.goto(page.url.split("?")[0] + "?to=bemis-public-library")
        expect(picker(page, "from")).to_have_value(NAMES["en"][1])

    def test_clear_leaves_nothing(self, write: Write):
        page = write(f"?to={TO}")
        picker(page, "from").fill("Nuuk City Library")
        picker(page, "from").press("Tab")
        page.locator("#write-body-en").fill("Secret.")
        assert page.evaluate("localStorage.length") == 1
        page.locator("#write-clear").click()
        expect(page.locator("#write-status")).to_contain_text("keeps nothing")
        assert page.evaluate("localStorage.length + sessionStorage.length + document.cookie.length") == 0
        assert body(page, "en").startswith("Dear colleagues at [library],")
        page.reload()
        expect(picker(page, "from")).to_have_value("")

    def test_only_looking_stores_nothing(self, write: Write):
        page = write(f"?to={TO}")
        assert page.evaluate("localStorage.length") == 0

    def test_where_nothing_can_be_kept_the_page_says_so(self, write: Write):
        page = write(script="Storage.prototype.setItem = () => { throw new Error('no'); };")
        page.locator("#write-body-en").fill("x")
        expect(page.locator("#write-kept")).to_contain_text("keeps nothing")

    @pytest.mark.parametrize(
        "kept", ["{", '{"version":1,"me":7,"drafts":{"|":{"letters":null,"chosen":null,"sent":{}}}}']
    )
    def test_what_cannot_be_read_does_no_harm(self, write: Write, kept: str):
        page = write(script=f"localStorage.setItem('sister-libraries.write', {json.dumps(kept)});")
        assert body(page, "en").startswith("Dear colleagues at [library],")


class TestTakingItAway:
    """Copied, printed, downloaded, or opened in the mail program; never sent."""

    def saved(self, page: Page, press: Locator) -> tuple[str, bytes]:
        with page.expect_download() as waiting:
            press.click()
        return waiting.value.suggested_filename, Path(waiting.value.path()).read_bytes()

    def button(self, page: Page, do: str, code: str) -> Locator:
        return page.locator(f'.write-actions [data-do={do}][data-language="{code}"]')

    @pytest.mark.parametrize("code", ["en", "zh"])
    def test_as_a_word_file(self, write: Write, code: str):
        page = write(f"?to={FULL}&from={FROM}")
        name, content = self.saved(page, self.button(page, "docx", code))
        assert name == f"first-letter-{FULL}-{code}.docx"
        paragraphs = [each.text for each in docx.Document(io.BytesIO(content)).paragraphs]
        assert paragraphs[0] == page.locator(f"#write-subject-{code}").input_value()
        lines = [line.strip("\u3000") for line in body(page, code).split("\n") if line.strip()]
        assert [line for text in paragraphs[1:] for line in text.split("\n") if line.strip()] == lines

    def test_both_in_one_word_file(self, write: Write):
        page = write(f"?to={FULL}&from={FROM}", ZH)
        _, content = self.saved(page, self.button(page, "docx", ""))
        texts = [each.text for each in docx.Document(io.BytesIO(content)).paragraphs]
        subjects = [page.locator(f"#write-subject-{code}").input_value() for code in ("zh", "en")]
        assert [text for text in texts if text in subjects] == subjects

    @pytest.mark.parametrize("code", ["en", "zh"])
    def test_as_a_text_that_any_editor_opens(self, write: Write, code: str):
        page = write(f"?to={TO}&from={FROM}")
        name, content = self.saved(page, self.button(page, "txt", code))
        assert name.endswith(f"-{code}.txt")
        assert content.startswith(b"\xef\xbb\xbf")
        text = content.decode("utf-8-sig")
        assert "\n" not in text.replace("\r\n", "")
        assert text.replace("\r\n", "\n").endswith(body(page, code) + "\n")
        assert page.locator(f"#write-subject-{code}").input_value() in text.split("\r\n")[0]

    def test_copied(self, write: Write):
        page = write(f"?to={TO}&from={FROM}", permissions=["clipboard-read", "clipboard-write"])
        self.button(page, "copy", "zh").click()
        expect(page.locator("#write-status")).to_have_text("The letter is copied.")
        assert page.evaluate("navigator.clipboard.readText()").replace("\r\n", "\n") == body(page, "zh")

    def test_where_copying_is_refused_the_letter_is_selected(self, write: Write):
        refuse = """
          const writeText = () => Promise.reject(new Error("no"));
          Object.defineProperty(navigator, "clipboard", { value: { writeText } });
          document.execCommand = () => false;
        """
        page = write(f"?to={TO}", script=refuse)
        self.button(page, "copy", "en").click()
        expect(page.locator("#write-status")).to_contain_text("Ctrl+C")
        selected = page.evaluate(
            "(({ selectionStart, selectionEnd }) => selectionEnd - selectionStart)(document.activeElement)"
        )
        assert selected == len(body(page, "en"))

    @pytest.mark.parametrize("code", ["en", "zh"])
    def test_in_the_mail_program_when_there_is_a_mailbox(self, write: Write, code: str):
        page = write(f"?to={FULL}&from={FROM}")
        page.locator(f"#write-body-{code}").fill("A & B\n图书馆 100% #1?")
        address = page.locator(f"#write-mail-{code}").get_attribute("href")
        assert address
        parts = urlsplit(address)
        assert (parts.scheme, parts.path) == ("mailto", "exchange@example.org")
        fields = dict(each.split("=") for each in parts.query.split("&"))
        assert unquote(fields["subject"]) == page.locator(f"#write-subject-{code}").input_value()
        assert unquote(fields["body"]) == "A & B\r\n图书馆 100% #1?"

    def test_without_a_mailbox_there_is_no_such_link(self, write: Write):
        page = write(f"?to={TO}")
        expect(page.locator("#write-mail-en")).to_be_hidden()
        expect(page.locator("#write-where")).to_contain_text("No address is known here")

    def test_says_where_to_send_it(self, write: Write):
        page = write(f"?to={FULL}")
        where = page.locator("#write-where")
        expect(where).to_contain_text("Exchange desk")
        expect(where).to_contain_text("exchange@example.org")
        expect(where.get_by_role("link")).to_have_attribute("href", "https://www.example.org/contact")

    @pytest.mark.parametrize(("code", "pages"), [("en", ["en"]), ("zh", ["zh"]), ("", ["en", "zh"])])
    def test_on_paper_there_is_the_letter_and_nothing_else(self, write: Write, code: str, pages: list[str]):
        page = write(
            f"?to={FULL}&from={FROM}", script="window.print = () => dispatchEvent(new Event('beforeprint'));"
        )
        self.button(page, "print", code).click()
        page.emulate_media(media="print")
        expected = [
            line.strip("\u3000") if line.startswith("\u3000" * 6) else line
            for each in pages
            for line in [page.locator(f"#write-subject-{each}").input_value(), *body(page, each).split("\n")]
        ]
        shown = page.locator("#write-print p").all_text_contents()
        assert shown == expected
        visible = page.evaluate(
            """() => [...document.querySelectorAll("body *")]
            .filter((each) => each.children.length === 0 && !each.closest("#write-print"))
            .filter((each) => each.checkVisibility({ opacityProperty: true }))
            .filter((each) => each.textContent.trim() && each.getBoundingClientRect().height > 1)
            .map((each) => each.textContent.trim().slice(0, 40))"""
        )
        assert visible == []
        assert page.locator("#write-print").is_visible()

    def test_printing_from_the_browser_s_own_menu_prints_the_letters(self, write: Write):
        page = write(f"?to={TO}&from={FROM}")
        assert len(page.pdf()) > 1_000  # fires the browser's own events
        assert page.locator("#write-print .write-page").count() == 2

    def test_nothing_is_sent(self, write: Write, watch: Watch):
        """Every request is for a file of the site, without a question and without a body."""
        page = write(f"?to={FULL}&from={FROM}")
        before = len(watch.requests)
        page.locator("#write-body-en").fill("Secret text")
        picker(page, "from").fill("Secret name")
        picker(page, "from").press("Tab")
        for do in ("docx", "txt"):
            self.saved(page, self.button(page, do, "en"))
        asked = [each for each in watch.requests[before:] if not each.startswith("blob:")]
        assert {urlsplit(each).path.split("/")[-1] for each in asked} <= {"names.json", "favicon.svg"}
        assert all("Secret" not in unquote(each) for each in watch.requests)


class TestCalendar:
    """When to write again, for people and for their calendars."""

    def saved(self, page: Page) -> list[icalendar.Event]:
        with page.expect_download() as waiting:
            page.locator("#write-ics").click()
        assert waiting.value.suggested_filename.endswith(".ics")
        found = icalendar.Calendar.from_ical(Path(waiting.value.path()).read_bytes())
        assert found.errors == []
        return found.walk("VEVENT")

    def test_the_days_follow_the_day_of_sending(self, write: Write):
        page = write(f"?to={TO}")
        page.locator("#write-sent").fill("2027-03-01")
        days = [each.get_attribute("datetime") for each in page.locator("#write-dates time").all()]
        assert days == ["2027-03-22", "2027-04-15", "2027-05-31"]

    def test_today_is_proposed(self, write: Write):
        page = write(timezone_id="Pacific/Kiritimati")
        there = datetime.datetime.now(datetime.UTC) + datetime.timedelta(hours=14)
        assert page.locator("#write-sent").input_value() == there.date().isoformat()

    @in_both_languages
    def test_a_calendar_takes_the_three_days(self, write: Write, here: Language):
        page = write(f"?to={TO}", here)
        page.locator("#write-sent").fill("2027-03-01")
        events = self.saved(page)
        assert [each["dtstart"].dt.isoformat() for each in events] == [
            "2027-03-22",
            "2027-04-15",
            "2027-05-31",
        ]
        assert all(NAMES[here.code][0] in each["summary"] for each in events)
        assert {each["summary"].params["LANGUAGE"] for each in events} == {here.tag}

    @in_both_languages
    def test_and_twelve_months_with_a_suggestion_each(self, write: Write, here: Language):
        page = write(f"?to={TO}", here)
        page.locator("#write-sent").fill("2027-03-01")
        page.locator("#write-rhythm").check()
        events = self.saved(page)
        assert len(events) == 15
        months = [each["dtstart"].dt for each in events[3:]]
        assert [(each.year, each.month) for each in months] == [
            (2027 + (2 + n) // 12, (2 + n) % 12 + 1) for n in range(1, 13)
        ]
        assert all(each.weekday() < 5 for each in months)
        assert len({str(each["description"]) for each in events}) == 15
        assert len({str(each["uid"]) for each in events}) == 15

    def test_the_same_letter_has_the_same_events_and_another_has_others(self, write: Write):
        page = write(f"?to={TO}")
        first = [str(each["uid"]) for each in self.saved(page)]
        page.locator("#write-sent").fill("2027-03-01")
        assert [str(each["uid"]) for each in self.saved(page)] == first
        choose(page, "to", "bemis")
        assert not set(first) & {str(each["uid"]) for each in self.saved(page)}

    def test_without_a_day_there_is_no_file(self, write: Write):
        page = write()
        page.locator("#write-sent").fill("")
        expect(page.locator("#write-ics")).to_be_disabled()
        expect(page.locator("#write-dates")).to_be_hidden()


class TestHours:
    """When both are at work."""

    def test_hours_that_are_shared_are_told_in_both_times(self, write: Write):
        page = write(f"?to={TO}&from={FROM}")
        page.locator("#write-day").fill("2027-01-13")
        result = page.locator("#write-overlap li")
        assert [each.split("\n")[0] for each in result.all_inner_texts()] == [
            "Wednesday 16:00–17:00 Guangzhou Library",
            "Wednesday 09:00–10:00 Illescas Municipal Library",
        ]
        page.locator("#write-day").fill("2027-07-14")  # Spain has summer time, China has none
        assert "Wednesday 15:00–17:00 Guangzhou Library" in result.first.inner_text()

    def test_where_none_is_shared_it_says_how_far_apart_they_are(self, write: Write):
        page = write(f"?to={FROM}&from=bemis-public-library")
        page.locator("#write-day").fill("2027-01-13")
        expect(page.locator("#write-overlap .write-result")).to_contain_text("1 hour lie")

    def test_a_library_that_is_not_listed_lives_by_this_device_s_clock(self, write: Write):
        page = write(f"?to={FROM}", timezone_id="Australia/Eucla")
        page.locator("#write-day").fill("2027-01-13")
        expect(page.locator("#write-overlap")).to_contain_text("is taken from this device: Australia/Eucla")
        expect(page.locator("#write-overlap")).to_contain_text("UTC+8:45")
        expect(page.locator("#write-overlap .write-result")).to_contain_text("09:45–17:00")

    @in_both_languages
    def test_a_zone_that_is_not_known_is_said_to_be(self, write: Write, here: Language):
        page = write("", here)
        expect(page.locator("#write-overlap")).to_contain_text("not known" if here.code == "en" else "不知道")

    @in_both_languages
    def test_the_table_without_javascript_has_hours_for_winter_and_summer(
        self, site: BuiltSite, here: Language
    ):
        html = (site.folder / here.prefix / "write" / "index.html").read_text(encoding="utf-8")
        rows = re.findall(r"<tr><th scope=\"row\">(.*?)</th><td>(.*?)</td><td>(.*?)</td></tr>", html)
        london = rows[3]
        assert london == (
            ("London", "none (−8)", "16:00–17:00 (−7)")
            if here.code == "en"
            else ("伦敦", "无（−8）", "16:00–17:00（−7）")
        )
