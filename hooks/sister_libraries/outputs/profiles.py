"""What `/find/` ranks in the browser: `find/profiles.json`, every library's Profile and the weights.

One list for each field, in the order of the ids; values by their place in `lists`, null for what is not known. Ties and
sister cities are places in `lists.ties`, each a list of towns.
`assets/javascripts/matching.js` reads it. Names are in `write/names.json`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sister_libraries.compact_json import compact_json
from sister_libraries.languages import country_codes
from sister_libraries.matching.score import load_weights
from sister_libraries.profiles import profiles
from sister_libraries.time_zones import offset, zones_by_country

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sister_libraries.catalogue import Catalogue
    from sister_libraries.outputs import Site
    from sister_libraries.profiles import Profile

FILE = "find/profiles.json"
VERSION = 2
STANDINGS = ("seeking", "open", "paired", "known", "paused", "withdrawn")
FRESHNESSES = ("", "fresh", "due", "stepped-back")


def files(site: Site) -> Iterator[tuple[str, str | bytes]]:
    """The profiles."""
    yield FILE, compact_json(data(site.catalogue))


def data(catalogue: Catalogue) -> dict[str, Any]:
    """All of it, as JSON can write it."""
    found = list(profiles(catalogue).values())
    only = {code: zones[0].name for code, zones in zones_by_country().items() if len(zones) == 1}
    tied = {town for each in found for town in each.ties}
    lists = {
        "countries": list(country_codes()),
        "types": _terms(catalogue, "library-types"),
        "exchanges": _terms(catalogue, "exchanges"),
        "activities": _terms(catalogue, "activities"),
        "languages": _different(
            tag for each in found for tag in (*each.languages, *each.preferred_languages)
        ),
        "towns": sorted(tied),
        "zones": _different(each for each in (*(each.zone for each in found), *only.values()) if each),
        "standings": list(STANDINGS),
        "freshnesses": list(FRESHNESSES),
    }
    place = {name: {value: index for index, value in enumerate(values)} for name, values in lists.items()}
    rows = {each.id: row for row, each in enumerate(found)}

    def one(name: str, value: str | None) -> int | None:
        return None if value is None else place[name][value]

    def many(name: str, values: Iterable[str]) -> list[int]:
        return [place[name][each] for each in values]

    # Libraries of one town share its ties, and those of a large one are many: each list stands there once.
    ties: dict[tuple[str, ...], int] = {}

    def columns(each: Profile) -> dict[str, Any]:
        return {
            "id": each.id,
            "country": one("countries", each.country),
            "type": one("types", each.type),
            "community": each.community,
            "commitment": each.commitment,
            "languages": many("languages", each.languages),
            "seeks": many("exchanges", each.seeks),
            "offers": many("exchanges", each.offers),
            "activities": many("activities", each.activities),
            "preferred_countries": many("countries", each.preferred_countries),
            "preferred_languages": many("languages", each.preferred_languages),
            "preferred_types": many("types", each.preferred_types),
            # A town that no other is tied to counts nothing.
            "towns": many("towns", (town for town in each.towns if town in tied)),
            "ties": ties.setdefault(each.ties, len(ties)),
            "sister_cities": ties.setdefault(each.sister_cities, len(ties)),
            "zone": one("zones", each.zone),
            "standing": one("standings", each.standing),
            "freshness": one("freshnesses", each.freshness),
            "confirmed": each.confirmed,
            "partners": [rows[partner] for partner in each.partners],
            "reachable": int(each.reachable),
        }

    table = [columns(each) for each in found]
    names = table[0] if table else {}
    return {
        "version": VERSION,
        "day": catalogue.today.isoformat(),
        "weights": load_weights().as_json(),
        "lists": {**lists, "ties": [many("towns", each) for each in ties]},
        "offsets": [offset(zone, catalogue.today) for zone in lists["zones"]],
        "zone_of_country": {code: place["zones"][zone] for code, zone in sorted(only.items())},
        "libraries": {name: [row[name] for row in table] for name in names} or {"id": []},
    }


def _terms(catalogue: Catalogue, vocabulary: str) -> list[str]:
    return [term.id for term in catalogue.vocabularies[vocabulary].terms]


def _different(values: Iterable[str]) -> list[str]:
    return sorted(set(values))
