"""How well two libraries fit each other, in points, and why.

A pure function of two libraries and the table of weights, in whole numbers only, so that the same function in
`overrides/assets/javascripts/matching.js` gives the same points and reasons; a test compares the two.

Ruled out, so never suggested:

- the library itself, one of its own country or region, and a partner that it has;
- a candidate that has paused, withdrawn, or whose request has stepped back;
- by a wish of either side: a country or region that is none of those it names, and working languages that are known
  but none of those it names. Both are facts that leave no doubt. The types that a library would like are not: a public
  library with a children's room may be what a school hopes for. So another type costs points and rules nothing out.

Everything else is points. What is not known of one of the two counts nothing. All of it is the same whichever of the
two asks, but for how likely the candidate is to answer.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from sister_libraries.profiles import Profile

ENGLISH = "en"
MINUTES_AT_WORK = 8 * 60  # nine to five, local time
DAY = 24 * 60
MORE_NEEDS = 3  # how many things beyond the first still count
MORE_ACTIVITIES = 3
MORE_LANGUAGES = 2
FAR = 2  # steps between two levels of commitment that are far from each other


@dataclass(frozen=True, slots=True)
class Weights:
    """The points in `weights.toml`, and the pairs of types that are kin, both ways."""

    need_first: int
    need_more: int
    both_give: int
    activity_first: int
    activity_more: int
    language_shared: int
    language_english: int
    language_more: int
    language_none: int
    language_half: int
    wish_met: int
    wish_missed: int
    same_type: int
    kin_types: int
    same_size: int
    like_size: int
    same_commitment: int
    near_commitment: int
    far_commitment: int
    sister_cities: int
    town_tie: int
    hour: int
    seeking: int
    open: int
    fresh: int
    due: int
    reachable: int
    kin: frozenset[tuple[str, str]]

    def as_json(self) -> dict[str, Any]:
        """The weights for the browser."""
        points = {each.name: getattr(self, each.name) for each in fields(self) if each.name != "kin"}
        return {**points, "kin": sorted(map(list, self.kin))}


def weights_table() -> dict[str, Any]:
    """The table `weights.toml` as it stands."""
    text = (resources.files("sister_libraries.matching") / "weights.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@lru_cache(maxsize=1)
def load_weights() -> Weights:
    """The weights by which the site ranks; a TypeError when the table and the class differ."""
    table = weights_table()
    kin = {(one, other) for pair in table["kin"]["types"] for one, other in (pair, pair[::-1])}
    return Weights(**{name: each["points"] for name, each in table["weights"].items()}, kin=frozenset(kin))


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two libraries, as the score looks at it: a Profile in sets.

    Languages are by their primary subtag: who writes Traditional characters reads a letter in Simplified ones.
    `offset` is how many minutes its clock is ahead of UTC on the day of the build.
    """

    id: str
    country: str
    type: str | None
    community: int | None
    commitment: int | None
    languages: frozenset[str]
    seeks: frozenset[str]
    offers: frozenset[str]
    activities: frozenset[str]
    preferred_countries: frozenset[str]
    preferred_languages: frozenset[str]
    preferred_types: frozenset[str]
    towns: frozenset[str]
    ties: frozenset[str]
    sister_cities: frozenset[str]
    offset: int | None
    standing: str
    freshness: str
    confirmed: int | None
    partners: frozenset[str]
    reachable: bool


def side(profile: Profile, offset: int | None) -> Side:
    """What the score looks at in `profile`; `offset` is that of its time zone."""
    return Side(
        id=profile.id,
        country=profile.country,
        type=profile.type,
        community=profile.community,
        commitment=profile.commitment,
        languages=primary(profile.languages),
        seeks=frozenset(profile.seeks),
        offers=frozenset(profile.offers),
        activities=frozenset(profile.activities),
        preferred_countries=frozenset(profile.preferred_countries),
        preferred_languages=primary(profile.preferred_languages),
        preferred_types=frozenset(profile.preferred_types),
        towns=frozenset(profile.towns),
        ties=_shared(profile.ties),
        sister_cities=_shared(profile.sister_cities),
        offset=offset,
        standing=profile.standing,
        freshness=profile.freshness,
        confirmed=profile.confirmed,
        partners=frozenset(profile.partners),
        reachable=profile.reachable,
    )


