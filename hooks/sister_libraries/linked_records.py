"""What records' pages say for machines: the thing itself in the words of schema.org, and the way down to its page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sister_libraries.data_release import LICENCE_URL
from sister_libraries.languages import N_
from sister_libraries.linked_data import breadcrumbs, text
from sister_libraries.models import Checklist, Library, Organization, Partnership
from sister_libraries.world import PARTS, part_of_world

if TYPE_CHECKING:
    from markupsafe import Markup

    from sister_libraries.languages import Language
    from sister_libraries.reader import Reader, Said
    from sister_libraries.views import Page, PageKind

# The page above each kind's pages, as the page itself shows it.
_LIBRARIES = ("libraries/", N_("Libraries"))
_STORIES = ("partnerships/", N_("Success stories"))
ABOVE = {
    "library": _LIBRARIES,
    "partnership": _STORIES,
    "checklist": ("checklists/", N_("Checklists")),
    "organization": ("organizations/", N_("Organizations that can help")),
    "country": ("countries/", N_("Countries and regions")),
    "language": _LIBRARIES,
    "library-type": _LIBRARIES,
    "status": _LIBRARIES,
    "part-of-world": _LIBRARIES,
    "community": _LIBRARIES,
    "commitment": _LIBRARIES,
    "exchange": _LIBRARIES,
    "activity": ("activities/", N_("Suggested activities")),
    "partnership-kind": _STORIES,
    "problem": ("problems/", N_("What messages mean")),
}


def of_record(kind: PageKind, path: str, subject: Any, page: Page, reader: Reader, site_url: str) -> Markup:
    """What a record's page says: the thing itself, where the kind has a type, and the way down to the page."""
    here = reader.language
    root = site_url + here.prefix
    address = root + path
    trail = [(root + above, name) for above, name in trail_of(kind, subject, reader)]
    nodes = [breadcrumbs([(root, reader.say(N_("Home"))), *trail], page.title)]
    if isinstance(subject, Library):
        nodes.append(_library(subject, reader, address))
    elif isinstance(subject, Organization):
        nodes.append(_organization(subject, reader, address))
    elif isinstance(subject, Checklist):
        nodes.append(_how_to(subject, reader, address, page.description))
    elif isinstance(subject, Partnership):
        nodes.append(_story(subject, page, root, here))
    return text(nodes)


def trail_of(kind: PageKind, subject: Any, reader: Reader) -> list[tuple[str, str]]:
    """The pages above a record's page, below home: addresses and names."""
    if kind.name not in ABOVE:  # an address that a record has left
        return []
    path, name = ABOVE[kind.name]
    trail = [(path, reader.say(name))]
    if isinstance(subject, Library):
        trail.append((f"countries/{subject.country.lower()}/", reader.country(subject.country)))
    if kind.name == "country":
        part = part_of_world(subject)
        trail.append((f"parts-of-the-world/{part}/", reader.country(PARTS[part])))
    return trail


def _word(said: Said) -> str | dict[str, str]:
    """A text; with its language where that is not the page's."""
    return {"@value": said.text, "@language": said.lang} if said.lang else said.text


def _library(library: Library, reader: Reader, address: str) -> dict[str, Any]:
    place = {"@type": "PostalAddress", "addressCountry": library.country}
    for name, label in (("addressLocality", library.city), ("addressRegion", library.region)):
        said = reader.text(label)
        if said:
            place[name] = said.text
    identifiers = library.identifiers
    same = [library.website] if library.website else []
    if identifiers and identifiers.wikidata:
        same.append(f"https://www.wikidata.org/entity/{identifiers.wikidata}")
    node: dict[str, Any] = {
        "@type": "Library",
        "@id": f"{address}#library",
        "name": _word(reader.name(library)),
        "alternateName": [_word(each) for each in reader.other_names(library)],
        "address": place,
        "sameAs": same,
    }
    if library.coordinates:
        latitude, longitude = library.coordinates
        node["geo"] = {"@type": "GeoCoordinates", "latitude": latitude, "longitude": longitude}
    if identifiers and identifiers.isil:
        node["identifier"] = {"@type": "PropertyValue", "propertyID": "ISIL", "value": identifiers.isil}
    return _said(node)


def _organization(record: Organization, reader: Reader, address: str) -> dict[str, Any]:
    return _said(
        {
            "@type": "Organization",
            "@id": f"{address}#organization",
            "name": _word(reader.name(record)),
            "alternateName": [
                *(_word(each) for each in reader.other_names(record)),
                *([record.abbreviation] if record.abbreviation else []),
            ],
            "sameAs": record.website,
        }
    )


def _story(record: Partnership, page: Page, root: str, here: Language) -> dict[str, Any]:
    return _said(
        {
            "@type": "Article",
            "headline": page.title,
            "inLanguage": here.tag,
            "datePublished": record.listed.isoformat() if record.listed else None,
            "license": LICENCE_URL,
            "about": [{"@id": f"{root}libraries/{each}/#library"} for each in record.libraries],
        }
    )


def _how_to(record: Checklist, reader: Reader, address: str, description: str) -> dict[str, Any]:
    sections = []
    for section in record.sections:
        steps = [
            {"@type": "HowToStep", "text": _text(step.text, reader), "url": f"{address}#{step.id}"}
            for step in section.steps
        ]
        title = _text(section.title, reader)
        sections.append({"@type": "HowToSection", "name": title, "itemListElement": steps})
    return {
        "@type": "HowTo",
        "name": _word(reader.name(record)),
        "description": description,
        "inLanguage": reader.language.tag,
        "step": sections,
    }


def _text(text: Any, reader: Reader) -> str | dict[str, str]:
    said = reader.text(text)
    assert said
    return _word(said)


def _said(node: dict[str, Any]) -> dict[str, Any]:
    """The node without what says nothing."""
    return {key: value for key, value in node.items() if value}
