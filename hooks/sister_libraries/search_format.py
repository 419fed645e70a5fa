"""How Pagefind's files are written: CBOR behind a signature, in gzip.

The table is [version, pages, chunks, filters, sorts, names of meta fields], with a fragment's name and its number of
words for a page, and the first word, the last and the file's name for a chunk. A chunk is
[[[word, places, [[form, places] …]] …]], and places are [[steps from the last page, positions, positions in meta
fields] …]. Positions are steps from the last one, too, and begin anew behind a weight, which is below zero; positions
in meta fields likewise behind the number of a field, -1 for the first.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import cbor2
from deflate import DeflateError, gzip_compress, gzip_decompress

if TYPE_CHECKING:
    from collections.abc import Sequence

_SIGNATURE = b"pagefind_dcd"
# A level of libdeflate: it packs chunks better than zlib's best in a quarter of its time.
_LEVEL = 8
_LIST = 0x80  # what the first byte of a list has besides its length


class SearchFormatError(Exception):
    """A file of a search index is not as this version of Pagefind writes it."""


def unpacked(content: bytes) -> bytes:
    """What a file holds. Raises SearchFormatError where it is not packed, or does not begin as Pagefind's do."""
    try:
        plain = bytes(gzip_decompress(content))
    except (DeflateError, ValueError) as error:
        raise SearchFormatError(f"a file is not packed: {error}") from None
    if not plain.startswith(_SIGNATURE):
        raise SearchFormatError("a file has not Pagefind's signature")
    return plain.removeprefix(_SIGNATURE)


def packed(content: bytes, level: int = _LEVEL) -> bytes:
    """A file that holds these bytes."""
    return bytes(gzip_compress(_SIGNATURE + content, level))


def values(content: bytes) -> Any:
    """The values in a file."""
    try:
        return cbor2.loads(unpacked(content))
    except cbor2.CBORDecodeError as error:
        raise SearchFormatError(f"a file is no CBOR: {error}") from None


def fields(value: Any, count: int) -> list[Any]:
    """The items of a list of so many."""
    if not isinstance(value, list) or len(value) != count:
        raise SearchFormatError(f"there is no list of {count} where there should be one")
    return value


def encoded(value: Any) -> bytes:
    """A value as CBOR."""
    return cbor2.dumps(value)


def list_of_numbers(values: Sequence[int]) -> bytes:
    """A list of whole numbers as CBOR; there are very many, and few different ones."""
    return list_of(len(values)) + b"".join(map(_number, values))


_number = cache(encoded)


@cache
def list_of(length: int) -> bytes:
    """What a list of this length begins with."""
    head = encoded(length)  # a whole number's begins alike
    return bytes((_LIST | head[0],)) + head[1:]


@cache
def step(pages: int) -> bytes:
    """What the places on one page begin with, so many pages behind the last."""
    return list_of(3) + encoded(pages)
