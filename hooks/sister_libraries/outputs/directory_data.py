"""What the directory's filters work on: `libraries/directory.<language>.json`, in several files when there is much.

Rows are libraries in the order in which the directory lists them; each column is one text. A value is one character
of `codes`, at the place that it has in its facet's `values`; what has no value is a space. A column of a facet with
several values parts its rows by commas. Up to WHOLE libraries everything is in the one file. With more, the names
come in parts of PART rows, and what only sorting needs in files of its own; with more than COLUMNS, so does every
facet's column, because the first visit must stay light (decisions/0010-directory-data.md).
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from sister_libraries.compact_json import compact_json
from sister_libraries.directory import listings
from sister_libraries.facets import FACETS, Facet, choices
from sister_libraries.languages import country_codes, site_languages
from sister_libraries.reader import Reader
from sister_libraries.world import place_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sister_libraries.catalogue import Catalogue
    from sister_libraries.directory import Listing
    from sister_libraries.languages import Language
    from sister_libraries.outputs import Site

WHOLE = 1_000
PART = 500
COLUMNS = 20_000

# Facets whose values a listing shows, and by whose words the free text finds libraries too.
SHOWN = ("status", "confirmed", "type", "language", "seeks", "offers")
SEARCHED = ("country", "status", "type", "language", "seeks", "offers")

# One character a value: printable, none that JSON would have to write as an escape, neither comma nor space.
CODES = "".join(
    chr(each)
    for each in range(0x21, 0x250)
    if not (0x7F <= each <= 0xA0 or each == 0xAD or chr(each) in '",\\')
)


def files(site: Site) -> Iterator[tuple[str, str | bytes]]:
    """The data of every language."""
    for here in site_languages():
        yield from directory_files(site.catalogue, here)


def directory_files(
    catalogue: Catalogue, here: Language, *, whole: int = WHOLE, part: int = PART, columns: int = COLUMNS
) -> Iterator[tuple[str, str]]:
    """The files of one language; the limits are arguments so that tests can use small ones."""
    reader = Reader(here, catalogue, "")
    rows = listings(reader)
    facets = {facet.name: facet for facet in FACETS}
    values = {name: choices(facet, reader) for name, facet in facets.items()}
    codes = {name: dict(zip(found, CODES, strict=False)) for name, found in values.items()}
    for name, found in values.items():
        if len(found) > len(CODES):
            raise ValueError(f"{name} has more values than there are codes")
    apart: dict[str, Any] = {"names": _names(rows), "places": _places(rows, reader)}
    cells = {name: _cells(facet, rows, codes[name], catalogue) for name, facet in facets.items()}
    filled = {name: _column(facet, cells[name]) for name, facet in facets.items()}
    size = max(len(rows), 1) if len(rows) <= whole else part
    for start in range(0, len(rows), size):
        some = slice(start, start + size)
        shown = {name: _column(facets[name], cells[name][some]) for name in SHOWN}
        apart[f"rows-{start // size}"] = _texts(rows[some], reader) | shown
    if len(rows) > columns:
        apart |= {f"column-{name}": {"column": column} for name, column in filled.items()}
        filled = {}
    head: dict[str, Any] = {
        "listings": len(rows),
        "part": size,
        "codes": CODES[: max(map(len, values.values()))],
        "values": values,
        "also": {name: _other_labels(name, values[name], reader) for name in SEARCHED},
        "columns": filled,
    }
    version = hashlib.sha256(compact_json([head, apart]).encode()).hexdigest()[:12]
    head["version"] = version
    folder = f"libraries/directory.{here.code}"
    if len(rows) <= whole:
        head["parts"] = apart
    else:
        for name, content in apart.items():
            yield f"{folder}.{name}.json", compact_json({"version": version, **content})
    yield f"{folder}.json", compact_json(head)


def _cells(facet: Facet, rows: Sequence[Listing], codes: dict[str, str], catalogue: Catalogue) -> list[str]:
    """The codes of one facet's values in each of these rows."""
    return ["".join(map(codes.__getitem__, facet.values(row.profile, catalogue))) for row in rows]


def _column(facet: Facet, cells: Sequence[str]) -> str:
    """The cells of one facet as one text."""
    return ",".join(cells) if facet.several else "".join(cell or " " for cell in cells)


def _texts(rows: Sequence[Listing], reader: Reader) -> dict[str, str | dict[int, str]]:
    """What listings show, line by line, and the words by which the free text finds them besides.

    `langs` has the language of the names that are not in the page's.
    """
    return {
        "ids": "\n".join(row.library.id for row in rows),
        "titles": "\n".join(row.name.text for row in rows),
        "langs": {place: row.name.lang for place, row in enumerate(rows) if row.name.lang},
        "towns": "\n".join(row.town for row in rows),
        "dates": "\n".join(reader.known(row.library.confirmed) if row.profile.asks else "" for row in rows),
        "also": "\n".join(_also(row, reader) for row in rows),
    }


def _also(row: Listing, reader: Reader) -> str:
    """Names, town and region in every language, without what the listing shows already."""
    library = row.library
    shown = {row.name.text}
    found = [said.text for said in reader.other_names(library)]
    for text in (library.city, library.region):
        found += [text.get(code) or "" for code in text.languages()] if text else []
    return "|".join(dict.fromkeys(each for each in found if each not in shown and each not in row.town))


def _other_labels(name: str, values: Sequence[str], reader: Reader) -> list[str]:
    """The labels of a facet's values in the other languages of the site."""
    facet = next(each for each in FACETS if each.name == name)
    others = [
        Reader(each, reader.catalogue, "") for each in site_languages() if each.code != reader.language.code
    ]
    return ["|".join(facet.label(value, other) for other in others) for value in values]


def _names(rows: Sequence[Listing]) -> dict[str, list[int]]:
    """The rows in the order of names."""
    return {"order": sorted(range(len(rows)), key=lambda row: rows[row].rank)}


def _places(rows: Sequence[Listing], reader: Reader) -> dict[str, Any]:
    """Where libraries are: the points on the map, which row lies at which, and the names of places to start from.

    Points are latitude and longitude in hundredths of a degree, as the records give them.
    """
    points: dict[tuple[int, int], int] = {}
    of_rows = []
    towns: dict[str, int] = {}
    for row in rows:
        point = -1
        if row.library.coordinates:
            latitude, longitude = (round(each * 100) for each in row.library.coordinates)
            point = points.setdefault((latitude, longitude), len(points))
            if row.library.city:
                towns.setdefault(row.town, point)
        of_rows.append(point)
    named = sorted(towns, key=reader.sort_key)
    countries = sorted(country_codes(), key=lambda code: reader.sort_key(reader.country(code)))
    return {
        "latitudes": [each[0] for each in points],
        "longitudes": [each[1] for each in points],
        "points": of_rows,
        "towns": "\n".join(named),
        "townPoints": [towns[each] for each in named],
        "countries": "\n".join(countries),
        "countryNames": "\n".join(reader.country(each) for each in countries),
        "countryPlaces": [
            [round(place_of(each).latitude * 100), round(place_of(each).longitude * 100)]
            for each in countries
        ],
    }
