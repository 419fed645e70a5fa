"""Check what lies in `docs/`: files, front matter, markers, links to records, raw markup, translations.

MkDocs publishes whatever it finds there, so every file is looked at, not only the pages.
"""

from __future__ import annotations

import os
import re
from bisect import bisect_right
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sister_libraries.fillings import FILLINGS, MARKER
from sister_libraries.languages import N_, site_languages
from sister_libraries.models import KINDS
from sister_libraries.moving_pages import address, moved_to
from sister_libraries.problems import Problem, Span
from sister_libraries.translations import page_states
from sister_libraries.validate import suggestion
from sister_libraries.views import PAGE_KINDS
from sister_libraries.yaml_reader import KEY, parse, read_file

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sister_libraries.catalogue import Catalogue

MAX_BYTES = 256 * 1024  # the longest guidance page has 12 KB
MAX_PICTURE = 1024 * 1024  # a page with its pictures is read on slow lines
PICTURES = (".jpg", ".jpeg", ".png", ".webp")  # SVG can carry scripts; the theme's lie in overrides/
RECORD_LINK = re.compile(r"record:([a-z]+)/([a-z0-9-]+)")
_WRONG_LINK = re.compile(r"(?<=\()record:(?![a-z]+/[a-z0-9-]+[)#\s])[^)\s]{0,100}")
_MARKER = re.compile(r"<!--\s*sister[_-]?libraries\b[^>\n]{0,100}>?")  # or what was meant to be one

# What front matter may say. A layout also has the slots of the record's own page.
_FIELDS = ("title", "description", "template", "translation_of", "robots", "moved_to")
_LAYOUT_FIELDS = ("title", "description", "template", "translation_of", "moved_to", "edit", "section")
_ROBOTS = "noindex"  # all that a page may say to search engines

_ADDRESS = re.compile(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*/)+", re.ASCII)

# Markup is refused wherever it stands, in code too: what Markdown takes for code is Markdown's secret.
# A comment is harmless, and what stands inside it is looked at like the rest.
_TAG = re.compile(r"<(?!!--|https?://[^\s<>]{1,300}>)[a-zA-Z/!?][^<>\n]{0,60}>?")
_HANDLER = re.compile(r"\bon[a-z]+\s*=", re.IGNORECASE)  # in an attribute list: { onclick=… }
# A link that runs or carries something, in a text without entities and spaces.
_TARGET = re.compile(
    r"(?:\(|\]:|<|=)[\"'<]*((?:javascript|vbscript):|data:(?:[a-z]+/|;base64|,))", re.IGNORECASE
)
_PIECE = re.compile(r"&(?:#\d+|#[xX][\da-fA-F]+|[^\s<&#;]{1,32});?|\S")  # an entity or a character


def check_pages(root: Path, catalogue: Catalogue | None) -> list[Problem]:
    """Every problem of every page; links to records are only checked against a whole `catalogue`."""
    problems: list[Problem] = []
    readable = True
    folders = tuple(f"docs/{each.code}/" for each in site_languages())
    for path in _files(root, problems):
        name = path.relative_to(root).as_posix()
        if path.suffix == ".md" and name.startswith(folders):
            text, found = read_file(path, name, MAX_BYTES)
            readable = readable and not found
            problems += found or _check_page(root, name, text, catalogue)
        elif path.suffix in PICTURES and path.is_file() and not path.is_symlink():
            size = path.stat().st_size
            if size > MAX_PICTURE:
                problems.append(Problem("E102", name, values={"found": size, "limit": MAX_PICTURE}))
        elif path.is_symlink():
            problems.append(Problem("E113", name, values={"found": N_("a symbolic link")}))
        else:
            problems.append(Problem("E408", name, values={"found": path.name, "choices": list(folders)}))
    if catalogue:
        problems += _check_addresses(root, catalogue)
    if readable:  # else there is something that cannot be compared
        problems += _check_translations(root)
    return problems


def _check_addresses(root: Path, catalogue: Catalogue) -> Iterator[Problem]:
    """E411: no page stands where that of a record or a list will."""
    taken = {kind.path(subject_id) for kind in PAGE_KINDS for subject_id, _ in kind.subjects(catalogue)}
    for here in site_languages():
        folder = root / "docs" / here.code
        for path in sorted(folder.rglob("*.md")):
            found = address(path.relative_to(folder).with_suffix("").as_posix())
            if found in taken:
                yield Problem("E411", path.relative_to(root).as_posix(), values={"found": found})


def _files(root: Path, problems: list[Problem]) -> Iterator[Path]:
    """Everything below `docs/` that MkDocs would look at, by name; links are not followed."""

    def complain(error: OSError) -> None:
        name = Path(error.filename).relative_to(root).as_posix()
        problems.append(Problem("E119", name, values={"found": error.strerror or type(error).__name__}))

    for place, folders, files in os.walk(root / "docs", onerror=complain):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        # A link to a folder is followed by MkDocs, and a folder that is called like a page is a trap.
        odd = [name for name in folders if name.endswith(".md") or Path(place, name).is_symlink()]
        yield from (Path(place, name) for name in sorted([*files, *odd]) if not name.startswith("."))


