"""Read one YAML file strictly: plain text values with their places, or every problem that stands in the way.

Built on libyaml's event stream (PyYAML's `CParser`), not on its node graph: events need no recursion, so no
nesting can exhaust the stack, and anchors, aliases and tags are refused where they stand. Every scalar is read
as text; the models convert it. Nothing in a file can make the reader raise, hang or use unbounded memory.
"""

from __future__ import annotations

import stat
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from sister_libraries.languages import N_
from sister_libraries.problems import FieldPath, Problem, Span

if TYPE_CHECKING:
    from pathlib import Path

try:
    from yaml import CSafeLoader as _Loader
except ImportError:  # a PyYAML built without libyaml: the same events, slower
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]

MAX_BYTES = 64 * 1024  # the largest real record is under 6 KB
MAX_DEPTH = 8  # the deepest field of any model is 6 (checklist: sections, steps, text)

# Unicode categories of characters that cannot be seen: control, format (bidi, zero width), surrogates,
# private use, unassigned; and the two line separators.
_INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


@dataclass(frozen=True, slots=True)
class Document:
    """One file as it was read: where it is, its text, and its value as nested dicts, lists and texts."""

    path: str
    text: str
    data: dict[str, Any]

    def span(self, at: FieldPath) -> Span | None:
        """Where the value at `at` stands; for a value that is not there, where its nearest parent stands.

        A path that ends in `KEY` asks for the key instead of the value. Places are found by reading
        the text again, because most files never need them.
        """
        places: Places = {}
        _compose(self.path, self.text, places)
        while at not in places and at:
            at = at[:-2] if at[-1] == KEY and len(at) > 1 and at[:-1] not in places else at[:-1]
        return places.get(at)


KEY = "\0key"  # no YAML text can hold a NUL, so this is nobody's field
Places = dict[FieldPath, Span]


def read_file(path: Path, name: str, limit: int = MAX_BYTES) -> tuple[str, list[Problem]]:
    """The text of the file at `path`, and what is wrong with it as a text; `name` is its name in problems."""
    try:
        mode = path.lstat().st_mode
        if stat.S_ISLNK(mode):
            return "", [Problem("E113", name, values={"found": N_("a symbolic link")})]
        if not stat.S_ISREG(mode):
            return "", [Problem("E113", name, values={"found": N_("a folder or a device")})]
        with path.open("rb") as file:
            raw = file.read(limit + 1)
        if len(raw) > limit:
            return "", [Problem("E102", name, values={"found": path.stat().st_size, "limit": limit})]
    except OSError as error:
        return "", [Problem("E119", name, values={"found": error.strerror or type(error).__name__})]
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        column = error.start - (raw.rfind(b"\n", 0, error.start) + 1) + 1
        found = f"0x{raw[error.start]:02X}"
        return "", [Problem("E101", name, Span(line, column, column + 1), {"found": found})]
    text = text.replace("\r\n", "\n")
    return text, check_text(text, name)


def read_document(path: Path, name: str) -> tuple[Document | None, list[Problem]]:
    """Read the record file at `path`: a document, or None and the reasons why not."""
    text, problems = read_file(path, name)
    if problems:
        return None, problems
    return parse(text, name)


def parse(text: str, name: str) -> tuple[Document | None, list[Problem]]:
    """Read YAML from `text` as `read_document` does from a file."""
    data, problems = _compose(name, text, None)
    if not problems and not isinstance(data, dict):
        found = N_("nothing") if data is None else N_("a list") if isinstance(data, list) else N_("a text")
        problems = [Problem("E115", name, Span(1, 1, 2), {"found": found})]
    if problems or not isinstance(data, dict):
        return None, problems
    return Document(name, text, data), []


