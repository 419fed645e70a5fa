"""Put problems into words: for people in either language, for GitHub's annotations, and as JSON."""

from __future__ import annotations

import json
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sister_libraries.languages import N_, Language, Phrase
from sister_libraries.published import site_url
from sister_libraries.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from sister_libraries.problems import Problem, Span

MAX_CHOICES = 15  # more than this is a page of text, and the field reference has them all
MAX_VALUE = 200  # characters of a value that a message shows; enough to find it by
MAX_LINE = 160  # characters of a source line; a paragraph is one line and can be very long
BEFORE = 60  # of these, how many before the place that is meant
MAX_ANNOTATIONS = 10  # GitHub shows ten a step, and hides the others without a word


@dataclass(frozen=True)
class Wording:
    """A problem in one language: its title, what is wrong, and what to do."""

    title: str
    wrong: str
    remedy: str
    kind: str


def word(problem: Problem, language: Language) -> Wording:
    """Put `problem` into the words of `language`."""
    rule = RULES[problem.code]
    values = {name: _show(value, language) for name, value in problem.values.items()}
    remedy = language.say(rule.remedy, **_filled(values))
    if values.get("suggestion"):
        offer = language.say(N_("Did you mean “{suggestion}”?"), suggestion=values["suggestion"])
        remedy = language.sentences([offer, remedy])
    return Wording(
        title=language.say(rule.title),
        wrong=language.say(rule.message, **_filled(values)),
        remedy=remedy,
        kind=language.say(N_("notice") if rule.notice else N_("problem")),
    )


def _filled(values: dict[str, str]) -> dict[str, str]:
    """Values of which a missing one is shown as a dash: a message must never fail."""
    return dict.fromkeys(_PLACES, "–") | values


_PLACES = {
    "choices", "example", "expected", "field", "first", "folder", "found", "limit", "limit_high", "limit_low",
    "moved", "other", "path", "same", "suggestion", "today",
}  # fmt: skip


def _show(value: Any, language: Language) -> str:
    if isinstance(value, Phrase):
        return language.say(value)
    if isinstance(value, int):
        return language.number(value)
    if isinstance(value, (list, tuple)):
        shown = [_plain(str(each)) for each in value[:MAX_CHOICES]]
        if len(value) > MAX_CHOICES:
            shown.append("…")
        return language.listing(shown)
    text = _plain(str(value))
    return text if len(text) <= MAX_VALUE else f"{text[: MAX_VALUE - 1]}…"


def _plain(text: str) -> str:
    """`text` without line breaks and whatever else a terminal or GitHub's runner would obey."""
    return "".join(c if c.isprintable() else "·" for c in text)


def as_text(problems: Sequence[Problem], root: Path, languages: Sequence[Language]) -> str:
    """All problems for a person at a terminal, with the line, a caret under what was found, and where to read more.

    With several languages each problem is said in each, one after the other.
    """
    blocks = []
    lines: dict[str, list[str]] = {}
    for problem in problems:
        words = [word(problem, language) for language in languages]
        place = _plain(problem.path)
        if problem.span:
            place += f":{problem.span.line}:{problem.span.column}"
        block = [f"{place}: {words[0].kind} {problem.code}"]
        block += [f"  {each.wrong}" for each in words]
        if problem.span:
            if problem.path not in lines:
                lines[problem.path] = _lines(root / problem.path)
            block += _quote(lines[problem.path], problem.span)
        block += [f"  → {each.remedy}" for each in words]
        block += [f"  {site_url()}{each.prefix}problems/{problem.code.lower()}/" for each in languages]
        blocks.append("\n".join(block))
    return "\n\n".join(blocks)


def replacement(problem: Problem, root: Path) -> str:
    """The line that a problem stands on as it should be, where that is known; else nothing."""
    suggestion, span = problem.values.get("suggestion"), problem.span
    lines = _lines(root / problem.path) if suggestion and span else []
    if not span or not suggestion or span.line > len(lines):
        return ""
    line = lines[span.line - 1]
    return f"{line[: span.column - 1]}{suggestion}{line[span.end - 1 :]}".strip()


def _lines(path: Path) -> list[str]:
    try:
        return path.read_bytes()[: 1 << 20].decode("utf-8", "replace").split("\n")
    except (OSError, ValueError):  # it has gone, or cannot be a file's name
        return []


def _quote(lines: list[str], span: Span) -> list[str]:
    """The source line with carets under the span; Chinese characters take two columns."""
    if span.line > len(lines):
        return []
    line = lines[span.line - 1].removesuffix("\r")
    first = max(0, span.column - 1 - BEFORE) if len(line) > MAX_LINE else 0
    last = first + MAX_LINE
    head = "…" if first else ""
    shown = head + _plain(line[first:last]) + ("…" if last < len(line) else "")
    before = _width(head + _plain(line[first : span.column - 1]))
    marked = max(1, _width(_plain(line[span.column - 1 : min(span.end - 1, last)])))
    gutter = f"{span.line:>5} | "
    return [gutter + shown, " " * (len(gutter) - 2) + "| " + " " * before + "^" * marked]


def _width(text: str) -> int:
    """The columns that `text` takes in a terminal."""
    width = 0
    for character in text:
        if unicodedata.combining(character):
            continue
        width += 2 if unicodedata.east_asian_width(character) in "WF" else 1
    return width


def as_github(problems: Iterable[Problem], languages: Sequence[Language]) -> str:
    """The ten most important problems as GitHub workflow commands, which show on the diff.

    Everything that came from a file is escaped, so that no text of a contributor becomes a command.
    """
    ordered = sorted(problems, key=lambda each: (RULES[each.code].notice, each.order))
    lines = []
    for problem in ordered[:MAX_ANNOTATIONS]:
        words = [word(problem, language) for language in languages]
        message = "\n".join(f"{each.wrong} {each.remedy}" for each in words)
        properties = {"file": _plain(problem.path)}
        if problem.span:
            span = problem.span
            properties |= {"line": str(span.line), "col": str(span.column), "endColumn": str(span.end)}
        properties["title"] = f"{problem.code} " + " · ".join(each.title for each in words)
        level = "notice" if RULES[problem.code].notice else "error"
        listed = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
        lines.append(f"::{level} {listed}::{_data(message)}")
    return "\n".join(lines)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def as_json(problems: Iterable[Problem], languages: Sequence[Language]) -> str:
    """All problems as a JSON list, with their words in each language."""
    return json.dumps(
        [
            {
                "code": problem.code,
                "notice": RULES[problem.code].notice,
                "file": _plain(problem.path),
                "line": problem.span.line if problem.span else None,
                "column": problem.span.column if problem.span else None,
                "field": list(problem.at),
                "message": {each.code: word(problem, each).wrong for each in languages},
                "remedy": {each.code: word(problem, each).remedy for each in languages},
            }
            for problem in problems
        ],
        ensure_ascii=False,
        indent=2,
    )