def _check_page(root: Path, name: str, text: str, catalogue: Catalogue | None) -> Iterator[Problem]:
    layout = "/layouts/" in name
    yield from _check_front_matter(root, name, text, _LAYOUT_FIELDS if layout else _FIELDS)
    for number, line in enumerate(text.split("\n"), 1):
        for found in _MARKER.finditer(line):
            values = _wrong_marker(found[0], layout, catalogue)
            if values:
                yield Problem("E401", name, _span(number, found), {"found": found[0], **values})
        for found in _TAG.finditer(line):
            yield Problem("E406", name, _span(number, found), {"found": found[0]})
        handler = _HANDLER.search(line, line.find("{")) if "{" in line else None
        if handler:
            yield Problem("E406", name, _span(number, handler), {"found": handler[0]})
        for found in _WRONG_LINK.finditer(line):
            yield Problem("E402", name, _span(number, found), {"found": found[0]})
        for found in RECORD_LINK.finditer(line) if catalogue else ():
            folder, record = found.groups()
            there = catalogue.records(folder) if catalogue and folder in KINDS else {}
            if record not in there:
                near = suggestion(record, there)
                if near:
                    near = {"suggestion": f"record:{folder}/{near['suggestion']}"}
                yield Problem("E402", name, _span(number, found), {"found": found[0], **near})
    yield from _check_targets(name, text)


def _wrong_marker(text: str, layout: bool, catalogue: Catalogue | None) -> dict[str, Any]:
    """What to say of a marker that names nothing; nothing of a right one."""
    marker = MARKER.fullmatch(text)
    filling, argument = marker.groups() if marker else ("", None)
    if filling == "checklist":
        if catalogue is None or argument in catalogue.checklists:
            return {}
        return {"choices": [f"checklist {each}" for each in catalogue.checklists]}
    if not argument and (filling in FILLINGS or (layout and filling == "record")):
        return {}
    return {"choices": list(FILLINGS), **suggestion(filling, [each for each in FILLINGS if each != filling])}


def _check_front_matter(root: Path, name: str, text: str, fields: tuple[str, ...]) -> Iterator[Problem]:
    """E405, and what is wrong with the YAML between the hyphens, which is read as strictly as a record."""
    front = re.match(r"---\n((?:.*\n)*?)---\n", text)
    document, problems = parse(front[1] if front else "", name)
    if front and front[1].strip():
        for each in problems:
            span = each.span and Span(each.span.line + 1, each.span.column, each.span.end)
            yield replace(each, span=span)
        if problems:
            return
    said = document.data if document else {}
    for field in ("title", "description"):
        if not str(said.get(field, "")).strip():
            yield Problem("E405", name, Span(1, 1, 4), {"found": field})
    for field, value in said.items():
        assert document
        place = document.span((field,) if field in fields else (field, KEY))
        span = place and Span(place.line + 1, place.column, place.end)
        if field not in fields:
            values = {"found": field, "choices": list(fields), **suggestion(field, fields)}
            yield Problem("E201", name, span, values, (field,))
        elif not isinstance(value, str):
            found = N_("a list") if isinstance(value, list) else N_("a group of fields")
            values = {"field": field, "expected": N_("one value"), "found": found, "example": f"{field}: …"}
            yield Problem("E206", name, span, values, (field,))
        elif field == "template":
            choices = sorted(path.name for path in (root / "overrides").glob("*.html"))
            if value not in choices:
                yield Problem(
                    "E203", name, span, {"found": value, "field": field, "choices": choices}, (field,)
                )
        elif field == "robots" and value != _ROBOTS:
            yield Problem(
                "E203", name, span, {"found": value, "field": field, "choices": [_ROBOTS]}, (field,)
            )
        elif field == "moved_to" and fields is _FIELDS and not _leads_on(root, name, value):
            yield Problem("E409", name, span, {"found": value, "example": "getting-started/"}, (field,))


def _leads_on(root: Path, name: str, address: str) -> bool:
    """Whether there is a page at an address below the root of the language of the page `name`, which has not moved."""
    if not _ADDRESS.fullmatch(address):
        return False
    codes = (name.split("/")[1], site_languages()[0].code)
    names = (f"{address}index.md", f"{address.removesuffix('/')}.md")
    found = [root / "docs" / code / each for code in codes for each in names]
    page = next((each for each in found if each.is_file()), None)
    return page is not None and moved_to(page.read_text(encoding="utf-8", errors="replace")) is None


def _check_targets(name: str, text: str) -> Iterator[Problem]:
    """E406: a link that would run or carry something, also when it is written over lines or in entities."""
    plain = "".join(unescape(text).split())  # browsers pass over line breaks in an address
    if not _TARGET.search(plain):
        return
    origins = [piece.start() for piece in _PIECE.finditer(text) for _ in "".join(unescape(piece[0]).split())]
    starts = [0, *(found.end() for found in re.finditer("\n", text))]
    for found in _TARGET.finditer(plain):
        origin = origins[found.start()]
        line = bisect_right(starts, origin)
        column = origin - starts[line - 1] + 1
        yield Problem("E406", name, Span(line, column, column + 1), {"found": found[1]})


def _span(line: int, found: re.Match[str]) -> Span:
    return Span(line, found.start() + 1, found.end() + 1)


def _check_translations(root: Path) -> Iterator[Problem]:
    default = site_languages()[0].code
    for each in page_states(root):
        if each.state == "missing":
            there = f"docs/{each.language}/{each.name}"
            yield Problem("E403", f"docs/{default}/{each.name}", None, {"found": there})
        elif each.state in ("stale", "unrecorded"):
            path = f"docs/{each.language}/{each.name}"
            yield Problem("E404", path, None, {"found": f"docs/{default}/{each.name}", "path": path})
