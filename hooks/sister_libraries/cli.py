"""The command line, `sisterlib`: check, build, serve and translations."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from sister_libraries.catalogue import load
from sister_libraries.clock import today
from sister_libraries.languages import N_, language, site_languages
from sister_libraries.problems import ProblemsFound
from sister_libraries.report import as_github, as_json, as_text
from sister_libraries.rules import RULES

if TYPE_CHECKING:
    from sister_libraries.problems import Problem


def main(arguments: list[str] | None = None) -> int:
    """Run one command; the exit code is 0 when all is well, 1 for problems, 2 for wrong usage."""
    options = _parser().parse_args(arguments)
    code: int = options.run(options)
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="sisterlib", description=__doc__)
    parser.add_argument("--root", type=Path, default=Path(), help="the project's folder (default: here)")
    parser.add_argument("--today", type=today, default=None, help="the day to build for, as 2026-11-21")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    check = commands.add_parser("check", help="report every problem of every record and page")
    check.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="report only on these files or folders")
    check.add_argument("--format", choices=["text", "github", "json"], default="text")
    check.add_argument("--lang", choices=[*(each.code for each in site_languages()), "both"], default="both")
    check.set_defaults(run=_check)
    return parser


def _check(options: argparse.Namespace) -> int:
    root: Path = options.root
    missing = [path for path in options.paths if not path.exists()]
    if missing:
        print(f"sisterlib check: no such file or folder: {missing[0]}", file=sys.stderr)
        return 2
    try:
        problems = load(root, options.today or today())[1]
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
            print(each.say(N_("Problems: {problems}. Notices: {notices}."), problems=counted[0], notices=counted[1]))
    return 1 if wrong else 0


def _concerns(problem: Problem, paths: list[Path], root: Path) -> bool:
    file = (root / problem.path).resolve()
    return any(file == path.resolve() or path.resolve() in file.parents for path in paths)


if __name__ == "__main__":
    sys.exit(main())
