"""Listings that look like one another: by identifier, website, name and place, in any language.

`overrides/assets/javascripts/duplicates.js` reckons the same with the numbers and words from here; a test holds
the two together.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from sister_libraries.folding import fold, simplified
from sister_libraries.languages import N_
from sister_libraries.once import once_per_catalogue

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sister_libraries.catalogue import Catalogue
    from sister_libraries.models import Library

# What two listings share, and how much it says that they are one library. A name tells little where the town is
# another one: every country has its Springfields.
POINTS: dict[str, int] = {
    "identifier": 100,
    "website": 80,
    "name": 60,
    "similar-name": 40,
    "place": 20,
    "host": 20,
    "other-place": -30,
}
LIKELY = 50  # points from which on somebody is asked to look
ALIKE = 85  # hundredths of their pairs of letters that similar names share (Sørensen and Dice)

REASONS: dict[str, str] = {
    "identifier": N_("the same identifier"),
    "website": N_("the same website"),
    "name": N_("the same name"),
    "similar-name": N_("a similar name"),
    "place": N_("the same place"),
    "host": N_("a website at the same host"),
}

# Words that say nothing about which library it is, as `fold` leaves them.
_GENERIC = (
    "a an and at biblioteca bibliotecas biblioteka bibliotek bibliothek bibliotheque central city county da de del "
    "des di district do du e et for in kirjasto knihovna knjiznica la le library libraries main mediatheque "
    "municipal municipale of public publica publique regional the town y"
)
GENERIC = frozenset(_GENERIC.split(" "))
GENERIC_HAN = ("图书馆", "公共", "市立", "省立", "县立", "区立", "市", "省", "县", "区")


@dataclass(frozen=True, slots=True)
class Traits:
    """What of a listing is compared."""

    names: frozenset[str]
    cores: frozenset[str]  # the names without words that every library has
    country: str
    places: frozenset[str]
    website: str
    host: str
    identifiers: frozenset[str]


@dataclass(frozen=True, slots=True)
class Likeness:
    """A listing that another one looks like: its id, the points, and the codes of the reasons, strongest first."""

    id: str
    points: int
    reasons: tuple[str, ...]


def likely(record: Library, catalogue: Catalogue) -> list[Likeness]:
    """The listings of `catalogue` that may be the same library as `record`, the likeliest first; not its own."""
    others = {key: each for key, each in _all_traits(catalogue).items() if key != record.id}
    return rank(traits_of(record), others)


def rank(one: Traits, others: Mapping[str, Traits]) -> list[Likeness]:
    """Those of `others`, by id, that are likely the same library as `one`."""
    found = [likeness(key, one, other) for key, other in others.items()]
    return sorted((each for each in found if each.points >= LIKELY), key=lambda each: (-each.points, each.id))


def likeness(key: str, one: Traits, other: Traits) -> Likeness:
    """How much the listing `other`, with the id `key`, looks like `one`."""
    reasons = []
    if one.identifiers & other.identifiers:
        reasons.append("identifier")
    if one.website and one.website == other.website:
        reasons.append("website")
    elif one.host and one.host == other.host:
        reasons.append("host")
    if one.country == other.country:
        if one.names & other.names:
            reasons.append("name")
        elif any(_alike(a, b) for a in one.cores for b in other.cores):
            reasons.append("similar-name")
        if one.places & other.places:
            reasons.append("place")
        elif one.places and other.places:
            reasons.append("other-place")
    points = sum(POINTS[each] for each in reasons)
    shown = sorted((each for each in reasons if POINTS[each] > 0), key=lambda each: -POINTS[each])
    return Likeness(key, points, tuple(shown))


def traits_of(library: Library) -> Traits:
    """What of a library is compared."""
    identifiers = library.identifiers
    return make_traits(
        names=(text for key, text in library.name.words().items() if key != "local_language"),
        country=library.country,
        places=library.city.words().values() if library.city else (),
        website=library.website or "",
        identifiers=(identifiers.isil, identifiers.wikidata) if identifiers else (),
    )


def make_traits(
    names: Iterable[str], country: str, places: Iterable[str], website: str, identifiers: Iterable[str | None]
) -> Traits:
    """Traits of what somebody wrote."""
    folded = frozenset(filter(None, (fold(simplified(each)) for each in names)))
    address = re.sub(r"^https?://(www\.)?", "", website.lower())
    address = re.sub(r"[?#].*$", "", address).rstrip("/")
    return Traits(
        names=folded,
        cores=frozenset(filter(None, map(_core, folded))),
        country=country,
        places=frozenset(filter(None, (fold(simplified(each)) for each in places))),
        website=address,
        host=address.partition("/")[0],
        identifiers=frozenset(each for each in identifiers if each),
    )


def settings() -> dict[str, Any]:
    """The numbers and words, for the browser."""
    return {
        "points": POINTS,
        "likely": LIKELY,
        "alike": ALIKE,
        "generic": sorted(GENERIC),
        "generic_han": list(GENERIC_HAN),
    }


def _core(name: str) -> str:
    words = [each for each in name.split(" ") if each not in GENERIC]
    core = " ".join(words)
    for each in GENERIC_HAN:
        core = core.replace(each, "")
    return core.strip()


def _alike(one: str, other: str) -> bool:
    if one == other:
        return True
    pairs, theirs = (Counter(pairwise(each)) for each in (one, other))
    shared = sum((pairs & theirs).values())
    return shared > 0 and 200 * shared >= ALIKE * (pairs.total() + theirs.total())


@once_per_catalogue
def _all_traits(catalogue: Catalogue) -> dict[str, Traits]:
    return {each.id: traits_of(each) for each in catalogue.libraries.values()}
