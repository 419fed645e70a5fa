"""What is put on paper, read back by pypdf: tagged, in its language, complete, and the same bytes every time."""

from __future__ import annotations

import io
import re
from datetime import date
from pathlib import Path
from typing import Any

import pypdf
import pypdfium2
import pytest
from builders import ROOT
from building import contents, copy_project, run, sisterlib_build
from whole_build import ENVIRONMENT, build

from sister_libraries import papers, pdf
from sister_libraries.catalogue import Catalogue, load
from sister_libraries.cli import main
from sister_libraries.languages import language, site_languages

# On one process of tests, which then makes what they share once.
pytestmark = pytest.mark.xdist_group("papers")

in_both_languages = pytest.mark.parametrize("here", site_languages(), ids=lambda each: each.code)
Reader = pypdf.PdfReader


def texts(reader: Reader) -> str:
    return "\n".join(page.extract_text() for page in reader.pages)


def bare(text: str) -> str:
    """Without spaces and hyphens, which lines may have been broken at."""
    return re.sub(r"[\s\u00ad-]", "", text)


def all_files(catalogue: Catalogue) -> list[str]:
    return [each.prefix + name for each in site_languages() for name, _, _ in papers.files(catalogue, each)]


def test_every_paper_that_the_page_offers_is_there(root: Path, catalogue: Catalogue):
    files = all_files(catalogue)
    assert len(files) == len(set(files)) == 2 * (3 + len(catalogue.checklists))
    for here in site_languages():
        page = (root / "site" / here.prefix / "paper" / "index.html").read_text(encoding="utf-8")
        for name in files:
            assert (root / "site" / name).exists()
            assert name.rpartition("/")[2] in page


def test_every_paper_is_tagged_and_says_its_language_and_title(opened: Any, catalogue: Catalogue):
    for name in all_files(catalogue):
        reader = opened(name)
        catalog = reader.trailer["/Root"]
        here = language("zh" if name.startswith("zh/") else "en")
        assert catalog["/Lang"] == here.tag, name
        assert catalog["/MarkInfo"]["/Marked"]
        assert "/StructTreeRoot" in catalog
        assert b"pdfuaid:part" in catalog["/Metadata"].get_data()
        assert reader.metadata.title
        assert reader.outline, name


def test_every_font_is_embedded_and_chinese_is_simplified(opened: Any, catalogue: Catalogue):
    for name in all_files(catalogue):
        fonts = set()
        for page in opened(name).pages:
            for font in page["/Resources"].get("/Font", {}).values():
                inner = font.get_object()
                found = inner["/DescendantFonts"][0].get_object() if "/DescendantFonts" in inner else inner
                described = found["/FontDescriptor"].get_object()
                assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(described), name
                fonts.add(str(inner["/BaseFont"]))
        cjk = [each for each in fonts if "CJK" in each.replace("-", "")]
        assert all("CJKsc" in each.replace("-", "").replace("SC", "sc") for each in cjk), cjk
        if name.startswith("zh/"):
            assert cjk


@in_both_languages
def test_the_brochure_is_two_landscape_pages_with_all_its_text(here: Any, opened: Any):
    reader = opened(f"{here.prefix}paper/brochure.pdf")
    assert len(reader.pages) == 2
    box = reader.pages[0].mediabox
    assert (round(box.width), round(box.height)) == (842, 595)
    source = (
        (ROOT / "docs" / here.code / "paper" / "brochure.md").read_text(encoding="utf-8").split("---\n", 2)[2]
    )
    text = bare(texts(reader))
    for line in source.splitlines():
        plain = re.sub(r"\{ #\w+ \}|[#*]|^- |^\d\. ", "", line).strip()
        assert bare(plain) in text, plain


@in_both_languages
def test_the_board_s_page_is_one_page(here: Any, opened: Any):
    assert len(opened(f"{here.prefix}paper/board.pdf").pages) == 1


@in_both_languages
def test_a_checklist_has_every_step_to_tick(here: Any, opened: Any, catalogue: Catalogue):
    for record in catalogue.checklists.values():
        reader = opened(f"{here.prefix}paper/checklist-{record.id}.pdf")
        steps = [step for section in record.sections for step in section.steps]
        fields = reader.get_fields() or {}
        ticks = [name for name, field in fields.items() if field.field_type == "/Btn"]
        assert ticks == [step.id for step in steps]
        text = bare(texts(reader))
        for step in steps:
            assert bare(step.text.get(here.code) or "") in text


@in_both_languages
def test_the_booklet_has_every_chapter_in_its_contents_and_bookmarks(here: Any, opened: Any):
    reader = opened(f"{here.prefix}paper/booklet.pdf")
    top = [each.title for each in reader.outline if not isinstance(each, list)]
    contents = bare(reader.pages[1].extract_text())
    chapters = 0
    for page in papers.BOOKLET:
        path = ROOT / "docs" / here.code / page.rstrip("/")
        file = path.with_suffix(".md") if path.with_suffix(".md").exists() else path / "index.md"
        heading = re.search(r"^# (.*?) \{", file.read_text(encoding="utf-8"), re.MULTILINE)
        assert heading
        assert heading[1] in top
        assert bare(heading[1]) in contents
        chapters += 1
    assert chapters == len(papers.BOOKLET)


def test_no_page_is_empty(opened: Any, root: Path, catalogue: Catalogue):
    """Seen as a picture, every page has something on it, and nothing runs over its edge."""
    for name in all_files(catalogue):
        document = pypdfium2.PdfDocument(root / "site" / name)
        for number in range(len(document)):
            image = document[number].render(scale=0.4).to_pil().convert("L")
            assert image.getextrema()[0] < 200, f"{name}, page {number + 1}"
            if "brochure" not in name:
                edge = image.crop((image.width - 6, 0, image.width, image.height))
                assert edge.getextrema()[0] > 240, f"{name}, page {number + 1}"


