"""Check the hand-written pages of `docs/`: front matter, markers, links to records, raw markup, translations."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sister_libraries.fillings import FILLINGS, MARKER
from sister_libraries.languages import site_languages
from sister_libraries.models import KINDS
from sister_libraries.problems import Problem, Span
from sister_libraries.translations import page_states
from sister_libraries.validate import suggestion
from sister_libraries.yaml_reader import read_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sister_libraries.catalogue import Catalogue

MAX_BYTES = 256 * 1024  # the longest guidance page has 12 KB
RECORD_LINK = re.compile(r"record:([a-z]+)/([a-z0-9-]+)")
_MARKUP = re.compile(
    r"<(?!!--)/?[a-zA-Z][^>\n]*>"  # a tag
    r"|(?:\(|\]:\s*|<)\s*(?:javascript|vbscript|data):[^\s)>]*"  # a link that runs or carries something
    r"|\{[^}\n]*\bon[a-z]+\s*=",  # an event handler as an attribute list
    re.IGNORECASE,
)
_CODE = re.compile(r"`[^`\n]*`|<https?://[^>\s]+>")


def check_pages(root: Path, catalogue: Catalogue | None) -> list[Problem]:
    """Every problem of every page; links to records are only checked against a whole `catalogue`."""
    problems = []
    for each in site_languages():
        for path in sorted((root / "docs" / each.code).rglob("*.md")):
            name = path.relative_to(root).as_posix()
            text, found = read_file(path, name, MAX_BYTES)
            problems += found or _check_page(name, text, catalogue)
    problems += _check_translations(root)
    return problems


def _check_page(name: str, text: str, catalogue: Catalogue | None) -> Iterator[Problem]:
    layout = "/layouts/" in name
    front = re.match(r"---\n((?:.*\n)*?)---\n", text)
    for field in ("title", "description"):
        if not front or not re.search(rf"^{field}: \S", front[1], re.MULTILINE):
            yield Problem("E405", name, Span(1, 1, 4), {"found": field})
    fenced = False
    for number, line in enumerate(text.split("\n"), 1):
        if line.startswith("```"):
            fenced = not fenced
        if fenced or line.startswith("    "):
            continue
        plain = _CODE.sub(lambda found: " " * len(found[0]), line)
        for found in MARKER.finditer(plain):
            if found[1] not in FILLINGS and not (layout and found[1] == "record"):
                values = {"found": found[0], "choices": list(FILLINGS), **suggestion(found[1], FILLINGS)}
                yield Problem("E401", name, _span(number, found), values)
            elif found[1] == "checklist" and catalogue and found[2] not in catalogue.checklists:
                values = {"found": found[0], "choices": [f"checklist {each}" for each in catalogue.checklists]}
                yield Problem("E401", name, _span(number, found), values)
        for found in _MARKUP.finditer(plain):
            yield Problem("E406", name, _span(number, found), {"found": found[0][:60]})
        for found in RECORD_LINK.finditer(plain) if catalogue else ():
            folder, record = found.groups()
            there = catalogue.records(folder) if catalogue and folder in KINDS else {}
            if record not in there:
                near = suggestion(record, there)
                if near:
                    near = {"suggestion": f"record:{folder}/{near['suggestion']}"}
                yield Problem("E402", name, _span(number, found), {"found": found[0], **near})


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
