"""Checklists in use: ticking, noting, saving, loading, sharing, printing; the Chinese page keeps the same ticks."""

import csv
import io
import json
from pathlib import Path

import icalendar
import pytest
from conftest import Visit
from playwright.sync_api import Page, expect
from test_browser_pages import barriers

from sister_libraries.languages import language, site_languages

PAGE = "checklists/getting-started/"
EN, ZH = (language(code) for code in ("en", "zh"))
in_both_languages = pytest.mark.parametrize("here", site_languages(), ids=lambda each: each.code)


@pytest.fixture
def checklist(visit: Visit) -> Page:
    page = visit(PAGE)
    expect(page.locator("#tool--tools")).to_be_visible()
    return page


def tick(page: Page, step: str) -> None:
    page.locator(f"#{step} .tick").check()


def saved(page: Page, button: str, tmp_path: Path) -> str:
    page.locator("#tool--tools details").evaluate("each => each.open = true")
    with page.expect_download() as found:
        page.locator(f"#tool--{button}").click()
    path = tmp_path / "download"
    found.value.save_as(path)
    return path.read_bytes().decode()


def load(page: Page, text: str) -> None:
    page.locator("#tool--file").set_input_files(
        {"name": "x.json", "mimeType": "application/json", "buffer": text.encode()}
    )


def test_ticks_and_notes_stay_and_the_chinese_page_has_them_too(checklist: Page):
    page = checklist
    tick(page, "set-budget")
    page.locator("#set-budget summary").click()
    page.locator("#set-budget [name=note]").fill("1 000")
    page.locator("#set-budget [name=who]").fill("Director")
    page.locator("#set-budget [name=by]").fill("2026-12-24")
    expect(page.locator("#set-budget .step-facts")).to_contain_text("Director · Dec 24, 2026 · 1 000")
    expect(page.locator("#tool--done")).to_have_text(f"1 of {page.locator('.tick').count()} done")
    page.goto(page.url.replace("/sister/", "/sister/zh/"))
    expect(page.locator("#set-budget .tick")).to_be_checked()
    expect(page.locator("#set-budget .step-facts")).to_contain_text("2026 年 12 月 24 日")
    expect(page.locator("#tool--done")).to_contain_text("已完成 1 / ")
    page.reload()
    expect(page.locator("#set-budget [name=note]")).to_have_value("1 000")


def test_everything_by_keyboard(checklist: Page):
    page = checklist
    page.locator("#read-the-tips .tick").focus()
    page.keyboard.press("Space")
    expect(page.locator("#read-the-tips .tick")).to_be_checked()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#read-the-tips [name=note]")).to_be_visible()


def test_several_partnerships_stand_side_by_side(checklist: Page):
    page = checklist
    page.locator("#tool--name").fill("Guangzhou")
    tick(page, "set-budget")
    page.locator("#tool--add").click()
    expect(page.locator("#set-budget .tick")).not_to_be_checked()
    page.locator("#tool--name").fill("مكتبة " + "x" * 100)
    tick(page, "get-approval")
    tick(page, "find-funds")
    rows = page.locator("#tool--all tbody tr")
    expect(rows.nth(0)).to_contain_text("Guangzhou")
    expect(rows.nth(0)).to_contain_text("1 of")
    expect(rows.nth(1)).to_contain_text("2 of")
    page.locator("#tool--partnership").select_option(index=0)
    expect(page.locator("#set-budget .tick")).to_be_checked()
    page.once("dialog", lambda dialog: dialog.accept())
    page.locator("#tool--remove").click()
    expect(page.locator("#tool--all")).to_be_hidden()
    expect(page.locator("#get-approval .tick")).to_be_checked()


def test_a_saved_file_is_loaded_on_another_device(checklist: Page, visit: Visit, tmp_path: Path):
    tick(checklist, "set-budget")
    checklist.locator("#tool--name").fill("Guangzhou 广州")
    text = saved(checklist, "save", tmp_path)
    other = visit(f"zh/{PAGE}")
    load(other, text)
    expect(other.locator("#set-budget .tick")).to_be_checked()
    expect(other.locator("#tool--name")).to_have_value("Guangzhou 广州")
    expect(other.locator("#tool--status")).to_contain_text("已读入：合作方 1 个，步骤 1 个。")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("nothing", "Nothing in it could be read. Left out: the end, which is missing"),
        ('{"version":9,"partnerships":{"a":{"name":"N","lists":{}}}}', "Left out: what a newer version"),
        (
            '{"version":1,"partnerships":{"a":{"name":"N","lists":{"getting-started":{"set-budget":{"done":true}}',
            "the end, which is missing",
        ),
        (
            '{"version":1,"partnerships":{"a":{"name":"<img src=x onerror=alert(1)>","lists":{"getting-started":{"no-such":{"done":true}}}}}}',  # noqa: E501 - JSON on one line
            "steps that this checklist does not have",
        ),
    ],
)
def test_a_bad_file_is_read_as_far_as_it_goes_and_says_what_was_left_out(
    checklist: Page, text: str, said: str
):
    load(checklist, text)
    expect(checklist.locator("#tool--status")).to_contain_text(said)


