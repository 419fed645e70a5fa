"""The browser's function is the build's: thousands of generated pairs through Python and through JavaScript."""

import json
import random
import subprocess
import sys
from dataclasses import fields
from datetime import date
from pathlib import Path

import pytest
from builders import ROOT
from pairs import WEIGHTS, generated

from sister_libraries.catalogue import load
from sister_libraries.matching.score import Side, asks, may_be_suggested, order, ruled_out, score
from sister_libraries.matching.suggest import sides
from sister_libraries.outputs.profiles import data

PAIRS = 6_000
SCRIPT = """
import { readFileSync } from "node:fs";
const { asks, decode, mayBeSuggested, rank, ruledOut, score } = await import(process.argv[2]);
const { weights, libraries, pairs, profiles } = JSON.parse(readFileSync(0, "utf8"));
const pair = ([one, other]) => {
  const [a, b] = [libraries[one], libraries[other]];
  const match = score(a, b, weights);
  return {
    ruledOut: ruledOut(a, b), asks: asks(b), may: mayBeSuggested(b), points: match?.points ?? null,
    reasons: match?.reasons.map(({ code, values, points }) => [code, values, points]) ?? null,
  };
};
const ranked = libraries.slice(0, 40).map((a) => rank(a, libraries, weights).map(({ side }) => side.id));
const decoded = decode(profiles);
const { ties, ...lists } = profiles.lists;
const own = (name) => profiles.libraries[name].map((place) => ties[place]);
const columns = { ...profiles.libraries, ties: own("ties"), sister_cities: own("sister_cities") };
const before = decode({ ...profiles, lists, libraries: columns });
console.log(JSON.stringify({ pairs: pairs.map(pair), ranked, decoded, before }));
"""


def plain(side: Side) -> dict:
    """A side as JSON has it."""
    values = {each.name: getattr(side, each.name) for each in fields(side)}
    return {name: sorted(value) if isinstance(value, frozenset) else value for name, value in values.items()}


@pytest.fixture(scope="module")
def catalogue():
    return load(ROOT, date.today())[0]


@pytest.fixture(scope="module")
def libraries():
    chance = random.Random(2026)
    return [generated(chance, number) for number in range(400)]


@pytest.fixture(scope="module")
def pairs():
    chance = random.Random(11)
    return [(chance.randrange(400), chance.randrange(400)) for _ in range(PAIRS)]


@pytest.fixture(scope="module")
def browser(tmp_path_factory, libraries, pairs, catalogue):
    """What JavaScript makes of the same libraries and pairs."""
    script = tmp_path_factory.mktemp("parity") / "parity.mjs"
    script.write_text(SCRIPT, encoding="utf-8")
    given = {
        "weights": WEIGHTS.as_json(),
        "libraries": [plain(each) for each in libraries],
        "pairs": pairs,
        "profiles": json.loads(json.dumps(data(catalogue))),
    }
    node = Path(sys.executable).with_name("node")
    result = subprocess.run(
        [node, script, (ROOT / "overrides/assets/javascripts/matching.js").as_uri()],
        input=json.dumps(given),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert result.returncode == 0, result.stderr
    return json.loads(result.stdout)


def test_points_and_reasons_are_equal(browser, libraries, pairs):
    suggested = 0
    for (one, other), theirs in zip(pairs, browser["pairs"], strict=True):
        a, b = libraries[one], libraries[other]
        ours = score(a, b, WEIGHTS)
        suggested += ours is not None
        assert theirs == {
            "ruledOut": ruled_out(a, b),
            "asks": asks(b),
            "may": may_be_suggested(b),
            "points": ours and ours.points,
            "reasons": ours and [[code, list(values), points] for code, values, points in ours.reasons],
        }
    assert suggested > PAIRS / 4  # or nothing was compared


def test_every_reason_occurs_among_the_pairs(libraries, pairs):
    from sister_libraries.matching.suggest import SENTENCES, UNSPOKEN

    found = [score(libraries[one], libraries[other], WEIGHTS) for one, other in pairs]
    codes = {reason.code for each in found if each for reason in each.reasons}
    assert codes == {*SENTENCES, *UNSPOKEN, "hours"}


def test_rankings_are_equal(browser, libraries):
    for a, theirs in zip(libraries[:40], browser["ranked"], strict=True):
        found = [
            (each, match) for each in libraries if (match := score(a, each, WEIGHTS)) and match.points > 0
        ]
        assert theirs == [
            each.id for each, match in sorted(found, key=lambda pair: order(pair[1], a, pair[0]))
        ]


def test_the_file_for_the_browser_says_what_the_build_knows(browser, catalogue):
    tied = {town for each in sides(catalogue).values() for town in each.ties}
    for theirs, ours in zip(browser["decoded"], sides(catalogue).values(), strict=True):
        assert theirs == plain(ours) | {"towns": sorted(ours.towns & tied)}


def test_a_file_that_a_browser_kept_from_before_says_the_same(browser):
    """For ten minutes, or offline: then ties stood with each library."""
    assert browser["before"] == browser["decoded"]
