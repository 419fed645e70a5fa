"""A library's page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sister_libraries.languages import N_
from sister_libraries.matching.suggest import sentences, suggestions
from sister_libraries.reader import Link, Said
from sister_libraries.views.page import Page, PageKind, shortened

if TYPE_CHECKING:
    from sister_libraries.models import Library
    from sister_libraries.reader import Reader

STANDINGS = {
    "seeking": N_("Seeking a partner"),
    "open": N_("Open to a partner"),
    "paired": N_("Has a partner"),
    "paused": N_("Paused"),
    "withdrawn": N_("Withdrawn"),
    "known": N_("Had a partner"),
    "stepped-back": N_("Old request, not confirmed"),
}


def view(library: Library, reader: Reader) -> Page:
    """The page of one library."""
    catalogue = reader.catalogue
    partnerships = catalogue.partnerships_of.get(library.id, ())
    stepped_back = catalogue.stepped_back(library)
    standing = "stepped-back" if stepped_back else catalogue.standing(library)
    name = reader.name(library)
    town = reader.town(library)
    context = {
        "library": library,
        "name": name,
        "other_names": reader.other_names(library),
        "standing": standing,
        "standing_text": reader.say(STANDINGS[standing]),
        "freshness": catalogue.freshness(library).value if library.status else "",
        "confirmed": reader.known(library.confirmed),
        "requested": reader.known(library.requested),
        "country": Link(
            reader.url(f"countries/{library.country.lower()}/"), Said(reader.country(library.country))
        ),
        "description": reader.text(library.description),
        "facts": facts(library, reader),
        "contact": _contact(library, reader),
        "requests": [
            {"activity": _activity(each.activity, reader), "text": reader.text(each.text)}
            for each in library.requests or ()
        ],
        "partnerships": reader.partnerships(partnerships),
        "suggestions": _suggestions(library, reader),
        "sources": reader.sources(library.sources),
        "listed": reader.date(library.listed),
    }
    return Page(
        title=name.text,
        description=_description(library, reader, town, standing),
        edit=library.file,
        context=context,
        noindex=stepped_back or standing == "withdrawn",
        found_as="library",
        also=tuple(library.name.words().values()),
    )


def standing_text(library: Library, reader: Reader) -> str:
    """How the library stands today, in words."""
    catalogue = reader.catalogue
    return reader.say(
        STANDINGS["stepped-back" if catalogue.stepped_back(library) else catalogue.standing(library)]
    )


def facts(library: Library, reader: Reader) -> list[tuple[str, list[Link]]]:
    """What is known of a library, as pairs of a label and its values."""
    rows: list[tuple[str, list[Link]]] = []

    def row(label: str, *values: str) -> None:
        shown = [Link("", Said(each)) for each in values if each]
        if shown:
            rows.append((reader.say(label), shown))

    place = [said.text for said in (reader.text(library.city), reader.text(library.region)) if said]
    rows.append(
        (
            reader.say(N_("Place")),
            [
                *(Link("", Said(each)) for each in place),
                Link(
                    reader.url(f"countries/{library.country.lower()}/"), Said(reader.country(library.country))
                ),
            ],
        )
    )
    if library.type:
        link = Link(
            reader.url(f"library-types/{library.type}/"), Said(reader.term("library-types", library.type))
        )
        rows.append((reader.say(N_("Type of library")), [link]))
    if library.community:
        row(N_("Community served"), reader.term("communities", library.community))
    if library.work_languages:
        links = [
            Link(reader.url(f"languages/{tag.lower()}/"), Said(reader.language.language(tag)))
            for tag in library.work_languages
        ]
        rows.append((reader.say(N_("Languages to write in")), links))
    row(N_("Languages of its readers"), *reader.languages(library.reader_languages))
    row(N_("Seeks"), *reader.terms("exchanges", library.seeks))
    row(N_("Offers"), *reader.terms("exchanges", library.offers))
    if library.activities:
        rows.append(
            (reader.say(N_("Would like to do")), [_activity(each, reader) for each in library.activities])
        )
    if library.commitment:
        row(N_("How much time it wants to give"), reader.term("commitments", library.commitment))
    if library.preferred:
        preferred = library.preferred
        row(
            N_("Would like a partner in, or with"),
            *(reader.country(code) for code in preferred.countries or ()),
            *reader.languages(preferred.languages),
            *reader.terms("library-types", preferred.types),
        )
    row(
        N_("Sister cities of its town"), *(_sister_city(each, reader) for each in library.sister_cities or ())
    )
    if library.website:
        rows.append((reader.say(N_("Website")), [_outside(library.website)]))
    if library.identifiers and library.identifiers.isil:
        row(N_("ISIL"), library.identifiers.isil)
    if library.identifiers and library.identifiers.wikidata:
        number = library.identifiers.wikidata
        rows.append(
            (reader.say(N_("Wikidata")), [Link(f"https://www.wikidata.org/wiki/{number}", Said(number))])
        )
    return rows


def _activity(term: str, reader: Reader) -> Link:
    return Link(reader.url(f"activities/{term}/"), Said(reader.term("activities", term)))


def _outside(url: str) -> Link:
    return Link(url, Said(url.removeprefix("https://").removeprefix("http://").rstrip("/")))


def _sister_city(each: Any, reader: Reader) -> str:
    city = reader.text(each.city)
    assert city
    where = reader.country(each.country)
    if each.since:
        pattern = N_("{city} ({country}, since {date})")
        return reader.say(pattern, city=city.text, country=where, date=reader.known(each.since))
    return reader.say(N_("{city} ({country})"), city=city.text, country=where)


def _contact(library: Library, reader: Reader) -> dict[str, Any] | None:
    if not library.contact:
        return None
    contact = library.contact
    return {
        "role": reader.text(contact.role),
        "page": _outside(contact.page) if contact.page else None,
        "mailbox": contact.mailbox,
    }


def _suggestions(library: Library, reader: Reader) -> list[dict[str, Any]]:
    """The best partners to suggest to a library that asks for one."""
    catalogue = reader.catalogue
    shown = []
    for each in suggestions(catalogue).of(library.id) if catalogue.asks(library) else ():
        found = catalogue.libraries[each.id]
        standing = catalogue.standing(found)
        shown.append(
            {
                "link": reader.link(found, reader.town(found)),
                "asked": each.asked,
                "standing": standing,
                "standing_text": reader.say(STANDINGS[standing]),
                "confirmed": reader.known(found.confirmed) if each.asked else "",
                "reasons": sentences(each.match, reader),
                "write": f"{reader.url('write/')}?to={found.id}&from={library.id}",
            }
        )
    return shown


def _description(library: Library, reader: Reader, town: str, standing: str) -> str:
    parts = [town]
    if library.type:
        parts.append(reader.term("library-types", library.type))
    parts.append(reader.say(STANDINGS[standing]))
    said = reader.text(library.description)
    if said and not said.lang:
        parts.append(said.text)
    return shortened(" · ".join(parts))


KIND = PageKind("library", "libraries", lambda catalogue: catalogue.libraries.items(), view)
