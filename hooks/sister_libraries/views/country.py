"""The page of a country or region: who is there, honest when nobody is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sister_libraries.languages import N_
from sister_libraries.views.page import Page, PageKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sister_libraries.catalogue import Catalogue
    from sister_libraries.reader import Reader


def subjects(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """Every country or region that a record names; ids are codes in small letters."""
    return ((code.lower(), code) for code in catalogue.countries)


def view(code: str, reader: Reader) -> Page:
    """The page of one country or region."""
    catalogue = reader.catalogue
    name = reader.country(code)
    libraries = catalogue.by_country.get(code, ())
    asking = [each for each in catalogue.asking if each.country == code]
    once = [each for each in libraries if catalogue.stepped_back(each)]
    others = [each for each in libraries if each not in asking and each not in once]
    helpers = [each for each in catalogue.organizations.values() if code in (each.countries or ())]
    context = {
        "name": name,
        "asking": reader.libraries(asking),
        "once": reader.libraries(once),
        "others": reader.libraries(others),
        "partnerships": reader.partnerships(catalogue.partnerships_by_country.get(code, ())),
        "organizations": [reader.link(each) for each in helpers if each.status == "active"],
    }
    pattern = N_("Libraries in {country}: who seeks a partner, who has one, and whom to ask.")
    return Page(
        title=name,
        description=reader.say(pattern, country=name),
        edit="data/libraries",
        context=context,
        found_as="place",
    )


KIND = PageKind("country", "countries", subjects, view)