@lru_cache(maxsize=1 << 14)
def _shared(towns: tuple[str, ...]) -> frozenset[str]:
    """Towns as a set, the same for all libraries of one town: such sets are long."""
    return frozenset(towns)


def primary(tags: Collection[str]) -> frozenset[str]:
    """The primary language subtags of BCP 47 tags."""
    return frozenset(tag.split("-", 1)[0] for tag in tags)


class Reason(NamedTuple):
    """One thing that counts: its code (a sentence in `suggest.py`), what it is about, and its points."""

    code: str
    values: tuple[str | int, ...]
    points: int


# A reason as the score notes it down: what it is about may still be a set.
_Note = tuple[str, "Collection[str | int]", int]


class Match:
    """How well a candidate fits: the sum of its reasons' points, and the reasons.

    Of the many candidates that are scored only a few are shown, so reasons are put in order when they are asked for.
    """

    __slots__ = ("_notes", "points")

    def __init__(self, notes: Sequence[_Note]) -> None:
        self.points = sum([note[2] for note in notes])
        self._notes = notes

    @property
    def codes(self) -> str:
        """The codes of the reasons; with both records they say all that the reasons do."""
        return " ".join([note[0] for note in self._notes])

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """The reasons, in the order in which a letter would name them; several things by the order of their ids."""
        return tuple(
            Reason(code, tuple(sorted(values)) if isinstance(values, frozenset) else tuple(values), points)
            for code, values, points in self._notes
        )


def asks(one: Side) -> bool:
    """Whether it looks for a partner or is open to one, and has said so of late."""
    return one.standing in ("seeking", "open") and one.freshness in ("fresh", "due")


def may_be_suggested(b: Side) -> bool:
    """Whether anybody may be told of `b`: one that asks, or that has or had a partner and never asked."""
    return b.standing not in ("paused", "withdrawn") and b.freshness != "stepped-back"


def ruled_out(a: Side, b: Side) -> bool:
    """Whether `a` and `b` cannot be partners, by what they are or by what either side wishes."""
    return bool(
        a.country == b.country
        or a.id == b.id
        or b.id in a.partners
        or (a.preferred_countries and b.country not in a.preferred_countries)
        or (b.preferred_countries and a.country not in b.preferred_countries)
        or (a.preferred_languages and b.languages and not a.preferred_languages & b.languages)
        or (b.preferred_languages and a.languages and not b.preferred_languages & a.languages)
    )


def score(a: Side, b: Side, weights: Weights) -> Match | None:
    """How well `b` fits as a partner to suggest to `a`, with reasons from the point of view of `a` (“you”).

    None when it is ruled out.
    """
    if not may_be_suggested(b) or ruled_out(a, b):
        return None
    w = weights
    notes: list[_Note] = []
    if a.ties or b.ties:
        notes += _ties(a, b, w)
    if a.seeks or a.offers:
        notes += _needs(a, b, w)
    common = a.activities & b.activities
    if common:
        notes.append(_several("activities", common, w.activity_first, w.activity_more, MORE_ACTIVITIES))
    if a.languages and b.languages:
        notes.append(_language(a, b, w))
    if a.preferred_countries or b.preferred_countries or a.preferred_languages or b.preferred_languages:
        notes += _wishes(a, b, w)
    if a.preferred_types or b.preferred_types:
        notes += _wished_types(a, b, w)
    notes += _alike(a, b, w)
    if a.offset is not None and b.offset is not None:
        hours = overlap(a.offset, b.offset) // 60
        if hours:
            notes.append(("hours", (hours,), w.hour * hours))
    notes += _readiness(b, w)
    return Match(notes)


def overlap(offset: int, other: int) -> int:
    """Minutes of a day in which both are at work, for clocks so many minutes ahead of UTC."""
    apart = abs(offset - other) % DAY
    return max(0, MINUTES_AT_WORK - min(apart, DAY - apart))


def readiness(b: Side, weights: Weights) -> int:
    """The points that a candidate brings along whoever asks."""
    return sum(note[2] for note in _readiness(b, weights))


def order(match: Match, a: Side, b: Side) -> tuple[bool, int, int, bool, str]:
    """Where a candidate stands in the ranking for `a`: those that ask first, then by points, the last confirmed first.

    Equals go by the alphabet, which for each library begins at itself: where little is known and many are equal, not
    everybody is sent to the first of the alphabet.
    """
    return (not asks(b), -match.points, -(b.confirmed or 0), b.id < a.id, b.id)


