"""The Catalogue: all records of one build, linked to one another, and never changed after it is made."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal

from sister_libraries.checks import check_store
from sister_libraries.freshness import Freshness, confirmed_on, freshness
from sister_libraries.models import Checklist, Library, Organization, Partnership, Record, Vocabulary
from sister_libraries.models.vocabulary import VocabularyTerm
from sister_libraries.problems import Problem, ProblemsFound
from sister_libraries.rules import RULES
from sister_libraries.store import Move, Store, read_store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import date

    from sister_libraries.kept import Kept
    from sister_libraries.town_ties import KnownTie

Standing = Literal["seeking", "open", "paired", "paused", "withdrawn", "known"]


@dataclass(frozen=True)
class Catalogue:
    """All records by kind and id, and what follows from them on the day `today`."""

    libraries: Mapping[str, Library]
    partnerships: Mapping[str, Partnership]
    checklists: Mapping[str, Checklist]
    organizations: Mapping[str, Organization]
    vocabularies: Mapping[str, Vocabulary]
    moves: Mapping[str, Mapping[str, Move]]
    today: date
    town_ties: tuple[KnownTie, ...] = ()  # between sister cities, beside those that the records tell of

    def records(self, folder: str) -> Mapping[str, Record]:
        """The records of `data/<folder>`, by id."""
        found: Mapping[str, Record] = getattr(self, folder)
        return found

    def moved_to(self, folder: str, old: str) -> str | None:
        """The id of the record that `old` has become, however many moves later; None for one taken down."""
        moves = self.moves.get(folder, {})
        to: str | None = old
        while to is not None and to in moves:
            to = moves[to].to
        return to

    def term(self, vocabulary: str, term_id: str) -> VocabularyTerm:
        """The term `term_id` of a vocabulary; both are known to be there once the checks have passed."""
        return self._terms[vocabulary][term_id]

    @cached_property
    def _terms(self) -> dict[str, dict[str, VocabularyTerm]]:
        return {each.id: {term.id: term for term in each.terms} for each in self.vocabularies.values()}

    def standing(self, library: Library) -> Standing:
        """The library's effective status: its own request, else `paired`, else only `known`.

        A partnership makes its libraries paired as long as no source says that it has ended.
        """
        if library.status:
            return library.status
        going_on = any(each.status != "ended" for each in self.partnerships_of.get(library.id, ()))
        return "paired" if going_on else "known"

    def freshness(self, library: Library) -> Freshness:
        """How fresh the library's request is today."""
        return freshness(library, self.today)

    def asks(self, library: Library) -> bool:
        """Whether the library may be shown as looking for a partner, or open to one."""
        return library.status in ("seeking", "open") and library.id not in self._stepped_back

    def stepped_back(self, library: Library) -> bool:
        """Whether the library's request is too old to be shown as one."""
        return library.id in self._stepped_back

    def shown_standing(self, library: Library) -> str:
        """How the library stands as readers are told: its standing, or `stepped-back`."""
        return Freshness.STEPPED_BACK.value if self.stepped_back(library) else self.standing(library)

    @cached_property
    def _stepped_back(self) -> frozenset[str]:
        requests = (each for each in self.libraries.values() if each.status in ("seeking", "open"))
        return frozenset(each.id for each in requests if self.freshness(each) is Freshness.STEPPED_BACK)

    @cached_property
    def partnerships_of(self) -> Mapping[str, tuple[Partnership, ...]]:
        """A library's partnerships, by the library's id."""
        return _group(self.partnerships.values(), lambda each: each.libraries)

    @cached_property
    def asking(self) -> tuple[Library, ...]:
        """The libraries that ask for a partner today, the most recently confirmed first."""
        asking = [each for each in self.libraries.values() if self.asks(each)]
        return tuple(sorted(asking, key=lambda each: (_age(each, self.today), each.id)))

    @cached_property
    def by_country(self) -> Mapping[str, tuple[Library, ...]]:
        """Libraries by country or region code."""
        return _group(self.libraries.values(), lambda each: [each.country])

    @cached_property
    def by_language(self) -> Mapping[str, tuple[Library, ...]]:
        """Libraries by the languages that their staff work in."""
        return _group(self.libraries.values(), lambda each: each.work_languages or ())

    @cached_property
    def by_type(self) -> Mapping[str, tuple[Library, ...]]:
        """Libraries by type."""
        return _group(self.libraries.values(), lambda each: [each.type] if each.type else [])

    @cached_property
    def by_community(self) -> Mapping[str, tuple[Library, ...]]:
        """Libraries by the size of the community that they serve."""
        return _group(self.libraries.values(), lambda each: [each.community] if each.community else [])

    @cached_property
    def by_commitment(self) -> Mapping[str, tuple[Library, ...]]:
        """Libraries by how much time they want to give."""
        return _group(self.libraries.values(), lambda each: [each.commitment] if each.commitment else [])

    @cached_property
    def seeking(self) -> Mapping[str, tuple[Library, ...]]:
        """Libraries by what they seek."""
        return _group(self.libraries.values(), lambda each: each.seeks or ())

    @cached_property
    def offering(self) -> Mapping[str, tuple[Library, ...]]:
        """Libraries by what they offer."""
        return _group(self.libraries.values(), lambda each: each.offers or ())

    def with_libraries(self, partnerships: Iterable[Partnership]) -> Iterator[Record]:
        """Partnerships, each with its libraries: what a list of them shows depends on both."""
        for each in partnerships:
            yield each
            yield from (self.libraries[library] for library in each.libraries)

    @cached_property
    def partnerships_by_country(self) -> Mapping[str, tuple[Partnership, ...]]:
        """Partnerships by the countries or regions of their libraries."""

        def countries(each: Partnership) -> list[str]:
            return list(dict.fromkeys(self.libraries[library].country for library in each.libraries))

        return _group(self.partnerships.values(), countries)

    @cached_property
    def partnerships_by_activity(self) -> Mapping[str, tuple[Partnership, ...]]:
        """Partnerships by activity."""
        return _group(self.partnerships.values(), lambda each: each.activities or ())

    @cached_property
    def partnerships_by_kind(self) -> Mapping[str, tuple[Partnership, ...]]:
        """Partnerships by what they rest on."""
        return _group(self.partnerships.values(), lambda each: each.kinds)

    @cached_property
    def partnerships_by_programme(self) -> Mapping[str, tuple[Partnership, ...]]:
        """Partnerships by the programme that brought them about."""
        return _group(self.partnerships.values(), lambda each: [each.programme] if each.programme else [])

    @cached_property
    def libraries_by_activity(self) -> Mapping[str, tuple[Library, ...]]:
        """Libraries that would like to do an activity, by activity."""
        return _group(self.libraries.values(), _wishes)


