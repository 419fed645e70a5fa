"""The interface's words: none is missing, fuzzy, broken or out of step with code and templates."""

from __future__ import annotations

import dataclasses
import re
from functools import lru_cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po
from builders import ROOT

from sister_libraries import languages, wording
from sister_libraries.languages import catalogue_path, site_languages

OTHERS = [each.code for each in site_languages()[1:]]
LETTER = "hooks/sister_libraries/letter.py"
_PLACE = re.compile(r"\{[^{}]*\}|%\(\w+\)s|%%|%(?!\w)")


@lru_cache
def catalogue(code: str) -> Catalog:
    with catalogue_path(code).open("rb") as file:
        return read_po(file, locale=code)


def pairs(code: str) -> list[tuple[Message, str, str]]:
    """Every form of every translated message, with the form of the original that it stands for."""
    found = []
    for message in catalogue(code):
        if not message.id:
            continue  # the header
        ids = message.id if isinstance(message.id, (list, tuple)) else [message.id]
        strings = message.string if isinstance(message.string, (list, tuple)) else [message.string]
        found += [(message, str(ids[-1]), str(string)) for string in strings if string]
    return found


def places(text: str) -> list[str]:
    return sorted(_PLACE.findall(text))


@pytest.mark.parametrize("code", OTHERS)
def test_no_translation_is_missing(code: str) -> None:
    words, _ = wording.updated(ROOT, code)
    assert [m.id for m in words if m.id and not wording.all_translated(m.string)] == []


@pytest.mark.parametrize("code", OTHERS)
def test_no_translation_is_fuzzy(code: str) -> None:
    assert [message.id for message in catalogue(code) if message.id and message.fuzzy] == []


@pytest.mark.parametrize("code", OTHERS)
def test_every_translation_has_the_places_of_its_original(code: str) -> None:
    # A letter has its own form in each language (a date at the end of a Chinese one); tests/write holds its places.
    said = [each for each in pairs(code) if {file for file, _ in each[0].locations} != {LETTER}]
    assert [(id_, string) for _, id_, string in said if set(places(id_)) != set(places(string))] == []


@pytest.mark.parametrize("code", OTHERS)
def test_no_translation_begins_or_ends_with_spaces_of_its_own(code: str) -> None:
    """But a full-width colon has its space within itself."""
    edges = [
        (id_, string)
        for _, id_, string in pairs(code)
        if (string != string.strip()) != (id_ != id_.strip())
        and not (id_.endswith(": ") and string.endswith("："))
    ]
    assert edges == []


def test_chinese_is_chinese() -> None:
    wordless = re.compile(r"\{\w+\}|%\(\w+\)s|[A-Z]{2,}|[\W\d_]")  # places, abbreviations, marks
    plain = {id_ for _, id_, string in pairs("zh") if not re.search(r"[\u4e00-\u9fff]", string)}
    assert {each for each in plain if wordless.sub("", each)} <= {"Wikidata", "GitHub"}


@pytest.mark.parametrize("code", OTHERS)
def test_the_catalogue_is_what_code_and_templates_say(code: str) -> None:
    _, text = wording.updated(ROOT, code)
    assert catalogue_path(code).read_bytes() == text, "run: sisterlib words"


# -- the tool itself ---------------------------------------------------------------------------------------


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of one module and one template, with a catalogue of its own."""
    code = tmp_path / "hooks" / "sister_libraries" / "module.py"
    code.parent.mkdir(parents=True)
    code.write_text('N_("Home")\nlanguage.plural("{number} page", "{number} pages", 2)\n', encoding="utf-8")
    template = tmp_path / "overrides" / "page.html"
    template.parent.mkdir()
    template.write_text("<p>{{ _('Search') }}</p>", encoding="utf-8")
    monkeypatch.setattr(wording, "catalogue_path", lambda code: tmp_path / f"{code}.po")
    return tmp_path


def said(root: Path) -> dict[object, object]:
    with (root / "zh.po").open("rb") as file:
        return {message.id: message.string for message in read_po(file, locale="zh") if message.id}


def test_messages_of_code_and_templates_are_found(small: Path) -> None:
    found = [message.id for message in wording.messages(small) if message.id]
    assert sorted(map(str, found)) == ["('{number} page', '{number} pages')", "Home", "Search"]


def test_updating_tells_what_is_not_translated(small: Path) -> None:
    assert len(wording.update(small)) == 3
    assert set(said(small)) == {"Home", "Search", ("{number} page", "{number} pages")}


def test_updating_keeps_translations_and_drops_what_is_gone(small: Path) -> None:
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
    (small / "zh.po").write_text(
        head + 'msgid "Home"\nmsgstr "首页"\n\nmsgid "Hme"\nmsgstr "旧"\n', encoding="utf-8"
    )
    wording.update(small)
    assert said(small)["Home"] == "首页"
    assert "Hme" not in said(small)


def test_updating_guesses_nothing(small: Path) -> None:
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
    (small / "zh.po").write_text(head + 'msgid "Homes"\nmsgstr "首页"\n', encoding="utf-8")
    wording.update(small)
    assert said(small)["Home"] == ""


def test_updating_twice_changes_nothing(small: Path) -> None:
    wording.update(small)
    first = (small / "zh.po").read_bytes()
    wording.update(small)
    assert (small / "zh.po").read_bytes() == first


def test_a_catalogue_names_no_day_and_no_person() -> None:
    head = catalogue_path("zh").read_text(encoding="utf-8").split("\n\n")[0]
    assert not re.search(r"Creation-Date|Revision-Date|Translator|@", head)


def test_a_language_without_a_catalogue_speaks_the_messages_own(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(languages, "catalogue_path", lambda code: tmp_path / "none.po")
    assert dataclasses.replace(languages.language("zh")).say("Home") == "Home"
