"""`sisterlib intake`: make a record of an issue, and the files from which a pull request and an answer are made.

Into the folder it writes `outcome` (one word), `number`, `answer.md`, and for a record that was taken in `file` and
`body.md`. It exits with 0 whenever there is an answer, so that the issue always gets one.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sister_libraries import issue_intake
from sister_libraries.answers import answer
from sister_libraries.clock import today
from sister_libraries.languages import site_languages
from sister_libraries.models.fields import check_id
from sister_libraries.project import Project
from sister_libraries.questions import ASKED, questions
from sister_libraries.review import entry_rows, likenesses, told
from sister_libraries.store import read_store

if TYPE_CHECKING:
    import argparse

    from sister_libraries.incoming import Incoming
    from sister_libraries.issue_intake import Issue, Reading
    from sister_libraries.languages import Language
    from sister_libraries.problems import Problem
    from sister_libraries.store import Store


def add_command(commands: Any) -> None:
    """Add `intake` to the command line."""
    parser = commands.add_parser(
        "intake", help="make a record of an issue that was written with one of the forms"
    )
    parser.add_argument("--event", type=Path, required=True, metavar="FILE", help="GitHub's event file")
    parser.add_argument("--out", type=Path, required=True, metavar="FOLDER", help="where the files go")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    try:
        issue = issue_intake.read_event(options.event)
    except issue_intake.NotAnEvent as error:
        print(f"sisterlib intake: {error}", file=sys.stderr)
        return 2
    store = read_store(options.root)
    day = options.today or today()
    reading = issue_intake.Reading()
    found = None
    if len(issue.body) > issue_intake.MAX_BODY:
        outcome = "too-long"
    else:
        reading = issue_intake.read_body(issue.body, store)
        can = reading.folder and not reading.twice and not reading.unknown and _is_id(reading.changed)
        found = issue_intake.take_in(reading, store, day) if can else None
        outcome = _outcome(issue, reading, found)
        if outcome == "taken" and found and found.is_there(options.root):
            outcome = "same"
    languages = [reading.language] if reading.language else site_languages()
    project = Project(options.root, today=day)
    text = "".join(_answer(project, outcome, each, reading, found, store) for each in languages)
    files = {"outcome": outcome, "number": str(issue.number), "answer.md": text}
    if outcome == "taken" and found:
        found.write(options.root)
        files |= {
            "file": found.file,
            "body.md": f"Closes #{issue.number}\n\n{text}",
        }
    options.out.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (options.out / name).write_text(content, encoding="utf-8", newline="\n")
    print(outcome)
    return 0


def _is_id(record_id: str) -> bool:
    """Whether a record can have this id; none is needed for a new one."""
    try:
        return not record_id or bool(check_id(record_id))
    except ValueError:
        return False


def _outcome(issue: Issue, reading: Reading, found: Incoming | None) -> str:
    """The first of these that is so."""
    alike = bool(found and found.like) and issue_intake.ANYWAY not in issue.labels
    outcomes = {
        "no-form": reading.language is None,
        "twice": bool(reading.twice),
        "unknown": bool(reading.unknown),
        "by-hand": not reading.folder or (bool(reading.changed) and found is None),
        "no-id": found is None,
        # What shows a person must not get into Git at all, where it stays.
        "wrong": not (found and found.right) or any(each.code == "E229" for each in found.problems),
        "like": alike,
    }
    return next((name for name, is_so in outcomes.items() if is_so), "taken")


def _answer(
    project: Project, outcome: str, here: Language, reading: Reading, found: Incoming | None, store: Store
) -> str:
    return answer(
        project.root,
        "issue",
        here,
        outcome=outcome,
        headings=here.listing([*reading.twice, *reading.unknown]),
        like=likenesses(found.like, store, project, here) if found else [],
        problems=[told(each, here, project) | _place(each, reading, store, here) for each in found.problems]
        if found
        else [],
        rows=entry_rows(reading.folder, reading.data, store, here) if reading.data and found else [],
    )


def _place(problem: Problem, reading: Reading, store: Store, here: Language) -> dict[str, str]:
    """The question of the form in whose answer a problem stands; nothing where the record itself was sent."""
    if reading.changed or reading.folder not in ASKED:
        return {}
    at = tuple(part for part in problem.at if isinstance(part, str))
    for question in questions(reading.folder, store.records["vocabularies"]):  # type: ignore[arg-type]  # of one kind
        if at and at[: len(question.at)] == question.at:
            return {"place": question.label(here)}
        if at and question.at[: len(at)] == at:  # in all of its languages
            return {"place": here.say(question.title)}
    return {}
