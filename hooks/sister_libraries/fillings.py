"""What hand-written pages take from the records, by marker: `<!-- sister_libraries:checklist getting-started -->`.

Each marker names a template of the same name in `overrides/records/fillings/` and a function here that prepares
what it prints. An unknown marker stops the build (rules E401 and E407).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from sister_libraries import (
    agreement,
    data_page,
    field_reference,
    find_page,
    form_page,
    offline,
    papers,
    pdf,
    sister_cities,
    write_page,
    yearly_review,
)
from sister_libraries.country_list import countries_filling
from sister_libraries.directory import listings
from sister_libraries.events import events
from sister_libraries.facets import FACETS, choices, counts
from sister_libraries.geography.filling import figure_filling, map_filling
from sister_libraries.languages import N_, site_languages
from sister_libraries.reader import Link, Said
from sister_libraries.rules import RULES
from sister_libraries.statistics_page import filling as charts_filling
from sister_libraries.statistics_page import growth_filling
from sister_libraries.translation_status import filling as translation_filling
from sister_libraries.views import checklist, library

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sister_libraries.directory import Listing
    from sister_libraries.facets import Facet
    from sister_libraries.models import Library
    from sister_libraries.reader import Reader

MARKER = re.compile(r"<!-- sister_libraries:([a-z-]+)(?: ([a-z0-9-]+))? -->")
SHOWN_AT_ONCE = 50  # libraries on one page of the directory
NEWEST = 40  # entries on the page of what is new: about a year of them


def _directory(reader: Reader, root: Path, argument: str) -> dict[str, Any]:
    """The first libraries of the directory, and the ways to all of them; the page's script makes filters of these."""
    catalogue = reader.catalogue
    rows = listings(reader)
    return {
        "asking": bool(catalogue.asking),
        "total": reader.language.plural("{number} library", "{number} libraries", len(rows)),
        "facets": [_facet(each, reader) for each in FACETS],
        "entries": [_listing(each, reader) for each in rows[:SHOWN_AT_ONCE]],
        "more": reader.language.number(len(rows) - SHOWN_AT_ONCE) if len(rows) > SHOWN_AT_ONCE else "",
        "data": f"{reader.root}libraries/directory.{reader.language.code}.json",
        "shown_at_once": SHOWN_AT_ONCE,
        "list_mark": reader.language.listing(["", ""]),
    }


def _facet(facet: Facet, reader: Reader) -> dict[str, Any]:
    """A facet's values with the number of libraries and, where there are any, the page that lists them."""
    found = counts(reader.catalogue)[facet.name]
    return {
        "name": facet.name,
        "title": reader.say(facet.title),
        "choices": [
            {
                "value": value,
                "label": facet.label(value, reader),
                "count": reader.language.number(found[value]),
                "url": reader.url(facet.path(value)) if found[value] else "",
            }
            for value in choices(facet, reader)
        ],
    }


def _listing(each: Listing, reader: Reader) -> dict[str, Any]:
    """A library as the directory lists it; assets/javascripts/directory.js prints the same."""
    found = each.library
    facts = []
    if each.profile.asks:
        facts.append(reader.say(N_("confirmed {date}"), date=reader.known(found.confirmed)))
        if each.profile.freshness == "due":
            facts.append(reader.say(N_("needs to be confirmed again")))
    if found.type:
        facts.append(reader.term("library-types", found.type))
    lists = (
        (N_("Works in: {values}"), reader.languages(found.work_languages)),
        (N_("Seeks: {values}"), reader.terms("exchanges", found.seeks)),
        (N_("Offers: {values}"), reader.terms("exchanges", found.offers)),
    )
    return {
        "link": Link(reader.url(found.path), each.name, each.town),
        "status": each.status,
        "status_text": reader.say(library.STANDINGS[each.status]),
        "facts": facts,
        "lists": [
            (before, reader.language.listing(values), after)
            for pattern, values in lists
            for before, _, after in [reader.say(pattern).partition("{values}")]
            if values
        ],
    }


