"""Problems in words: for people in each language, for GitHub, as JSON; and that no text of a file gets loose."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from builders import Site, page, seconds
from hypothesis import given
from hypothesis import strategies as st

from sister_libraries.languages import N_, language, site_languages
from sister_libraries.problems import Problem, Span
from sister_libraries.report import (
    MAX_ANNOTATIONS,
    MAX_CHOICES,
    MAX_LINE,
    MAX_VALUE,
    as_github,
    as_json,
    as_text,
    word,
)
from sister_libraries.rules import RULES

EN, ZH = language("en"), language("zh")

# -- golden messages ---------------------------------------------------------------------------------------

SOURCES = "sources: [{document: programme-brochure}]\n"
AURORA = "data/libraries/aurora.yml"
GUANGZHOU = "data/libraries/guangzhou-library.yml"
PARTNERSHIP = "data/partnerships/los-angeles-guangzhou.yml"

# File, content. Each is what somebody could hand in; together they show every way in which a place is marked.
BAD_FILES: dict[str, tuple[str, str | bytes]] = {
    "misspelt-field": (
        AURORA,
        """\
name: {en: Aurora Library}
country: US
webiste: https://example.org/
status: open
seeks: [books]
"""
        + SOURCES,
    ),
    "chinese-before-the-place": (
        GUANGZHOU,
        """\
name: {zh: 广州图书馆, en: 广州图书馆}
country: 中国
work_languages: [zh, 西班牙语]
"""
        + SOURCES,
    ),
    "long-paragraph": (
        GUANGZHOU,
        f"""\
name: {{zh: 广州图书馆}}
country: CN
description:
  zh: {"收藏图书，欢迎来信，" * 30}一\u200b起读书。{"收藏图书。" * 20}
"""
        + SOURCES,
    ),
    "missing-library": (
        PARTNERSHIP,
        """\
libraries: [los-angeles-public-library, guangzou-library]
kinds: [formal-agrement]
status: unconfirmed
summary: {en: They exchange books.}
story: {en: They exchange books.}
"""
        + SOURCES,
    ),
    "bare-record": (AURORA, "name: Aurora Library\n"),
    "wrong-values": (
        AURORA,
        """\
name: {en: Aurora Library}
country: USA
status: paired
coordinates: [39.7, -104]
website: www.example.org
listed: 2026-02-31
confirmed: May 2017
work_languages: en
identifiers: {wikidata: 42}
"""
        + SOURCES,
    ),
    "open-quotation-mark": (
        AURORA,
        """\
name:
  en: "Aurora Library
country: US
""",
    ),
    "double-key": (
        AURORA,
        """\
name: {en: Aurora Library}
type: public
country: US
type: school
""",
    ),
    "anchor-and-tag": (
        AURORA,
        """\
name: &name {en: Aurora Library}
country: !!str US
""",
    ),
    "tab-and-mark": (AURORA, "\ufeffname:\n\ten: Aurora Library\ncountry: US\n"),
    "utf-16": (AURORA, "name: {en: Aurora}\n".encode("utf-16-le")),
    "latin-1": (AURORA, "# 广州\nname: {zh: 广州, local: Biblioth".encode() + b"\xe8que}\n"),
    "too-large": (AURORA, b"#" * 70_000),
    "bad-name": (
        "data/libraries/Aurora Library.yml",
        "name: {en: Aurora}\ncountry: US\nsources: [{url: https://example.org/, seen: 2026-11}]\n",
    ),
    "page": (
        "docs/en/why.md",
        """\
---
title: Why
description: Why a library gains from a friend abroad.
---
# Why

友好图书馆 <b>friend</b>

[Guangzhou](record:libraries/guangzhou-libary)
""",
    ),
    "old-page": ("docs/zh/why.md", page("为什么", translation_of="123456789012")),
    "future": (
        PARTNERSHIP,
        """\
