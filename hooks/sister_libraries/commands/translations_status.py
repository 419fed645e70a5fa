"""`sisterlib translations`: say which pages' translations are behind."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sister_libraries import translations
from sister_libraries.languages import N_, site_languages

if TYPE_CHECKING:
    import argparse


def add_command(commands: Any) -> None:
    """Teach the command line `translations`."""
    parser = commands.add_parser("translations", help="say which pages' translations are behind")
    parser.add_argument("action", nargs="?", choices=["status", "mark"], default="status")
    parser.add_argument(
        "paths", nargs="*", type=Path, metavar="PAGE", help="translated pages that were compared"
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Say it, or mark pages as compared; the exit code is 2 for a page that translates none."""
    if options.action == "mark":
        for path in options.paths:
            if not translations.mark_current(options.root, path):
                message = N_(
                    "{page} is not the translation of a page. Give the translated file, as docs/zh/why.md."
                )
                print(_said(message, page=path), file=sys.stderr)
                return 2
            print(_said(N_("{page} counts as compared with the original of today."), page=path))
        return 0
    behind = [
        each for each in translations.page_states(options.root) if each.state not in ("original", "current")
    ]
    for each in behind:
        print(f"docs/{each.language}/{each.name}: {each.state}")
    if not behind:
        print(_said(N_("No translation is behind.")))
    return 0


def _said(message: str, **values: object) -> str:
    return " · ".join(each.say(message, **values) for each in site_languages())
