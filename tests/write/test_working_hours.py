"""Working hours of two libraries, where clocks change, run by half hours, or lie across the date line."""

import random
import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfoNotFoundError

import pytest
from hypothesis import given
from hypothesis import strategies as st
from in_node import run

from sister_libraries import write_page
from sister_libraries.languages import language
from sister_libraries.time_zones import time_zone, zones_by_country
from sister_libraries.working_hours import Overlap, overlap, working_day

ZONES = sorted({zone.name for found in zones_by_country().values() for zone in found})
days = st.dates(date(2020, 1, 1), date(2037, 12, 31))
zones = st.sampled_from(ZONES)


def shared_hours(zone_a: str, zone_b: str, day: date) -> tuple[str, str] | None:
    """The shared time as clocks in the first zone show it."""
    shared = overlap(zone_a, zone_b, day).shared
    here = time_zone(zone_a)
    return shared and tuple(f"{each.astimezone(here):%H:%M}" for each in (shared.start, shared.end))


class TestOverlap:
    """`overlap` gives what one library's working day shares with the other's."""

    def test_of_a_zone_with_itself_is_the_working_day(self):
        assert shared_hours("Asia/Shanghai", "Asia/Shanghai", date(2026, 11, 23)) == ("09:00", "17:00")

    def test_follows_summer_time(self):
        """Britain keeps summer time, China does not: seven hours apart, or eight."""
        assert shared_hours("Asia/Shanghai", "Europe/London", date(2026, 7, 1)) == ("16:00", "17:00")
        result = overlap("Asia/Shanghai", "Europe/London", date(2026, 12, 1))
        assert (result.shared, result.gap) == (None, timedelta(0))

    @pytest.mark.parametrize(
        ("day", "hours"),
        [
            (date(2026, 3, 6), ("15:00", "17:00")),  # both on winter time
            (date(2026, 3, 9), ("14:00", "17:00")),  # only New York on summer time
            (date(2026, 3, 30), ("15:00", "17:00")),  # both
            (date(2026, 10, 26), ("14:00", "17:00")),  # only New York
            (date(2026, 11, 2), ("15:00", "17:00")),  # both back
        ],
    )
    def test_is_right_in_the_weeks_when_only_one_side_has_changed_its_clocks(self, day, hours):
        assert shared_hours("Europe/Paris", "America/New_York", day) == hours

    def test_is_right_on_the_very_day_of_the_change(self):
        assert shared_hours("Europe/Paris", "America/New_York", date(2026, 3, 29)) == ("15:00", "17:00")
        assert shared_hours("Europe/Paris", "America/New_York", date(2026, 11, 1)) == ("15:00", "17:00")

    def test_knows_half_and_quarter_hours(self):
        assert shared_hours("Europe/Berlin", "Asia/Kolkata", date(2026, 1, 5)) == ("09:00", "12:30")
        assert shared_hours("Europe/Berlin", "Asia/Kathmandu", date(2026, 1, 5)) == ("09:00", "12:15")

    def test_knows_a_summer_time_of_half_an_hour(self):
        assert shared_hours("Asia/Shanghai", "Australia/Lord_Howe", date(2026, 1, 5)) == ("09:00", "14:00")
        assert shared_hours("Asia/Shanghai", "Australia/Lord_Howe", date(2026, 7, 6)) == ("09:00", "14:30")

    def test_finds_yesterday_across_the_date_line(self):
        result = overlap("Pacific/Auckland", "Pacific/Honolulu", date(2026, 11, 23))
        assert shared_hours("Pacific/Auckland", "Pacific/Honolulu", date(2026, 11, 23)) == ("09:00", "16:00")
        assert result.second.start.astimezone(time_zone("Pacific/Honolulu")).date() == date(2026, 11, 22)

    def test_finds_tomorrow_across_the_date_line(self):
        result = overlap("Pacific/Honolulu", "Pacific/Kiritimati", date(2026, 11, 23))
        assert shared_hours("Pacific/Honolulu", "Pacific/Kiritimati", date(2026, 11, 23)) == (
            "09:00",
            "17:00",
        )
        assert result.second.start.astimezone(time_zone("Pacific/Kiritimati")).date() == date(2026, 11, 24)

    def test_says_how_far_apart_two_working_days_are(self):
        result = overlap("America/Denver", "Asia/Shanghai", date(2026, 12, 1))
        assert (result.shared, result.gap) == (None, timedelta(hours=1))
        assert result.second.start.astimezone(time_zone("Asia/Shanghai")).date() == date(2026, 12, 2)

    def test_refuses_a_zone_that_nobody_knows(self):
        with pytest.raises(ZoneInfoNotFoundError):
            overlap("Europe/Nowhere", "Europe/Paris", date(2026, 12, 1))

    @given(zones, zones, days)
    def test_is_at_work_in_both_places(self, zone_a: str, zone_b: str, day: date):
        result = overlap(zone_a, zone_b, day)
        if result.shared:
            for zone in (zone_a, zone_b):
                start = result.shared.start.astimezone(time_zone(zone))
                last = (result.shared.end - timedelta(minutes=1)).astimezone(time_zone(zone))
                assert 9 <= start.hour < 17
                assert 9 <= last.hour < 17

    @given(zones, zones, days)
    def test_is_the_same_seen_from_the_other_side(self, zone_a: str, zone_b: str, day: date):
        result = overlap(zone_a, zone_b, day)
        if result.shared:
            there = result.second.start.astimezone(time_zone(zone_b)).date()
            assert overlap(zone_b, zone_a, there).shared == result.shared

    @given(zones, zones, days)
    def test_has_a_gap_only_where_nothing_is_shared(self, zone_a: str, zone_b: str, day: date):
        result = overlap(zone_a, zone_b, day)
        assert not (result.shared and result.gap)
        # Half of the 16 hours between two working days, and what clocks that change add to them.
        assert result.gap <= timedelta(hours=9) - timedelta(hours=4)


