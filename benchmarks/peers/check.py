"""Check that a peer's pages say what ours say, and compare their bytes.

A peer with templates must print the same texts and links, page for page; one that is given Markdown must print
every fact. Raises Different with the first pages where that is not so.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from benchmarks.peers.facts import kinds, texts
from sister_libraries.languages import language

_TAG = re.compile(r"<[^>]*>")
_ADDRESS = re.compile(r'\shref="?([^"\s>]*)')
_MARKS = re.compile(r"[\s\W]+")
CODE = "problem"  # pages with examples of code, which plain.py does not mark as such
SHOWN, LONGEST = 3, 400  # differences that a message tells, and how many characters of them


class Different(Exception):
    """A peer's pages are not the same as ours."""


@dataclass(frozen=True)
class Compared:
    """How many pages were compared, and the bytes of all pages of records, theirs and ours."""

    pages: int
    bytes: int
    our_bytes: int

    @property
    def ratio(self) -> float:
        """Their bytes for one of ours."""
        return self.bytes / self.our_bytes


def compare(
    records: Path, ours: Path, theirs: Path, where: dict[str, str], every: int, exact: bool
) -> Compared:
    """Compare the pages of `records` in two built sites; the text of one in `every` is read, the size of all.

    `where` leads to each language's pages in their site.
    """
    pages = size = our_size = 0
    wrong = []
    for number, (kind, code, entry) in enumerate(_entries(records)):
        path = f"{entry['page']['path']}index.html"
        own = ours / language(code).prefix / path
        other = theirs / where[code] / path
        if not other.exists():
            raise Different(f"{other} is missing")
        our_size += own.stat().st_size
        size += other.stat().st_size
        if number % every or (kind == CODE and not exact):
            continue
        pages += 1
        found = other.read_text(encoding="utf-8")
        lacking = unlike(own.read_text(encoding="utf-8"), found) if exact else missing(texts(entry), found)
        if lacking:
            wrong.append(f"{other}: {str(lacking[:SHOWN])[:LONGEST]}")
    if wrong:
        raise Different(f"{len(wrong)} of {pages} pages differ:\n" + "\n".join(wrong[:SHOWN]))
    return Compared(pages, size, our_size)


def _entries(records: Path) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for kind, code, path in kinds(records):
        for entry in json.loads(path.read_text(encoding="utf-8")):
            yield kind, code, entry


def unlike(ours: str, theirs: str) -> list[str]:
    """The texts and links in which two pages differ; spaces do not count."""
    found = []
    for read in (words, links):
        left, right = read(ours), read(theirs)
        if left != right:
            found += [f"{a!r} ≠ {b!r}" for a, b in zip(left, right, strict=False) if a != b]
            found += [f"{len(left)} ≠ {len(right)} {read.__name__}"] * (len(left) != len(right))
    return found


def words(page: str) -> list[str]:
    """The texts of a page between its tags."""
    said = (" ".join(html.unescape(each).split()) for each in _TAG.split(page))
    return [each for each in said if each]


def links(page: str) -> list[str]:
    """The addresses that a page leads to."""
    return [unquote(html.unescape(each)) for each in _ADDRESS.findall(page)]


def missing(wanted: Iterable[str], page: str) -> list[str]:
    """The texts that a page does not print; marks do not count, of which Markdown takes some for its own."""
    said = _letters(html.unescape(_TAG.sub("", page)))
    return [each for each in wanted if _letters(each) not in said]


def _letters(text: str) -> str:
    return _MARKS.sub("", text).replace("_", "")
