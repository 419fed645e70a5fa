"""The facets by which the directory is filtered: one table for its plain lists, its data and its counts."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sister_libraries.languages import N_
from sister_libraries.once import once_per_catalogue
from sister_libraries.profiles import profiles
from sister_libraries.views.library import STANDINGS
from sister_libraries.views.status import AGES
from sister_libraries.world import PARTS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sister_libraries.catalogue import Catalogue
    from sister_libraries.profiles import Profile
    from sister_libraries.reader import Reader

# The statuses in the order in which the directory lists them, those that answer first.
STATUSES = ("seeking", "open", "paired", "known", "paused", "stepped-back", "withdrawn")


@dataclass(frozen=True, slots=True)
class Facet:
    """One way to tell libraries apart. `name` stands in addresses, so it is for ever.

    `values` are those of one library, `label` names a value, `pages` is the folder of the values' own pages.
    `choices` are all values in their own order; where it is None, those that occur, by the language's alphabet.
    A library can have several values only where `several` says so.
    """

    name: str
    title: str
    values: Callable[[Profile, Catalogue], Sequence[str]]
    label: Callable[[str, Reader], str]
    pages: str
    choices: Callable[[Catalogue], Sequence[str]] | None = None
    several: bool = False

    def path(self, value: str) -> str:
        """The address of a value's page below each language's root."""
        return f"{self.pages}/{value.lower()}/"


def shown_status(profile: Profile) -> str:
    """The status that lists show: an old request is no request (decisions/0007-freshness.md)."""
    asks = profile.standing in ("seeking", "open")
    return "stepped-back" if asks and profile.freshness == "stepped-back" else profile.standing


def _age(profile: Profile, _catalogue: Catalogue) -> Sequence[str]:
    return (profile.freshness,) if profile.standing in ("seeking", "open") else ()


def _place_in(vocabulary: str, place: int | None, catalogue: Catalogue) -> Sequence[str]:
    return () if place is None else (catalogue.vocabularies[vocabulary].terms[place].id,)


def _terms(vocabulary: str) -> Callable[[Catalogue], Sequence[str]]:
    return lambda catalogue: tuple(each.id for each in catalogue.vocabularies[vocabulary].terms)


def _term(vocabulary: str) -> Callable[[str, Reader], str]:
    return lambda value, reader: reader.term(vocabulary, value)


def _part(value: str, reader: Reader) -> str:
    return reader.country(PARTS[value])  # type: ignore[index]  # it is one of the keys


FACETS: tuple[Facet, ...] = (
    Facet(
        "status",
        N_("Status"),
        lambda profile, _: (shown_status(profile),),
        lambda value, reader: reader.say(STANDINGS[value]),
        "statuses",
        lambda _: STATUSES,
    ),
    Facet(
        "world",
        N_("Part of the world"),
        lambda profile, _: (profile.region_of_world,),
        _part,
        "parts-of-the-world",
        lambda _: tuple(PARTS),
    ),
    Facet(
        "country",
        N_("Country or region"),
        lambda profile, _: (profile.country,),
        lambda value, reader: reader.country(value),
        "countries",
    ),
    Facet(
        "language",
        N_("Works in"),
        lambda profile, _: profile.languages,
        lambda value, reader: reader.language.language(value),
        "languages",
        several=True,
    ),
    Facet("seeks", N_("Seeks"), lambda p, _: p.seeks, _term("exchanges"), "exchanges", several=True),
    Facet("offers", N_("Offers"), lambda p, _: p.offers, _term("exchanges"), "exchanges", several=True),
    Facet(
        "activity",
        N_("Would like to do"),
        lambda profile, _: profile.activities,
        _term("activities"),
        "activities",
        several=True,
    ),
    Facet(
        "type",
        N_("Type of library"),
        lambda profile, _: (profile.type,) if profile.type else (),
        _term("library-types"),
        "library-types",
    ),
    Facet(
        "community",
        N_("Community served"),
        lambda profile, catalogue: _place_in("communities", profile.community, catalogue),
        _term("communities"),
        "communities",
        _terms("communities"),
    ),
    Facet(
        "commitment",
        N_("Commitment"),
        lambda profile, catalogue: _place_in("commitments", profile.commitment, catalogue),
        _term("commitments"),
        "commitments",
        _terms("commitments"),
    ),
    Facet(
        "confirmed",
        N_("Request confirmed"),
        _age,
        lambda value, reader: reader.say(AGES[value]),
        "statuses",
        lambda _: tuple(AGES),
    ),
)


@once_per_catalogue
def counts(catalogue: Catalogue) -> Mapping[str, Counter[str]]:
    """How many libraries have each value, by the facet's name."""
    found = {facet.name: Counter[str]() for facet in FACETS}
    for profile in profiles(catalogue).values():
        for facet in FACETS:
            found[facet.name].update(facet.values(profile, catalogue))
    return found


def choices(facet: Facet, reader: Reader) -> list[str]:
    """A facet's values in the order in which they are shown."""
    if facet.choices:
        return list(facet.choices(reader.catalogue))
    return sorted(
        counts(reader.catalogue)[facet.name], key=lambda each: reader.sort_key(facet.label(each, reader))
    )
