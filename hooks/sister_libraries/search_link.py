"""Join the partial search indexes of one language, as Pagefind makes them, into one index, byte by byte.

A partial index knows only its own pages, so it is made anew only when one of them changes; the joined index is a
function of the partial ones alone. Joining also makes a first search light: chunks of words are small, and the table
of pages, which every search loads whole, is written so that it compresses well (decisions/0019).

Pagefind's files are CBOR behind a signature, in gzip. Its table is [version, pages, chunks, filters, sorts, names of
meta fields], with a fragment's name and its number of words for a page, and the first word, the last and the file's
name for a chunk. A chunk is [[[word, places, [[form, places] …]] …]], and places are [[steps from the last page,
positions, positions in meta fields] …]. Raises SearchFormatError when a file is not so.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, groupby, pairwise
from typing import TYPE_CHECKING

from deflate import gzip_compress, gzip_decompress

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

COMMONEST = "library"  # of the kinds of pages
CHUNK = 24_000  # bytes of a chunk before compression, a quarter to a third of it after
_SIGNATURE = b"pagefind_dcd"
# Levels of libdeflate: 8 packs chunks better than zlib's best in a quarter of its time, 10 by another thirtieth in
# twice the time of 8, and Pagefind's program no worse than 12; 12 takes a sixth more off the table.
_LEVEL = 8
_BETTER = 10
_BEST = 12
_KINDS = {"whole number": 0, "text": 3, "list": 4}  # CBOR's major types
_INT = rb"(?:[\x00-\x17\x20-\x37]|[\x18\x38].|[\x19\x39]..|[\x1a\x3a]....)"
_LIST = rb"(?:[\x80-\x97]|\x98.|\x99..|\x9a....)"
# One page's places; lists in it hold numbers only, so the head of the next list ends each.
_PLACE = re.compile(rb"\x83(%s)(%s%s*%s%s*)" % (_INT, _LIST, _INT, _LIST, _INT), re.DOTALL)
# The same without its step: the weight and position of the first place, further ones, and the places in meta fields.
_POSITIONS = re.compile(rb"%s(%s%s)%s*(%s%s*)" % (_LIST, _INT, _INT, _INT, _LIST, _INT), re.DOTALL)


class SearchFormatError(Exception):
    """A file of a search index is not as this version of Pagefind writes it."""


# Where a word stands in one partial index: on how many pages, the first and the last of them, and its places as bytes,
# without the step to the first. A plain tuple, because there are very many.
Places = tuple[int, int, int, bytes]
_STEP = b"\x83"  # what the step to a page begins with, a list of three
_LAST = "\ud7ff"  # what follows is half a character
_FORM = "\0"  # between a word and another form of it, which has places of its own


@dataclass(frozen=True, slots=True)
class Partial:
    """A partial index taken apart: the order of its pages, and where each word stands.

    `addresses` are those of its pages. Two partial indexes of the same pages have the same. `kinds` tell what kind of
    thing each page is of, or nothing.
    """

    version: str
    meta_fields: bytes
    addresses: str
    kinds: tuple[str, ...]
    counts: tuple[int, ...]
    fragments: tuple[bytes, ...]
    words: Mapping[str, Places]


def take_apart(files: Mapping[str, bytes], room: int = sys.maxsize) -> Partial:
    """A partial index from the files that Pagefind made, each by its path.

    Of a word whose places take more than `room` bytes, only the first place on each page is kept: it is on so many
    pages that how often it is there tells nothing, and everybody who asks for it loads all of its places.
    """
    table = _Cursor(_unpacked(_only(files, ".pf_meta")))
    table.head("list")
    version = table.text()
    pages = []
    for _ in range(table.head("list")):
        table.head("list")
        pages.append((table.text(), table.head("whole number")))
    chunks = []
    for _ in range(table.head("list")):
        table.head("list")
        table.text(), table.text()
        chunks.append(table.text())
    for what in ("filters", "sorts"):
        if table.head("list"):
            raise SearchFormatError(f"there are {what}, which are not joined")
    words: dict[str, Places] = {}
    for chunk in chunks:
        words |= _words(_Cursor(_unpacked(files[f"index/{chunk}.pf_index"])), room)
    fragments = tuple(files[f"fragment/{name}.pf_fragment"] for name, _ in pages)
    told = [json.loads(_unpacked(each)) for each in fragments]
    return Partial(
        version=version,
        meta_fields=table.rest(),
        addresses="\n".join(each["url"] for each in told),
        kinds=tuple(each["meta"].get("kind", "") for each in told),
        counts=tuple(count for _, count in pages),
        fragments=fragments,
        words=words,
    )


def fragments(part: Partial, tag: str) -> Iterator[tuple[str, bytes]]:
    """The files of a partial index's pages, as they are in the joined index for the language `tag`."""
    return zip((f"fragment/{name}.pf_fragment" for name in _names(part, tag)), part.fragments, strict=True)


