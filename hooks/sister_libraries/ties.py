"""Which towns are sister cities, as far as the data knows, and which libraries are in them.

Three kinds of record tell of it: a library's `sister_cities`, a partnership that rests on sister cities, and the
files of `town_ties.py`. A tie is the same in both directions, whoever tells of it.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from sister_libraries.models import Text
from sister_libraries.once import once_per_catalogue
from sister_libraries.time_zones import distance
from sister_libraries.town_ties import NamedTown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sister_libraries.catalogue import Catalogue
    from sister_libraries.models import Library, Partnership
    from sister_libraries.models.base import Source
    from sister_libraries.models.dates import Known

SISTER_CITIES = "sister-cities"  # the kind of partnership
NEAR = 60  # kilometres: two places of one name in one country that are farther apart are two towns


@dataclass(frozen=True, slots=True)
class Town:
    """A town with sister cities: its names, its country or region, and the ids of the libraries in it."""

    id: str
    name: Text
    country: str
    libraries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tie:
    """Two towns by their ids, since when they are sister cities, and who tells of it."""

    towns: tuple[str, str]
    since: Known | None
    told_by: tuple[Library | Partnership | Source, ...]


@dataclass(frozen=True)
class Ties:
    """All ties, the towns that they join by id, and each town's sister cities with the tie."""

    towns: Mapping[str, Town]
    all: tuple[Tie, ...]
    of: Mapping[str, tuple[tuple[Town, Tie], ...]]

    def in_country(self, country: str) -> Iterator[Town]:
        """The towns of a country or region that have sister cities."""
        return (town for town in self.towns.values() if town.country == country)


@once_per_catalogue
def ties(catalogue: Catalogue) -> Ties:
    """The ties between sister cities that the catalogue's records and data files tell of."""
    gazetteer = _Gazetteer()
    found: dict[tuple[int, int], list[tuple[Known | None, Library | Partnership | Source]]] = {}

    def tell(one: _Place, other: _Place, since: Known | None, teller: Library | Partnership | Source) -> None:
        if one is not other:
            first, second = sorted((one.number, other.number))
            found.setdefault((first, second), []).append((since, teller))

    # First what is told most exactly: towns with coordinates or an item in Wikidata are known by them later on.
    told = [
        (gazetteer.place(each.towns[0]), gazetteer.place(each.towns[1]), each) for each in catalogue.town_ties
    ]
    homes = {}
    for library in catalogue.libraries.values():
        if library.city:
            home = gazetteer.place(NamedTown(library.city, library.country, library.coordinates))
            home.libraries.append(library.id)
            homes[library.id] = home
    for library in catalogue.libraries.values():
        for each in library.sister_cities or () if library.id in homes else ():
            tell(homes[library.id], gazetteer.place(NamedTown(each.city, each.country)), each.since, library)
    for partnership in catalogue.partnerships.values():
        if SISTER_CITIES in partnership.kinds:
            towns = {id(homes[x]): homes[x] for x in partnership.libraries if x in homes}
            if len(towns) == 2:  # of three towns nobody says which are tied
                one, other = towns.values()
                tell(one, other, None, partnership)
    for one, other, tie in told:
        for source in tie.sources:
            tell(one, other, tie.since, source)
    return _linked(gazetteer, found)


