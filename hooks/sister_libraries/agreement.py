"""An agreement between two libraries, clause by clause in every language: blank, and as the page composes it.

A clause's `{places}` are filled with what is typed on the page, else with a blank in square brackets; the browser
(overrides/assets/javascripts/agreement.js) and the blank form here fill them alike.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sister_libraries.languages import N_, site_languages
from sister_libraries.outputs.letter_data import FOLDER, parts_of
from sister_libraries.reader import Reader

if TYPE_CHECKING:
    from pathlib import Path

    from sister_libraries.languages import Language

LEVELS = {"intent": N_("Letter of intent"), "memorandum": N_("Memorandum of understanding")}
SIDES = ("a", "b")
_PLACE = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause: its heading and text, the levels that have it, and the place that must be chosen for it to stay."""

    id: str
    heading: str
    text: str
    levels: tuple[str, ...] = tuple(LEVELS)
    unless: str = ""  # left out when this choice is "none"


CLAUSES = (
    Clause("parties", N_("The libraries"), N_("{a} and {b} wish to be sister libraries.")),
    Clause("goals", N_("What we want to achieve"), "{goals}"),
    Clause(
        "activities",
        N_("What we do together"),
        N_("We begin with: {activities}. Other activities may follow when both libraries agree."),
    ),
    Clause("brings", N_("What each library brings"), N_("{a}: {brings_a}\n{b}: {brings_b}"), ("memorandum",)),
    Clause(
        "contacts",
        N_("Contacts"),
        N_(
            "{a}: {first_a}; in their absence, {second_a}.\n{b}: {first_b}; in their absence, {second_b}.\n"
            "Each library tells the other at once when a contact changes."
        ),
    ),
    Clause(
        "rhythm", N_("Language and rhythm"), N_("We write to each other in {languages}, at least {rhythm}.")
    ),
    Clause("costs", N_("Costs"), "{costs}"),
    Clause(
        "privacy",
        N_("People and pictures"),
        N_(
            "Neither library publishes names, pictures or works of people without their consent, or of children "
            "without the consent of their parents."
        ),
        ("memorandum",),
    ),
    Clause(
        "trial",
        N_("Trial period"),
        N_("The first {trial} are a trial. At its end both libraries decide whether to go on."),
        unless="trial",
    ),
    Clause(
        "review",
        N_("Review"),
        N_(
            "Once a year both libraries write down what was planned, done, counted and learned, talk about it, and "
            "tell those who support them."
        ),
    ),
    Clause(
        "duration",
        N_("Beginning, duration and renewal"),
        N_(
            "This agreement begins on {start} and lasts {duration}. "
            "It is renewed when both libraries say so in writing."
        ),
        ("memorandum",),
    ),
    Clause(
        "end",
        N_("End"),
        N_(
            "Either library may end the partnership by writing to the other, if possible {notice} before. What has "
            "been begun is brought to an end together."
        ),
    ),
    Clause(
        "intent",
        N_("Standing of this letter"),
        N_("This letter says what both libraries intend. It is no contract and creates no legal duties."),
        ("intent",),
    ),
    Clause(
        "languages",
        N_("Standing of the texts"),
        N_("Both language versions have the same standing. Each library keeps a signed copy."),
        ("memorandum",),
    ),
)

# Choices: place → (value, text in the clause). The first is the one that the form begins with.
CHOICES: dict[str, tuple[tuple[str, str], ...]] = {
    "rhythm": (
        ("monthly", N_("once a month")),
        ("quarterly", N_("once in three months")),
        ("weekly", N_("once a week")),
    ),
    "costs": (
        ("own", N_("Each library pays its own costs.")),
        (
            "sender",
            N_(
                "Whoever sends something pays for sending it; guests pay for their journey, hosts for the stay."
            ),
        ),
        (
            "each-time",
            N_("Who pays what is agreed in writing before each activity. Nobody has to spend money."),
        ),
    ),
    "trial": (("six", N_("six months")), ("twelve", N_("twelve months")), ("none", N_("no trial period"))),
    "duration": (
        ("two", N_("two years")),
        ("one", N_("one year")),
        ("three", N_("three years")),
    ),
    "notice": (("three", N_("three months")), ("one", N_("one month"))),
    "languages": (("both", N_("English and Chinese")), ("en", N_("English")), ("zh", N_("Chinese"))),
}

