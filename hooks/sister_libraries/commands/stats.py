"""`sisterlib stats`: the state of the catalogue, and how it came to be, day by day or month by month."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sister_libraries import history, statistics_page
from sister_libraries.catalogue import load
from sister_libraries.clock import today
from sister_libraries.commands.speaking import add_language, spoken
from sister_libraries.reader import Reader

if TYPE_CHECKING:
    import argparse


def add_command(commands: Any) -> None:
    """Add `stats` to the command line."""
    parser = commands.add_parser("stats", help="say how the catalogue stands, and how it grew")
    add_language(parser)
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    here = spoken(options)
    reader = Reader(here, load(options.root, options.today or today())[0], "")
    for chart in statistics_page.charts(reader):
        print(chart.title)
        for bar in chart.bars:
            print(f"{here.number(bar.count):>8}  {bar.label}")
        print()
    found = history.growth(options.root)
    if not found:
        print(here.say(statistics_page.NO_HISTORY))
        return 0
    print(here.say(statistics_page.GROWTH[found.by]))
    for label, numbers in statistics_page.rows(found, reader):
        kinds = zip(statistics_page.KINDS.values(), numbers, strict=True)
        counts = here.clauses(f"{here.say(kind)} {number}" for kind, number in kinds)
        print("  " + here.say(statistics_page.THEN, date=label, number=counts))
    return 0
