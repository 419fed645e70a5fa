"""Partial search indexes, joined, are what Pagefind makes of the whole."""

from __future__ import annotations

import gzip
import json
import pickle
import re
import zlib
from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import chain

import pytest
from builders import ROOT
from hypothesis import given
from hypothesis import strategies as st

from sister_libraries.languages import Language, site_languages
from sister_libraries.search_format import SearchFormatError, unpacked, values
from sister_libraries.search_index import SearchIndexes
from sister_libraries.search_link import CHUNK, bounded, fragments, link
from sister_libraries.search_parts import Partial, record, take_apart, together
from sister_libraries.views import Page

TEXTS = {
    "en": ["Café library {0}", "A libraries' cafe with {0} books", "Picture books, {0}, book {1}", "Łódź lodz {0} {1}"],
    "zh": ["友好图书馆 {0} 与姐妹图书馆", "儿童绘本 {0}，口述历史", "上海图书馆的馆员交流 {1}", "图书馆 Łódź {0}"],
}  # fmt: skip


def page(number: int, here: Language) -> Page:
    """A page of a record, alike for a number."""
    texts = [each.format(number, number * number) for each in TEXTS[here.code][: number % 4 + 1]]
    return Page(texts[0], "", "", {}, found_as="library", found_by=tuple(texts * (number % 3 + 1)))


def records(numbers: Iterable[int], here: Language) -> list[bytes]:
    return [record(f"{here.prefix}libraries/{number}/", page(number, here)) for number in numbers]


def made(records: list[bytes], here: Language) -> dict[str, bytes]:
    """The files that Pagefind makes of some records."""
    with SearchIndexes() as indexes:
        return next(indexes.files([[together(records, here)]]))


def part(numbers: Iterable[int], here: Language) -> Partial:
    """The partial index of some records."""
    found = records(numbers, here)
    return take_apart(made(found, here), records=found)


def linked(partials: list[Partial], here: Language) -> dict[str, bytes]:
    """The files of the joined index."""
    tag = here.tag.lower()
    return dict(chain(*(fragments(each, tag) for each in partials), link(partials, tag)))


def chunk_bounds(files: dict[str, bytes]) -> list[tuple[str, str]]:
    """Between which texts each chunk lies, as the table says."""
    _, _, chunks, *_ = values(next(each for path, each in files.items() if path.endswith(".pf_meta")))
    return [(first, last) for first, last, _ in chunks]


def words_of_chunks(files: dict[str, bytes]) -> list[list[str]]:
    """The words of every chunk, without their other forms, in the order of the chunks."""
    chunks = [values(each) for path, each in files.items() if path.endswith(".pf_index")]
    return [[word for word, _, _ in words] for (words,) in chunks]


PARTS = (range(0, 300), range(300, 301), range(301, 700))


@pytest.fixture(scope="module", params=[each.code for each in site_languages()])
def here(request: pytest.FixtureRequest) -> Language:
    return next(each for each in site_languages() if each.code == request.param)


@pytest.fixture(scope="module")
def partials(here: Language) -> list[Partial]:
    return [part(numbers, here) for numbers in PARTS]


def test_joined_partial_indexes_are_the_index_of_the_whole(here: Language, partials: list[Partial]):
    whole = part(chain(*PARTS), here)
    joined = take_apart(linked(partials, here))
    assert joined.words == whole.words
    assert any("\0" in word for word in whole.words), "no word has another form"
    assert (joined.version, joined.meta_fields) == (whole.version, whole.meta_fields)
    assert joined.addresses == whole.addresses
    assert joined.kinds == whole.kinds == ("library",) * len(whole.counts)
    assert joined.fragments == whole.fragments


def test_the_name_of_a_page_s_file_tells_what_kind_of_thing_it_is_of(here: Language):
    kinds = ("story", "library", "place")
    pages = [replace(page(number, here), found_as=kind) for number, kind in enumerate(kinds)]
    found = [record(f"{here.prefix}{number}/", each) for number, each in enumerate(pages)]
    files = linked([take_apart(made(found, here), records=found)], here)
    told = {path: content for path, content in files.items() if path.startswith("fragment/")}
    assert len(told) == len(pages)
    for path, content in told.items():
        kind = json.loads(unpacked(content))["meta"]["kind"]
        letter = "" if kind == "library" else kind[0]
        assert re.search(rf"/\d+{letter}\.pf_fragment$", path)


