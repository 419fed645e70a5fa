"""Partial search indexes: records as Pagefind is given them, and the files that it makes, taken apart.

The records of a part are one page for Pagefind, which takes a third of a millisecond for every page whatever it says.
That page is cut again into one for each record: Pagefind says at which word of a text or a title each place is, and a
character that none holds stands between records. So all comes out as Pagefind would have made it of each alone; only
that it leaves out a page without any word, which here stays.

Raises SearchFormatError when a file is not as this version of Pagefind writes it.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from itertools import accumulate, chain
from operator import sub
from typing import TYPE_CHECKING, NamedTuple

from sister_libraries.compact_json import compact_json
from sister_libraries.search_format import (
    SearchFormatError,
    fields,
    list_of,
    list_of_numbers,
    packed,
    step,
    unpacked,
    values,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sister_libraries.languages import Language
    from sister_libraries.views import Page

# What stands between records. Python takes it for white space, so `_line` leaves none.
_RECORD_ENDS = "\x1e"
_BETWEEN = f" {_RECORD_ENDS} "
_WORD_ENDS = "\u200b"  # in a language that Pagefind cuts into words; in others a space
_NO_TITLE = list_of(0)  # the places in a title of a word that is not in it
_FIRST = 2  # of the positions: a weight, and a place
FORM = "\0"  # between a word and another form of it, which has places of its own

# Where a word stands in one partial index: on how many pages, the first and the last of them, and its places as bytes,
# without the step to the first. A plain tuple, because there are very many.
Places = tuple[int, int, int, bytes]


@dataclass(frozen=True, slots=True)
class Partial:
    """A partial index taken apart: the order of its pages, and where each word stands.

    `addresses` are those of its pages. Two partial indexes of the same pages have the same. `kinds` tell what kind of
    thing each page is of, or nothing.
    """

    version: str
    meta_fields: tuple[str, ...]
    addresses: str
    kinds: tuple[str, ...]
    counts: tuple[int, ...]
    fragments: tuple[bytes, ...]
    words: Mapping[str, Places]


class _Record(NamedTuple):
    """A record's page: its address, the kind of thing that it is of, its title, and what it is found by."""

    url: str
    kind: str
    title: str
    text: str


def record(url: str, found: Page) -> bytes:
    """A record's page as `together` takes it, by the texts that it is found by, or by its title where it has none."""
    title = _line(found.title)
    assert title, url
    texts = [text for text in map(_line, found.found_by) if text] or [title]
    return compact_json(_Record(f"/{url}", found.found_as, title, " · ".join(texts))).encode()


def together(records: Iterable[bytes], here: Language) -> bytes:
    """The records of a part, as one page that Pagefind takes."""
    every = _records(records)
    payload = {
        "type": "AddRecord",
        "url": "/",
        "content": _BETWEEN.join(each.text for each in every),
        "language": here.tag.lower(),
        # Not as a filter: Pagefind writes filters in an order that differs from run to run.
        "meta": {"title": _BETWEEN.join(each.title for each in every), "kind": ""},
        "filters": {},
        "sort": {},
    }
    return compact_json(payload).encode()


def _line(text: str) -> str:
    return " ".join(text.split())


def _records(records: Iterable[bytes]) -> list[_Record]:
    return [_Record(*json.loads(each)) for each in records]


def take_apart(
    files: Mapping[str, bytes], room: int = sys.maxsize, records: Iterable[bytes] | None = None
) -> Partial:
    """A partial index from the files that Pagefind made, each by its path: of these records, or of pages by themselves.

    Of a word whose places take more than `room` bytes, only the first place on each page is kept: it is on so many
    pages that how often it is there tells nothing, and everybody who asks for it loads all of its places.
    """
    try:
        return _taken_apart(files, room, records)
    except (LookupError, TypeError, ValueError) as error:
        raise SearchFormatError(f"a file is not as it was: {error!r}") from error


def _taken_apart(files: Mapping[str, bytes], room: int, records: Iterable[bytes] | None) -> Partial:
    index = _Index(files)
    pages = _Pages(index) if records is None else _RecordsOfOnePage(index, _records(records))
    words = {}
    for word, found, forms in index.words():
        own = _places(pages.places(found, room))
        # A word may stand nowhere but in a field that is not searched, or in other forms only.
        if forms or own[0]:
            words[word] = own
        for form, found_so in forms:
            words[f"{word}{FORM}{form}"] = _places(pages.places(found_so, room))
    return Partial(
        version=index.version,
        meta_fields=index.meta_fields,
        addresses="\n".join(each.url for each in pages.told),
        kinds=tuple(each.kind for each in pages.told),
        counts=tuple(each.length for each in pages.told),
        fragments=tuple(pages.fragments),
        words=words,
    )