def _linked(
    gazetteer: _Gazetteer,
    found: Mapping[tuple[int, int], list[tuple[Known | None, Library | Partnership | Source]]],
) -> Ties:
    places = gazetteer.places
    tied = sorted({number for pair in found for number in pair}, key=lambda number: places[number].order)
    ids: dict[int, str] = {}
    taken: dict[str, int] = {}
    for number in tied:  # towns of one name in one country: the second is “US springfield 2”
        plain = places[number].id
        taken[plain] = taken.get(plain, 0) + 1
        ids[number] = plain if taken[plain] == 1 else f"{plain} {taken[plain]}"
    towns = {
        ids[number]: Town(
            ids[number],
            Text(dict(places[number].names)),
            places[number].country,
            tuple(sorted(places[number].libraries)),
        )
        for number in tied
    }
    all_ties = []
    of: dict[str, list[tuple[Town, Tie]]] = {each: [] for each in towns}
    for (one, other), told in found.items():
        since = min((known for known, _ in told if known), default=None)
        first, second = sorted((ids[one], ids[other]))
        tie = Tie((first, second), since, tuple(dict.fromkeys(teller for _, teller in told)))
        all_ties.append(tie)
        of[first].append((towns[second], tie))
        of[second].append((towns[first], tie))
    ordered = {each: tuple(sorted(pairs, key=lambda pair: pair[0].id)) for each, pairs in of.items()}
    return Ties(
        MappingProxyType(towns),
        tuple(sorted(all_ties, key=lambda each: each.towns)),
        MappingProxyType(ordered),
    )


# -- which names mean the same town -------------------------------------------------------------------------


@dataclass
class _Place:
    """One town while the records are gone through."""

    number: int
    country: str
    names: dict[str, str]
    coordinates: tuple[float, float] | None
    wikidata: str
    libraries: list[str] = field(default_factory=list)

    @property
    def id(self) -> str:
        """The country's code and the name in English, or the first that there is, in small letters."""
        name = self.names[Text(self.names).languages()[0]]
        return f"{self.country} {_plain(name)}"

    @property
    def order(self) -> tuple[str, str, tuple[float, float]]:
        """Where it stands among towns of the same name, whatever the order of the records."""
        return self.id, self.wikidata or "Q", self.coordinates or (99.0, 0.0)


class _Gazetteer:
    """The towns that were named so far."""

    def __init__(self) -> None:
        self.places: list[_Place] = []
        self._by_item: dict[str, _Place] = {}
        self._by_name: dict[str, list[_Place]] = {}

    def place(self, named: NamedTown) -> _Place:
        """The town that is meant: one that was named before, or a new one."""
        found = self._known(named)
        if found is None:
            found = _Place(len(self.places), named.country, {}, None, "")
            self.places.append(found)
        found.coordinates = found.coordinates or named.coordinates
        if named.wikidata and not found.wikidata:
            found.wikidata = named.wikidata
            self._by_item[named.wikidata] = found
        for code, name in named.name.words().items():
            found.names.setdefault(code, name)
        for key in _keys(named):
            same = self._by_name.setdefault(key, [])
            if found not in same:
                same.append(found)
        return found

    def _known(self, named: NamedTown) -> _Place | None:
        if named.wikidata in self._by_item:
            return self._by_item[named.wikidata]
        same: dict[int, _Place] = {}
        for key in _keys(named):
            same |= {each.number: each for each in self._by_name.get(key, ())}
        candidates = [
            each for each in same.values() if not (named.wikidata and each.wikidata) and _may_be(each, named)
        ]
        if named.coordinates:
            placed = [each for each in candidates if each.coordinates]
            if placed:
                return min(placed, key=lambda each: (_apart(each, named), each.number))
        # Of several towns of that name none is taken for the one that is meant.
        return candidates[0] if len(candidates) == 1 else None


def _may_be(place: _Place, named: NamedTown) -> bool:
    return not (place.coordinates and named.coordinates) or _apart(place, named) <= NEAR


def _apart(place: _Place, named: NamedTown) -> float:
    assert place.coordinates and named.coordinates
    return distance(*place.coordinates, *named.coordinates)


def _keys(named: NamedTown) -> Iterable[str]:
    return [f"{named.country} {_plain(name)}" for name in named.name.words().values()]


def _plain(name: str) -> str:
    """A name as it is compared: in small letters without accents, its spaces one each."""
    apart = unicodedata.normalize("NFKD", name).casefold()
    return " ".join("".join(c for c in apart if not unicodedata.combining(c)).split())