def check_text(text: str, name: str) -> list[Problem]:
    """What is wrong with `text` before any YAML: a BOM, tabs, invisible characters, text not in NFC."""
    problems = []
    if text.startswith("\ufeff"):
        problems.append(Problem("E109", name, Span(1, 1, 2)))
    if text.isascii() and text.replace("\n", "").isprintable():
        return problems
    for number, line in enumerate(text.split("\n"), 1):
        if line.isascii() and line.isprintable():
            continue
        for column, character in enumerate(line, 1):
            if unicodedata.category(character) not in _INVISIBLE:
                continue
            if character == "\ufeff" and (number, column) == (1, 1):
                continue
            span = Span(number, column, column + 1)
            if character == "\t":
                problems.append(Problem("E108", name, span))
            else:
                known = unicodedata.name(character, "")
                found = f"U+{ord(character):04X} {known}".strip()
                problems.append(Problem("E110", name, span, {"found": found}))
            break  # one a line is enough to find the rest
        if not unicodedata.is_normalized("NFC", line):
            start, word = next(_words_not_nfc(line))
            values = {"found": word, "expected": unicodedata.normalize("NFC", word)}
            problems.append(Problem("E111", name, Span(number, start, start + len(word)), values))
    return problems


def _words_not_nfc(line: str) -> Any:
    column = 1
    for word in line.split(" "):
        if not unicodedata.is_normalized("NFC", word):
            yield column, word
        column += len(word) + 1
    yield 1, line  # the pieces only meet across a space


def _span(event: Any) -> Span:
    start, end = event.start_mark, event.end_mark
    last = end.column + 1 if end.line == start.line else start.column + 2
    return Span(start.line + 1, start.column + 1, max(last, start.column + 2))


def _compose(name: str, text: str, places: Places | None) -> tuple[Any, list[Problem]]:
    """The value of the YAML in `text`, or the problems in it; fills `places` when one is given."""
    problems: list[Problem] = []
    root: Any = None
    stack: list[Any] = []  # the containers that are open here
    at: list[str | int] = []  # the path of the value that comes next
    keys: list[dict[str, int]] = []  # the keys of each open mapping, and their lines
    pending: list[str | None] = []  # the key that waits for its value in each open mapping
    documents = 0

    def complain(code: str, span: Span, **values: Any) -> None:
        problems.append(Problem(code, name, span, values, tuple(at)))

    def place(value: Any, span: Span) -> None:
        """Put a finished or just opened value where it belongs."""
        nonlocal root
        if not stack:
            root = value
        elif isinstance(stack[-1], list):
            at[-1] = len(stack[-1])
            stack[-1].append(value)
        else:
            stack[-1][pending[-1]] = value
            pending[-1] = None
        if places is not None:
            places.setdefault(tuple(at), span)

    loader = _Loader(text)
    try:
        while loader.check_event():
            event: Any = loader.get_event()
            kind = type(event)
            if kind is ScalarEvent or kind is AliasEvent or kind is MappingStartEvent or kind is SequenceStartEvent:
                span = _span(event)
                if kind is AliasEvent:
                    complain("E105", span, found=f"*{event.anchor}")
                    return None, problems
                if event.anchor:
                    complain("E105", span, found=f"&{event.anchor}")
                if event.tag and event.tag != "!":
                    complain("E106", span, found=event.tag.replace("tag:yaml.org,2002:", "!!"))
                in_mapping = stack and isinstance(stack[-1], dict)
                if in_mapping and pending[-1] is None:
                    if kind is not ScalarEvent:
                        complain("E103", span, found=N_("a list or a group of fields stands where a name should be"))
                        return None, problems
                    key = event.value
                    at[-1] = key
                    if key in keys[-1]:
                        complain("E104", span, found=key, first=keys[-1][key])
                    else:
                        keys[-1][key] = span.line
                        if places is not None:
                            places[(*at, KEY)] = span
                    pending[-1] = key
                elif kind is ScalarEvent:
                    if not event.value and not event.style:
                        complain("E118", span, found=at[-1] if at else "")
                    place(event.value, span)
                else:
                    if len(stack) >= MAX_DEPTH:
                        complain("E112", span, limit=MAX_DEPTH)
                        return None, problems
                    container: Any = {} if kind is MappingStartEvent else []
                    place(container, span)
                    stack.append(container)
                    at.append(0)
                    keys.append({})
                    pending.append(None)
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                for each in (stack, at, keys, pending):
                    each.pop()  # type: ignore[attr-defined]
            elif kind is DocumentStartEvent:
                documents += 1
                if documents > 1:
                    complain("E107", _span(event))
                    return None, problems
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        found = getattr(error, "problem", None) or getattr(error, "reason", None) or "?"
        complain("E103", Span(line, column, column + 1), found=str(found))
        return None, problems
    finally:
        loader.dispose()
    return root, problems
