"""What is known of a library for finding and matching, in one language-neutral form: the Profile.

The directory's filters, the suggestions on library pages, `/find/` and `/write/` all use it, so that they agree.
"""

from __future__ import annotations

import marshal
from dataclasses import dataclass, field, fields
from operator import attrgetter
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from sister_libraries.freshness import confirmed_on
from sister_libraries.once import once_per_catalogue
from sister_libraries.ties import ties
from sister_libraries.time_zones import zone_of
from sister_libraries.world import part_of_world

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping

    from sister_libraries.catalogue import Catalogue, Standing
    from sister_libraries.models import Library, Text


@dataclass(frozen=True, slots=True)
class Profile:
    """One library. Lists keep the record's order; an empty list or None means that nothing is known.

    `towns`, `ties` and `sister_cities` hold town keys (see `town_keys`). `community` and `commitment` are places in
    the order of their vocabularies. `freshness` is empty for a library that makes no request.
    """

    id: str
    country: str
    region_of_world: str
    towns: tuple[str, ...]
    type: str | None
    community: int | None
    commitment: int | None
    languages: tuple[str, ...]
    seeks: tuple[str, ...]
    offers: tuple[str, ...]
    activities: tuple[str, ...]  # what it would like to do, requests for one activity among them
    preferred_countries: tuple[str, ...]
    preferred_languages: tuple[str, ...]
    preferred_types: tuple[str, ...]
    # Towns with a library that its town is tied to: as sister cities, or by a partnership of libraries.
    ties: tuple[str, ...]
    sister_cities: tuple[str, ...]  # those of them that are sister cities
    zone: str | None
    standing: Standing
    freshness: Literal["fresh", "due", "stepped-back", ""]
    confirmed: int | None  # the day, as a proleptic Gregorian ordinal
    partners: tuple[str, ...]  # ids of the libraries that it has a partnership with that has not ended
    reachable: bool  # whether its record says how to write to it

    @property
    def as_bytes(self) -> bytes:
        """All that it says, the same bytes for the same facts in every build."""
        return marshal.dumps(_facts(self), _WITHOUT_REFERENCES)

    @property
    def asks(self) -> bool:
        """Whether it may be shown as looking for a partner, or open to one."""
        return self.standing in ("seeking", "open") and self.freshness in ("fresh", "due")


_facts = attrgetter(*(each.name for each in fields(Profile)))
_WITHOUT_REFERENCES = 2  # a version of marshal that writes a text again wherever it stands


def town_keys(city: Text | None, country: str) -> tuple[str, ...]:
    """The keys of a town: "CC town-in-English-lowercase", then the same for each other language that names it.

    Towns are the same when any of their keys is: one record may name a town in English only, another in Chinese.
    """
    if city is None:
        return ()
    names = [" ".join((city.get(code) or "").casefold().split()) for code in city.languages()]
    return tuple(dict.fromkeys(f"{country} {name}" for name in names))


def profile(library: Library, catalogue: Catalogue) -> Profile:
    """The profile of one library of the catalogue."""
    return profiles(catalogue)[library.id]


@once_per_catalogue
def profiles(catalogue: Catalogue) -> Mapping[str, Profile]:
    """The profiles of all libraries, by id."""
    places = {
        name: {term.id: place for place, term in enumerate(catalogue.vocabularies[name].terms)}
        for name in ("communities", "commitments")
        if name in catalogue.vocabularies
    }
    tied = tied_towns(catalogue)
    return MappingProxyType(
        {each.id: _profile(each, catalogue, places, tied) for each in catalogue.libraries.values()}
    )


