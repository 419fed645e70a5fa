"""`sisterlib add FILE…`: take in records that came by e-mail: check, name and write them, and say what was done."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sister_libraries.clock import today
from sister_libraries.commands.speaking import add_language, spoken
from sister_libraries.duplicates import REASONS
from sister_libraries.incoming import DOORS, Incoming, examine, folder_of, id_of, taken_ids
from sister_libraries.languages import N_
from sister_libraries.models.fields import check_id, slug
from sister_libraries.problems import Problem
from sister_libraries.report import as_text
from sister_libraries.store import Store, read_store
from sister_libraries.yaml_reader import parse, read_file
from sister_libraries.yaml_writer import comments_of, write

if TYPE_CHECKING:
    import argparse
    from datetime import date

    from sister_libraries.languages import Language


def add_command(commands: Any) -> None:
    """Add `add` to the command line."""
    parser = commands.add_parser("add", help="take in records that came by e-mail")
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="the files, under any name")
    parser.add_argument("--kind", choices=DOORS, help="what they are (default: told by their fields)")
    parser.add_argument(
        "--id", dest="record_id", default="", help="the id of the record, when there is one file"
    )
    parser.add_argument(
        "--anyway", action="store_true", help="also when a listing looks like one that is there"
    )
    parser.add_argument(
        "--replace", action="store_true", help="a file may be the new text of a record that is there"
    )
    add_language(parser)
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    here = spoken(options)
    if options.record_id and len(options.files) > 1:
        print(here.say(N_("--id can name one file only.")))
        return 2
    refused = 0
    for path in options.files:
        taken = take_in(path, options, here, options.today or today())
        refused += not taken
    return 1 if refused else 0


def take_in(path: Path, options: argparse.Namespace, here: Language, day: date) -> bool:
    """Take in one file, or say why not."""
    shown = "".join(c if c.isprintable() else "·" for c in path.name)
    text, problems = _text(path, shown)
    document = None
    if not problems:
        document, problems = parse(text, shown)
    if not document:
        _refuse(here, shown, problems, path)
        return False
    store = read_store(options.root)
    data = dict(document.data)
    folder = options.kind or folder_of(data)
    record_id = _named(path, data, folder, store, options.record_id)
    stands = record_id in store.records[folder] or (folder, record_id) in store.broken
    there = stands and options.replace
    if not there:
        data.setdefault("listed", day.isoformat())
    if not record_id or not (there or _is_free(record_id, folder, store)):
        print(_why_no_name(here, shown, record_id, folder))
        return False
    found = examine(store, folder, record_id, write(folder, data, comments_of(document.text)), day)
    if not found.right:
        _refuse(here, shown, problems_in(found, document.text, shown), path)
        return False
    if found.like and not options.anyway:
        print(here.say(N_("{file}: not taken in. It looks like a listing that is there:"), file=shown))
        print("\n".join(like_lines(found, here)))
        print(
            here.say(N_("If it is the same library, change that file. If not, run this again with --anyway."))
        )
        return False
    found.write(options.root)
    message = N_("{file}: {path} replaced") if there else N_("{file}: taken in as {path}")
    print(here.say(message, file=shown, path=found.file))
    if found.problems:
        print(as_text(found.problems, options.root, [here]))
    return True


def _text(path: Path, shown: str) -> tuple[str, list[Problem]]:
    """The file's text; a mark that Windows puts at the beginning of one is no fault of the sender."""
    text, problems = read_file(path, shown)
    rest = [each for each in problems if each.code != "E109"]
    return text.removeprefix("\ufeff"), rest


def _named(path: Path, data: dict[str, Any], folder: str, store: Store, wanted: str) -> str:
    """The id asked for, else the file's own name where it can be one, else one from the record."""
    if wanted:
        return wanted
    try:
        check_id(path.stem)
    except ValueError:
        return id_of(folder, data, taken_ids(store, folder))
    return path.stem


def _is_free(record_id: str, folder: str, store: Store) -> bool:
    try:
        check_id(record_id)
    except ValueError:
        return False
    return record_id not in taken_ids(store, folder)


def _why_no_name(here: Language, shown: str, record_id: str, folder: str) -> str:
    if not record_id:
        message = N_("{file}: not taken in. No id can be made of its name; give one with --id.")
        return here.say(message, file=shown)
    try:
        check_id(record_id)
    except ValueError:
        message = N_("{file}: not taken in. “{id}” cannot be an id; {suggestion} could.")
        return here.say(message, file=shown, id=record_id, suggestion=slug(record_id))
    message = N_(
        "{file}: not taken in. data/{folder}/{id}.yml is or was there. Add --replace to change it, or give another id."
    )
    return here.say(message, file=shown, folder=folder, id=record_id)


def _refuse(here: Language, shown: str, problems: list[Problem], path: Path) -> None:
    print(here.say(N_("{file}: not taken in."), file=shown))
    print(as_text(problems, path.parent, [here]))


def problems_in(found: Incoming, text: str, name: str) -> list[Problem]:
    """The problems of a record with their places in the `text` that was sent, which has the name `name`."""
    document, _ = parse(text, name)
    return [
        Problem(each.code, name, document.span(each.at) if document else None, each.values, each.at)
        for each in found.problems
    ]


def like_lines(found: Incoming, here: Language) -> list[str]:
    """The listings that an incoming one looks like, with the reasons, one a line."""
    return [
        here.say(
            N_("{file}: {reasons}"),
            file=f"data/libraries/{each.id}.yml",
            reasons=here.listing(here.say(REASONS[reason]) for reason in each.reasons),
        )
        for each in found.like
    ]
