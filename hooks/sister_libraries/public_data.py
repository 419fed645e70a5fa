"""The records as the site gives them to others: what their files say, with their addresses and what follows today."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sister_libraries.compact_json import compact_json
from sister_libraries.data_release import FOLDER, LICENCE, changes
from sister_libraries.json_schema import DIALECT, record_schema
from sister_libraries.languages import N_, site_languages
from sister_libraries.models import Library

if TYPE_CHECKING:
    from sister_libraries.catalogue import Catalogue
    from sister_libraries.models import Record

# The kinds that are given away, with what each is.
COLLECTIONS = {
    "libraries": N_("Libraries: where they are, what they seek and offer, and when they last confirmed it"),
    "partnerships": N_("Partnerships with their stories, as far as sources tell of them"),
    "organizations": N_("Organizations that help libraries to find or keep a partner"),
    "vocabularies": N_("The choices that records use, with their words in every language"),
    "checklists": N_("The steps of every checklist"),
}

# What records have here besides the fields of their files: name → its schema.
DERIVED: dict[str, dict[str, Any]] = {
    "id": {"type": "string", "description": "The record's id, for ever; also the last part of its address."},
    "pages": {
        "type": "object",
        "description": "The addresses of the record's pages, by language.",
        "additionalProperties": {"type": "string", "format": "uri"},
    },
}
DERIVED_OF_LIBRARIES: dict[str, dict[str, Any]] = {
    "standing": {
        "type": "string",
        "enum": ["seeking", "open", "paired", "paused", "withdrawn", "known", "stepped-back"],
        "description": (
            "How the library stands on the day as_of: its own status; paired when it has none and a partnership "
            "goes on; known when all have ended; stepped-back when its request is older than two years."
        ),
    },
    "freshness": {
        "type": "string",
        "enum": ["fresh", "due", "stepped-back"],
        "description": "How fresh the request is on the day as_of; only where the library has a status.",
    },
}


def pages(record: Record, url: str) -> dict[str, str]:
    """The addresses of a record's pages by language; `url` is the site's."""
    return {each.code: url + each.prefix + record.path for each in site_languages()}


def record_json(record: Record, catalogue: Catalogue, url: str) -> str:
    """One record on a line of JSON; fields that say nothing are left out.

    pydantic writes what the record's file says, which is several times quicker than to make a dictionary of it first.
    """
    own = record.model_dump_json(exclude_none=True)
    derived = compact_json(_derived(record, catalogue, url))
    return f"{derived[:-1]},{own[1:]}"


def _derived(record: Record, catalogue: Catalogue, url: str) -> dict[str, Any]:
    """What a record has here besides the fields of its file."""
    data: dict[str, Any] = {"id": record.id}
    if record.FOLDER != "vocabularies":
        data["pages"] = pages(record, url)
    if isinstance(record, Library):
        data["standing"] = catalogue.shown_standing(record)
        if record.status:
            data["freshness"] = catalogue.freshness(record).value
    return data


def head(catalogue: Catalogue, url: str) -> dict[str, Any]:
    """What every file of data says of itself."""
    return {
        "version": changes()[0]["version"],
        "as_of": catalogue.today.isoformat(),
        "licence": LICENCE,
        "source": url,
    }


def schema(folder: str, catalogue: Catalogue, url: str) -> dict[str, Any]:
    """The JSON Schema of one collection's file."""
    record = record_schema(folder, catalogue)
    definitions = record.pop("$defs", {})
    added = DERIVED | (DERIVED_OF_LIBRARIES if folder == "libraries" else {})
    if folder == "vocabularies":
        added = {"id": DERIVED["id"]}
    record["properties"] = added | record["properties"]
    record["required"] = [each for each in added if each != "freshness"] + record["required"]
    texts = {name: {"type": "string"} for name in head(catalogue, url)}
    return {
        "$schema": DIALECT,
        "$id": f"{url}{FOLDER}schemas/{folder}.schema.json",
        "title": COLLECTIONS[folder],
        "type": "object",
        "required": [*texts, folder],
        "properties": texts | {folder: {"type": "array", "items": record}},
        "$defs": definitions,
    }
