"""Made-up cases that a librarian would judge without arithmetic: who should be suggested before whom, and why.

Every case names the library that looks, two candidates and the reason. None is a real library.
"""

from dataclasses import dataclass

import pytest
from pairs import WEIGHTS, library

from sister_libraries.matching.score import Side, order, score


@dataclass(frozen=True)
class Case:
    """For `looks`, `first` should come before `second`, or `second` not be suggested at all."""

    why: str
    looks: Side
    first: Side
    second: Side


SCHOOL = library(
    "riverside-school", "US", type="school", community=0, languages="en es", seeks="language-practice pen-friends",
    offers="pen-friends picture-books", activities="pen-pals video-meeting", offset=-300,
)  # fmt: skip
TOWN = library(
    "town-library", "PL", type="public", community=1, languages="pl en", seeks="picture-books programme-ideas",
    offers="local-history exhibitions", activities="reading-club exhibition", commitment=0, offset=60,
)  # fmt: skip
CITY = library(
    "city-library", "CN", type="public", community=5, languages="zh en", seeks="staff-training books",
    offers="books exhibitions", activities="staff-exchange exhibition", commitment=2, offset=480,
    towns="CN-guangzhou", ties="US-los-angeles", sister_cities="US-los-angeles",
)  # fmt: skip
MEDICAL = library(
    "medical-library", "UG", type="health", languages="en", seeks="document-delivery staff-training",
    offers="staff-expertise", activities="interlibrary-loan", commitment=1, offset=180,
)  # fmt: skip
UNKNOWN = library("quiet-library", "JP")

CASES = [
    Case(
        "a school that wants Spanish pen friends: a Spanish-speaking school before an equal one that writes Polish",
        SCHOOL,
        library(
            "mexican-school", "MX", type="school", languages="es", seeks="pen-friends", offers="pen-friends"
        ),
        library(
            "polish-school", "PL", type="school", languages="pl", seeks="pen-friends", offers="pen-friends"
        ),
    ),
    Case(
        "what is sought counts more than the same type",
        SCHOOL,
        library("children-library", "MX", type="children", languages="es", offers="language-practice"),
        library("other-school", "MX", type="school", languages="es"),
    ),
    Case(
        "two that help each other before one that only gives",
        TOWN,
        library("giving-and-taking", "FI", languages="en", offers="picture-books", seeks="local-history"),
        library("only-giving", "FI", languages="en", offers="picture-books programme-ideas"),
    ),
    Case(
        "an activity that both wish for before one that only one of them wishes for",
        TOWN,
        library("reading-too", "FI", languages="en", activities="reading-club"),
        library("pen-pals-only", "FI", languages="en", activities="pen-pals staff-visit"),
    ),
    Case(
        "a sister city's library before a stranger of the same kind",
        CITY,
        library("los-angeles", "US", type="public", languages="en", towns="US-los-angeles"),
        library("elsewhere", "US", type="public", languages="en", towns="US-elsewhere", community=5),
    ),
    Case(
        "but not a sister city's library that shares neither language nor interest before a real fit",
        CITY,
        library(
            "real-fit", "SG", type="public", languages="zh en", seeks="exhibitions", offers="staff-training"
        ),
        library("los-angeles", "US", type="school", languages="es", towns="US-los-angeles"),
    ),
    Case(
        "a library that looks for a partner before an equal one that is only open to one",
        TOWN,
        library("seeking-one", "FI", type="public", languages="en", standing="seeking"),
        library("open-one", "FI", type="public", languages="en", standing="open"),
    ),
    Case(
        "a fresh request before an older one that says the same",
        TOWN,
        library("fresh-one", "FI", languages="en", freshness="fresh"),
        library("older-one", "FI", languages="en", freshness="due"),
    ),
    Case(
        "an older request that truly fits before a fresh one that says nothing",
        TOWN,
        library(
            "older-fit",
            "FI",
            languages="en",
            freshness="due",
            offers="picture-books",
            activities="reading-club",
        ),
        library("fresh-blank", "FI", languages="en", freshness="fresh"),
    ),
    Case(
        "any library that asks before one that has not asked, however well it would fit",
        TOWN,
        library("asks-a-little", "FI", standing="open", freshness="due"),
        library(
            "never-asked",
            "FI",
            type="public",
            community=1,
            languages="en pl",
            standing="paired",
            freshness="",
            offers="picture-books programme-ideas",
            seeks="local-history",
            activities="reading-club",
        ),
    ),
    Case(
        "of two that have not asked, the one of the same kind",
        TOWN,
        library("public-sister", "FI", type="public", standing="paired", freshness=""),
        library("health-sister", "FI", type="health", standing="paired", freshness=""),
    ),
    Case(
        "the wish for a country is kept: the named one before a better fit",
        library("naming-one", "HT", languages="fr en", seeks="books", preferred_countries="US"),
        library("us-library", "US", languages="en"),
        library("ca-library", "CA", languages="fr en", offers="books"),
    ),
    Case(
        "a candidate's own wish is kept, too: who is not named is not sent to it",
        TOWN,
        library("plain-one", "FI", languages="en"),
        library("wants-asia", "FI", languages="en pl", offers="picture-books", preferred_countries="CN JP"),
    ),
    Case(
        "a wish for a language rules out those who are known not to work in it",
        library("spanish-wanted", "US", languages="en", preferred_languages="es"),
        library("blank-one", "MX"),
        library("english-one", "GB", languages="en", type="school"),
    ),
    Case(
        "a candidate that wants this type before an equal one that wants another",
        SCHOOL,
        library("wants-schools", "MX", languages="es", preferred_types="school"),
        library("wants-public", "MX", languages="es", preferred_types="public"),
    ),
    Case(
        "a wish for a type does not shut out a good fit of another type",
        library(
            "school-wanted",
            "US",
            type="school",
            languages="en",
            seeks="picture-books",
            preferred_types="school",
        ),
        library("children-fit", "GB", type="children", languages="en", offers="picture-books"),
        library("school-blank", "GB", type="school"),
    ),
    Case(
        "a medical library: who can deliver documents before a public library with the same language",
        MEDICAL,
        library(
            "hospital",
            "NO",
            type="health",
            languages="en",
            offers="document-delivery",
            seeks="staff-expertise",
        ),
        library("public-one", "NO", type="public", languages="en", offers="books", commitment=1),
    ),
    Case(
        "kin before strangers: a university library is closer to a medical one than a school is",
        MEDICAL,
        library("university", "NO", type="academic", languages="en"),
        library("a-school", "NO", type="school", languages="en"),
    ),
    Case(
        "equal will to invest: a deep commitment meets a deep one before a light one",
        CITY,
        library("deep-one", "SG", type="public", languages="en", commitment=2),
        library("light-one", "SG", type="public", languages="en", commitment=0),
    ),
    Case(
        "not knowing how deep is better than knowing that it is far apart",
        CITY,
        library("says-nothing", "SG", type="public", languages="en"),
        library("light-one", "SG", type="public", languages="en", commitment=0),
    ),
    Case(
        "like size: a small town's library before a metropolis, all else equal",
        TOWN,
        library("small-town", "FI", languages="en", community=1),
        library("metropolis", "FI", languages="en", community=5),
    ),
    Case(
        "video calls need hours: all else equal, who is at work at the same time",
        TOWN,
        library("same-hours", "FI", languages="en", offset=120),
        library("other-side", "NZ", languages="en", offset=780),
    ),
    Case(
        "but hours weigh little: a shared interest across the globe before none next door",
        TOWN,
        library("far-interest", "NZ", languages="en", offset=780, activities="reading-club"),
        library("near-nothing", "FI", languages="en", offset=120),
    ),
    Case(
        "English serves when both work in it: before a library with which there is no language at all",
        library("japanese-one", "JP", languages="ja en", seeks="picture-books"),
        library("english-too", "FI", languages="fi en", offers="picture-books"),
        library("french-only", "FR", languages="fr", offers="picture-books books"),
    ),
    Case(
        "where there is no common language, one that works in English before one that does not",
        library("chinese-only", "CN", languages="zh"),
        library("english-there", "FI", languages="fi en"),
        library("finnish-only", "FI", languages="fi"),
    ),
    Case(
        "the language that both chose before English, which is foreign to both",
        library("catalan-one", "ES", languages="ca es en"),
        library("spanish-one", "AR", languages="es"),
        library("english-one", "DK", languages="da en"),
    ),
    Case(
        "little known: a library that says nothing at all before one that is known not to share a language",
        library("bulgarian-only", "BG", languages="bg"),
        UNKNOWN,
        library("korean-only", "KR", languages="ko"),
    ),
    Case(
        "who says how to write to it, before an equal one that does not",
        TOWN,
        library("with-a-desk", "FI", languages="en", reachable=True),
        library("no-address", "FI", languages="en"),
    ),
    Case(
        "one strong common interest before a heap of small likenesses",
        TOWN,
        library("one-interest", "NZ", languages="en", offers="picture-books", offset=780),
        library("alike-in-all", "FI", type="public", community=1, languages="en", offset=60),
    ),
]


def test_there_are_at_least_twenty():
    assert len({case.why for case in CASES}) >= 20


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.why)
def test_judged(case: Case):
    first = score(case.looks, case.first, WEIGHTS)
    assert first, "is ruled out itself"
    second = score(case.looks, case.second, WEIGHTS)
    assert (
        second is None
        or order(first, case.looks, case.first)[:2] < order(second, case.looks, case.second)[:2]
    )