@given(zones, days)
def test_a_working_day_begins_at_nine_and_ends_at_five(zone: str, day: date):
    span = working_day(zone, day)
    shown = [each.astimezone(time_zone(zone)) for each in (span.start, span.end)]
    assert [(each.date(), each.hour, each.minute) for each in shown] == [(day, 9, 0), (day, 17, 0)]


# -- the same in the browser -------------------------------------------------------------------------------------

PROGRAM = """
const { moments, cases } = given;
const offsets = Object.fromEntries(
  Object.entries(moments).map(([zone, list]) => [zone, list.map((moment) => offset(zone, moment))]),
);
const overlaps = cases.map(([a, b, day]) => {
  const { first, second, shared, gap } = overlap(a, b, day);
  return [first.start, first.end, second.start, second.end, shared?.start ?? null, shared?.end ?? null, gap];
});
return { offsets, overlaps };
"""
Case = tuple[str, str, str]


@pytest.fixture(scope="module")
def compared() -> tuple[list[Case], list[list[int | None]], set[str]]:
    """Cases, what `hours.js` says of them, and the zones of which Node's database has other news than ours.

    The cases: pairs of zones from the whole world on days of every season, and on the days around changes of clocks.
    """
    chance = random.Random(20261121)
    cases = []
    for _ in range(1_500):
        day = date(2026, 1, 1) + timedelta(chance.randrange(730))
        cases.append((chance.choice(ZONES), chance.choice(ZONES), day.isoformat()))
    for zone in ("America/New_York", "Europe/Paris", "Australia/Lord_Howe", "Africa/Casablanca", "Asia/Gaza"):
        for changed in changes_of_clocks(zone):
            for days in (-1, 0, 1, 2):
                other, day = chance.choice(ZONES), (changed + timedelta(days)).isoformat()
                cases += [(zone, other, day), (other, zone, day)]
    times = [datetime(2025, 12, 31, tzinfo=UTC) + timedelta(days) for days in range(0, 735, 5)]
    moments = {zone: [milliseconds(each) for each in times] for zone in ZONES}
    answer = run({"hours.js": "offset, overlap"}, PROGRAM, {"moments": moments, "cases": cases})
    ours = {
        zone: [each.astimezone(time_zone(zone)).utcoffset() // timedelta(minutes=1) for each in times]
        for zone in ZONES
    }
    return cases, answer["overlaps"], {zone for zone in ZONES if ours[zone] != answer["offsets"][zone]}


def changes_of_clocks(zone: str) -> list[date]:
    """The days of 2026 after which the zone's distance from UTC is another."""
    noons = [datetime(2026, 1, 1, 12, tzinfo=UTC) + timedelta(days) for days in range(365)]
    ahead = [each.astimezone(time_zone(zone)).utcoffset() for each in noons]
    return [
        noon.date() for noon, one, next_one in zip(noons, ahead, ahead[1:], strict=False) if one != next_one
    ]


def milliseconds(moment: datetime) -> int:
    return round(moment.timestamp() * 1000)


def in_python(zone_a: str, zone_b: str, day: str) -> list[int | None]:
    result: Overlap = overlap(zone_a, zone_b, date.fromisoformat(day))
    spans = (result.first, result.second, result.shared)
    moments = [each for span in spans for each in ((span.start, span.end) if span else (None, None))]
    return [each and milliseconds(each) for each in moments] + [result.gap // timedelta(milliseconds=1)]


def test_python_and_javascript_agree(compared):
    cases, theirs, other_news = compared
    alike = [(case, answer) for case, answer in zip(cases, theirs, strict=True) if not other_news & set(case)]
    assert len(alike) > 1_500
    assert [(case, answer) for case, answer in alike if answer != in_python(*case)] == []


def test_python_and_javascript_have_nearly_the_same_zones(compared):
    """Governments change clocks at short notice, and the two databases come from different places."""
    assert len(compared[2]) <= len(ZONES) // 50


@pytest.mark.parametrize("zone", write_page.ZONES)
def test_every_town_of_the_table_has_its_name_in_each_language(zone: str):
    assert write_page.town(language("en"), zone).isascii()
    assert re.fullmatch(r"[\u4e00-\u9fff]+", write_page.town(language("zh"), zone))
