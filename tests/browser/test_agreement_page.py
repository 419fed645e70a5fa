"""Composing an agreement and reviewing a year: from the directory or typed, kept on the device, opened by others."""

from pathlib import Path

import docx
import pytest
from conftest import Visit
from playwright.sync_api import Page, expect
from test_browser_pages import barriers

from sister_libraries.languages import site_languages

in_both_languages = pytest.mark.parametrize("here", site_languages(), ids=lambda each: each.code)


@pytest.fixture
def agreement(visit: Visit) -> Page:
    page = visit("agreement/")
    expect(page.locator("#agreement")).to_be_visible()
    return page


def choose(page: Page, field: str, text: str) -> None:
    page.locator(field).fill(text)
    expect(page.locator(f"{field}-list [role=option]").first).to_be_visible()
    page.locator(field).press("ArrowDown")
    page.locator(field).press("Enter")


def saved(page: Page, button: str, tmp_path: Path) -> Path:
    with page.expect_download() as found:
        page.locator(button).click()
    path = tmp_path / found.value.suggested_filename
    found.value.save_as(path)
    return path


def test_libraries_from_the_directory_stand_in_both_languages(agreement: Page, tmp_path: Path):
    page = agreement
    choose(page, "#agreement-a", "Guangzhou Lib")
    expect(page.locator("#agreement-a-zh")).to_have_value("广州图书馆")
    page.locator("#agreement-b-en").fill("Aurora <b>Library</b>")
    page.locator("[name=level][value=memorandum]").check()
    page.locator("[name=activities][value=pen-pals]").check()
    page.locator("#agreement-goals-en").fill("To meet.")
    text = page.locator("#agreement-text")
    expect(text).to_contain_text(
        "Memorandum of understanding between Guangzhou Library and Aurora <b>Library</b>"
    )
    expect(text).to_contain_text("广州图书馆与Aurora <b>Library</b>合作备忘录")
    # What nobody has translated is marked in its own language.
    expect(text.locator("td[lang=zh-Hans] .agreement-other[lang=en]", has_text="To meet.")).to_have_count(1)
    found = docx.Document(str(saved(page, "#agreement-docx", tmp_path)))
    rows = [[cell.text for cell in row.cells] for row in found.tables[0].rows]
    shown = text.locator("tbody tr").nth(3).locator("td").all_inner_texts()
    assert [each.split("\n")[0] for each in rows[3]] == [each.split("\n")[0].strip() for each in shown]
    assert any("To meet." in cell for row in rows for cell in row)
    page.reload()
    expect(page.locator("#agreement-goals-en")).to_have_value("To meet.")
    page.once("dialog", lambda dialog: dialog.accept())
    page.locator("#agreement-clear").click()
    expect(page.locator("#agreement-goals-en")).to_have_value("")


@in_both_languages
def test_blank_agreements_are_there_to_download_and_without_javascript(
    here: object, visit: Visit, tmp_path: Path
):
    page = visit(f"{here.prefix}agreement/")
    found = docx.Document(str(saved(page, "[data-blank=memorandum]", tmp_path)))
    assert len(found.tables[0].columns) == len(site_languages())
    assert len(found.tables[0].rows) > 12
    plain = visit(f"{here.prefix}agreement/", java_script_enabled=False)
    expect(plain.locator("#agreement")).to_be_hidden()
    plain.locator("main details summary").first.click()
    expect(plain.locator(".agreement-blank section").first).to_be_visible()


def test_what_the_device_holds_may_be_anything(visit: Visit):
    for kept in ("7", "{", '"x"', '{"level": ["x"], "goals.en": 7, "trial": "<x>", "activities": {"a": 1}}'):
        page = visit("agreement/", script=f"localStorage.setItem('sister-libraries.agreement', {kept!r})")
        expect(page.locator("#agreement-text tbody tr").first).to_be_visible()
        expect(page.locator("#agreement-trial")).to_have_value("six")


@in_both_languages
@pytest.mark.parametrize("address", ["agreement/", "review/"])
def test_there_is_no_barrier(here: object, address: str, visit: Visit):
    page = visit(
        f"{here.prefix}{address}",
        viewport={"width": 320, "height": 800},
    )
    expect(page.locator(f"#{address.strip('/')}")).to_be_visible()
    assert barriers(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_a_review_is_kept_and_taken_along(visit: Visit, tmp_path: Path):
    page = visit("review/")
    choose(page, "#review-a", "Guangzhou Lib")
    page.locator("#review-done-a").fill("Twelve letters.\nمكتبة")
    page.locator("#review-year").fill("2026")
    found = docx.Document(str(saved(page, "#review-docx", tmp_path)))
    assert found.core_properties.title == "Review of the year 2026: Guangzhou Library and Second library"
    assert "Twelve letters." in found.tables[0].rows[2].cells[0].text
    text = saved(page, "#review-txt", tmp_path).read_bytes().decode("utf-8-sig")
    assert "WHAT WAS DONE" in text
    page.reload()
    expect(page.locator("#review-done-a")).to_have_value("Twelve letters.\nمكتبة")
    expect(page.locator("[name='a.id']")).to_have_value("guangzhou-library")


def test_a_review_becomes_a_draft_in_the_form_of_the_site(visit: Visit):
    page = visit("review/")
    choose(page, "#review-a", "Guangzhou Lib")
    page.locator("#review-done-a").fill("Twelve letters, and one video call.")
    page.locator("#review-learned-a").fill("Write monthly.")
    page.locator("#review-story").click()
    page.wait_for_url("**/submit/?mode=story")
    expect(page.locator("form textarea:visible").first).to_be_visible()
    shown = page.locator("form textarea, form input").evaluate_all("all => all.map((each) => each.value)")
    assert any("Twelve letters, and one video call." in each for each in shown)
    assert any("Write monthly." in each for each in shown)
    assert "guangzhou-library" in shown
    # Another one does not take its place unasked.
    page.goto(page.url.replace("submit/?mode=story", "review/"))
    page.once("dialog", lambda dialog: dialog.dismiss())
    page.locator("#review-story").click()
    assert page.url.endswith("review/")
