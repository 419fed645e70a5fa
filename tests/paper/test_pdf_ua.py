"""What PDF/UA-1 (ISO 14289-1) asks of a file and a program can check, clause by clause, on every paper.

No registry that this project draws on has a validator of the whole standard (veraPDF); these tests take its place, as
far as they go. What needs a person (the right order, the right words) is looked at in pictures.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pypdf
import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from pypdf.generic import ContentStream, DictionaryObject, NullObject

from sister_libraries import papers
from sister_libraries.catalogue import Catalogue
from sister_libraries.cli import main
from sister_libraries.languages import site_languages

# On one process of tests, which then makes what they share once.
pytestmark = pytest.mark.xdist_group("papers")

SHEETS = ("libraries/guangzhou-library", "partnerships/los-angeles-guangzhou")
# The marks of a page that show something, besides text.
SHOWS_TEXT = {b"Tj", b"TJ", b"'", b'"'}
PAINTS = {b"S", b"s", b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*", b"sh", b"Do", b"BI"} | SHOWS_TEXT
HAN = re.compile(r"[\u4e00-\u9fff]")


class Document:
    """A PDF as its structure tells it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.reader = pypdf.PdfReader(path)
        self.root: Any = self.reader.trailer["/Root"]
        self.tree: Any = self.root["/StructTreeRoot"]
        numbers = list(self.tree["/ParentTree"]["/Nums"])
        self.owners = {
            int(key): value.get_object() for key, value in zip(numbers[::2], numbers[1::2], strict=True)
        }
        self.elements = list(_elements(self.tree))

    def of_type(self, *names: str) -> list[Any]:
        return [each for each in self.elements if each["/S"] in names]


def _kids(element: Any) -> list[Any]:
    kids = element.get("/K", [])
    return [each.get_object() for each in (kids if isinstance(kids, list) else [kids])]


def _elements(element: Any) -> Iterator[Any]:
    for kid in _kids(element):
        if isinstance(kid, DictionaryObject) and "/S" in kid:
            yield kid
            yield from _elements(kid)


def _same(one: Any, other: Any) -> bool:
    return one.indirect_reference == other.indirect_reference


def _pieces(page: Any, reader: pypdf.PdfReader) -> Iterator[tuple[int | None, bytes, Any, str]]:
    """What shows something on a page: its number of marked content (-1: an artifact, None: neither), and its font."""
    marks: list[int] = []
    font = ""
    for operands, operator in ContentStream(page.get_contents(), reader).operations:
        if operator == b"BDC":
            marks.append(-1 if operands[0] == "/Artifact" else int(operands[1]["/MCID"]))
        elif operator == b"BMC":
            marks.append(-1 if operands[0] == "/Artifact" else -2)
        elif operator == b"EMC":
            marks.pop()
        elif operator == b"Tf":
            font = operands[0]
        elif operator in PAINTS:
            yield (marks[-1] if marks else None), operator, operands, font
    assert not marks


@pytest.fixture(scope="module")
def documents(root: Path, catalogue: Catalogue, tmp_path_factory: pytest.TempPathFactory) -> list[Document]:
    """Every paper of the build in both languages, and a sheet of a library and of a story."""
    names = [each.prefix + name for each in site_languages() for name, _, _ in papers.files(catalogue, each)]
    sheets = tmp_path_factory.mktemp("sheets")
    for page in SHEETS:
        place = ["--site-dir", str(root / "site"), "--out", str(sheets)]
        assert main(["--root", str(root / "project"), "pdf", page, *place]) == 0
    paths = [root / "site" / name for name in names] + sorted(sheets.rglob("*.pdf"))
    assert len(paths) == len(names) + 2 * len(SHEETS)
    return [Document(each) for each in paths]


