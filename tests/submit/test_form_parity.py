"""One set of rules: the form in the browser and `sisterlib check` say the same of the same record, field by field."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest
from builders import TODAY, Site, library, partnership
from in_node import run
from records import ODD, Typist

from sister_libraries.checks import check_store
from sister_libraries.folding import variants
from sister_libraries.form_rules import FORMS, rules
from sister_libraries.models import KINDS, Record
from sister_libraries.problems import Problem
from sister_libraries.store import Store, read_store
from sister_libraries.validate import make_record
from sister_libraries.yaml_reader import Document, check_text, parse

RECORDS = 4_000
BODY = """
const context = {
  today: given.today,
  ids: Object.fromEntries(Object.entries(given.ids).map(([folder, ids]) => [folder, new Set(ids)])),
  moved: given.moved,
  variants: new Map(given.variants),
};
return given.records.map(([kind, record]) => ({
  yaml: write(record, kind, given.rules),
  ...check(record, kind, given.rules, context),
}));
"""
MODULES = {"record-rules.js": "check", "yaml-writer.js": "write"}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A small project whose records the generated ones may name."""
    site = Site(tmp_path_factory.mktemp("parity"))
    site.lay_out()
    site.write("data/moved.yml", "libraries: {aurora-gone: {on: 2026-11-21}}\n")
    found = read_store(site.root)
    assert not found.problems
    return found


@pytest.fixture(scope="module")
def data(store: Store) -> dict[str, Any]:
    """What the browser is given besides records."""
    return {
        "rules": rules(store.records["vocabularies"]),  # type: ignore[arg-type]
        "today": TODAY.isoformat(),
        "ids": {folder: list(store.records[folder]) for folder in ("libraries", "organizations")},
        "moved": {"libraries": {"aurora-gone": None}},
        "variants": list(variants().items()),
    }


def in_browser(data: dict[str, Any], records: list[Any]) -> list[dict[str, Any]]:
    """The same records in the browser's hands: their YAML and what is wrong with them."""
    found: list[dict[str, Any]] = run(MODULES, BODY, {**data, "records": records})
    return found


def found_by(store: Store, folder: str, document: Document) -> list[Problem]:
    """What the command line finds in one more file, beside what is between two listings."""
    record, problems = make_record(document, KINDS[folder], "zz-new")
    if record is None:
        return problems
    return [each for each in between(store, folder, record, document) if each.code != "E302"]


def between(store: Store, folder: str, record: Record, document: Document) -> list[Problem]:
    records = {**store.records, folder: {**store.records[folder], "zz-new": record}}
    more = Store(store.root, records, {**store.documents, record.file: document}, moves=store.moves)
    return [each for each in check_store(more, TODAY) if each.path == record.file]


def said(problems: list[Any]) -> list[tuple[str, tuple[Any, ...]]]:
    return sorted(((each["code"], tuple(each["at"])) for each in problems), key=str)


def read_alike(theirs: dict[str, Any]) -> Document | None:
    """The document in what the browser wrote; what the reader refuses in it, the browser does, too."""
    text = theirs["yaml"]
    document, problems = parse(text, "data/x.yml")
    ours, codes = {each.code for each in problems}, {each["code"] for each in theirs["reading"]}
    if check_text(
        text, "data/x.yml"
    ):  # what is written as an escape is only looked at when the text itself is clean
        assert ours <= codes, text
    else:
        assert ours == codes, text
    return document


def compare(store: Store, record: tuple[str, Any], theirs: dict[str, Any]) -> tuple[set[str], bool]:
    """Hold both answers to one record together; gives the codes that came up, and whether it was right."""
    folder, value = record
    document = read_alike(theirs)
    if document is None:
        return {each["code"] for each in theirs["reading"]}, False
    assert document.data == value
    document = Document(f"data/{folder}/zz-new.yml", document.text, document.data)
    ours = sorted(((each.code, each.at) for each in found_by(store, folder, document)), key=str)
    assert said([*theirs["fields"], *theirs["together"]]) == ours, theirs["yaml"]
    return {code for code, _ in ours}, not ours


