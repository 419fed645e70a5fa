"""The page of a status, or of the age of a request: which libraries have it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sister_libraries.languages import N_
from sister_libraries.once import once_per_catalogue
from sister_libraries.views.page import Page, PageKind, shortened

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sister_libraries.catalogue import Catalogue
    from sister_libraries.models import Library
    from sister_libraries.reader import Reader

# How old a request is, as lists say it.
AGES = {
    "fresh": N_("Within a year"),
    "due": N_("One to two years ago"),
    "stepped-back": N_("Longer ago, or never"),
}

# Title and explanation of each page.
TEXTS = {
    "seeking": (
        N_("Libraries that seek a partner"),
        N_("They ask for a partner, and have confirmed it within two years. A letter is welcome."),
    ),
    "open": (
        N_("Libraries that are open to a partner"),
        N_("They do not look for a partner themselves, but would like to hear from one."),
    ),
    "fresh": (
        N_("Requests confirmed within a year"),
        N_("These libraries have said within the last twelve months that they would like a partner."),
    ),
    "due": (
        N_("Requests confirmed one to two years ago"),
        N_("These libraries asked more than a year ago. Ask first whether they still do."),
    ),
    "paired": (
        N_("Libraries that have a partner"),
        N_(
            "They stand here because a source tells of their partnership, which is not known to have ended. "
            "That is not an invitation; a courteous letter may still be welcome."
        ),
    ),
    "known": (
        N_("Libraries that had a partner"),
        N_("Their partnership has ended. They know what one takes, and may like to begin another."),
    ),
    "paused": (
        N_("Libraries that have paused"),
        N_("They would like a partner, but not now. Please do not write yet."),
    ),
    "stepped-back": (
        N_("Old requests, not confirmed"),
        N_(
            "Old requests from the former wiki and other programs. They are kept as part of the record and are "
            "not offers."
        ),
    ),
    "withdrawn": (
        N_("Libraries that have withdrawn"),
        N_("They no longer seek a partner. Please do not write to them about one."),
    ),
}


def subjects(_catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """Every status and age, whether any library has it or not."""
    return ((each, each) for each in TEXTS)


def view(status: str, reader: Reader) -> Page:
    """The page of one status or age."""
    catalogue = reader.catalogue
    title, about = (reader.say(each) for each in TEXTS[status])
    libraries = _by_status(catalogue).get(status, ())
    context = {"title": title, "about": about, "libraries": reader.libraries(libraries)}
    noindex = status in ("stepped-back", "withdrawn")
    return Page(title, shortened(about), "data/libraries", context, noindex=noindex)


@once_per_catalogue
def _by_status(catalogue: Catalogue) -> Mapping[str, list[Library]]:
    """Libraries by status, and those that ask by age, too."""
    found: dict[str, list[Library]] = {}
    for each in catalogue.libraries.values():
        status = catalogue.shown_standing(each)
        found.setdefault(status, []).append(each)
        if catalogue.asks(each):
            found.setdefault(catalogue.freshness(each).value, []).append(each)
    return found


KIND = PageKind(
    "status", "statuses", subjects, view, lambda status, catalogue: _by_status(catalogue).get(status, ())
)
