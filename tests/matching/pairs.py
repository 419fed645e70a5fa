"""Libraries for tests of matching: made one by one, or generated."""

from __future__ import annotations

import random
from dataclasses import fields, replace
from typing import Any

from hypothesis import strategies as st

from sister_libraries.matching.score import Match, Side, load_weights, score

WEIGHTS = load_weights()
TODAY = 739_941  # the ordinal of 2026-11-21

NOBODY = Side(
    id="some-library",
    country="US",
    type=None,
    community=None,
    commitment=None,
    languages=frozenset(),
    seeks=frozenset(),
    offers=frozenset(),
    activities=frozenset(),
    preferred_countries=frozenset(),
    preferred_languages=frozenset(),
    preferred_types=frozenset(),
    towns=frozenset(),
    ties=frozenset(),
    sister_cities=frozenset(),
    offset=None,
    standing="seeking",
    freshness="fresh",
    confirmed=TODAY,
    partners=frozenset(),
    reachable=False,
)
SETS = {each.name for each in fields(Side) if isinstance(getattr(NOBODY, each.name), frozenset)}


def library(id_: str = "some-library", country: str = "US", **facts: Any) -> Side:
    """A library that looks for a partner and says no more than `facts`; a text stands for several words."""
    made = {name: frozenset(value.split()) if name in SETS else value for name, value in facts.items()}
    return replace(NOBODY, id=id_, country=country, **made)


def match(a: Side, b: Side) -> Match:
    """How `b` fits `a`; the test fails when it is ruled out."""
    found = score(a, b, WEIGHTS)
    assert found is not None
    return found


def codes(a: Side, b: Side) -> list[str]:
    """The codes of the reasons for `b`."""
    return [reason.code for reason in match(a, b).reasons]


COUNTRIES = ("BG", "CN", "JP", "MX", "PL", "US")
TYPES = ("academic", "children", "health", "national", "public", "school")
LANGUAGES = ("bg", "en", "es", "ja", "zh")
THINGS = ("books", "picture-books", "visits", "staff-training", "pen-friends", "exhibitions")
ACTIVITIES = ("book-exchange", "pen-pals", "reading-club", "video-meeting", "staff-visit")
TOWNS = ("BG silistra", "CN guangzhou", "JP nagasaki", "PL poznan", "US aurora")
STANDINGS = ("seeking", "open", "paired", "known", "paused", "withdrawn")
AGES = ("", "fresh", "due", "stepped-back")
OFFSETS = (-480, -300, 0, 60, 345, 480, 540, 780)


def generated(chance: random.Random, number: int) -> Side:
    """A library made by chance: any fact may be missing, any may meet another's."""

    def some(values: tuple[str, ...], most: int, none: float = 0.4) -> frozenset[str]:
        return (
            frozenset()
            if chance.random() < none
            else frozenset(chance.sample(values, chance.randint(1, most)))
        )

    def one(values: Any, none: float = 0.3) -> Any:
        return None if chance.random() < none else chance.choice(values)

    ties = some(TOWNS, 2, 0.6)
    return Side(
        id=f"library-{number:04}",
        country=chance.choice(COUNTRIES),
        type=one(TYPES),
        community=one(range(6)),
        commitment=one(range(3)),
        languages=some(LANGUAGES, 4),
        seeks=some(THINGS, 6),
        offers=some(THINGS, 6),
        activities=some(ACTIVITIES, 5),
        preferred_countries=some(COUNTRIES, 4, 0.8),
        preferred_languages=some(LANGUAGES, 3, 0.8),
        preferred_types=some(TYPES, 3, 0.7),
        towns=some(TOWNS, 1, 0.3),
        ties=ties,
        sister_cities=frozenset(each for each in ties if chance.random() < 0.5),
        offset=one(OFFSETS),
        standing=chance.choices(STANDINGS, (40, 25, 15, 10, 5, 5))[0],
        freshness=chance.choices(AGES, (10, 55, 25, 10))[0],
        confirmed=one((TODAY, TODAY - 10, TODAY - 400)),
        partners=frozenset(f"library-{chance.randint(0, 40):04}" for _ in range(chance.choice((0, 0, 1)))),
        reachable=chance.random() < 0.5,
    )


# By a number for each: Hypothesis' own chance would take thirty times as long, and is of no use to what it makes.
sides = st.builds(generated, st.integers(0, 2**32 - 1).map(random.Random), st.integers(0, 9999))
