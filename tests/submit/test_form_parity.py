"""One set of rules: the form in the browser and `sisterlib check` say the same of the same record, field by field."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest
from alike import compare, in_browser, read_alike
from builders import library, partnership
from records import ODD, Typist
from test_fields import BAD_IDS, BAD_MAILBOXES, BAD_URLS

from sister_libraries import yaml_writer
from sister_libraries.form_rules import FORMS
from sister_libraries.rules import RULES
from sister_libraries.store import Store
from sister_libraries.yaml_reader import parse

RECORDS = 4_000


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


def bad_values() -> list[tuple[str, dict[str, Any]]]:
    """The bad values that the tests of the fields have, each where it may be typed."""
    by_hand = {"role": {"en": "Exchange desk"}, "consent": "2026-11-21"}
    records = [library(contact={**by_hand, "mailbox": each}) for each in (*BAD_MAILBOXES, "x@gmail.com")]
    for url in BAD_URLS:
        records += [
            library(website=url),
            library(sources=[{"url": url}]),
            library(contact={**by_hand, "page": url}),
        ]
    stories = [partnership(libraries=[each, "guangzhou-library"]) for each in BAD_IDS]
    records += [library(type=each) for each in BAD_IDS]
    return [("libraries", each) for each in records] + [("partnerships", each) for each in stories]


def test_bad_values_of_single_fields_get_the_same_answer(store: Store, data: dict[str, Any]) -> None:
    records = bad_values()
    sources = {"E208", "E305"}
    for record, theirs in zip(records, in_browser(data, records), strict=True):
        found, is_right = compare(store, record, theirs)
        assert found, record
        assert not is_right or sources & found, record  # an odd port will do for a source


WRONG = {code: rule.wrong for code, rule in RULES.items() if rule.wrong and code[1] in "23"}


def test_the_wrong_examples_of_the_rules_get_the_same_answer(store: Store, data: dict[str, Any]) -> None:
    records = []
    for text in WRONG.values():
        document, _ = parse(text, "x.yml")
        if document:
            make = (
                ("partnerships", partnership)
                if "since" in document.data or "libraries" in document.data
                else ("libraries", library)
            )
            records.append((make[0], make[1](**document.data)))
    assert len(records) > 12
    for record, theirs in zip(records, in_browser(data, records), strict=True):
        compare(store, record, theirs)


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
    typist = Typist(data["rules"], seed=3)
    records = [(folder, typist.record(folder)) for _ in range(500) for folder in FORMS]
    for _, record in records:
        record.pop("id", None)  # a field of the model, but never of a file
    for (folder, record), theirs in zip(records, in_browser(data, records), strict=True):
        assert theirs["yaml"] == yaml_writer.write(folder, record)
