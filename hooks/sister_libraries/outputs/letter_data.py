"""What a first letter needs of every library, for the page `/write/`: `write/names.json` and `write/parts/….json`.

The page loads the one part that a library stands in, and the names only when somebody looks for one.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from babel.languages import get_official_languages

from sister_libraries.compact_json import compact_json
from sister_libraries.languages import site_languages
from sister_libraries.letter import phrases
from sister_libraries.profiles import profiles
from sister_libraries.reader import Reader

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sister_libraries.catalogue import Catalogue
    from sister_libraries.models import Library
    from sister_libraries.outputs import Site
    from sister_libraries.profiles import Profile

FOLDER = "write/"
PART = 256  # libraries in a part, at most about
CLOSED = ("paused", "withdrawn")  # nobody should write to these now


def files(site: Site) -> Iterator[tuple[str, str | bytes]]:
    """The names and the parts."""
    catalogue = site.catalogue
    readers = [Reader(each, catalogue, "") for each in site_languages()]
    yield f"{FOLDER}names.json", compact_json(_names(catalogue, readers))
    parts = [_Part() for _ in range(parts_of(catalogue))]
    for found in profiles(catalogue).values():
        entry = _entry(catalogue.libraries[found.id], found, catalogue, readers)
        part = parts[part_of(found.id, len(parts))]
        if found.sister_cities:
            entry["sisters"] = part.sisters.setdefault(found.sister_cities, len(part.sisters))
        part.libraries[found.id] = entry
    for old in sorted(catalogue.moves.get("libraries", {})):
        parts[part_of(old, len(parts))].moved[old] = catalogue.moved_to("libraries", old)
    for number, part in enumerate(parts):
        content = {"libraries": part.libraries, "moved": part.moved, "sisters": [*part.sisters]}
        yield f"{FOLDER}parts/{number}.json", compact_json(content)


@dataclass(frozen=True, slots=True)
class _Part:
    """A part in the making. Libraries of one town share its sister cities, of which a large one has many: they name
    them by their place among those of the part.
    """

    libraries: dict[str, dict[str, Any]] = field(default_factory=dict)
    moved: dict[str, str | None] = field(default_factory=dict)
    sisters: dict[tuple[str, ...], int] = field(default_factory=dict)


def parts_of(catalogue: Catalogue) -> int:
    """How many parts there are: a power of two, so that it changes seldom."""
    count = 1
    while len(catalogue.libraries) > count * PART:
        count *= 2
    return count


def part_of(library_id: str, count: int) -> int:
    """The number of the part that an id stands in: FNV-1a of 32 bits, which `libraries.js` reckons too."""
    value = 0x811C9DC5
    for byte in library_id.encode():
        value = (value ^ byte) * 0x01000193 & 0xFFFFFFFF
    return value % count


def _names(catalogue: Catalogue, readers: list[Reader]) -> dict[str, Any]:
    """By what a library is found, a column for each kind of thing; `closed` are the places of those in CLOSED."""
    libraries = list(catalogue.libraries.values())
    return {
        "ids": [each.id for each in libraries],
        "names": {reader.language.code: [reader.name(each).text for each in libraries] for reader in readers},
        "local": [each.name.words().get("local", "") for each in libraries],
        "towns": {reader.language.code: [reader.town(each) for each in libraries] for reader in readers},
        "closed": [place for place, each in enumerate(libraries) if catalogue.standing(each) in CLOSED],
    }


def _entry(library: Library, found: Profile, catalogue: Catalogue, readers: list[Reader]) -> dict[str, Any]:
    """One library; what is not known is left out."""

    def both(say: Any) -> dict[str, str] | None:
        texts = {reader.language.code: say(reader) for reader in readers}
        return texts if any(texts.values()) else None

    stepped_back = found.freshness == "stepped-back" and found.standing not in CLOSED
    asked = library.requested or library.confirmed
    partner = next((catalogue.libraries[each] for each in found.partners), None)
    contact = library.contact
    entry = {
        "name": both(lambda reader: reader.name(library).text),
        "country": library.country,
        "place": both(lambda reader: _place(library, reader)),
        "town": both(lambda reader: _town(library, reader)),
        "standing": "stepped-back" if stepped_back else found.standing,
        "asked": asked.first.year if stepped_back and asked else None,
        "type": library.type,
        "community": library.community,
        "languages": found.languages,
        "official": _official(found) if not found.languages else None,
        "seeks": found.seeks,
        "offers": found.offers,
        "activities": found.activities,
        "towns": found.towns,
        "partners": found.partners,
        "partner": partner and both(lambda reader: reader.name(partner).text),
        "website": library.website,
        "page": contact and contact.page,
        "mailbox": contact and contact.mailbox,
        "role": contact and both(lambda reader: said.text if (said := reader.text(contact.role)) else ""),
        "zone": found.zone,
    }
    return {key: value for key, value in entry.items() if value}


def _place(library: Library, reader: Reader) -> str:
    """Where a letter says that the library is: town, region and country or region, the widest first in Chinese."""
    texts = [said.text for said in (reader.text(library.city), reader.text(library.region)) if said]
    texts = list(dict.fromkeys([*texts, reader.country(library.country)]))
    if reader.language.code == "en":
        return ", ".join(texts)
    name = reader.name(library).text
    return "".join(reversed([each for each in texts[:-1] if not name.startswith(each)] + texts[-1:]))


def _town(library: Library, reader: Reader) -> str:
    """The town alone, for the subject of a letter; the country or region where no town is known."""
    said = reader.text(library.city)
    return said.text if said else reader.country(library.country)


def _official(found: Profile) -> list[str]:
    """The official languages where the library is that there are phrases for; none where the site's own serve."""
    official = get_official_languages(found.country) or get_official_languages(found.country, de_facto=True)
    tags = [tag.replace("_", "-") for tag in official]
    own = {each.code for each in site_languages()}
    return [] if {tag.split("-")[0] for tag in tags} & own else [tag for tag in tags if tag in phrases()]
