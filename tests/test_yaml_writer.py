"""The canonical form of record files: it says the same, it is said one way only, and no comment is lost."""

from __future__ import annotations

import unicodedata
from typing import Any

import pytest
import yaml
from builders import ROOT, Site
from hypothesis import given
from hypothesis import strategies as st

from sister_libraries.cli import main
from sister_libraries.models import KINDS
from sister_libraries.yaml_reader import INVISIBLE, parse
from sister_libraries.yaml_writer import formatted, quoted, write

TEXTS = st.text(st.characters(exclude_categories=sorted(INVISIBLE)), min_size=1, max_size=12).map(
    lambda text: unicodedata.normalize("NFC", text)
)
LINES = st.lists(TEXTS, min_size=1, max_size=3).map("\n".join)
ODD = st.sampled_from(
    ["no", "NO", "1", "010", "12:30", "~", "- x", "a: b", "a #b", "*x", "''", '"', "\\", " x", "x "]
)
VALUES = st.one_of(LINES, ODD)
GROUPS = st.dictionaries(
    st.sampled_from(["en", "zh", "local", "role", "x y", "#"]), VALUES, min_size=1, max_size=3
)
FIELDS = st.dictionaries(
    st.sampled_from([*KINDS["libraries"].model_fields, "unknown"]),
    st.one_of(
        VALUES, st.lists(VALUES, min_size=1, max_size=3), GROUPS, st.lists(GROUPS, min_size=1, max_size=2)
    ),
    min_size=1,
    max_size=5,
)


@given(st.sampled_from(sorted(KINDS)), FIELDS)
def test_what_is_written_reads_back_to_the_same(folder: str, data: dict[str, Any]) -> None:
    text = write(folder, data)
    document, problems = parse(text, "x")
    assert not problems
    assert document
    assert document.data == data
    assert formatted(folder, text, "x") == (text, [])


@given(FIELDS, st.lists(st.integers(0, 200), max_size=8))
def test_comments_stay_whatever_the_form(data: dict[str, Any], where: list[int]) -> None:
    """Comments put between any two lines of a file outlive its formatting, which is the same the second time."""
    lines = write("libraries", data).split("\n")
    marks = []
    for number in where:
        line = number % len(lines)
        candidate = [*lines[:line], f"# note {len(marks)}", *lines[line:]]
        document, _ = parse("\n".join(candidate), "x")
        if document and document.data == data:  # else it stands within a text
            lines = candidate
            marks.append(f"# note {len(marks)}")
    text, problems = formatted("libraries", "\n".join(lines), "x")
    assert not problems
    assert sorted(each.strip() for each in text.split("\n") if each.strip() in marks) == sorted(marks)
    assert formatted("libraries", text, "x") == (text, [])
    document, _ = parse(text, "x")
    assert document
    assert document.data == data


STYLES = st.fixed_dictionaries(
    {
        "default_flow_style": st.sampled_from([True, False, None]),
        "default_style": st.sampled_from([None, '"', "'", "|", ">"]),
        "indent": st.integers(2, 6),
        "width": st.sampled_from([20, 80, 10_000]),
        "sort_keys": st.booleans(),
        "allow_unicode": st.booleans(),
    }
)


@given(st.sampled_from(sorted(KINDS)), FIELDS, STYLES)
def test_format_changes_no_meaning_however_a_file_is_written(
    folder: str, data: dict[str, Any], style: dict[str, Any]
) -> None:
    """In any form that another program may write: flow or block, folded or quoted, in any order."""
    text = yaml.dump(data, **style)
    before, problems = parse(text, "x")
    assert problems or before
    if (
        problems
    ):  # a quoting with line breaks that the strict reader does not take; format leaves such a file alone
        assert formatted(folder, text, "x")[1]
        return
    assert before
    after, problems = formatted(folder, text, "x")
    assert not problems
    again, _ = parse(after, "x")
    assert again
    assert again.data == before.data
    assert formatted(folder, after, "x") == (after, [])


def test_no_record_of_the_project_changes_its_meaning() -> None:
    """Contributors may write in any form, so the project's own records need not be in this one."""
    for path in sorted((ROOT / "data").glob("*/*.yml")):
        document, _ = parse(path.read_text(encoding="utf-8"), path.name)
        assert document
        text, problems = formatted(path.parent.name, document.text, path.name)
        assert not problems
        again, _ = parse(text, path.name)
        assert again
        assert again.data == document.data, path
        assert formatted(path.parent.name, text, path.name) == (text, [])


