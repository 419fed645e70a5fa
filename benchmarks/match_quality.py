"""How good suggestions are: hide a documented partnership, and see how high each library's real partner is ranked.

    python -m benchmarks.match_quality

Every partnership is hidden in its turn, with all that follows from it: that the two are partners, the tie between their
towns, and where a record of either names the other's town as a sister city. Then each side is ranked all libraries of
the catalogue, as if every one might be suggested (nearly none asks for a partner today). The weights were not fitted
to these partnerships, and must not be.

The others rank the same libraries: by chance (the expected figures, reckoned), and by common official languages of the
two countries (CLDR), equals by chance. Libraries of the same country or region count for nobody.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from itertools import permutations
from pathlib import Path
from types import MappingProxyType

from babel.languages import get_official_languages

from benchmarks.generate import ROOT
from sister_libraries.catalogue import Catalogue, load
from sister_libraries.clock import today
from sister_libraries.matching.score import Side, load_weights, score
from sister_libraries.matching.suggest import sides


@dataclass
class Figures:
    """What ranks came out: the sums behind the mean reciprocal rank and the shares of hits."""

    count: int = 0
    reciprocal: float = 0.0
    hits: dict[int, float] = field(default_factory=lambda: {1: 0.0, 5: 0.0, 10: 0.0})

    def add(self, better: int, equal: int) -> None:
        """A partner that so many others beat and so many equal: what is expected when equals stand in any order."""
        places = range(better + 1, better + equal + 2)
        self.count += 1
        self.reciprocal += sum(1 / place for place in places) / len(places)
        for limit in self.hits:
            self.hits[limit] += sum(place <= limit for place in places) / len(places)

    def row(self, name: str) -> str:
        """One row of the table."""
        shares = [self.reciprocal, *self.hits.values()]
        return f"| {name} | " + " | ".join(f"{each / max(1, self.count):.3f}" for each in shares) + " |"


Points = Callable[[Side, Side], int | None]  # None: ruled out


def hidden(catalogue: Catalogue, partnership_id: str, *, keep_cities: bool = False) -> Catalogue:
    """The catalogue without one partnership and without what follows from it.

    With `keep_cities` the records of its libraries still name each other's towns as sister cities, where they do.
    """
    libraries = dict(catalogue.libraries)
    partners = catalogue.partnerships[partnership_id].libraries
    for one, other in permutations(partners, 2) if not keep_cities else ():
        town = _names(libraries[other].city)
        record = libraries[one]
        kept = tuple(
            each
            for each in record.sister_cities or ()
            if each.country != libraries[other].country or not _names(each.city) & town
        )
        libraries[one] = record.model_copy(update={"sister_cities": kept or None})
    rest = {key: each for key, each in catalogue.partnerships.items() if key != partnership_id}
    return replace(catalogue, libraries=MappingProxyType(libraries), partnerships=MappingProxyType(rest))


def _names(city: object) -> set[str]:
    return {each.casefold() for each in city.words().values()} if city else set()  # type: ignore[attr-defined]


def pairs(catalogue: Catalogue) -> Iterator[tuple[str, str, str]]:
    """Every partnership with each two of its libraries that are in different countries or regions, both ways."""
    for key, each in catalogue.partnerships.items():
        for one, other in permutations(each.libraries, 2):
            if catalogue.libraries[one].country != catalogue.libraries[other].country:
                yield key, one, other


def ranked(found: Mapping[str, Side], here: str, partner: str, points: Points) -> tuple[int, int]:
    """How many libraries beat the real partner, and how many equal it."""
    a = found[here]
    target = points(a, found[partner])
    if target is None:
        return len(found), 0
    others = [points(a, each) for each in found.values() if each.id not in (here, partner)]
    scores = [each for each in others if each is not None]
    return sum(each > target for each in scores), sum(each == target for each in scores)


def measure(catalogue: Catalogue) -> dict[str, Figures]:
    """The figures of each way to rank."""
    weights = load_weights()
    figures = {name: Figures() for name in ("suggestions", "told of ties", "language", "chance")}

    def ours(a: Side, b: Side) -> int | None:
        match = score(a, b, weights)
        return match.points if match else None

    def language(a: Side, b: Side) -> int | None:
        if a.country == b.country:
            return None
        return int(bool(_official(a.country) & _official(b.country)))

    def chance(a: Side, b: Side) -> int | None:
        return None if a.country == b.country else 0

    for key, one, other in pairs(catalogue):
        found = anybody(sides(hidden(catalogue, key)))
        told = anybody(sides(hidden(catalogue, key, keep_cities=True)))
        figures["suggestions"].add(*ranked(found, one, other, ours))
        figures["told of ties"].add(*ranked(told, one, other, ours))
        figures["language"].add(*ranked(found, one, other, language))
        figures["chance"].add(*ranked(found, one, other, chance))
    return figures


def anybody(found: Mapping[str, Side]) -> dict[str, Side]:
    """The libraries as if each had a partner and nobody had said anything about looking for one.

    Otherwise the few that wrote a request years ago could not be suggested, and those two never found each other.
    """
    return {key: replace(each, standing="paired", freshness="") for key, each in found.items()}


@cache
def _official(country: str) -> set[str]:
    return {tag.split("_")[0] for tag in get_official_languages(country, de_facto=True, regional=False)}


NAMES = {
    "suggestions": "suggestions (partnership and its ties hidden)",
    "told of ties": "suggestions (sister cities in libraries’ own records kept)",
    "language": "same official language only",
    "chance": "chance",
}


def run(root: Path = ROOT, day: date | None = None) -> str:
    """Measure the catalogue at `root`; the table."""
    catalogue, _ = load(root, day or today())
    figures = measure(catalogue)
    count = figures["chance"].count
    known = sides(catalogue).values()
    lines = [
        f"{len(catalogue.libraries)} libraries, {len(catalogue.partnerships)} partnerships, {count} rankings.",
        "Known of so many libraries: "
        + ", ".join(
            f"{name} {sum(bool(getattr(each, name)) for each in known)}"
            for name in ("type", "languages", "seeks", "offers", "activities", "sister_cities")
        )
        + f", community {sum(each.community is not None for each in known)}.",
        "",
        "| ranked by | mean reciprocal rank | first | in the first 5 | in the first 10 |",
        "| --- | ---: | ---: | ---: | ---: |",
        *(figures[name].row(label) for name, label in NAMES.items()),
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    print(run())
