"""The only place where the clock is read."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime


def today(given: str | None = None) -> date:
    """The day of the build: as given (`2026-11-21`), else `SOURCE_DATE_EPOCH`, else today in UTC.

    A ValueError for a text that is not a day.
    """
    if given:
        return date.fromisoformat(given)
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    now = datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)
    return now.date()
