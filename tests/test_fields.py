"""The kinds of value that records hold: what each takes, what it refuses and with which rule."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from builders import codes_of, library, problems_of
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter
from pydantic_core import PydanticCustomError

from sister_libraries.models.addresses import MAILBOX_LENGTH, Mailbox, ProgrammeMailbox, SourceUrl, Url
from sister_libraries.models.dates import Day, known
from sister_libraries.models.fields import (
    ID_LENGTH,
    RESERVED_IDS,
    Country,
    LanguageTag,
    Paragraph,
    Text,
    check_id,
    slug,
)


def refused(kind: Any, value: Any) -> str:
    """The code with which `kind` refuses `value`; nothing when it takes it."""
    try:
        TypeAdapter(kind).validate_python(value)
    except ValueError as error:
        return str(error.errors()[0]["type"])
    return ""


# -- texts -------------------------------------------------------------------------------------------------


def read(kind: Any, value: Any) -> Any:
    return TypeAdapter(kind).validate_python(value)


def test_a_text_is_what_the_file_says_without_spaces_around_it() -> None:
    assert read(Paragraph, {"en": "  Books.\n"}).get("en") == "Books."


def test_a_line_of_spaces_is_a_blank_line() -> None:
    assert read(Paragraph, {"en": "One. \n  \nTwo."}).get("en") == "One.\n\nTwo."


def test_a_text_prefers_no_language_but_lists_the_default_first() -> None:
    text = Text({"zh": "书", "en": "Books"})
    assert text.languages() == ["en", "zh"]
    assert text.get("zh") == "书"
    assert text.get("fr") is None


def test_texts_with_the_same_words_are_equal() -> None:
    assert Text({"en": "a"}) == Text({"en": "a"})
    assert hash(Text({"en": "a"})) == hash(Text({"en": "a"}))
    assert Text({"en": "a"}) != Text({"en": "b"})


def test_the_words_of_a_text_cannot_be_changed_from_outside() -> None:
    text = Text({"en": "a"})
    text.words()["en"] = "b"
    assert text.get("en") == "a"


def test_e205_a_text_that_is_too_short() -> None:
    assert codes_of("libraries", name={"en": "A"}) == ["E205"]
    assert codes_of("libraries", name={"en": "Ab"}) == []


def test_e205_a_text_that_is_too_long() -> None:
    assert codes_of("libraries", name={"en": "A" * 120}) == []
    (problem,) = problems_of("libraries", library(name={"en": "A" * 121}))
    assert problem.code == "E205"
    assert [problem.values[name] for name in ("found", "limit_low", "limit_high")] == [121, 2, 120]


def test_e205_spaces_do_not_make_a_text() -> None:
    assert codes_of("libraries", name={"en": "     "}) == ["E205"]


def test_e206_a_text_that_is_not_in_a_language() -> None:
    assert codes_of("libraries", name="Aurora Public Library") == ["E206"]


def test_e206_a_text_that_is_a_list() -> None:
    assert codes_of("libraries", name={"en": ["Aurora"]}) == ["E206"]


def test_e201_a_language_that_the_site_has_not() -> None:
    (problem,) = problems_of("libraries", library(name={"fr": "Bibliothèque"}))
    assert (problem.code, problem.values["choices"]) == ("E201", ["en", "zh", "local", "local_language"])


def test_e217_a_line_break_in_a_name() -> None:
    assert codes_of("libraries", name={"en": "Aurora\nLibrary"}) == ["E217"]


def test_e217_paragraphs_may_have_line_breaks() -> None:
    assert codes_of("libraries", description={"en": "One.\n\nTwo."}) == []


@pytest.mark.parametrize("text", ["广州图书馆", "广州图书馆 GZ"])
def test_e212_chinese_under_english(text: str) -> None:
    assert codes_of("libraries", name={"en": text}) == ["E212"]


@pytest.mark.parametrize("text", ["Guangzhou Library", "2017", "！？"])
def test_e212_no_chinese_under_chinese(text: str) -> None:
    assert codes_of("libraries", name={"zh": text}) == ["E212"]


def test_e212_allows_a_few_characters_of_the_other_script() -> None:
    assert codes_of("libraries", name={"en": "Library of Guangzhou (广州)", "zh": "广州 IFLA 图书馆"}) == []


def test_e220_a_text_in_no_language() -> None:
    assert codes_of("libraries", name={}) == ["E220"]


def test_e220_a_local_name_alone_is_enough() -> None:
    assert codes_of("libraries", name={"local": "Библиотека", "local_language": "bg"}) == []


def test_e220_a_language_without_a_local_name_is_not() -> None:
    assert codes_of("libraries", name={"local_language": "bg"}) == ["E220"]


def test_e222_a_local_name_without_its_language() -> None:
    assert codes_of("libraries", name={"local": "Библиотека"}) == ["E222"]


# -- ids ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("good", ["abc", "a1-b2-c3", "2-x", "a" * ID_LENGTH[1]])
def test_an_id(good: str) -> None:
    assert check_id(good) == good


BAD_IDS = [
    "",
    "ab",
    "a" * (ID_LENGTH[1] + 1),
    "Abc",
    "a--b",
    "-abc",
    "abc-",
    "a_b",
    "a b",
    "a.b",
    "a/b",
    "../x",
    "../../etc/passwd",
    "/etc",
    "..",
    "%2e%2e",
    "a\\b",
    "abc\n",
    "абв",
    "广州图书馆",
    "ａｂｃ",
    "١٢٣",
    "a\0b",
    *sorted(RESERVED_IDS),
]


@pytest.mark.parametrize("bad", BAD_IDS)
def test_e219_what_is_not_an_id(bad: str) -> None:
    with pytest.raises(PydanticCustomError) as refusal:
        check_id(bad)
    assert refusal.value.type == "E219"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Guangzhou Library", "guangzhou-library"),
        ("Škofja Loka", "skofja-loka"),
        ("广州", "guangzhou-library"),
    ],
)
def test_the_suggested_id(text: str, expected: str) -> None:
    assert slug(text) == expected


@given(st.text())
def test_every_suggested_id_is_one_or_is_reserved(text: str) -> None:
    suggested = slug(text)
    assert suggested in RESERVED_IDS or check_id(suggested) == suggested


# -- lists -------------------------------------------------------------------------------------------------


def test_e206_one_value_where_a_list_should_be() -> None:
    (problem,) = problems_of("libraries", library(work_languages="en"))
    assert (problem.code, problem.values["expected"], problem.values["found"]) == (
        "E206",
        "a list",
        "one value",
    )


def test_e206_a_list_where_one_value_should_be() -> None:
    assert codes_of("libraries", country=["US"]) == ["E206"]


def test_e206_a_group_where_a_list_should_be() -> None:
    assert codes_of("libraries", seeks={"books": "yes"}) == ["E206"]


def test_e213_the_same_twice_in_a_list() -> None:
    (problem,) = problems_of("libraries", library(work_languages=["en", "es", "en"]))
    assert (problem.code, problem.values["found"]) == ("E213", "en")


def test_e213_the_same_group_twice_is_shown_as_yaml() -> None:
    (problem,) = problems_of("libraries", library(sources=[{"document": "programme-brochure"}] * 2))
    assert (problem.code, problem.values["found"]) == ("E213", "{document: programme-brochure}")


def test_e221_a_list_that_is_too_short() -> None:
    (problem,) = problems_of("partnerships", {"libraries": ["los-angeles-public-library"]})[:1]
    assert problem.code == "E221"
    assert [problem.values[name] for name in ("found", "limit_low", "limit_high")] == [1, 2, 12]


def test_e221_a_list_that_is_too_long() -> None:
    tags = [
        "en",
        "es",
        "fr",
        "de",
        "it",
        "pt",
        "bg",
        "ru",
        "pl",
        "cs",
        "sk",
        "hr",
        "sl",
        "sr",
        "mk",
        "sq",
        "el",
        "tr",
        "ar",
        "he",
    ]
    assert codes_of("libraries", work_languages=tags) == []
    assert codes_of("libraries", work_languages=[*tags, "ja"]) == ["E221"]


# -- codes -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", ["US", "CN", "TW", "HK", "MO", "GB", "XK", "NO"])
def test_a_country_or_region(code: str) -> None:
    assert refused(Country, code) == ""


@pytest.mark.parametrize("code", ["us", "USA", "UK", "EU", "UN", "ZZ", "XX", "China", "中国", "001", ""])
def test_e210_what_is_no_country_or_region(code: str) -> None:
    assert refused(Country, code) == "E210"


@pytest.mark.parametrize("tag", ["en", "zh", "zh-Hans", "zh-Hant-TW", "pt-BR", "haw", "sr-Latn"])
def test_a_language_tag(tag: str) -> None:
    assert refused(LanguageTag, tag) == ""


@pytest.mark.parametrize(
    "tag",
    ["EN", "english", "Spanish", "zh_Hans", "zh-hans", "qq", "x", "en-", "../x", "zh-Hnat", "es-QZ", ""],
)
def test_e211_what_is_no_language_tag(tag: str) -> None:
    assert refused(LanguageTag, tag) == "E211"


# -- dates -------------------------------------------------------------------------------------------------


def test_a_day() -> None:
    assert TypeAdapter(Day).validate_python("2024-02-29") == date(2024, 2, 29)


@pytest.mark.parametrize(
    "text",
    [
        "2026-02-31",
        "2026-02-29",
        "2026-13-01",
        "0000-01-01",
        "2026-1-1",
        "20261121",
        "2026-W47-6",
        "٢٠٢٦-٠١-٠١",
        "2026-11-21T00:00",
        "by 2026-11-21",
        "2026",
        "today",
        "",
    ],
)
def test_e207_what_is_no_day(text: str) -> None:
    assert refused(Day, text) == "E207"


@pytest.mark.parametrize(
    ("text", "first", "last", "precision", "qualifier"),
    [
        ("2017", date(2017, 1, 1), date(2017, 12, 31), "year", ""),
        ("2016-02", date(2016, 2, 1), date(2016, 2, 29), "month", ""),
        ("2017-05-17", date(2017, 5, 17), date(2017, 5, 17), "day", ""),
        ("1990s", date(1990, 1, 1), date(1999, 12, 31), "decade", ""),
        ("by 2019", date(2019, 1, 1), date(2019, 12, 31), "year", "by"),
        ("before 1998-03", date(1998, 3, 1), date(1998, 3, 31), "month", "before"),
        ("after 1980s", date(1980, 1, 1), date(1989, 12, 31), "decade", "after"),
        ("about 2001-01-02", date(2001, 1, 2), date(2001, 1, 2), "day", "about"),
    ],
)
def test_a_date_as_precisely_as_it_is_known(
    text: str, first: date, last: date, precision: str, qualifier: str
) -> None:
    read = known(text)
    assert (read.first, read.last, read.precision, read.qualifier) == (first, last, precision, qualifier)
    assert str(read) == text


def test_later_dates_come_after_earlier_ones() -> None:
    texts = ["1990s", "2016-02", "2016", "2017-05-17", "2017"]
    assert [str(each) for each in sorted(map(known, reversed(texts)))] == texts


@pytest.mark.parametrize(
    "text",
    [
        "May 2017",
        "2017-5",
        "2017-02-30",
        "2017-13",
        "0000",
        "0000-01",
        "99999",
        "9" * 5000,
        "1995s",
        "by",
        "by  2017",
        "since 2017",
        "BY 2017",
        " 2017",
        "2017\n",
        "２０１７",
        "2017–2019",
        "",
    ],
)
def test_e214_what_is_no_date(text: str) -> None:
    with pytest.raises(PydanticCustomError) as refusal:
        known(text)
    assert refusal.value.type == "E214"


# -- addresses ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "url",
    [
        "https://www.gzlib.org.cn/",
        "http://example.org",
        "https://example.org/a?b=c&d=%20#e",
        "https://图书馆.中国/",
        "https://example.org/" + "a" * 280,
    ],
)
def test_a_web_address(url: str) -> None:
    assert refused(Url, url) == ""


BAD_URLS = [
    "",
    "www.gzlib.org.cn",
    "//example.org/",
    "/etc/passwd",
    "https:",
    "https://",
    "https:///x.org",
    "https:/x.org",
    "javascript:alert(1)",
    "JavaScript:alert(1)",
    " javascript:alert(1)",
    "java\nscript:alert(1)",
    "vbscript:x",
    "javascript://example.org/%0aalert(1)",
    "data:text/html,<script>alert(1)</script>",
    "file:///etc/passwd",
    "ftp://example.org/",
    "mailto:a@example.org",
    "tel:110",
    "HTTPS://example.org/",
    "hTTp://example.org/",
    "https://user@example.org/",
    "https://user:pass@example.org/",
    "https://@example.org/",
    "https://example.org:8080/",
    "https://example.org:0/",
    "https://example.org:99999/",
    "https://example.org:x/",
    "https://localhost/",
    "https://127.0.0.1/",
    "https://2130706433/",
    "https://[::1]/",
    "https://[",
    "https://a..b/",
    "https://-a.b/",
    "https://example.org/a b",
    "https://example.org/<script>",
    'https://example.org/"onclick="x',
    "https://example.org/'x",
    "https://example.org/`x",
    "https://example.org/\\x",
    "https://example.org\\@evil.example/",
    "https://example.org/\0",
    "https://example.org/\u2028",
    "https://example.org/{x}",
    "https://example.org/" + "a" * 300,
    "https://" + "a" * 64 + ".org/",
]


@pytest.mark.parametrize("url", BAD_URLS)
def test_e208_what_is_no_web_address(url: str) -> None:
    assert refused(Url, url) == "E208"


def test_a_source_may_lie_at_an_odd_port() -> None:
    assert refused(SourceUrl, "http://example.org:8080/paper") == ""
    assert refused(SourceUrl, "http://example.org:99999/paper") == "E208"
    assert refused(SourceUrl, "javascript:alert(1)") == "E208"


@given(
    st.text()
    | st.text().map(lambda text: f"https://example.org/{text}")
    | st.text().map(lambda text: f"https://{text}/")
)
def test_every_accepted_address_leads_to_the_web(url: str) -> None:
    if refused(Url, url) == "":
        assert url.startswith(("https://", "http://"))
        assert not set(url) & set("<>\"'` \n\\")


# -- mailboxes ---------------------------------------------------------------------------------------------


def test_a_mailbox_of_an_institution() -> None:
    assert refused(Mailbox, "exchange@library.example.org") == ""


@pytest.mark.parametrize("host", ["gmail.com", "GMAIL.com", "qq.com", "163.com"])
def test_e216_a_mailbox_at_a_free_service(host: str) -> None:
    assert refused(Mailbox, f"someone@{host}") == "E216"


def test_a_programme_may_have_a_mailbox_at_a_free_service() -> None:
    assert refused(ProgrammeMailbox, "programme@gmail.com") == ""


BAD_MAILBOXES = [
    "",
    "library",
    "@example.org",
    "library@",
    "a@b@example.org",
    "library@localhost",
    "library@example..org",
    "library@example.org?subject=x",
    "Anna Example <anna@example.org>",
    "javascript:alert(1)@example.org",
    '"><script>@example.org',
    "a b@example.org",
    "library@example.org\nbcc:x@example.org",
    "图书馆@example.org",
    "a" * 65 + "@example.org",
    "a@" + "b." * 100 + "org",
]


@pytest.mark.parametrize("kind", [Mailbox, ProgrammeMailbox])
@pytest.mark.parametrize("text", BAD_MAILBOXES)
def test_e216_what_is_no_mailbox(kind: Any, text: str) -> None:
    assert refused(kind, text) == "E216"


def test_e216_a_mailbox_has_the_length_that_the_schema_gives() -> None:
    longest = "a@" + "b." * ((MAILBOX_LENGTH - 5) // 2) + "org"
    assert len(longest) <= MAILBOX_LENGTH
    assert refused(Mailbox, longest) == ""
    assert TypeAdapter(Mailbox).json_schema()["maxLength"] == MAILBOX_LENGTH


# -- places ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("pair", [["23.12", "113.25"], ["-90.00", "-180.00"], ["0.00", "0.00"]])
def test_coordinates(pair: list[str]) -> None:
    assert codes_of("libraries", coordinates=pair) == []


@pytest.mark.parametrize(
    "pair",
    [
        ["23.1", "113.25"],
        ["23.123", "113.25"],
        ["90.01", "0.00"],
        ["0.00", "180.01"],
        ["23.12"],
        ["23.12", "113.25", "1.00"],
        ["1e2", "0.00"],
        ["nan", "0.00"],
        ["9" * 400 + ".00", "0.00"],
        ["٢٣.١٢", "0.00"],
        [["23.12"], "0.00"],
        [],
    ],
)
def test_e209_what_is_no_place(pair: list[Any]) -> None:
    assert codes_of("libraries", coordinates=pair) == ["E209"]


def test_e206_coordinates_that_are_no_list() -> None:
    assert codes_of("libraries", coordinates="23.12, 113.25") == ["E206"]


# -- identifiers -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "identifiers", [{"wikidata": "Q42"}, {"isil": "US-CL"}, {"isil": "DE-1a", "wikidata": "Q1"}]
)
def test_identifiers(identifiers: dict[str, str]) -> None:
    assert codes_of("libraries", identifiers=identifiers) == []


@pytest.mark.parametrize(
    "identifiers",
    [
        {"wikidata": "42"},
        {"wikidata": "Q0"},
        {"wikidata": "Q1\n"},
        {"wikidata": "Q1/../x"},
        {"wikidata": "Q" + "1" * 50},
        {"isil": "us-cl"},
        {"isil": "US"},
        {"isil": "US-<b>"},
        {"isil": "US-123456789012"},
    ],
)
def test_e215_what_is_no_identifier(identifiers: dict[str, str]) -> None:
    assert codes_of("libraries", identifiers=identifiers) == ["E215"]
