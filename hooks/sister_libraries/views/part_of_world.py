"""The page of a part of the world: its countries and regions with libraries, and who asks for a partner there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sister_libraries.languages import N_
from sister_libraries.reader import Link, Said
from sister_libraries.views.page import Page, PageKind
from sister_libraries.world import PARTS, part_of_world

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sister_libraries.catalogue import Catalogue
    from sister_libraries.models import Library, Record
    from sister_libraries.reader import Reader
    from sister_libraries.world import Part


def subjects(_catalogue: Catalogue) -> Iterator[tuple[str, Part]]:
    """Every part of the world."""
    return ((each, each) for each in PARTS)


def view(part: Part, reader: Reader) -> Page:
    """The page of one part of the world."""
    catalogue = reader.catalogue
    name = reader.country(PARTS[part])
    here = _countries(part, catalogue)
    counted = [
        Link(
            reader.url(f"countries/{code.lower()}/"),
            Said(reader.country(code)),
            reader.language.number(len(found)),
        )
        for code, found in here.items()
    ]
    title = reader.say(N_("Libraries in this part of the world: {part}"), part=name)
    context = {
        "title": title,
        "countries": sorted(counted, key=lambda each: reader.sort_key(each.said.text)),
        "asking": reader.libraries(each for each in catalogue.asking if each.country in here),
    }
    pattern = N_(
        "Countries and regions with libraries in the directory, and who seeks a partner there: {part}."
    )
    return Page(title, reader.say(pattern, part=name), "data/libraries", context)


def depends(part: Part, catalogue: Catalogue) -> Iterator[Record | str]:
    """How many libraries its countries and regions have, and who asks there."""
    here = _countries(part, catalogue)
    for code, found in here.items():
        yield f"{code} {len(found)}"
    yield from (each for each in catalogue.asking if each.country in here)


def _countries(part: Part, catalogue: Catalogue) -> dict[str, tuple[Library, ...]]:
    return {code: found for code, found in catalogue.by_country.items() if part_of_world(code) == part}


KIND = PageKind("part-of-world", "parts-of-the-world", subjects, view, depends)
