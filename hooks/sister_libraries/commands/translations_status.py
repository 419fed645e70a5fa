"""`sisterlib translations`: say which pages' translations are behind."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sister_libraries import translations

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
                print(
                    f"sisterlib translations mark: {path} is not the translation of a page", file=sys.stderr
                )
                return 2
        return 0
    for each in translations.page_states(options.root):
        if each.state not in ("original", "current"):
            print(f"docs/{each.language}/{each.name}: {each.state}")
    return 0
