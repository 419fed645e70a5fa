"""`sisterlib upkeep`: the volunteers' work list as one text for GitHub, in every language."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sister_libraries import upkeep
from sister_libraries.answers import answer
from sister_libraries.catalogue import make_catalogue
from sister_libraries.changes import problems_of
from sister_libraries.clock import today
from sister_libraries.languages import N_, site_languages
from sister_libraries.project import Project
from sister_libraries.reader import Reader
from sister_libraries.report import word
from sister_libraries.store import read_store
from sister_libraries.translations import page_states

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence
    from datetime import date

    from sister_libraries.languages import Language
    from sister_libraries.models import Library

MOST = 25  # entries of one list; GitHub's limit for an issue is 65 536 characters
STATES = {
    "stale": N_("the original has changed since"),
    "missing": N_("not translated yet"),
    "unrecorded": N_("not known what it was translated from"),
}


def add_command(commands: Any) -> None:
    """Add `upkeep` to the command line."""
    parser = commands.add_parser("upkeep", help="write the volunteers' work list")
    parser.add_argument("--links", type=Path, metavar="FILE", help="lychee's report on links, as JSON")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="where to")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    day = options.today or today()
    dead = upkeep.dead_links(options.links) if options.links else None
    text = "\n".join(_in_language(options.root, day, dead, each) for each in site_languages())
    options.out.write_text(text, encoding="utf-8", newline="\n")
    return 0


def _in_language(root: Path, day: date, dead: list[upkeep.DeadLink] | None, here: Language) -> str:
    project = Project(root, today=day)
    # Of a project with broken records, too: then the whole records are looked after, and the broken ones are listed.
    catalogue = make_catalogue(read_store(root), day)
    reader = Reader(here, catalogue, "")

    def shown(each: Library) -> dict[str, Any]:
        return {
            "name": reader.name(each).text,
            "when": _when(each, reader),
            "link": f"{project.site_url}{here.prefix}{each.path}",
            "recipient": upkeep.recipient(each, reader),
            "message": upkeep.message(each, reader, project.site_url).split("\n\n"),
        }

    pages = [each for each in page_states(root) if each.state in STATES]
    problems = [(each, word(each, here).wrong) for each in problems_of(root, day)]
    return answer(
        root,
        "upkeep",
        here,
        month=reader.language.month_in_words(day),
        due=_first([shown(each) for each in upkeep.due(catalogue)]),
        back=_first([shown(each) for each in upkeep.stepped_back(catalogue)]),
        dead=_first([{"file": each.file, "url": each.url, "why": each.why} for each in dead or ()]),
        checked=dead is not None,
        pages=_first(
            [{"file": f"docs/{p.language}/{p.name}", "state": here.say(STATES[p.state])} for p in pages]
        ),
        reviews=_first(
            [
                {"file": each.file, "by": here.say(N_("by {date}"), date=here.day_in_words(each.by))}
                for each in upkeep.reviews(root, day)
            ]
        ),
        problems=_first([{"place": p.path, "code": p.code, "wrong": wrong} for p, wrong in problems]),
    )


def _when(library: Library, reader: Reader) -> str:
    if library.confirmed or not library.requested:
        return reader.say(N_("last confirmed: {date}"), date=reader.known(library.confirmed) or "–")
    return reader.say(N_("asked elsewhere: {date}"), date=reader.known(library.requested))


def _first(entries: Sequence[dict[str, Any]]) -> dict[str, Any]:
    return {"count": len(entries), "shown": entries[:MOST]}