def _wishes(library: Library) -> list[str]:
    wishes = list(library.activities or ()) + [each.activity for each in library.requests or ()]
    return list(dict.fromkeys(wishes))


def _age(library: Library, today: date) -> int:
    confirmed = confirmed_on(library)
    return (today - confirmed).days if confirmed else 10_000


def _group(records: Iterable[Any], keys: Callable[[Any], Iterable[str]]) -> Mapping[str, tuple[Any, ...]]:
    groups: dict[str, list[Any]] = defaultdict(list)
    for record in records:
        for key in keys(record):
            groups[key].append(record)
    return MappingProxyType({key: tuple(groups[key]) for key in sorted(groups)})


def _in_order(checklists: Mapping[str, Checklist]) -> dict[str, Checklist]:
    """Each checklist behind the one that it comes after; those that come after the same one, or none, by their ids.

    Broken records (E204, E310) are put in some order, too.
    """
    ordered = sorted(checklists.values(), key=lambda each: each.way_back(checklists)[::-1])
    return {each.id: each for each in ordered}


def make_catalogue(store: Store, today: date) -> Catalogue:
    """Link the records of a store that has no problems."""
    records: dict[str, Any] = {**store.records}
    records["checklists"] = _in_order(records["checklists"])
    kinds: dict[str, Any] = {folder: MappingProxyType(dict(each)) for folder, each in records.items()}
    return Catalogue(
        **kinds, moves=MappingProxyType(store.moves), today=today, town_ties=tuple(store.town_ties)
    )


def load(
    root: Path, today: date, digests: Mapping[str, bytes] | None = None, kept: Kept | None = None
) -> tuple[Catalogue, list[Problem]]:
    """The Catalogue of the project at `root` and the notices about it; `digests` and `kept` as in `read_store`.

    Raises ProblemsFound, with every problem and notice, when any file breaks a rule.
    """
    store = read_store(root, digests, kept)
    problems = sorted(store.problems + check_store(store, today), key=lambda each: each.order)
    if any(not RULES[each.code].notice for each in problems):
        raise ProblemsFound(problems)
    return make_catalogue(store, today), problems
