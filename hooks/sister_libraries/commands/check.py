"""`sisterlib check`: report every problem of every record and page."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sister_libraries.clock import today
from sister_libraries.languages import N_, language, site_languages
from sister_libraries.problems import ProblemsFound
from sister_libraries.project import Project
from sister_libraries.report import as_github, as_json, as_text
from sister_libraries.rules import RULES

if TYPE_CHECKING:
    import argparse

    from sister_libraries.problems import Problem


def add_command(commands: Any) -> None:
    """Teach the command line `check`."""
    parser = commands.add_parser("check", help="report every problem of every record and page")
    parser.add_argument(
        "paths", nargs="*", type=Path, metavar="PATH", help="report only on these files or folders"
    )
    parser.add_argument("--format", choices=["text", "github", "json"], default="text")
    parser.add_argument("--lang", choices=[*(each.code for each in site_languages()), "both"], default="both")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Report the problems; the exit code is 1 when there are any, 2 for a path that is not there."""
    root: Path = options.root
    missing = [path for path in options.paths if not path.exists()]
    if missing:
        print(f"sisterlib check: no such file or folder: {missing[0]}", file=sys.stderr)
        return 2
    project = Project(root, today=options.today or today())
    try:
        project.load()
        problems = project.notices
    except ProblemsFound as found:
        problems = found.problems
    if options.paths:
        problems = [each for each in problems if _concerns(each, options.paths, root)]
    languages = site_languages() if options.lang == "both" else (language(options.lang),)
    if options.format == "json":
        print(as_json(problems, languages))
    elif options.format == "github":
        print(as_github(problems, languages))
    elif problems:
        print(as_text(problems, root, languages))
    wrong = sum(not RULES[each.code].notice for each in problems)
    if options.format == "text":
        counted = (wrong, len(problems) - wrong)
        for each in languages:
            print(
                each.say(
                    N_("Problems: {problems}. Notices: {notices}."), problems=counted[0], notices=counted[1]
                )
            )
    return 1 if wrong else 0


def _concerns(problem: Problem, paths: list[Path], root: Path) -> bool:
    file = (root / problem.path).resolve()
    return any(file == path.resolve() or path.resolve() in file.parents for path in paths)