libraries: [los-angeles-public-library, guangzhou-library]
kinds: [formal-agreement]
status: ended
since: 2027
until: 2017
summary: {en: They exchange books.}
story: {en: They exchange books.}
"""
        + SOURCES,
    ),
}


@pytest.mark.parametrize("here", site_languages(), ids=lambda each: each.code)
@pytest.mark.parametrize("name", BAD_FILES)
def test_messages(name: str, here: Any, project: Site, golden: Callable[[str, str], None]) -> None:
    path, content = BAD_FILES[name]
    project.write(path, content)
    problems = [each for each in project.problems() if each.path == path]
    golden(f"messages/{name}.{here.code}.txt", as_text(problems, project.root, [here]) + "\n")


# -- words -------------------------------------------------------------------------------------------------


def test_a_message_says_what_is_wrong_and_what_to_do() -> None:
    words = word(Problem("E204", "x", values={"found": "abc", "folder": "data/libraries/"}), EN)
    assert words.wrong == "There is no record “abc” in data/libraries/."
    assert words.remedy == "An id is the name of a file in that folder, without .yml."
    assert words.kind == "problem"


def test_a_suggestion_comes_first() -> None:
    remedy = word(Problem("E204", "x", values={"found": "abc", "suggestion": "abd"}), EN).remedy
    assert remedy.startswith("Did you mean “abd”? An id is")


@pytest.mark.parametrize("here", site_languages(), ids=lambda each: each.code)
@pytest.mark.parametrize("code", RULES)
def test_every_message_can_be_said_of_nothing(code: str, here: Any) -> None:
    words = word(Problem(code, "x"), here)
    assert words.title and words.wrong and words.remedy
    assert "{" not in words.wrong + words.remedy
    assert ("–" in words.wrong) == ("{" in RULES[code].message)  # a dash where a value would stand


def test_a_notice_is_called_so() -> None:
    assert word(Problem("E305", "x"), EN).kind == "notice"


def test_numbers_are_written_as_people_do() -> None:
    assert "70,000 bytes" in word(Problem("E102", "x", values={"found": 70_000, "limit": 65_536}), EN).wrong


def test_phrases_are_translated_and_other_values_are_not() -> None:
    values = {"field": "N", "expected": N_("a list"), "found": "a list"}
    wrong = word(Problem("E206", "x", values=values), ZH).wrong
    assert "a list" in wrong
    assert ZH.say("a list") in wrong
    assert ZH.say("a list") != "a list"


def test_a_long_list_of_choices_is_cut() -> None:
    remedy = word(
        Problem("E203", "x", values={"choices": [f"c{i}" for i in range(MAX_CHOICES + 1)]}), EN
    ).remedy
    assert f"c{MAX_CHOICES - 1}" in remedy
    assert f"c{MAX_CHOICES}," not in remedy
    assert "…" in remedy


def test_a_long_value_is_cut() -> None:
    assert len(word(Problem("E210", "x", values={"found": "x" * 60_000}), EN).wrong) < MAX_VALUE + 100


# -- text --------------------------------------------------------------------------------------------------


def marked(line: str, span: Span, tmp_path: Path) -> tuple[str, str]:
    """The quoted line and the line of carets."""
    (tmp_path / "x.yml").write_text("\n" * (span.line - 1) + line, encoding="utf-8")
    shown, carets = as_text([Problem("E210", "x.yml", span)], tmp_path, [EN]).split("\n")[2:4]
    return shown, carets


def columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in text)


def test_a_caret_stands_under_what_is_meant(tmp_path: Path) -> None:
    assert marked("country: USA", Span(1, 10, 13), tmp_path) == (
        "    1 | country: USA",
        "      |          ^^^",
    )


def test_chinese_is_two_columns_wide(tmp_path: Path) -> None:
    shown, carets = marked("名: 广州 x", Span(1, 4, 6), tmp_path)
    assert (shown, carets) == ("    1 | 名: 广州 x", "      |     ^^^^")
    assert columns(shown[: shown.index("广")]) == carets.index("^")


def test_a_place_far_along_a_line_is_shown(tmp_path: Path) -> None:
    line = "广" * 400 + "X" + "州" * 400
    shown, carets = marked(line, Span(1, 401, 402), tmp_path)
    assert len(shown) < MAX_LINE + 20
    assert columns(shown[: shown.index("X")]) == carets.index("^")


def test_a_place_at_the_end_of_a_line_is_marked_behind_it(tmp_path: Path) -> None:
    assert marked("a: [", Span(1, 5, 6), tmp_path) == ("    1 | a: [", "      |     ^")


def test_what_cannot_be_seen_is_shown_as_a_dot(tmp_path: Path) -> None:
    assert marked("a: b\u202ec", Span(1, 5, 6), tmp_path) == ("    1 | a: b·c", "      |     ^")


def test_a_place_behind_the_end_of_a_file_is_not_quoted(tmp_path: Path) -> None:
    (tmp_path / "x.yml").write_text("a: b")
    assert "^" not in as_text([Problem("E103", "x.yml", Span(9, 1, 2))], tmp_path, [EN])


def test_a_file_that_has_gone_is_not_quoted(tmp_path: Path) -> None:
    assert as_text([Problem("E103", "x.yml", Span(1, 1, 2))], tmp_path, [EN]).startswith(
        "x.yml:1:1: problem E103\n"
    )


def test_each_language_says_it_after_the_other(tmp_path: Path) -> None:
    lines = as_text([Problem("E109", "x.yml")], tmp_path, [EN, ZH]).split("\n")
    assert lines[1:3] == [f"  {word(Problem('E109', 'x'), each).wrong}" for each in (EN, ZH)]


def test_every_message_leads_to_its_page_in_each_language(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SITE_URL", "https://example.org/sister")
    assert as_text([Problem("E109", "x.yml")], tmp_path, site_languages()).splitlines()[-2:] == [
        "  https://example.org/sister/problems/e109/",
        "  https://example.org/sister/zh/problems/e109/",
    ]


def test_a_report_of_thousands_of_problems_in_one_line_is_made_soon(tmp_path: Path) -> None:
    (tmp_path / "x.yml").write_text("{" + "a: b, " * 10_000 + "}")
    problems = [
        Problem("E201", "x.yml", Span(1, i * 6 + 2, i * 6 + 3), {"found": "a", "choices": []})
        for i in range(10_000)
    ]
    assert seconds(lambda: as_text(problems, tmp_path, site_languages())) < 10


# -- GitHub ------------------------------------------------------------------------------------------------

HOSTILE = "\n::error::x\r\n ::set-output name=x::y%0A::add-mask::z,title=q:\u2028::warning::\x85::debug::"


def github(*problems: Problem) -> list[str]:
    return as_github(problems, site_languages()).split("\n")


def test_an_annotation_stands_on_its_line() -> None:
    (line,) = github(Problem("E109", "data/x.yml", Span(3, 5, 9)))
    assert line.startswith("::error file=data/x.yml,line=3,col=5,endColumn=9,title=E109 ")


def test_an_annotation_without_a_place_stands_on_its_file() -> None:
    (line,) = github(Problem("E119", "data/x.yml", values={"found": "x"}))
    assert line.startswith("::error file=data/x.yml,title=E119 ")


def test_a_notice_is_a_notice() -> None:
    assert github(Problem("E305", "x"))[0].startswith("::notice ")


def test_problems_come_before_notices_and_only_ten_are_shown() -> None:
    notices = [Problem("E305", f"a{i}") for i in range(8)]
    problems = [Problem("E109", f"b{i}") for i in range(8)]
    lines = github(*notices, *problems)
    assert len(lines) == MAX_ANNOTATIONS
    assert [line.split(" ")[0] for line in lines] == ["::error"] * 8 + ["::notice"] * 2


def commands(text: str) -> list[str]:
    """What GitHub's runner would take for commands: it looks at every line, without the spaces before it."""
    return [line for line in text.splitlines() if line.lstrip().startswith("::") or "##[" in line]


