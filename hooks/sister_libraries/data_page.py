"""What the page about the open data prints: its files, and what has changed in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sister_libraries.data_release import FOLDER, changes
from sister_libraries.public_data import COLLECTIONS
from sister_libraries.tables import FOLDERS

if TYPE_CHECKING:
    from pathlib import Path

    from sister_libraries.reader import Reader


def files_filling(reader: Reader, root: Path, argument: str) -> dict[str, Any]:
    """Every collection with the addresses of its files."""
    base = reader.root + FOLDER
    rows = []
    for folder, title in COLLECTIONS.items():
        links = [("JSON", f"{base}{folder}.json")]
        if folder in FOLDERS:
            links.append(("CSV", f"{base}{folder}.csv"))
        if folder == "libraries":
            links.append(("GeoJSON", f"{base}{folder}.geojson"))
        rows.append(
            {
                "title": reader.say(title),
                "count": reader.language.number(len(reader.catalogue.records(folder))),
                "links": links,
                "schema": f"{base}schemas/{folder}.schema.json",
            }
        )
    return {"rows": rows, "package": f"{base}datapackage.json", "moved": f"{base}moved.json"}


def changes_filling(reader: Reader, root: Path, argument: str) -> dict[str, Any]:
    """The changelog of the fields."""
    return {
        "changes": [
            (each["version"], reader.date(each["on"]), each[reader.language.code]) for each in changes()
        ]
    }
