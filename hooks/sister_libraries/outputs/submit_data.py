"""What the page `/submit/` loads: the rules, the listings of a country to compare with, and records to be changed.

`submit/rules.json`, `submit/listings/cn.json`, `submit/libraries/0.json` and so on, each only when it is needed.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from sister_libraries.compact_json import compact_json
from sister_libraries.form_rules import FORMS, rules
from sister_libraries.languages import site_languages
from sister_libraries.models.dates import Known
from sister_libraries.models.fields import Text
from sister_libraries.outputs.letter_data import PART, part_of
from sister_libraries.reader import Reader

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sister_libraries.catalogue import Catalogue
    from sister_libraries.models import Library
    from sister_libraries.outputs import Site

FOLDER = "submit/"
PARTS = FORMS


def files(site: Site) -> Iterator[tuple[str, str | bytes]]:
    """The rules, the listings and the records."""
    catalogue = site.catalogue
    readers = [Reader(each, catalogue, "") for each in site_languages()]
    yield f"{FOLDER}rules.json", compact_json(rules(catalogue.vocabularies))
    for code, libraries in catalogue.by_country.items():
        listings = [_listing(each, readers) for each in libraries]
        yield f"{FOLDER}listings/{code.lower()}.json", compact_json(listings)
    yield f"{FOLDER}known.json", compact_json(_known(catalogue, readers))
    for folder in PARTS:
        count = part_count(catalogue, folder)
        parts: list[dict[str, Any]] = [{} for _ in range(count)]
        for record_id, record in catalogue.records(folder).items():
            parts[part_of(record_id, count)][record_id] = as_written(record)
        for number, part in enumerate(parts):
            yield f"{FOLDER}{folder}/{number}.json", compact_json(part)


def part_count(catalogue: Catalogue, folder: str) -> int:
    """How many parts the records of a kind are in: a power of two, so that it changes seldom."""
    count = 1
    while len(catalogue.records(folder)) > count * PART:
        count *= 2
    return count


def as_written(value: Any) -> Any:
    """A record, or a value in it, as its file says it: groups, lists and texts, without the id."""
    if isinstance(value, BaseModel):
        return {
            name: as_written(each)
            for name in _fields(type(value))
            if (each := getattr(value, name)) is not None
        }
    if isinstance(value, Text):
        return value.words()
    if isinstance(value, tuple):
        return [as_written(each) for each in value]
    if isinstance(value, float):
        return f"{value:.2f}"
    return value.text if isinstance(value, Known) else str(value)


@cache
def _fields(model: type[BaseModel]) -> list[str]:
    return [name for name, info in model.model_fields.items() if not info.exclude]


def _listing(library: Library, readers: list[Reader]) -> dict[str, Any]:
    """What a new listing is compared with, and what is shown of it."""
    identifiers = library.identifiers
    return {
        "id": library.id,
        "title": {reader.language.code: reader.name(library).text for reader in readers},
        "town": {reader.language.code: reader.town(library) for reader in readers},
        "names": [text for key, text in library.name.words().items() if key != "local_language"],
        "country": library.country,
        "places": list(library.city.words().values()) if library.city else [],
        "website": library.website or "",
        "identifiers": [each for each in (identifiers.isil, identifiers.wikidata) if each]
        if identifiers
        else [],
    }


def _known(catalogue: Catalogue, readers: list[Reader]) -> dict[str, Any]:
    """Which ids there are or were, which libraries have a partnership, and what partnerships are called."""
    paired = {each for partnership in catalogue.partnerships.values() for each in partnership.libraries}
    stories = list(catalogue.partnerships.values())
    return {
        "ids": {folder: list(catalogue.records(folder)) for folder in (*PARTS, "organizations")},
        "moved": {
            folder: {old: move.to for old, move in moves.items()} for folder, moves in catalogue.moves.items()
        },
        "paired": sorted(paired),
        "countries": list(catalogue.by_country),
        "stories": {reader.language.code: [reader.name(each).text for each in stories] for reader in readers},
    }
