"""When the staff of two libraries are at work at the same time, right across changes of the clocks.

`overrides/assets/javascripts/hours.js` does the same in the browser; a test compares the two.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sister_libraries.time_zones import time_zone

OPENS, CLOSES = 9, 17  # the working day that is assumed everywhere, in local time


@dataclass(frozen=True, slots=True)
class Span:
    """From when to when, as moments in UTC."""

    start: datetime
    end: datetime

    def shared_with(self, other: Span) -> Span | None:
        """The time that lies in both, or None."""
        start, end = max(self.start, other.start), min(self.end, other.end)
        return Span(start, end) if start < end else None

    def apart_from(self, other: Span) -> timedelta:
        """How much time lies between the two; nothing when they touch."""
        return max(other.start - self.end, self.start - other.end, timedelta())


@dataclass(frozen=True, slots=True)
class Overlap:
    """One library's working day, the other's nearest to it, and the time that lies in both.

    `gap` is the time between the two working days when they share none.
    """

    first: Span
    second: Span
    shared: Span | None
    gap: timedelta


def working_day(zone: str, day: date) -> Span:
    """The working hours of `day` in `zone`; where the clocks skip one of the hours, the time before holds on."""
    here = time_zone(zone)
    opens, closes = (datetime.combine(day, time(hour), here).astimezone(UTC) for hour in (OPENS, CLOSES))
    return Span(opens, closes)


def overlap(zone_a: str, zone_b: str, day: date) -> Overlap:
    """What the working day `day` in `zone_a` shares with the working days in `zone_b`.

    Of the day before, the same day and the day after in `zone_b`, it takes the first that shares an hour, else
    the first of the nearest. Raises ZoneInfoNotFoundError for a zone that the database does not know.
    """
    first = working_day(zone_a, day)
    around = [working_day(zone_b, day + timedelta(days)) for days in (-1, 0, 1)]
    for second in around:
        shared = first.shared_with(second)
        if shared:
            return Overlap(first, second, shared, timedelta())
    nearest = min(around, key=first.apart_from)
    return Overlap(first, nearest, None, first.apart_from(nearest))
