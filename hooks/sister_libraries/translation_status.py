"""The page that says what is not translated: pages that are behind, and records whose texts lack a language."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from sister_libraries import translations
from sister_libraries.languages import N_, Language, site_languages
from sister_libraries.models import WITH_PAGES
from sister_libraries.once import once_per_catalogue
from sister_libraries.references import texts

if TYPE_CHECKING:
    from pathlib import Path

    from sister_libraries.catalogue import Catalogue
    from sister_libraries.models import Record
    from sister_libraries.reader import Reader


def filling(reader: Reader, root: Path, argument: str) -> dict[str, Any]:
    """Pages by state, and records whose texts lack a language."""
    states = {
        "current": N_("up to date"),
        "stale": N_("the original has changed since"),
        "unrecorded": N_("not recorded which version was translated"),
        "missing": N_("not translated yet"),
    }
    pages = [
        {
            "name": each.name,
            "language": reader.language.language(_tag(each.language)),
            "state": reader.say(states[each.state]),
        }
        for each in translations.page_states(root)
        if each.state != "original"
    ]
    counts = Counter(each["state"] for each in pages)
    missing = [
        reader.link(record, reader.language.join(reader.language.language(each.tag) for each in lacking))
        for record, lacking in not_translated(reader.catalogue)
    ]
    return {
        "pages": [each for each in pages if each["state"] != reader.say(states["current"])],
        "counts": [(state, reader.language.number(count)) for state, count in counts.items()],
        "missing": missing,
    }


def _tag(code: str) -> str:
    return next(each.tag for each in site_languages() if each.code == code)


@once_per_catalogue
def not_translated(catalogue: Catalogue) -> list[tuple[Record, list[Language]]]:
    """The records of which a text lacks a language, with the languages that it lacks."""
    found = []
    for folder in WITH_PAGES:
        for record in catalogue.records(folder).values():
            found_in = [text for _, text in texts(record)]
            lacking = [
                here for here in site_languages() if any(text.get(here.code) is None for text in found_in)
            ]
            if lacking:
                found.append((record, lacking))
    return found
