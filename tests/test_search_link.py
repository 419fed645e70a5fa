"""Partial search indexes, joined, are what Pagefind makes of the whole."""

from __future__ import annotations

import gzip
import pickle
import zlib
from collections.abc import Callable
from dataclasses import replace

import pytest

from sister_libraries.languages import Language, site_languages
from sister_libraries.search_index import SearchIndexes, record
from sister_libraries.search_link import CHUNK, Partial, SearchFormatError, link, take_apart
from sister_libraries.views import Page

TEXTS = {
    "en": ["Café library {0}", "A libraries' cafe with {0} books", "Picture books, {0}, book {1}", "Łódź lodz {0} {1}"],
    "zh": ["友好图书馆 {0} 与姐妹图书馆", "儿童绘本 {0}，口述历史", "上海图书馆的馆员交流 {1}", "图书馆 Łódź {0}"],
}  # fmt: skip


def page(number: int, here: Language) -> Page:
    """A page of a record, alike for a number."""
    texts = [each.format(number, number * number) for each in TEXTS[here.code][: number % 4 + 1]]
    return Page(texts[0], "", "", {}, found_as="library", found_by=tuple(texts * (number % 3 + 1)))


def made(numbers: list[int], here: Language) -> dict[str, bytes]:
    """The files that Pagefind makes of some pages."""
    with SearchIndexes() as indexes:
        indexes.make(
            record(f"{here.prefix}libraries/{number}/", page(number, here), here) for number in numbers
        )
        return indexes.files()[0]


def linked(partials: list[Partial], here: Language) -> dict[str, bytes]:
    """The files of the joined index."""
    return {path: make() for path, make in link(partials, here.tag.lower())}


PARTS = (range(0, 300), range(300, 301), range(301, 700))


@pytest.fixture(scope="module", params=[each.code for each in site_languages()])
def here(request: pytest.FixtureRequest) -> Language:
    return next(each for each in site_languages() if each.code == request.param)


@pytest.fixture(scope="module")
def partials(here: Language) -> list[Partial]:
    return [take_apart(made(list(part), here)) for part in PARTS]


def test_joined_partial_indexes_are_the_index_of_the_whole(here: Language, partials: list[Partial]):
    whole = take_apart(made([number for part in PARTS for number in part], here))
    joined = take_apart(linked(partials, here))
    assert joined.words == whole.words
    assert any("\0" in word for word in whole.words), "no word has another form"
    assert (joined.version, joined.meta_fields) == (whole.version, whole.meta_fields)
    assert joined.addresses == whole.addresses
    assert joined.fragments == whole.fragments


def test_page_lengths_are_about_right(here: Language, partials: list[Partial]):
    whole = [count for each in partials for count in each.counts]
    for rounded, count in zip(take_apart(linked(partials, here)).counts, whole, strict=True):
        assert count / 1.5 < rounded <= count


def test_chunks_are_small(here: Language, partials: list[Partial]):
    chunks = [content for path, content in linked(partials, here).items() if path.endswith(".pf_index")]
    assert len(chunks) > 1
    assert all(len(gzip.decompress(each)) <= CHUNK + 50 for each in chunks)


def test_the_same_partial_indexes_make_the_same_files(here: Language, partials: list[Partial]):
    again = [pickle.loads(pickle.dumps(each)) for each in partials]
    assert linked(again, here) == linked(partials, here)


def test_one_partial_index_made_anew_gives_what_all_made_anew_do(here: Language, partials: list[Partial]):
    anew = [partials[0], take_apart(made(list(PARTS[1]), here)), partials[2]]
    assert linked(anew, here) == linked(partials, here)


def test_a_page_that_changes_leaves_the_others_where_they_are(here: Language, partials: list[Partial]):
    changed = replace(partials[1], fragments=(zlib.compress(b"another"),))
    before, after = linked(partials, here), linked([partials[0], changed, partials[2]], here)
    assert before.keys() == after.keys()
    assert len([path for path in before if before[path] != after[path]]) == 1


def test_a_page_more_renames_only_what_is_in_its_partial_index(here: Language, partials: list[Partial]):
    def fragments(files: dict[str, bytes]) -> set[str]:
        return {path for path in files if path.startswith("fragment/")}

    more = [partials[0], take_apart(made([300, 900], here)), partials[2]]
    assert len(fragments(linked(partials, here)) - fragments(linked(more, here))) == 1


@pytest.mark.parametrize(
    "spoilt",
    [
        lambda files, name: {k: v for k, v in files.items() if not k.endswith(".pf_meta")},
        lambda files, name: files | {name: gzip.compress(b"something else")},
        lambda files, name: files | {name: gzip.compress(b"pagefind_dcd\xa0")},
    ],
    ids=["no table", "no signature", "no list"],
)
def test_what_pagefind_does_not_write_is_refused(
    here: Language, spoilt: Callable[[dict[str, bytes], str], dict[str, bytes]]
):
    files = made([1, 2], here)
    name = next(each for each in files if each.endswith(".pf_meta"))
    with pytest.raises(SearchFormatError):
        take_apart(spoilt(files, name))


def test_partial_indexes_of_different_versions_are_refused(here: Language, partials: list[Partial]):
    with pytest.raises(SearchFormatError):
        linked([partials[0], replace(partials[1], version="0.0.0")], here)
