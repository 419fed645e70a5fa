"""`sisterlib schema`: write the JSON Schemas for editors from the models."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sister_libraries import json_schema
from sister_libraries.catalogue import load
from sister_libraries.clock import today

if TYPE_CHECKING:
    import argparse


def add_command(commands: Any) -> None:
    """Teach the command line `schema`."""
    parser = commands.add_parser("schema", help="write the JSON Schemas for editors from the models")
    parser.add_argument("--check", action="store_true", help="only say whether they are up to date")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write them, or say which are stale; the exit code is 1 when `--check` finds one."""
    catalogue = load(options.root, options.today or today())[0]
    stale = []
    for name, text in json_schema.files(catalogue):
        path = options.root / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            stale.append(name)
            if not options.check:
                path.parent.mkdir(exist_ok=True)
                path.write_text(text, encoding="utf-8", newline="\n")
    for name in stale:
        print(f"{name}: out of date; run: sisterlib schema" if options.check else f"{name}: written")
    return 1 if stale and options.check else 0
