"""An issue becomes a record or gets an answer that says why not; and none of its text does anything else."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import yaml
from events import EVENTS, HOSTILE, LIBRARY_EN, LIBRARY_ZH, PARTNERSHIP_EN, STORED, body, event

from sister_libraries.catalogue import load
from sister_libraries.clock import today

TODAY = today()  # the project's own records may bear it

Intake = Callable[[Any], dict[str, str]]


def changed(house: Path) -> list[str]:
    """Files that the intake made, beside those of the project."""
    project = Path(__file__).resolve().parents[2]
    return sorted(
        each.relative_to(house).as_posix()
        for each in house.rglob("*")
        if each.is_file() and not (project / each.relative_to(house)).exists()
    )


@pytest.mark.parametrize("name", STORED)
def test_the_stored_events_are_what_the_forms_make_today(name: str) -> None:
    stored = json.loads((EVENTS / f"{name}.json").read_text(encoding="utf-8"))
    assert stored == STORED[name](), "run: python tests/intake/events.py"


def test_a_library_in_english(intake: Intake, house: Path) -> None:
    made = intake(event(body("library-en", LIBRARY_EN)))
    assert made["outcome"] == "taken"
    assert (
        (house / made["file"]).read_text(encoding="utf-8")
        == f"""\
# yaml-language-server: $schema=../../schemas/library.schema.json
name:
  en: Example Town Library
type: public
country: CA
city:
  en: Example Town
website: https://library.example.org/
work_languages: [en, fr]
status: seeking
activities: [pen-pals, reading-club]
listed: {TODAY}
confirmed: {TODAY}
description:
  en: |-
    A small library.

    Many young readers.
sources:
  - url: https://library.example.org/about