def test_the_same_document_is_the_same_bytes(tmp_path: Path):
    body = '<h1>图书馆</h1><input type="checkbox" name="a" title="A">'
    html = f'<html lang="zh-Hans"><head><title>一</title></head><body>{body}</body></html>'
    style = papers.style(ROOT)
    first = pdf.make(html, style, tmp_path / "one", forms=True)
    again = pdf.make(html, style, tmp_path / "two", forms=True)
    assert first == again
    assert b"CreationDate" not in first


def test_what_is_in_the_cache_is_taken_from_there(tmp_path: Path):
    html = '<html lang="en"><head><title>T</title></head><body><p>x</p></body></html>'
    pdf.make(html, "", tmp_path)
    (kept,) = (tmp_path / "pdf").glob("*.pdf")
    kept.write_bytes(b"kept")
    assert pdf.make(html, "", tmp_path) == b"kept"
    assert pdf.make(html, "p { color: red }", tmp_path) != b"kept"


def test_a_document_loads_nothing(tmp_path: Path):
    secret = tmp_path / "secret.txt"
    secret.write_text("secret", encoding="utf-8")
    address = secret.as_uri()
    head = f'<title>T</title><link rel="stylesheet" href="{address}"><link rel="attachment" href="{address}">'
    body = f'<img alt="a" src="{address}"><a rel="attachment" href="{address}">x</a>'
    html = f'<html lang="en"><head>{head}</head><body>{body}</body></html>'
    content = pdf.make(html, "", tmp_path)
    assert Reader(io.BytesIO(content)).attachments == {}


@pytest.mark.parametrize("page", ["libraries/guangzhou-library", "partnerships/los-angeles-guangzhou"])
def test_a_record_is_put_on_paper_on_demand(
    page: str, root: Path, tmp_path: Path, capsys: Any, catalogue: Catalogue
):
    options = [
        "--root",
        str(root / "project"),
        "pdf",
        page,
        "--site-dir",
        str(root / "site"),
        "--out",
        str(tmp_path),
    ]
    assert main(options) == 0
    text = bare(texts(Reader(tmp_path / "zh" / f"{page}.pdf")))
    assert bare("广州图书馆") in text
    assert bare("Guangzhou Library") in bare(texts(Reader(tmp_path / f"{page}.pdf")))


def test_a_page_that_is_not_there_is_named(root: Path, tmp_path: Path, capsys: Any):
    options = [
        "--root",
        str(root / "project"),
        "pdf",
        "libraries/none",
        "--site-dir",
        str(root / "site"),
        "--out",
        str(tmp_path),
    ]
    assert main(options) == 1
    assert "libraries/none/index.html" in capsys.readouterr().err


def test_a_name_of_300_characters_and_right_to_left_letters_breaks_no_page(tmp_path: Path):
    title = "<b>" + "مكتبة" * 20 + "W" * 300
    context = {
        "language": language("en"), "address": "https://example.org/", "title": title, "article": title,
    }  # fmt: skip
    from sister_libraries.templates import Templates

    html = papers.html(
        papers.Paper("x.pdf", language("en"), "paper/sheet", context), Templates(ROOT, language("en")), None
    )
    content = pdf.make(html, papers.style(ROOT), tmp_path)
    image = pypdfium2.PdfDocument(content)[0].render(scale=1).to_pil().convert("L")
    assert image.crop((image.width - 10, 0, image.width, image.height)).getextrema()[0] > 240


def test_without_what_it_needs_the_build_says_so(monkeypatch: pytest.MonkeyPatch):
    pdf.missing.cache_clear()
    monkeypatch.setattr(pdf, "LIBRARIES", (("libnone.so.0",),))
    assert pdf.missing() == pdf.NO_LIBRARY
    pdf.missing.cache_clear()
    monkeypatch.undo()
    monkeypatch.setattr(pdf, "CHINESE_FONT", "No Such Font At All")
    assert pdf.missing() == pdf.NO_FONT
    pdf.missing.cache_clear()
    for here in site_languages():
        assert "Noto Sans CJK SC" in here.say(pdf.NO_FONT)


def test_two_builds_are_the_same_byte_for_byte(root: Path, tmp_path: Path):
    """With PDFs, pictures, feeds and all, in another folder and with nothing from a cache."""
    build(tmp_path / "again")
    first, again = contents(root / "site"), contents(tmp_path / "again" / "site")
    assert first.keys() == again.keys()
    assert [name for name in first if first[name] != again[name]] == []
    assert sum(name.endswith(".pdf") for name in first) == len(all_files(load(ROOT, date.today())[0]))


def test_a_build_without_the_font_says_so_in_both_languages_and_goes_on(root: Path, tmp_path: Path):
    fonts = tmp_path / "fonts.conf"
    fonts.write_text('<?xml version="1.0"?>\n<fontconfig></fontconfig>\n', encoding="utf-8")
    project = copy_project(tmp_path / "project", root / "project")
    site = tmp_path / "site"
    result = run(project, sisterlib_build(project, site), **ENVIRONMENT, FONTCONFIG_FILE=str(fonts))
    assert result.returncode == 0, result.stdout
    assert list(site.rglob("*.pdf")) == []
    for here in site_languages():
        assert here.say(pdf.NO_FONT) in result.stdout
        page = (site / here.prefix / "paper" / "index.html").read_text(encoding="utf-8")
        assert ".pdf" not in page
