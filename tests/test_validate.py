"""From a document to a record: where problems stand, what they suggest, and that nothing makes it raise."""

from __future__ import annotations

from typing import Any

import pytest
from builders import MINIMAL, as_yaml, library, problems_of, seconds
from hypothesis import given
from hypothesis import strategies as st

from sister_libraries.languages import site_languages
from sister_libraries.models import KINDS
from sister_libraries.models.library import Library
from sister_libraries.problems import Problem, Span
from sister_libraries.report import word
from sister_libraries.validate import as_yaml as one_line
from sister_libraries.validate import make_record, suggestion
from sister_libraries.yaml_reader import MAX_BYTES, Document, parse

SOURCES = "sources: [{document: programme-brochure}]\n"


def check(text: str, folder: str = "libraries") -> list[Problem]:
    document, problems = parse(text, "x.yml")
    assert document, problems
    return make_record(document, KINDS[folder], "some-id")[1]


def only(text: str, folder: str = "libraries") -> Problem:
    (problem,) = check(text, folder)
    return problem


def test_a_record_has_the_id_of_its_file() -> None:
    document, _ = parse(as_yaml(library()), "x.yml")
    assert document
    record, _ = make_record(document, Library, "aurora-library")
    assert record
    assert record.id == "aurora-library"


# -- where a problem stands --------------------------------------------------------------------------------


def test_an_unknown_field_is_marked_at_its_name() -> None:
    problem = only(f"name: {{en: Aurora}}\ncountry: US\nwebiste: https://example.org/\n{SOURCES}")
    assert (problem.code, problem.span, problem.at) == ("E201", Span(3, 1, 8), ("webiste",))


def test_an_unknown_field_inside_a_group_is_marked_at_its_name() -> None:
    problem = only(f"name: {{en: Aurora, fr: Aurore}}\ncountry: US\n{SOURCES}")
    assert (problem.code, problem.span, problem.at) == ("E201", Span(1, 20, 22), ("name", "fr"))


def test_a_missing_field_is_marked_where_its_record_begins() -> None:
    problem = only(f"name: {{en: Aurora}}\n{SOURCES}")
    assert (problem.code, problem.span, problem.at) == ("E202", Span(1, 1, 2), ("country",))


def test_a_missing_field_of_a_group_is_marked_at_the_group() -> None:
    problem = only(f"name: {{en: Aurora}}\ncountry: US\nrequests:\n  - activity: pen-pals\n{SOURCES}")
    assert (problem.code, problem.span, problem.at) == ("E202", Span(4, 5, 6), ("requests", 0, "text"))


def test_a_wrong_value_is_marked_itself() -> None:
    problem = only(f"name: {{en: Aurora}}\ncountry: USA\n{SOURCES}")
    assert (problem.code, problem.span) == ("E210", Span(2, 10, 13))


def test_a_wrong_value_in_a_list_is_marked_itself() -> None:
    problem = only(f"name: {{en: Aurora}}\ncountry: US\nwork_languages: [en, Klingon]\n{SOURCES}")
    assert (problem.code, problem.span, problem.at) == ("E211", Span(3, 22, 29), ("work_languages", 1))


def test_a_value_that_stands_twice_is_marked_the_second_time() -> None:
    problem = only(f"name: {{en: Aurora}}\ncountry: US\nwork_languages: [en, es, en]\n{SOURCES}")
    assert (problem.code, problem.span) == ("E213", Span(3, 26, 28))


def test_every_problem_is_told() -> None:
    codes = [each.code for each in check("nmae: {en: Aurora}\ncountry: USA\ntype: x y\nid: me\n")]
    assert sorted(codes) == ["E201", "E201", "E202", "E202", "E210", "E219"]


def test_e201_the_id_is_not_written_into_the_file() -> None:
    problem = only(f"id: aurora\nname: {{en: Aurora}}\ncountry: US\n{SOURCES}")
    assert (problem.code, problem.span) == ("E201", Span(1, 1, 3))
    assert "id" not in problem.values["choices"]


@pytest.mark.parametrize(
    "name", ["function-x", "tagged-x", "function-after[f(), str]", "__class__", "self", "model_fields", "0"]
)
def test_e201_names_that_mean_something_to_the_program_are_only_unknown(name: str) -> None:
    (problem,) = problems_of("libraries", library(**{name: "x"}))
    assert (problem.code, problem.values["found"]) == ("E201", name)


# -- what is suggested -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "suggested"),
    [
        ({"webiste": "https://example.org/"}, "website"),
        ({"Country": "US"}, "country"),
        ({"status": "Seeking"}, "seeking"),
        ({"country": "us"}, "US"),
        ({"country": "UK"}, "GB"),
        ({"country": "USA"}, "US"),
        ({"country": "China"}, "CN"),
        ({"country": "Bulgara"}, "BG"),
        ({"country": "中国"}, "CN"),
        ({"work_languages": ["Spanish"]}, "es"),
        ({"work_languages": ["西班牙语"]}, "es"),
        ({"work_languages": ["Brazilian Portuguese"]}, "pt-BR"),
    ],
)
def test_did_you_mean(fields: dict[str, Any], suggested: str) -> None:
    (problem,) = problems_of("libraries", library(**fields))
    assert problem.values["suggestion"] == suggested


def test_whatever_is_suggested_for_a_language_is_right() -> None:
    names = {name for language in site_languages() for name in language.cldr.languages.values()}
    for name in names:
        (problem,) = problems_of("libraries", library(work_languages=[name]))
        suggested = problem.values.get("suggestion")
        assert suggested is None or problems_of("libraries", library(work_languages=[suggested])) == []