"""
    )
    assert load(house, TODAY)
    assert "Thank you!" in made["answer.md"]
    assert "谢谢" not in made["answer.md"]
    assert made["body.md"].startswith("Closes #12\n")


def test_a_library_in_chinese_is_answered_in_chinese(intake: Intake) -> None:
    made = intake(event(body("library-zh", LIBRARY_ZH), 13))
    assert made["file"] == "data/libraries/library-example-org.yml"
    assert "谢谢" in made["answer.md"]
    assert "Thank you" not in made["answer.md"]


def test_a_partnership(intake: Intake, house: Path) -> None:
    assert (
        intake(event(body("partnership-en", PARTNERSHIP_EN)))["file"]
        == "data/partnerships/guangzhou-shanghai.yml"
    )
    assert load(house, TODAY)


@pytest.mark.parametrize("named", ["Guangzhou Library, shanghai-library", "上海图书馆、广州图书馆"])
def test_libraries_of_a_partnership_may_be_named(intake: Intake, house: Path, named: str) -> None:
    made = intake(event(body("partnership-en", PARTNERSHIP_EN | {"libraries": named})))
    record = yaml.safe_load((house / made["file"]).read_text(encoding="utf-8"))
    assert sorted(record["libraries"]) == ["guangzhou-library", "shanghai-library"]


def test_a_name_that_two_libraries_have_is_asked_about(intake: Intake, house: Path) -> None:
    for place in ("north", "south"):
        text = (
            "name: {en: Twin Library}\ncountry: CA\nsources: [{url: https://example.org/, seen: 2026-11}]\n"
        )
        (house / f"data/libraries/twin-{place}.yml").write_text(text, encoding="utf-8")
    answers = PARTNERSHIP_EN | {"libraries": "Twin Library, Guangzhou Library"}
    made = intake(event(body("partnership-en", answers)))
    assert made["outcome"] == "wrong"
    assert "Twin Library" in made["answer.md"]


def test_a_name_is_only_found_whole(intake: Intake) -> None:
    """“Guangzhou Library Friends” is not the library, and a name in small letters is."""
    answers = PARTNERSHIP_EN | {"libraries": "Guangzhou Library Friends, shanghai library"}
    made = intake(event(body("partnership-en", answers)))
    assert made["outcome"] == "wrong"
    assert "Guangzhou Library Friends" in made["answer.md"]
    assert "shanghai library" not in made["answer.md"].lower().replace("shanghai-library", "")


def test_words_of_either_language_do_in_either_form(intake: Intake) -> None:
    answers = LIBRARY_EN | {"country": "加拿大", "work-languages": "英语; fr", "type": "公共图书馆"}
    assert intake(event(body("library-en", answers)))["outcome"] == "taken"


def test_what_is_wrong_is_told_in_words_and_nothing_is_written(intake: Intake, house: Path) -> None:
    made = intake(
        event(body("library-en", LIBRARY_EN | {"website": "library.example.org", "country": "Atlantis"}))
    )
    assert made["outcome"] == "wrong"
    assert "E208" in made["answer.md"]
    assert "E210" in made["answer.md"]
    assert "Edit the issue" in made["answer.md"]
    assert changed(house) == []


def test_a_likely_duplicate_waits_for_a_maintainer(intake: Intake, house: Path) -> None:
    answers = LIBRARY_ZH | {"name-zh": "廣州圖書館", "city-zh": "广州"}
    made = intake(event(body("library-zh", answers)))
    assert made["outcome"] == "like"
    assert "guangzhou-library" in made["answer.md"]
    assert changed(house) == []
    made = intake(event(body("library-zh", answers), labels=("ready", "not-a-duplicate")))
    assert made["outcome"] == "taken"


def test_the_same_library_twice_at_once_cannot_be_published_twice(intake: Intake, house: Path) -> None:
    """Before either is merged both make the same file, so that git refuses the second; after it, the second is told."""
    first = intake(event(body("library-en", LIBRARY_EN), 1))
    file = house / first["file"]
    kept = file.read_bytes()
    file.unlink()
    second = intake(event(body("library-en", LIBRARY_EN), 2))
    assert second["file"] == first["file"]
    assert second["number"] != first["number"]  # from which the branch has its name
    file.write_bytes(kept)
    assert intake(event(body("library-en", LIBRARY_EN), 2))["outcome"] == "like"


def test_a_record_in_traditional_chinese_is_taken_with_a_notice(intake: Intake, house: Path) -> None:
    answers = LIBRARY_EN | {"name-zh": "示例鎮圖書館"}
    made = intake(event(body("library-zh", answers)))
    assert made["outcome"] == "taken"
    assert "E228" in made["answer.md"]
    assert "示例镇图书馆" in made["answer.md"]
    assert "示例鎮圖書館" in (house / made["file"]).read_text(encoding="utf-8")


def test_without_latin_letters_a_name_is_asked_for(intake: Intake) -> None:
    answers = {key: value for key, value in LIBRARY_ZH.items() if key != "website"}
    made = intake(event(body("library-zh", answers)))
    assert made["outcome"] == "no-id"


@pytest.mark.parametrize(
    "text", ["", "Please list us.", "### Name (English)\n\nX", "# Name\n### Naam\nx", "### \n" * 1000]
)
def test_what_is_no_form_is_answered_in_both_languages(intake: Intake, text: str) -> None:
    made = intake(event(text))
    assert made["outcome"] == "no-form"
    assert "one of our forms" in made["answer.md"]
    assert "表单" in made["answer.md"]


def test_a_form_within_an_answer_is_not_taken_for_the_form(intake: Intake, house: Path) -> None:
    forged = LIBRARY_EN | {"description-en": "x\n\n### Website\n\nhttps://evil.example.com/"}
    made = intake(event(body("library-en", forged)))
    assert made["outcome"] == "twice"
    assert changed(house) == []


def test_an_issue_of_an_older_form_is_sent_back(intake: Intake, house: Path) -> None:
    """A heading that is no more the form's would become part of the answer above it."""
    old = body("library-en", LIBRARY_EN).replace("### Website", "### Home page")
    made = intake(event(old))
    assert made["outcome"] == "unknown"
    assert "Home page" in made["answer.md"]
    assert changed(house) == []


def test_65_000_characters(intake: Intake, house: Path) -> None:
    made = intake(event(body("library-en", LIBRARY_EN | {"description-en": "字" * 65_000})))
    assert made["outcome"] == "too-long"
    made = intake(STORED["long"]())
    assert made["outcome"] in ("wrong", "no-form")
    assert len(made["answer.md"]) < 20_000
    assert changed(house) == []


@pytest.mark.parametrize("eol", ["\n", "\r\n"])
def test_line_ends_do_not_matter(intake: Intake, eol: str) -> None:
    assert intake(event(body("library-en", LIBRARY_EN).replace("\n", eol)))["outcome"] == "taken"


# -- text that would do harm -------------------------------------------------------------------------------


