"""Read one YAML file strictly: plain text values with their places, or every problem that stands in the way.

Built on libyaml's event stream (PyYAML's `CParser`), not on its node graph: events need no recursion, so no
nesting can exhaust the stack, and anchors, aliases and tags are refused where they stand. Every scalar is read
as text; the models convert it. Nothing in a file can make the reader raise, hang or use unbounded memory.
"""

from __future__ import annotations

import stat
import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache
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
    from collections.abc import Iterator
    from pathlib import Path

try:
    from yaml import CSafeLoader as _Loader
except ImportError:  # a PyYAML built without libyaml: the same events, slower
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]  # the same in Python

MAX_BYTES = 64 * 1024  # the largest real record is under 6 KB
MAX_DEPTH = 8  # the deepest field of any model is 6 (checklist: sections, steps, text)

# Unicode categories of characters that cannot be seen: control, format (bidi, zero width), surrogates,
# private use, unassigned; and the two line separators.
INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


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
        there = places(self.text)
        while at not in there and at:
            at = at[:-2] if at[-1] == KEY and len(at) > 1 and at[:-1] not in there else at[:-1]
        return there.get(at)


KEY = "\0key"  # a NUL is refused (E110), even written as an escape, so this is nobody's field
Places = dict[FieldPath, Span]


def read_file(path: Path, name: str, limit: int = MAX_BYTES) -> tuple[str, list[Problem]]:
    """The text of the file at `path`, and what is wrong with it as a text; `name` is its name in problems."""
    text, problems = _read(path, name, limit)
    return text, problems or check_text(text, name)


def read_document(path: Path, name: str) -> tuple[Document | None, list[Problem]]:
    """Read the record file at `path`: a document, or None and the reasons why not."""
    text, problems = _read(path, name, MAX_BYTES)
    if problems:
        return None, problems
    return parse(text, name)


def parse(text: str, name: str) -> tuple[Document | None, list[Problem]]:
    """Read YAML from `text` as `read_document` does from a file."""
    problems = check_text(text, name)
    if problems:
        return None, problems
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
    before = 0  # characters of the first line that are not part of `text` any more
    if text.startswith("\ufeff"):
        problems.append(Problem("E109", name, Span(1, 1, 2)))
        text, before = text[1:], 1
    if _faultless(text.replace("\n", "")):
        return problems
    for number, line in enumerate(text.split("\n"), 1):
        for code, start, end, values in _faults(line):
            problems.append(Problem(code, name, Span(number, start + before, end + before), values))
        before = 0
    return problems


def _read(path: Path, name: str, limit: int) -> tuple[str, list[Problem]]:
    """The text of an ordinary file in UTF-8, with Unix line ends."""
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
        # What stands before the first wrong byte is UTF-8, so its characters can be counted.
        column = len(raw[raw.rfind(b"\n", 0, error.start) + 1 : error.start].decode("utf-8")) + 1
        found = f"0x{raw[error.start]:02X}"
        return "", [Problem("E101", name, Span(line, column, column + 1), {"found": found})]
    return text.replace("\r\n", "\n"), []


def _faultless(text: str) -> bool:
    """Whether a text needs no closer look: most files are known to be right by two calls that Python makes in C.

    What is not printable is invisible, or a space of another width.
    """
    return text.isprintable() and unicodedata.is_normalized("NFC", text)


def _faults(line: str) -> Iterator[tuple[str, int, int, dict[str, Any]]]:
    """What is wrong with one line: code, column, column after it, and the message's values."""
    if _faultless(line):
        return
    for column, character in enumerate(line, 1):
        if unicodedata.category(character) not in INVISIBLE:
            continue
        if character == "\t":
            yield "E108", column, column + 1, {}
        else:
            found = f"U+{ord(character):04X} {unicodedata.name(character, '')}".strip()
            yield "E110", column, column + 1, {"found": found}
        break  # one a line is enough to find the rest
    column = 1
    for word in line.split(" "):  # nothing composes across a space
        expected = unicodedata.normalize("NFC", word)
        if word != expected:
            yield "E111", column, column + len(word), {"found": word, "expected": expected}
            break
        column += len(word) + 1


@lru_cache(maxsize=4)  # the problems of one file come one after the other
def places(text: str) -> Places:
    """Where every value and every key in the YAML of `text` stands."""
    found: Places = {}
    _compose("", text, found)
    return found


def _span(event: Any) -> Span:
    start, end = event.start_mark, event.end_mark
    last = end.column + 1 if end.line == start.line else start.column + 2
    return Span(start.line + 1, start.column + 1, max(last, start.column + 2))


def _compose(name: str, text: str, places: Places | None) -> tuple[Any, list[Problem]]:
    """The value of the YAML in `text`, or the problems in it; fills `places` when one is given."""
    composer = _Composer(name, places)
    loader = None
    try:
        loader = _Loader(text)
        while loader.check_event():
            composer.take(loader.get_event())
    except _Stop:
        pass
    except yaml.YAMLError as error:
        mark, begun = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
        if begun and (not mark or not text[mark.index :].strip()):
            mark = begun  # what was never closed is mended where it begins, not at the end of the file
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        found = getattr(error, "problem", None) or getattr(error, "reason", None) or "?"
        composer.complain("E103", Span(line, column, column + 1), found=_IN_WORDS.get(str(found), str(found)))
    finally:
        if loader:
            loader.dispose()
    return composer.root, [_inside(text, problem) for problem in composer.problems]


def _inside(text: str, problem: Problem) -> Problem:
    """The problem with its place in the file: libyaml sees a line more where the last one has no end."""
    lines = text.count("\n") + 1
    if problem.span is None or problem.span.line <= lines:
        return problem
    column = len(text) - text.rfind("\n")
    return replace(problem, span=Span(lines, column, column + 1))


