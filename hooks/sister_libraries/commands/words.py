"""`sisterlib words`: bring the catalogues of interface words up to date."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sister_libraries import wording

if TYPE_CHECKING:
    import argparse


def add_command(commands: Any) -> None:
    """Teach the command line `words`."""
    parser = commands.add_parser("words", help="bring the catalogues of interface words up to date")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write the catalogues; the exit code is 1 when a phrase is not translated."""
    lacking = wording.update(options.root)
    for message in lacking:
        print(f"not translated: {message}")
    return 1 if lacking else 0