def _entry(each: Library, reader: Reader) -> dict[str, Any]:
    """A library as the list of those who ask shows it."""
    standing = reader.catalogue.standing(each)
    return {
        "link": reader.library(each),
        "standing": reader.say(library.STANDINGS[standing]),
        "freshness": reader.catalogue.freshness(each).value,
        "confirmed": reader.known(each.confirmed),
        "seeks": reader.terms("exchanges", each.seeks),
        "offers": reader.terms("exchanges", each.offers),
        "languages": reader.languages(each.work_languages),
    }


def _counted(reader: Reader, rows: list[tuple[str, str, int]]) -> list[Link]:
    """Links with a count behind each, in the order of the language's alphabet."""
    rows.sort(key=lambda row: reader.sort_key(row[1]))
    return [Link(reader.url(path), Said(name), reader.language.number(count)) for path, name, count in rows]


def _stories(reader: Reader, root: Path, argument: str) -> dict[str, Any]:
    """All partnerships, and the ways to them by country, activity and kind."""
    catalogue = reader.catalogue
    return {
        "partnerships": reader.partnerships(catalogue.partnerships.values()),
        "countries": _counted(
            reader,
            [
                (f"countries/{c.lower()}/", reader.country(c), len(x))
                for c, x in catalogue.partnerships_by_country.items()
            ],
        ),
        "activities": _counted(
            reader,
            [
                (f"activities/{a}/", reader.term("activities", a), len(x))
                for a, x in catalogue.partnerships_by_activity.items()
            ],
        ),
        "kinds": _counted(
            reader,
            [
                (f"partnership-kinds/{k}/", reader.term("partnership-kinds", k), len(x))
                for k, x in catalogue.partnerships_by_kind.items()
            ],
        ),
    }


def _organizations(reader: Reader, root: Path, argument: str) -> dict[str, Any]:
    """Organizations by kind, those that have ended last."""
    catalogue = reader.catalogue
    groups = []
    for term in catalogue.vocabularies["organization-kinds"].terms:
        active = [o for o in catalogue.organizations.values() if o.kind == term.id and o.status == "active"]
        if active:
            groups.append(
                {"title": reader.text(term.label), "entries": _organization_entries(reader, active)}
            )
    ended = [each for each in catalogue.organizations.values() if each.status == "ended"]
    return {"groups": groups, "ended": _organization_entries(reader, ended)}


def _organization_entries(reader: Reader, organizations: list[Any]) -> list[dict[str, Any]]:
    ordered = sorted(organizations, key=lambda each: reader.sort_key(reader.name(each).text))
    return [reader.summary(each) for each in ordered]


def _checklists(reader: Reader, root: Path, argument: str) -> dict[str, Any]:
    entries = [
        {
            **reader.summary(each),
            "steps": reader.language.plural(
                "{number} step", "{number} steps", sum(len(section.steps) for section in each.sections)
            ),
        }
        for each in reader.catalogue.checklists.values()
    ]
    return {"checklists": entries}


def _checklist(reader: Reader, root: Path, argument: str) -> dict[str, Any]:
    record = reader.catalogue.checklists[argument]
    return {"checklist": checklist.context(record, reader), "link": reader.link(record)}


def _activities(reader: Reader, root: Path, argument: str) -> dict[str, Any]:
    """All activities by group."""
    vocabularies = reader.catalogue.vocabularies
    groups = [
        {
            "id": group.id,
            "title": reader.text(group.label),
            "activities": [
                {
                    "link": Link(
                        reader.url(f"activities/{term.id}/"), Said(reader.term("activities", term.id))
                    ),
                    "description": reader.text(term.description),
                }
                for term in vocabularies["activities"].terms
                if term.group == group.id
            ],
        }
        for group in vocabularies["activity-groups"].terms
    ]
    return {"groups": groups}


def _news(reader: Reader, root: Path, argument: str) -> dict[str, Any]:
    """What has happened lately, day by day."""
    found = events(reader.catalogue)
    days: dict[str, list[dict[str, Any]]] = {}
    for each in found[:NEWEST]:
        entry = {"link": reader.link(each.record), "kind": each.label(reader)}
        days.setdefault(reader.date(each.day), []).append(entry)
    more = len(found) - NEWEST
    return {
        "days": days,
        "more": reader.language.number(more) if more > 0 else "",
        "feeds": [("Atom", reader.url("feed.xml")), ("JSON Feed", reader.url("feed.json"))],
    }