def link(partials: Sequence[Partial], tag: str) -> Iterator[tuple[str, bytes]]:
    """All other files of the one index for the language `tag`; the table is the last."""
    first = partials[0]
    if any((each.version, each.meta_fields) != (first.version, first.meta_fields) for each in partials):
        raise SearchFormatError("partial indexes differ in their version or their meta fields")
    pages = bytearray(_head("list", sum(len(each.counts) for each in partials)))
    for each in partials:
        for name, count in zip(_names(each, tag), each.counts, strict=True):
            pages += _head("list", 2) + _text(name) + _head("whole number", rounded(count))
    chunks = []
    for begin, end, content in bounded(_chunks(_joined(partials))):
        name = f"{tag}/{_name(content)}"
        chunks.append(_head("list", 3) + _text(begin) + _text(end) + _text(name))
        yield f"index/{name}.pf_index", _packed(content)
    table = b"".join(
        (
            *(_head("list", 6), _text(first.version), pages),
            *(_head("list", len(chunks)), *chunks),
            *(_head("list", 0), _head("list", 0), first.meta_fields),
        )
    )
    yield f"pagefind.{tag}_{_name(table)}.pf_meta", _packed(table, _BEST)


def _names(part: Partial, tag: str) -> list[str]:
    """What the files of a partial index's pages are called.

    A name stays while the partial index has the same pages. It ends in the first letter of its page's kind, so a search
    for one kind needs no page of another; but for the commonest, because every letter is a part of the table.
    """
    folder = f"{tag}/{_name(part.addresses.encode())}"
    letters = ("" if kind == COMMONEST else kind[:1] for kind in part.kinds)
    return [f"{folder}/{number}{letter}" for number, letter in enumerate(letters)]


def _joined(partials: Sequence[Partial]) -> Iterator[tuple[str, bytes]]:
    """Every word of the partial indexes in its order, with its entry in a chunk."""
    found: dict[str, list[tuple[int, Places]]] = {}
    offset = 0
    for each in partials:
        for key, places in each.words.items():
            found.setdefault(key, []).append((offset, places))
        offset += len(each.counts)
    ordered = sorted(found, key=str.encode)
    for word, keys in groupby(ordered, key=lambda key: key.partition(_FORM)[0]):
        own, *forms = keys
        variants = [
            _head("list", 2) + _text(form.partition(_FORM)[2]) + _places(found[form]) for form in forms
        ]
        yield (
            word,
            b"".join(
                (_head("list", 3), _text(word), _places(found[own]), _head("list", len(variants)), *variants)
            ),
        )


def _places(parts: Iterable[tuple[int, Places]]) -> bytes:
    """The places of several partial indexes as one list, each moved on by the number of the pages before its own."""
    end = total = 0
    pieces = []
    for offset, (count, first, last, rest) in parts:
        if count:
            pieces += [_head("list", 3), _head("whole number", offset + first - end), rest]
            end = offset + last
            total += count
    return _head("list", total) + b"".join(pieces)


def _chunks(entries: Iterable[tuple[str, bytes]]) -> Iterator[tuple[str, str, bytes]]:
    """Words with their entries, gathered into chunks: the first word of each, the last and the content."""
    words: list[str] = []
    gathered: list[bytes] = []
    size = 0
    for word, entry in entries:
        if words and size + len(entry) > CHUNK:
            yield words[0], words[-1], _chunk(gathered)
            words, gathered, size = [], [], 0
        words.append(word)
        gathered.append(entry)
        size += len(entry)
    if words:
        yield words[0], words[-1], _chunk(gathered)


def bounded(chunks: Iterable[tuple[str, str, bytes]]) -> Iterator[tuple[str, str, bytes]]:
    """The same chunks between shorter texts than their first and last words, which every search would load.

    No word lies between two chunks, so each may begin and end anywhere there.
    """
    begin = ""
    for (first, last, content), (following, _, _) in pairwise(chain(chunks, [("", "", b"")])):
        next_begin = _shortest(following, last)
        yield begin or first, _next(last, next_begin), content
        begin = next_begin


def _shortest(word: str, before: str) -> str:
    """The shortest beginning of a word that comes after the word before it."""
    return next((word[:end] for end in range(1, len(word)) if word[:end] > before), word)


