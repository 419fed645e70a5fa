"""The directory's files for the page: small parts, found by a number that both sides reckon alike."""

import json
from typing import Any

import builders
import pytest
from builders import library
from in_node import run

from sister_libraries.outputs import Site, letter_data

NAMES = ["a-library", "zz-9", "guangzhou-library", "x" * 64, *(f"library-{number}" for number in range(500))]


def files(project: builders.Site) -> dict[str, Any]:
    site = Site(project.catalogue(), "https://example.org/", [])
    return {name: json.loads(text) for name, text in letter_data.files(site)}


def entry(project: builders.Site, **fields: Any) -> dict[str, Any]:
    project.put("libraries/some-library", library(**fields))
    return files(project)["write/parts/0.json"]["libraries"]["some-library"]


def test_both_sides_find_a_library_in_the_same_part():
    for count in (1, 2, 64):
        theirs = run({"libraries.js": "partOf"}, f"return given.map((id) => partOf(id, {count}));", NAMES)
        assert theirs == [letter_data.part_of(each, count) for each in NAMES]
        assert set(theirs) == set(range(count))


def test_a_large_directory_has_more_parts_and_every_library_in_one(project: builders.Site):
    for number in range(600):
        project.put(f"libraries/library-{number}", library(name={"en": f"Library {number}"}))
    found = files(project)
    parts = [part["libraries"] for name, part in found.items() if "/parts/" in name]
    assert len(parts) == 4
    assert sum(len(part) for part in parts) == 602 == len(found["write/names.json"]["ids"])
    assert max(len(part) for part in parts) < 2 * letter_data.PART


def test_what_is_not_known_is_left_out(project: builders.Site):
    assert entry(project, name={"en": "Some Library"}) == {
        "name": {"en": "Some Library", "zh": "Some Library"},
        "country": "US",
        "place": {"en": "United States", "zh": "美国"},
        "town": {"en": "United States", "zh": "美国"},
        "standing": "known",
    }


def test_a_place_reads_from_near_to_far_in_english_and_from_far_to_near_in_chinese(project: builders.Site):
    fields = {"city": {"en": "Aurora", "zh": "奥罗拉"}, "region": {"en": "Colorado", "zh": "科罗拉多州"}}
    assert entry(project, **fields)["place"] == {
        "en": "Aurora, Colorado, United States",
        "zh": "美国科罗拉多州奥罗拉",
    }


def test_a_town_that_the_chinese_name_begins_with_is_not_said_twice(project: builders.Site):
    found = entry(project, name={"zh": "奥罗拉图书馆"}, city={"zh": "奥罗拉"}, region={"zh": "科罗拉多州"})
    assert found["place"]["zh"] == "美国科罗拉多州"


@pytest.mark.parametrize(
    ("fields", "tongues"),
    [
        ({"country": "ES"}, ["es"]),
        ({"country": "BE"}, ["nl", "fr", "de"]),
        ({"country": "MX"}, ["es"]),
        ({"country": "US"}, None),  # English serves
        ({"country": "CA"}, None),
        ({"country": "TW"}, None),  # Chinese serves
        ({"country": "MN"}, None),  # no phrases
        ({"country": "ES", "work_languages": ["en"]}, None),  # the record knows better
    ],
)
def test_official_languages_stand_in_for_those_that_the_record_does_not_name(
    project: builders.Site, fields, tongues
):
    assert entry(project, **fields).get("official") == tongues


def test_a_request_that_has_stepped_back_says_since_when(project: builders.Site):
    found = entry(project, status="seeking", confirmed="2015-06")
    assert (found["standing"], found["asked"]) == ("stepped-back", 2015)
    found = entry(project, status="seeking", confirmed="2026-06")
    assert found["standing"] == "seeking"
    assert "asked" not in found


def test_those_that_nobody_should_write_to_are_marked(project: builders.Site):
    project.put("libraries/one-paused", library(status="paused", confirmed="2026-06"))
    project.put("libraries/one-withdrawn", library(status="withdrawn", confirmed="2026-06"))
    names = files(project)["write/names.json"]
    assert {names["ids"][place] for place in names["closed"]} == {"one-paused", "one-withdrawn"}


def test_the_libraries_of_a_town_share_its_sister_cities(project: builders.Site):
    tied = [{"city": {"en": "Riverton"}, "country": "US"}]
    for name in ("first", "second"):
        fields = {"city": {"en": "Lakeside"}, "country": "CN", "sister_cities": tied}
        project.put(f"libraries/{name}-library", library(**fields))
    project.put("libraries/third-library", library(city={"en": "Riverton"}))
    part = files(project)["write/parts/0.json"]
    assert part["sisters"] == [["US riverton"], ["CN lakeside"]]
    program = """
      const directory = new Directory("", 1, async () => given);
      const ids = ["first-library", "second-library", "third-library", "guangzhou-library"];
      const found = await Promise.all(ids.map((id) => directory.library(id)));
      return found.map((each) => each.sisters);
    """
    found = run({"libraries.js": "Directory"}, program, part)
    assert found == [["US riverton"], ["US riverton"], ["CN lakeside"], []]


