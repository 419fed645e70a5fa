"""Which time it is in a country or region, and how far that is from Beijing and New York, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sister_libraries.languages import N_
from sister_libraries.reader import Link, Said
from sister_libraries.time_zones import offset
from sister_libraries.world import changes_clocks, offsets

if TYPE_CHECKING:
    from sister_libraries.languages import Language
    from sister_libraries.reader import Reader

# The places that the times of other places are told from: most readers of the two languages keep one of the two.
BESIDE = (
    ("Asia/Shanghai", N_("Compared with Beijing")),
    ("America/New_York", N_("Compared with New York")),
)


def rows(country: str, reader: Reader) -> list[tuple[str, list[Link]]]:
    """Pairs of a label and a value for a list of facts; none where nobody lives."""
    day = reader.catalogue.today
    found = offsets(country, day)
    if found is None:
        return []
    texts = [(N_("Time there"), clock(*found))]
    for zone, label in BESIDE:
        away = offset(zone, day)
        texts.append((label, difference(found[0] - away, found[1] - away, reader.language)))
    return [(reader.say(label), [Link("", Said(text))]) for label, text in texts]


def note(country: str, reader: Reader) -> str:
    """For which day the rows are right, and whether they change with the season."""
    day = reader.date(reader.catalogue.today)
    if changes_clocks(country, reader.catalogue.today.year):
        return reader.say(
            N_(
                "Worked out for {date}. Clocks there change with the season, so it can be an hour more or less."
            ),
            date=day,
        )
    return reader.say(
        N_("Worked out for {date}. Clocks there stay the same all year; New York's do not."), date=day
    )


def clock(low: int, high: int) -> str:
    """Minutes ahead of UTC, or a span of them, as in UTC+5:45 or UTC−10 to −5."""
    return _utc(low) if low == high else f"{_utc(low)} … {_utc(high)}"


def _utc(minutes: int) -> str:
    hours, rest = divmod(abs(minutes), 60)
    sign = "\N{MINUS SIGN}" if minutes < 0 else "+"
    return f"UTC{sign}{hours}" + (f":{rest:02}" if rest else "") if minutes else "UTC"


def difference(low: int, high: int, here: Language) -> str:
    """How far ahead, in minutes from `low` to `high`, in words."""
    if low == high:
        if not low:
            return here.say(N_("the same time"))
        pattern = N_("{time} ahead") if low > 0 else N_("{time} behind")
        return here.say(pattern, time=_hours(abs(low), here))
    near, far = sorted((abs(low), abs(high)))
    if low < 0 < high:
        pattern = N_("from {behind} behind to {ahead} ahead")
        return here.say(pattern, behind=_hours(-low, here), ahead=_hours(high, here))
    if not near:
        pattern = N_("up to {time} ahead") if high > 0 else N_("up to {time} behind")
        return here.say(pattern, time=_hours(far, here))
    pattern = N_("{near} to {far} ahead") if high > 0 else N_("{near} to {far} behind")
    return here.say(pattern, near=_hours(near, here), far=_hours(far, here))


def _hours(minutes: int, here: Language) -> str:
    hours, rest = divmod(minutes, 60)
    parts = []
    if hours:
        parts.append(here.plural("{number} hour", "{number} hours", hours))
    if rest:
        parts.append(here.plural("{number} minute", "{number} minutes", rest))
    if len(parts) == 1:
        return parts[0]
    return here.say(N_("{hours} {minutes}"), hours=parts[0], minutes=parts[1])
