"""The scripts of the directory, run in Node: sets of bits find what a plain comparison finds; addresses come back."""

import json
import random
import subprocess
import sys
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from sister_libraries.catalogue import Catalogue
from sister_libraries.directory import listings
from sister_libraries.facets import FACETS, choices, counts
from sister_libraries.languages import language
from sister_libraries.outputs.directory_data import directory_files
from sister_libraries.reader import Reader
from sister_libraries.time_zones import distance

SCRIPTS = Path(__file__).resolve().parents[2] / "overrides" / "assets" / "javascripts"
NODE = Path(sys.executable).with_name("node")
STEP = 50
APART = {"whole": 10, "part": 30, "columns": 10}

# Loads the data as the page does, from the files given instead of from a server.
PROGRAM = """
import {{ Data, distance }} from {data};
import {{ readAddress, writeAddress }} from {address};
import {{ fold }} from {folding};
let text = "";
for await (const piece of process.stdin) text += piece;
const {{ files, given }} = JSON.parse(text);
globalThis.fetch = async (url) => ({{ ok: url in files, json: async () => JSON.parse(files[url]) }});
const open = () => Data.open(Object.keys(files).find((name) => /directory\\.\\w+\\.json$/.test(name)), {{}});
process.stdout.write(JSON.stringify(await (async () => {{ {body} }})()));
"""


def in_node(body: str, given: Any = None, files: dict[str, str] | None = None) -> Any:
    """What a function with this body returns; it may use `open()`, `given` and what the scripts export."""
    names = {"data": "directory-data.js", "address": "directory-address.js", "folding": "folding.js"}
    modules = {key: json.dumps((SCRIPTS / name).as_uri()) for key, name in names.items()}
    done = subprocess.run(
        [str(NODE), "--input-type=module", "--eval", PROGRAM.format(body=body, **modules)],
        input=json.dumps({"files": files or {}, "given": given}),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def some_choices(catalogue: Catalogue, number: int) -> list[dict[str, list[str]]]:
    """Combinations of one to four facets with one to three values each, the same in every run."""
    chance = random.Random(7)
    reader = Reader(language("en"), catalogue, "")
    values = {facet.name: choices(facet, reader) for facet in FACETS}
    found = []
    for _ in range(number):
        names = chance.sample(sorted(values), chance.randint(1, 4))
        found.append({n: chance.sample(values[n], min(len(values[n]), chance.randint(1, 3))) for n in names})
    return found


FILTER = """
    const data = await open();
    await data.need(Object.keys(data.values));
    return given.map((chosen) => {
      const found = data.filter(new Map(Object.entries(chosen)), "");
      const counts = Object.fromEntries(Object.keys(data.values).map((name) =>
        [name, Object.fromEntries(found.counts(name).map((number, place) => [data.values[name][place], number]))]));
      return { size: found.size, rows: found.first(1000), counts };
    });"""


@pytest.mark.parametrize("limits", [{}, APART], ids=["whole", "apart"])
def test_filters_find_what_comparing_every_library_finds(catalogue: Catalogue, limits: Any):
    """Rows in order, and the count beside every choice, which the facet's own choices do not lower."""
    rows = [
        {facet.name: set(facet.values(row.profile, catalogue)) for facet in FACETS}
        for row in listings(Reader(language("en"), catalogue, ""))
    ]

    def fits(row: dict[str, set[str]], chosen: dict[str, list[str]], but: str = "") -> bool:
        return all(row[name] & set(wanted) for name, wanted in chosen.items() if name != but)

    asked = some_choices(catalogue, 150)
    answers = in_node(FILTER, asked, dict(directory_files(catalogue, language("en"), **limits)))
    sizes = set()
    for chosen, answer in zip(asked, answers, strict=True):
        wanted = [place for place, row in enumerate(rows) if fits(row, chosen)]
        assert answer["rows"] == wanted
        assert answer["size"] == len(wanted)
        sizes.add(len(wanted))
        for name, numbers in answer["counts"].items():
            others = [row for row in rows if fits(row, chosen, but=name)]
            assert numbers == {value: sum(value in row[name] for row in others) for value in numbers}
    assert len(sizes) > 15, "the combinations hardly differ"


def test_nothing_chosen_finds_everybody(catalogue: Catalogue):
    body = "const found = (await open()).filter(new Map(), ''); return [found.size, found.first(10 ** 6).length];"
    found = in_node(body, files=dict(directory_files(catalogue, language("en"))))
    assert found == [len(catalogue.libraries)] * 2


SEARCH = """
    const data = await open();
    await data.needTexts({});
    return Promise.all(given.map(async (text) => {
      await data.need(data.facetsNamedIn(text));
      const ids = [];
      for (const row of data.filter(new Map(), text).first(1000)) {
        const part = await data.part(`rows-${Math.floor(row / data.head.part)}`);
        ids.push(part.ids.split("\\n")[row % data.head.part]);
      }
      return ids;
    }));"""


@pytest.mark.parametrize("code", ["en", "zh"])
def test_a_library_is_found_by_name_town_and_country_in_either_language(real: Catalogue, code: str):
    """The page's own words for countries come from the page; here only those of the other language are there."""
    country = {"en": "中国", "zh": "china"}[code]
    asked = ["Guangzhou", "广州", f"{country} guangzhou", "GUANGZHOU  Library"]
    answers = in_node(SEARCH, asked, dict(directory_files(real, language(code))))
    assert all("guangzhou-library" in ids for ids in answers), dict(zip(asked, answers, strict=True))


def test_accents_case_and_punctuation_do_not_matter(real: Catalogue):
    def plain(text: str) -> str:
        return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))

    towns = {each.id: each.city.get("en") or "" for each in real.libraries.values() if each.city}
    library, town = next((key, town) for key, town in towns.items() if plain(town) != town)
    asked = [town, plain(town), plain(town).upper(), f"“{plain(town)}”, "]
    answers = in_node(SEARCH, asked, dict(directory_files(real, language("en"), whole=10, part=25)))
    assert all(library in ids for ids in answers)
    assert len({tuple(ids) for ids in answers}) == 1


