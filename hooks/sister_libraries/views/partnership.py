"""A partnership's page: its story."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sister_libraries.languages import N_
from sister_libraries.reader import Link, Said
from sister_libraries.views.page import Page, PageKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sister_libraries.models import Partnership
    from sister_libraries.reader import Reader

STATUSES = {
    "current": N_("Going on"),
    "unconfirmed": N_("Not confirmed whether it goes on"),
    "ended": N_("Ended"),
}


def view(partnership: Partnership, reader: Reader) -> Page:
    """The page of one partnership."""
    catalogue = reader.catalogue
    libraries = [catalogue.libraries[each] for each in partnership.libraries]
    summary = reader.text(partnership.summary)
    assert summary
    countries = list(dict.fromkeys(each.country for each in libraries))
    facts: list[tuple[str, list[Link]]] = []
    if partnership.since or partnership.until:
        facts.append((reader.say(N_("When")), [Link("", Said(reader.when(partnership)))]))
    facts.append((reader.say(N_("Status")), [Link("", Said(_status(partnership, reader)))]))
    kinds = [
        Link(reader.url(f"partnership-kinds/{each}/"), Said(reader.term("partnership-kinds", each)))
        for each in partnership.kinds
    ]
    facts.append((reader.say(N_("Rests on")), kinds))
    if partnership.programme:
        facts.append(
            (reader.say(N_("Program")), [reader.link(catalogue.organizations[partnership.programme])])
        )
    if partnership.activities:
        activities = [
            Link(reader.url(f"activities/{each}/"), Said(reader.term("activities", each)))
            for each in partnership.activities
        ]
        facts.append((reader.say(N_("What they did")), activities))
    context: dict[str, Any] = {
        "id": partnership.id,
        "names": [reader.name(each) for each in libraries],
        "libraries": [reader.library(each) for each in libraries],
        "countries": [
            Link(reader.url(f"countries/{c.lower()}/"), Said(reader.country(c))) for c in countries
        ],
        "summary": summary,
        "status": partnership.status,
        "facts": facts,
        "story": reader.text(partnership.story),
        "lessons": reader.text(partnership.lessons),
        "sources": reader.sources(partnership.sources),
        "listed": reader.date(partnership.listed),
    }
    return Page(
        title=reader.name(partnership).text,
        description=summary.text,
        edit=partnership.file,
        context=context,
        found_as="story",
        found_by=tuple(_told(context, facts)),
    )


def _told(context: dict[str, Any], facts: list[tuple[str, list[Link]]]) -> Iterator[str]:
    """What the page tells of a partnership, as plain text."""
    yield from (each.text for each in context["names"])
    for name in ("summary", "story", "lessons"):
        if context[name]:
            yield context[name].text
    for link in context["libraries"]:
        yield link.note
    for _label, values in facts:
        yield from (each.said.text for each in values)


def _status(partnership: Partnership, reader: Reader) -> str:
    status = reader.say(STATUSES[partnership.status])
    if partnership.confirmed and partnership.status != "ended":
        seen = reader.say(N_("last known alive: {date}"), date=reader.known(partnership.confirmed))
        return reader.say(N_("{status} ({note})"), status=status, note=seen)
    return status


KIND = PageKind(
    "partnership",
    "partnerships",
    lambda catalogue: catalogue.partnerships.items(),
    view,
    lambda partnership, catalogue: catalogue.with_libraries([partnership]),
)