def _next(word: str, limit: str) -> str:
    """A shorter text than a word that comes after it, but before the limit; the word itself where there is none."""
    for end in range(1, len(word)):
        last = word[end - 1]
        if last < _LAST and (moved := word[: end - 1] + chr(ord(last) + 1)) < limit:
            return moved
    return word


def _chunk(entries: Sequence[bytes]) -> bytes:
    return _head("list", 1) + _head("list", len(entries)) + b"".join(entries)


def _words(chunk: _Cursor, room: int = sys.maxsize) -> dict[str, Places]:
    """The words of a chunk and their other forms."""
    words = {}
    chunk.head("list")
    for _ in range(chunk.head("list")):
        chunk.head("list")
        word = chunk.text()
        words[word] = _short(chunk.places(), room)
        for _ in range(chunk.head("list")):
            chunk.head("list")
            form = chunk.text()
            words[f"{word}{_FORM}{form}"] = _short(chunk.places(), room)
    return words


def _short(places: Places, room: int) -> Places:
    """The same places, only the first on each page where all of them take more than `room` bytes."""
    count, first, last, rest = places
    if len(rest) <= room:
        return places

    def only_first(place: re.Match[bytes]) -> bytes:
        positions = _POSITIONS.fullmatch(place[2])  # none where the word is in meta fields only
        kept = _head("list", 2) + positions[1] + positions[2] if positions else place[2]
        return _STEP + place[1] + kept

    return count, first, last, _PLACE.sub(only_first, _STEP + b"\0" + rest)[2:]


class _Cursor:
    """Reads CBOR from its beginning on."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._at = 0

    def head(self, kind: str) -> int:
        """The number, or the length, that an item of this kind begins with."""
        first = self._content[self._at]
        if first >> 5 != _KINDS[kind] or first & 31 > 26:
            raise SearchFormatError(f"byte {self._at} is {first:#x} and begins no {kind}")
        self._at += 1
        length = 1 << (first & 31) - 24 if first & 31 >= 24 else 0
        value = int.from_bytes(self._content[self._at : self._at + length], "big") if length else first & 31
        self._at += length
        return value

    def text(self) -> str:
        """A text."""
        length = self.head("text")
        self._at += length
        return self._content[self._at - length : self._at].decode()

    def places(self) -> Places:
        """A list of places."""
        count = self.head("list")
        if not count:
            return 0, 0, 0, b""
        first = page = rest = 0
        for number in range(count):
            found = _PLACE.match(self._content, self._at)
            if not found:
                raise SearchFormatError(f"byte {self._at} begins no place")
            page += _whole_number(found[1])
            if not number:
                first, rest = page, found.start(2)
            self._at = found.end()
        return count, first, page, self._content[rest : self._at]

    def rest(self) -> bytes:
        """All that has not been read."""
        return self._content[self._at :]


def _whole_number(item: bytes) -> int:
    return item[0] if len(item) == 1 else int.from_bytes(item[1:], "big")


def _head(kind: str, value: int) -> bytes:
    """What an item of CBOR begins with: its kind, and its number or length."""
    kind_bits = _KINDS[kind] << 5
    if value < 24:
        return bytes((kind_bits | value,))
    for extra, length in enumerate((1, 2, 4), 24):
        if value < 1 << 8 * length:
            return bytes((kind_bits | extra,)) + value.to_bytes(length, "big")
    raise SearchFormatError(f"{value} is too large")


def _text(text: str) -> bytes:
    encoded = text.encode()
    return _head("text", len(encoded)) + encoded


def rounded(count: int) -> int:
    """A number of words, to its first two binary digits: ranking asks only how long a page is about."""
    shift = max(count.bit_length() - 2, 0)
    return count >> shift << shift


def _name(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:8]


def _unpacked(content: bytes) -> bytes:
    plain = bytes(gzip_decompress(content))
    if not plain.startswith(_SIGNATURE):
        raise SearchFormatError("a file has not Pagefind's signature")
    return plain.removeprefix(_SIGNATURE)


def _packed(content: bytes, level: int = _LEVEL) -> bytes:
    return bytes(gzip_compress(_SIGNATURE + content, level))


@lru_cache(maxsize=4)
def repacked(content: bytes) -> bytes:
    """A file that Pagefind has compressed, as it is and smaller; remembered, because every part has the same."""
    return bytes(gzip_compress(gzip_decompress(content), _BETTER))


def _only(files: Mapping[str, bytes], ending: str) -> bytes:
    """The one file with this ending."""
    found = [content for name, content in files.items() if name.endswith(ending)]
    if len(found) != 1:
        raise SearchFormatError(f"there are {len(found)} files *{ending}")
    return found[0]