def test_the_file_says_what_it_is(documents: list[Document]):
    """Clauses 5, 6.2, 7.1, 7.2: the standard's mark, a title that is shown, a language, and no suspects."""
    for each in documents:
        described = ET.fromstring(each.root["/Metadata"].get_data())
        parts = {key: value for tag in described.iter() for key, value in tag.attrib.items()}
        assert parts["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"
        title = described.find(".//{http://purl.org/dc/elements/1.1/}title//{*}li")
        assert title is not None
        assert title.text == each.reader.metadata.title
        assert each.root["/ViewerPreferences"]["/DisplayDocTitle"]
        assert each.root["/MarkInfo"]["/Marked"]
        assert "/Suspects" not in each.root["/MarkInfo"]
        assert each.root["/Lang"] in [language.tag for language in site_languages()]
        assert "/Encrypt" not in each.reader.trailer
        assert each.reader.outline, each.path


def test_all_that_is_shown_is_in_the_structure_or_an_artifact(documents: list[Document]):
    """Clause 7.1: no text, line or picture stands outside both, and none belongs to an element that is lost."""
    for each in documents:
        reached = {found.indirect_reference.idnum for found in each.elements}
        for page in each.reader.pages:
            owners = each.owners[int(page["/StructParents"])]
            for mark, operator, _, _ in _pieces(page, each.reader):
                assert mark is not None, (each.path, operator)
                if mark >= 0:
                    assert owners[mark].get_object().indirect_reference.idnum in reached, each.path
                    assert operator in SHOWS_TEXT | {b"Do"}


def test_page_numbers_and_running_heads_are_artifacts(documents: list[Document]):
    """Clause 7.8."""
    booklet = next(each for each in documents if each.path.name == "booklet.pdf")
    page = booklet.reader.pages[6]
    shown = [mark for mark, operator, _, _ in _pieces(page, booklet.reader) if operator in SHOWS_TEXT]
    assert shown.count(-1) == 3  # the chapter, whose it is, and the number
    assert f"7 / {len(booklet.reader.pages)}" in page.extract_text()


def test_headings_step_down_one_at_a_time(documents: list[Document]):
    """Clause 7.4."""
    for each in documents:
        levels = [int(found["/S"][2:]) for found in each.elements if re.fullmatch(r"/H\d", found["/S"])]
        assert levels[0] == 1, each.path
        assert all(new <= old + 1 for old, new in pairwise(levels)), (each.path, levels)


def test_tables_lists_and_figures_are_whole(documents: list[Document]):
    """Clauses 7.2, 7.3, 7.5: header cells say what they head, cells name headers that are there, figures have words."""
    tables = 0
    for each in documents:
        for table in each.of_type("/Table"):
            tables += 1
            cells = list(_elements(table))
            heads = [cell for cell in cells if cell["/S"] == "/TH"]
            assert heads, each.path
            assert {cell["/A"]["/Scope"] for cell in heads} <= {"/Column", "/Row"}
            known = {str(cell["/ID"]) for cell in heads}
            for cell in cells:
                if cell["/S"] == "/TD":
                    assert {str(name) for name in cell["/A"].get("/Headers", [])} <= known
                if cell["/S"] == "/TR":
                    assert {kid["/S"] for kid in _kids(cell)} <= {"/TH", "/TD"}
            assert {kid["/S"] for kid in _kids(table)} <= {"/THead", "/TBody", "/TFoot", "/TR", "/Caption"}
        for found in each.of_type("/L"):
            assert {kid["/S"] for kid in _kids(found)} <= {"/LI", "/L", "/Caption"}
        for found in each.of_type("/LI"):
            assert {kid["/S"] for kid in _kids(found)} <= {"/Lbl", "/LBody"}, each.path
        assert all(found.get("/Alt") for found in each.of_type("/Figure"))
    assert tables > 20


def test_a_step_heads_its_row(documents: list[Document]):
    """A field's cell names its column and its step, nothing else."""
    checklist = next(each for each in documents if each.path.name == "checklist-agreement.pdf")
    table = checklist.of_type("/Table")[0]
    names = {str(cell["/ID"]): cell["/A"]["/Scope"] for cell in _elements(table) if cell["/S"] == "/TH"}
    fields = [
        cell
        for cell in _elements(table)
        if cell["/S"] == "/TD" and any(e["/S"] == "/Form" for e in _elements(cell))
    ]
    assert fields
    for cell in fields:
        assert sorted(names[str(each)] for each in cell["/A"]["/Headers"]) == ["/Column", "/Row"]


def test_links_and_fields_have_words_and_stand_in_the_structure(documents: list[Document]):
    """Clause 7.18: annotations belong to elements, have an alternative text, and are reached in their order."""
    links = fields = 0
    for each in documents:
        for page in each.reader.pages:
            for annotation in (found.get_object() for found in page.get("/Annots", [])):
                assert page["/Tabs"] == "/S"
                owner = each.owners[int(annotation["/StructParent"])]
                assert any(_same(owner, element) for element in each.of_type(owner["/S"]))
                if annotation["/Subtype"] == "/Link":
                    links += 1
                    assert owner["/S"] == "/Link"
                    assert annotation["/Contents"]
                else:
                    fields += 1
                    assert owner["/S"] == "/Form"
                    assert annotation["/TU"]
                    assert int(annotation["/F"]) & 4  # it is printed
                references = [
                    kid
                    for kid in _kids(owner)
                    if isinstance(kid, DictionaryObject) and kid.get("/Type") == "/OBJR"
                ]
                assert any(_same(found["/Obj"], annotation) for found in references)
    assert links > 100
    assert fields > 500


def test_every_font_that_is_used_is_in_the_file_and_has_every_sign(documents: list[Document]):
    """Clauses 7.21.4, 7.21.7, 7.21.8: fonts are embedded, signs can be read out, and none is missing."""
    for each in documents:
        for page in each.reader.pages:
            fonts = page["/Resources"]["/Font"]
            for _, operator, operands, name in _pieces(page, each.reader):
                if operator not in SHOWS_TEXT:
                    continue
                font = fonts[name]
                inner = font["/DescendantFonts"][0]
                assert {"/FontFile2", "/FontFile3"} & set(inner["/FontDescriptor"]), each.path
                assert "/ToUnicode" in font
                texts = operands[0] if operator == b"TJ" else operands
                for text in texts:
                    if hasattr(text, "original_bytes"):
                        codes = text.original_bytes
                        assert all(codes[at : at + 2] != b"\0\0" for at in range(0, len(codes), 2)), each.path


def test_text_in_another_language_says_so(documents: list[Document]):
    """Clause 7.2: the letter that the booklet has in both languages."""
    for language, lines in (
        ("en", {"zh-Hans": "尊敬的[图书馆]同仁："}),
        ("zh-Hans", {"en": "Dear colleagues,"}),
    ):
        booklet = next(e for e in documents if e.path.name == "booklet.pdf" and e.root["/Lang"] == language)
        for tag, line in lines.items():
            told = _texts_by_language(booklet)
            assert any(line in text for text in told[tag])
            assert not any(line in text for text in told[""])


def test_no_chinese_stands_unmarked_in_english(documents: list[Document]):
    """Every sign of the Chinese fonts in an English paper is in an element that says that it is Chinese."""
    marked = 0
    for each in (each for each in documents if each.root["/Lang"] == "en"):
        told = _texts_by_language(each)
        mixed = [text for text in told.get("", []) if HAN.search(text) and not re.search(r"[A-Za-z]", text)]
        assert mixed == [], each.path
        marked += len(told.get("zh-Hans", []))
    assert marked > 10


def _texts_by_language(document: Document) -> dict[str, list[str]]:
    """The texts of a document's elements by the language that they say, none for that of the document."""
    found: dict[str, list[str]] = {}
    for page in document.reader.pages:
        owners = document.owners[int(page["/StructParents"])]
        fonts = page["/Resources"]["/Font"]
        texts: dict[int, str] = {}
        for mark, operator, operands, name in _pieces(page, document.reader):
            if mark is not None and mark >= 0 and operator == b"TJ":
                signs = _signs(fonts[name])
                for text in operands[0]:
                    if hasattr(text, "original_bytes"):
                        codes = text.original_bytes.hex()
                        texts[mark] = texts.get(mark, "") + "".join(
                            signs.get(codes[at : at + 4], "") for at in range(0, len(codes), 4)
                        )
        for mark, text in texts.items():
            found.setdefault(str(owners[mark].get_object().get("/Lang", "")), []).append(text)
    return found


def _signs(font: Any) -> dict[str, str]:
    """What each code of a font means, as the file tells it."""
    table = font["/ToUnicode"].get_data().decode("latin-1")
    pairs = re.findall(r"^<([0-9a-f]{4})> <([0-9a-f]+)>$", table, re.MULTILINE)
    return {code: bytes.fromhex(text).decode("utf-16-be") for code, text in pairs}


def test_no_element_is_lost_and_every_number_has_its_owner(documents: list[Document]):
    for each in documents:
        for page in each.reader.pages:
            owners = each.owners[int(page["/StructParents"])]
            marks = {mark for mark, _, _, _ in _pieces(page, each.reader) if mark is not None and mark >= 0}
            lost = [
                n
                for n, owner in enumerate(owners)
                if isinstance(owner.get_object(), NullObject) and n in marks
            ]
            assert lost == []


class TestFields:
    """The fields of checklists, as a PDF reader fills them in."""

    def test_their_font_is_that_of_the_reader(self, documents: list[Document]):
        for each in documents:
            if "/AcroForm" not in each.root:
                continue
            form = each.root["/AcroForm"]
            fonts = form["/DR"]["/Font"]
            assert len(fonts) == 1
            for field in form["/Fields"]:
                written = field.get_object()
                if written["/FT"] == "/Tx":
                    assert written["/DA"].split()[0] in fonts
            assert each.path.stat().st_size < 500_000
            for page in each.reader.pages:  # PDF/UA-1 wants in the file only what the file's own text uses
                assert not set(fonts) & set(page["/Resources"]["/Font"])

    @pytest.mark.parametrize("prefix", ["", "zh/"])
    @pytest.mark.parametrize("text", ["广州图书馆", "Guangzhou"])
    def test_what_is_typed_is_shown(self, prefix: str, text: str, root: Path):
        """By PDFium, the reader inside Chrome and Edge; Chinese letters are no empty boxes: each looks different."""
        path = root / "site" / prefix / "paper" / "checklist-agreement.pdf"
        pictures = [_typed(path, each) for each in ("", text, *text)]
        assert len({each.tobytes() for each in pictures}) == 1 + 1 + len(set(text))

    def test_a_tick_is_shown(self, root: Path):
        path = root / "site" / "paper" / "checklist-agreement.pdf"
        assert _typed(path, None).tobytes() != _typed(path, "").tobytes()


def _typed(path: Path, text: str | None) -> Any:
    """The first page after a text has been typed into its first field; without one, after the first box was ticked."""
    fields = [each.get_object() for each in pypdf.PdfReader(path).pages[0]["/Annots"]]
    field = next(each for each in fields if each.get("/FT") == ("/Btn" if text is None else "/Tx"))
    left, top, right, bottom = (float(each) for each in field["/Rect"])
    document = pypdfium2.PdfDocument(path)
    document.init_forms()
    page = document[0]
    place = (document.formenv, page, 0, (left + right) / 2, (top + bottom) / 2)
    for event in (pdfium.FORM_OnMouseMove, pdfium.FORM_OnLButtonDown, pdfium.FORM_OnLButtonUp):
        event(*place)
    if text:
        codes = f"{text}\0".encode("utf-16-le")
        letters = (ctypes.c_ushort * (len(codes) // 2)).from_buffer_copy(codes)
        pdfium.FORM_ReplaceSelection(document.formenv, page, letters)
    pdfium.FORM_ForceToKillFocus(document.formenv)
    return page.render(scale=1).to_pil()
