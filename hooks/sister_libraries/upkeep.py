"""What a few volunteers have to look after: requests to confirm, requests that stepped back, dead links, and
decisions that were made for a time.
"""

from __future__ import annotations

import json
import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from sister_libraries.freshness import FRESH_DAYS, confirmed_on
from sister_libraries.languages import N_

if TYPE_CHECKING:
    from pathlib import Path

    from sister_libraries.catalogue import Catalogue
    from sister_libraries.models import Library
    from sister_libraries.reader import Reader

REVIEW_DAYS = 90  # so long before a decision is to be reviewed it is told of
_REVIEW = re.compile(r"\*\*to be reviewed by (\d{4}-\d\d-\d\d)\*\*")


def due(catalogue: Catalogue) -> list[Library]:
    """The shown requests that are a year old by the end of this month, oldest first."""
    first = catalogue.today.replace(day=1)
    end = (first + timedelta(days=32)).replace(day=1)
    found = [
        each
        for each in catalogue.libraries.values()
        if catalogue.asks(each) and _day(each) + timedelta(days=FRESH_DAYS) < end
    ]
    return sorted(found, key=lambda each: (_day(each), each.id))


def stepped_back(catalogue: Catalogue) -> list[Library]:
    """The requests that are no longer shown, the newest first."""
    found = [each for each in catalogue.libraries.values() if catalogue.stepped_back(each)]
    return sorted(found, key=lambda each: (-_day(each).toordinal(), each.id))


def _day(library: Library) -> date:
    return confirmed_on(library) or (library.requested.first if library.requested else date.min)


def recipient(library: Library, reader: Reader) -> str:
    """Where the message goes: the mailbox, else the page for letters, else the website that the record names."""
    contact = library.contact
    where = (contact and (contact.mailbox or contact.page)) or library.website
    return reader.say(
        N_("To: {where}"), where=where or reader.say(N_("not on record; look on the library’s own website"))
    )


def message(library: Library, reader: Reader, site: str) -> str:
    """What to write to a library to ask whether its request still holds, in the reader's language."""
    address = f"{site}{reader.language.prefix}{library.path}"
    text = reader.say(
        N_(
            "Dear colleagues of {name},\n\n"
            "your library is listed among the Sister Libraries as looking for a partner abroad. "
            "The listing was last confirmed: {date}.\n\n"
            "{address}\n\n"
            "Is it still right? Please answer in one line: “still right”, “please change …” or “please take it down”. "
            "Without an answer it stays for two years after that date, and is then no longer shown as a request.\n\n"
            "With kind regards,\nthe volunteers of the Sister Libraries"
        ),
        name=reader.name(library).text,
        date=reader.known(library.confirmed) or "–",
        address=address,
    )
    return reader.language.spaced(text)


@dataclass(frozen=True)
class Review:
    """A decision that is to be reviewed by a day."""

    file: str
    by: date


def reviews(root: Path, today: date) -> list[Review]:
    """The decisions in `decisions/` that are to be reviewed soon, or should have been, the most urgent first."""
    found = []
    for path in (root / "decisions").glob("*.md"):
        text = ""
        with suppress(OSError):  # the list has more to tell than this
            text = path.read_text(encoding="utf-8", errors="replace")
        for day in _REVIEW.findall(text):
            with suppress(ValueError):  # no such day; a test looks at the project's own
                found.append(Review(path.relative_to(root).as_posix(), date.fromisoformat(day)))
    soon = [each for each in found if each.by <= today + timedelta(days=REVIEW_DAYS)]
    return sorted(soon, key=lambda each: (each.by, each.file))


@dataclass(frozen=True)
class DeadLink:
    """A link that a link checker could not follow."""

    file: str
    url: str
    why: str


def dead_links(report: Path) -> list[DeadLink] | None:
    """The dead links in lychee's report, by file; None when it is not there or is no such report."""
    try:
        read = json.loads(report.read_bytes())
        maps = [read["error_map"], read.get("timeout_map", {})]
        found = {
            DeadLink(
                str(file), str(each["url"]), str(each["status"].get("details") or each["status"]["text"])
            )
            for each_map in maps
            for file, links in each_map.items()
            for each in links
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    return sorted(found, key=lambda each: (each.file, each.url))