@pytest.mark.parametrize(
    "fields", [{"zzz": "green"}, {"status": "xyz"}, {"country": "Qwxyz"}, {"work_languages": ["Qwxyz"]}]
)
def test_nothing_is_suggested_where_nothing_is_near(fields: dict[str, Any]) -> None:
    (problem,) = problems_of("libraries", library(**fields))
    assert "suggestion" not in problem.values


def test_the_nearest_choice_is_suggested() -> None:
    assert suggestion("pubilc", ["school", "public"]) == {"suggestion": "public"}
    assert suggestion("pubilc", []) == {}


def test_a_problem_of_shape_shows_the_fields_example() -> None:
    (problem,) = problems_of("libraries", library(name="Aurora"))
    assert problem.values["example"] == "name: {en: Guangzhou Library, zh: 广州图书馆}"


@pytest.mark.parametrize(
    ("value", "line"),
    [
        ("public", "a: public"),
        ({"en": "A: b", "zh": "广州"}, 'a: {en: "A: b", zh: 广州}'),
        (["x", "y z"], "a: [x, y z]"),
        ([{"url": "https://www.gzlib.org.cn/"}], "a: [{url: https://www.gzlib.org.cn/}]"),
        ("2026-11", "a: 2026-11"),
        ("- x", 'a: "- x"'),
        ("[x", 'a: "[x"'),
        ("# x", 'a: "# x"'),
    ],
)
def test_an_example_is_one_line_of_yaml(value: Any, line: str) -> None:
    assert one_line("a", value) == line
    document, _ = parse(line, "x.yml")
    assert document
    assert document.data == {"a": value}


@given(st.text(st.sampled_from([*map(chr, range(32, 127)), "广", "é", "–", "“"])))
def test_every_text_in_an_example_is_read_back(text: str) -> None:
    document, _ = parse(one_line("a", [text, {"b": text}]), "x.yml")
    assert document
    assert document.data == {"a": [text, {"b": text}]}


# -- it never fails ----------------------------------------------------------------------------------------


def test_a_record_full_of_problems_is_checked_soon() -> None:
    text = "".join(f"f{i}: x\n" for i in range(MAX_BYTES // 10))
    problems: list[Problem] = []
    taken = seconds(lambda: problems.extend(check(text)))
    assert len(problems) > 6_000
    assert taken < 10  # it took minutes when each problem read the file again


@pytest.mark.parametrize("field", ["country", "status", "type", "since", "listed", "website"])
def test_a_huge_value_is_refused_soon(field: str) -> None:
    problems: list[Problem] = []
    huge = library(**{field: "a-" * (MAX_BYTES // 2)})
    taken = seconds(lambda: problems.extend(problems_of("libraries", huge)))
    assert problems
    assert taken < 2


NAMES = sorted(
    {name for model in KINDS.values() for name in model.model_fields}
    | {"en", "zh", "local", "local_language", "url"}
)
VALUES = st.recursive(
    st.text(max_size=12)
    | st.sampled_from(
        [
            "US",
            "en",
            "public",
            "2017",
            "by 2019",
            "https://example.org/",
            "programme-brochure",
            "广州图书馆",
            "23.12",
        ]
    )
    | st.none()
    | st.integers()
    | st.floats()
    | st.booleans(),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(NAMES) | st.text(max_size=6), inner, max_size=4)
    ),
    max_leaves=15,
)


@given(
    st.sampled_from(sorted(KINDS)),
    st.dictionaries(st.sampled_from(NAMES) | st.text(max_size=8), VALUES, max_size=8),
    st.booleans(),
)
def test_no_data_makes_a_check_of_fields_raise(folder: str, fields: dict[str, Any], whole: bool) -> None:
    data = MINIMAL[folder]() | fields if whole else fields
    record, problems = make_record(Document("data/x.yml", "", data), KINDS[folder], "some-id")
    assert (record is None) == bool(problems)
    for problem in problems:
        for language in site_languages():
            assert word(problem, language).wrong


# What a file can hold: nothing invisible, not too deep.
SEEN = st.text(st.sampled_from("aZ9é广 -:#&*!|<>{[,'\"%@"), max_size=6)
READABLE = st.recursive(
    SEEN,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=3),
    max_leaves=5,
)


@given(st.sampled_from(sorted(KINDS)), st.dictionaries(st.sampled_from(NAMES) | SEEN, READABLE, max_size=5))
def test_every_place_lies_in_the_file(folder: str, fields: dict[str, Any]) -> None:
    text = as_yaml(MINIMAL[folder]() | fields)
    document, problems = parse(text, "x.yml")
    lines = text.split("\n")
    for problem in make_record(document, KINDS[folder], "some-id")[1] if document else problems:
        assert problem.span
        assert 1 <= problem.span.line <= len(lines)
        assert 1 <= problem.span.column <= len(lines[problem.span.line - 1])


SOMEWHERE = st.sampled_from([(folder, name) for folder in sorted(KINDS) for name in MINIMAL[folder]()])


@given(SOMEWHERE, VALUES)
def test_no_value_in_any_field_makes_a_check_raise(where: tuple[str, str], value: Any) -> None:
    folder, name = where
    data = {**MINIMAL[folder](), name: value}
    record, problems = make_record(Document("data/x.yml", "", data), KINDS[folder], "some-id")
    assert (record is None) == bool(problems)
