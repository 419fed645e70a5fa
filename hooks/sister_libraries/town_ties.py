"""The ties between sister cities that stand in no library's record: those entered by hand and those imported.

By hand: `data/sister-cities.yml`, a list of ties under `ties`, read as strictly as a record. Imported:
`data/sister-cities.csv`, one tie a line, which only `sisterlib import sister-cities` writes: there may be tens of
thousands, and as YAML with the place of every value they take six times as long to read.
"""

from __future__ import annotations

import csv
import io
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter, ValidationError

from sister_libraries.models.base import Source
from sister_libraries.models.dates import Known, PartialDate
from sister_libraries.models.fields import Coordinates, Country, Label, Text
from sister_libraries.models.town_tie import TownTie, WikidataId
from sister_libraries.problems import Problem, Span
from sister_libraries.validate import make_part
from sister_libraries.yaml_reader import KEY, read_document, read_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

BY_HAND = "sister-cities.yml"
IMPORTED = "sister-cities.csv"
MAX_BYTES = 8 * 1024 * 1024  # some 60 000 ties, more than Wikidata has

_TOWN = ("wikidata", "country", "en", "zh", "coordinates")
COLUMNS = (*_TOWN, *(f"sister_{name}" for name in _TOWN), "since", "seen")
WIKIDATA = "https://www.wikidata.org/wiki/"

_CHECKS: dict[str, TypeAdapter[Any]] = {
    "wikidata": TypeAdapter(WikidataId),
    "country": TypeAdapter(Country),
    "coordinates": TypeAdapter(Coordinates),
    "date": TypeAdapter(PartialDate),
    "name": TypeAdapter(Label),
}


@dataclass(frozen=True, slots=True)
class NamedTown:
    """A town as a tie names it."""

    name: Text
    country: str
    coordinates: tuple[float, float] | None = None
    wikidata: str = ""


@dataclass(frozen=True, slots=True)
class KnownTie:
    """Two towns that are sister cities, and who says so; `seen` is when an imported one stood in Wikidata."""

    towns: tuple[NamedTown, NamedTown]
    since: Known | None = None
    given: tuple[Source, ...] = ()
    seen: Known | None = None

    @property
    def sources(self) -> tuple[Source, ...]:
        """Where the tie is known from."""
        if self.seen is None:
            return self.given
        return (Source.model_validate({"url": WIKIDATA + self.towns[0].wikidata, "seen": str(self.seen)}),)


class RowFault(Exception):
    """A row that is no tie; its text names the column and what stands there."""


def read_town_ties(data: Path) -> tuple[list[KnownTie], list[Problem]]:
    """All ties in the folder `data`, those by hand first, and what is wrong with the two files."""
    by_hand, problems = _read_by_hand(data / BY_HAND)
    imported, more = _read_imported(data / IMPORTED)
    return by_hand + imported, problems + more


def _name(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


def _read_by_hand(path: Path) -> tuple[list[KnownTie], list[Problem]]:
    if not os.path.lexists(path):
        return [], []
    document, problems = read_document(path, _name(path))
    if not document:
        return [], problems
    for field in document.data:
        if field != "ties":
            values: dict[str, Any] = {"found": field, "choices": ["ties"]}
            problems.append(Problem("E201", document.path, document.span((field, KEY)), values, (field,)))
    entries = document.data.get("ties", [])
    if not isinstance(entries, list):
        values = {"found": "ties", "field": "ties", "example": "ties: […]"}
        problems.append(Problem("E206", document.path, document.span(("ties",)), values, ("ties",)))
        return [], problems
    ties = []
    for index, entry in enumerate(entries):
        tie, found = make_part(document, TownTie, entry, ("ties", index))
        problems += found
        if tie:
            one, other = (
                NamedTown(town.city, town.country, town.coordinates, town.wikidata or "")
                for town in tie.towns
            )
            ties.append(KnownTie((one, other), tie.since, tie.sources))
    return ties, problems


def _read_imported(path: Path) -> tuple[list[KnownTie], list[Problem]]:
    if not os.path.lexists(path):
        return [], []
    text, problems = read_file(path, _name(path), MAX_BYTES)
    ties = []
    for line, row, fault in rows_of(text, COLUMNS) if not problems else ():
        found = fault
        if row is not None:
            try:
                ties.append(tie_of(row))
                continue
            except RowFault as error:
                found = str(error)
        problems.append(Problem("E227", _name(path), Span(line, 1, 2), {"found": found}))
        if row is None:
            break
    return ties, problems


def rows_of(text: str, columns: Iterable[str]) -> Iterator[tuple[int, dict[str, str] | None, str]]:
    """The rows of a table in CSV by their lines; one that is None with what is wrong ends it.

    The table begins with the names of its columns, which must be exactly `columns`.
    """
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    names = tuple(columns)
    if not text:
        yield 1, None, ""
    try:
        for number, values in enumerate(reader):
            if number == 0:
                if tuple(values) != names:
                    yield 1, None, ",".join(values)
                    return
            elif len(values) != len(names):
                yield reader.line_num, None, ",".join(values)
                return
            else:
                yield reader.line_num, dict(zip(names, values, strict=True)), ""
    except csv.Error as error:
        yield reader.line_num, None, str(error)


def tie_of(row: dict[str, str]) -> KnownTie:
    """The tie in a row; a RowFault says what is wrong with it."""
    one, other = _town(row, ""), _town(row, "sister_")
    if one.wikidata == other.wikidata:
        raise RowFault(f"sister_wikidata: {other.wikidata}")
    since = _checked("date", row["since"], "since") if row["since"] else None
    return KnownTie((one, other), since, (), _checked("date", row["seen"], "seen"))


def _town(row: dict[str, str], prefix: str) -> NamedTown:
    names = {code: row[prefix + code] for code in ("en", "zh") if row[prefix + code]}
    place = row[prefix + "coordinates"]
    return NamedTown(
        _checked("name", names, f"{prefix}en, {prefix}zh"),
        _checked("country", row[prefix + "country"], prefix + "country"),
        _checked("coordinates", place.split(" "), prefix + "coordinates") if place else None,
        _checked("wikidata", row[prefix + "wikidata"], prefix + "wikidata"),
    )


def _checked(kind: str, value: Any, column: str) -> Any:
    """The value of a column, by the same checks as in a record."""
    try:
        return _CHECKS[kind].validate_python(value)
    except ValidationError:
        shown = " ".join(value.values() if isinstance(value, dict) else [str(value)])
        raise RowFault(f"{column}: {shown}") from None


def table(ties: Iterable[Mapping[str, str]]) -> str:
    """Rows as the file that is committed: in the order of the towns' numbers in Wikidata."""

    def order(row: Mapping[str, str]) -> tuple[int, int]:
        return int(row["wikidata"][1:]), int(row["sister_wikidata"][1:])

    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(sorted(ties, key=order))
    return out.getvalue()
