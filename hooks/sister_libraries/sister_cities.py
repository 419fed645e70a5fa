"""What pages show of ties between sister cities: by town, with the libraries there and who tells of the tie."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sister_libraries.languages import N_
from sister_libraries.models import Library, Partnership
from sister_libraries.models.base import Source
from sister_libraries.reader import Link, Said
from sister_libraries.ties import ties

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from sister_libraries.catalogue import Catalogue
    from sister_libraries.models import Record
    from sister_libraries.reader import Reader
    from sister_libraries.ties import Tie, Town

LISTED = 400  # towns that the page lists itself; of more it leads to the countries' pages, which list theirs
NAMED = 6  # libraries of one town that a list names: a town of many stands in it once for each of its ties
PAGE = "sister-cities/"
DATA = "towns.json"  # beside the page


def search_filling(_reader: Reader, _root: Path | None = None, _argument: str = "") -> dict[str, Any]:
    """The form in which people type a town; the page's script does the rest."""
    return {"data": DATA}


def list_filling(reader: Reader, _root: Path | None = None, _argument: str = "") -> dict[str, Any]:
    """All towns by country or region; of very many only how many there are in each."""
    known = ties(reader.catalogue)
    by_country: dict[str, list[Town]] = {}
    for town in known.towns.values():
        by_country.setdefault(town.country, []).append(town)
    whole = len(known.towns) <= LISTED
    countries = sorted(by_country, key=lambda code: reader.sort_key(reader.country(code)))
    return {
        "number": reader.language.plural(
            "{number} tie between sister cities is known.",
            "{number} ties between sister cities are known.",
            len(known.all),
        ),
        "whole": whole,
        "countries": [
            {
                "id": code.lower(),
                "link": Link(
                    reader.url(f"countries/{code.lower()}/") + "#sister-cities",
                    Said(reader.country(code)),
                    reader.language.number(len(by_country[code])),
                ),
                "towns": towns(by_country[code], reader) if whole else [],
            }
            for code in countries
        ],
    }


def towns(found: Iterable[Town], reader: Reader) -> list[dict[str, Any]]:
    """Towns with their sister cities, in the order of the language's alphabet."""
    known = ties(reader.catalogue)

    def entry(town: Town) -> dict[str, Any]:
        return {
            "name": name(town, reader),
            "libraries": libraries(town, reader, NAMED),
            "more": _more(town, reader),
            "ties": [
                {
                    "name": name(other, reader),
                    "country": Link(
                        reader.url(f"countries/{other.country.lower()}/"), Said(reader.country(other.country))
                    ),
                    "since": since(tie, reader),
                    "libraries": libraries(other, reader, NAMED),
                    "more": _more(other, reader),
                    "told_by": told_by(tie, reader),
                }
                for other, tie in sorted(
                    known.of[town.id], key=lambda pair: reader.sort_key(name(pair[0], reader).text)
                )
            ],
        }

    return sorted(map(entry, found), key=lambda each: reader.sort_key(each["name"].text))


def depends(found: Iterable[Town], catalogue: Catalogue) -> Iterator[Record | str]:
    """What the list of these towns depends on."""
    known = ties(catalogue)
    for town in found:
        for each, tie in ((town, None), *known.of[town.id]):
            yield f"{each.name} {each.country} {len(each.libraries)} {tie and tie.since}"
            yield from (catalogue.libraries[library] for library in each.libraries[:NAMED])
            for teller in tie.told_by if tie else ():
                if isinstance(teller, Partnership):
                    yield from catalogue.with_libraries([teller])
                else:
                    yield teller if isinstance(teller, Library) else repr(teller)


def name(town: Town, reader: Reader) -> Said:
    """The town's name as the page shows it."""
    said = reader.text(town.name)
    assert said
    return said


def libraries(town: Town, reader: Reader, most: int | None = None) -> list[Link]:
    """The libraries in the town, the first `most` of them."""
    return [reader.link(reader.catalogue.libraries[each]) for each in town.libraries[:most]]


def _more(town: Town, reader: Reader) -> str:
    """How many libraries of the town a list does not name, or nothing."""
    more = len(town.libraries) - NAMED
    return reader.language.number(more) if more > 0 else ""


def since(tie: Tie, reader: Reader) -> str:
    """Since when the towns are sister cities, in words, or nothing."""
    return reader.say(N_("since {date}"), date=reader.known(tie.since)) if tie.since else ""


def told_by(tie: Tie, reader: Reader) -> list[Link]:
    """Who tells of the tie: a story, a library's record, or a source; stories come first, and one record is enough."""
    stories = [each for each in tie.told_by if isinstance(each, Partnership)]
    records = [each for each in tie.told_by if isinstance(each, Library)]
    links = [reader.link(each) for each in stories] or [reader.link(each) for each in records[:1]]
    return links + reader.sources(each for each in tie.told_by if isinstance(each, Source))
