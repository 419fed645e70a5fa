"""The directory's listings in the order in which it shows them, as a reader of one language sees them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sister_libraries.facets import STATUSES, shown_status
from sister_libraries.once import once_per_catalogue
from sister_libraries.profiles import Profile, profiles
from sister_libraries.reader import Reader, Said

if TYPE_CHECKING:
    from sister_libraries.catalogue import Catalogue
    from sister_libraries.models import Library


@dataclass(frozen=True, slots=True)
class Listing:
    """One library: its record and profile, its status as lists show it, its name and place in the language."""

    library: Library
    profile: Profile
    status: str
    name: Said
    town: str


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
    catalogue = reader.catalogue
    ranks = {status: rank for rank, status in enumerate(STATUSES)}

    def order(listing: Listing) -> tuple[object, ...]:
        profile = listing.profile
        if profile.asks:
            place: tuple[int, ...] = (0, -(profile.confirmed or 0))
        else:
            place = (1, ranks[listing.status])
        return (*place, name_order(listing, reader))

    found = [
        Listing(
            library,
            profile,
            shown_status(profile),
            reader.name(library),
            reader.town(library),
        )
        for library, profile in zip(
            catalogue.libraries.values(), profiles(catalogue).values(), strict=True
        )
    ]
    return tuple(sorted(found, key=order))


def name_order(listing: Listing, reader: Reader) -> tuple[object, ...]:
    """Where a listing stands in the order of names; libraries of one name by their ids."""
    return (reader.sort_key(listing.name.text), listing.library.id)
