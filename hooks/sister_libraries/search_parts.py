"""Partial search indexes: records as Pagefind is given them, and the files that it makes, taken apart.

The records of a part are one page for Pagefind, which takes a third of a millisecond for every page whatever it says.
That page is cut again into one for each record: Pagefind says at which word each place is, and a character that no text
holds stands between records. So words come as Pagefind cuts and shortens them, in every language.

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

# What stands behind a record's title, and between records. Python takes both for white space, so `_line` leaves none.
_TITLE_ENDS = "\x1e"
_RECORD_ENDS = "\x1f"
_BETWEEN = "·"  # between the texts of a record, where a reader sees them
_WORD_ENDS = "\u200b"  # in a language that Pagefind cuts into words; in others a space
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
    """A record's page: its address, the kind of thing that it is of, its title, and what else it is found by."""

    url: str
    kind: str
    title: str
    text: str


def record(url: str, found: Page) -> bytes:
    """A record's page as `together` takes it, by the texts that it is found by, each once; its title is the first."""
    title = _line(found.title)
    texts = dict.fromkeys((title, *map(_line, found.found_by)))
    text = f" {_BETWEEN} ".join([*texts][1:])
    return compact_json(_Record(f"/{url}", found.found_as, title, text)).encode()


def together(records: Iterable[bytes], here: Language) -> bytes:
    """The records of a part, as one page that Pagefind takes."""
    payload = {
        "type": "AddRecord",
        "url": "/",
        "content": f" {_RECORD_ENDS} ".join(
            f"{each.title} {_TITLE_ENDS} {each.text}".rstrip() for each in _records(records)
        ),
        "language": here.tag.lower(),
        # Not as a filter: Pagefind writes filters in an order that differs from run to run.
        "meta": {"title": "", "kind": ""},
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
            in_title = [each for field, run in _runs(in_fields) if field == self._title for each in run]
            if positions or in_title:
                places[page] = list_of_numbers(positions[:end]) + _in_title(
                    self._title, [*accumulate(in_title)]
                )
        return places


class _RecordsOfOnePage:
    """The pages of records, cut out of the one that Pagefind was given."""

    def __init__(self, index: _Index, records: Sequence[_Record]) -> None:
        self._title = index.title
        (content,) = index.fragments
        whole = json.loads(unpacked(content))
        ends = _WORD_ENDS if _WORD_ENDS in whole["content"] else " "
        pieces = whole["content"].split(_RECORD_ENDS)
        if len(pieces) != len(records):
            raise SearchFormatError(f"of {len(records)} records there are {len(pieces)}")
        self.told: list[_Told] = []
        self.fragments: list[bytes] = []
        self._starts: list[int] = []  # position of each record's first word in the one page
        self._title_ends: list[int] = []  # and of what stands behind its title
        self._owners: list[int] = []  # the number of the record that each position in the one page belongs to
        self._once: dict[int, list[bytes]] = {}
        for number, (piece, each) in enumerate(zip(pieces, records, strict=True)):
            words = piece.strip(f" {_WORD_ENDS}")
            count = words.count(ends) + 1
            in_title = words.count(ends, 0, words.find(_TITLE_ENDS)) if _TITLE_ENDS in words else count
            self._starts.append(len(self._owners))
            self._title_ends.append(len(self._owners) + in_title)
            self._owners += [number] * (count + 1)  # what stands between records is a word, too
            self.told.append(_Told(each.url, each.kind, count))
            self.fragments.append(_fragment(each, words.replace(_TITLE_ENDS, _BETWEEN), count))
        if len(self._owners) != whole["word_count"] + 1:
            raise SearchFormatError(f"{len(self._owners) - 1} words are {whole['word_count']}")

    def places(self, found: _Found, room: int) -> dict[int, bytes]:
        """The places of a word in each record that has it, as bytes."""
        if not found:  # where only other forms of the word stand
            return {}
        ((_, positions, _),) = found
        if len(positions) == _FIRST:  # nearly half of all words
            weight, at = positions
            return {self._owners[at]: (self._once.get(weight) or self._each_once(weight))[at]}
        runs = [(weight, [*accumulate(steps)]) for weight, steps in _runs(positions)]
        first: dict[int, bytes] = {}  # in each record, as if its first place were the only one
        for weight, run in reversed(runs):
            backwards = run[::-1]  # so the first comes last, and stays
            once = self._once.get(weight) or self._each_once(weight)
            owners = [self._owners[at] for at in backwards]
            first.update(zip(owners, [once[at] for at in backwards], strict=True))
        if len(first) == sum(len(run) for _, run in runs) or _size(first) > room:
            return first
        places = first | self._several(runs)
        return places if _size(places) <= room else first

    def _several(self, runs: Sequence[tuple[int, list[int]]]) -> dict[int, bytes]:
        """The places of a word in those records where it stands several times."""
        numbers: dict[int, list[int]] = {}
        in_title: dict[int, list[int]] = {}
        for weight, run in runs:
            owners = [self._owners[at] for at in run]
            further: dict[int, list[int]] = {}  # steps from the first place on
            for owner, following, at, then in zip(owners, owners[1:], run, run[1:], strict=False):
                if owner == following:
                    further.setdefault(owner, []).append(then - at)
            first = dict(zip(reversed(owners), reversed(run), strict=True))
            for owner in further if len(runs) == 1 else first:
                start, end = self._starts[owner], self._title_ends[owner]
                steps = (first[owner] - start, *further.get(owner, ()))
                numbers.setdefault(owner, []).extend((weight, *steps))
                if first[owner] < end:
                    in_title.setdefault(owner, []).extend(at for at in accumulate(steps) if at < end - start)
        return {
            owner: list_of_numbers(each) + _in_title(self._title, in_title.get(owner, ()))
            for owner, each in numbers.items()
        }

    def _each_once(self, weight: int) -> list[bytes]:
        """For each position in the one page, the places of a word that stands only there in its record."""
        lengths = [end - start for start, end in zip(self._starts, self._title_ends, strict=True)]
        titled = [_once(weight, at, self._title) for at in range(max(lengths))]
        others = [_once(weight, at) for at in range(max(each.length for each in self.told))]
        once: list[bytes] = []
        for in_title, each in zip(lengths, self.told, strict=True):
            once += (*titled[:in_title], *others[in_title : each.length], b"")
        self._once[weight] = once
        return once


def _runs(numbers: list[int]) -> list[tuple[int, list[int]]]:
    """Numbers with what they stand behind, which is below zero: a weight, or the number of a field."""
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
    if not positions:
        return list_of(0)
    ordered = sorted({*positions})
    return list_of_numbers([field, ordered[0], *map(sub, ordered[1:], ordered)])


def _once(weight: int, position: int, title: int = 0) -> bytes:
    """The places of a word that stands once on a page, and that in its `title`, if that has a number."""
    return list_of_numbers([weight, position]) + _in_title(title, [position] if title else [])


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
