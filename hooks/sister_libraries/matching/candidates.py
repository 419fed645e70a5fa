"""The best candidates for a library by their points, without calling `score` for every pair.

Candidates lie in blocks, one bit each, in the order in which equal points are ranked. For every fact that counts
there is a whole number with the bits of the candidates for whom it holds, so that one `&` asks thousands at once. Their
points are added up in binary: place `k` of everybody's sum is bit `k` of the sums, one whole number for each place.
Reading the sums from the highest place down leaves the best.

Up to `BLOCK` candidates the result is exactly that of scoring them all; a test compares the two. Beyond, each library
reads one block, the same every time, and besides it the lists of what is too rare to be left to chance: libraries in
towns that its own is tied to, in countries that it names or that name its own, and in its languages. Blocks and lists
are bounded, so the cost for one library does not depend on how many there are; and not all are sent to the same few.
"""

from __future__ import annotations

from bisect import bisect
from collections import defaultdict
from itertools import chain, islice
from typing import TYPE_CHECKING, TypeVar
from zlib import crc32

from sister_libraries.matching.score import (
    ENGLISH,
    FAR,
    MORE_ACTIVITIES,
    MORE_LANGUAGES,
    MORE_NEEDS,
    Side,
    order,
    overlap,
    readiness,
    score,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from sister_libraries.matching.score import Match, Weights

Key = TypeVar("Key")

BLOCK = 8192  # candidates that one library is compared with
RARE = 24  # what so few candidates have in common is too rare to be left to the block
LISTS = 4  # of a library's ties, towns, languages and countries, so many are looked up


class Candidates:
    """All candidates of one kind, those who ask or those who have not asked, ready to be ranked for anybody."""

    def __init__(self, sides: Iterable[Side], weights: Weights) -> None:
        ordered = sorted(sides, key=lambda each: (-(each.confirmed or 0), each.id))
        count = -(-len(ordered) // BLOCK)
        self._weights = weights
        # Dealt out like cards, so that every block has its share of every country and every age.
        self._blocks = [_Block(ordered[first::count], weights) for first in range(count)]
        self._lists: dict[tuple[str, str], list[Side]] = defaultdict(list)
        if count > 1:
            self._list(ordered)

    def best(self, a: Side, number: int) -> list[tuple[Side, Match]]:
        """The best `number` for `a`, the best first; only those with more points for than against."""
        if not self._blocks:
            return []
        block = self._blocks[crc32(a.id.encode()) % len(self._blocks)]
        found = {each.id: each for each in block.best(a, number)}
        for each in self._rare(a):
            found.setdefault(each.id, each)
        scored = [(each, match) for each in found.values() if (match := score(a, each, self._weights))]
        scored = [(each, match) for each, match in scored if match.points > 0]
        return sorted(scored, key=lambda pair: order(pair[1], a, pair[0]))[:number]

    # -- lists of rare things ----------------------------------------------------------------------------------

    def _list(self, sides: Iterable[Side]) -> None:
        """List the candidates by what may be rare, and forget the lists of what is not."""
        for each in sides:
            for key in _keys_of(each):
                self._lists[key].append(each)
        for key in [key for key, found in self._lists.items() if len(found) > RARE]:
            del self._lists[key]

    def _rare(self, a: Side) -> Iterator[Side]:
        if self._lists:
            for key in _keys_for(a):
                yield from self._lists.get(key, ())


def _keys_of(b: Side) -> Iterator[tuple[str, str]]:
    """The lists that a candidate stands in."""
    yield from (("town", town) for town in b.towns)
    yield from (("tied to", town) for town in b.ties)
    yield from (("speaks", language) for language in b.languages)
    yield from (("names", country) for country in b.preferred_countries)
    yield ("in", b.country)


def _keys_for(a: Side) -> Iterator[tuple[str, str]]:
    """The lists that a library reads."""
    yield from (("town", town) for town in sorted(a.ties)[:LISTS])
    yield from (("tied to", town) for town in sorted(a.towns)[:LISTS])
    yield from (("speaks", each) for each in sorted(a.preferred_languages or a.languages)[:LISTS])
    yield from (("in", country) for country in sorted(a.preferred_countries)[:LISTS])
    yield ("names", a.country)


class _Block:
    """Some candidates as bits: the lowest bit is the one that is ranked first among equals."""

    def __init__(self, sides: Sequence[Side], weights: Weights) -> None:
        self._sides = sides
        self._weights = weights
        self._everybody = (1 << len(sides)) - 1
        self._place = {each.id: place for place, each in enumerate(sides)}
        self._in = self._bits(lambda each: (each.country,))
        self._towns = self._bits(lambda each: each.towns)
        self._ties = self._bits(lambda each: each.ties)
        self._sister_cities = self._bits(lambda each: each.sister_cities)
        self._seek = self._bits(lambda each: each.seeks)
        self._offer = self._bits(lambda each: each.offers)
        self._do = self._bits(lambda each: each.activities)
        self._speak = self._bits(lambda each: each.languages)
        self._name_country = self._bits(lambda each: each.preferred_countries)
        self._name_language = self._bits(lambda each: each.preferred_languages)
        self._name_type = self._bits(lambda each: each.preferred_types)
        self._type = self._bits(lambda each: (each.type,) if each.type else ())
        self._community = self._bits(lambda each: () if each.community is None else (each.community,))
        self._commitment = self._bits(lambda each: () if each.commitment is None else (each.commitment,))
        self._offset = self._bits(lambda each: () if each.offset is None else (each.offset,))
        self._speaking = _any(self._speak.values())
        self._naming_country = _any(self._name_country.values())
        self._naming_language = _any(self._name_language.values())
        self._naming_type = _any(self._name_type.values())
        self._ready = _Sums()
        for points, bits in self._bits(lambda each: (readiness(each, weights),)).items():
            self._ready.add(bits, points)
        self._same_day = _spans([each.confirmed for each in sides])
        self._bases: dict[tuple[int | None, str | None], _Sums] = {}
        self._tied_to: dict[tuple[frozenset[str], ...], tuple[int, int]] = {}

    def _bits(self, keys: Callable[[Side], Iterable[Key]]) -> dict[Key, int]:
        """For each key, the bits of the candidates that have it."""
        places: dict[Key, list[int]] = defaultdict(list)
        for place, each in enumerate(self._sides):
            for key in keys(each):
                places[key].append(place)
        return {key: _number(found, len(self._sides)) for key, found in places.items()}

    def best(self, a: Side, number: int) -> list[Side]:
        """The best `number` that are not ruled out for `a`, in no order."""
        allowed = self._allowed(a)
        if not allowed:
            return []
        sure, equal, wanted = self._sums(a).highest(allowed, number)
        places = [*_places(sure), *self._first(equal, wanted, a)]
        return [self._sides[place] for place in places]

    def _first(self, equal: int, wanted: int, a: Side) -> Iterator[int]:
        """The first `wanted` of those with equal points: the last confirmed, by the alphabet that begins at `a`."""
        while wanted and equal:
            lowest = (equal & -equal).bit_length() - 1
            start, end = self._same_day[self._sides[lowest].confirmed]
            turn = bisect(self._sides, a.id, start, end, key=lambda each: each.id)
            on_that_day = equal & ((1 << end) - (1 << start))
            later = on_that_day >> turn << turn
            for place in islice(chain(_places(later), _places(on_that_day ^ later)), wanted):
                yield place
                wanted -= 1
            equal ^= on_that_day

    def _allowed(self, a: Side) -> int:
        """Those whom neither side rules out."""
        allowed = self._everybody & ~self._in.get(a.country, 0)
        if a.preferred_countries:
            allowed &= _any(self._in.get(each, 0) for each in a.preferred_countries)
        allowed &= ~self._naming_country | self._name_country.get(a.country, 0)
        if a.preferred_languages:
            allowed &= ~self._speaking | _any(self._speak.get(each, 0) for each in a.preferred_languages)
        if a.languages:
            allowed &= ~self._naming_language | _any(self._name_language.get(each, 0) for each in a.languages)
        for partner in a.partners:
            if partner in self._place:
                allowed &= ~(1 << self._place[partner])
        return allowed

    def _sums(self, a: Side) -> _Sums:
        """Everybody's points for `a`, less what would be the same for all."""
        w = self._weights
        sums = self._base(a)
        everybody = self._everybody

        def count(table: dict[str, int], keys: Iterable[str], first: int, more: int, limit: int) -> int:
            levels = _levels((table.get(key, 0) for key in keys), limit + 1)
            sums.add(levels[0], first)
            for level in levels[1:]:
                sums.add(level, more)
            return levels[0]

        got = count(self._offer, a.seeks, w.need_first, w.need_more, MORE_NEEDS)
        given = count(self._seek, a.offers, w.need_first, w.need_more, MORE_NEEDS)
        sums.add(got & given, w.both_give)
        count(self._do, a.activities, w.activity_first, w.activity_more, MORE_ACTIVITIES)
        if a.languages:
            self._add_languages(a, sums)
        if a.ties or self._ties:
            sisters, tied = self._tied(a)
            sums.add(sisters, w.sister_cities)
            sums.add(tied & ~sisters, w.town_tie)
        sums.add(
            self._name_country.get(a.country, 0), w.wish_met
        )  # what it names itself is so for all allowed
        if a.languages and self._naming_language:
            sums.add(_any(self._name_language.get(each, 0) for each in a.languages), w.wish_met)
        if a.preferred_languages:
            sums.add(_any(self._speak.get(each, 0) for each in a.preferred_languages), w.wish_met)
        if a.type is not None and self._naming_type:
            met = self._name_type.get(a.type, 0)
            sums.add(met, w.wish_met)
            sums.add(self._naming_type & ~met, w.wish_missed, everybody)
        if a.preferred_types:
            met = _any(self._type.get(each, 0) for each in a.preferred_types)
            sums.add(met, w.wish_met)
            sums.add(_any(self._type.values()) & ~met, w.wish_missed, everybody)
        if a.community is not None:
            sums.add(self._community.get(a.community, 0), w.same_size)
            sums.add(_any(self._community.get(a.community + step, 0) for step in (-1, 1)), w.like_size)
        if a.commitment is not None:
            far = 0
            for each, bits in self._commitment.items():
                steps = abs(each - a.commitment)
                if steps < FAR:
                    sums.add(bits, w.near_commitment if steps else w.same_commitment)
                else:
                    far |= bits
            sums.add(far, w.far_commitment, everybody)
        return sums

    def _tied(self, a: Side) -> tuple[int, int]:
        """Those in sister cities, and those in any town tied to that of `a`: the same for all libraries of a town."""
        key = (a.towns, a.ties, a.sister_cities)
        if key not in self._tied_to:
            sisters = _any(self._towns.get(each, 0) for each in a.sister_cities)
            sisters |= _any(self._sister_cities.get(each, 0) for each in a.towns)
            tied = _any(self._towns.get(each, 0) for each in a.ties)
            tied |= _any(self._ties.get(each, 0) for each in a.towns)
            self._tied_to[key] = sisters, tied
        return self._tied_to[key]

    def _base(self, a: Side) -> _Sums:
        """Everybody's points that depend on nothing but the clock and the type of `a`: the same for many libraries."""
        key = (a.offset, a.type)
        if key not in self._bases:
            w = self._weights
            sums = self._ready.copy()
            if a.offset is not None:
                for each, bits in self._offset.items():
                    sums.add(bits, w.hour * (overlap(a.offset, each) // 60))
            if a.type is not None:
                sums.add(self._type.get(a.type, 0), w.same_type)
                kin = _any(bits for each, bits in self._type.items() if (a.type, each) in w.kin)
                sums.add(kin, w.kin_types)
            self._bases[key] = sums
        return self._bases[key].copy()

    def _add_languages(self, a: Side, sums: _Sums) -> None:
        w = self._weights
        levels = _levels((self._speak.get(each, 0) for each in a.languages), MORE_LANGUAGES + 1)
        own = _any(self._speak.get(each, 0) for each in a.languages if each != ENGLISH)
        sums.add(own, w.language_shared)
        sums.add(levels[0] & ~own, w.language_english)
        for level in levels[1:]:
            sums.add(level, w.language_more)
        apart = self._speaking & ~levels[0]
        if ENGLISH in a.languages:
            sums.add(apart, w.language_none + w.language_half, self._everybody)
        else:
            half = apart & self._speak.get(ENGLISH, 0)
            sums.add(half, w.language_none + w.language_half, self._everybody)
            sums.add(apart & ~half, w.language_none, self._everybody)


class _Sums:
    """A sum for every candidate: place `k` of all of them is the `k`-th whole number."""

    def __init__(self, places: Iterable[int] = ()) -> None:
        self._places = list(places)

    def copy(self) -> _Sums:
        """The same sums, to be added to on their own."""
        return _Sums(self._places)

    def add(self, bits: int, points: int, everybody: int = 0) -> None:
        """Add `points` to the sums of the candidates in `bits`.

        Points against some are points for all others of `everybody`: sums are never negative, and rank the same.
        """
        if points < 0:
            bits, points = everybody & ~bits, -points
        if not bits:
            return
        places = self._places
        place = 0
        while points:
            if points & 1:
                carry, at = bits, place
                while carry:
                    while at >= len(places):
                        places.append(0)
                    here = places[at]
                    places[at] = here ^ carry
                    carry &= here
                    at += 1
            points >>= 1
            place += 1

    def highest(self, allowed: int, number: int) -> tuple[int, int, int]:
        """The `number` candidates of `allowed` with the highest sums.

        They are those who are surely among them, and so many of those whose equal sums compete for the rest.
        """
        sure, open_ = 0, allowed
        wanted = number
        for place in reversed(self._places):
            high = open_ & place
            count = high.bit_count()
            if count >= wanted:
                open_ = high
            else:
                sure |= high
                wanted -= count
                open_ ^= high
        return sure, open_, wanted


def _spans(values: Sequence[int | None]) -> dict[int | None, tuple[int, int]]:
    """From where to where each value stands in a list in which equal values stand together."""
    spans: dict[int | None, tuple[int, int]] = {}
    for place, value in enumerate(values):
        spans[value] = (spans.get(value, (place, 0))[0], place + 1)
    return spans


def _levels(sets: Iterable[int], limit: int) -> list[int]:
    """Who is in at least one of the sets, in at least two, and so on up to `limit`."""
    levels = [0] * limit
    for bits in sets:
        for level in range(limit - 1, 0, -1):
            levels[level] |= levels[level - 1] & bits
        levels[0] |= bits
    return levels


def _any(sets: Iterable[int]) -> int:
    """Who is in any of the sets."""
    union = 0
    for bits in sets:
        union |= bits
    return union


def _number(places: Iterable[int], size: int) -> int:
    """The whole number with these bits."""
    packed = bytearray(-(-size // 8))
    for place in places:
        packed[place >> 3] |= 1 << (place & 7)
    return int.from_bytes(packed, "little")


def _places(bits: int) -> Iterator[int]:
    """The places of the bits of a whole number."""
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest
