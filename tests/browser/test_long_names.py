"""Names of 300 characters without a gap, and letters that run from right to left: no page, print or file breaks."""

import io
from pathlib import Path

import docx
import pypdf
import pytest
from conftest import Visit
from playwright.sync_api import Page, expect

from sister_libraries.languages import site_languages

LONG = "W" * 300
ARABIC = "المكتبة العامة " * 20
HEBREW = "ספרייה" * 50
NAMES = {"long": LONG, "arabic": ARABIC, "hebrew without a gap": HEBREW}
SMALL = {"width": 320, "height": 640}

in_both_languages = pytest.mark.parametrize("here", site_languages(), ids=lambda each: each.code)
every_name = pytest.mark.parametrize("name", NAMES.values(), ids=NAMES.keys())

# Put the name wherever a page may show one; menus name the site's own pages only.
RENAME = """(name) => {
  for (const each of document.querySelectorAll("main :is(h1, h2, a, dd, td, th, li, caption, .lead)")) {
    if (each.closest("nav:not(.breadcrumbs)")) continue;
    for (const node of each.childNodes) if (node.nodeType === Node.TEXT_NODE && node.data.trim()) node.data = name;
  }
}"""
WIDE = """() => {
  const width = document.scrollingElement.clientWidth;
  const scroll = (each) => ["auto", "scroll"].includes(getComputedStyle(each).overflowX);
  const inBox = (each) => each && (scroll(each) || inBox(each.parentElement));
  return [...document.querySelectorAll("main *")]
    .filter((each) => each.offsetParent && each.getBoundingClientRect().right > width + 1 && !inBox(each))
    .map((each) => each.outerHTML.slice(0, 80));
}"""


@in_both_languages
@pytest.mark.parametrize(
    "address",
    [
        "libraries/guangzhou-library/",
        "partnerships/los-angeles-guangzhou/",
        "organizations/",
        "libraries/",
        "countries/cn/",
        "checklists/getting-started/",
        "news/",
        "paper/",
    ],
)
def test_no_page_grows_wider_than_a_phone(here: object, address: str, visit: Visit):
    page = visit(here.prefix + address, viewport=SMALL)
    for called, name in NAMES.items():
        page.evaluate(RENAME, name)
        for media in ("screen", "print"):
            page.emulate_media(media=media)
            assert page.evaluate(WIDE) == [], f"{called}, {media}"


@every_name
def test_an_agreement_of_such_parties_is_shown_printed_and_opened(name: str, visit: Visit, tmp_path: Path):
    page = visit("agreement/", viewport=SMALL)
    for side in "ab":
        for language in site_languages():
            page.locator(f"#agreement-{side}-{language.code}").fill(name)
    expect(page.locator("#agreement-text")).to_contain_text(name[:50])
    assert page.evaluate(WIDE) == []
    with page.expect_download() as found:
        page.locator("#agreement-docx").click()
    path = tmp_path / "agreement.docx"
    found.value.save_as(path)
    text = "\n".join(cell.text for row in docx.Document(str(path)).tables[0].rows for cell in row.cells)
    assert name.strip()[:100] in text
    assert name.strip()[:100] in page.locator("#agreement-text").inner_text()
    paper = printed(page)
    assert len(paper.pages) < 8
    if name == LONG:  # both parties, in both languages, to the last letter
        assert sum(each.extract_text().count("W") for each in paper.pages) >= 4 * len(LONG)


@in_both_languages
def test_an_agreement_is_printed_in_both_languages_side_by_side_and_nothing_else(here: object, visit: Visit):
    page = visit(f"{here.prefix}agreement/")
    page.locator("#agreement-a-en").fill("Aurora Library")
    page.locator("#agreement-a-zh").fill("极光图书馆")
    text = "".join("".join(each.extract_text() for each in printed(page).pages).split())
    for words in ("AuroraLibrary", "极光图书馆"):
        assert words in text
    assert here.say("Suggest a change to this page").replace(" ", "") not in text


@every_name
def test_a_partnership_may_be_called_so(name: str, visit: Visit, tmp_path: Path):
    page = visit("checklists/getting-started/", viewport=SMALL)
    page.locator("#tool--name").fill(name)
    page.locator("#set-budget .tick").check()
    page.locator("#set-budget summary").click()
    page.locator("#set-budget [name=note]").fill(name)
    page.locator("#set-budget [name=who]").fill(name)
    page.locator("#tool--add").click()
    page.locator("#tool--name").fill(name)
    assert page.evaluate(WIDE) == []
    assert printed(page).pages
    page.reload()
    page.locator("#tool--partnership").select_option(index=0)
    expect(page.locator("#set-budget .step-facts")).to_contain_text(name.strip()[:100])


@every_name
def test_a_review_of_such_libraries_is_opened(name: str, visit: Visit, tmp_path: Path):
    page = visit("review/", viewport=SMALL)
    page.locator("#review-a").fill(name)
    page.locator("#review-done-a").fill(name)
    assert page.evaluate(WIDE) == []
    with page.expect_download() as found:
        page.locator("#review-docx").click()
    path = tmp_path / "review.docx"
    found.value.save_as(path)
    assert name.strip()[:100] in docx.Document(str(path)).core_properties.title


def printed(page: Page) -> pypdf.PdfReader:
    """What the browser prints, as a PDF."""
    return pypdf.PdfReader(io.BytesIO(page.pdf(format="A4")))
