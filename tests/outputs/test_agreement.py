"""The agreement: complete in both languages, the same blank from Python and from the browser, opened by python-docx."""

from __future__ import annotations

import base64
import io
import sys
from pathlib import Path
from typing import Any

import docx
import pytest
from builders import ROOT

from sister_libraries import agreement
from sister_libraries import yearly_review as review
from sister_libraries.catalogue import Catalogue
from sister_libraries.languages import site_languages
from sister_libraries.reader import Reader

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "write"))

from in_node import run

HOSTILE = "<b>&amp; ]]> {goals} $& مكتبة " + "长" * 300


@pytest.fixture(scope="module")
def data(catalogue: Catalogue) -> dict[str, Any]:
    return agreement.filling(Reader(site_languages()[0], catalogue, "../"), ROOT, "")["data"]


def compose(data: dict[str, Any], values: dict[str, Any], code: str) -> dict[str, Any]:
    body = "return compose(given.data, given.values, given.code);"
    return run({"agreement-text.js": "compose"}, body, {"data": data, "values": values, "code": code})


@pytest.mark.parametrize("level", agreement.LEVELS)
@pytest.mark.parametrize("here", site_languages(), ids=lambda each: each.code)
def test_the_browser_leaves_the_same_blanks(here: Any, level: str, data: dict[str, Any]):
    made = compose(data, {"level": level}, here.code)
    blank = agreement.blank(here, level)
    assert made["title"] == blank["title"]
    assert [(each["heading"], each["text"].split("\n")) for each in made["clauses"]] == blank["clauses"]
    assert made["sign"] == blank["sign"]


def test_every_place_has_a_blank_and_every_choice_a_label():
    places = {name for each in agreement.CLAUSES for name in agreement._PLACE.findall(each.text)}
    assert places == set(agreement.BLANKS)
    assert set(agreement.CHOICES) == set(agreement.CHOICE_LABELS)
    assert places == set(agreement.TYPED) | set(agreement.CHOICES) | {"a", "b", "activities", "start"}


def test_what_is_chosen_stands_in_both_languages(data: dict[str, Any]):
    values = {
        "level": "memorandum", "a.en": "Aurora Library", "a.zh": "奥罗拉图书馆", "b.en": "Guangzhou Library",
        "b.zh": "广州图书馆", "goals.en": "To meet.", "goals.zh": "相识。", "activities": ["pen-pals"],
        "rhythm": "quarterly", "trial": "six", "duration": "one", "start": "2026-12-01", "notice": "one",
        "languages": "both", "costs": "own",
    }  # fmt: skip
    english = compose(data, values, "en")
    chinese = compose(data, values, "zh")
    assert english["title"] == "Memorandum of understanding between Aurora Library and Guangzhou Library"
    assert chinese["title"] == "奥罗拉图书馆与广州图书馆合作备忘录"
    text = " ".join(each["text"] for each in english["clauses"])
    for told in ("To meet.", "once in three months", "December 1, 2026", "one year", "The first six months"):
        assert told in text
    text = " ".join(each["text"] for each in chinese["clauses"])
    for told in ("相识。", "至少每三个月一次", "2026 年 12 月 1 日", "有效期一年"):
        assert told in text


def test_a_missing_translation_says_whose_it_is(data: dict[str, Any]):
    (clause,) = [
        each
        for each in compose(data, {"level": "intent", "goals.en": "To meet."}, "zh")["clauses"]
        if each["others"]
    ]
    assert (clause["text"], clause["others"]) == ("To meet.", ["en"])


def test_no_trial_has_no_clause(data: dict[str, Any]):
    headings = [
        each["heading"] for each in compose(data, {"level": "intent", "trial": "none"}, "en")["clauses"]
    ]
    assert "Trial period" not in headings
    assert "Standing of this letter" in headings


def test_hostile_texts_stay_texts(data: dict[str, Any]):
    made = compose(
        data, {"level": "intent", "a.en": HOSTILE, "goals.en": HOSTILE, "activities": ["__proto__"]}, "en"
    )
    assert made["clauses"][0]["text"].startswith(HOSTILE)
    assert made["clauses"][1]["text"] == HOSTILE


def test_word_opens_it_side_by_side():
    given = {
        "columns": [{"tag": "en", "title": "Agreement <&>"}, {"tag": "zh-Hans", "title": "协议"}],
        "rows": [[{"heading": "1. A", "text": "x\ny [blank]"}, {"heading": "1. 甲", "text": HOSTILE}]],
    }
    body = "return Buffer.from(docxTable(given.columns, given.rows)).toString('base64');"
    found = docx.Document(io.BytesIO(base64.b64decode(run({"docx.js": "docxTable"}, body, given))))
    (table,) = found.tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Agreement <&>", "协议"],
        ["1. A\nx\ny [blank]", f"1. 甲\n{HOSTILE}"],
    ]
    assert found.core_properties.title == "Agreement <&>"


def test_a_review_becomes_the_draft_of_a_story():
    words = {"a": "First", "b": "Second", "title": "Review {year}: {a} and {b}", "told": "{field}: {text}"}
    values = {"a": "Aurora", "a.id": "aurora", "b": "", "b.id": "", "year": "2026", "done.a": "Pen pals.", "done.b": "",
              "counted.b": "12 letters", "learned.a": "Write monthly."}  # fmt: skip
    record = run({"review-text.js": "story"}, "return story(given[0], 'en', given[1]);", [values, words])
    assert record == {
        "status": "current",
        "libraries": ["aurora"],
        "confirmed": "2026",
        "story": {"en": "Aurora: Pen pals.\n\nSecond: 12 letters"},
        "lessons": {"en": "Aurora: Write monthly."},
    }
    assert set(review.QUESTIONS) == {"planned", "done", "counted", "learned"}


def test_a_review_is_written_with_the_marks_of_its_language():
    words = {"a": "甲方", "b": "乙方", "title": "{year} 年：{a}与{b}", "told": "{field}：{text}"}
    questions, values = {"done": "完成情况"}, {"year": "2026", "a": "奥罗拉", "done.a": "笔友。{text}"}
    body = "return [story(given[0], 'zh', given[2]), plain(given[0], given[1], given[2])];"
    record, text = run({"review-text.js": "story, plain"}, body, [values, questions, words])
    assert record["story"] == {"zh": "奥罗拉：笔友。{text}"}
    assert text == "2026 年：奥罗拉与乙方\n\n完成情况\n\n奥罗拉：\n笔友。{text}\n\n乙方：\n–"