def test_an_address_carries_the_ticks_and_asks_before_it_changes_anything(checklist: Page, visit: Visit):
    page = checklist
    page.locator("#tool--name").fill("Guangzhou")
    tick(page, "set-budget")
    page.locator("#tool--tools details summary").click()
    page.locator("#tool--link").click()
    expect(page.locator("#tool--status")).not_to_be_empty()
    address = page.locator("#tool--address").input_value()
    other = visit(f"zh/{PAGE}#" + address.split("#")[1])
    expect(other.locator("#tool--shared")).to_contain_text("Guangzhou")
    expect(other.locator("#set-budget .tick")).not_to_be_checked()
    other.locator("#tool--shared-keep").click()
    expect(other.locator("#set-budget .tick")).to_be_checked()
    assert "#" not in other.url


def test_a_broken_address_says_so(visit: Visit):
    page = visit(f"{PAGE}#z=AAAAAAAA")
    expect(page.locator("#tool--status")).to_have_text("The ticks in the address could not be read.")


def test_what_is_exported_says_what_the_page_shows(checklist: Page, tmp_path: Path):
    page = checklist
    tick(page, "set-budget")
    page.locator("#set-budget summary").click()
    page.locator("#set-budget [name=who]").fill("=1+1")
    page.locator("#set-budget [name=by]").fill("2026-12-24")
    shown = [text.strip() for text in page.locator(".checklist .step").all_text_contents()]
    calendar = icalendar.Calendar.from_ical(saved(page, "ics", tmp_path))
    todos = calendar.walk("VTODO")
    assert [str(each["summary"]) for each in todos] == shown
    (done,) = [each for each in todos if str(each["status"]) == "COMPLETED"]
    assert done["due"].dt.isoformat() == "2026-12-24"
    rows = list(csv.reader(io.StringIO(saved(page, "csv", tmp_path)[1:], newline="")))
    assert [row[1] for row in rows[1:]] == shown
    assert [row[3] for row in rows if row[2] == "yes"] == ["'=1+1"]
    text = saved(page, "md", tmp_path)
    assert text.count("- [ ] ") == len(shown) - 1
    assert text.count("- [x] ") == 1


def test_what_the_device_holds_may_be_anything(visit: Visit):
    for kept in ("null", "{", json.dumps({"version": 1, "partnerships": {"a": 7}}), '"x"'):
        page = visit(PAGE, script=f"localStorage.setItem('sister-libraries.checklists', {json.dumps(kept)})")
        tick(page, "set-budget")
        expect(page.locator("#tool--done")).to_contain_text("1 of")


def test_a_browser_that_keeps_nothing_says_so(visit: Visit):
    script = "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }"
    page = visit(PAGE, script=script)
    tick(page, "set-budget")
    expect(page.locator("#tool--status")).to_contain_text("This browser keeps nothing")


def test_two_windows_agree(visit: Visit):
    page = visit(PAGE)
    second = page.context.new_page()
    second.goto(page.url)
    tick(page, "set-budget")
    expect(second.locator("#set-budget .tick")).to_be_checked()


@in_both_languages
def test_there_is_no_barrier(here: object, visit: Visit):
    page = visit(f"{here.prefix}{PAGE}")
    page.locator("#set-budget summary").click()
    page.locator("#tool--tools details summary").click()
    assert barriers(page) == []


def test_without_javascript_it_is_a_list_to_print(visit: Visit):
    page = visit(PAGE, java_script_enabled=False)
    expect(page.locator("#tool--tools")).to_be_hidden()
    expect(page.locator(".checklist .box").first).to_be_visible()


def test_printed_empty_it_shows_no_tick(checklist: Page):
    page = checklist
    tick(page, "set-budget")
    page.emulate_media(media="print")
    expect(page.locator("#tool--tools .tool-progress")).to_be_visible()
    expect(page.locator("#tool--save")).to_be_hidden()
    page.evaluate("document.body.classList.add('print-empty')")
    expect(page.locator("#tool--tools")).to_be_hidden()