# What stands where nothing was typed.
BLANKS = {
    "a": N_("[first library]"),
    "b": N_("[second library]"),
    "goals": N_("[two or three goals that can be looked at in a year]"),
    "activities": N_("[one or two small activities]"),
    "brings_a": N_("[what the first library brings]"),
    "brings_b": N_("[what the second library brings]"),
    "first_a": N_("[role of the contact]"),
    "second_a": N_("[role of the second contact]"),
    "first_b": N_("[role of the contact]"),
    "second_b": N_("[role of the second contact]"),
    "start": N_("[date]"),
    "rhythm": N_("[how often]"),
    "languages": N_("[languages]"),
    "costs": N_("[who pays for what]"),
    "trial": N_("[number of months]"),
    "duration": N_("[number of years]"),
    "notice": N_("[number of months]"),
}

# What is typed, in each language: place → its label; a long text where `True`.
TYPED: dict[str, tuple[str, bool]] = {
    "goals": (N_("Goals, in two or three sentences"), True),
    "brings_a": (N_("What the first library brings"), True),
    "brings_b": (N_("What the second library brings"), True),
    "first_a": (N_("First library: contact, by role"), False),
    "second_a": (N_("First library: second contact, by role"), False),
    "first_b": (N_("Second library: contact, by role"), False),
    "second_b": (N_("Second library: second contact, by role"), False),
}
CHOICE_LABELS = {
    "languages": N_("Languages of contact"),
    "rhythm": N_("How often you write"),
    "costs": N_("Who pays for what"),
    "trial": N_("Trial period"),
    "duration": N_("Duration"),
    "notice": N_("Notice before the end"),
}
WORDS = {
    "title": N_("{level} between {a} and {b}"),
    "sign": N_("For {side}: office, name, date, signature"),
    "no_advice": N_(
        "This is no legal advice. Before you sign anything that binds your library, ask the office that looks after "
        "agreements."
    ),
}


def blank(here: Language, level: str) -> dict[str, Any]:
    """The unfilled agreement of one level in one language: its title, clauses and the lines to sign on."""
    blanks = {name: here.say(text) for name, text in BLANKS.items()}

    def fill(text: str) -> str:
        return _PLACE.sub(lambda place: blanks[place[1]], here.say(text))

    title = _PLACE.sub(
        lambda place: here.say(LEVELS[level]) if place[1] == "level" else blanks[place[1]],
        here.say(WORDS["title"]),
    )
    sign = here.say(WORDS["sign"])
    return {
        "language": here,
        "title": title,
        "clauses": [
            (here.say(each.heading), fill(each.text).split("\n")) for each in CLAUSES if level in each.levels
        ],
        "sign": [sign.replace("{side}", blanks[side]) for side in SIDES],
    }


def filling(reader: Reader, root: Path, argument: str) -> dict[str, Any]:
    """What the page prints: the form, the blank agreements, and the data of its script."""
    ordered = [reader.language, *(each for each in site_languages() if each != reader.language)]
    activities = reader.catalogue.vocabularies["activities"].terms
    return {
        "languages": ordered,
        "levels": [(level, reader.say(name)) for level, name in LEVELS.items()],
        "blanks": [(reader.say(LEVELS[level]), [blank(each, level) for each in ordered]) for level in LEVELS],
        "typed": [(place, reader.say(label), long) for place, (label, long) in TYPED.items()],
        "choices": [
            (place, reader.say(label), [(value, reader.say(text)) for value, text in CHOICES[place]])
            for place, label in CHOICE_LABELS.items()
        ],
        "activities": [(term.id, reader.term("activities", term.id)) for term in activities],
        "no_advice": reader.say(WORDS["no_advice"]),
        "data": {
            "here": reader.language.code,
            "languages": [each.code for each in ordered],
            "folder": reader.root + FOLDER,
            "parts": parts_of(reader.catalogue),
            "words": {each.code: _words(each, reader) for each in ordered},
        },
    }


def _words(here: Language, reader: Reader) -> dict[str, Any]:
    """All texts in one language."""
    other = Reader(here, reader.catalogue, "")
    return {
        "tag": here.tag,
        "levels": {level: here.say(name) for level, name in LEVELS.items()},
        "clauses": [
            {
                "heading": here.say(each.heading),
                "text": here.say(each.text),
                "levels": each.levels,
                "unless": each.unless,
            }
            for each in CLAUSES
        ],
        "choices": {
            place: {value: here.say(text) for value, text in values} for place, values in CHOICES.items()
        },
        "blanks": {place: here.say(text) for place, text in BLANKS.items()},
        "activities": {
            term.id: other.term("activities", term.id)
            for term in reader.catalogue.vocabularies["activities"].terms
        },
        "mark": here.listing(["", ""]),
        **{name: here.say(text) for name, text in WORDS.items()},
    }
