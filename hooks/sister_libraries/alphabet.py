"""The libraries in the order of each language's alphabet, with what lists show of them; made once per language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sister_libraries.once import once_per_catalogue
from sister_libraries.reader import Link

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sister_libraries.catalogue import Catalogue
    from sister_libraries.models import Library
    from sister_libraries.reader import Reader, Said


@dataclass(frozen=True, slots=True)
class Named:
    """A library with its name and its place in a language."""

    library: Library
    name: Said
    town: str


def alphabetical(reader: Reader) -> tuple[Named, ...]:
    """All libraries by their names; those of one name by their ids."""
    kept = _by_language(reader.catalogue)
    code = reader.language.code
    if code not in kept:
        named = [
            Named(each, reader.name(each), reader.town(each)) for each in reader.catalogue.libraries.values()
        ]
        kept[code] = tuple(sorted(named, key=lambda each: (reader.sort_key(each.name.text), each.library.id)))
    return kept[code]


@once_per_catalogue
def _by_language(_catalogue: Catalogue) -> dict[str, tuple[Named, ...]]:
    return {}


def links(reader: Reader, libraries: Iterable[Library]) -> list[Link]:
    """Links to some libraries with their towns, by name: the same as `Reader.libraries`, without its work."""
    ids = {each.id for each in libraries}
    if not ids:
        return []
    return [
        Link(reader.url(each.library.path), each.name, each.town)
        for each in alphabetical(reader)
        if each.library.id in ids
    ]
