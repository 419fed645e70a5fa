"""Listings that look like one another: what is taken for the same library, and that the browser reckons alike."""

from __future__ import annotations

import json
import random
from dataclasses import asdict
from datetime import date
from typing import Any

import pytest
from builders import ROOT, Site, library
from in_node import run

from sister_libraries import duplicates
from sister_libraries.catalogue import Catalogue, load
from sister_libraries.duplicates import Likeness, likely, make_traits, rank
from sister_libraries.folding import fold, simplified, traditional, variants
from sister_libraries.models.library import Library


def made(record_id: str = "new-library", **fields: Any) -> Library:
    return Library.model_validate({**library(**fields), "id": record_id})


@pytest.fixture
def catalogue(project: Site) -> Catalogue:
    known = library(
        name={"en": "Aurora Public Library", "zh": "奥罗拉公共图书馆"},
        city={"en": "Aurora", "zh": "奥罗拉"},
        website="https://www.auroralibrary.example/home/",
        identifiers={"isil": "US-CoAur"},
        status="seeking",
    )
    project.put("libraries/aurora-library", known)
    return project.catalogue()


def only(record: Library, catalogue: Catalogue) -> Likeness:
    (found,) = likely(record, catalogue)
    assert found.id == "aurora-library"
    return found


@pytest.mark.parametrize(
    ("fields", "reasons"),
    [
        ({"name": {"en": "AURORA  Public-Library"}}, ("name",)),
        ({"name": {"zh": "奧羅拉公共圖書館"}}, ("name",)),
        ({"name": {"en": "Aurora Central Library"}, "city": {"en": "Aurora"}}, ("similar-name", "place")),
        ({"name": {"zh": "奥罗拉市图书馆"}, "city": {"zh": "奥罗拉"}}, ("similar-name", "place")),
        ({"name": {"en": "Somewhere"}, "website": "http://auroralibrary.example/home?lang=en"}, ("website",)),
        ({"name": {"en": "Somewhere"}, "identifiers": {"isil": "US-CoAur"}}, ("identifier",)),
        (
            {"name": {"en": "Auroras Public Library"}, "website": "https://auroralibrary.example/"},
            ("similar-name", "host"),
        ),
    ],
)
def test_what_looks_like_the_same_library(
    catalogue: Catalogue, fields: Any, reasons: tuple[str, ...]
) -> None:
    assert only(made(**fields), catalogue).reasons == reasons


@pytest.mark.parametrize(
    "fields",
    [
        {"name": {"en": "Aurora Public Library"}, "country": "CA"},
        {"name": {"en": "Aurora Public Library"}, "city": {"en": "Springfield"}},
        {"name": {"en": "Boulder Public Library"}, "city": {"en": "Aurora"}},
        {"name": {"en": "Public Library"}},
        {"name": {"en": "Aurora Normal University Library"}, "city": {"en": "Aurora"}},
    ],
)
def test_what_does_not(catalogue: Catalogue, fields: Any) -> None:
    assert likely(made(**fields), catalogue) == []


def test_a_listing_is_not_its_own_duplicate(catalogue: Catalogue) -> None:
    assert likely(catalogue.libraries["aurora-library"], catalogue) == []


def test_no_two_listings_of_the_project_are_likely_the_same() -> None:
    """A warning that comes up for what has been looked at is soon not read any more."""
    real = load(ROOT, date.today())[0]
    found = {each.id: likely(each, real) for each in real.libraries.values()}
    assert {key: value for key, value in found.items() if value} == {}


def test_every_reason_that_counts_for_a_likeness_has_words() -> None:
    assert set(duplicates.REASONS) == {code for code, points in duplicates.POINTS.items() if points > 0}


def test_folding() -> None:
    assert fold("  Škofja-Loka’s “Łódź” 2ª ") == "skofja lokas lodz 2a"
    assert simplified("廣州圖書館 Library") == "广州图书馆 Library"
    assert traditional("廣州圖書館圖") == "廣圖書館"
    assert traditional("广州图书馆") == ""
    assert len(variants()) > 2000


FILES = """
globalThis.fetch = async () => ({ json: async () => given.variants });
"""


def test_the_browser_folds_alike() -> None:
    texts = [
        "Škofja-Loka’s “Łódź” 2ª",
        "廣州圖書館",
        "ΣΊΣΥΦΟΣ",
        "ﬁne ½ ①",
        "İstanbul",
        "Ærø  ðþ",
        "한국 도서관",
        "日本語ﾊﾝｶｸ",
    ]
    table = {"from": "".join(variants()), "to": "".join(variants().values())}
    body = FILES + "return Promise.all(given.texts.map(async (text) => fold(await simplified(text))));"
    theirs = run(
        {"folding.js": "fold", "simplified.js": "simplified"}, body, {"texts": texts, "variants": table}
    )
    assert theirs == [fold(simplified(each)) for each in texts]


def test_the_browser_reckons_alike() -> None:
    """Thousands of pairs of generated listings."""
    chance = random.Random(4)
    towns = ["Aurora", "Boulder", "广州", "廣州", "Łódź", "Lodz", "Saint-Denis"]
    kinds = [
        "Public Library",
        "Library",
        "Central Libraries",
        "图书馆",
        "市图书馆",
        "University Library",
        "Normal University",
    ]

    def listing() -> dict[str, Any]:
        town = chance.choice(towns)
        return {
            "names": [f"{town} {chance.choice(kinds)}" for _ in range(chance.randint(1, 3))],
            "country": chance.choice(["US", "CN"]),
            "places": chance.choice([[], [town], [chance.choice(towns)]]),
            "website": chance.choice(
                ["", "https://www.a.example/", "http://a.example/B?c#d", "https://b.example//"]
            ),
            "identifiers": chance.choice([[], ["US-1"], ["US-1", "Q1"]]),
        }

    asked, known = [listing() for _ in range(100)], [listing() for _ in range(60)]
    table = {"from": "".join(variants()), "to": "".join(variants().values())}
    body = (
        FILES
        + """
      const made = (all) => Promise.all(all.map((each) => traits(each, given.settings)));
      const others = (await made(given.known)).map((each, id) => ({ ...each, id: String(id).padStart(3, "0") }));
      return (await made(given.asked)).map((one) => rank(one, others, given.settings));
    """
    )
    data = {"asked": asked, "known": known, "settings": duplicates.settings(), "variants": table}
    theirs = run({"duplicates.js": "rank, traits"}, body, data)
    others = {f"{index:03}": make_traits(**each) for index, each in enumerate(known)}
    ours = [[asdict(each) for each in rank(make_traits(**one), others)] for one in asked]
    assert theirs == json.loads(json.dumps(ours))
    assert sum(map(len, ours)) > 100
    reasons = {reason for found in ours for each in found for reason in each["reasons"]}
    assert reasons == set(duplicates.REASONS)
