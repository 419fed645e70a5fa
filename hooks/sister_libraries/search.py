"""What search needs of one language: an index in parts, of which only those are made whose pages have changed.

Hand-written pages are one part; a record's page is in one of the others by its address. The parts are joined into one
index, so readers notice nothing of them (decisions/0019).
"""

from __future__ import annotations

import json
import os
import re
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zlib import crc32

from sister_libraries.inputs import digest
from sister_libraries.languages import site_languages
from sister_libraries.published import SEARCH_SWITCH
from sister_libraries.search_index import ENTRY, SearchIndexes
from sister_libraries.search_link import CHUNK, fragments, link, repacked, rounded
from sister_libraries.search_parts import take_apart, together

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from types import TracebackType

    from sister_libraries.kept import Kept
    from sister_libraries.languages import Language
    from sister_libraries.search_parts import Partial


# Libraries of a part, at the least, where there are several; there are 1, 2, 4, 8 … parts, so that few changes move
# pages between them.
PART = 200
_WRITTEN = "written"  # the name of the part of the hand-written pages
# The files that differ from part to part, and Pagefind's programs.
_NOT_COMMON = re.compile(r"fragment/|index/|.*\.pf_meta$|wasm\.")


def wanted() -> bool:
    """Whether there is to be a search index."""
    return os.environ.get(SEARCH_SWITCH) != "no"


@dataclass(frozen=True)
class _Part:
    """A part as it is kept: the digest of the pages' texts, the part, and what is the same in every part."""

    key: bytes
    partial: Partial
    common: Mapping[str, bytes]


class Search:
    """The index of one language in the making; used in a `with` block, during which Pagefind may run.

    `kept` is what earlier builds have left; a part that is made anew is kept, too. The more `libraries` there are, the
    more parts.
    """

    def __init__(self, here: Language, kept: Kept | None, libraries: int) -> None:
        self._here = here
        self._tag = here.tag.lower()
        self._kept = kept
        self._number = 1 << max(libraries // PART, 1).bit_length() - 1  # of the parts that hold records
        self._running = ExitStack()
        self._indexes: SearchIndexes | None = None
        self._keys: dict[str, bytes] = {}  # of every part, by its name
        self._parts: dict[str, _Part] = {}  # those that are there already
        self.entry = b""

    def __enter__(self) -> Search:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._running.close()

    def begin(self, written: Mapping[str, bytes]) -> None:
        """Have Pagefind make the part of the hand-written pages, by their addresses, while others are still made.

        To read its Chinese dictionary alone takes it a third of a second.
        """
        # There may be none, in a language that has only been begun; Pagefind makes no index of nothing.
        for texts in self._missing({_WRITTEN: [*written.values()]} if written else {}).values():
            self._pagefind().ask(texts)

    def files(self, records: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
        """The files of the index of the hand-written pages and of these, of records, as soon as they are there.

        When all have come, `entry` is the entry file.
        """
        texts: dict[str, list[bytes]] = {}
        for address, text in records.items():
            texts.setdefault(str(crc32(address.encode()) % self._number), []).append(text)
        missing = self._missing(texts)
        for part in self._parts.values():
            yield from fragments(part.partial, self._tag)
        # In the order in which Pagefind is asked, for what `begin` asked for first.
        names = [name for name in self._keys if name not in self._parts]
        if names:
            asked = ([together(each, self._here)] for each in missing.values())
            for name, made in zip(names, self._pagefind().files(asked), strict=True):
                self._parts[name] = part = self._part(name, made, missing.get(name))
                yield from fragments(part.partial, self._tag)  # while Pagefind makes the next
                if self._kept:
                    self._kept.save(f"{self._here.code}-{name}", part)
        yield from self._linked([self._parts[name] for name in self._keys])

    def _missing(self, texts: Mapping[str, list[bytes]]) -> dict[str, list[bytes]]:
        """Note these parts, take those that are kept as they would come out, and give the texts of the others."""
        missing = {}
        for name in sorted(texts):
            self._keys[name] = key = digest(str(self._number), *texts[name])
            known = self._kept.load(f"{self._here.code}-{name}") if self._kept else None
            if known and known.key == key:
                self._parts[name] = known
            else:
                # Pages of about one length in a row: so the table, where lengths stand, compresses better.
                missing[name] = sorted(texts[name], key=lambda text: rounded(len(text)))
        return missing

    def _pagefind(self) -> SearchIndexes:
        if not self._indexes:
            # Another core for each language, because they are made side by side.
            core = site_languages().index(self._here)
            self._indexes = self._running.enter_context(SearchIndexes(core))
        return self._indexes

    def _part(self, name: str, made: Mapping[str, bytes], records: Sequence[bytes] | None) -> _Part:
        """A part, of the files that Pagefind has made; of its programs, the one that browsers load.

        `records` are those of the part, in their order; the part of the hand-written pages has none.
        """
        stemmer = json.loads(made[ENTRY])["languages"][self._tag]["wasm"]
        program = f"wasm.{stemmer or 'unknown'}.pagefind"
        common = {path: content for path, content in made.items() if not _NOT_COMMON.match(path)}
        common[program] = repacked(made[program])
        return _Part(self._keys[name], take_apart(made, CHUNK // self._number, records), common)

    def _linked(self, parts: Sequence[_Part]) -> Iterator[tuple[str, bytes]]:
        """The files that all parts have together, and the entry file."""
        common = dict(parts[0].common)
        entry = json.loads(common.pop(ENTRY))
        yield from common.items()
        name = ""
        for name, content in link([each.partial for each in parts], self._tag):
            yield name, content
        own = {
            "hash": name.removeprefix("pagefind.").removesuffix(".pf_meta"),
            "page_count": sum(len(each.partial.counts) for each in parts),
        }
        entry["languages"] = {self._tag: entry["languages"][self._tag] | own}
        self.entry = json.dumps(entry).encode()
