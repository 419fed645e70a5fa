"""How fresh a request is, to the day."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from builders import library
from hypothesis import given
from hypothesis import strategies as st

from sister_libraries.freshness import Freshness, confirmed_on, freshness
from sister_libraries.models import Library


def request(**fields: Any) -> Library:
    return Library.model_validate({**library(status="seeking", **fields), "id": "aurora"})


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 11, 21), Freshness.FRESH),
        (date(2027, 11, 21), Freshness.FRESH),
        (date(2027, 11, 22), Freshness.DUE),
        (date(2028, 11, 20), Freshness.DUE),
        (date(2028, 11, 21), Freshness.STEPPED_BACK),
        (date(2126, 11, 21), Freshness.STEPPED_BACK),
    ],
)
def test_a_request_is_fresh_for_a_year_and_steps_back_after_two(today: date, expected: Freshness) -> None:
    assert freshness(request(confirmed="2026-11-21"), today) is expected


def test_confirming_brings_a_request_back() -> None:
    today = date(2026, 11, 21)
    assert freshness(request(confirmed="2007"), today) is Freshness.STEPPED_BACK
    assert freshness(request(confirmed="2026-11-21"), today) is Freshness.FRESH


def test_a_listing_confirms_nothing() -> None:
    asked = request(listed="2026-11-21")
    assert confirmed_on(asked) is None
    assert freshness(asked, date(2026, 11, 21)) is Freshness.STEPPED_BACK


@pytest.mark.parametrize(
    ("known", "first"),
    [("2024", date(2024, 1, 1)), ("2024-02", date(2024, 2, 1)), ("2010s", date(2010, 1, 1))],
)
def test_a_date_that_is_only_roughly_known_counts_from_its_first_day(known: str, first: date) -> None:
    assert confirmed_on(request(confirmed=known)) == first


ORDER = [Freshness.FRESH, Freshness.DUE, Freshness.STEPPED_BACK]


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.dates(date(2020, 1, 1), date(2040, 1, 1)))
def test_a_request_never_grows_fresher_by_itself(one: date, other: date) -> None:
    asked = request(confirmed="2026-11-21")
    earlier, later = sorted((one, other))
    assert ORDER.index(freshness(asked, earlier)) <= ORDER.index(freshness(asked, later))
