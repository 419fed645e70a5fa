"""`sisterlib zip`: pack the built site so that it works from a folder."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sister_libraries.offline import archive

if TYPE_CHECKING:
    import argparse


def add_command(commands: Any) -> None:
    """Teach the command line `zip`."""
    parser = commands.add_parser(
        "zip", help="pack the built site so that it works from a folder, without a network"
    )
    parser.add_argument("--site-dir", type=Path, default=Path("site"), help="the built site (default: site)")
    parser.add_argument("--out", type=Path, default=Path("sister-libraries.zip"), help="the file to write")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write the archive; the exit code is 1 when there is no site."""
    site = options.root / options.site_dir
    if not (site / "index.html").exists():
        print(f"sisterlib zip: there is no site in {site}; build it first", file=sys.stderr)
        return 1
    options.out.write_bytes(archive(site, options.root))
    print(options.out)
    return 0
