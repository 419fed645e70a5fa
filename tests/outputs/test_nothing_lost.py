"""Every table against every record, field by field: nothing is lost on the way and nothing comes in.

The comparison goes through what a record's file says, flattened here by a few lines of its own, and reads the tables
twice: as Python reads CSV, and as a spreadsheet does (pyexcel), which takes numbers for numbers and days for days.
"""

from __future__ import annotations

import csv
import datetime
import io
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyexcel
import pytest
from builders import ROOT

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from benchmarks import generate
from sister_libraries.catalogue import Catalogue, load
from sister_libraries.data_release import FOLDER
from sister_libraries.outputs import Site, geojson, open_csv, open_json
from sister_libraries.tables import FOLDERS

URL = "https://example.org/sister/"
ADDED = {
    "page_en",
    "page_zh",
    "standing",
    "freshness",
}  # what records have here besides the fields of their files
FORMULAS = "=+-@\t\r\n＝＋－＠"


@pytest.fixture(scope="module", params=["the site's own", "generated"])
def records(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    """The site's own records, and generated ones, which have every field somewhere."""
    if request.param == "the site's own":
        return load(ROOT, datetime.date.today())[0]
    folder = tmp_path_factory.mktemp("generated") / "project"
    generate.write_project(folder, 120)
    return load(folder, generate.TODAY)[0]


@pytest.fixture(scope="module")
def tables(records: Catalogue) -> dict[str, str]:
    return {name.removeprefix(FOLDER): str(text) for name, text in open_csv.files(Site(records, URL))}


def flat(value: Any, name: str = "") -> Iterator[tuple[str, str]]:
    """The columns that a value of a record fills, and what is in them; what has a table of its own is left out."""
    if name == "coordinates":
        yield "latitude", str(value[0])
        yield "longitude", str(value[1])
    elif isinstance(value, dict):
        for key, each in value.items():
            yield from flat(each, f"{name}_{key}" if name else key)
    elif isinstance(value, list):
        if not any(isinstance(each, dict) for each in value):
            yield name, ";".join(map(str, value))
    else:
        yield name, str(value)


def guarded(cells: Iterator[tuple[str, str]]) -> dict[str, str]:
    """As the tables have it: without what is empty, and no text is a formula."""
    numbers = ("latitude", "longitude")
    return {
        name: f"'{text}" if text[0] in FORMULAS and name not in numbers else text
        for name, text in cells
        if text
    }


def rows(text: str) -> list[dict[str, str]]:
    read = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    return [{name: cell for name, cell in row.items() if cell} for row in read]


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_cell_is_what_the_record_says(folder: str, records: Catalogue, tables: dict[str, str]):
    found = rows(tables[f"{folder}.csv"])
    written = [
        (key, each.model_dump(mode="json", exclude_none=True))
        for key, each in records.records(folder).items()
    ]
    assert len(found) == len(written) > 0
    for row, (key, record) in zip(found, written, strict=True):
        assert {name: cell for name, cell in row.items() if name not in ADDED} == {
            "id": key,
            **guarded(flat(record)),
        }


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_group_that_a_record_has_several_of_is_in_its_own_table(
    folder: str, records: Catalogue, tables: dict[str, str]
):
    wanted: dict[str, list[dict[str, str]]] = {}
    for key, record in records.records(folder).items():
        for name, value in record.model_dump(mode="json", exclude_none=True).items():
            if isinstance(value, list) and any(isinstance(each, dict) for each in value):
                for position, part in enumerate(value, 1):
                    cells = {"record": key, "position": str(position), **guarded(flat(part))}
                    wanted.setdefault(f"{folder}-{name.replace('_', '-')}.csv", []).append(cells)
    there = {name: rows(text) for name, text in tables.items() if name.startswith(f"{folder}-")}
    assert {name: found for name, found in there.items() if found} == wanted


def test_a_spreadsheet_reads_the_same(records: Catalogue, tables: dict[str, str]):
    """With its own idea of types: coordinates become numbers, days become days, and no cell is reckoned with."""
    for name, text in tables.items():
        sheet = pyexcel.get_sheet(
            file_type="csv", file_content=text.removeprefix("\ufeff"), name_columns_by_row=0
        )
        told = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
        assert sheet.colnames == told[0], name
        plain = [[as_text(cell) for cell in row] for row in sheet.rows()]
        assert [[number(cell) for cell in row] for row in plain] == [
            [number(cell) for cell in row] for row in told[1:]
        ]
    libraries = pyexcel.get_records(
        file_type="csv", file_content=tables["libraries.csv"].removeprefix("\ufeff")
    )
    for row in libraries:
        place = records.libraries[row["id"]].coordinates
        if place:
            assert (row["latitude"], row["longitude"]) == tuple(place)


def as_text(cell: Any) -> str:
    """A cell as it stands in the file."""
    return cell.isoformat() if isinstance(cell, datetime.date) else str(cell)


def number(cell: str) -> float | str:
    """A number without its zeros, which no spreadsheet keeps."""
    try:
        return float(cell)
    except ValueError:
        return cell


def test_json_says_all_that_the_files_say_and_no_more(records: Catalogue):
    files = {name.removeprefix(FOLDER): str(text) for name, text in open_json.files(Site(records, URL))}
    for folder in (*FOLDERS, "checklists"):
        for found in json.loads(files[f"{folder}.json"])[folder]:
            written = records.records(folder)[found["id"]].model_dump(mode="json", exclude_none=True)
            own = {
                name: value
                for name, value in found.items()
                if name not in ("id", "pages", "standing", "freshness")
            }
            assert own == written
            assert list(own) == list(written)


def test_points_say_what_the_records_say(records: Catalogue):
    ((_, text),) = geojson.files(Site(records, URL))
    points = {each["id"]: each for each in json.loads(str(text))["features"]}
    assert points.keys() == {each.id for each in records.libraries.values() if each.coordinates}
    for key, point in points.items():
        record = records.libraries[key]
        assert point["geometry"] == {"type": "Point", "coordinates": list(reversed(record.coordinates or ()))}
        assert point["properties"]["name"] == record.name.words()
        assert point["properties"]["country"] == record.country
        assert point["properties"].keys() == {"name", "country", "standing", "pages"}
