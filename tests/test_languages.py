"""The site's languages: names, dates and order in each, and that all settings agree on what they are."""

from __future__ import annotations

from datetime import date

import pytest
import yaml
from builders import ROOT, Site
from hypothesis import given
from hypothesis import strategies as st

from sister_libraries.languages import (
    Language,
    Phrase,
    country_codes,
    language,
    language_tags,
    site_languages,
)
from sister_libraries.models.fields import is_language_tag
from sister_libraries.reader import Reader

EN, ZH = language("en"), language("zh")
BOTH = pytest.mark.parametrize("here", site_languages(), ids=lambda each: each.code)


class Settings(yaml.SafeLoader):
    """Reads mkdocs.yml without acting on its tags."""


Settings.add_multi_constructor("!", lambda loader, suffix, node: None)


def test_mkdocs_builds_the_same_languages() -> None:
    settings = yaml.load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"), Settings)
    (plugin,) = (each["i18n"] for each in settings["plugins"] if isinstance(each, dict) and "i18n" in each)
    built = [
        (each["locale"], each["name"], each.get("default", False))
        for each in plugin["languages"]
        if each["build"]
    ]
    assert built == [(each.code, each.name, index == 0) for index, each in enumerate(site_languages())]
    themes = [each.get("theme", settings["theme"])["language"] for each in plugin["languages"]]
    assert themes == [each.tag for each in site_languages()]


def test_every_language_has_a_folder_of_pages() -> None:
    assert sorted(path.name for path in (ROOT / "docs").iterdir() if path.is_dir()) == sorted(
        each.code for each in site_languages()
    )


def test_every_layout_is_there_in_every_language() -> None:
    layouts = [
        sorted(path.name for path in (ROOT / "docs" / each.code / "layouts").iterdir())
        for each in site_languages()
    ]
    assert layouts[0]
    assert all(each == layouts[0] for each in layouts)


def test_english_is_at_the_root_and_chinese_below_it() -> None:
    assert [(each.code, each.tag, each.prefix) for each in site_languages()] == [
        ("en", "en", ""),
        ("zh", "zh-Hans", "zh/"),
    ]


def test_a_language_that_the_site_has_not() -> None:
    with pytest.raises(KeyError):
        language("fr")


# -- names -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "english", "chinese"),
    [("BG", "Bulgaria", "保加利亚"), ("XK", "Kosovo", "科索沃"), ("US", "United States", "美国")],
)
def test_a_country_or_region_is_named_in_each_language(code: str, english: str, chinese: str) -> None:
    assert (EN.country(code), ZH.country(code)) == (english, chinese)


@BOTH
def test_every_country_or_region_has_a_name(here: Language) -> None:
    assert len(country_codes()) > 240
    assert [code for code in country_codes() if here.country(code) in ("", code)] == []


@pytest.mark.parametrize("code", ["TW", "HK", "MO", "XK", "GB"])
def test_codes_of_iso_3166_are_there(code: str) -> None:
    assert code in country_codes()


@pytest.mark.parametrize("code", ["UK", "EU", "UN", "ZZ", "XA", "AC", "001"])
def test_codes_that_are_nobodys_country_or_region_are_not(code: str) -> None:
    assert code not in country_codes()


@pytest.mark.parametrize(
    ("tag", "english", "chinese"),
    [("es", "Spanish", "西班牙语"), ("pt-BR", "Portuguese (Brazil)", "葡萄牙语（巴西）")],
)
def test_a_language_is_named_in_each_language(tag: str, english: str, chinese: str) -> None:
    assert (EN.language(tag), ZH.language(tag)) == (english, chinese)


@BOTH
def test_every_language_tag_that_a_record_may_give_has_a_name(here: Language) -> None:
    tags = [tag for tag in language_tags() if is_language_tag(tag)]
    assert len(tags) > 500
    assert all(here.language(tag) for tag in tags)


# -- dates and numbers -------------------------------------------------------------------------------------


def test_a_day_in_words() -> None:
    day = date(2026, 11, 21)
    assert EN.day_in_words(day) == "November 21, 2026"
    assert ZH.day_in_words(day) == "2026 年 11 月 21 日"


def test_a_month_in_words() -> None:
    day = date(2017, 5, 1)
    assert EN.month_in_words(day) == "May 2017"
    assert ZH.month_in_words(day) == "2017 年 5 月"


def test_numbers_are_written_as_the_language_writes_them() -> None:
    assert [each.number(12345) for each in site_languages()] == ["12,345", "12345"]


def test_lists_are_joined_as_each_language_does() -> None:
    assert EN.join(["A", "B", "C"]) == "A, B, and C"
    assert ZH.join(["甲", "乙", "丙"]) == "甲、乙和丙"


def test_names_that_belong_together_have_the_dash_of_each_language() -> None:
    assert EN.pair(["A", "B", "C"]) == "A – B – C"
    assert ZH.pair(["甲", "乙", "丙"]) == "甲—乙—丙"


def test_plurals() -> None:
    assert EN.plural("{number} library", "{number} libraries", 1) == "1 library"
    assert EN.plural("{number} library", "{number} libraries", 2000) == "2,000 libraries"


# -- phrases -----------------------------------------------------------------------------------------------


def test_english_is_its_own_message() -> None:
    assert EN.say("Home") == "Home"
    assert EN.say("since {date}", date="2017") == "since 2017"


def test_nothing_is_said_of_nothing() -> None:
    assert ZH.say("") == ""  # gettext would give the catalogue's header


@given(st.text())
def test_values_are_not_formatted_again(value: str) -> None:
    assert EN.say("{date}", date=value) == value


def test_a_phrase_is_a_text() -> None:
    assert Phrase("a list") == "a list"


# -- the order of the alphabet -----------------------------------------------------------------------------


def sorted_by(here: Language, project: Site, *texts: str) -> list[str]:
    reader = Reader(here, project.catalogue(), "")
    return sorted(texts, key=reader.sort_key)


def test_english_order_passes_over_accents_and_capitals(project: Site) -> None:
    assert sorted_by(EN, project, "Zagreb", "Šiauliai", "Sofia", "aurora") == [
        "aurora",
        "Šiauliai",
        "Sofia",
        "Zagreb",
    ]


@pytest.mark.parametrize("name", ["Łódź", "Đurđevac", "Øksnes"])
def test_english_order_passes_over_strokes(project: Site, name: str) -> None:
    assert sorted_by(EN, project, "Zagreb", name, "Aurora") == ["Aurora", name, "Zagreb"]


def test_chinese_order_is_by_pinyin(project: Site) -> None:
    assert sorted_by(ZH, project, "中国", "上海", "北京", "广州", "澳门") == [
        "澳门",
        "北京",
        "广州",
        "上海",
        "中国",
    ]


@BOTH
def test_every_text_has_a_place_in_the_order(here: Language, project: Site) -> None:
    texts = ["", "Ω", "日本", "한국", "😀", "𠀀", "e\u0301"]
    assert sorted(sorted_by(here, project, *texts)) == sorted(texts)
