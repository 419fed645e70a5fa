"""What PDF/UA-1 asks for and WeasyPrint leaves undone: it calls `finish` with every document before it writes it.

Page numbers become artifacts, lists have nothing but items, header cells say which way they head, text in the other
language says so, and fields are typed in with a font of the reader's own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pydyf

from sister_libraries.pdf import CHINESE_FONT

if TYPE_CHECKING:
    from collections.abc import Iterator

CHINESE = "zh-Hans"
LATIN_FONTS = {"Noto Sans", "DejaVu Sans"}  # those that paper.css asks for first in English

# The fonts of fields, by the name of the font: no file holds them, because each PDF reader has its own for these names
# or takes another; a whole Chinese font would be 16 MB. PDF/UA-1 allows it where no text of the document uses them.
LATIN_FIELD, CHINESE_FIELD = "Helv", "Song"
FIELD_SIZE = 9


def finish(document: Any, pdf: Any) -> None:
    """Mend `pdf` (a pydyf.PDF) of a WeasyPrint document in place."""
    tree = _at(pdf, pdf.catalog["StructTreeRoot"])
    for reference in list(_below(pdf, tree)):
        _mend_list(pdf, _at(pdf, reference))
    reached = set(_below(pdf, tree))
    for reference in reached:
        _say_scope(pdf, _at(pdf, reference))
    numbers = _at(pdf, tree["ParentTree"])["Nums"]
    families = {each.hash: each.family for each in document.fonts.values()}
    printed: set[str] = set()
    for number, page in enumerate(pdf.page_references):
        owners = numbers[2 * number + 1]
        stream = _at(pdf, _at(pdf, page)["Contents"]).stream
        for start, mark, fonts in _marked(stream):
            printed |= fonts
            if owners[mark] not in reached:
                stream[start : start + 2] = ["/Artifact", pydyf.Dictionary({"Type": "/Pagination"})]
                owners[mark] = b"null"
                continue
            tag = _other_language({families[each] for each in fonts}, document.metadata.lang)
            element = _at(pdf, owners[mark])
            if tag and len(element["K"]) == 1:
                element["Lang"] = pydyf.String(tag)
    for each in list(pdf.objects):
        if (
            isinstance(each, pydyf.Dictionary)
            and each.get("Type") == "/StructElem"
            and each.reference not in reached
        ):
            _forget(pdf, each)
    if "AcroForm" in pdf.catalog:
        _use_fonts_of_the_reader(document, pdf, printed)


def _at(pdf: Any, reference: bytes) -> Any:
    """What a reference leads to."""
    return pdf.objects[int(reference.split()[0])]


def _forget(pdf: Any, thing: Any) -> None:
    """Leave nothing of an object; its number stays, as others follow it."""
    empty = pydyf.Dictionary()
    empty.number = thing.number
    pdf.objects[thing.number] = empty


def _below(pdf: Any, element: Any) -> Iterator[bytes]:
    """The references to all elements of structure below one."""
    for kid in element.get("K", ()):
        if isinstance(kid, bytes):
            found = _at(pdf, kid)
            if found["Type"] == "/StructElem":
                yield kid
                yield from _below(pdf, found)


def _marked(stream: list[Any]) -> Iterator[tuple[int, int, set[str]]]:
    """The marked pieces of a page: where each begins, its number, and the names of its fonts."""
    begun: list[tuple[int, int, set[str]] | None] = []
    for place, item in enumerate(list(stream)):
        if item == b"BMC":
            begun.append(None)
        elif item == b"BDC":
            begun.append((place - 2, stream[place - 1]["MCID"], set()))
        elif item == b"EMC":
            ended = begun.pop()
            if ended:
                yield ended
        elif isinstance(item, bytes) and item.endswith(b" Tf") and begun and begun[-1]:
            begun[-1][2].add(item.split()[0].decode().removeprefix("/"))


def _mend_list(pdf: Any, element: Any) -> None:
    """Let a list have nothing but its items, and an item nothing but its label and its body.

    In HTML a list of terms may have groups, and an item a text with paragraphs after it.
    """
    if element["S"] == "/L":
        _take_in(pdf, element, [kid for each in element["K"] for kid in _inside(pdf, each, "/Div")])
    if element["S"] == "/LI":
        bodies = [each for each in element["K"] if _at(pdf, each)["S"] == "/LBody"]
        labels = [each for each in element["K"] if _at(pdf, each)["S"] == "/Lbl"]
        if bodies and len(labels) + len(bodies) < len(element["K"]):
            rest = [each for each in element["K"] if each not in labels]
            _take_in(pdf, _at(pdf, bodies[0]), [kid for each in rest for kid in _inside(pdf, each, "/LBody")])
            element["K"] = pydyf.Array([*labels, bodies[0]])


def _inside(pdf: Any, reference: bytes, name: str) -> list[Any]:
    """What is in an element if it is called so, else the element itself."""
    element = _at(pdf, reference)
    return list(element["K"]) if element["S"] == name else [reference]


def _take_in(pdf: Any, element: Any, kids: list[Any]) -> None:
    """Make these what is in an element."""
    for kid in kids:
        if isinstance(kid, bytes) and "P" in _at(pdf, kid):
            _at(pdf, kid)["P"] = element.reference
    element["K"] = pydyf.Array(kids)


def _say_scope(pdf: Any, element: Any) -> None:
    """Let a header cell say whether it heads a column or a row."""
    if element["S"] == "/TH":
        rows = _at(pdf, _at(pdf, element["P"])["P"])
        element["A"]["Scope"] = "/Column" if rows["S"] == "/THead" else "/Row"


def _other_language(families: set[str], language: str) -> str:
    """The language that a text in these fonts is in, when it is not that of the document."""
    if language == CHINESE:
        return "en" if families and families <= LATIN_FONTS else ""
    return CHINESE if families == {CHINESE_FONT} else ""


def _use_fonts_of_the_reader(document: Any, pdf: Any, printed: set[str]) -> None:
    """Let fields be typed in with fonts that are not in the file, and drop the one that WeasyPrint put in for them."""
    name = CHINESE_FIELD if document.metadata.lang == CHINESE else LATIN_FIELD
    form = pdf.catalog["AcroForm"]
    resources = _at(pdf, form["DR"])
    form["DR"] = pydyf.Dictionary({"Font": pydyf.Dictionary({name: _field_font(pdf, name)})})
    form["DA"] = pydyf.String(f"/{name} {FIELD_SIZE} Tf 0 g")
    for reference in form["Fields"]:
        field = _at(pdf, reference)
        if "DA" in field:
            field["DA"] = form["DA"]
    fonts = _at(pdf, resources["Font"])
    for each in {each.hash for each in document.fonts.values() if each.used_in_forms} - printed:
        whole = _at(pdf, fonts.pop(each))
        inner = _at(pdf, whole["DescendantFonts"][0])
        described = _at(pdf, inner["FontDescriptor"])
        file = _at(pdf, described.get("FontFile2") or described["FontFile3"])
        for part in (file, described, inner, _at(pdf, whole["ToUnicode"]), whole):
            _forget(pdf, part)


def _field_font(pdf: Any, name: str) -> bytes:
    """A font that PDF readers know by name."""
    if name == LATIN_FIELD:
        encoding = "/WinAnsiEncoding"
        font = {"Type": "/Font", "Subtype": "/Type1", "BaseFont": "/Helvetica", "Encoding": encoding}
        return _added(pdf, pydyf.Dictionary(font))
    described = {
        "Type": "/FontDescriptor", "FontName": "/STSong-Light", "Flags": 6,
        "FontBBox": pydyf.Array([-25, -254, 1000, 880]), "ItalicAngle": 0, "Ascent": 880, "Descent": -120,
        "CapHeight": 737, "StemV": 93,
    }  # fmt: skip
    system = {"Registry": pydyf.String("Adobe"), "Ordering": pydyf.String("GB1"), "Supplement": 4}
    inner = {
        "Type": "/Font", "Subtype": "/CIDFontType0", "BaseFont": "/STSong-Light", "DW": 1000,
        "CIDSystemInfo": pydyf.Dictionary(system), "FontDescriptor": _added(pdf, pydyf.Dictionary(described)),
        # The Latin letters of Adobe-GB1, half as wide as Chinese ones.
        "W": pydyf.Array([814, 907, 500]),
    }  # fmt: skip
    font = {
        "Type": "/Font", "Subtype": "/Type0", "BaseFont": "/STSong-Light-UniGB-UCS2-H", "Encoding": "/UniGB-UCS2-H",
        "DescendantFonts": pydyf.Array([_added(pdf, pydyf.Dictionary(inner))]),
    }  # fmt: skip
    return _added(pdf, pydyf.Dictionary(font))


def _added(pdf: Any, thing: Any) -> bytes:
    pdf.add_object(thing)
    reference: bytes = thing.reference
    return reference
