"""What has happened on the site, as the records themselves date it: they came, were confirmed, or went."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from sister_libraries.languages import N_
from sister_libraries.models import Library
from sister_libraries.once import once_per_catalogue

if TYPE_CHECKING:
    from datetime import date

    from sister_libraries.catalogue import Catalogue
    from sister_libraries.models import Record
    from sister_libraries.reader import Reader

# Kinds of record that are news, in the order in which they stand below one day.
KINDS = {
    "partnerships": N_("Story"),
    "libraries": N_("Library"),
    "organizations": N_("Organization"),
    "checklists": N_("Checklist"),
}
CONFIRMED = N_("Library, confirmed")


@dataclass(frozen=True, slots=True)
class Event:
    """A record that came onto the site on a day, or was confirmed on it."""

    day: date
    record: Record
    what: Literal["listed", "confirmed"]

    def label(self, reader: Reader) -> str:
        """What happened, in words."""
        return reader.say(CONFIRMED if self.what == "confirmed" else KINDS[self.record.FOLDER])


@once_per_catalogue
def events(catalogue: Catalogue) -> tuple[Event, ...]:
    """All events, the newest first."""
    found = []
    for order, folder in enumerate(KINDS):
        for record in catalogue.records(folder).values():
            listed: date | None = getattr(record, "listed", None)
            if listed:
                found.append((order, Event(listed, record, "listed")))
            again = confirmed_again(record)
            if again:
                found.append((order, Event(again, record, "confirmed")))
    found.sort(key=lambda each: (-each[1].day.toordinal(), each[0], each[1].record.id, each[1].what))
    return tuple(event for _, event in found)


def confirmed_again(record: Record) -> date | None:
    """The day on which a library confirmed its entry, if that was after it came here."""
    if not isinstance(record, Library) or not record.confirmed or record.confirmed.precision != "day":
        return None
    day = record.confirmed.first
    return day if record.listed is None or day > record.listed else None


def changed(subject: Any, catalogue: Catalogue) -> date | None:
    """The newest day that a record, or a partnership shown on its page, bears; None for what is no record."""
    days = [getattr(subject, "listed", None)]
    if isinstance(subject, Library):
        days.append(confirmed_again(subject))
        days += [each.listed for each in catalogue.partnerships_of.get(subject.id, ())]
    return max((each for each in days if each), default=None)
