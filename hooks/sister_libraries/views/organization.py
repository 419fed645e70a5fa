"""An organization's page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sister_libraries.languages import N_
from sister_libraries.reader import Link, Said
from sister_libraries.views.page import Page, PageKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sister_libraries.catalogue import Catalogue
    from sister_libraries.models import Organization, Record
    from sister_libraries.reader import Reader


def view(organization: Organization, reader: Reader) -> Page:
    """The page of one organization."""
    name = reader.name(organization)
    summary = reader.text(organization.summary)
    assert summary
    facts: list[tuple[str, list[Link]]] = []
    kind = reader.term("organization-kinds", organization.kind)
    facts.append((reader.say(N_("Kind of organization")), [Link("", Said(kind))]))
    if organization.website:
        shown = organization.website.split("://", 1)[1].rstrip("/")
        facts.append((reader.say(N_("Website")), [Link(organization.website, Said(shown))]))
    if organization.email:
        facts.append(
            (reader.say(N_("E-mail")), [Link(f"mailto:{organization.email}", Said(organization.email))])
        )
    if organization.countries:
        links = [
            Link(reader.url(f"countries/{c.lower()}/"), Said(reader.country(c)))
            for c in organization.countries
        ]
        facts.append((reader.say(N_("Where it can help")), links))
    if organization.confirmed:
        newest = Link("", Said(reader.known(organization.confirmed)))
        facts.append((reader.say(N_("Newest source")), [newest]))
    context: dict[str, Any] = {
        "id": organization.id,
        "name": name,
        "other_names": reader.other_names(organization),
        "abbreviation": organization.abbreviation,
        "ended": organization.status == "ended",
        "summary": summary,
        "description": reader.text(organization.description),
        "help": reader.text(organization.help),
        "facts": facts,
        "partnerships": reader.partnerships(
            reader.catalogue.partnerships_by_programme.get(organization.id, ())
        ),
        "sources": reader.sources(organization.sources),
        "listed": reader.date(organization.listed),
    }
    told = [context["description"], context["help"]]
    return Page(
        title=name.text,
        description=summary.text,
        edit=organization.file,
        context=context,
        found_as="guidance",
        found_by=(
            *(each.text for each in (name, *context["other_names"])),
            *([organization.abbreviation] if organization.abbreviation else []),
            summary.text,
            *(each.text for each in told if each),
            *(value.said.text for _label, values in facts for value in values),
        ),
    )


def depends(organization: Organization, catalogue: Catalogue) -> Iterator[Record]:
    """The partnerships that it brought about; organizations themselves are few, and a change makes all pages anew."""
    return catalogue.with_libraries(catalogue.partnerships_by_programme.get(organization.id, ()))


KIND = PageKind(
    "organization", "organizations", lambda catalogue: catalogue.organizations.items(), view, depends
)
