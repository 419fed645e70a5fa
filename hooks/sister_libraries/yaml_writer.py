"""Write a record as YAML in the one canonical form: the model's order, one way of quoting, comments kept.

A group of fields stands one field a line; a list of single values stands in brackets on one line; a text is plain
where that is safe, a literal block where it has paragraphs, and in double quotation marks otherwise.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import yaml
from pydantic import BaseModel

from sister_libraries.languages import site_languages
from sister_libraries.models import KINDS
from sister_libraries.models.fields import Text
from sister_libraries.validate import unwrap
from sister_libraries.yaml_reader import INVISIBLE, KEY, parse, places

if TYPE_CHECKING:
    from sister_libraries.problems import FieldPath, Problem

# The first line of a record's file, by which editors find its schema.
MODELINE = "# yaml-language-server: $schema=../../schemas/{kind}.schema.json"
_WORDS = {
    "null",
    "true",
    "false",
    "yes",
    "no",
    "on",
    "off",
    "y",
    "n",
    "~",
}  # what some editors take for no text
_NUMBER = re.compile(
    r"[-+]?(\d[\d_]*(\.\d*)?|\.\d+)([eE][-+]?\d+)?|0[xob][\da-fA-F_]+|[-+]?\.(inf|nan)", re.I
)
_NAME = re.compile(
    r"[a-z][a-z0-9_-]*"
)  # a field; that YAML 1.1 takes “on” for a truth value harms no reader of ours
_FIRST = set("-?:,[]{}#&*!|>'\"%@`=<")  # marks that mean something at the beginning of a YAML value


@dataclass
class Comments:
    """The comments of a file: those above a field, and those behind it on its line; `()` is the file's beginning."""

    above: dict[FieldPath, list[str]] = field(default_factory=dict)
    behind: dict[FieldPath, str] = field(default_factory=dict)
    last: list[str] = field(default_factory=list)

    def inside(self, at: FieldPath) -> bool:
        """Whether any comment stands at a value within the one at `at`."""
        return any(each[: len(at)] == at and len(each) > len(at) for each in (*self.above, *self.behind))


def write(folder: str, data: dict[str, Any], comments: Comments | None = None) -> str:
    """The text of the record file in `data/<folder>/` that says what `data` says."""
    writer = _Writer(comments or Comments())
    kind = KINDS[folder]
    head = [MODELINE.format(kind=kind.__name__.lower()), *writer.comments.above.pop((), [])]
    return "\n".join([*head, *writer.group(data, kind, ()), *writer.comments.last]) + "\n"


def write_plain(data: dict[str, Any], comments: Comments | None = None) -> str:
    """The text of a file that is no record, as `data/moved.yml`; its keys stay in their order."""
    writer = _Writer(comments or Comments())
    head = writer.comments.above.pop((), [])
    return "\n".join([*head, *writer.group(data, None, ()), *writer.comments.last]) + "\n"


def formatted(folder: str, text: str, name: str) -> tuple[str, list[Problem]]:
    """The file's `text` in canonical form; or the same text, and why it cannot be read."""
    document, problems = parse(text, name)
    if not document:
        return text, problems
    return write(folder, document.data, comments_of(text)), []


def comments_of(text: str) -> Comments:
    """The comments in `text`, which can be read, each with the field that it belongs to."""
    found = Comments()
    spans = {}
    for at, span in places(text).items():
        path = at[:-1] if at and at[-1] == KEY else at
        if at and (at[-1] == KEY or isinstance(at[-1], int)):
            spans[path] = (span.line, span.column)
    order = sorted(spans.items(), key=lambda each: (each[1], len(each[0])))
    for line, column, comment in _positions(text):
        if line == 1 and comment.startswith("# yaml-language-server:"):
            continue
        here = (line, column)
        before = text.split("\n")[line - 1][: column - 1]
        if before.strip(" -[{,"):
            found.behind.setdefault([path for path, place in order if place < here][-1], "")
            path = [path for path, place in order if place < here][-1]
            found.behind[path] = f"{found.behind[path]}  {comment}".lstrip()
            continue
        following = [path for path, place in order if place > here]
        if not any(place < here for _, place in order):
            found.above.setdefault((), []).append(comment)
        elif following:
            found.above.setdefault(following[0], []).append(comment)
        else:
            found.last.append(comment)
    return found


