"""`sisterlib rename OLD NEW` and `sisterlib remove OLD`: a published address never goes without a word.

OLD is a record's id, or a hand-written page: `docs/why.md`, or its file in any language. It goes in all at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sister_libraries import moving, moving_pages
from sister_libraries.clock import today
from sister_libraries.commands.speaking import add_language, spoken
from sister_libraries.incoming import taken_ids
from sister_libraries.languages import N_
from sister_libraries.models.fields import check_id, slug
from sister_libraries.problems import ProblemsFound
from sister_libraries.store import read_store

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable
    from pathlib import Path

    from sister_libraries.languages import Language
    from sister_libraries.store import Store


_OLD = "an id, folder/id where two records share one, or a page: docs/why.md"


def add_command(commands: Any) -> None:
    """Add `rename` and `remove` to the command line."""
    rename = commands.add_parser(
        "rename",
        help="give a record another id, or a page another name; its old address leads to the new one",
    )
    rename.add_argument("old", metavar="OLD", help=_OLD)
    rename.add_argument("new", metavar="NEW", help="the new id, or the page's new file")
    add_language(rename)
    rename.set_defaults(run=_rename)
    remove = commands.add_parser("remove", help="take a record or a page down; its address says so")
    remove.add_argument("old", metavar="OLD", help=_OLD)
    add_language(remove)
    remove.set_defaults(run=_remove)


def _rename(options: argparse.Namespace) -> int:
    here = spoken(options)
    _only_text(options.root)
    if moving_pages.name_of(options.old):
        return _rename_page(options, here)
    kind, _, new = options.new.removeprefix("data/").removesuffix(".yml").rpartition("/")

    def change(store: Store, folder: str, old: str) -> moving.Change | str:
        if kind not in ("", folder):
            message = N_("A record stays in its folder: {folder}/{id} can only become {folder}/….")
            return here.say(message, folder=folder, id=old)
        try:
            check_id(new)
        except ValueError:
            return here.say(N_("“{id}” cannot be an id; {suggestion} could."), id=new, suggestion=slug(new))
        if new in taken_ids(store, folder):
            message = N_("The id {id} is in use, or was; an id is never used again.")
            return here.say(message, id=new)
        return moving.rename(options.root, folder, old, new, options.today or today())

    return _move(options, here, change)


def _only_text(root: Path) -> None:
    """Raise ProblemsFound for pages in which nobody can look for links."""
    problems = moving.unreadable(root)
    if problems:
        raise ProblemsFound(problems)


def _rename_page(options: argparse.Namespace, here: Language) -> int:
    old, new = (moving_pages.name_of(each) for each in (options.old, options.new))
    if not _is_page(options, here, old):
        return 2
    if not moving_pages.is_name(new):
        message = N_(
            "“{name}” cannot be a page's file. Write it as in docs/ten-tips.md: small letters, digits, hyphens."
        )
        print(here.say(message, name=options.new))
        return 2
    if moving_pages.files(options.root, new):
        print(here.say(N_("There is a page {name} already."), name=options.new))
        return 2
    return _make(options, here, moving_pages.rename(options.root, old, new), old)


def _is_page(options: argparse.Namespace, here: Language, name: str) -> bool:
    there = moving_pages.is_name(name) and bool(moving_pages.files(options.root, name))
    if not there:
        print(here.say(N_("There is no page {name} that could be moved."), name=options.old))
    return there


def _remove(options: argparse.Namespace) -> int:
    _only_text(options.root)
    old = moving_pages.name_of(options.old)
    if old:
        here = spoken(options)
        return (
            _make(options, here, moving_pages.remove(options.root, old), old)
            if _is_page(options, here, old)
            else 2
        )

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
    return _make(options, here, change)


def _make(options: argparse.Namespace, here: Language, change: moving.Change, page: str = "") -> int:
    """Make the change and say what was done, or why it was not."""
    if change.held_by:
        print(here.say(N_("Nothing was changed. These need what is there; change or remove them first:")))
        print("\n".join(f"  {name}" for name in change.held_by))
        return 1
    change.write(options.root)
    for name in sorted({*change.texts, *change.gone}):
        message = N_("{path}: removed") if name in change.gone else N_("{path}: written")
        print(here.say(message, path=name))
    named = moving_pages.named_in(options.root, page) if page else []
    if named:
        print(here.say(N_("These files of the program may name the old address; look at them:")))
        print("\n".join(f"  {name}" for name in named))
    return 0
