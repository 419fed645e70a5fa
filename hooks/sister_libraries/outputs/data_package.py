"""The tables as a Data Package (datapackage.org): `data/v1/datapackage.json` says what each column means."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sister_libraries.data_release import FOLDER, LICENCE, LICENCE_URL, changes
from sister_libraries.tables import tables

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sister_libraries.outputs import Site
    from sister_libraries.tables import Table


def files(site: Site) -> Iterator[tuple[str, str | bytes]]:
    """The description of all tables."""
    package = {
        "name": "sister-libraries",
        "id": f"{site.url}{FOLDER}datapackage.json",
        "title": "Sister Libraries",
        "description": "Libraries in different countries or regions that are, or would like to be, partners.",
        "homepage": f"{site.url}data/",
        "version": changes()[0]["version"] + ".0",
        "created": f"{site.catalogue.today.isoformat()}T00:00:00Z",
        "licenses": [{"name": LICENCE, "path": LICENCE_URL, "title": "Creative Commons Attribution 4.0"}],
        "contributors": [{"title": "Sister Libraries", "path": site.url, "role": "publisher"}],
        "resources": [_resource(each) for each in tables(site.catalogue, site.url)],
    }
    yield f"{FOLDER}datapackage.json", json.dumps(package, ensure_ascii=False, indent=1) + "\n"


def _resource(table: Table) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [
            {
                "name": column.name,
                "type": column.type,
                "description": column.description,
                **({"constraints": {"required": True}} if column.required else {}),
            }
            for column in table.columns
        ],
        "missingValues": [""],
        "primaryKey": ["record", "position"] if table.parent else ["id"],
    }
    if table.parent:
        reference = {"resource": table.parent, "fields": ["id"]}
        schema["foreignKeys"] = [{"fields": ["record"], "reference": reference}]
    return {
        "name": table.name,
        "path": f"{table.name}.csv",
        "description": table.description,
        "type": "table",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    }
