"""What an answer to a contributor prints: problems in words, similar entries, and the entry as rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sister_libraries.duplicates import REASONS
from sister_libraries.entry import rows
from sister_libraries.models import Library, Vocabulary
from sister_libraries.report import word

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sister_libraries.duplicates import Likeness
    from sister_libraries.languages import Language
    from sister_libraries.problems import Problem
    from sister_libraries.project import Project
    from sister_libraries.store import Store


def told(problem: Problem, here: Language, project: Project, link: str = "") -> dict[str, Any]:
    """A problem as an answer's template prints it; `link` leads to the line."""
    words = word(problem, here)
    field = ".".join(str(each) for each in problem.at)
    return {
        "code": problem.code,
        "kind": words.kind,
        "wrong": words.wrong,
        "remedy": words.remedy,
        "suggestion": "",
        "place": field,
        "link": link,
        "page": f"{project.site_url}{here.prefix}problems/{problem.code.lower()}/",
    }


def likenesses(
    found: Iterable[Likeness], store: Store, project: Project, here: Language
) -> list[dict[str, str]]:
    """Similar entries as an answer's template prints them."""
    shown = []
    for each in found:
        library = store.records["libraries"][each.id]
        assert isinstance(library, Library)
        names = [text for key, text in library.name.words().items() if key != "local_language"]
        shown.append(
            {
                "name": here.listing(names),
                "file": library.file,
                "link": f"{project.site_url}{here.prefix}{library.path}",
                "reasons": here.listing(here.say(REASONS[reason]) for reason in each.reasons),
            }
        )
    return shown


def entry_rows(folder: str, data: dict[str, Any], store: Store, here: Language) -> list[tuple[str, str]]:
    """A record, right or not, as labels and values."""
    vocabularies = {
        each.id: each for each in store.records["vocabularies"].values() if isinstance(each, Vocabulary)
    }
    return rows(folder, data, vocabularies, here)
