"""Dates in records: a day, and a date as precisely as it is known."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import total_ordering
from typing import Annotated, Any, Literal

from pydantic import PlainSerializer, PlainValidator, WithJsonSchema

from sister_libraries.models.fields import Kind, as_text, refuse

DAY_PATTERN = r"\d{4}-\d{2}-\d{2}"


def _day(value: Any) -> date:
    text = as_text(value)
    if re.fullmatch(DAY_PATTERN, text, re.ASCII):
        try:
            return date.fromisoformat(text)
        except ValueError:
            pass
    raise refuse("E207", found=text)


Day = Annotated[
    date,
    Kind("day"),
    PlainValidator(_day),
    PlainSerializer(date.isoformat, return_type=str),
    WithJsonSchema({"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}),
]

DATE_PATTERN = r"^((by|before|after|about) )?(\d{3}0s|\d{4}(-\d{2}(-\d{2})?)?)$"


@total_ordering
@dataclass(frozen=True)
class Known:
    """A date as precisely as it is known: its text, its first and last possible day, and how it is meant."""

    text: str
    first: date
    last: date
    precision: Literal["decade", "year", "month", "day"]
    qualifier: str = ""

    def __str__(self) -> str:
        return self.text

    def __lt__(self, other: Known) -> bool:
        return (self.last, self.first, self.text) < (other.last, other.first, other.text)


def known(text: str) -> Known:
    """Read a date such as `2017`, `2017-05`, `by 2019` or `1990s`; E214 for anything else."""
    match = re.fullmatch(DATE_PATTERN, text, re.ASCII)
    if not match:
        raise refuse("E214", found=text)
    qualifier, value = match[2] or "", match[3]
    try:
        if value.endswith("s"):
            year = int(value[:4])
            return Known(text, date(year, 1, 1), date(year + 9, 12, 31), "decade", qualifier)
        parts = [int(part) for part in value.split("-")]
        if len(parts) == 3:
            day = date(*parts)
            return Known(text, day, day, "day", qualifier)
        if len(parts) == 2:
            year, month = parts
            last = calendar.monthrange(year, month)[1]
            return Known(text, date(year, month, 1), date(year, month, last), "month", qualifier)
        return Known(text, date(parts[0], 1, 1), date(parts[0], 12, 31), "year", qualifier)
    except (ValueError, calendar.IllegalMonthError):
        raise refuse("E214", found=text) from None


PartialDate = Annotated[
    Known,
    Kind("date"),
    PlainValidator(lambda value: known(as_text(value))),
    PlainSerializer(str, return_type=str),
    # To an editor a bare year is a number; the pattern counts for texts only, the limits for numbers only.
    WithJsonSchema(
        {"type": ["string", "integer"], "pattern": DATE_PATTERN, "minimum": 1000, "maximum": 9999}
    ),
]
