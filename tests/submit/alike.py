"""Asks the browser's scripts and the command line about the same record, and holds their answers together."""

from __future__ import annotations

from typing import Any

from builders import TODAY
from in_node import run

from sister_libraries.checks import check_record, check_store
from sister_libraries.models import KINDS, Record
from sister_libraries.problems import Problem
from sister_libraries.rules import RULES
from sister_libraries.store import Store
from sister_libraries.validate import make_record
from sister_libraries.yaml_reader import Document, check_text, parse

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
    alone = check_record(document, record)
    return alone + [each for each in check_store(more, TODAY) if each.path == record.file]


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
    """Hold both answers to one record together; gives the codes that came up, and whether it may be published."""
    folder, value = record
    document = read_alike(theirs)
    if document is None:
        return {each["code"] for each in theirs["reading"]}, False
    assert document.data == value
    document = Document(f"data/{folder}/zz-new.yml", document.text, document.data)
    ours = sorted(((each.code, each.at) for each in found_by(store, folder, document)), key=str)
    assert said([*theirs["fields"], *theirs["together"]]) == ours, theirs["yaml"]
    return {code for code, _ in ours}, all(RULES[code].notice for code, _ in ours)
