"""The small parts of the form: drafts on the device, and addresses that come in and go out."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from in_node import run

from sister_libraries.models.fields import RESERVED_IDS, check_id, slug

ADDRESSES = {"submit-address.js": "readAddress, writeAddress, newFile, issue, mail, slug"}


def read(search: str) -> Any:
    return run(ADDRESSES, "return readAddress(given);", search)


PLAIN = {"mode": "new", "kind": "libraries", "id": "", "confirm": False}


@pytest.mark.parametrize(
    ("search", "asked"),
    [
        ("", {}),
        ("?mode=story", {"mode": "story"}),
        ("?mode=change&id=guangzhou-library", {"mode": "change", "id": "guangzhou-library"}),
        ("?mode=change&id=abc&confirm=1", {"mode": "change", "id": "abc", "confirm": True}),
        (
            "?mode=removal&kind=organizations&id=ifla",
            {"mode": "removal", "kind": "organizations", "id": "ifla"},
        ),
    ],
)
def test_what_an_address_asks_for(search: str, asked: dict[str, Any]) -> None:
    assert read(search) == {"asked": {**PLAIN, **asked}, "ignored": []}


@pytest.mark.parametrize(
    ("search", "asked"),
    [
        ("?mode=delete", {}),
        ("?mode=change&id=../../etc/passwd", {"mode": "change"}),
        ("?mode=change&id=%3Cscript%3Ealert(1)%3C/script%3E", {"mode": "change"}),
        ("?mode=change&kind=vocabularies&id=activities", {"mode": "change", "id": "activities"}),
        ("?mode=change&kind=organizations&id=ifla", {"mode": "change"}),
        ("?mode=change&id=abc&confirm=yes", {"mode": "change", "id": "abc"}),
        ("?__proto__=1&constructor=2", {}),
        ("?mode=constructor&kind=__proto__", {}),
        ("?name.en=Evil", {}),
        ("?mode=%E0%A4%A", {}),
        ("?" + "x" * 100_000, {}),
    ],
)
def test_what_cannot_be_understood_is_left_out_and_said(search: str, asked: dict[str, Any]) -> None:
    found = read(search)
    assert found["asked"] == {**PLAIN, **asked}
    assert found["ignored"]
    assert all(len(each) <= 60 for each in found["ignored"])


def test_an_address_leads_back() -> None:
    body = "return given.map((each) => readAddress(writeAddress(each)).asked);"
    asked = [
        {**PLAIN, **each}
        for each in (
            {},
            {"mode": "story"},
            {"mode": "change", "id": "abc"},
            {"mode": "change", "kind": "partnerships", "id": "a-b-c"},
            {"mode": "removal", "kind": "checklists", "id": "agreement"},
        )
    ]
    assert run(ADDRESSES, body, asked) == asked


def test_github_gets_the_whole_text() -> None:
    text = 'name:\n  zh: "广州 & # ? = + % 图书馆"\n'
    address = run(
        ADDRESSES, 'return newFile("https://github.com/o/r/new/main/data/libraries", "abc", given);', text
    )
    assert parse_qs(urlsplit(address).query) == {"filename": ["abc.yml"], "value": [text]}
    assert "+" not in address  # a space is %20, which no reader takes for a plus


def test_a_mail_has_the_whole_text() -> None:
    address = run(ADDRESSES, 'return mail("x@example.org", "一 & 二", given);', "a\nb & c = d\n")
    assert unquote(urlsplit(address).query) == "subject=一 & 二&body=a\r\nb & c = d\r\n"


TEXTS = st.lists(st.text() | st.text("abcXYZ-éŁ广 0_", max_size=90), min_size=100, max_size=100)


@settings(max_examples=10)  # each is a hundred texts
@given(TEXTS)
def test_ids_are_proposed_as_on_the_command_line(texts: list[str]) -> None:
    texts = [text.encode("utf-16", "surrogatepass").decode("utf-16", "replace") for text in texts]
    for text, theirs in zip(texts, run(ADDRESSES, "return given.map(slug);", texts), strict=True):
        assert theirs == "" or theirs == slug(text)
        assert theirs == "" or theirs in RESERVED_IDS or check_id(theirs)


# -- drafts ------------------------------------------------------------------------------------------------

STORAGE = """
const kept = new Map(Object.entries(given.kept ?? {}));
const storage = {
  getItem: (key) => kept.get(key) ?? null,
  setItem: (key, value) => { if (given.full) throw new Error("full"); kept.set(key, value); },
  removeItem: (key) => kept.delete(key),
};
const drafts = new Drafts("2", () => { if (given.blocked) throw new Error("blocked"); return storage; });
"""
KEY = "sister-libraries.submit"


def with_drafts(body: str, **values: Any) -> Any:
    return run({"submit-store.js": "Drafts"}, STORAGE + body, values)


def test_a_draft_comes_back() -> None:
    body = """drafts.keep("new", {name: {zh: "书"}}, {id: "abc", base: "b"});
      return new Drafts("2", () => storage).get("new");"""
    assert with_drafts(body) == {"record": {"name": {"zh": "书"}}, "id": "abc", "base": "b", "older": False}


def test_a_draft_of_another_version_comes_back_as_one() -> None:
    body = 'drafts.keep("new", {x: "y"}); return new Drafts("3", () => storage).get("new");'
    assert with_drafts(body) == {"record": {"x": "y"}, "id": "", "base": "", "older": True}


@pytest.mark.parametrize(
    "text",
    ["", "null", "[]", "{", '"x"', "1", '{"new": null}', '{"new": []}', '{"new": {"record": "x"}}', "\0"],
)
def test_what_is_no_draft_is_as_if_there_were_none(text: str) -> None:
    assert with_drafts('return drafts.get("new");', kept={KEY: text}) is None


@pytest.mark.parametrize("key", ["__proto__", "constructor", "toString"])
def test_no_draft_is_found_under_a_name_that_every_object_has(key: str) -> None:
    assert with_drafts("return drafts.get(given.key);", key=key) is None


def test_a_browser_that_keeps_nothing_says_so() -> None:
    body = 'drafts.keep("new", {}); return drafts.lost;'
    assert with_drafts(body) is False
    assert with_drafts(body, full=True) is True
    assert with_drafts(body, blocked=True) is True


def test_a_full_browser_keeps_what_is_typed_as_long_as_the_window_is_open() -> None:
    body = 'drafts.keep("new", {x: "y"}); drafts.keep("story", {}); return drafts.get("new").record;'
    assert with_drafts(body, full=True) == {"x": "y"}


def test_two_windows_do_not_overwrite_each_others_drafts() -> None:
    body = """const other = new Drafts("2", () => storage);
      drafts.get("new"); other.get("new");
      drafts.keep("new", {a: "b"}); other.keep("story", {c: "d"}); other.drop("removal");
      return [drafts.get("story").record, other.get("new").record];"""
    assert with_drafts(body) == [{"c": "d"}, {"a": "b"}]


def test_clearing_leaves_nothing() -> None:
    assert with_drafts('drafts.keep("new", {}); drafts.clear(); return [...kept];') == []


def test_the_oldest_drafts_go_first() -> None:
    body = """for (let i = 0; i < 30; i += 1) drafts.keep(`k${i}`, {});
      return [drafts.get("k9"), drafts.get("k10") !== null, drafts.get("k29") !== null];"""
    assert with_drafts(body) == [None, True, True]


# -- what is typed in somebody's own way -------------------------------------------------------------------

TIDY = [
    ("url", "library.example.org", "https://library.example.org"),
    ("url", " www.gzlib.org.cn/about ", "https://www.gzlib.org.cn/about"),
    ("url", "https：//www.gzlib.org.cn", "https://www.gzlib.org.cn"),
    ("url", "ｈｔｔｐｓ：／／ｗｗｗ．ｇｚｌｉｂ．ｏｒｇ．ｃｎ", "https://www.gzlib.org.cn"),
    ("url", "www。gzlib。org。cn", "https://www.gzlib.org.cn"),
    ("url", "图书馆.中国", "https://图书馆.中国"),
    ("url", "javascript:alert(1)", "javascript:alert(1)"),
    ("url", "", ""),
    ("mailbox", "info＠gzlib。org。cn", "info@gzlib.org.cn"),
    ("date", "2026年11月29日", "2026-11-29"),
    ("date", "2026 年 1 月", "2026-01"),
    ("date", "２０２６年", "2026"),
    ("date", "2026/1/5", "2026-01-05"),
    ("date", "2026.11", "2026-11"),
    ("date", "2026-1-5", "2026-01-05"),
    ("date", "2026", "2026"),
    ("date", "by 2019", "by 2019"),
    ("date", "11/29/2026", "11/29/2026"),
    ("date", "2026年13月", "2026-13"),
    ("date", "2026-", "2026-"),
    ("degrees", "23.129163", "23.13"),
    ("degrees", "23.1", "23.10"),
    ("degrees", "−118.2437", "-118.24"),
    ("degrees", "118.2437° W", "-118.24"),
    ("degrees", "北纬 23 度", "北纬 23 度"),
    ("degrees", "1e5", "1e5"),
    ("identifier", "https://www.wikidata.org/wiki/Q1201876", "Q1201876"),
    ("identifier", "https://wikidata.org.evil.example/wiki/Q1", "https://wikidata.org.evil.example/wiki/Q1"),
    ("identifier", "CN-110000", "CN-110000"),
    ("line", " Ｎo。 change ", " Ｎo。 change "),
    ("constructor", "x", "x"),
]


def test_what_is_typed_is_written_as_records_have_it() -> None:
    body = "return given.map(([kind, text]) => tidied(kind, text));"
    assert run({"submit-tidy.js": "tidied"}, body, [each[:2] for each in TIDY]) == [each[2] for each in TIDY]


def test_what_is_tidy_stays_as_it_is() -> None:
    body = "return given.map(([kind, text]) => tidied(kind, text));"
    assert run({"submit-tidy.js": "tidied"}, body, [[each[0], each[2]] for each in TIDY]) == [
        each[2] for each in TIDY
    ]
