"""The only place where the clock is read."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime

FIRST, LAST = date(1900, 1, 1), date(2999, 12, 31)  # for which reckoning with years beside it makes sense


class NoSuchDay(ValueError):
    """SOURCE_DATE_EPOCH is not a number of seconds."""


def today(given: str | None = None) -> date:
    """The day of the build: as given (`2026-11-21`), else `SOURCE_DATE_EPOCH`, else today in UTC.

    A ValueError for a text that is not a day, NoSuchDay for an environment that names none.
    """
    if given:
        return _reckonable(date.fromisoformat(given))
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    try:
        now = datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)
        return _reckonable(now.date())
    except (ValueError, OverflowError, OSError):
        raise NoSuchDay(f"SOURCE_DATE_EPOCH={epoch} is not a number of seconds") from None


def _reckonable(day: date) -> date:
    if not FIRST <= day <= LAST:
        raise ValueError(f"{day} is too far away")
    return day
