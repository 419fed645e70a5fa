"""What pages print of the map: the drawing, and the same as a list."""

from __future__ import annotations

from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from sister_libraries.geography.path import closed, joined
from sister_libraries.geography.projection import HEIGHT, WIDTH, outline
from sister_libraries.geography.world_map import GAPS, WorldMap, world_map
from sister_libraries.languages import N_
from sister_libraries.reader import Link, Said
from sister_libraries.world import PARTS, part_of_world

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from sister_libraries.geography.world_map import Mark
    from sister_libraries.models import Library
    from sister_libraries.reader import Reader

PAGE = "map/"
LIST = "map-list"  # the id of the list
LISTED = (
    400  # libraries that the list names one by one; of more it gives the number in each country or region
)
NAMED = 3  # countries or regions that a dot names


def map_filling(reader: Reader, _root: Path | None = None, _argument: str = "") -> dict[str, Any]:
    """The map with its list, for the map's own page."""
    catalogue = reader.catalogue
    missing = world_map(catalogue).missing
    return {
        **_figure(reader, ""),
        "parts": _parts(reader),
        "missing": reader.libraries(catalogue.libraries[each] for each in missing[:LISTED]),
        "more_missing": reader.language.number(len(missing) - LISTED) if len(missing) > LISTED else "",
    }


def figure_filling(reader: Reader, _root: Path | None = None, _argument: str = "") -> dict[str, Any]:
    """The drawing alone, for other pages; it leads to the list on the map's own page."""
    return _figure(reader, reader.url(PAGE))


def _figure(reader: Reader, page: str) -> dict[str, Any]:
    """What `map.html` prints; `page` is the address of the list's page, empty on that page itself."""
    drawn = world_map(reader.catalogue)
    return {
        "map": {
            "box": joined((0, 0, WIDTH, HEIGHT)),
            "sea": closed(outline()),
            "land": land(),
            "lines": drawn.lines,
            "marks": [_mark(each, reader, page) for each in drawn.marks],
            "gaps": joined(GAPS[: drawn.levels]),
        },
        "list": f"{page}#{LIST}",
        "counts": _counts(reader, drawn),
    }


@lru_cache(maxsize=1)
def land() -> str:
    """The land as a path; made by tools/land.py."""
    return resources.files(__package__).joinpath("land.txt").read_text(encoding="ascii").strip()


def _counts(reader: Reader, drawn: WorldMap) -> str:
    """How much the map shows, in a sentence."""
    libraries = len(reader.catalogue.libraries) - len(drawn.missing)
    here = reader.language
    return reader.say(
        N_("{libraries} and {partnerships} on the map."),
        libraries=here.plural("{number} library", "{number} libraries", libraries),
        partnerships=here.plural("{number} partnership", "{number} partnerships", drawn.partnerships),
    )


# -- dots ---------------------------------------------------------------------------------------------------


def _mark(mark: Mark, reader: Reader, page: str) -> dict[str, Any]:
    libraries = [reader.catalogue.libraries[each] for each in mark.members]
    asking = sum(map(reader.catalogue.asks, libraries))
    digits = len(str(len(libraries))) if len(libraries) > 1 else 0
    classes = [f"l{level}" for level in mark.levels] + [f"n{digits}"] + (["asks"] if asking else [])
    return {
        "classes": " ".join(classes),
        "at": joined((mark.x, mark.y)),
        "url": _address(libraries, reader, page),
        "title": _title(libraries, asking, reader),
        "count": reader.language.number(len(libraries)) if digits else "",
    }


def _address(libraries: list[Library], reader: Reader, page: str) -> str:
    """Where a dot leads: to its library, its country or region, or the part of the list with its libraries."""
    countries = {each.country for each in libraries}
    if len(libraries) == 1:
        return reader.url(libraries[0].path)
    if len(countries) == 1:
        return reader.url(f"countries/{countries.pop().lower()}/")
    parts = {part_of_world(each) for each in countries}
    return f"{page}#{parts.pop()}" if len(parts) == 1 else f"{page}#{LIST}"


def _title(libraries: list[Library], asking: int, reader: Reader) -> str:
    here = reader.language
    if len(libraries) == 1:
        said = reader.say(
            N_("{library} ({town})"), library=reader.name(libraries[0]).text, town=reader.town(libraries[0])
        )
        return reader.say(N_("{library}: looking for a partner"), library=said) if asking else said
    counts: dict[str, int] = {}
    for each in libraries:
        counts[each.country] = counts.get(each.country, 0) + 1
    ordered = sorted(counts, key=lambda code: (-counts[code], reader.sort_key(reader.country(code))))
    names = [reader.country(code) for code in ordered[:NAMED]]
    if len(ordered) > NAMED:
        names.append(here.plural("{number} more", "{number} more", len(ordered) - NAMED))
    said = reader.say(
        N_("{libraries}: {places}"),
        libraries=here.plural("{number} library", "{number} libraries", len(libraries)),
        places=here.join(names),
    )
    if not asking:
        return said
    looking = here.plural("{number} looking for a partner", "{number} looking for a partner", asking)
    return reader.say(N_("{libraries} ({asking})"), libraries=said, asking=looking)


# -- the list -----------------------------------------------------------------------------------------------


def _parts(reader: Reader) -> list[dict[str, Any]]:
    """What the map shows, in words: by part of the world and by country or region."""
    parts = []
    for part, code in PARTS.items():
        countries = [each for each in reader.catalogue.by_country if part_of_world(each) == part]
        if countries:
            countries.sort(key=lambda each: reader.sort_key(reader.country(each)))
            entries = [_country(each, reader) for each in countries]
            parts.append({"id": part, "name": reader.country(code), "countries": entries})
    return parts


def _country(code: str, reader: Reader) -> dict[str, Any]:
    catalogue = reader.catalogue
    libraries = catalogue.by_country[code]
    whole = len(catalogue.libraries) <= LISTED
    ordered = sorted(libraries, key=lambda each: reader.sort_key(reader.name(each).text)) if whole else ()
    return {
        "link": Link(
            reader.url(f"countries/{code.lower()}/"),
            Said(reader.country(code)),
            reader.language.number(len(libraries)),
        ),
        "partners": _partner_countries(code, reader) if not whole else "",
        "libraries": [
            {
                "link": reader.link(each, _town(each, reader)),
                "asks": catalogue.asks(each),
                "partners": _partners(each, reader),
            }
            for each in ordered
        ],
    }


def _town(library: Library, reader: Reader) -> str:
    said = reader.text(library.city)
    return said.text if said else ""


def _partners(library: Library, reader: Reader) -> list[Link]:
    """A library's partners; each leads to the story of the two."""
    catalogue = reader.catalogue
    return [
        Link(reader.url(partnership.path), reader.name(catalogue.libraries[other]))
        for partnership in catalogue.partnerships_of.get(library.id, ())
        for other in partnership.libraries
        if other != library.id
    ]


def _partner_countries(code: str, reader: Reader) -> str:
    """The countries or regions in which the partners of those in `code` are."""
    found: set[str] = set()
    for partnership in reader.catalogue.partnerships_by_country.get(code, ()):
        found |= {reader.catalogue.libraries[each].country for each in partnership.libraries}
    return reader.language.join(_alphabetically(found - {code}, reader))


def _alphabetically(codes: Iterable[str], reader: Reader) -> list[str]:
    return sorted((reader.country(each) for each in codes), key=reader.sort_key)
