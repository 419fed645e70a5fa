"""Pagefind as a service: several indexes one after the other, and what it refuses or leaves behind when it dies."""

import gzip
import json
from collections.abc import Iterator

import pytest

from sister_libraries.search_index import SearchIndexError, SearchIndexes, page


def one(name: str) -> bytes:
    return page(f"{name}/", f'<html lang="en"><body data-pagefind-body><h1>{name}</h1></body></html>')


def addresses(files: dict[str, bytes]) -> set[str]:
    """The addresses of the pages that an index knows."""
    fragments = (gzip.decompress(each) for path, each in files.items() if path.startswith("fragment/"))
    return {json.loads(each.removeprefix(b"pagefind_dcd"))["url"] for each in fragments}


@pytest.fixture
def indexes() -> Iterator[SearchIndexes]:
    with SearchIndexes() as indexes:
        yield indexes


def test_each_index_has_its_own_pages_in_the_order_of_the_lists(indexes: SearchIndexes):
    lists = [[one(f"{letter}{number}") for number in range(3)] for letter in "abcdefg"]
    found = [addresses(files) for files in indexes.files(lists)]
    assert found == [{f"/{letter}{number}/" for number in range(3)} for letter in "abcdefg"]


def test_of_no_list_there_is_no_index(indexes: SearchIndexes):
    assert list(indexes.files([])) == []


def test_pagefind_always_has_the_next_lists(indexes: SearchIndexes):
    """It works while the files of an index are used; no more lists are made than it needs for that."""
    sent: list[str] = []

    def lists() -> Iterator[list[bytes]]:
        for letter in "abcdefg":
            sent.append(letter)
            yield [one(letter)]

    files = indexes.files(lists())
    assert addresses(next(files)) == {"/a/"}
    assert sent == ["a", "b", "c"]
    assert addresses(next(files)) == {"/b/"}
    assert sent == ["a", "b", "c", "d"]


@pytest.mark.parametrize("wrong", [0, 1, 5])
def test_what_pagefind_refuses_is_told(indexes: SearchIndexes, wrong: int):
    lists = [[one(letter)] for letter in "abcdef"]
    lists[wrong] = [b'{"type": "AddNothing"}']
    with pytest.raises(SearchIndexError, match="AddNothing"):
        list(indexes.files(lists))


def test_nobody_waits_for_a_pagefind_that_has_died(indexes: SearchIndexes):
    files = indexes.files([one(letter)] for letter in "abcdef")
    next(files)
    indexes._process.kill()
    with pytest.raises(SearchIndexError, match="Pagefind stopped"):
        list(files)