def everything_from(text: str) -> Problem:
    names = (
        "found",
        "choices",
        "suggestion",
        "field",
        "expected",
        "other",
        "folder",
        "moved",
        "same",
        "example",
        "path",
        "today",
        "first",
    )
    return Problem("E203", f"data/{text}", Span(1, 1, 2), dict.fromkeys(names, text), (text,))


@pytest.mark.parametrize("code", RULES)
def test_no_text_of_a_file_becomes_a_command(code: str) -> None:
    problem = Problem(code, f"data/{HOSTILE}", Span(1, 1, 2), everything_from(HOSTILE).values)
    text = as_github([problem], site_languages())
    assert len(commands(text)) == len(text.splitlines()) == 1
    assert text.count("::") - text.split("::", 2)[2].count("::") == 2
    assert "\r" not in text


@pytest.mark.parametrize("code", RULES)
def test_no_text_of_a_file_becomes_a_command_in_text_either(code: str, tmp_path: Path) -> None:
    problem = Problem(code, f"data/{HOSTILE}", Span(1, 1, 2), everything_from(HOSTILE).values)
    assert commands(as_text([problem], tmp_path, site_languages())) == []


def test_a_property_cannot_be_added() -> None:
    (line,) = github(Problem("E119", "a,line=9::b", values={"found": "x"}))
    assert line.startswith("::error file=a%2Cline=9%3A%3Ab,title=E119 ")


