"""`sisterlib stats`: the state of the catalogue, and how it came to be, month by month."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sister_libraries import history, statistics_page
from sister_libraries.catalogue import load
from sister_libraries.clock import today
from sister_libraries.commands.speaking import add_language, spoken
from sister_libraries.languages import N_
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
    print(here.say(N_("Records at the end of each month")))
    for month, counts in history.months(options.root).items():
        shown = here.listing(f"data/{kind} {here.number(count)}" for kind, count in counts.items())
        print(f"  {month}  {shown}")
    return 0
