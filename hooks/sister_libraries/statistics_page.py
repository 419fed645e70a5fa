"""The state of the catalogue in bars, by standing, type, country, activity and year; how it grew, as steps in time."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sister_libraries import history
from sister_libraries.languages import N_
from sister_libraries.views.library import STANDINGS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from sister_libraries.history import Growth
    from sister_libraries.models.dates import Known
    from sister_libraries.reader import Reader

MOST = 12  # bars of one chart; the rest is one bar more
WIDE = 400  # units of the longest bar
HIGH = 100  # units of the highest step
KINDS = {
    "libraries": N_("Libraries"),
    "partnerships": N_("Partnerships"),
    "organizations": N_("Organizations"),
}
THEN = N_("{date}: {number}")
NO_HISTORY = N_(
    "This copy was made without the history of its records, or with only a part of it, "
    "so it cannot show how the catalogue grew."
)
GROWTH = {
    "day": N_("Number of records at the end of each day on which it changed, and of the latest day"),
    "month": N_("Number of records at the end of each month in which it changed, and of the latest month"),
}


@dataclass(frozen=True)
class Bar:
    """One bar: what it counts, how many, and its length in the drawing; what is not one thing has none."""

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


@dataclass(frozen=True)
class Steps:
    """The numbers of one kind of record in time: where they began and where they are, and a line that leads there."""

    title: str
    first: str
    last: str
    path: str


def filling(reader: Reader, root: Path, argument: str) -> dict[str, Any]:
    """What the page prints."""
    return {"charts": charts(reader), "width": WIDE}


def growth_filling(reader: Reader, root: Path, argument: str) -> dict[str, Any]:
    """What the page prints of the catalogue's history; empty where it is not known."""
    found = history.growth(root)
    if not found:
        return {"rows": [], "unknown": reader.say(NO_HISTORY)}
    return {
        "caption": reader.say(GROWTH[found.by]),
        "unit": reader.say(N_("Day") if found.by == "day" else N_("Month")),
        "heads": [reader.say(each) for each in KINDS.values()],
        "rows": rows(found, reader),
        "steps": steps(found, reader),
        "width": WIDE,
        "height": HIGH,
    }


def rows(found: Growth, reader: Reader) -> list[tuple[str, list[str]]]:
    """The points of a history as a table: each day or month in words, and the numbers in the order of KINDS."""
    here = reader.language
    say = here.day_in_words if found.by == "day" else here.month_in_words
    return [(say(each.day), [here.number(count) for count in each.counts]) for each in found.points]


def steps(found: Growth, reader: Reader) -> list[Steps]:
    """The points of a history as lines; none for a single point, or for a kind whose number never changed."""
    first, last = found.points[0], found.points[-1]
    span = (last.day - first.day).days
    made = []
    for index, title in enumerate(KINDS.values()):
        most = max(each.counts[index] for each in found.points)
        if not span or len({each.counts[index] for each in found.points}) == 1:
            continue
        at = [
            (round((each.day - first.day).days * WIDE / span), HIGH - round(each.counts[index] * HIGH / most))
            for each in found.points
        ]
        path = f"M0 {at[0][1]}" + "".join(f"H{x}V{y}" for x, y in at[1:])
        begun, come = (
            reader.say(THEN, date=day, number=counts[index])
            for day, counts in (rows(found, reader)[0], rows(found, reader)[-1])
        )
        made.append(Steps(reader.say(title), begun, come, path))
    return made


def _decade(since: Known) -> int:
    """The first year of the decade in which something began; “before 2000” was in the 1990s."""
    return (since.first.year - (since.qualifier == "before")) // 10 * 10


def charts(reader: Reader) -> list[Chart]:
    """The charts that have something to show."""
    catalogue = reader.catalogue
    libraries = catalogue.libraries.values()
    partnerships = catalogue.partnerships.values()
    standing = Counter(catalogue.shown_standing(each) for each in libraries)
    types = Counter(each.type for each in libraries if each.type)
    countries = {code: len(each) for code, each in catalogue.by_country.items()}
    activities = {term: len(each) for term, each in catalogue.partnerships_by_activity.items()}
    years = Counter(each.confirmed.last.year for each in partnerships if each.confirmed)
    decades = Counter(_decade(each.since) for each in partnerships if each.since)

    def said(pattern: str, counts: Counter[int], step: int) -> list[tuple[str, int]]:
        """A row for every year or decade between the first and the last, those without anything too."""
        span = range(min(counts), max(counts) + 1, step) if counts else ()
        return [(reader.say(pattern, year=year), counts[year]) for year in span]

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
            [(reader.country(each), count) for each, count in _most(countries)],
        ),
        _chart(
            reader,
            "since",
            N_("Partnerships by the decade in which they began"),
            N_("Decade"),
            said(N_("the {year}s"), decades, 10),
        ),
        _chart(
            reader,
            "alive",
            N_("Partnerships by the last year that shows them alive"),
            N_("Year"),
            said(N_("{year}"), years, 1),
        ),
        _chart(
            reader,
            "activities",
            N_("What sister libraries did together"),
            N_("Activity"),
            [(reader.term("activities", each), count) for each, count in _most(activities)],
        ),
    ]
    series = ("since", "alive")
    return [each if each.name in series else _shortened(each, reader) for each in made if each.bars]


def _most(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda each: (-each[1], each[0]))


def _chart(reader: Reader, name: str, title: str, head: str, rows: list[tuple[str, int]]) -> Chart:
    most = max((count for _, count in rows), default=1)
    bars = [
        Bar(label, count, reader.language.number(count), max(1, round(count * WIDE / most)) if count else 0)
        for label, count in rows
    ]
    return Chart(name, reader.say(title), reader.say(head), bars)


def _shortened(chart: Chart, reader: Reader) -> Chart:
    """The chart with its longest bars, and one row for all others."""
    if len(chart.bars) <= MOST + 1:
        return chart
    rest = sum(each.count for each in chart.bars[MOST:])
    others = Bar(reader.say(N_("All others")), rest, reader.language.number(rest), 0)
    return replace(chart, bars=[*chart.bars[:MOST], others])
