"""`sisterlib answer --base REF`: tell a contributor, in every language, what a pull request is and what to mend.

On GitHub the problems stand on the diff (standard output) and the whole in the job's summary. It exits with 1 only
for problems that the change itself brought.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from sister_libraries.answers import answer
from sister_libraries.changes import Changes, NoBase, changes_since
from sister_libraries.clock import today
from sister_libraries.incoming import similar_libraries
from sister_libraries.languages import site_languages
from sister_libraries.models import Library
from sister_libraries.project import Project
from sister_libraries.report import as_github, replacement
from sister_libraries.review import entry_rows, likenesses, told
from sister_libraries.rules import RULES
from sister_libraries.store import read_store
from sister_libraries.town_ties import BY_HAND, IMPORTED

if TYPE_CHECKING:
    import argparse

    from sister_libraries.languages import Language
    from sister_libraries.problems import Problem
    from sister_libraries.store import Store

OTHER_DATA = tuple(f"data/{name}" for name in (BY_HAND, IMPORTED))  # neither records nor what became of them
MOST = 10  # records, and problems, that a summary shows one by one


def add_command(commands: Any) -> None:
    """Add `answer` to the command line."""
    parser = commands.add_parser(
        "answer", help="tell a contributor what a pull request changes and what to mend"
    )
    parser.add_argument(
        "--base", default="HEAD^1", metavar="REF", help="what it is compared with (default: HEAD^1)"
    )
    parser.add_argument(
        "--summary",
        type=Path,
        metavar="FILE",
        help="where the summary goes, before there is a pull request (default: the job's own)",
    )
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    day = options.today or today()
    try:
        changes = changes_since(options.root, options.base, day)
    except NoBase as error:
        print(f"sisterlib answer: {error}", file=sys.stderr)
        return 2
    annotations = as_github(changes.own, site_languages())
    if annotations:
        print(annotations)
    text = summary(Project(options.root, today=day), changes, _pull_request(), ahead=bool(options.summary))
    if options.summary:
        options.summary.write_text(text, encoding="utf-8", newline="\n")
    else:
        _append("GITHUB_STEP_SUMMARY", text)
    wrong = any(_is_wrong(each) for each in changes.own)
    sound = not wrong and not any(_is_wrong(each) for each in changes.others)
    _append("GITHUB_OUTPUT", f"code={str(bool(changes.code)).lower()}\nsound={str(sound).lower()}\n")
    if not options.summary and "GITHUB_STEP_SUMMARY" not in os.environ:
        print(text)
    return 1 if wrong else 0


def _is_wrong(problem: Problem) -> bool:
    return not RULES[problem.code].notice


def _append(variable: str, text: str) -> None:
    """Append to the file that GitHub names in the environment, if it does."""
    name = os.environ.get(variable)
    if name:
        with Path(name).open("a", encoding="utf-8") as file:
            file.write(text)


def _pull_request() -> str:
    """The address of the pull request's changed files, from GitHub's event; empty elsewhere."""
    try:
        event = json.loads(Path(os.environ["GITHUB_EVENT_PATH"]).read_bytes())
        number = int(event["pull_request"]["number"])
        return f"https://github.com/{os.environ['GITHUB_REPOSITORY']}/pull/{number}/files"
    except (OSError, KeyError, ValueError, TypeError):
        return ""


def summary(project: Project, changes: Changes, pull_request: str, *, ahead: bool) -> str:
    """The answer in every language, one after the other; `ahead` of the pull request, or in its own run."""
    store = read_store(project.root)
    return "\n".join(
        _in_language(project, changes, pull_request, ahead, store, each) for each in site_languages()
    )


def _in_language(
    project: Project, changes: Changes, pull_request: str, ahead: bool, store: Store, here: Language
) -> str:
    records = [_record(*each, project, store, here) for each in changes.records[:MOST]]
    alike = {each["file"] for each in records if each["like"]}  # E302 says less than the list does
    told_here = [
        each for each in changes.own if each.code != "E302" or not {each.path, each.values["found"]} & alike
    ]
    shown = sorted(told_here, key=lambda each: (RULES[each.code].notice, each.order))
    return answer(
        project.root,
        "pull-request",
        here,
        wrong=sum(_is_wrong(each) for each in changes.own),
        problems=[_told(each, here, project, pull_request) for each in shown[:MOST]],
        hidden=max(0, len(shown) - MOST),
        records=records,
        more=max(0, len(changes.records) - MOST),
        left=_left(changes, store)[:MOST],
        data=[each for each in changes.content if each in OTHER_DATA],
        pages=[each for each in changes.content if each.startswith("docs/")][:MOST],
        split=bool(changes.code and changes.content),
        code=changes.code[:MOST],
        only_code=bool(changes.code and not changes.content),
        ahead=ahead,
        others=[_told(each, here, project, "") for each in changes.others if _is_wrong(each)][:MOST],
    )


def _left(changes: Changes, store: Store) -> list[dict[str, str]]:
    """The records that this change renames or takes down: the file that went, and the one that came of it, if any."""
    left = []
    for name in changes.gone:
        folder, record_id = Path(name).parts[1:2], Path(name).stem
        move = store.moves.get("".join(folder), {}).get(record_id)
        if move:  # else it has vanished, which is a problem (E309)
            left.append({"file": name, "to": f"data/{folder[0]}/{move.to}.yml" if move.to else ""})
    return left


def _told(problem: Problem, here: Language, project: Project, pull_request: str) -> dict[str, Any]:
    link = ""
    if pull_request and problem.span:
        name = hashlib.sha256(problem.path.encode("utf-8", "surrogateescape")).hexdigest()
        link = Markup(escape(f"{pull_request}#diff-{name}R{problem.span.line}"))
    place = f"{problem.path}:{problem.span.line}" if problem.span else problem.path
    return told(problem, here, project, link) | {
        "place": place,
        "suggestion": replacement(problem, project.root),
    }


def _record(folder: str, record_id: str, project: Project, store: Store, here: Language) -> dict[str, Any]:
    """A changed record: its file, its fields as they will be shown, and the listings that it looks like."""
    name = f"data/{folder}/{record_id}.yml"
    document = store.document(name)
    record = store.records[folder].get(record_id)
    like = similar_libraries(record, store) if isinstance(record, Library) else []
    return {
        "file": name,
        "right": record is not None,
        "rows": entry_rows(folder, document.data, store, here),
        "like": likenesses(like, store, project, here),
    }