@given(st.text(), st.sampled_from(sorted(RULES)))
def test_whatever_a_file_says_is_one_annotation(text: str, code: str) -> None:
    problem = Problem(code, text, None, everything_from(text).values)
    assert len(as_github([problem], site_languages()).splitlines()) == 1


@given(st.text())
def test_whatever_a_file_says_can_be_printed(tmp_path: Path, text: str) -> None:
    (tmp_path / "x").write_bytes(text.encode("utf-8", "surrogatepass"))
    problems = [everything_from(text), Problem("E206", "x", Span(1, 1, 2), everything_from(text).values)]
    said = as_text(problems, tmp_path, site_languages())
    assert said.encode("utf-8")  # a lone surrogate could not be
    assert all(line.isprintable() for line in said.split("\n"))


# -- JSON --------------------------------------------------------------------------------------------------


def test_json_says_all() -> None:
    (entry,) = json.loads(
        as_json([Problem("E210", "x.yml", Span(2, 3, 4), {"found": "USA"}, ("country",))], site_languages())
    )
    assert set(entry) == {"code", "notice", "file", "line", "column", "field", "message", "remedy"}
    assert (entry["code"], entry["notice"], entry["file"], entry["line"], entry["column"]) == (
        "E210",
        False,
        "x.yml",
        2,
        3,
    )
    assert entry["field"] == ["country"]
    assert entry["message"]["en"] == "“USA” is not the code of a country or region."
    assert entry["message"]["zh"] == word(Problem("E210", "x", values={"found": "USA"}), ZH).wrong


def test_json_of_nothing_is_an_empty_list() -> None:
    assert json.loads(as_json([], site_languages())) == []


@given(st.text(), st.sampled_from(sorted(RULES)))
def test_whatever_a_file_says_is_json(text: str, code: str) -> None:
    said = as_json([Problem(code, text, None, everything_from(text).values, (text,))], site_languages())
    assert json.loads(said.encode("utf-8"))[0]["code"] == code


# -- order -------------------------------------------------------------------------------------------------


def orders() -> Iterator[Problem]:
    yield Problem("E102", "a")
    yield Problem("E201", "a", Span(1, 1, 2))
    yield Problem("E104", "a", Span(1, 9, 10))
    yield Problem("E103", "a", Span(2, 1, 2))
    yield Problem("E101", "b", Span(1, 1, 2))


def test_problems_stand_by_file_line_column_and_code() -> None:
    backwards = list(orders())[::-1]
    assert sorted(backwards, key=lambda each: each.order) == list(orders())
