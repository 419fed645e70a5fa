"""Report Chinese that is not set as Chinese is: spaces beside Latin words and numbers, half-width marks.

Reads the Chinese pages, the bilingual files of the repository, the Chinese texts of the records and the Chinese
gettext catalogue. Exit code 1 when there is anything to mend. What counts as wrong is what autocorrect (the
library) calls an error.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from autocorrect_py import Severity, lint_for, load_config
from babel.messages.pofile import read_po

from sister_libraries.languages import catalogue_path
from sister_libraries.yaml_reader import read_document

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sister_libraries.problems import FieldPath

ROOT = Path(__file__).resolve().parent.parent
LANGUAGE = "zh"

# The hyphen inside a transliterated name (卡斯蒂利亚-拉曼恰, GB/T 15834 §4.13.3) takes no spaces.
load_config(json.dumps({"rules": {"space-dash": 0}}))


def main() -> int:
    """Print `file:line: found → better` for everything to mend."""
    count = 0
    for place, found, better in findings(ROOT):
        count += 1
        print(f"{place}: {found}\n    → {better}")
    return 1 if count else 0


def findings(root: Path) -> Iterator[tuple[str, str, str]]:
    """What is to be mended below `root`: its place, how it is, and how it should be."""
    pages = [*root.glob("*.md"), *(root / ".github").glob("*.md"), *(root / "docs" / LANGUAGE).rglob("*.md")]
    for path in sorted(pages):
        yield from in_text(path.read_text(encoding="utf-8"), path.relative_to(root).as_posix(), 1, "markdown")
    for path in sorted((root / "data").rglob("*.yml")):
        yield from in_record(path, path.relative_to(root).as_posix())
    yield from in_catalogue(catalogue_path(LANGUAGE), root)


def in_text(text: str, name: str, line: int, kind: str = "text") -> Iterator[tuple[str, str, str]]:
    """What is to be mended in `text`, which begins on `line` of the file `name`."""
    for each in lint_for(text, kind).lines:
        if each.severity == Severity.Error:
            yield f"{name}:{line + each.line - 1}", each.old.strip(), each.new.strip()


def in_record(path: Path, name: str) -> Iterator[tuple[str, str, str]]:
    """What is to be mended in a record's Chinese texts; what cannot be read is left to `sisterlib check`."""
    document, _problems = read_document(path, name)
    if not document:
        return
    for at, text in _texts(document.data, ()):
        if at[-1] != LANGUAGE or not list(in_text(text, name, 1)):
            continue
        span = document.span(at)
        line = span.line if span else 1
        source = document.text.split("\n")[line - 1]
        if span and source[span.column - 1 : span.column] in ("|", ">"):
            line += 1  # a block begins on the line below its mark
        yield from in_text(text, name, line)


def in_catalogue(path: Path, root: Path) -> Iterator[tuple[str, str, str]]:
    """What is to be mended in the interface's words."""
    name = path.relative_to(root).as_posix()
    with path.open("rb") as file:
        words = read_po(file, locale=LANGUAGE)
    for message in words:
        forms = message.string if isinstance(message.string, (list, tuple)) else [message.string]
        for form in forms if message.id else ():
            for each in (form or "").split("\n"):
                yield from in_text(
                    each.lstrip("\u3000"), name, message.lineno or 1
                )  # indented, as letters are


def _texts(value: Any, at: FieldPath) -> Iterator[tuple[FieldPath, str]]:
    """Every text in nested dicts and lists, and the way to it."""
    if isinstance(value, dict):
        for key, each in value.items():
            yield from _texts(each, (*at, key))
    elif isinstance(value, list):
        for index, each in enumerate(value):
            yield from _texts(each, (*at, index))
    elif at:
        yield at, str(value)


if __name__ == "__main__":
    sys.exit(main())
