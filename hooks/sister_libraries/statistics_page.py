"""The state of the catalogue in bars: by standing, freshness, country, language, type and year."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sister_libraries.languages import N_
from sister_libraries.views.library import STANDINGS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from sister_libraries.reader import Reader

MOST = 12  # bars of one chart; the rest is one bar more
WIDE = 400  # units of the longest bar


@dataclass(frozen=True)
class Bar:
    """One bar: what it counts, how many, and its length in the drawing."""

    label: str
    count: int
    shown: str
    length: int


@dataclass(frozen=True)
class Chart:
    """One chart: a table with a bar in each row, so that it can be seen, heard and copied."""

    name: str
    title: str
    head: str
    bars: list[Bar]


def filling(reader: Reader, root: Path, argument: str) -> dict[str, Any]:
    """What the page prints."""
    return {"charts": charts(reader), "width": WIDE}


def charts(reader: Reader) -> list[Chart]:
    """The charts that have something to show."""
    catalogue = reader.catalogue
    libraries = catalogue.libraries.values()
    partnerships = catalogue.partnerships.values()
    standing = Counter(
        "stepped-back" if catalogue.stepped_back(each) else catalogue.standing(each) for each in libraries
    )
    types = Counter(each.type for each in libraries if each.type)
    countries = {code: len(each) for code, each in catalogue.by_country.items()}
    activities = {term: len(each) for term, each in catalogue.partnerships_by_activity.items()}
    years = Counter(each.confirmed.last.year for each in partnerships if each.confirmed)
    decades = Counter(each.since.first.year // 10 * 10 for each in partnerships if each.since)

    def said(pattern: str, counts: Counter[int]) -> list[tuple[str, int]]:
        return [(reader.say(pattern, year=year), count) for year, count in sorted(counts.items())]

    made = [
        _chart(
            reader,
            "standing",
            N_("Libraries by standing"),
            N_("Standing"),
            [(reader.say(STANDINGS[each]), count) for each, count in _most(standing)],
        ),
        _chart(
            reader,
            "types",
            N_("Libraries by type"),
            N_("Type of library"),
            [(reader.term("library-types", each), count) for each, count in _most(types)],
        ),
        _chart(
            reader,
            "countries",
            N_("Libraries by country or region"),
            N_("Country or region"),
            _first(reader, [(reader.country(each), count) for each, count in _most(countries)]),
        ),
        _chart(
            reader,
            "since",
            N_("Partnerships by the decade in which they began"),
            N_("Decade"),
            said(N_("the {year}s"), decades),
        ),
        _chart(
            reader,
            "alive",
            N_("Partnerships by the last year that shows them alive"),
            N_("Year"),
            said(N_("{year}"), years),
        ),
        _chart(
            reader,
            "activities",
            N_("What sister libraries did together"),
            N_("Activity"),
            _first(reader, [(reader.term("activities", each), count) for each, count in _most(activities)]),
        ),
    ]
    return [each for each in made if each.bars]


def _most(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda each: (-each[1], each[0]))


def _first(reader: Reader, rows: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """The longest rows, and one for all others."""
    if len(rows) <= MOST + 1:
        return rows
    return [*rows[:MOST], (reader.say(N_("All others")), sum(count for _, count in rows[MOST:]))]


def _chart(reader: Reader, name: str, title: str, head: str, rows: list[tuple[str, int]]) -> Chart:
    most = max((count for _, count in rows), default=1)
    bars = [
        Bar(label, count, reader.language.number(count), max(2, round(count * WIDE / most)))
        for label, count in rows
    ]
    return Chart(name, reader.say(title), reader.say(head), bars)
