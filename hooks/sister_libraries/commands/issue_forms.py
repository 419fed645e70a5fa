"""`sisterlib issue-forms`: write GitHub's issue forms from the models."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sister_libraries import issue_forms
from sister_libraries.catalogue import load
from sister_libraries.clock import today

if TYPE_CHECKING:
    import argparse


def add_command(commands: Any) -> None:
    """Add `issue-forms` to the command line."""
    parser = commands.add_parser("issue-forms", help="write GitHub's issue forms from the models")
    parser.add_argument("--check", action="store_true", help="only say whether they are up to date")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    catalogue = load(options.root, options.today or today())[0]
    stale = []
    for name, text in issue_forms.files(catalogue.vocabularies):
        path = options.root / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            stale.append(name)
            if not options.check:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8", newline="\n")
    for name in stale:
        print(f"{name}: out of date; run: sisterlib issue-forms" if options.check else f"{name}: written")
    return 1 if stale and options.check else 0
