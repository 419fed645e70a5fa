"""Join the partial search indexes of one language, as Pagefind makes them, into one index, byte by byte.

A partial index knows only its own pages, so it is made anew only when one of them changes; the joined index is a
function of the partial ones alone. Joining also makes a first search light: chunks of words are small, and the table
of pages, which every search loads whole, is written so that it compresses well (decisions/0019). Raises
SearchFormatError where partial indexes do not fit together.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from itertools import chain, groupby, pairwise
from typing import TYPE_CHECKING

from deflate import gzip_compress, gzip_decompress

from sister_libraries.search_format import SearchFormatError, encoded, list_of, packed, step
from sister_libraries.search_parts import FORM

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sister_libraries.search_parts import Partial, Places

COMMONEST = "library"  # of the kinds of pages
CHUNK = 24_000  # bytes of a chunk before compression, a quarter to a third of it after
# Levels of libdeflate: 10 packs Pagefind's program no worse than 12, which takes a sixth more off the table than 8.
_BETTER = 10
_BEST = 12
_LAST = "\ud7ff"  # what follows is half a character


def fragments(part: Partial, tag: str) -> Iterator[tuple[str, bytes]]:
    """The files of a partial index's pages, as they are in the joined index for the language `tag`."""
    return zip((f"fragment/{name}.pf_fragment" for name in _names(part, tag)), part.fragments, strict=True)


def link(partials: Sequence[Partial], tag: str) -> Iterator[tuple[str, bytes]]:
    """All other files of the one index for the language `tag`; the table is the last."""
    first = partials[0]
    if any((each.version, each.meta_fields) != (first.version, first.meta_fields) for each in partials):
        raise SearchFormatError("partial indexes differ in their version or their meta fields")
    pages = [
        (name, rounded(count))
        for each in partials
        for name, count in zip(_names(each, tag), each.counts, strict=True)
    ]
    chunks = []
    for begin, end, content in bounded(_chunks(_joined(partials))):
        name = f"{tag}/{_name(content)}"
        chunks.append((begin, end, name))
        yield f"index/{name}.pf_index", packed(content)
    table = encoded((first.version, pages, chunks, (), (), first.meta_fields))
    yield f"pagefind.{tag}_{_name(table)}.pf_meta", packed(table, _BEST)


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
    for word, keys in groupby(ordered, key=lambda key: key.partition(FORM)[0]):
        own, *forms = keys
        pieces = [list_of(3), encoded(word), *_places(found[own]), list_of(len(forms))]
        for form in forms:
            pieces += (list_of(2), encoded(form.partition(FORM)[2]), *_places(found[form]))
        yield word, b"".join(pieces)


def _places(parts: Iterable[tuple[int, Places]]) -> Iterator[bytes]:
    """The places of several partial indexes as one list, each moved on by the number of the pages before its own."""
    end = total = 0
    pieces: list[bytes] = []
    for offset, (count, first, last, rest) in parts:
        if count:
            pieces += (step(offset + first - end), rest)
            end = offset + last
            total += count
    return chain((list_of(total),), pieces)


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
    return list_of(1) + list_of(len(entries)) + b"".join(entries)


def rounded(count: int) -> int:
    """A number of words, to its first two binary digits: ranking asks only how long a page is about."""
    shift = max(count.bit_length() - 2, 0)
    return count >> shift << shift


def _name(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:8]


@lru_cache(maxsize=4)
def repacked(content: bytes) -> bytes:
    """A file that Pagefind has compressed, as it is and smaller; remembered, because every part has the same."""
    return bytes(gzip_compress(gzip_decompress(content), _BETTER))
