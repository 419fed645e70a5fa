"""What a build remembers of the pages that it made, so that the next one makes only those that come out otherwise.

A page of a record depends on what `PageKind.depends` gives, and on all that is the same for every page: code,
templates, layouts, vocabularies, the day. The latter is the key of the whole memory (`Kept`), the former that of each
page. A test changes catalogues at random and compares what comes out with a build that remembers nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sister_libraries.inputs import digest
from sister_libraries.parallel import shared_out

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sister_libraries.catalogue import Catalogue
    from sister_libraries.kept import Kept
    from sister_libraries.models import Record
    from sister_libraries.staging import FileStamp
    from sister_libraries.views import PageKind

# Folders whose records pages depend on one by one; a change to any other file makes all pages anew.
ONE_BY_ONE = ("data/libraries/", "data/partnerships/")
FILES = 2  # there is one of the published site, and one of the site before it


@dataclass(slots=True)
class Made:
    """A page that was made: its key, how its files lay when it was right, and what else came of it.

    `day` is the day of its last change, where records tell; `found` what search was given.
    """

    key: bytes
    files: tuple[FileStamp, ...]
    noindex: bool
    day: str
    found: bytes

    def lies_as(self, stamp: FileStamp) -> None:
        """Note how its newest file lies."""
        if stamp not in self.files:
            self.files = (stamp, *self.files)[:FILES]


class Keys:
    """What every page depends on, as a digest: the same in all languages, and worked out once."""

    def __init__(self, digests: Mapping[str, bytes], catalogue: Catalogue) -> None:
        self._digests = digests
        self.catalogue = catalogue
        self._found: dict[tuple[str, str], bytes] = {}
        self._parts: dict[Record, bytes] = {}
        records = ((name, each) for name, each in digests.items() if name.startswith(ONE_BY_ONE))
        self._everything = digest(*(part for each in records for part in each))

    def of(self, kind: PageKind, subject_id: str, subject: object) -> bytes:
        """The key of one page."""
        if not kind.depends:
            return self._everything
        key = self._found.get((kind.name, subject_id))
        if key is None:
            parts = kind.depends(subject, self.catalogue)
            key = self._found[kind.name, subject_id] = digest(*map(self._part, parts))
        return key

    def _part(self, part: Record | str) -> bytes | str:
        """A record is its file: what it says, and its name, which is the address that others link to."""
        if isinstance(part, str):
            return part
        if part not in self._parts:
            self._parts[part] = part.id.encode() + b" " + self._digests.get(part.file, b"")
        return self._parts[part]

    def find_all(self, kinds: Iterable[PageKind]) -> None:
        """Work out those of all pages, so that processes forked from this one find them."""
        pages = [
            (kind, subject_id, subject)
            for kind in kinds
            if kind.depends
            for subject_id, subject in kind.subjects(self.catalogue)
        ]
        keys = shared_out(lambda page: self.of(*page), pages)
        self._found |= {
            (kind.name, subject_id): key for (kind, subject_id, _), key in zip(pages, keys, strict=True)
        }


@dataclass
class Memory:
    """The pages of one language that earlier builds made, and those that this one has made."""

    kept: Kept | None
    name: str
    made: dict[str, Made] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._known: dict[str, Made] = (self.kept and self.kept.load(self.name)) or {}

    def page(self, name: str, key: bytes) -> Made | None:
        """The page as it was made before, if nothing that it depends on has changed."""
        made = self._known.get(name)
        return made if made and made.key == key else None

    def prepare(self) -> None:
        """Write the pages of this build for the next, which finds them when they are confirmed."""
        if self.kept:
            self.kept.prepare(self.name, self.made)