def _several(code: str, found: Collection[str], first: int, more: int, limit: int) -> _Note:
    """One reason for all of the things `found`: the first counts most, further ones up to a limit."""
    return code, found, first + more * min(len(found) - 1, limit)


def _ties(a: Side, b: Side, w: Weights) -> list[_Note]:
    if a.sister_cities & b.towns or b.sister_cities & a.towns:
        return [("sister-cities", (), w.sister_cities)]
    if a.ties & b.towns or b.ties & a.towns:
        return [("town-tie", (), w.town_tie)]
    return []


def _needs(a: Side, b: Side, w: Weights) -> list[_Note]:
    notes: list[_Note] = []
    got = a.seeks & b.offers
    given = b.seeks & a.offers
    if got:
        notes.append(_several("they-offer", got, w.need_first, w.need_more, MORE_NEEDS))
    if given:
        notes.append(_several("they-seek", given, w.need_first, w.need_more, MORE_NEEDS))
    if got and given:
        notes.append(("both-give", (), w.both_give))
    return notes


def _language(a: Side, b: Side, w: Weights) -> _Note:
    shared = a.languages & b.languages
    if shared:
        first = w.language_english if shared == {ENGLISH} else w.language_shared
        return _several("languages", shared, first, w.language_more, MORE_LANGUAGES)
    if ENGLISH in b.languages:
        return "english-theirs", (), w.language_none + w.language_half
    if ENGLISH in a.languages:
        return "english-yours", (), w.language_none + w.language_half
    return "no-language", (), w.language_none


def _wishes(a: Side, b: Side, w: Weights) -> list[_Note]:
    """Countries and languages that one named and the other has; the others are ruled out already."""
    notes: list[_Note] = []
    if b.preferred_countries:
        notes.append(("their-country", (), w.wish_met))
    if a.preferred_countries:
        notes.append(("your-country", (b.country,), w.wish_met))
    if b.preferred_languages and a.languages:
        notes.append(("their-language", b.preferred_languages & a.languages, w.wish_met))
    if a.preferred_languages and b.languages:
        notes.append(("your-language", a.preferred_languages & b.languages, w.wish_met))
    return notes


def _wished_types(a: Side, b: Side, w: Weights) -> list[_Note]:
    notes: list[_Note] = []
    if b.preferred_types and a.type is not None:
        met = a.type in b.preferred_types
        notes.append(
            ("their-type", (a.type,), w.wish_met) if met else ("their-other-type", (), w.wish_missed)
        )
    if a.preferred_types and b.type is not None:
        met = b.type in a.preferred_types
        notes.append(("your-type", (b.type,), w.wish_met) if met else ("your-other-type", (), w.wish_missed))
    return notes


def _alike(a: Side, b: Side, w: Weights) -> list[_Note]:
    notes: list[_Note] = []
    if a.type is not None and b.type is not None:
        if a.type == b.type:
            notes.append(("same-type", (a.type,), w.same_type))
        elif (a.type, b.type) in w.kin:
            notes.append(("kin-types", (a.type, b.type), w.kin_types))
    if a.community is not None and b.community is not None:
        if a.community == b.community:
            notes.append(("same-size", (a.community,), w.same_size))
        elif abs(a.community - b.community) == 1:
            notes.append(("like-size", (), w.like_size))
    if a.commitment is not None and b.commitment is not None:
        steps = abs(a.commitment - b.commitment)
        if steps == 0:
            notes.append(("same-commitment", (a.commitment,), w.same_commitment))
        elif steps < FAR:
            notes.append(("near-commitment", (), w.near_commitment))
        else:
            notes.append(("far-commitment", (), w.far_commitment))
    return notes


def _readiness(b: Side, w: Weights) -> list[_Note]:
    """How likely the candidate is to answer."""
    notes: list[_Note] = []
    if b.standing == "seeking":
        notes.append(("seeking", (), w.seeking))
    elif b.standing == "open":
        notes.append(("open", (), w.open))
    else:
        notes.append(("not-asked", (), 0))
    if b.freshness == "fresh":
        notes.append(("fresh", (), w.fresh))
    elif b.freshness == "due":
        notes.append(("due", (), w.due))
    if b.reachable:
        notes.append(("reachable", (), w.reachable))
    return notes
