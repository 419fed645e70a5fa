"""The score of two libraries: what counts, what rules out, and what must hold for any two."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from pairs import ACTIVITIES, LANGUAGES, THINGS, WEIGHTS, codes, library, match, sides

from sister_libraries.matching.score import overlap, readiness, ruled_out, score, weights_table

HERE = library("here", "US")


def points(a, b) -> dict[str, int]:
    return {each.code: each.points for each in match(a, b).reasons}


class TestWhatCounts:
    """Each thing that two libraries have in common counts its weight."""

    def test_what_they_offer_and_you_seek(self):
        a, b = (
            library("a-a", "US", seeks="books visits"),
            library("b-b", "PL", offers="visits books pen-friends"),
        )
        assert match(a, b).reasons[0] == (
            "they-offer",
            ("books", "visits"),
            WEIGHTS.need_first + WEIGHTS.need_more,
        )

    def test_what_they_seek_and_you_offer(self):
        a, b = library("a-a", "US", offers="books"), library("b-b", "PL", seeks="books")
        assert points(a, b)["they-seek"] == WEIGHTS.need_first

    def test_that_both_give(self):
        a = library("a-a", "US", seeks="books", offers="visits")
        assert (
            points(a, library("b-b", "PL", seeks="visits", offers="books"))["both-give"] == WEIGHTS.both_give
        )
        assert "both-give" not in codes(a, library("c-c", "PL", offers="books"))

    def test_further_things_count_up_to_a_limit(self):
        many = " ".join(THINGS)
        a, b = library("a-a", "US", seeks=many), library("b-b", "PL", offers=many)
        assert points(a, b)["they-offer"] == WEIGHTS.need_first + 3 * WEIGHTS.need_more

    def test_activities_in_common(self):
        a, b = (
            library("a-a", "US", activities="pen-pals"),
            library("b-b", "PL", activities="pen-pals reading-club"),
        )
        assert match(a, b).reasons[0] == ("activities", ("pen-pals",), WEIGHTS.activity_first)

    @pytest.mark.parametrize(
        ("mine", "theirs", "reason"),
        [
            ("es en", "es", ("languages", ("es",), WEIGHTS.language_shared)),
            ("en", "en fr", ("languages", ("en",), WEIGHTS.language_english)),
            ("en es", "es en", ("languages", ("en", "es"), WEIGHTS.language_shared + WEIGHTS.language_more)),
            ("es", "en", ("english-theirs", (), WEIGHTS.language_none + WEIGHTS.language_half)),
            ("en", "es", ("english-yours", (), WEIGHTS.language_none + WEIGHTS.language_half)),
            ("ja", "es", ("no-language", (), WEIGHTS.language_none)),
        ],
    )
    def test_a_common_language_and_how_well_english_serves(self, mine, theirs, reason):
        assert (
            match(library("a-a", "US", languages=mine), library("b-b", "PL", languages=theirs)).reasons[0]
            == reason
        )

    def test_sister_cities_in_either_record(self):
        a = library("a-a", "US", towns="US-x", ties="PL-y", sister_cities="PL-y")
        b = library("b-b", "PL", towns="PL-y")
        assert points(a, b)["sister-cities"] == points(b, a)["sister-cities"] == WEIGHTS.sister_cities

    def test_towns_with_partners_count_less_than_sister_cities(self):
        a, b = library("a-a", "US", ties="PL-y"), library("b-b", "PL", towns="PL-y")
        assert points(a, b)["town-tie"] == WEIGHTS.town_tie < WEIGHTS.sister_cities

    @pytest.mark.parametrize(("steps", "code"), [(0, "same-size"), (1, "like-size"), (2, None)])
    def test_communities_of_like_size(self, steps, code):
        found = codes(library("a-a", "US", community=1), library("b-b", "PL", community=1 + steps))
        assert [each for each in found if each.endswith("-size")] == [code] * (code is not None)

    @pytest.mark.parametrize(
        ("steps", "code"), [(0, "same-commitment"), (1, "near-commitment"), (2, "far-commitment")]
    )
    def test_depth_of_commitment(self, steps, code):
        assert code in codes(library("a-a", "US", commitment=2), library("b-b", "PL", commitment=2 - steps))

    def test_types_that_are_the_same_or_kin(self):
        school = library("a-a", "US", type="school")
        assert points(school, library("b-b", "PL", type="school"))["same-type"] == WEIGHTS.same_type
        assert points(school, library("b-b", "PL", type="children"))["kin-types"] == WEIGHTS.kin_types
        assert not {"same-type", "kin-types"} & {*codes(school, library("b-b", "PL", type="health"))}

    @pytest.mark.parametrize(
        ("offset", "other", "hours"),
        [(0, 0, 8), (60, 480, 1), (-480, 480, 0), (780, -600, 7), (330, 345, 7), (0, 480, 0)],
    )
    def test_full_hours_in_which_both_work(self, offset, other, hours):
        found = points(library("a-a", "US", offset=offset), library("b-b", "PL", offset=other))
        assert found.get("hours", 0) == hours * WEIGHTS.hour

    def test_how_ready_the_candidate_is(self):
        def order(**facts):
            return match(HERE, library("b-b", "PL", **facts)).points

        assert order(standing="seeking") > order(standing="open") > order(standing="open", freshness="due")
        assert order(reachable=True) > order(reachable=False)

    def test_wishes_that_are_met(self):
        a = library("a-a", "US", preferred_countries="PL", preferred_languages="pl", preferred_types="school")
        b = library("b-b", "PL", languages="pl", type="school")
        assert {"your-country", "your-language", "your-type"} <= {*codes(a, b)}
        assert {"their-country", "their-language", "their-type"} <= {*codes(b, a)}

    def test_a_missed_type_costs_points_and_rules_nothing_out(self):
        a, b = library("a-a", "US", preferred_types="school"), library("b-b", "PL", type="public")
        assert points(a, b)["your-other-type"] == points(b, a)["their-other-type"] == WEIGHTS.wish_missed < 0


class TestRulesOut:
    """A library is not suggested where it cannot, or should not, be a partner."""

    @pytest.mark.parametrize(
        ("field", "value"), [("standing", "paused"), ("standing", "withdrawn"), ("freshness", "stepped-back")]
    )
    def test_who_has_paused_withdrawn_or_stepped_back(self, field, value):
        assert score(HERE, library("b-b", "PL", **{field: value}), WEIGHTS) is None

    def test_the_own_country(self):
        assert score(HERE, library("b-b", "US"), WEIGHTS) is None

    def test_a_partner_that_it_has(self):
        assert score(replace(HERE, partners=frozenset({"b-b"})), library("b-b", "PL"), WEIGHTS) is None

    @pytest.mark.parametrize("wish", [{"preferred_countries": "CN JP"}, {"preferred_languages": "zh"}])
    def test_by_a_wish_of_either_side(self, wish):
        wishing, other = library("a-a", "US", **wish), library("b-b", "PL", languages="pl")
        assert score(wishing, other, WEIGHTS) is score(other, wishing, WEIGHTS) is None

    def test_not_by_a_language_that_is_not_known(self):
        wishing = library("a-a", "US", preferred_languages="zh")
        assert score(wishing, library("b-b", "PL"), WEIGHTS) is not None

    def test_not_the_readiness_of_who_looks(self):
        assert score(replace(HERE, standing="paused"), library("b-b", "PL"), WEIGHTS) is not None


# Many pairs are ruled out (one country, a stated wish), and these properties speak only of the rest.
MANY_RULED_OUT = settings(suppress_health_check=[HealthCheck.filter_too_much])


class TestAlways:
    """What holds for any two libraries."""

    @MANY_RULED_OUT
    @given(sides, sides)
    def test_points_are_the_sum_of_the_reasons(self, a, b):
        found = score(a, b, WEIGHTS)
        assume(found)
        assert found.points == sum(each.points for each in found.reasons)

    @MANY_RULED_OUT
    @given(sides, sides)
    def test_symmetric_but_for_readiness(self, a, b):
        there, back = score(a, b, WEIGHTS), score(b, a, WEIGHTS)
        assume(there and back)
        assert there.points - readiness(b, WEIGHTS) == back.points - readiness(a, WEIGHTS)

    @MANY_RULED_OUT
    @given(sides, sides)
    def test_ruling_out_is_mutual(self, a, b):
        b = replace(b, id=b.id + "-other")
        partners = b.id in a.partners or a.id in b.partners
        assume(not partners)
        assert ruled_out(a, b) == ruled_out(b, a)

    @MANY_RULED_OUT
    @given(sides)
    def test_never_itself(self, a):
        assert score(a, replace(a, standing="seeking", freshness="fresh"), WEIGHTS) is None
        assert score(a, replace(a, country="ZZ", standing="seeking", freshness="fresh"), WEIGHTS) is None

    @MANY_RULED_OUT
    @given(sides, sides)
    def test_nothing_that_either_side_rules_out(self, a, b):
        if score(a, b, WEIGHTS) is None:
            return
        for one, other in ((a, b), (b, a)):
            assert not one.preferred_countries or other.country in one.preferred_countries
            known = one.preferred_languages and other.languages
            assert not known or one.preferred_languages & other.languages
        assert a.country != b.country
        assert b.standing not in ("paused", "withdrawn")
        assert b.freshness != "stepped-back"

    @MANY_RULED_OUT
    @given(sides, sides, st.sampled_from(THINGS))
    def test_a_further_thing_sought_and_offered_never_lowers_it(self, a, b, thing):
        before = score(a, b, WEIGHTS)
        assume(before)
        after = score(replace(a, seeks=a.seeks | {thing}), replace(b, offers=b.offers | {thing}), WEIGHTS)
        assert after.points >= before.points
        after = score(replace(a, offers=a.offers | {thing}), replace(b, seeks=b.seeks | {thing}), WEIGHTS)
        assert after.points >= before.points

    @MANY_RULED_OUT
    @given(sides, sides, st.sampled_from(ACTIVITIES))
    def test_a_further_activity_in_common_never_lowers_it(self, a, b, activity):
        before = score(a, b, WEIGHTS)
        assume(before)
        more = [replace(each, activities=each.activities | {activity}) for each in (a, b)]
        assert score(*more, WEIGHTS).points >= before.points

    @MANY_RULED_OUT
    @given(sides, sides, st.sampled_from(LANGUAGES))
    def test_a_further_common_language_never_lowers_it(self, a, b, language):
        before = score(a, b, WEIGHTS)
        assume(before)
        more = [replace(each, languages=each.languages | {language}) for each in (a, b)]
        after = score(*more, WEIGHTS)
        assume(after)  # a language that one side does not wish for may be the first that is known
        assert after.points >= before.points

    @MANY_RULED_OUT
    @given(sides, sides)
    def test_what_is_not_known_neither_helps_nor_hurts(self, a, b):
        """Every fact of the candidate's but its readiness, taken away, leaves only what does not need it."""
        bare = library(b.id, b.country, standing=b.standing, freshness=b.freshness, confirmed=b.confirmed)
        found = score(replace(a, preferred_countries=frozenset()), bare, WEIGHTS)
        assume(found)
        assert found.points == readiness(bare, WEIGHTS)


class TestWeights:
    """The table of weights."""

    def test_every_weight_is_whole_and_has_a_reason(self):
        for name, each in weights_table()["weights"].items():
            assert isinstance(each["points"], int), name
            assert each["why"].endswith("."), name

    def test_every_weight_is_used(self):
        assert {*weights_table()["weights"]} == {*WEIGHTS.as_json()} - {"kin"}

    def test_kin_is_mutual_and_names_types_that_exist(self):
        from builders import ROOT

        from sister_libraries.yaml_reader import read_document

        path = ROOT / "data/vocabularies/library-types.yml"
        types = {term["id"] for term in read_document(path, path.name)[0].data["terms"]}
        assert {each for pair in WEIGHTS.kin for each in pair} <= types
        assert all((other, one) in WEIGHTS.kin and one != other for one, other in WEIGHTS.kin)


@given(st.integers(-720, 840), st.integers(-720, 840))
def test_working_hours_overlap_the_same_both_ways(offset, other):
    assert overlap(offset, other) == overlap(other, offset)
    assert 0 <= overlap(offset, other) <= overlap(offset, offset) == 480