class Tags(HTMLParser):
    """The tags and texts of an answer; markup that a contributor wrote must be text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.links: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]


def harmless(text: str) -> None:
    found = Tags(text)
    assert found.tags <= {
        "div",
        "p",
        "strong",
        "ul",
        "li",
        "code",
        "br",
        "a",
        "table",
        "tr",
        "th",
        "td",
        "h2",
        "h3",
    }
    assert all(link.startswith("https://sister-libraries.github.io/") for link in found.links)
    assert not re.search(
        r"[@#][A-Za-z0-9]", re.sub(r"^Closes #\d+$|href=\"[^\"]*\"|&#\d+;", "", text, flags=re.M)
    )
    assert not any(
        not line.strip()
        for line in text.removeprefix("Closes #15\n\n").removeprefix("Closes #16\n\n").split("\n")[:-1]
    )
    assert not re.search(r"^\s*::", text, re.M)


@pytest.mark.parametrize("name", ["hostile", "hostile-description", "no-form"])
def test_no_text_of_an_issue_becomes_markup_or_a_mention_in_the_answer(intake: Intake, name: str) -> None:
    made = intake(json.loads((EVENTS / f"{name}.json").read_bytes()))
    harmless(made["answer.md"])
    harmless(made.get("body.md", ""))
    for field in ("outcome", "number", "file"):
        assert re.fullmatch(r"[A-Za-z0-9 ()./-]*", made.get(field, "")), field


@pytest.mark.parametrize("field", sorted(LIBRARY_EN))
def test_hostile_text_in_any_field_is_refused_or_stays_text(intake: Intake, house: Path, field: str) -> None:
    made = intake(event(body("library-en", LIBRARY_EN | {field: HOSTILE})))
    assert made["outcome"] in ("wrong", "taken")
    harmless(made["answer.md"])
    assert all(re.fullmatch(r"data/libraries/[a-z0-9-]+\.yml", each) for each in changed(house))


@pytest.mark.parametrize(
    "name",
    ["../../../etc/passwd", "con", "..", "Index", "a\u202eb library", "-rf library", "`id`", "LIBRARY " * 12],
)
def test_a_name_never_leads_out_of_the_folder(intake: Intake, house: Path, name: str) -> None:
    intake(event(body("library-en", LIBRARY_EN | {"name-en": name})))
    assert all(re.fullmatch(r"data/libraries/[a-z0-9]+(-[a-z0-9]+)*\.yml", each) for each in changed(house))


@pytest.mark.parametrize(
    "raw",
    [
        b"", b"{}", b"[]", b"null", b'{"issue": 1}', b"\xff", b"[" * 100_000, b'{"issue": {"number": "1; id"}}',
        json.dumps(event("x", number=-1)).encode(), json.dumps(event("x", number=True)).encode(),
        json.dumps(event("x") | {"sender": {"login": 7}}).encode(),
        json.dumps({**event("x"), "issue": {**event("x")["issue"], "pull_request": {}}}).encode(),
    ],
)  # fmt: skip
def test_what_is_no_event_is_refused(intake: Intake, raw: bytes) -> None:
    assert intake(raw) == {}


# -- changes -----------------------------------------------------------------------------------------------

CHANGED = f"""\
name:
  en: Guangzhou Library
  zh: 广州图书馆
country: CN
city:
  en: Guangzhou
  zh: 广州
website: https://library.example.org/
status: open
seeks: [books]
confirmed: {TODAY}
sources:
  - url: https://library.example.org/about