def _profile(
    library: Library, catalogue: Catalogue, places: Mapping[str, Mapping[str, int]], tied: TiedTowns
) -> Profile:
    towns = town_keys(library.city, library.country)
    sisters, ties_of_town = tied.of(
        towns,
        tuple(key for each in library.sister_cities or () for key in town_keys(each.city, each.country)),
    )
    going_on = [each for each in catalogue.partnerships_of.get(library.id, ()) if each.status != "ended"]
    partners = _together(each for found in going_on for each in found.libraries if each != library.id)
    preferred = library.preferred
    requested = (each.activity for each in library.requests or ())
    confirmed = confirmed_on(library)
    return Profile(
        id=library.id,
        country=library.country,
        region_of_world=part_of_world(library.country),
        towns=towns,
        type=library.type,
        community=places["communities"][library.community] if library.community else None,
        commitment=places["commitments"][library.commitment] if library.commitment else None,
        languages=library.work_languages or (),
        seeks=library.seeks or (),
        offers=library.offers or (),
        activities=_together(library.activities or (), requested),
        preferred_countries=(preferred and preferred.countries) or (),
        preferred_languages=(preferred and preferred.languages) or (),
        preferred_types=(preferred and preferred.types) or (),
        ties=ties_of_town,
        sister_cities=sisters,
        zone=zone_of(library),
        standing=catalogue.standing(library),
        freshness=catalogue.freshness(library).value if library.status else "",
        confirmed=confirmed.toordinal() if confirmed else None,
        partners=partners,
        reachable=library.contact is not None,
    )


def _together(*lists: Iterable[str]) -> tuple[str, ...]:
    """The values of several lists, each once, in the order in which they first stand."""
    return tuple(dict.fromkeys(value for values in lists for value in values))


@dataclass(frozen=True, slots=True)
class TiedTowns:
    """Which towns are tied to which, both ways, by town key: `all` of them, and those as `sister_cities`.

    `homes` are the towns with a library. Only these are told of: no other can be a partner's, and there are many.
    """

    all: Mapping[str, tuple[str, ...]]
    sister_cities: Mapping[str, tuple[str, ...]]
    homes: Container[str]
    _known: dict[tuple[tuple[str, ...], ...], tuple[tuple[str, ...], tuple[str, ...]]] = field(
        default_factory=dict
    )

    def of(self, towns: tuple[str, ...], told: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The sister cities of a town, first those that a library itself has `told`, and all that it is tied to.

        A town's libraries share one answer: in a large town it is long, and there are many of them.
        """
        key = (towns, told)
        if key not in self._known:
            sisters = _together(told, *(self.sister_cities.get(each, ()) for each in towns))
            every = _together(sisters, *(self.all.get(each, ()) for each in towns))
            self._known[key] = self._with_libraries(sisters), self._with_libraries(every)
        return self._known[key]

    def _with_libraries(self, towns: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(each for each in towns if each in self.homes)


@once_per_catalogue
def tied_towns(catalogue: Catalogue) -> TiedTowns:
    """Which towns are sister cities, as `ties` knows, and besides which are tied by a partnership of libraries."""
    sisters: dict[str, set[str]] = {}
    every: dict[str, set[str]] = {}

    def tie(ones: Iterable[str], others: Iterable[str], *tables: dict[str, set[str]]) -> None:
        for one in ones:
            for other in others:
                for table in tables:
                    if one != other:
                        table.setdefault(one, set()).add(other)
                        table.setdefault(other, set()).add(one)

    known = ties(catalogue)
    for each in known.all:
        one, other = (town_keys(known.towns[town].name, known.towns[town].country) for town in each.towns)
        tie(one, other, every, sisters)
    for partnership in catalogue.partnerships.values():
        towns = [
            town_keys(x.city, x.country) for x in map(catalogue.libraries.__getitem__, partnership.libraries)
        ]
        for index, ones in enumerate(towns):
            for others in towns[:index]:
                if not set(ones) & set(others):
                    tie(ones, others, every)
    return TiedTowns(
        all={key: tuple(sorted(found)) for key, found in every.items()},
        sister_cities={key: tuple(sorted(found)) for key, found in sisters.items()},
        homes={key for each in catalogue.libraries.values() for key in town_keys(each.city, each.country)},
    )
