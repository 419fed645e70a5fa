"""What search needs of one language: an index in parts, of which only those are made whose pages have changed.

A page's address says in which part it is. The parts are joined into one index, so readers notice nothing of them
(decisions/0019).
"""

from __future__ import annotations

import json
import os
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zlib import crc32

from sister_libraries.inputs import digest
from sister_libraries.published import SEARCH_SWITCH
from sister_libraries.search_index import ENTRY, SearchIndexes
from sister_libraries.search_link import CHUNK, link, repacked, rounded, take_apart

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sister_libraries.kept import Kept
    from sister_libraries.languages import Language
    from sister_libraries.search_link import Partial


PART = (
    200  # pages of a part, about; there are 1, 2, 4, 8 … parts, so that few changes move pages between them
)
_OF_PAGES = re.compile(r"fragment/|index/|.*\.pf_meta$")  # the files that differ from part to part

_Files = list[tuple[str, "Callable[[], bytes]"]]


def wanted() -> bool:
    """Whether there is to be a search index."""
    return os.environ.get(SEARCH_SWITCH) != "no"


@dataclass(frozen=True)
class _Part:
    """A part as it is kept: the digest of the pages' texts, the part, and what is the same in every part."""

    key: bytes
    partial: Partial
    common: Mapping[str, bytes]


def files(found: Mapping[str, bytes], here: Language, kept: Kept | None) -> tuple[_Files, bytes]:
    """The files of the index for pages by their addresses, each with what makes its bytes; and the entry file.

    `kept` is what earlier builds have left; a part that is made anew is kept, too.
    """
    parts = _parts(found, here, kept)
    tag = here.tag.lower()
    common = dict(parts[0].common)
    linked = list(link([each.partial for each in parts], tag))
    entry = json.loads(common.pop(ENTRY))
    entry["languages"] = {
        tag: entry["languages"][tag]
        | {
            "hash": linked[-1][0].removeprefix("pagefind.").removesuffix(".pf_meta"),
            "page_count": sum(len(each.partial.counts) for each in parts),
        }
    }
    linked += [(name, content.__bytes__) for name, content in common.items()]
    return linked, json.dumps(entry).encode()


def _parts(found: Mapping[str, bytes], here: Language, kept: Kept | None) -> list[_Part]:
    """Every part, in order: those whose pages are as they were, and those that are made anew."""
    texts: dict[int, list[bytes]] = {}
    number = 1 << max(len(found) // PART, 1).bit_length() - 1
    for address, text in found.items():
        texts.setdefault(crc32(address.encode()) % number, []).append(text)

    def key(part: int) -> bytes:
        return digest(str(number), *texts[part])

    parts: dict[int, _Part | None] = {}
    for part in sorted(texts):
        known = kept.load(f"{here.code}-{part}") if kept else None
        parts[part] = known if known and known.key == key(part) else None
    missing = [part for part, known in parts.items() if not known]
    if missing:
        # Pages of about one length in a row: so the table, where lengths stand, compresses better.
        pages = (sorted(texts[part], key=lambda text: rounded(len(text))) for part in missing)
        with SearchIndexes() as indexes:
            for part, made in zip(missing, indexes.files(pages), strict=True):
                common = {
                    name: repacked(content) if name.endswith(".pagefind") else content
                    for name, content in made.items()
                    if not _OF_PAGES.match(name)
                }
                parts[part] = new = _Part(key(part), take_apart(made, CHUNK // number), common)
                if kept:
                    kept.save(f"{here.code}-{part}", new)
    return [each for each in parts.values() if each]
