"""Records that were indexed as one page are cut into what Pagefind makes of each alone."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from sister_libraries.languages import Language, site_languages
from sister_libraries.search_format import SearchFormatError, packed, unpacked
from sister_libraries.search_index import SearchIndexes
from sister_libraries.search_parts import Partial, record, take_apart, together
from sister_libraries.views import Page

# Each is the title of one record, and stands somewhere in others.
ODD = [
    "Café Library 00001", "友好图书馆", "co-operation & foo_bar", "McDonald’s it's", "1,000 e.g. 3.14", "<b>bold</b>",
    "&amp; &lt;script&gt;", "儿童绘本，口述历史", "😀 👨‍👩‍👧 smile", "ภาษาไทย", "العربية", "日本語のテスト 図書館",
    "한국어 도서관", "Łódź lodz", "soft\u00adhyphen", "A" * 300, "字" * 200, "１２３ ＡＢＣ", "\\ \" ' x",
    "{{x}} <!-- y -->", "mother-in-law", "camelCaseWord", "İstanbul STRASSE ß", "𠮷野家",
    "tab\tand\u00a0space\u3000and\u2028line", "上海图书馆的馆员交流", "the the the the", "x", "control \x07 \x00 y",
    "between \x1e words \x1e and", "zero\u200bwidth",
]  # fmt: skip


def pages() -> Iterator[Page]:
    """A page of each title, found by more and more of the others, in other orders."""
    for number, title in enumerate(ODD):
        others = [*ODD[number:], *ODD[:number]]
        kind = ("library", "story", "place")[number % 3]
        texts = (" ".join(others[at : at + number % 5 + 1]) for at in range(0, number, 3))
        yield Page(title, "", "", {}, found_as=kind, found_by=(title, *texts))


def alone(made: bytes, here: Language) -> bytes:
    """A record as a page by itself, as Pagefind takes it."""
    url, kind, title, text = json.loads(made)
    payload = {
        "type": "AddRecord",
        "url": url,
        "content": text,
        "language": here.tag.lower(),
        "meta": {"title": title, "kind": kind},
        "filters": {},
        "sort": {},
    }
    return json.dumps(payload).encode()


RECORDS = [record(f"libraries/{number}/", page) for number, page in enumerate(pages())]


@pytest.fixture(scope="module", params=site_languages(), ids=lambda each: each.code)
def here(request: pytest.FixtureRequest) -> Any:
    return request.param


@pytest.fixture(scope="module")
def files(here: Language) -> list[dict[str, bytes]]:
    """The files of the records as one page, and of each by itself."""
    with SearchIndexes() as indexes:
        lists = [[together(RECORDS, here)], [alone(each, here) for each in RECORDS]]
        return [*indexes.files(lists)]


def apart(files: list[dict[str, bytes]], room: int = sys.maxsize) -> list[Partial]:
    return [take_apart(files[0], room, RECORDS), take_apart(files[1], room)]


def told(partial: Partial) -> list[Any]:
    return [json.loads(unpacked(each)) for each in partial.fragments]


def test_pages_are_the_same(files: list[dict[str, bytes]]):
    cut, each = apart(files)
    assert told(cut) == told(each)
    assert replace(cut, fragments=(), words={}) == replace(each, fragments=(), words={})


def test_words_stand_at_the_same_places(files: list[dict[str, bytes]]):
    cut, each = apart(files)
    assert cut.words == each.words
    assert any("\0" in word for word in cut.words), "no word has another form"
    pages = [count for count, _, _, _ in cut.words.values()]
    assert max(pages) > 10 > min(pages)


def test_of_a_word_in_very_many_records_only_the_first_place_in_each_is_kept(files: list[dict[str, bytes]]):
    cut, each = apart(files, room=60)
    assert cut.words == each.words
    assert cut.words != apart(files)[0].words


def test_the_kind_of_a_page_is_no_word_of_it(files: list[dict[str, bytes]]):
    for partial in apart(files):
        assert not partial.words.keys() & {"stori", "story", "place"}
        assert {"story", "place"} < {*partial.kinds}


def test_a_record_is_on_one_line():
    page = Page("Oak  Library", "", "", {}, found_as="library", found_by=("Oak  Library", "Books\nand"))
    assert json.loads(record("a/", page)) == ["/a/", "library", "Oak Library", "Oak Library · Books and"]


@pytest.mark.parametrize("texts", [(), ("",), (" \n",)])
def test_a_record_that_says_nothing_is_found_by_its_title(texts: tuple[str, ...]):
    page = Page("Oak Library", "", "", {}, found_as="library", found_by=texts)
    assert json.loads(record("a/", page))[3] == "Oak Library"


def test_there_may_be_one_record_or_one_without_any_word(here: Language):
    """Pagefind leaves out a page without any word; a record stays, so that nothing moves."""
    silent = record("silent/", Page("–", "", "", {}, found_as="library", found_by=("· · ·",)))
    for found in ([RECORDS[0]], [RECORDS[0], silent, RECORDS[1]]):
        with SearchIndexes() as indexes:
            cut = take_apart(next(indexes.files([[together(found, here)]])), records=found)
        assert [each["url"] for each in told(cut)] == [json.loads(each)[0] for each in found]
        assert cut.words["00001"][0] == 1


def test_records_of_another_number_are_refused(here: Language, files: list[dict[str, bytes]]):
    with pytest.raises(SearchFormatError, match=f"of {len(RECORDS) - 1} records there are {len(RECORDS)}"):
        take_apart(files[0], records=RECORDS[1:])


def test_a_page_whose_words_do_not_add_up_is_refused(files: list[dict[str, bytes]]):
    """As when another version of Pagefind joins words, or cuts them."""
    name = next(each for each in files[0] if each.startswith("fragment/"))
    whole = json.loads(unpacked(files[0][name]))
    whole["word_count"] += 1
    with pytest.raises(SearchFormatError, match="words"):
        take_apart(files[0] | {name: packed(json.dumps(whole).encode())}, records=RECORDS)


@pytest.mark.parametrize("gone", ["fragment/", "index/"])
def test_files_that_are_not_all_there_are_refused(files: list[dict[str, bytes]], gone: str):
    there = {name: content for name, content in files[0].items() if not name.startswith(gone)}
    with pytest.raises(SearchFormatError, match="KeyError"):
        take_apart(there, records=RECORDS)
