"""`sisterlib serve`: build the site and show it, again after every change."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sister_libraries import pdf
from sister_libraries.clock import today
from sister_libraries.project import Project
from sister_libraries.serve import serve

if TYPE_CHECKING:
    import argparse


def add_command(commands: Any) -> None:
    """Teach the command line `serve`."""
    parser = commands.add_parser("serve", help="build the site and show it, again after every change")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, choices=range(1, 65_536), metavar="PORT", default=8000)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Serve until interrupted."""
    os.environ.setdefault(pdf.SWITCH, "no")  # nobody waits for PDFs after every change

    def make_project() -> Project:
        cache = Path(".cache") / "serve"
        address = f"http://{options.host}:{options.port}/"
        return Project(options.root, address, cache / "site", options.today or today(), cache=cache)

    return serve(make_project, options.host, options.port)
