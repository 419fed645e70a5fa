"""What the page “Find libraries that fit” prints, and what its script needs to know."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sister_libraries.languages import country_codes
from sister_libraries.letter import inside
from sister_libraries.matching.score import primary
from sister_libraries.matching.suggest import SENTENCES, SHOWN, UNSPOKEN, hours
from sister_libraries.outputs.letter_data import FOLDER, parts_of
from sister_libraries.outputs.profiles import FILE, VERSION
from sister_libraries.profiles import profiles
from sister_libraries.views.library import STANDINGS

if TYPE_CHECKING:
    from pathlib import Path

    from sister_libraries.reader import Reader

# Offered to everybody beside the languages that libraries in the directory work in: those with most readers or with
# many libraries.
LANGUAGES = [
    "ar",
    "bg",
    "bn",
    "bs",
    "cs",
    "da",
    "de",
    "el",
    "en",
    "es",
    "et",
    "fa",
    "fi",
    "fr",
    "he",
    "hi",
    "hr",
    "hu",
    "id",
    "it",
    "ja",
    "ko",
    "lt",
    "lv",
    "ms",
    "nl",
    "no",
    "pl",
    "pt",
    "ro",
    "ru",
    "sk",
    "sl",
    "sq",
    "sr",
    "sv",
    "sw",
    "ta",
    "th",
    "tl",
    "tr",
    "uk",
    "ur",
    "vi",
    "zh",
]
WORKING_DAY = 8  # hours


def filling(reader: Reader, root: Path, argument: str) -> dict[str, Any]:
    """The six questions with their choices, and the script's data."""
    catalogue = reader.catalogue
    here = reader.language
    found = profiles(catalogue).values()
    spoken = primary([tag for each in found for tag in (*each.languages, *each.preferred_languages)])
    activities = catalogue.vocabularies["activities"].terms
    return {
        "asking": bool(catalogue.asking),
        "countries": _named({code: reader.country(code) for code in country_codes()}, reader),
        "languages": _named({tag: here.language(tag) for tag in spoken | {*LANGUAGES}}, reader),
        "exchanges": _terms("exchanges", reader),
        "activity_groups": [
            (
                reader.term("activity-groups", group.id),
                [
                    (term.id, reader.term("activities", term.id))
                    for term in activities
                    if term.group == group.id
                ],
            )
            for group in catalogue.vocabularies["activity-groups"].terms
        ],
        "types": _terms("library-types", reader),
        "communities": _terms("communities", reader),
        "commitments": _terms("commitments", reader),
        "data": {
            "code": here.code,
            "tag": here.tag,
            "home": reader.url(""),
            "version": VERSION,
            "profiles": reader.root + FILE,
            "folder": reader.root + FOLDER,
            "parts": parts_of(catalogue),
            "sentences": {code: reader.say(text) for code, text in SENTENCES.items()},
            "hours": [hours(here, number) for number in range(WORKING_DAY + 1)],
            "unspoken": sorted(UNSPOKEN),
            "shown": SHOWN,
            "standings": {code: reader.say(text) for code, text in STANDINGS.items()},
            "inside": {
                name: {id_: inside(here, label) for id_, label in _terms(name, reader)}
                for name in ("exchanges", "activities")
            },
        },
    }


def _terms(vocabulary: str, reader: Reader) -> list[tuple[str, str]]:
    return [
        (term.id, reader.term(vocabulary, term.id))
        for term in reader.catalogue.vocabularies[vocabulary].terms
    ]


def _named(names: dict[str, str], reader: Reader) -> list[tuple[str, str]]:
    """Values and names in the order of the language's alphabet."""
    return sorted(names.items(), key=lambda pair: reader.sort_key(pair[1]))
