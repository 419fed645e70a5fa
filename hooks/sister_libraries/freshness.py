"""How fresh a request is, from the day on which it was last confirmed."""

from __future__ import annotations

from datetime import date, timedelta
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sister_libraries.models import Library

# A year fresh; then marked and ranked after fresh ones; after two years stepped back.
FRESH_DAYS = 365
LISTED_DAYS = 730


class Freshness(Enum):
    """What a request's age means for where it is shown."""

    FRESH = "fresh"
    DUE = "due"
    STEPPED_BACK = "stepped-back"


def confirmed_on(library: Library) -> date | None:
    """The day since which the request counts as confirmed: the first that its date can mean."""
    return library.confirmed.first if library.confirmed else None


def freshness(library: Library, today: date) -> Freshness:
    """How fresh the request of `library` is on the day `today`; one never confirmed has stepped back."""
    confirmed = confirmed_on(library)
    if confirmed is None:
        return Freshness.STEPPED_BACK
    age = today - confirmed
    if age <= timedelta(days=FRESH_DAYS):
        return Freshness.FRESH
    return Freshness.DUE if age <= timedelta(days=LISTED_DAYS) else Freshness.STEPPED_BACK
