"""`sisterlib rename OLD NEW` and `sisterlib remove ID`: a published address never goes without a word."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sister_libraries import moving
from sister_libraries.clock import today
from sister_libraries.commands.speaking import add_language, spoken
from sister_libraries.incoming import taken_ids
from sister_libraries.languages import N_
from sister_libraries.models.fields import check_id, slug
from sister_libraries.store import read_store

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from sister_libraries.languages import Language
    from sister_libraries.store import Store


def add_command(commands: Any) -> None:
    """Add `rename` and `remove` to the command line."""
    rename = commands.add_parser(
        "rename", help="give a record another id; its old address leads to the new one"
    )
    rename.add_argument("old", metavar="OLD", help="an id, or folder/id where two records share one")
    rename.add_argument("new", metavar="NEW", help="the new id")
    add_language(rename)
    rename.set_defaults(run=_rename)
    remove = commands.add_parser("remove", help="take a record down; its address says so")
    remove.add_argument("old", metavar="ID", help="an id, or folder/id where two records share one")
    add_language(remove)
    remove.set_defaults(run=_remove)


def _rename(options: argparse.Namespace) -> int:
    here = spoken(options)
    new = options.new.rpartition("/")[2].removesuffix(".yml")

    def change(store: Store, folder: str, old: str) -> moving.Change | str:
        try:
            check_id(new)
        except ValueError:
            return here.say(N_("“{id}” cannot be an id; {suggestion} could."), id=new, suggestion=slug(new))
        if new in taken_ids(store, folder):
            message = N_("The id {id} is in use, or was; an id is never used again.")
            return here.say(message, id=new)
        return moving.rename(options.root, folder, old, new, options.today or today())

    return _move(options, here, change)


def _remove(options: argparse.Namespace) -> int:
    def change(store: Store, folder: str, old: str) -> moving.Change | str:
        return moving.remove(options.root, folder, old, options.today or today())

    return _move(options, spoken(options), change)


def _move(
    options: argparse.Namespace,
    here: Language,
    make: Callable[[Store, str, str], moving.Change | str],
) -> int:
    store = read_store(options.root)
    found = moving.find(store, options.old)
    if len(found) != 1:
        if found:
            several = here.listing(f"{folder}/{each}" for folder, each in found)
            print(here.say(N_("Which one is meant? {choices}"), choices=several))
        else:
            print(here.say(N_("There is no record “{id}”."), id=options.old))
        return 2
    change = make(store, *found[0])
    if isinstance(change, str):
        print(change)
        return 2
    if change.held_by:
        print(here.say(N_("Nothing was changed. These need the record; change or remove them first:")))
        print("\n".join(f"  {name}" for name in change.held_by))
        return 1
    change.write(options.root)
    for name in sorted({*change.texts, *change.gone}):
        message = N_("{path}: removed") if name in change.gone else N_("{path}: written")
        print(here.say(message, path=name))
    return 0