"""


def wish(form: str, entry: str, what: str) -> dict[str, Any]:
    return event(body(form, {"entry": entry, "what": what}))


@pytest.mark.parametrize("form", ["change-en", "change-zh"])
def test_a_change_from_the_sites_form_is_made(intake: Intake, house: Path, form: str) -> None:
    made = intake(wish(form, "data/libraries/guangzhou-library.yml", f"````yaml\n{CHANGED}````"))
    assert made["outcome"] == "taken"
    assert made["file"] == "data/libraries/guangzhou-library.yml"
    text = (house / made["file"]).read_text(encoding="utf-8")
    assert text.endswith(CHANGED)
    assert ("谢谢" in made["answer.md"]) is (form == "change-zh")


def test_a_change_that_changes_nothing_opens_no_pull_request(intake: Intake, house: Path) -> None:
    asked = wish("change-en", "data/libraries/guangzhou-library.yml", f"````yaml\n{CHANGED}````")
    assert intake(asked)["outcome"] == "taken"
    again = intake(asked)  # after that was merged
    assert again["outcome"] == "same"
    assert "says just this already" in again["answer.md"]
    assert "body.md" not in again


@pytest.mark.parametrize(
    ("country", "languages", "code"),
    [
        ("Island", "en", "E210"),  # which is nearest to Ireland by its letters
        ("Canada", "en, Laotian", "E211"),  # and this to Latvian
    ],
)
def test_what_is_not_understood_is_asked_and_not_guessed(
    intake: Intake, house: Path, country: str, languages: str, code: str
) -> None:
    answers = LIBRARY_EN | {"country": country, "work-languages": languages}
    made = intake(event(body("library-en", answers)))
    assert made["outcome"] == "wrong"
    assert code in made["answer.md"]
    assert changed(house) == []


def test_words_among_the_sources_are_asked_about_once(intake: Intake) -> None:
    answers = LIBRARY_EN | {"sources": "https://library.example.org/about (page), newspaper of 2021"}
    made = intake(event(body("library-en", answers)))
    assert made["outcome"] == "wrong"
    assert made["answer.md"].count("E208") == 1
    assert "<code>Sources</code>" in made["answer.md"]  # as the form calls the field
    assert "(page), newspaper of 2021" in made["answer.md"]


def test_what_shows_a_person_does_not_get_into_git(intake: Intake, house: Path) -> None:
    answers = LIBRARY_EN | {"description-en": "Ask for the desk of Example, example@example.com."}
    made = intake(event(body("library-en", answers)))
    assert made["outcome"] == "wrong"
    assert "E229" in made["answer.md"]
    assert changed(house) == []


@pytest.mark.parametrize(
    "languages",
    ["en, ga, ko, zh-Hans", "英文、Irish、韩语、Chinese (Simplified)", "English, Irish and Korean & zh-Hans"],
)
def test_languages_are_known_by_tag_and_by_name(intake: Intake, house: Path, languages: str) -> None:
    made = intake(event(body("library-en", LIBRARY_EN | {"work-languages": languages})))
    assert made["outcome"] == "taken"
    assert "work_languages: [en, ga, ko, zh-Hans]" in (house / made["file"]).read_text(encoding="utf-8")


def test_a_word_for_and_in_the_name_of_a_language_parts_nothing(intake: Intake, house: Path) -> None:
    made = intake(event(body("library-en", LIBRARY_EN | {"work-languages": "古埃及语、中文和英文"})))
    assert made["outcome"] == "taken"
    assert "work_languages: [egy, zh, en]" in (house / made["file"]).read_text(encoding="utf-8")


def test_a_change_with_faults_is_sent_back(intake: Intake, house: Path) -> None:
    before = (house / "data/libraries/guangzhou-library.yml").read_bytes()
    wrong = CHANGED.replace("CN", "China")
    made = intake(wish("change-en", "libraries/guangzhou-library", f"````yaml\n{wrong}````"))
    assert made["outcome"] == "wrong"
    assert "E210" in made["answer.md"]
    assert (house / "data/libraries/guangzhou-library.yml").read_bytes() == before


def test_an_id_that_was_given_up_does_not_come_back(intake: Intake, house: Path) -> None:
    (house / "data/moved.yml").write_text("libraries:\n  gone-library:\n    on: 2026-11-01\n", "utf-8")
    made = intake(wish("change-en", "data/libraries/gone-library.yml", f"````yaml\n{CHANGED}````"))
    assert made["outcome"] == "wrong"
    assert "E308" in made["answer.md"]
    assert not (house / "data/libraries/gone-library.yml").exists()


@pytest.mark.parametrize(
    ("entry", "what"),
    [
        ("https://sister-libraries.github.io/libraries/guangzhou-library/", "Please take it down."),
        ("data/libraries/guangzhou-library.yml", "The website is another one now."),
        ("data/libraries/../../README.yml", f"````yaml\n{CHANGED}````"),
        ("data/vocabularies/activities.yml", f"````yaml\n{CHANGED}````"),
        ("data/libraries/con.yml", f"````yaml\n{CHANGED}````"),
        ("data/libraries/guangzhou-library.yml\nx", f"````yaml\n{CHANGED}````"),
        (HOSTILE, HOSTILE),
    ],
)
def test_what_a_program_cannot_change_waits_for_a_person(
    intake: Intake, house: Path, entry: str, what: str
) -> None:
    made = intake(wish("change-en", entry, what))
    assert made["outcome"] == "by-hand"
    harmless(made["answer.md"])
    assert changed(house) == []
