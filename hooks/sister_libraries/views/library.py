"""A library's page."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from sister_libraries.languages import N_
from sister_libraries.matching.suggest import sentences, suggestions
from sister_libraries.reader import Link, Said
from sister_libraries.views.page import Page, PageKind, shortened

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from sister_libraries.catalogue import Catalogue
    from sister_libraries.languages import Language
    from sister_libraries.matching.suggest import Suggestion
    from sister_libraries.models import Library, Record, Text
    from sister_libraries.reader import Reader

STANDINGS = {
    "seeking": N_("Seeking a partner"),
    "open": N_("Open to a partner"),
    "paired": N_("Partner on record"),
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
    standing = catalogue.shown_standing(library)
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
        found_by=tuple(_told(context, reader)),
    )


def _told(context: dict[str, Any], reader: Reader) -> Iterator[str]:
    """What the page tells of a library, as plain text."""
    unsearched = {reader.say(label) for label, fields in FACTS if not _IN_STEPS.isdisjoint(fields)}
    yield from (each.text for each in (context["name"], *context["other_names"]))
    if context["description"]:
        yield context["description"].text
    for each in context["requests"]:
        yield each["activity"].said.text
        if each["text"]:
            yield each["text"].text
    for label, values in context["facts"]:
        if label not in unsearched:
            yield from (each.said.text for each in values)
    for each in context["partnerships"]:
        yield from (name.text for name in each["names"])


# What is told of a library at a glance, in this order: a label, and the fields whose values stand behind it. The form
# shows what is typed in the same way.
FACTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (N_("Place"), ("city", "region", "country")),
    (N_("Type of library"), ("type",)),
    (N_("Community served"), ("community",)),
    (N_("Languages to write in"), ("work_languages",)),
    (N_("Languages of its readers"), ("reader_languages",)),
    (N_("Seeks"), ("seeks",)),
    (N_("Offers"), ("offers",)),
    (N_("Would like to do"), ("activities",)),
    (N_("How much time it wants to give"), ("commitment",)),
    (
        N_("Would like a partner in, or with"),
        ("preferred.countries", "preferred.languages", "preferred.types"),
    ),
    (N_("Sister cities of its town"), ("sister_cities",)),
    (N_("Website"), ("website",)),
    (N_("ISIL"), ("identifiers.isil",)),
    (N_("Wikidata"), ("identifiers.wikidata",)),
)


def standing_text(library: Library, reader: Reader) -> str:
    """How the library stands today, in words."""
    catalogue = reader.catalogue
    return reader.say(STANDINGS[catalogue.shown_standing(library)])


@cache
def facts_in(here: Language) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """FACTS as a language orders them: in Chinese, a place is told from the country to the town."""
    return tuple(
        (label, fields[::-1] if here.wide and "country" in fields and "city" in fields else fields)
        for label, fields in FACTS
    )


def facts(library: Library, reader: Reader) -> list[tuple[str, list[Link]]]:
    """What is known of a library, as pairs of a label and its values."""
    rows = []
    for label, fields in facts_in(reader.language):
        links = [_shown(field, each, reader) for field in fields for each in _values(library, field)]
        if links:
            rows.append((reader.say(label), links))
    return rows


# What comes in a few steps, in words such as “people” and “light” that nobody means who types them.
_IN_STEPS = frozenset(("community", "commitment"))
# What is hardly ever the same for two libraries.
_OWN = ("website", "identifiers.isil", "identifiers.wikidata")


def _shown(field: str, value: Any, reader: Reader) -> Link:
    """One value of a field; a code or a term is remembered, since many libraries have the same."""
    if not isinstance(value, str) or field in _OWN:
        return SHOWN[field](reader, value)
    key = (field, value)
    if key not in reader.shown:
        reader.shown[key] = SHOWN[field](reader, value)
    return reader.shown[key]


def _values(library: Library, field: str) -> tuple[Any, ...]:
    """The values of a field, or of a field of a group, as in `identifiers.isil`."""
    value: Any = library
    for name in field.split("."):
        value = getattr(value, name, None)
    if value is None:
        return ()
    return value if isinstance(value, tuple) else (value,)


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


def _suggested(library: Library, catalogue: Catalogue) -> Sequence[Suggestion]:
    return suggestions(catalogue).of(library.id) if catalogue.asks(library) else ()


def _suggestions(library: Library, reader: Reader) -> list[dict[str, Any]]:
    """The best partners to suggest to a library that asks for one."""
    catalogue = reader.catalogue
    shown = []
    for each in _suggested(library, catalogue):
        found = catalogue.libraries[each.id]
        standing = catalogue.standing(found)
        shown.append(
            {
                "link": reader.library(found),
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


def _text(reader: Reader, text: Text) -> Link:
    said = reader.text(text)
    assert said
    return Link("", said)


def _term(vocabulary: str) -> Callable[[Reader, str], Link]:
    return lambda reader, term: Link("", Said(reader.term(vocabulary, term)))


# How one value of a field is shown.
SHOWN: dict[str, Callable[[Reader, Any], Link]] = {
    "city": _text,
    "region": _text,
    "country": lambda reader, code: Link(
        reader.url(f"countries/{code.lower()}/"), Said(reader.country(code))
    ),
    "type": lambda reader, term: Link(
        reader.url(f"library-types/{term}/"), Said(reader.term("library-types", term))
    ),
    "community": _term("communities"),
    "work_languages": lambda reader, tag: Link(
        reader.url(f"languages/{tag.lower()}/"), Said(reader.language.language(tag))
    ),
    "reader_languages": lambda reader, tag: Link("", Said(reader.language.language(tag))),
    "seeks": _term("exchanges"),
    "offers": _term("exchanges"),
    "activities": lambda reader, term: _activity(term, reader),
    "commitment": _term("commitments"),
    "preferred.countries": lambda reader, code: Link("", Said(reader.country(code))),
    "preferred.languages": lambda reader, tag: Link("", Said(reader.language.language(tag))),
    "preferred.types": _term("library-types"),
    "sister_cities": lambda reader, city: Link("", Said(_sister_city(city, reader))),
    "website": lambda reader, url: _outside(url),
    "identifiers.isil": lambda reader, isil: Link("", Said(isil)),
    "identifiers.wikidata": lambda reader, number: Link(
        f"https://www.wikidata.org/wiki/{number}", Said(number)
    ),
}


def depends(library: Library, catalogue: Catalogue) -> Iterator[Record | str]:
    """The library, its partnerships and partners, and those that are suggested, with why they are."""
    yield library
    yield from catalogue.with_libraries(catalogue.partnerships_of.get(library.id, ()))
    for found in _suggested(library, catalogue):
        suggested = catalogue.libraries[found.id]
        yield suggested
        yield f"{catalogue.standing(suggested)} {found.asked} {found.match.points} {found.match.codes}"


KIND = PageKind("library", "libraries", lambda catalogue: catalogue.libraries.items(), view, depends)