MESSY = """\
# yaml-language-server: $schema=../../schemas/library.schema.json
# This record was checked by telephone.
country: US # by its own page
# the seal on the letter says so
sources: # two of them
  - # the first
    url: https://a.example/
  - {document: programme-brochure, title: "A: b"} # the second
# as it calls itself
name: {en: "No", # not a negation
 zh: 图书馆}
work_languages:
  # both
  - en
  - zh # some
since: 010
story:
  en: |- # from the wiki
    a
    # not a comment

    b
# the end
"""

TIDY = """\
# yaml-language-server: $schema=../../schemas/library.schema.json
# This record was checked by telephone.
# as it calls itself
name:
  en: "No" # not a negation
  zh: 图书馆
country: US # by its own page
work_languages:
  # both
  - en
  - zh # some
# the seal on the letter says so
sources: # two of them
  # the first
  - url: https://a.example/
  - document: programme-brochure
    title: "A: b" # the second
since: "010"
story:
  en: |- # from the wiki
    a
    # not a comment

    b
# the end
"""


def test_a_messy_file_is_tidied() -> None:
    assert formatted("libraries", MESSY, "x") == (TIDY, [])


@pytest.mark.parametrize(
    "text", ["Guangzhou Library", "广州图书馆", "5–8 letters", "a:b", "https://a.example/#x", "L’Arbre"]
)
def test_plain_where_it_is_safe(text: str) -> None:
    assert quoted(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("no", '"no"'), ("1984", '"1984"'), ("a: b", '"a: b"'), ("", '""'), ("# x", '"# x"'),
        ('say "x"', 'say "x"'), ('"x"', '"\\"x\\""'), ("a\u202eb", '"a\\u202eb"'), ("\ta", '"\\u0009a"'),
    ],
)  # fmt: skip
def test_quoted_where_it_is_not(text: str, shown: str) -> None:
    assert quoted(text) == shown


def test_marks_of_lists_are_quoted_in_lists_only() -> None:
    data = {"name": {"en": "Books, [maps] and {more}"}, "seeks": ["a, b", "c"]}
    assert write("libraries", data).split("\n")[1:] == [
        "name:", "  en: Books, [maps] and {more}", 'seeks: ["a, b", c]', "",
    ]  # fmt: skip


def test_years_and_coordinates_stay_numbers_for_editors() -> None:
    data = {"name": {"en": "1984"}, "coordinates": ["-3.10", "40.00"], "confirmed": "2016"}
    assert write("libraries", data).split("\n")[1:6] == [
        "name:", '  en: "1984"', "coordinates: [-3.10, 40.00]", "confirmed: 2016", "",
    ]  # fmt: skip


# -- the command -------------------------------------------------------------------------------------------


def run(site: Site, *arguments: str) -> int:
    return main(["--root", str(site.root), "format", "--lang", "en", *arguments])


def test_format_changes_files_and_then_nothing(project: Site, capsys: pytest.CaptureFixture[str]) -> None:
    path = project.write("data/libraries/messy.yml", MESSY)
    assert run(project, "--check", str(path)) == 1
    assert path.read_text(encoding="utf-8") == MESSY
    assert run(project, str(path)) == 0
    assert path.read_text(encoding="utf-8") == TIDY
    assert run(project, "--check", str(path)) == 0
    assert capsys.readouterr().out.splitlines() == [
        "data/libraries/messy.yml: not in canonical form",
        "data/libraries/messy.yml: formatted",
    ]


def test_format_leaves_what_cannot_be_read(project: Site, capsys: pytest.CaptureFixture[str]) -> None:
    path = project.write("data/libraries/broken.yml", "name: [\n")
    assert run(project) == 1
    assert path.read_text(encoding="utf-8") == "name: [\n"
    assert "E103" in capsys.readouterr().out


def test_format_takes_windows_line_ends_away(project: Site) -> None:
    path = project.write("data/libraries/messy.yml", MESSY.replace("\n", "\r\n"))
    assert run(project, str(path)) == 0
    assert path.read_bytes() == TIDY.encode()


def test_format_does_not_touch_what_is_no_record(project: Site) -> None:
    path = project.write("docs/en/x.yml", "b: 1\na:   2\n")
    assert run(project, str(path)) == 0
    assert path.read_text(encoding="utf-8") == "b: 1\na:   2\n"
