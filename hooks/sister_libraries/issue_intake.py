"""From an issue that was written with one of our forms to a record, and to an answer in the issue's language.

Reads GitHub's event file and nothing else; what it writes are files. No text of the issue becomes a name, a command
or a part of one: files are named by checked ids, branches by the issue's number.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sister_libraries import issue_forms
from sister_libraries.incoming import Incoming, examine, id_of, taken_ids
from sister_libraries.languages import Language, site_languages
from sister_libraries.models import Library, Vocabulary
from sister_libraries.questions import Question, put, questions
from sister_libraries.yaml_writer import write

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from sister_libraries.store import Store

MAX_EVENT = 4 * 1024 * 1024
MAX_BODY = 65_536  # characters; GitHub's own limit for an issue
_ENTRY = re.compile(r"(?:data/)?(libraries|partnerships|organizations)/([a-z0-9-]+)(?:\.yml)?", re.ASCII)
_FENCE = re.compile(r"^(`{3,})ya?ml\n(.*?)\n\1$", re.DOTALL | re.MULTILINE)
EMPTY = ("_No response_", "None", "")
ANYWAY = "not-a-duplicate"  # the label by which a maintainer says that it is another library


class NotAnEvent(ValueError):
    """The file is not an event of an issue."""


@dataclass(frozen=True)
class Issue:
    """What an event tells of an issue."""

    number: int
    body: str
    labels: frozenset[str]
    sender: str


@dataclass
class Reading:
    """What an issue's text was found to be: which form, in which language, and its answers."""

    language: Language | None = None
    folder: str = ""
    data: dict[str, Any] = field(default_factory=dict)
    changed: str = ""  # the id of the record that is to be changed, and its new text
    text: str = ""
    twice: list[str] = field(default_factory=list)  # headings that stand in it more than once
    unknown: list[str] = field(default_factory=list)  # and those that the form does not have


def read_event(path: Path) -> Issue:
    """The issue of the event in the file at `path`; raises NotAnEvent."""
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_EVENT + 1)
        if len(raw) > MAX_EVENT:
            raise NotAnEvent("the event is too large")
        event = json.loads(raw)
        issue = event["issue"]
        labels = frozenset(each["name"] for each in issue["labels"])
        number, body, sender = issue["number"], issue["body"] or "", event["sender"]["login"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise NotAnEvent(str(error)) from None
    right = type(number) is int and 0 < number < 10**9 and isinstance(body, str) and isinstance(sender, str)
    if not right or "pull_request" in issue or not all(isinstance(each, str) for each in labels):
        raise NotAnEvent("no issue in it")
    return Issue(number, body[: MAX_BODY + 1], labels, sender)


def read_body(body: str, store: Store) -> Reading:
    """Tell the form and take the answers out of an issue's text."""
    vocabularies = {
        each.id: each for each in store.records["vocabularies"].values() if isinstance(each, Vocabulary)
    }
    libraries = {key: each for key, each in store.records["libraries"].items() if isinstance(each, Library)}
    lines = body.replace("\r\n", "\n").split("\n")
    for here in site_languages():
        which, what = (f"### {here.say(each)}" for each in (issue_forms.WHICH, issue_forms.WHAT))
        if which in lines and what in lines:
            return _change(lines, which, what, Reading(here))
    best = Reading()
    most = 0
    for here in site_languages():
        for folder in issue_forms.TITLES:
            asked = {f"### {each.label(here)}": each for each in questions(folder, vocabularies, libraries)}
            found = {line for line in lines if line in asked}
            if len(found) > most:
                most = len(found)
                best = _take(lines, asked, Reading(here, folder))
    return best if most > 1 else Reading()


def _change(lines: list[str], which: str, what: str, reading: Reading) -> Reading:
    """A wish to change an entry: a record's new text if there is one, as the site's form puts it there."""
    first, last = lines.index(which), lines.index(what)
    if lines.count(which) > 1 or lines.count(what) > 1 or last < first:
        reading.twice = [each.removeprefix("### ") for each in (which, what) if lines.count(each) > 1]
        return reading
    entry = _ENTRY.fullmatch("\n".join(lines[first + 1 : last]).strip())
    text = _FENCE.search("\n".join(lines[last + 1 :]))
    if entry and text:
        reading.folder, reading.changed, reading.text = entry[1], entry[2], text[2] + "\n"
    return reading


def _take(lines: list[str], asked: dict[str, Question], reading: Reading) -> Reading:
    """Fill in the answers; each goes from its heading to the next heading of the form."""
    answers: dict[str, list[str]] = {}
    current: list[str] = []
    for number, line in enumerate(lines):
        if line in asked:
            if line in answers:
                reading.twice.append(line.removeprefix("### "))
            current = answers[line] = []
        elif re.fullmatch(r"### .+", line) and _is_ours(line, reading.language):
            current = []  # the consents at the end
        else:
            if line.startswith("### ") and not any(each.strip() for each in _beside(lines, number)):
                reading.unknown.append(line.removeprefix("### "))  # of an older form, perhaps
            current.append(line)
    for heading, question in asked.items():
        answer = "\n".join(answers.get(heading, [])).strip()
        if answer not in EMPTY:
            put(reading.data, question, answer)
    return reading


def _beside(lines: list[str], number: int) -> list[str]:
    """The lines above and below; around a form's heading they are empty."""
    return [*lines[max(0, number - 1) : number], *lines[number + 1 : number + 2]]


def _is_ours(line: str, here: Language | None) -> bool:
    return here is not None and line == f"### {here.say(issue_forms.CONSENT)}"


def take_in(reading: Reading, store: Store, day: date) -> Incoming | None:
    """The record that an issue asks for, checked; None when no id can be made for it."""
    if reading.changed:
        found = examine(store, reading.folder, reading.changed, reading.text, day)
        reading.data = found.data
        return found
    data = reading.data
    data["listed"] = day.isoformat()
    if reading.folder == "libraries" and data.get("status") in ("seeking", "open"):
        data["confirmed"] = day.isoformat()
    record_id = id_of(reading.folder, data, taken_ids(store, reading.folder))
    if not record_id:
        return None
    return examine(store, reading.folder, record_id, write(reading.folder, data), day)