# Where Pagefind says that a word stands: steps from page to page, the positions there, and those in meta fields.
_Found = list[tuple[int, list[int], list[int]]]


class _Index:
    """The files of an index that Pagefind made, read."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._files = files
        tables = [content for name, content in files.items() if name.endswith(".pf_meta")]
        if len(tables) != 1:
            raise SearchFormatError(f"there are {len(tables)} tables")
        version, pages, chunks, *filters_and_sorts, meta_fields = fields(values(tables[0]), 6)
        if any(filters_and_sorts):
            raise SearchFormatError("there are filters or sorts, which are not joined")
        self.version: str = version
        self.meta_fields: tuple[str, ...] = tuple(meta_fields)
        self.fragments = [files[f"fragment/{name}.pf_fragment"] for name, _ in pages]
        self._chunks = [name for _, _, name in chunks]
        # Only titles are searched, of the fields: what kind of thing a page is of stands there in English, as a code.
        self.title = -1 - meta_fields.index("title")

    def words(self) -> Iterator[tuple[str, _Found, list[tuple[str, _Found]]]]:
        """Every word, where it stands, and where its other forms do."""
        for name in self._chunks:
            (words,) = fields(values(self._files[f"index/{name}.pf_index"]), 1)
            yield from words


class _Told(NamedTuple):
    """What the joined index must know of a page."""

    url: str
    kind: str
    length: int  # in words


class _Pages:
    """Pages that Pagefind was given one by one."""

    def __init__(self, index: _Index) -> None:
        self._title = index.title
        self.fragments = index.fragments
        told = [json.loads(unpacked(each)) for each in index.fragments]
        self.told = [_Told(each["url"], each["meta"].get("kind", ""), each["word_count"]) for each in told]

    def places(self, found: _Found, room: int) -> dict[int, bytes]:
        """The places of a word on each page that has it, as bytes."""
        every = self._so_many(found, sys.maxsize)
        return every if _size(every) <= room else self._so_many(found, _FIRST)

    def _so_many(self, found: _Found, end: int) -> dict[int, bytes]:
        page, places = 0, {}
        for steps, positions, in_fields in found:
            page += steps
            in_title = [
                at for field, run in _runs(in_fields) if field == self._title for at in accumulate(run)
            ]
            if positions or in_title:
                places[page] = list_of_numbers(positions[:end]) + _in_title(self._title, in_title)
        return places


class _RecordsOfOnePage:
    """The pages of records, cut out of the one that Pagefind was given."""

    def __init__(self, index: _Index, records: Sequence[_Record]) -> None:
        self._title = index.title
        (content,) = index.fragments
        whole = json.loads(unpacked(content))
        ends = _WORD_ENDS if _WORD_ENDS in whole["content"] else " "
        pieces = [each.strip(f" {_WORD_ENDS}") for each in whole["content"].split(_RECORD_ENDS)]
        self._texts = _Row([each.count(ends) + 1 for each in pieces])
        self._titles = _Row([each.title.count(" ") + 1 for each in records])
        if len(pieces) != len(records):
            raise SearchFormatError(f"of {len(records)} records there are {len(pieces)}")
        if whole["meta"]["title"] != _BETWEEN.join(each.title for each in records):
            raise SearchFormatError("the titles of records are not what Pagefind was given")
        if len(self._texts.owners) != whole["word_count"]:
            raise SearchFormatError(f"{len(self._texts.owners)} words are {whole['word_count']}")
        self.told = [
            _Told(each.url, each.kind, length)
            for each, length in zip(records, self._texts.lengths, strict=True)
        ]
        self.fragments = [
            _fragment(each, text, length)
            for each, text, length in zip(records, pieces, self._texts.lengths, strict=True)
        ]
        self._once: dict[int, list[bytes]] = {}

    def places(self, found: _Found, room: int) -> dict[int, bytes]:
        """The places of a word in each record that has it, as bytes."""
        if not found:  # where only other forms of the word stand
            return {}
        ((_, positions, in_fields),) = found
        if len(positions) == _FIRST and not in_fields:  # nearly half of all words
            weight, at = positions
            return {self._texts.owners[at]: self._each_once(weight)[at]}
        titles = self._in_titles(in_fields)
        runs = [(weight, [*accumulate(steps)]) for weight, steps in _runs(positions)]
        first: dict[int, bytes] = {}  # in each record, as if its first place were the only one
        for weight, run in reversed(runs):
            backwards = run[::-1]  # so the first comes last, and stays
            once = self._each_once(weight)
            owners = [self._texts.owners[at] for at in backwards]
            first.update(zip(owners, [once[at] for at in backwards], strict=True))
        short = _with_titles(first, titles)
        if len(first) == sum(len(run) for _, run in runs) or _size(short) > room:
            return short
        every = _with_titles(first | self._several(runs), titles)
        return every if _size(every) <= room else short

    def _several(self, runs: Sequence[tuple[int, list[int]]]) -> dict[int, bytes]:
        """The places of a word in those records where it stands several times, or with several weights."""
        numbers: dict[int, list[int]] = {}
        for weight, run in runs:
            owners = [self._texts.owners[at] for at in run]
            further: dict[int, list[int]] = {}  # steps from the first place on
            for owner, following, at, then in zip(owners, owners[1:], run, run[1:], strict=False):
                if owner == following:
                    further.setdefault(owner, []).append(then - at)
            first = dict(zip(reversed(owners), reversed(run), strict=True))
            for owner in further if len(runs) == 1 else first:
                steps = (first[owner] - self._texts.starts[owner], *further.get(owner, ()))
                numbers.setdefault(owner, []).extend((weight, *steps))
        return {owner: list_of_numbers(each) + _NO_TITLE for owner, each in numbers.items()}

    def _in_titles(self, in_fields: list[int]) -> dict[int, bytes]:
        """The places of a word in the titles of records, as bytes."""
        places: dict[int, list[int]] = {}
        for field, run in _runs(in_fields):
            for at in accumulate(run) if field == self._title else ():
                owner = self._titles.owners[at]
                places.setdefault(owner, []).append(at - self._titles.starts[owner])
        return {owner: _in_title(self._title, each) for owner, each in places.items()}

    def _each_once(self, weight: int) -> list[bytes]:
        """For each position in the one page, the places of a word that stands only there in its record."""
        if weight not in self._once:
            once = [list_of_numbers([weight, at]) + _NO_TITLE for at in range(max(self._texts.lengths))]
            rows = ([*once[:length], b""] for length in self._texts.lengths)
            self._once[weight] = [*chain.from_iterable(rows)]
        return self._once[weight]


class _Row:
    """Texts of so many words in a row, with a word between each and the next."""

    def __init__(self, lengths: list[int]) -> None:
        self.lengths = lengths
        self.starts = [0, *accumulate(length + 1 for length in lengths)]  # position of each one's first word
        self.owners: list[int] = []  # the number of the text that each position belongs to
        for number, length in enumerate(lengths):
            self.owners += [number] * (length + 1)
        self.owners.pop()  # behind the last stands nothing


def _runs(numbers: list[int]) -> list[tuple[int, list[int]]]:
    """Numbers with what they stand behind, which is below zero: a weight, or the number of a field."""
    if numbers and numbers[0] >= 0:
        raise SearchFormatError(f"{numbers[0]} stands behind nothing")
    if numbers and min(numbers[1:], default=0) >= 0:
        return [(numbers[0], numbers[1:])]
    runs: list[tuple[int, list[int]]] = []
    for each in numbers:
        if each < 0:
            runs.append((each, []))
        else:
            runs[-1][1].append(each)
    return runs


def _in_title(field: int, positions: Sequence[int]) -> bytes:
    """The places of a word in a title, whose number among the fields is given."""
    steps = [field, *positions[:1], *map(sub, positions[1:], positions)]
    return list_of_numbers(steps) if positions else _NO_TITLE


def _with_titles(places: dict[int, bytes], titles: Mapping[int, bytes]) -> dict[int, bytes]:
    """The places of a word with those in the titles of records, where it may stand alone."""
    if not titles:
        return places
    nowhere = list_of(0) + _NO_TITLE
    return places | {
        owner: places.get(owner, nowhere).removesuffix(_NO_TITLE) + each for owner, each in titles.items()
    }


def _size(places: Mapping[int, bytes]) -> int:
    return sum(map(len, places.values()))


def _fragment(record: _Record, content: str, count: int) -> bytes:
    """The file by which a browser shows a page."""
    told = {
        "url": record.url,
        "content": content,
        "word_count": count,
        "filters": {},
        "meta": {"kind": record.kind, "title": record.title},
        "anchors": [],
    }
    return packed(compact_json(told).encode())


def _places(places: Mapping[int, bytes]) -> Places:
    """Where a word stands, of its places on each page that has it."""
    if not places:
        return 0, 0, 0, b""
    if len(places) == 1:
        ((page, content),) = places.items()
        return 1, page, page, content
    pages = sorted(places)
    contents = map(places.__getitem__, pages)
    steps = map(step, map(sub, pages[1:], pages))
    whole = b"".join((next(contents), *chain.from_iterable(zip(steps, contents, strict=True))))
    return len(pages), pages[0], pages[-1], whole