def _positions(text: str) -> list[tuple[int, int, str]]:
    """Every comment with its line and column: what stands between the tokens of YAML, save spaces."""
    found = []
    lines = text.split("\n")
    end = (0, 0)

    def gap(to: tuple[int, int]) -> None:
        for number in range(end[0], min(to[0] + 1, len(lines))):
            first = end[1] if number == end[0] else 0
            last = to[1] if number == to[0] else len(lines[number])
            start = lines[number].find("#", first, max(first, last))
            if start >= 0:
                found.append((number + 1, start + 1, lines[number][start:].rstrip()))

    for token in yaml.scan(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
        start = (token.start_mark.line, token.start_mark.column)
        if start > end:
            gap(start)
        if isinstance(token, yaml.ScalarToken) and token.style in ("|", ">"):
            header = re.search(r" #.*", lines[start[0]][start[1] :])
            if header:
                column = start[1] + header.start() + 2
                found.append((start[0] + 1, column, header[0].strip()))
        end = max(end, (token.end_mark.line, token.end_mark.column))
    gap((len(lines), 0))
    return found


class _Writer:
    """Writes one file; `comments` are put back where they belong."""

    def __init__(self, comments: Comments) -> None:
        self.comments = comments

    def group(self, data: dict[str, Any], kind: Any, at: FieldPath) -> list[str]:
        """The lines of a group of fields."""
        lines = []
        for name in _ordered(data, kind):
            here = (*at, name)
            lines += self.comments.above.get(here, [])
            first, below = self._value(data[name], _kind_of(kind, name), here)
            head = (
                f"{name if _NAME.fullmatch(name) else quoted(name)}:"
                + (f" {first}" if first else "")
                + self._behind(here)
            )
            lines += [head, *_indented(below)]
        return lines

    def _behind(self, at: FieldPath) -> str:
        comment = self.comments.behind.get(at)
        return f" {comment}" if comment else ""

    def _value(self, value: Any, kind: Any, at: FieldPath) -> tuple[str, list[str]]:
        """What stands behind the colon, and the lines below it."""
        if isinstance(value, dict):
            return ("", self.group(value, kind, at)) if value else ("{}", [])
        if isinstance(value, list):
            short = not any(isinstance(each, (dict, list)) or "\n" in each for each in value)
            if short and not self.comments.inside(at):
                shown = (quoted(each, number=_may_be_number(kind), listed=True) for each in value)
                return f"[{', '.join(shown)}]", []
            return "", self._items(value, kind, at)
        if "\n" in value and _fits_a_block(value):
            return "|-", value.split("\n")
        return quoted(value, number=_may_be_number(kind)), []

    def _items(self, values: list[Any], kind: Any, at: FieldPath) -> list[str]:
        lines = []
        for index, value in enumerate(values):
            here = (*at, index)
            lines += self.comments.above.get(here, [])
            first, below = self._value(value, kind, here)
            if first:
                below = [first + self._behind(here), *_indented(below)]
            while below[0].startswith("# "):  # above the first field of the item
                lines.append(below.pop(0))
            lines += [f"- {below[0]}", *_indented(below[1:])]
        return lines


def _indented(lines: list[str]) -> list[str]:
    return [f"  {line}" if line else "" for line in lines]


def _ordered(data: dict[str, Any], kind: Any) -> list[str]:
    """The names in `data` in the order of the model; unknown ones as they stand, last."""
    if not isinstance(kind, type):
        known: list[str] = []
    elif issubclass(kind, Text):
        known = [each.code for each in site_languages()] + list(kind.EXTRA)
    else:
        known = list(kind.model_fields) if issubclass(kind, BaseModel) else []
    return [name for name in known if name in data] + [name for name in data if name not in known]


def _kind_of(kind: Any, name: str) -> Any:
    if isinstance(kind, type) and issubclass(kind, BaseModel) and name in kind.model_fields:
        return unwrap(kind.model_fields[name].annotation)
    return str if isinstance(kind, type) and issubclass(kind, Text) else None


def _may_be_number(kind: Any) -> bool:
    """Whether an editor may take the value for a number: years and coordinates, but no text."""
    return kind is not None and kind is not str and not (isinstance(kind, type) and issubclass(kind, Text))


def _fits_a_block(text: str) -> bool:
    lines = text.split("\n")
    return (
        bool(lines[0] and lines[-1])
        and not any(line != line.rstrip() or line != "".join(map(_visible, line)) for line in lines)
        and not lines[0].startswith(" ")
    )


def _visible(character: str) -> str:
    """The character, or for one that cannot be seen an escape as double quotation marks know it."""
    if unicodedata.category(character) not in INVISIBLE:
        return character
    code = ord(character)
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def quoted(text: str, *, number: bool = False, listed: bool = False) -> str:
    """`text` as one value of YAML: plain where every reader takes it for this text, else in double marks.

    A `number` is left plain, as years and coordinates are. What is `listed` in brackets may hold no marks of lists.
    """
    if _NUMBER.fullmatch(text):
        return text if number else f'"{text}"'
    plain = (
        text
        and text[0] not in _FIRST
        and text.strip() == text
        and text.lower() not in _WORDS
        and not re.search(r":( |$)| #|\n", text)
        and not (listed and re.search(r"[,\[\]{}]", text))
        and text == "".join(map(_visible, text))
    )
    if plain:
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return '"' + "".join(map(_visible, escaped)) + '"'
