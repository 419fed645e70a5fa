"""`sisterlib addresses --against FILE`: stop when an address that was published has vanished without a redirect."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sister_libraries.commands.speaking import add_language, spoken
from sister_libraries.languages import N_
from sister_libraries.outputs.addresses import NAME

if TYPE_CHECKING:
    import argparse


def add_command(commands: Any) -> None:
    """Add `addresses` to the command line."""
    parser = commands.add_parser("addresses", help="compare the site's addresses with those published last")
    parser.add_argument(
        "--against", type=Path, required=True, metavar="FILE", help="the addresses.txt published last"
    )
    parser.add_argument(
        "--site-dir", type=Path, default=Path("site"), help="the site that was built (default: site)"
    )
    add_language(parser)
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    here = spoken(options)
    built = options.root / options.site_dir
    lists = []
    for path in (options.against, built / NAME):
        try:
            lists.append(_read(path))
        except (OSError, UnicodeDecodeError):
            # A list that cannot be read must not pass for an empty one. The first publication is given an empty file.
            print(here.say(N_("{path} cannot be read; the addresses were not compared."), path=path))
            return 2
    published, there = lists
    lost = [each for each in published - there if not _is_there(built, each)]
    for each in sorted(lost):
        shown = "".join(c if c.isprintable() else "·" for c in each)
        print(here.say(N_("This address was published and is gone: {address}"), address=shown))
    if lost:
        print(
            here.say(
                N_(
                    "Bring the page back, or use sisterlib rename or remove, which leave a page at the old address."
                )
            )
        )
        return 1
    print(
        here.plural(
            "{number} published address is still there.",
            "{number} published addresses are still there.",
            len(published),
        )
    )
    return 0


def _is_there(built: Path, address: str) -> bool:
    """Whether the site has a page at an address, below its root and nowhere else."""
    page = (built / address / "index.html").resolve()
    return built.resolve() in page.parents and page.is_file()


def _read(path: Path) -> set[str]:
    return {line for line in path.read_text(encoding="utf-8").splitlines() if line}
