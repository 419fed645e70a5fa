"""`sisterlib merge`: put together the shards that several machines have made."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sister_libraries.clock import today
from sister_libraries.lock import alone
from sister_libraries.project import Project
from sister_libraries.shards import merge

if TYPE_CHECKING:
    import argparse


def add_command(commands: Any) -> None:
    """Teach the command line `merge`."""
    parser = commands.add_parser("merge", help="build the site with the pages that shards have made")
    parser.add_argument(
        "shards", nargs="+", type=Path, metavar="SHARD", help="a folder that `build --shard` made"
    )
    parser.add_argument("--site-dir", type=Path, default=Path("site"), help="where to (default: site)")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Build the site, and tell how many pages each shard gave."""
    gc.disable()  # as in a build
    project = Project(options.root, site_dir=options.site_dir, today=options.today or today())
    with alone(project.cache) as lock:
        told = merge(project, options.shards, lock)
    print("\n".join(told))
    return 0