def test_thousands_of_records_get_the_same_answer(store: Store, data: dict[str, Any]) -> None:
    """Every code that a form can cause comes up, and right records are there in numbers."""
    typist = Typist(data["rules"], seed=2026)
    records = [(folder, typist.record(folder)) for _ in range(RECORDS // 2) for folder in FORMS]
    codes: set[str] = set()
    right = 0
    for record, theirs in zip(records, in_browser(data, records), strict=True):
        found, is_right = compare(store, record, theirs)
        codes |= found
        right += is_right
    assert right > RECORDS / 15
    expected = {
        *("E108", "E110", "E111"),
        *(f"E{number}" for number in (*range(201, 204), *range(205, 218), *range(218, 224), 228)),
        *("E204", "E301", "E303", "E304", "E305", "E306"),
    }
    assert expected - codes == set()


BAD = [
    ("libraries", {"type": "public"}),
    ("libraries", library(name={"local": "Библиотека"})),
    ("libraries", library(name={"local_language": "bg"})),
    ("libraries", library(name="Aurora")),
    ("libraries", library(sources=[])),
    ("libraries", library(sources=[{"seen": "2026-11"}])),
    ("libraries", library(sources=[{"document": "programme-brochure"}] * 2)),
    ("libraries", library(contact={"role": {"en": "Exchange desk"}})),
    ("libraries", library(contact={"role": {"en": "Desk"}, "mailbox": "exchange@example.org"})),
    ("libraries", library(status="paired")),
    ("libraries", library(status="seeking")),
    ("libraries", library(id="me")),
    ("libraries", library(confirmed="2026-11-22")),
    ("libraries", library(requests=[{"activity": "pen-pals"}])),
    ("libraries", library(sister_cities=[{"city": {"en": "A"}, "country": "US"}] * 2)),
    ("libraries", library(name={"zh": "奧羅拉圖書館"})),
    ("partnerships", partnership(libraries=["guangzhou-library"])),
    ("partnerships", partnership(libraries=["guangzhou-library", "guangzhou-library"])),
    ("partnerships", partnership(libraries=["guangzhou-library", "aurora-gone"])),
    ("partnerships", partnership(since="2017", until="2016")),
    ("partnerships", partnership(story={"en": "A" * 6001})),
]


def test_hand_made_bad_records_get_the_same_answer(store: Store, data: dict[str, Any]) -> None:
    for record, theirs in zip(BAD, in_browser(data, BAD), strict=True):
        found, _ = compare(store, record, theirs)
        assert found


@pytest.mark.parametrize("folder", FORMS)
def test_whatever_is_typed_reads_back_as_it_was(store: Store, data: dict[str, Any], folder: str) -> None:
    """Odd texts alone, side by side and glued together, at every depth of a record."""
    chance = random.Random(7)
    texts = [
        *ODD,
        *("".join(chance.sample(ODD, 2)) for _ in range(1500)),
        *("\n".join(chance.sample(ODD, 2)) for _ in range(500)),
    ]
    records = [
        (
            folder,
            {
                "name": {"en": text},
                "seeks": [text, "x"],
                "x": [{"url": text, "title": {"zh": text}}],
                "since": text,
            },
        )
        for text in texts
    ]
    clean = 0
    for (_, record), theirs in zip(records, in_browser(data, records), strict=True):
        document = read_alike(theirs)
        if document:
            clean += 1
            assert json.dumps(document.data, sort_keys=True) == json.dumps(record, sort_keys=True)
    assert clean > 500


def test_both_writers_write_the_same_bytes(data: dict[str, Any]) -> None:
    writer = pytest.importorskip("sister_libraries.yaml_writer")
    typist = Typist(data["rules"], seed=3)
    records = [(folder, typist.record(folder)) for _ in range(500) for folder in FORMS]
    for _, record in records:
        record.pop("id", None)  # a field of the model, but never of a file
    for (folder, record), theirs in zip(records, in_browser(data, records), strict=True):
        assert theirs["yaml"] == writer.write(folder, record)
