"""The index of one language: which parts are made, and that what is kept makes the same files."""

import json
import re
import threading
from collections.abc import Iterable
from pathlib import Path

import pytest

from sister_libraries import search
from sister_libraries.kept import Kept
from sister_libraries.languages import Language, site_languages
from sister_libraries.search_index import SearchIndexes, page
from sister_libraries.search_parts import record
from sister_libraries.views import Page

HERE = site_languages()[0]
MANY = 4 * search.PART  # libraries of a catalogue with four parts of records


def written(text: str) -> dict[str, bytes]:
    """A hand-written page, by its address."""
    body = (
        f'<body data-pagefind-body><h1>Why</h1><p>{text}</p><i data-pagefind-meta="kind">guidance</i></body>'
    )
    return {"why/": page("why/", f'<html lang="{HERE.tag}">{body}</html>')}


PAGE = Page("A", "", "", {}, found_as="library", found_by=("a",))


def records(*names: str) -> dict[str, bytes]:
    return {
        f"libraries/{name}/": record(
            f"libraries/{name}/", Page(name, "", "", {}, found_as="library", found_by=(name,))
        )
        for name in names
    }


NAMES = [f"library-{number}" for number in range(20)]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Of how many pages each index was that Pagefind was asked for."""
    sizes = []
    ask = SearchIndexes.ask

    def count(indexes: SearchIndexes, found: Iterable[bytes]) -> None:
        texts = list(found)
        sizes.append(len(texts))
        ask(indexes, texts)

    monkeypatch.setattr(SearchIndexes, "ask", count)
    return sizes


def files(kept: Kept | None, text: str, names: Iterable[str], libraries: int = MANY) -> dict[str, bytes]:
    with search.Search(HERE, kept, libraries) as index:
        index.begin(written(text))
        return dict(index.files(records(*names))) | {"entry": index.entry}


def test_pagefind_begins_with_the_hand_written_pages(asked: list[int]):
    with search.Search(HERE, None, MANY) as index:
        index.begin(written("Friends"))
        assert asked == [1]
        list(index.files(records(*NAMES)))
    assert asked == [1, 1, 1, 1, 1], "the records of a part are one page for Pagefind"


def test_only_parts_that_come_out_otherwise_are_made_again(tmp_path: Path, asked: list[int]):
    kept = Kept(tmp_path, b"key")
    before = files(kept, "Friends", NAMES)
    asked.clear()
    assert files(kept, "Friends", NAMES) == before
    assert asked == []
    changed = files(kept, "Friends abroad", NAMES)
    assert asked == [1]
    assert changed == files(None, "Friends abroad", NAMES) != before
    asked.clear()
    assert files(kept, "Friends abroad", [*NAMES, "one-more"]) == files(
        None, "Friends abroad", [*NAMES, "one-more"]
    )
    assert len(asked) == 1 + 5  # the part that it falls to, and all where nothing is kept


def test_another_number_of_parts_keeps_none(tmp_path: Path, asked: list[int]):
    kept = Kept(tmp_path, b"key")
    files(kept, "Friends", NAMES)
    asked.clear()
    whole = files(None, "Friends", NAMES, 2 * MANY)
    wanted = sorted(asked)
    asked.clear()
    assert files(kept, "Friends", NAMES, 2 * MANY) == whole
    assert sorted(asked) == wanted


@pytest.mark.parametrize("names", [[], ["alone"]])
def test_there_may_be_few_records_or_none(names: list[str]):
    found = files(None, "Friends", names, 0)
    assert sum(name.startswith("fragment/") for name in found) == 1 + len(names)


def test_there_may_be_no_hand_written_page():
    """As in a language that has only been begun."""
    with search.Search(HERE, None, MANY) as index:
        index.begin({})
        found = dict(index.files(records(*NAMES)))
    assert sum(name.startswith("fragment/") for name in found) == len(NAMES)


def test_a_hand_written_page_may_have_a_picture():
    picture = """<img src="map.png" alt="'A map' > a list" title='"A map" > a list'>"""
    assert page("why/", f"{picture}Friends") == page("why/", "Friends")
    found = files(None, f"{picture}Friends", NAMES)
    assert sum(name.startswith("fragment/") for name in found) == 1 + len(NAMES)


@pytest.mark.parametrize("here", site_languages(), ids=lambda each: each.code)
def test_only_what_browsers_load_is_published(here: Language):
    """Pagefind's script, and its program with the language's stemmer or the one without any."""
    with search.Search(here, None, MANY) as index:
        index.begin({})
        found = dict(index.files({"libraries/a/": record("a/", PAGE)}))
    program = json.loads(index.entry)["languages"][here.tag.lower()]["wasm"] or "unknown"
    others = re.compile(r"fragment/|index/|.*\.pf_meta$")
    names = {name for name in found if not others.match(name)}
    assert names == {"pagefind.js", f"wasm.{program}.pagefind"}


def test_pagefind_ends_with_a_build_that_fails():
    threads = threading.active_count()
    with pytest.raises(KeyError), search.Search(HERE, None, MANY) as index:
        index.begin(written("Friends"))
        process = index._pagefind()._process
        assert process.poll() is None
        raise KeyError
    assert process.poll() is not None
    assert threading.active_count() == threads
