"""What the page “Write a first letter” prints, and what its script needs to know."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from babel.dates import get_timezone_location

from sister_libraries import letter
from sister_libraries.find_page import LANGUAGES
from sister_libraries.languages import country_codes, site_languages
from sister_libraries.outputs.letter_data import FOLDER, parts_of
from sister_libraries.reader import Reader
from sister_libraries.time_zones import offset, time_zone
from sister_libraries.working_hours import overlap

if TYPE_CHECKING:
    from pathlib import Path

    from sister_libraries.languages import Language

# The table of working hours that is there without JavaScript: places on every continent beside Beijing's time.
HOME_ZONE = "Asia/Shanghai"
ZONES = (
    "America/Los_Angeles",
    "America/New_York",
    "America/Sao_Paulo",
    "Europe/London",
    "Europe/Paris",
    "Africa/Nairobi",
    "Asia/Kolkata",
    "Asia/Tokyo",
    "Australia/Sydney",
)
_FILED_UNDER = {"Asia/Kolkata": "Asia/Calcutta"}
VOCABULARIES = ("exchanges", "activities", "communities")


def filling(reader: Reader, root: Path, argument: str) -> dict[str, Any]:
    """The page's choices, the models, the table of hours and the script's data."""
    catalogue = reader.catalogue
    here = reader.language
    ordered = [here, *(each for each in site_languages() if each != here)]
    return {
        "models": [(each, letter.model(each)) for each in ordered],
        "languages": ordered,
        "types": _choices(reader, "library-types"),
        "exchanges": _choices(reader, "exchanges"),
        "activity_groups": [
            (
                reader.term("activity-groups", group.id),
                _choices(reader, "activities", group.id),
            )
            for group in catalogue.vocabularies["activity-groups"].terms
        ],
        "hours": _hours(here, catalogue.today.year),
        "data": _data(reader, ordered),
    }


def _choices(reader: Reader, vocabulary: str, group: str | None = None) -> list[tuple[str, str]]:
    """The ids and labels of a vocabulary's terms, or of those in one group."""
    terms = reader.catalogue.vocabularies[vocabulary].terms
    return [(term.id, reader.term(vocabulary, term.id)) for term in terms if group in (None, term.group)]


def _data(reader: Reader, ordered: list[Language]) -> dict[str, Any]:
    """What the script composes letters from; `words` has every text in every language."""
    catalogue = reader.catalogue
    tags = dict.fromkeys(
        [*(each.code for each in ordered), *catalogue.by_language, *letter.phrases(), *LANGUAGES]
    )
    words = {}
    for each in ordered:
        other = Reader(each, catalogue, "")
        terms = {
            name: {
                term.id: letter.inside(each, other.term(name, term.id))
                for term in catalogue.vocabularies[name].terms
            }
            for name in VOCABULARIES
        }
        types = {
            term.id: other.term("library-types", term.id)
            for term in catalogue.vocabularies["library-types"].terms
        }
        words[each.code] = {
            "tag": each.tag,
            "name": each.name,
            "frame": letter.said(each, letter.FRAME),
            "sentences": letter.said(each, letter.SENTENCES),
            "blanks": letter.said(each, letter.BLANKS),
            "steps": letter.said(each, letter.FIRST_STEPS),
            "other_step": each.say(letter.OTHER_STEP),
            "terms": terms,
            "kinds": {term: letter.kind(each, label) for term, label in types.items()},
            "types": {term: letter.inside(each, label) for term, label in types.items()},
            "languages": {tag: each.language(tag) for tag in tags},
            "countries": {code: each.country(code) for code in country_codes()},
        }
    first_year = catalogue.checklists.get(letter.FIRST_YEAR)
    steps = {step.id: step for section in first_year.sections for step in section.steps} if first_year else {}
    months = [reader.text(steps[each].text) if each in steps else None for each in letter.MONTHS]
    return {
        "here": reader.language.code,
        "languages": [each.code for each in ordered],
        "folder": reader.root + FOLDER,
        "home": reader.home,
        "parts": parts_of(catalogue),
        "words": words,
        "phrases": letter.phrases(),
        "commitments": [term.id for term in catalogue.vocabularies["commitments"].terms],
        "small_first": list(letter.FIRST_STEPS),
        "activity_for": dict(letter.ACTIVITY_FOR),
        "default_activity": letter.DEFAULT_ACTIVITY,
        "default_for_type": dict(letter.DEFAULT_FOR_TYPE),
        "reminders": list(letter.REMINDERS),
        "move_on": letter.MOVE_ON,
        "months": [each.text if each else "" for each in months],
    }


def _hours(here: Language, year: int) -> list[dict[str, Any]]:
    """Working hours elsewhere as clocks in Beijing show them, in the northern winter and summer."""
    rows = []
    for zone in ZONES:
        cells = [_shared(zone, date(year, month, 15)) for month in (1, 7)]
        rows.append({"place": town(here, zone), "cells": cells})
    return rows


def town(here: Language, zone: str) -> str:
    """The town that a time zone is named after. CLDR files some under an older name, which Babel does not look up."""
    filed = here.cldr.time_zones.get(_FILED_UNDER.get(zone, zone), {})
    return str(filed.get("city") or get_timezone_location(zone, locale=here.cldr, return_city=True))


def _shared(zone: str, day: date) -> dict[str, Any]:
    """What one working day in Beijing shares with one elsewhere, and how far apart the clocks are."""
    found = overlap(HOME_ZONE, zone, day)
    home = time_zone(HOME_ZONE)
    hours = found.shared and "–".join(
        f"{each.astimezone(home):%H:%M}" for each in (found.shared.start, found.shared.end)
    )
    ahead = (offset(zone, day) - offset(HOME_ZONE, day)) / 60
    return {"hours": hours, "ahead": f"{ahead:+g}".replace("-", "−")}