# What libyaml says most often, in words of the field; its other messages stay as they are.
_IN_WORDS = {
    "block sequence entries are not allowed in this context": N_("a list begins here, where one value belongs"),
    "could not find expected ':'": N_("a field’s name without a colon behind it"),
    "did not find expected ',' or ']'": N_("a list in square brackets that is not closed, or a comma is missing in it"),
    "did not find expected ',' or '}'": N_("a group in curly brackets that is not closed, or a comma is missing in it"),
    "did not find expected '-' indicator": N_("a line inside a list without “-”, or not indented alike"),
    "did not find expected alphabetic or numeric character": N_("a value with “*” or “&” in front needs quotes"),
    "did not find expected key": N_("a line not indented like its neighbours, or a quotation mark in a quoted text"),
    "did not find expected node content": N_("a bracket or comma without anything in it"),
    "found a tab character that violates indentation": N_("a tab; indents are made of spaces"),
    "found a tab character where an indentation space is expected": N_("a tab; indents are made of spaces"),
    "found character that cannot start any token": N_("a character that cannot begin a value without quotation marks"),
    "found unexpected document indicator": N_("a line of “---” or “...” inside a quoted text"),
    "found unexpected end of stream": N_("the end of the file, though a quotation mark or bracket is still open"),
    "found unknown escape character": N_("a backslash inside double quotation marks; single ones take it as it is"),
    "mapping values are not allowed in this context": N_("a colon where none can be; a text with one needs quotes"),
}  # fmt: skip


class _Stop(Exception):
    """Ends the reading of a file, after a problem that makes the rest meaningless or too costly."""


@dataclass(slots=True)
class _Open:
    """A list or a group of fields whose end has not come yet."""

    value: Any
    lines: dict[str, int] | None  # where its keys stand; a list has none
    key: str | None = None  # the key that waits for its value


_VALUES = (ScalarEvent, AliasEvent, MappingStartEvent, SequenceStartEvent)


class _Composer:
    """Builds a value from the events of one file."""

    def __init__(self, name: str, places: Places | None) -> None:
        self.root: Any = None
        self.problems: list[Problem] = []
        self._name = name
        self._places = places
        self._open: list[_Open] = []
        self._at: list[str | int] = []  # the path of the value that comes next
        self._documents = 0

    def complain(self, code: str, span: Span, **values: Any) -> None:
        """Note a problem at the value that is being read."""
        self.problems.append(Problem(code, self._name, span, values, tuple(self._at)))

    def take(self, event: Any) -> None:
        """Take the next event; raises _Stop when there is no use in more."""
        kind = type(event)
        if kind in _VALUES:
            self._take_value(event, kind, self._open[-1] if self._open else None)
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            self._open.pop()
            self._at.pop()
        elif kind is DocumentStartEvent:
            self._documents += 1
            if self._documents > 1:
                self.complain("E107", _span(event))
                raise _Stop

    def _take_value(self, event: Any, kind: Any, parent: _Open | None) -> None:
        if parent and parent.lines is None:
            self._at[-1] = len(parent.value)
        if kind is AliasEvent or event.anchor or event.tag:
            self._refuse_references(event, kind)
        if kind is ScalarEvent and event.style == '"':
            self._check_escapes(event.value, event)
        if parent and parent.lines is not None and parent.key is None:
            self._take_key(event, kind, parent, parent.lines)
        elif kind is not ScalarEvent:
            if len(self._open) >= MAX_DEPTH:
                self.complain("E112", _span(event), limit=MAX_DEPTH)
                raise _Stop
            mapping = kind is MappingStartEvent
            container: Any = {} if mapping else []
            self._place(container, event, parent)
            self._open.append(_Open(container, {} if mapping else None))
            self._at.append(0)
        elif event.value or event.style:
            self._place(event.value, event, parent)
        elif parent:  # else the whole document is empty, which is no record (E115)
            field = next((part for part in reversed(self._at) if isinstance(part, str)), "")
            self.complain("E118", _span(event), found=field)
            self._place("", event, parent)

    def _take_key(self, event: Any, kind: Any, parent: _Open, lines: dict[str, int]) -> None:
        if kind is not ScalarEvent:
            self._at.pop()
            found = N_("a list or a group of fields stands where a name should be")
            self.complain("E103", _span(event), found=found)
            raise _Stop
        key = parent.key = event.value
        self._at[-1] = key
        if key in lines:
            self.complain("E104", _span(event), found=key, first=lines[key])
            return
        lines[key] = event.start_mark.line + 1
        if self._places is not None:
            self._places[(*self._at, KEY)] = _span(event)

    def _place(self, value: Any, event: Any, parent: _Open | None) -> None:
        """Put a finished or just opened value where it belongs."""
        if not parent:
            self.root = value
        elif parent.lines is None:
            parent.value.append(value)
        else:
            parent.value[parent.key] = value
            parent.key = None
        if self._places is not None:
            self._places.setdefault(tuple(self._at), _span(event))

    def _refuse_references(self, event: Any, kind: Any) -> None:
        """E105, E106: no anchors, aliases or tags. An alias stops the reading, so nothing ever unfolds."""
        if kind is AliasEvent:
            self.complain("E105", _span(event), found=f"*{event.anchor}")
            raise _Stop
        if event.anchor:
            self.complain("E105", _span(event), found=f"&{event.anchor}")
        if event.tag:
            self.complain("E106", _span(event), found=event.tag.replace("tag:yaml.org,2002:", "!!"))

    def _check_escapes(self, value: str, event: Any) -> None:
        """E108, E110, E111: an escape such as `\\u202E` hides from the check of the text what it stands for."""
        for line in value.split("\n"):
            for code, _, _, values in _faults(line):
                self.complain(code, _span(event), **values)