def _problems(reader: Reader, root: Path, argument: str) -> dict[str, Any]:
    """All rules with their codes and titles."""
    headings = {
        "1": N_("Reading a file"),
        "2": N_("One record"),
        "3": N_("Records together"),
        "4": N_("Hand-written pages"),
    }
    groups = []
    for digit, heading in headings.items():
        rules = [rule for rule in RULES.values() if rule.code[1] == digit]
        entries = [
            Link(reader.url(f"problems/{rule.code.lower()}/"), Said(reader.say(rule.title)), rule.code)
            for rule in rules
        ]
        groups.append({"title": reader.say(heading), "entries": entries})
    return {"groups": groups}


def _fields(reader: Reader, root: Path, argument: str) -> dict[str, Any]:
    return {"kinds": field_reference.kinds(reader)}


def _statistics(reader: Reader, root: Path, argument: str) -> dict[str, Any]:
    """How many of what there is."""
    catalogue = reader.catalogue
    current = sum(each.status == "current" for each in catalogue.partnerships.values())
    counts = [
        (N_("Libraries"), len(catalogue.libraries)),
        (N_("Libraries that ask for a partner now"), len(catalogue.asking)),
        (N_("Countries or regions"), len(catalogue.by_country)),
        (N_("Documented partnerships"), len(catalogue.partnerships)),
        (N_("Partnerships known to go on"), current),
        (
            N_("Organizations that can help"),
            sum(o.status == "active" for o in catalogue.organizations.values()),
        ),
    ]
    return {"counts": [(reader.say(label), reader.language.number(count)) for label, count in counts]}


def _home(reader: Reader, root: Path, argument: str) -> dict[str, Any]:
    """What the home page shows of the records: counts and the newest known stories."""
    catalogue = reader.catalogue
    known = _statistics(reader, root, argument)["counts"]
    return {
        "counts": [each for each in known if each[1] != reader.language.number(0)],
        "asking": [_entry(each, reader) for each in catalogue.asking[:3]],
        "stories": reader.partnerships(catalogue.partnerships.values())[:3],
    }


def _papers(reader: Reader, root: Path, argument: str) -> dict[str, Any]:
    """The PDFs in every language, the page's own first; none where they cannot be made."""
    ordered = [reader.language, *(each for each in site_languages() if each != reader.language)]
    if not pdf.offered():
        return {"languages": []}
    return {
        "languages": [
            (
                each,
                [
                    (reader.root + each.prefix + file, title)
                    for file, title, _ in papers.files(reader.catalogue, each)
                ],
            )
            for each in ordered
        ]
    }


def _nothing(reader: Reader, root: Path, argument: str) -> dict[str, Any]:
    return {}


# Marker → what its template prints, for a reader of the page, the project's root and the marker's argument.
FILLINGS: dict[str, Callable[[Reader, Path, str], dict[str, Any]]] = {
    "home": _home,
    "directory": _directory,
    "countries": countries_filling,
    "stories": _stories,
    "organizations": _organizations,
    "checklists": _checklists,
    "checklist": _checklist,
    "activities": _activities,
    "news": _news,
    "translation-status": translation_filling,
    "problems": _problems,
    "fields": _fields,
    "statistics": _statistics,
    "charts": charts_filling,
    "growth": growth_filling,
    "map": map_filling,
    "map-figure": figure_filling,
    "sister-cities": sister_cities.list_filling,
    "sister-city-search": sister_cities.search_filling,
    "search": _nothing,
    "write": write_page.filling,
    "agreement": agreement.filling,
    "review": yearly_review.filling,
    "papers": _papers,
    "offline": offline.filling,
    "data-files": data_page.files_filling,
    "data-changes": data_page.changes_filling,
    "find": find_page.filling,
    "submit": form_page.filling,
}
