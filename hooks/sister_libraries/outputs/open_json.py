"""The records as JSON, one record a line, with their JSON Schemas: `data/v1/<kind>.json`; and the ids that moved."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sister_libraries.compact_json import compact_json
from sister_libraries.data_release import FOLDER
from sister_libraries.public_data import COLLECTIONS, head, record_json, schema

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sister_libraries.outputs import Site


def files(site: Site) -> Iterator[tuple[str, str | bytes]]:
    """A file and a schema for every kind."""
    catalogue = site.catalogue
    for folder in COLLECTIONS:
        described = {
            "$schema": f"{site.url}{FOLDER}schemas/{folder}.schema.json",
            **head(catalogue, site.url),
        }
        records = [record_json(each, catalogue, site.url) for each in catalogue.records(folder).values()]
        yield f"{FOLDER}{folder}.json", _lines(described, folder, records)
        yield (
            f"{FOLDER}schemas/{folder}.schema.json",
            json.dumps(schema(folder, catalogue, site.url), ensure_ascii=False, indent=1) + "\n",
        )
    moved = [
        {"kind": folder, "id": old, "to": move.to, "on": move.on.isoformat()}
        for folder, moves in sorted(catalogue.moves.items())
        for old, move in sorted(moves.items())
    ]
    lines = [compact_json(each) for each in moved]
    yield f"{FOLDER}moved.json", _lines(head(catalogue, site.url), "moved", lines)


def _lines(described: dict[str, Any], name: str, records: list[str]) -> str:
    """JSON that line tools can read too: the head on the first line, then a line a record."""
    lines = ",\n".join(records)
    first = json.dumps(described, ensure_ascii=False)[:-1]
    return f'{first}, "{name}": [\n{lines}\n]}}\n'
