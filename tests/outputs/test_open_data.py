"""The published data: read back by others' libraries, nothing lost and nothing invented."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from builders import ROOT, library
from builders import Site as Project
from frictionless import Package, system

from sister_libraries.catalogue import Catalogue
from sister_libraries.data_release import FOLDER, LICENCE, changes
from sister_libraries.outputs import Site, data_package, geojson, open_csv, open_json
from sister_libraries.public_data import COLLECTIONS, schema
from sister_libraries.tables import FOLDERS, SEVERAL

URL = "https://example.org/sister/"


def made(output: Any, site: Site) -> dict[str, str]:
    return {name.removeprefix(FOLDER): str(content) for name, content in output.files(site)}


def cells(text: str) -> list[dict[str, str]]:
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def small(project: Project, **fields: Any) -> Site:
    project.put("libraries/aurora", library(**fields))
    return Site(project.catalogue(), URL, [])


class TestJson:
    @pytest.mark.parametrize("folder", COLLECTIONS)
    def test_says_what_the_records_say(self, folder: str, everything: Site, catalogue: Catalogue):
        data = json.loads(made(open_json, everything)[f"{folder}.json"])
        records = catalogue.records(folder)
        assert [each["id"] for each in data[folder]] == list(records)
        for found in data[folder]:
            told = {
                key: value
                for key, value in found.items()
                if key not in ("id", "pages", "standing", "freshness")
            }
            assert told == records[found["id"]].model_dump(mode="json", exclude_none=True)

    @pytest.mark.parametrize("folder", COLLECTIONS)
    def test_obeys_its_schema(self, folder: str, everything: Site):
        files = made(open_json, everything)
        data = json.loads(files[f"{folder}.json"])
        described = json.loads(files[f"schemas/{folder}.schema.json"])
        jsonschema.Draft202012Validator.check_schema(described)
        del data["$schema"]
        jsonschema.Draft202012Validator(described).validate(data)

    def test_a_record_is_a_line(self, everything: Site, catalogue: Catalogue):
        first, *lines, last = made(open_json, everything)["libraries.json"].splitlines()
        assert len(lines) == len(catalogue.libraries)
        assert [json.loads(each.removesuffix(","))["id"] for each in lines] == list(catalogue.libraries)
        assert first.endswith("[")
        assert last == "]}"

    def test_a_request_that_is_too_old_says_so(self, project: Project):
        site = small(project, status="seeking", requested="2007")
        (found,) = [
            each
            for each in json.loads(made(open_json, site)["libraries.json"])["libraries"]
            if each["id"] == "aurora"
        ]
        assert found["standing"] == found["freshness"] == "stepped-back"
        assert found["pages"] == {"en": f"{URL}libraries/aurora/", "zh": f"{URL}zh/libraries/aurora/"}

    def test_moves_are_told(self, project: Project):
        project.write(
            "data/moved.yml", "libraries:\n  old-library: {to: guangzhou-library, on: 2026-11-20}\n"
        )
        data = json.loads(made(open_json, Site(project.catalogue(), URL, []))["moved.json"])
        assert data["moved"] == [
            {"kind": "libraries", "id": "old-library", "to": "guangzhou-library", "on": "2026-11-20"}
        ]


class TestCsv:
    def test_texts_are_those_of_the_records(self, everything: Site, catalogue: Catalogue):
        for row in cells(made(open_csv, everything)["libraries.csv"]):
            record = catalogue.libraries[row["id"]]
            words = record.name.words()
            for key in ("en", "zh", "local"):
                assert row[f"name_{key}"] == words.get(key, "")
            assert row["country"] == record.country
            place = [float(row[name]) for name in ("latitude", "longitude") if row[name]]
            assert place == list(record.coordinates or ())
            assert row["work_languages"].split(SEVERAL) == list(record.work_languages or [""])
            assert row["confirmed"] == str(record.confirmed or "")

    def test_no_record_and_no_part_of_one_is_lost(self, everything: Site, catalogue: Catalogue):
        files = made(open_csv, everything)
        for folder in FOLDERS:
            assert [row["id"] for row in cells(files[f"{folder}.csv"])] == list(catalogue.records(folder))
        sources = cells(files["partnerships-sources.csv"])
        told = [source for each in catalogue.partnerships.values() for source in each.sources]
        assert [row["url"] for row in sources] == [each.url or "" for each in told]
        requests = cells(files["libraries-requests.csv"])
        assert [row["record"] for row in requests] == [
            each.id for each in catalogue.libraries.values() for _ in each.requests or ()
        ]

    @pytest.mark.parametrize("sign", list("=+-@＝＋－＠"))
    def test_no_text_becomes_a_formula(self, project: Project, sign: str):
        text = sign + "HYPERLINK(1)"
        site = small(project, description={"en": text}, coordinates=None)
        (row,) = [each for each in cells(made(open_csv, site)["libraries.csv"]) if each["id"] == "aurora"]
        assert row["description_en"] == f"'{text}"

    def test_numbers_stay_numbers(self, everything: Site):
        west = [row["longitude"] for row in cells(made(open_csv, everything)["libraries.csv"])]
        assert any(each.startswith("-") for each in west)

    def test_long_texts_quotes_and_right_to_left_letters_come_through(self, project: Project):
        text = 'He said "yes; no", مكتبة\n\nnext, ' + "x" * 300
        site = small(project, description={"en": text})
        (row,) = [each for each in cells(made(open_csv, site)["libraries.csv"]) if each["id"] == "aurora"]
        assert row["description_en"] == text


class TestGeoJson:
    def test_has_every_library_with_a_place_longitude_first(self, everything: Site, catalogue: Catalogue):
        data = json.loads(made(geojson, everything)["libraries.geojson"])
        points = {each["id"]: tuple(reversed(each["geometry"]["coordinates"])) for each in data["features"]}
        assert points == {
            each.id: tuple(each.coordinates) for each in catalogue.libraries.values() if each.coordinates
        }
        assert "crs" not in data


class TestDataPackage:
    def test_is_accepted(self, everything: Site, tmp_path: Path):
        for output in (open_csv, data_package):
            for name, content in made(output, everything).items():
                (tmp_path / name).write_bytes(content.encode())
        with system.use_context(trusted=True):
            report = Package(str(tmp_path / "datapackage.json")).validate()
        assert report.flatten(["message"]) == []
        assert len(report.tasks) == len(made(open_csv, everything))

    def test_describes_every_column(self, everything: Site):
        described = json.loads(made(data_package, everything)["datapackage.json"])
        for resource in described["resources"]:
            text = made(open_csv, everything)[resource["path"]]
            assert text.removeprefix("\ufeff").split("\r\n")[0].split(",") == [
                each["name"] for each in resource["schema"]["fields"]
            ]
            assert all(each["description"] for each in resource["schema"]["fields"])


def test_a_field_does_not_change_its_meaning_without_a_word(catalogue: Catalogue, golden: Any):
    """When this fails: add the change to data_release.toml, then run with --update-golden."""
    lines = [f"version {changes()[0]['version']}"]
    for folder in COLLECTIONS:
        described = schema(folder, catalogue, URL)
        parts = {folder: described["properties"][folder]["items"], **described["$defs"]}
        for part, one in parts.items():
            lines += [
                f"{part}.{name}: {found.get('description', '')}" for name, found in one["properties"].items()
            ]
    golden("open-data-fields.txt", "\n".join(lines) + "\n")


def test_the_citation_is_valid_and_says_what_the_data_say():
    checker = Path(sys.executable).with_name("check-jsonschema")
    done = subprocess.run(
        [checker, "--builtin-schema", "vendor.citation-file-format", "CITATION.cff"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert citation["license"] == LICENCE
    assert citation["type"] == "dataset"


def test_the_newest_change_comes_first():
    versions = [tuple(map(int, each["version"].split("."))) for each in changes()]
    assert versions == sorted(versions, reverse=True)


def test_the_examples_on_the_page_read_these_files(everything: Site, capsys: pytest.CaptureFixture[str]):
    """The Python on the page runs as it stands, with the file in place of the address."""
    for code in ("en", "zh"):
        text = (ROOT / "docs" / code / "data.md").read_text(encoding="utf-8")
        program = (
            text.split("```python\n")[1].split("```")[0].replace("from urllib.request import urlopen\n", "")
        )
        content = made(open_json, everything)["libraries.json"]
        exec(
            compile(program, "example", "exec"),
            {"urlopen": lambda address, content=content: io.StringIO(content)},
        )
        if any(each["standing"] in ("seeking", "open") for each in json.loads(content)["libraries"]):
            assert capsys.readouterr().out
