"""The best candidates without scoring all: exactly the best where one block holds all, and bounded work beyond."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pairs import THINGS, TODAY, WEIGHTS, generated, library

from sister_libraries.matching import candidates
from sister_libraries.matching.candidates import Candidates
from sister_libraries.matching.score import asks, may_be_suggested, order, score


def libraries(seed: int, number: int):
    chance = random.Random(seed)
    return [generated(chance, each) for each in range(number)]


def best_of_all(a, sides, number):
    scored = [(each, found) for each in sides if (found := score(a, each, WEIGHTS)) and found.points > 0]
    return [each.id for each, found in sorted(scored, key=lambda pair: order(pair[1], a, pair[0]))][:number]


def ids(found):
    return [each.id for each, _ in found]


@given(st.integers(0, 10**6), st.integers(0, 60), st.integers(1, 9))
def test_the_best_are_those_of_scoring_all(seed, number, wanted):
    found = libraries(seed, number + 1)
    for kind in (asks, lambda each: may_be_suggested(each) and not asks(each)):
        there = [each for each in found if kind(each)]
        ready = Candidates(there, WEIGHTS)
        for a in found[:5]:
            assert ids(ready.best(a, wanted)) == best_of_all(a, there, wanted)


def test_the_best_of_a_thousand_are_those_of_scoring_all():
    found = [each for each in libraries(7, 1500) if asks(each)]
    ready = Candidates(found, WEIGHTS)
    for a in found[:60]:
        assert ids(ready.best(a, 5)) == best_of_all(a, found, 5)


def test_equals_go_by_the_alphabet_that_begins_at_the_library():
    others = [library(name, "PL") for name in ("alba", "bern", "cork", "dover")]
    ready = Candidates(others, WEIGHTS)
    assert ids(ready.best(library("bonn", "US"), 3)) == ["cork", "dover", "alba"]
    assert ids(ready.best(library("zug-x", "US"), 3)) == ["alba", "bern", "cork"]


def test_of_equals_the_last_confirmed_come_first():
    others = [library("alba", "PL", confirmed=TODAY - 9), library("zug-x", "PL", confirmed=TODAY)]
    assert ids(Candidates(others, WEIGHTS).best(library("bonn", "US"), 2)) == ["zug-x", "alba"]


def test_nobody_with_more_against_than_for():
    other = library("b-b", "PL", standing="known", freshness="", languages="ja")
    assert Candidates([other], WEIGHTS).best(library("a-a", "US", languages="es"), 5) == []


def test_nobody_at_all():
    assert Candidates([], WEIGHTS).best(library(), 5) == []


class TestBeyondOneBlock:
    """Where there are more candidates than one block holds."""

    @pytest.fixture(autouse=True)
    def small_blocks(self, monkeypatch):
        monkeypatch.setattr(candidates, "BLOCK", 40)
        monkeypatch.setattr(candidates, "RARE", 5)

    def test_the_result_is_the_same_every_time_and_whatever_the_order(self):
        found = [each for each in libraries(3, 400) if asks(each)]
        shuffled = random.Random(1).sample(found, len(found))
        one, other = Candidates(found, WEIGHTS), Candidates(shuffled, WEIGHTS)
        for a in found[:40]:
            assert ids(one.best(a, 5)) == ids(other.best(a, 5))

    def test_what_they_give_is_nearly_as_good_as_the_best(self):
        found = [each for each in libraries(4, 600) if asks(each)]
        ready = Candidates(found, WEIGHTS)
        by_id = {each.id: each for each in found}
        got = best = 0
        for a in found[:60]:
            got += sum(match.points for _, match in ready.best(a, 5))
            best += sum(score(a, by_id[each], WEIGHTS).points for each in best_of_all(a, found, 5))
        assert got >= 0.75 * best

    def test_a_library_in_a_sister_city_is_never_left_out(self):
        crowd = [library(f"crowd-{number:03}", "PL") for number in range(300)]
        twin = library("twin", "BG", towns="BG-silistra")
        ready = Candidates([*crowd, twin], WEIGHTS)
        for number in range(20):
            a = library(f"here-{number}", "US", ties="BG-silistra", sister_cities="BG-silistra")
            assert ids(ready.best(a, 5))[0] == "twin"

    def test_the_only_library_of_a_country_that_is_named_is_never_left_out(self):
        crowd = [library(f"crowd-{number:03}", "PL", offers=" ".join(THINGS)) for number in range(300)]
        ready = Candidates([*crowd, library("only-one", "HT")], WEIGHTS)
        for number in range(20):
            assert ids(ready.best(library(f"here-{number}", "US", preferred_countries="HT"), 5)) == [
                "only-one"
            ]

    def test_no_library_is_compared_with_more_than_a_block_and_the_lists(self, monkeypatch):
        found = [each for each in libraries(5, 800) if asks(each)]
        ready = Candidates(found, WEIGHTS)
        compared = []
        monkeypatch.setattr(candidates, "score", lambda a, b, w: compared.append(b.id) and None)
        assert max(len(block._sides) for block in ready._blocks) <= candidates.BLOCK
        for a in found[:50]:
            compared.clear()
            ready.best(a, 5)
            assert len(compared) <= 5 + candidates.RARE * (4 * candidates.LISTS + 1)

    def test_letters_are_spread(self):
        crowd = [library(f"crowd-{number:03}", ("PL", "US")[number % 2]) for number in range(400)]
        ready = Candidates(crowd, WEIGHTS)
        asked = {each for a in crowd for each in ids(ready.best(a, 5))}
        assert len(asked) > 300