def test_kinds_begin_with_different_letters():
    form = (ROOT / "overrides" / "records" / "fillings" / "search.html").read_text(encoding="utf-8")
    kinds = re.findall(r'name="kind" value="(\w+)"', form)
    assert len(kinds) == len({each[0] for each in kinds}) > 3


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
    anew = [partials[0], part(PARTS[1], here), partials[2]]
    assert linked(anew, here) == linked(partials, here)


def test_a_page_that_changes_leaves_the_others_where_they_are(here: Language, partials: list[Partial]):
    changed = replace(partials[1], fragments=(zlib.compress(b"another"),))
    before, after = linked(partials, here), linked([partials[0], changed, partials[2]], here)
    assert before.keys() == after.keys()
    assert len([path for path in before if before[path] != after[path]]) == 1


def test_a_page_more_renames_only_what_is_in_its_partial_index(here: Language, partials: list[Partial]):
    def fragments(files: dict[str, bytes]) -> set[str]:
        return {path for path in files if path.startswith("fragment/")}

    more = [partials[0], part([300, 900], here), partials[2]]
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
    files = made(records([1, 2], here), here)
    name = next(each for each in files if each.endswith(".pf_meta"))
    with pytest.raises(SearchFormatError):
        take_apart(spoilt(files, name))


def test_partial_indexes_of_different_versions_are_refused(here: Language, partials: list[Partial]):
    with pytest.raises(SearchFormatError):
        linked([partials[0], replace(partials[1], version="0.0.0")], here)


def test_of_a_word_on_very_many_pages_only_the_first_place_on_each_is_kept(here: Language):
    found = records(PARTS[0], here)
    files = made(found, here)
    whole, short = (take_apart(files, room, found) for room in (CHUNK, 800))
    (often, places), *_ = sorted(whole.words.items(), key=lambda each: -len(each[1][3]))
    count, first, last, rest = short.words[often]
    assert (count, first, last) == places[:3]
    assert len(rest) < len(places[3])
    assert short.words != whole.words
    for word, kept in short.words.items():
        if len(whole.words[word][3]) <= 800:
            assert kept == whole.words[word]
    again = take_apart(linked([short], here), 800)
    assert again.words == short.words  # every list is whole


def test_every_word_lies_within_the_bounds_of_its_chunk_alone(here: Language, partials: list[Partial]):
    files = linked(partials, here)
    bounds = chunk_bounds(files)
    assert [each for pair in bounds for each in pair] == sorted(each for pair in bounds for each in pair)
    for (begin, end), words in zip(bounds, words_of_chunks(files), strict=True):
        assert begin <= min(words)
        assert max(words) <= end


def test_bounds_of_chunks_are_short(here: Language, partials: list[Partial]):
    files = linked(partials, here)
    exact = sum(len(min(words)) + len(max(words)) for words in words_of_chunks(files))
    assert sum(len(begin) + len(end) for begin, end in chunk_bounds(files)) < exact


@given(st.lists(st.text(min_size=1), min_size=2, max_size=8, unique=True))
def test_bounds_part_any_words(words: list[str]):
    words = sorted(word for word in words if word.isprintable()) or ["a"]
    bounds = [(begin, end) for begin, end, _ in bounded((each, each, b"") for each in words)]
    flat = [each for pair in bounds for each in pair]
    assert flat == sorted(flat)
    assert len({end for _, end in bounds} | {begin for begin, _ in bounds[1:]}) >= len(bounds)
    for word, (begin, end) in zip(words, bounds, strict=True):
        assert begin <= word <= end
        assert [pair for pair in bounds if pair[0] <= word <= pair[1]] == [(begin, end)]
        end.encode()  # half a character could not be written
