"""`sisterlib due`: what to re-confirm this month, oldest first, with a ready message for each in every language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sister_libraries.catalogue import load
from sister_libraries.clock import today
from sister_libraries.commands.speaking import add_language, spoken
from sister_libraries.languages import N_, site_languages
from sister_libraries.published import site_url
from sister_libraries.reader import Reader
from sister_libraries.upkeep import due, message, recipient

if TYPE_CHECKING:
    import argparse


def add_command(commands: Any) -> None:
    """Add `due` to the command line."""
    parser = commands.add_parser("due", help="say which requests to ask about this month, oldest first")
    parser.add_argument("--messages", action="store_true", help="with a message to each library")
    add_language(parser)
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    here = spoken(options)
    catalogue = load(options.root, options.today or today())[0]
    reader = Reader(here, catalogue, "")
    found = due(catalogue)
    print(here.plural("{number} request to ask about", "{number} requests to ask about", len(found)))
    for each in found:
        said = reader.name(each).text
        when = reader.known(each.confirmed) or here.say(N_("never"))
        print(here.say(N_("{file}: {name}, confirmed: {date}"), file=each.file, name=said, date=when))
        if options.messages:
            print(recipient(each, reader) + "\n")
            for language in site_languages():
                print(message(each, Reader(language, catalogue, ""), site_url()) + "\n")
    return 0