def test_every_word_must_be_found(real: Catalogue):
    asked = ["guangzhou library", "library", "guangzhou xyzzy"]
    both, one, none = in_node(SEARCH, asked, dict(directory_files(real, language("en"))))
    assert both
    assert set(both) < set(one)
    assert none == []


def test_letters_without_a_plain_form_in_unicode_are_folded():
    found = in_node("return given.map(fold);", ["Łódź", "Ærø", "Straße", "Xi’an", "Saint-Paul"])
    assert found == ["lodz", "aero", "strasse", "xian", "saint paul"]


def test_distances_are_those_of_the_build():
    chance = random.Random(3)
    asked = [[chance.uniform(-90, 90), chance.uniform(-180, 180)] * 2 for _ in range(5)]
    asked += [[chance.uniform(-90, 90), chance.uniform(-180, 180), 52.41, 16.93] for _ in range(50)]
    found = in_node("return given.map((each) => distance(...each));", asked)
    assert found == pytest.approx([distance(*each) for each in asked], abs=1e-4)


def test_the_nearest_come_first_and_what_is_not_known_last(real: Catalogue):
    files = dict(directory_files(real, language("en"), whole=10, part=25))
    body = """
        const found = await (await open()).byDistance({ latitude: 52.41, longitude: 16.93 });
        return [found.order, found.away];"""
    order, away = in_node(body, files=files)
    known = [row.library.coordinates for row in listings(Reader(language("en"), real, ""))]
    assert sorted(order) == list(range(len(known)))
    far = [distance(52.41, 16.93, *found) if found else 10**6 for found in map(known.__getitem__, order)]
    assert far == sorted(far)
    assert [each is None for each in away] == [each is None for each in known]  # JSON has no Infinity


# -- addresses ---------------------------------------------------------------------------------------------------


def read(address: str, catalogue: Catalogue) -> dict[str, Any]:
    """What an address means, and the address that is written for it."""
    reader = Reader(language("en"), catalogue, "")
    values = {facet.name: choices(facet, reader) for facet in FACETS}
    body = f"""
        const [address, values] = given;
        const {{ state, ignored }} = readAddress(address, values, {STEP});
        const chosen = Object.fromEntries([...state.chosen].map(([name, set]) => [name, [...set]]));
        return {{ ...state, chosen, ignored, again: writeAddress(state, {STEP}) }};"""
    found: dict[str, Any] = in_node(body, [address, values])
    return found


def test_an_address_comes_back_as_it_was(catalogue: Catalogue):
    used = [value for value, _ in counts(catalogue)["country"].most_common(2)]
    address = (
        f"?q=public+library&country={','.join(used)}&status=seeking&sort=near&near=52.41,16.93&shown=150"
    )
    found = read(address, catalogue)
    assert found["chosen"] == {"country": used, "status": ["seeking"]}
    assert (found["text"], found["sort"], found["near"]) == ("public library", "near", "52.41,16.93")
    assert found["shown"] == 150
    assert found["again"] == address
    assert found["ignored"] == []


def test_nothing_chosen_needs_no_address(catalogue: Catalogue):
    assert read("", catalogue)["again"] == ""


@pytest.mark.parametrize(
    ("address", "ignored"),
    [
        ("?country=XX", [["country", "XX"]]),
        ("?country=us,XX,Atlantis", [["country", "XX"], ["country", "Atlantis"]]),
        ("?colour=blue", [["colour", "blue"]]),
        ("?size=small&status=looking", [["size", "small"], ["status", "looking"]]),
        ("?sort=random", [["sort", "random"]]),
        ("?shown=-5", [["shown", "-5"]]),
        ("?shown=1e9", [["shown", "1e9"]]),
        ("?__proto__=x&toString=z", [["__proto__", "x"], ["toString", "z"]]),
        ("?seeks=__proto__,constructor", [["seeks", "__proto__"], ["seeks", "constructor"]]),
        ("?status=%3Cscript%3Ealert(1)%3C/script%3E", [["status", "<script>alert(1)</script>"]]),
        ("?status=%E2%80%AEgnikees%00", [["status", "gnikees"]]),
        ("?status=%FF%", [["status", "\ufffd%"]]),
        ("?utm_source=mail&fbclid=123&gclid=4", []),
        ("?&country=&q=&sort=", []),
    ],
)
def test_what_cannot_be_understood_is_left_out_and_told(
    address: str, ignored: list[Any], catalogue: Catalogue
):
    found = read(address, catalogue)
    assert found["ignored"] == ignored
    assert found["again"] in ("", "?country=US")


def test_a_huge_address_is_cut_and_what_is_good_in_it_counts(catalogue: Catalogue):
    address = f"?q={'x' * 100_000}&status=seeking&country={','.join(['ZZ'] * 20_000)}&shown=999999"
    found = read(address, catalogue)
    assert found["text"] == "x" * 200
    assert found["chosen"] == {"status": ["seeking"]}
    assert found["shown"] == 5000
    assert 0 < len(found["ignored"]) <= 1001
    assert max(len(value) for _, value in found["ignored"]) <= 61
    assert len(found["again"]) < 300
