"""`sisterlib build`: build the site, ready to publish."""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sister_libraries import inputs, stamp
from sister_libraries.clock import today
from sister_libraries.languages import N_, site_languages
from sister_libraries.lock import alone
from sister_libraries.progress import progress
from sister_libraries.published import site_url
from sister_libraries.timings import timings

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping
    from datetime import date

    from sister_libraries.shards import Shard


def add_command(commands: Any) -> None:
    """Teach the command line `build`."""
    parser = commands.add_parser("build", help="build the site, ready to publish")
    parser.add_argument("--site-dir", type=Path, default=Path("site"), help="where to (default: site)")
    parser.add_argument(
        "--cache",
        type=Path,
        default=Path(".cache"),
        help="where to keep what can be made again (default: .cache)",
    )
    parser.add_argument("--profile", action="store_true", help="say where the time went")
    parser.add_argument("--quiet", action="store_true", help="say nothing but what is wrong")
    parser.add_argument(
        "--shard", metavar="3/16", help="make only the third of sixteen parts, for `merge` to put together"
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Build the site, unless it is already what a build would make; or a part of it."""
    shard = None
    if options.shard:
        from sister_libraries.shards import Shard  # noqa: PLC0415 - seldom asked for

        try:
            shard = Shard.read(options.shard)
        except ValueError:
            print(f"sisterlib build: --shard {options.shard} is not of the form 3/16", file=sys.stderr)
            return 2
    day = options.today or today()
    with alone(options.root / options.cache) as lock:
        found = inputs.digests(options.root)
        if not shard and _is_right(options, stamp.made_of(found, day, site_url())):
            if not options.quiet:
                message = N_("Nothing has changed since the last build.")
                print(" · ".join(each.say(message) for each in site_languages()))
            return 0
        _build(options, day, found, shard, lock)
    return 0


def _is_right(options: argparse.Namespace, key: str) -> bool:
    return stamp.is_right(options.root / options.cache, options.root / options.site_dir, key)


def _build(
    options: argparse.Namespace, day: date, found: Mapping[str, bytes], shard: Shard | None, lock: int
) -> None:
    """Build, when the files have the digests `found`."""
    # Imported only now, because a site that is right already needs nothing of this.
    from sister_libraries.build import build  # noqa: PLC0415 - see above
    from sister_libraries.project import Project  # noqa: PLC0415 - see above

    project = Project(options.root, site_dir=options.site_dir, today=day, cache=options.cache, found=found)
    if not options.quiet:
        progress.speak()
    # What a build makes lives until it ends and holds hardly a cycle: looking for some took a tenth of its time.
    gc.disable()
    if shard:
        from sister_libraries.shards import make  # noqa: PLC0415 - as above

        make(project, shard, lock)
    else:
        build(project, lock)
    progress.end()
    if options.profile:
        print(timings.table())
    timings.save()