def test_a_file_that_a_browser_kept_from_before_serves_too():
    """For ten minutes, or offline: then each library had its own list."""
    old = {"libraries": {"a-library": {"sisters": ["US riverton"]}, "b-library": {}}, "moved": {}}
    program = """
      const directory = new Directory("", 1, async () => given);
      return [(await directory.library("a-library")).sisters, (await directory.library("b-library")).sisters];
    """
    assert run({"libraries.js": "Directory"}, program, old) == [["US riverton"], []]


def test_an_old_id_leads_to_the_new_one(project: builders.Site):
    moves = {
        "libraries": {
            "old-name": {"to": "older-name", "on": "2026-01-01"},
            "older-name": {"to": "guangzhou-library", "on": "2026-02-01"},
            "gone-library": {"on": "2026-02-01"},
        }
    }
    project.write("data/moved.yml", builders.as_yaml(moves))
    assert files(project)["write/parts/0.json"]["moved"] == {
        "gone-library": None,
        "old-name": "guangzhou-library",
        "older-name": "guangzhou-library",
    }


def test_the_files_are_the_same_every_time(project: builders.Site):
    one, other = (Site(project.catalogue(), "https://example.org/", []) for _ in range(2))
    assert list(letter_data.files(one)) == list(letter_data.files(other))


# -- looking for a library ----------------------------------------------------------------------------------------

TABLE = {
    "ids": ["hello-library", "lodz-library", "guangzhou-library", "old-library", "library-of-lodz"],
    "names": {
        "en": [
            "Hello Library",
            "Łódź City Library",
            "Guangzhou Library",
            "Old Library",
            "The Library of Łódź",
        ],
        "zh": ["你好图书馆", "罗兹市图书馆", "广州图书馆", "老图书馆", "罗兹图书馆"],
    },
    "local": ["", "Biblioteka Miejska w Łodzi", "", "", ""],
    "towns": {
        "en": ["Peru", "Łódź, Poland", "Guangzhou, China", "Lodz", "Łódź, Poland"],
        "zh": ["秘鲁", "波兰，罗兹", "中国，广州", "", "波兰，罗兹"],
    },
    "closed": [3],
}


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("lodz", ["lodz-library", "library-of-lodz"]),
        ("lo", ["lodz-library", "library-of-lodz", "hello-library"]),  # what begins with it comes first
        ("library of", ["library-of-lodz"]),
        ("BIBLIOTEKA", ["lodz-library"]),
        ("poland library", ["lodz-library", "library-of-lodz"]),
        ("广州", ["guangzhou-library"]),
        ("廣州", ["guangzhou-library"]),
        ("nowhere", []),
        ("   ", []),
        ("<script>alert(1)</script>", []),
        ("x" * 100_000, []),
    ],
)
def test_a_library_is_found_by_any_of_its_names_and_its_town(question: str, found: list[str]):
    program = """
      globalThis.fetch = async () => ({ json: async () => ({ from: "廣", to: "广" }) });
      const directory = new Directory("", 1, async () => given.table);
      return (await directory.search(given.question, "en")).map((each) => each.id);
    """
    result = run({"libraries.js": "Directory"}, program, {"table": TABLE, "question": question})
    assert result == found


def test_a_file_that_failed_is_asked_for_again():
    program = """
      let times = 0;
      const directory = new Directory("", 1, async () => {
        times += 1;
        if (times === 1) throw new Error("no line");
        return { libraries: { "some-library": { name: {} } }, moved: {}, sisters: [] };
      });
      const first = await directory.library("some-library").catch((error) => error.message);
      const second = await directory.library("some-library");
      await directory.library("other-library");
      return { first, second: second.id, times };
    """
    assert run({"libraries.js": "Directory"}, program) == {
        "first": "no line",
        "second": "some-library",
        "times": 2,
    }


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("guangzhou-library", True),
        ("ab", False),
        ("x" * 65, False),
        ("Guangzhou", False),
        ("a--b", False),
        ("../../x", False),
        ("__proto__", False),
        ("constructor", True),
    ],
)
def test_only_what_can_be_an_id_is_taken_for_one(text: str, is_one: bool):
    assert run({"libraries.js": "isId"}, "return isId(given);", text) is is_one


def test_a_name_of_javascript_is_no_library():
    program = """
      const directory = new Directory("", 1, async () => ({ libraries: {}, moved: {} }));
      return (await directory.library("constructor")) === undefined;
    """
    assert run({"libraries.js": "Directory"}, program) is True
