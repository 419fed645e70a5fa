"""The strict YAML reader: what it reads, every rule that it holds, and that nothing makes it raise or hang."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
import yaml
from builders import seconds
from hypothesis import example, given
from hypothesis import strategies as st

from sister_libraries import yaml_reader
from sister_libraries.problems import Problem, Span
from sister_libraries.yaml_reader import (
    KEY,
    MAX_BYTES,
    MAX_DEPTH,
    check_text,
    parse,
    read_document,
    read_file,
)


def data_of(text: str) -> Any:
    document, problems = parse(text, "x.yml")
    assert problems == []
    assert document
    return document.data


def only_problem(text: str) -> Problem:
    document, problems = parse(text, "x.yml")
    assert document is None
    assert len(problems) == 1, problems
    return problems[0]


def read(folder: Path, content: bytes) -> Problem:
    """The only problem of a file with this content."""
    path = folder / "x.yml"
    path.write_bytes(content)
    document, problems = read_document(path, "x.yml")
    assert document is None
    assert len(problems) == 1, problems
    return problems[0]


def place(problem: Problem) -> tuple[int, int]:
    assert problem.span
    return problem.span.line, problem.span.column


# -- what is read ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "value", ["NO", "no", "010", "1:30", "1e3", "0x1F", "~", "null", "true", "2026-11-21"]
)
def test_every_plain_value_is_text(value: str) -> None:
    assert data_of(f"country: {value}\n") == {"country": value}


def test_huge_whole_numbers_are_text() -> None:
    assert data_of(f"a: {'9' * 10_000}\n") == {"a": "9" * 10_000}


def test_a_key_is_text() -> None:
    assert data_of("1: a\n") == {"1": "a"}


def test_a_merge_key_merges_nothing() -> None:
    assert data_of("<<: {b: c}\n") == {"<<": {"b": "c"}}


def test_block_and_flow_styles_are_the_same() -> None:
    assert data_of("a:\n  - b: c\n") == data_of("a: [{b: c}]\n") == {"a": [{"b": "c"}]}


def test_windows_line_ends_are_line_ends(tmp_path: Path) -> None:
    path = tmp_path / "x.yml"
    path.write_bytes(b"a: |-\r\n  b\r\n\r\n  c\r\n")
    document, problems = read_document(path, "x.yml")
    assert problems == []
    assert document
    assert document.data == {"a": "b\n\nc"}


def test_a_document_knows_where_each_value_stands() -> None:
    document, _ = parse("a:\n  - b: c\n    d: e\n", "x.yml")
    assert document
    assert document.span(("a", 0, "d")) == Span(3, 8, 9)


def test_a_document_knows_where_each_key_stands() -> None:
    document, _ = parse("a:\n  - b: c\n    d: e\n", "x.yml")
    assert document
    assert document.span(("a", 0, "d", KEY)) == Span(3, 5, 6)


@pytest.mark.parametrize("missing", [("a", 0, "x"), ("a", 0, "x", KEY), ("a", 0, "x", 1, "y")])
def test_what_is_not_there_stands_where_its_parent_does(missing: tuple[str | int, ...]) -> None:
    document, _ = parse("a:\n  - b: c\n", "x.yml")
    assert document
    assert document.span(missing) == Span(2, 5, 6)


def test_columns_count_characters() -> None:
    document, _ = parse("{名: 广州, b: c}\n", "x.yml")
    assert document
    assert document.span(("b",)) == Span(1, 12, 13)


def test_the_parser_without_libyaml_reads_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = ["a: b\n", "a: [b, {c: d}]\n", 'a: "\\u5e7f"\n', "a: |-\n  b\n\n  c\n", "a: NO\n"]
    fast = [data_of(text) for text in texts]
    monkeypatch.setattr(yaml_reader, "_Loader", yaml.SafeLoader)
    assert [data_of(text) for text in texts] == fast
    assert only_problem("a: [\n").code == "E103"


# -- one rule, one test ------------------------------------------------------------------------------------


def test_e101_bytes_that_are_not_utf8(tmp_path: Path) -> None:
    problem = read(tmp_path, "name: 广".encode() + b"\xe9t\xe9\n")
    assert (problem.code, problem.values) == ("E101", {"found": "0xE9"})
    assert problem.span == Span(1, 8, 9)  # in characters, though three bytes stand before


def test_e101_utf16(tmp_path: Path) -> None:
    problem = read(tmp_path, "name: x\n".encode("utf-16"))
    assert (problem.code, place(problem)) == ("E101", (1, 1))


def test_e102_a_file_of_ten_megabytes(tmp_path: Path) -> None:
    problem = read(tmp_path, b"a: " + b"x" * 10_000_000)
    assert (problem.code, problem.values) == ("E102", {"found": 10_000_003, "limit": MAX_BYTES})


def test_e102_allows_the_limit_itself(tmp_path: Path) -> None:
    path = tmp_path / "x.yml"
    path.write_bytes(b"a: ".ljust(MAX_BYTES, b"x"))
    assert read_document(path, "x.yml")[1] == []
    path.write_bytes(b"a: ".ljust(MAX_BYTES + 1, b"x"))
    assert [each.code for each in read_document(path, "x.yml")[1]] == ["E102"]


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ('a: "b\n', (1, 4)),  # where it is opened, not where the file ends
        ("a: b\n c: d\n", (2, 3)),
        ("a: [b\n", (1, 4)),
        ("a: [b\nc: d\n", (2, 2)),
        ("a: @b\n", (1, 4)),
        ("a: [", (1, 5)),  # the file ends here, though libyaml speaks of a second line
        ('a: "\\ud800"\n', (1, 7)),
        ("[a]: b\n", (1, 1)),
        ("{{a: b}: c}\n", (1, 2)),
        ("%YAML 9.9\n---\na: b\n", (1, 1)),
    ],
)
def test_e103_what_is_not_yaml(text: str, where: tuple[int, int]) -> None:
    problem = only_problem(text)
    assert (problem.code, place(problem)) == ("E103", where)


def test_e104_a_key_that_stands_twice() -> None:
    problem = only_problem("a: 1\nb: 2\na: 3\n")
    assert (problem.code, problem.span, problem.values) == ("E104", Span(3, 1, 2), {"found": "a", "first": 1})


def test_e104_the_same_key_in_two_groups_is_fine() -> None:
    assert data_of("a: {b: c}\nd: {b: c}\n")


def test_e105_an_anchor() -> None:
    problem = only_problem("a: &x b\n")
    assert (problem.code, problem.values["found"]) == ("E105", "&x")


def test_e105_an_alias() -> None:
    problem = only_problem("a: *x\n")
    assert (problem.code, problem.values["found"]) == ("E105", "*x")


def test_e105_an_alias_bomb_unfolds_nothing() -> None:
    bomb = "a: &a [x, x]\n" + "".join(
        f"{new}: &{new} [*{old}, *{old}]\n" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
    )
    document, problems = parse(bomb, "x.yml")
    assert document is None
    assert [each.values["found"] for each in problems] == ["&a", "&b", "*a"]  # and reads no further


@pytest.mark.parametrize(
    "tag", ["!!str", "!!python/object:os.system", "!mine", "!", "!<tag:yaml.org,2002:int>"]
)
def test_e106_a_tag(tag: str) -> None:
    assert only_problem(f"a: {tag} b\n").code == "E106"


def test_e107_a_second_document() -> None:
    problem = only_problem("a: b\n---\nc: d\n")
    assert (problem.code, place(problem)) == ("E107", (2, 1))


def test_e108_a_tab() -> None:
    problem = only_problem("a:\n  b:\tc\n")
    assert (problem.code, problem.span) == ("E108", Span(2, 5, 6))


def test_e108_a_tab_as_an_escape() -> None:
    assert only_problem('a: "b\\tc"\n').code == "E108"


def test_e109_a_byte_order_mark(tmp_path: Path) -> None:
    problem = read(tmp_path, b"\xef\xbb\xbfa: b\n")
    assert (problem.code, problem.span) == ("E109", Span(1, 1, 2))


def test_e109_does_not_move_what_follows() -> None:
    assert check_text("\ufeffa: \u200bb\n", "x")[1].span == Span(1, 5, 6)


INVISIBLE = {
    "nul": "\0",
    "escape": "\x1b",
    "carriage-return": "\r",
    "next-line": "\x85",
    "bidi-override": "\u202e",
    "bidi-isolate": "\u2066",
    "zero-width-space": "\u200b",
    "zero-width-joiner": "\u200d",
    "byte-order-mark-inside": "\ufeff",
    "soft-hyphen": "\xad",
    "line-separator": "\u2028",
    "paragraph-separator": "\u2029",
    "private-use": "\ue000",
    "unassigned": "\U000e0fff",
    "tag-letter": "\U000e0041",
}


@pytest.mark.parametrize("character", INVISIBLE.values(), ids=INVISIBLE)
def test_e110_a_character_that_cannot_be_seen(character: str, tmp_path: Path) -> None:
    problem = read(tmp_path, f"a: b\nc: d{character}e\n".encode())
    assert (problem.code, problem.span) == ("E110", Span(2, 5, 6))
    assert problem.values["found"].startswith(f"U+{ord(character):04X}")


@pytest.mark.parametrize("character", INVISIBLE.values(), ids=INVISIBLE)
def test_e110_the_same_as_an_escape(character: str) -> None:
    problem = only_problem(f'a: "d\\U{ord(character):08X}e"\n')
    assert (problem.code, problem.span) == ("E110", Span(1, 4, 18))


def test_e110_an_escape_in_a_key() -> None:
    assert only_problem('"\\0key": b\n').code == "E110"


def test_e110_a_lone_surrogate() -> None:
    assert only_problem("a: \ud800\n").code == "E110"


def test_e110_once_a_line() -> None:
    assert [place(each) for each in check_text("\0\0\n\0\n", "x")] == [(1, 1), (2, 1)]


def test_e111_a_character_in_pieces() -> None:
    problem = only_problem("a: sol cafe\u0301 y\n")
    assert (problem.code, problem.span) == ("E111", Span(1, 8, 13))
    assert problem.values == {"found": "cafe\u0301", "expected": "café"}


def test_e111_the_same_as_an_escape() -> None:
    assert only_problem('a: "cafe\\u0301"\n').code == "E111"


def test_e111_pieces_on_two_lines_of_one_text() -> None:
    assert only_problem('a: "cafe\\\n\u0301"\n').code == "E111"


def test_e112_too_deep() -> None:
    inside = "[" * (MAX_DEPTH - 1) + "]" * (MAX_DEPTH - 1)
    assert data_of(f"a: {inside}\n")
    problem = only_problem(f"a: [{inside}]\n")
    assert (problem.code, problem.values) == ("E112", {"limit": MAX_DEPTH})


@pytest.mark.parametrize("opening", ["[", "a: [", "- ", "? ", "{a: ", "[{"])
def test_e112_ten_thousand_levels(opening: str) -> None:
    assert only_problem(opening * 10_000).code in ("E112", "E103")


def test_e113_a_symbolic_link(tmp_path: Path) -> None:
    (tmp_path / "real.yml").write_text("a: b\n")
    (tmp_path / "x.yml").symlink_to("real.yml")
    _, problems = read_document(tmp_path / "x.yml", "x.yml")
    assert [(each.code, each.values) for each in problems] == [("E113", {"found": "a symbolic link"})]


def test_e113_a_symbolic_link_to_nothing(tmp_path: Path) -> None:
    (tmp_path / "x.yml").symlink_to("nowhere")
    assert [each.code for each in read_document(tmp_path / "x.yml", "x.yml")[1]] == ["E113"]


def test_e113_a_folder(tmp_path: Path) -> None:
    (tmp_path / "x.yml").mkdir()
    assert [each.code for each in read_document(tmp_path / "x.yml", "x.yml")[1]] == ["E113"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_e113_a_named_pipe_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "x.yml")
    assert [each.code for each in read_document(tmp_path / "x.yml", "x.yml")[1]] == ["E113"]


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="this system has no /dev/zero")
def test_e113_a_device_does_not_hang() -> None:
    assert [each.code for each in read_document(Path("/dev/zero"), "x.yml")[1]] == ["E113"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", "nothing"),
        ("# only a comment\n", "nothing"),
        ("---\n", "nothing"),
        ("- a\n", "a list"),
        ("a\n", "a text"),
    ],
)
def test_e115_what_is_not_a_record(text: str, found: str) -> None:
    problem = only_problem(text)
    assert (problem.code, problem.values) == ("E115", {"found": found})


def test_e118_a_field_without_a_value() -> None:
    problem = only_problem("a:\nb: c\n")
    assert (problem.code, problem.values, problem.at) == ("E118", {"found": "a"}, ("a",))


def test_e118_an_entry_without_a_value() -> None:
    problem = only_problem("a:\n  - b\n  -\n")
    assert (problem.code, problem.values, problem.at) == ("E118", {"found": "a"}, ("a", 1))


def test_e119_a_file_that_is_not_there(tmp_path: Path) -> None:
    _, problems = read_file(tmp_path / "x.yml", "x.yml")
    assert [(each.code, each.values) for each in problems] == [
        ("E119", {"found": "No such file or directory"})
    ]


@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may read every file")
def test_e119_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = tmp_path / "x.yml"
    path.write_text("a: b\n")
    path.chmod(0)
    assert [each.code for each in read_document(path, "x.yml")[1]] == ["E119"]


def test_e119_a_file_that_cannot_be_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.yml"
    path.write_text("a: b\n")

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert [each.values for each in read_document(path, "x.yml")[1]] == [{"found": "Permission denied"}]


def test_all_problems_are_told_in_one_reading() -> None:
    _, problems = parse("a: &x b\na: !t c\nd:\n", "x.yml")
    assert [each.code for each in problems] == ["E105", "E104", "E106", "E118"]


# -- it ends soon ------------------------------------------------------------------------------------------

# Each fills a file of the largest size. Two seconds is far above what they take (under 0.2 s) and far below
# what a cost that grows with the square of the size would take.
LARGE = {
    "keys": lambda n: "".join(f"k{i}: v\n" for i in range(n // 10)),
    "same-key": lambda n: "k: v\n" * (n // 5),
    "anchors": lambda n: "".join(f"k{i}: &a v\n" for i in range(n // 13)),
    "flow": lambda n: "a: [" + "{a: b}, " * (n // 8) + "]\n",
    "open-brackets": lambda n: "[" * n,
    "open-braces": lambda n: "{" * n,
    "questions": lambda n: "? " * (n // 2),
    "colons": lambda n: "a: b: " * (n // 6),
    "quotes": lambda n: "'\"" * (n // 2),
    "escapes": lambda n: 'a: "' + "\\x01" * (n // 4) + '"\n',
    "decomposed": lambda n: "a: " + "e\u0301" * (n // 3),
    "decomposed-lines": lambda n: "# e\u0301\n" * (n // 6),
    "combining": lambda n: "a: e" + "\u0301" * (n // 2),
    "comments": lambda n: "#\n" * (n // 2),
    "blank-lines": lambda n: "a: |\n" + "\n" * n,
    "long-plain": lambda n: "a: " + "b " * (n // 2),
    "empty-values": lambda n: "".join(f"{i}:\n" for i in range(n // 7)),
}


@pytest.mark.parametrize("make", LARGE.values(), ids=LARGE)
def test_a_file_of_the_largest_size_is_read_soon(make: Any, tmp_path: Path) -> None:
    path = tmp_path / "x.yml"
    path.write_text(make(MAX_BYTES - 100), encoding="utf-8")
    found: list[object] = []
    taken = seconds(lambda: found.extend(read_document(path, "x.yml")))
    assert any(found)
    assert taken < 2


# -- properties --------------------------------------------------------------------------------------------


def all_inside(text: str, problems: list[Problem]) -> bool:
    """Whether every position is a place in the text (or just behind its last line or character)."""
    lines = text.split("\n")
    spans = [each.span for each in problems if each.span]
    return all(
        1 <= each.line <= len(lines)
        and 1 <= each.column <= len(lines[each.line - 1]) + 1
        and each.end > each.column
        for each in spans
    )


# Pieces of which YAML is made, so that what Hypothesis puts together is often nearly right.
PIECES = st.sampled_from(
    [
        "a",
        "b: ",
        "name",
        ": ",
        "- ",
        "? ",
        "\n",
        "\n  ",
        "\n    ",
        "{",
        "}",
        "[",
        "]",
        ", ",
        "&x ",
        "*x",
        "!t ",
        "!!str ",
        "|",
        ">-",
        "'",
        '"',
        '"\\ud800"',
        '"\\x00"',
        "#",
        " # c",
        "---\n",
        "...\n",
        "%YAML 1.1\n",
        "<<: ",
        "@",
        "`",
        "\t",
        "\r\n",
        "\ufeff",
        "\u202e",
        "\u200b",
        "e\u0301",
        "广州",
        "\ud800",
        "\0",
        "\x85",
        "\u2028",
        "😀",
        "~",
        "=",
        "010",
        "NO",
    ]
)
YAML_LIKE = st.lists(PIECES, max_size=60).map("".join)
TREES = st.recursive(
    st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=12,
)


def check_any(text: str) -> None:
    document, problems = parse(text, "x.yml")
    assert (document is None) == bool(problems)
    assert all_inside(text, problems)


@given(st.text())
@example("\0")
@example("a: \ud800")
@example("[")
@example("? ")
def test_no_text_makes_the_reader_raise(text: str) -> None:
    check_any(text)


@given(YAML_LIKE)
def test_nothing_like_yaml_makes_the_reader_raise(text: str) -> None:
    check_any(text)


@given(TREES, st.sampled_from([None, True, False]), st.booleans())
def test_no_yaml_makes_the_reader_raise(tree: Any, flow: bool | None, unicode: bool) -> None:
    check_any(yaml.safe_dump(tree, default_flow_style=flow, allow_unicode=unicode))


@given(
    st.binary()
    | st.binary().map(lambda raw: b"a: " + raw)
    | YAML_LIKE.map(lambda t: t.encode("utf-16-le", "ignore"))
)
def test_no_bytes_make_the_reader_raise(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "x.yml"
    path.write_bytes(raw)
    document, problems = read_document(path, "x.yml")
    assert (document is None) == bool(problems)
    assert all_inside(raw.decode("utf-8", "replace").replace("\r\n", "\n"), problems)


PLAIN = st.text(st.characters(codec="ascii", categories=["L", "N"]), min_size=1, max_size=6)
PLAIN_TREES = st.dictionaries(
    PLAIN,
    st.recursive(
        PLAIN, lambda x: st.lists(x, max_size=3) | st.dictionaries(PLAIN, x, max_size=3), max_leaves=6
    ),
    max_size=4,
)


def depth(tree: Any) -> int:
    inside = tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else None
    return 0 if inside is None else 1 + max(map(depth, inside), default=0)


@given(PLAIN_TREES, st.sampled_from([True, False]))
def test_what_yaml_says_is_what_is_read(tree: dict[str, Any], flow: bool) -> None:
    document, problems = parse(yaml.safe_dump(tree, default_flow_style=flow), "x.yml")
    if depth(tree) > MAX_DEPTH:
        assert [each.code for each in problems] == ["E112"]
    else:
        assert document
        assert document.data == tree


@given(PLAIN_TREES)
def test_every_value_is_found_where_it_stands(tree: dict[str, Any]) -> None:
    text = yaml.safe_dump(tree, default_flow_style=True, width=10_000, default_style='"')
    document, _ = parse(text, "x.yml")
    lines = text.split("\n")

    def walk(value: Any, at: tuple[str | int, ...]) -> None:
        assert document
        span = document.span(at)
        assert span
        if isinstance(value, str):
            assert lines[span.line - 1][span.column - 1 : span.end - 1] == f'"{value}"'
        for key, each in value.items() if isinstance(value, dict) else ():
            walk(each, (*at, key))
        for index, each in enumerate(value) if isinstance(value, list) else ():
            walk(each, (*at, index))

    if document:
        walk(tree, ())
