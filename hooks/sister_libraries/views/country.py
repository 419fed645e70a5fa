"""The page of a country or region: who is there; where nobody is, that first, and then what to do."""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING, Any

from babel.units import format_unit

from sister_libraries import sister_cities, time_difference
from sister_libraries.languages import N_, country_codes, site_languages
from sister_libraries.neighbours import neighbours
from sister_libraries.once import once_per_catalogue
from sister_libraries.reader import Link, Said
from sister_libraries.ties import ties
from sister_libraries.views.page import Page, PageKind
from sister_libraries.world import PARTS, part_of_world

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sister_libraries.catalogue import Catalogue
    from sister_libraries.languages import Language
    from sister_libraries.models import Library, Organization, Record
    from sister_libraries.neighbours import Neighbour
    from sister_libraries.reader import Reader

NEAREST = 6  # other countries or regions that a page names at most
FAR = 5000  # kilometres: what is farther away is only named when there are fewer than SOME
SOME = 3


def subjects(_catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """Every country or region that CLDR names; ids are codes in small letters."""
    return ((code.lower(), code) for code in country_codes())


def view(code: str, reader: Reader) -> Page:
    """The page of one country or region."""
    catalogue = reader.catalogue
    name = reader.country(code)
    libraries = catalogue.by_country.get(code, ())
    asking = [each for each in libraries if catalogue.asks(each)]
    once = [each for each in libraries if catalogue.stepped_back(each)]
    others = [each for each in libraries if not catalogue.asks(each) and not catalogue.stepped_back(each)]
    own, everywhere = _organizations(code, catalogue)
    part = part_of_world(code)
    within = partial(_within, reader=reader)
    context = {
        "name": name,
        "part": (f"parts-of-the-world/{part}/", reader.country(PARTS[part])),
        "libraries": len(libraries),
        "asking": reader.libraries(asking, within),
        "once": reader.libraries(once, within),
        "others": reader.libraries(others, within),
        "wanted": reader.libraries(_wanting(catalogue).get(code, ())),
        "partnerships": reader.partnerships(catalogue.partnerships_by_country.get(code, ())),
        "towns": sister_cities.towns(ties(catalogue).in_country(code), reader),
        "near": [_near(each, reader) for each in _nearest(code, bool(libraries), catalogue)]
        if not asking
        else [],
        "time": time_difference.rows(code, reader),
        "time_note": time_difference.note(code, reader),
        "organizations": [reader.summary(each) for each in own],
        "everywhere": [reader.summary(each) for each in everywhere],
    }
    pattern = N_("{country}: libraries that seek a partner, libraries that have one, and whom to ask.")
    if not libraries:
        pattern = N_(
            "No library is listed yet for {country}: whom to ask, what to do, and where the nearest ones are."
        )
    about = reader.say(pattern, country=name)
    return Page(
        title=name,
        description=about,
        edit="data/libraries",
        context=context,
        found_as="place",
        found_by=(*dict.fromkeys(each.country(code) for each in site_languages()), about),
    )


def _within(library: Library, reader: Reader) -> str:
    """Where a library is in the page's own country or region, which need not be repeated."""
    said = (reader.text(library.city), reader.text(library.region))
    return reader.language.place(dict.fromkeys(each.text for each in said if each))


@once_per_catalogue
def _wanting(catalogue: Catalogue) -> Mapping[str, list[Library]]:
    """Libraries that ask, by the countries or regions in which they would like a partner best."""
    found: dict[str, list[Library]] = {}
    for library in catalogue.asking:
        for code in (library.preferred and library.preferred.countries) or ():
            found.setdefault(code, []).append(library)
    return found


def _organizations(code: str, catalogue: Catalogue) -> tuple[list[Organization], list[Organization]]:
    """Those at work that name the country or region, and those that can help everywhere."""
    active = [each for each in catalogue.organizations.values() if each.status == "active"]
    own = [each for each in active if code in (each.countries or ())]
    return own, [each for each in active if not each.countries]


def _nearest(code: str, somebody: bool, catalogue: Catalogue) -> list[Neighbour]:
    """The nearest places with libraries; where there are some that do not ask, the nearest where some do."""
    found = [each for each in neighbours(code, catalogue) if each.asking or not somebody]
    return [each for index, each in enumerate(found[:NEAREST]) if index < SOME or each.kilometres <= FAR]


def _near(each: Neighbour, reader: Reader) -> dict[str, Any]:
    here = reader.language
    asking = here.plural("{number} looking for a partner", "{number} looking for a partner", each.asking)
    counts = here.plural("{number} library", "{number} libraries", each.libraries)
    return {
        "link": Link(reader.url(f"countries/{each.country.lower()}/"), Said(reader.country(each.country))),
        "counts": here.clauses([counts, asking] if each.asking else [counts]),
        "distance": reader.say(N_("about {distance} away"), distance=_distance(each.kilometres, reader)),
    }


def _distance(kilometres: int, reader: Reader) -> str:
    """A distance as it is said, not as it was measured: to 10 km, from 1 000 km on to 100 km."""
    step = 100 if kilometres >= 1000 else 10
    return _kilometres(max(step, round(kilometres / step) * step), reader.language)


@cache
def _kilometres(number: int, here: Language) -> str:
    shown = format_unit(here.number(number), "length-kilometer", "short", locale=here.cldr)
    return here.spaced(str(shown))


def depends(code: str, catalogue: Catalogue) -> Iterator[Record | str]:
    """Libraries there, those that want one there, stories, sister cities, and the nearest other libraries."""
    libraries = catalogue.by_country.get(code, ())
    yield from libraries
    yield "wanted by"
    yield from _wanting(catalogue).get(code, ())
    yield "stories"
    yield from catalogue.with_libraries(catalogue.partnerships_by_country.get(code, ()))
    yield "sister cities"
    yield from sister_cities.depends(ties(catalogue).in_country(code), catalogue)
    if not any(map(catalogue.asks, libraries)):
        yield repr(_nearest(code, bool(libraries), catalogue))


KIND = PageKind("country", "countries", subjects, view, depends)
