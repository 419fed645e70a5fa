"""The directory's listings in the order in which it shows them, as a reader of one language sees them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sister_libraries.facets import STATUSES, shown_status
from sister_libraries.once import once_per_catalogue
from sister_libraries.profiles import Profile, profiles

if TYPE_CHECKING:
    from sister_libraries.catalogue import Catalogue
    from sister_libraries.models import Library
    from sister_libraries.reader import Reader, Said


@dataclass(frozen=True, slots=True)
class Listing:
    """One library: its record and profile, its status as lists show it, and in the language its name and place.

    `rank` is its place in the order of names.
    """

    library: Library
    profile: Profile
    status: str
    name: Said
    town: str
    rank: int


def listings(reader: Reader) -> tuple[Listing, ...]:
    """All libraries: those that ask first, the most recently confirmed at the top, then the others by status.

    Libraries that are alike in that stand in the order of the language's alphabet.
    """
    kept = _by_language(reader.catalogue)
    code = reader.language.code
    if code not in kept:
        kept[code] = _listings(reader)
    return kept[code]


@once_per_catalogue
def _by_language(_catalogue: Catalogue) -> dict[str, tuple[Listing, ...]]:
    return {}


def _listings(reader: Reader) -> tuple[Listing, ...]:
    libraries = reader.catalogue.libraries.values()
    found = profiles(reader.catalogue)
    names = {each.id: reader.name(each) for each in libraries}
    by_name = sorted(libraries, key=lambda each: (reader.sort_key(names[each.id].text), each.id))
    listings = [
        Listing(each, profile, shown_status(profile), names[each.id], reader.town(each), rank)
        for rank, each in enumerate(by_name)
        for profile in [found[each.id]]
    ]
    return tuple(sorted(listings, key=_order))


def _order(listing: Listing) -> tuple[int, int, int]:
    profile = listing.profile
    if profile.asks:
        return (0, -(profile.confirmed or 0), listing.rank)
    return (1, STATUSES.index(listing.status), listing.rank)
