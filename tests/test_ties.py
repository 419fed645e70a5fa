"""Ties between sister cities: from every kind of record, in both directions, and which towns are one town."""

from __future__ import annotations

from typing import Any

import pytest
from builders import SOURCES, Site, as_yaml, library, partnership, vocabulary

from sister_libraries.languages import language
from sister_libraries.profiles import profile
from sister_libraries.reader import Reader
from sister_libraries.sister_cities import LISTED, list_filling, towns
from sister_libraries.ties import Ties, ties
from sister_libraries.town_ties import COLUMNS

GUANGZHOU = {"en": "Guangzhou", "zh": "广州"}
LOS_ANGELES = {"en": "Los Angeles", "zh": "洛杉矶"}


@pytest.fixture
def cities(project: Site) -> Site:
    """Libraries of Guangzhou and Los Angeles with their towns; nobody tells of a tie yet."""
    project.put(
        "vocabularies/partnership-kinds", vocabulary("formal-agreement", "programme", "sister-cities")
    )
    project.put(
        "libraries/guangzhou-library", library(name={"zh": "广州图书馆"}, country="CN", city=GUANGZHOU)
    )
    project.put("libraries/los-angeles-public-library", library(city=LOS_ANGELES))
    return project


def sister(city: dict[str, str], country: str, **fields: str) -> dict[str, Any]:
    return {"city": city, "country": country, **fields}


def tie(*towns: dict[str, Any], **fields: Any) -> dict[str, Any]:
    return {"towns": list(towns), "sources": SOURCES, **fields}


def known(site: Site) -> Ties:
    assert [each for each in site.problems() if each.code not in ("E305",)] == []
    return ties(site.catalogue())


def pairs(site: Site) -> list[tuple[str, str]]:
    return [each.towns for each in known(site).all]


HEADER = ",".join(COLUMNS) + "\n"
BOTH = [("CN guangzhou", "US los angeles")]


# -- who tells of a tie ------------------------------------------------------------------------------------


def test_without_a_word_of_it_there_is_no_tie(cities: Site) -> None:
    assert pairs(cities) == []
    assert known(cities).towns == {}


def test_a_librarys_record_tells_of_a_tie(cities: Site) -> None:
    cities.put(
        "libraries/los-angeles-public-library",
        library(city=LOS_ANGELES, sister_cities=[sister(GUANGZHOU, "CN", since="1981")]),
    )
    assert pairs(cities) == BOTH
    assert str(known(cities).all[0].since) == "1981"


def test_a_partnership_of_sister_cities_tells_of_a_tie(cities: Site) -> None:
    cities.put("partnerships/los-angeles-guangzhou", partnership(kinds=["sister-cities"]))
    assert pairs(cities) == BOTH


def test_a_partnership_of_another_kind_does_not(cities: Site) -> None:
    cities.put("partnerships/los-angeles-guangzhou", partnership(kinds=["formal-agreement"]))
    assert pairs(cities) == []


def test_a_partnership_between_libraries_of_three_towns_does_not_say_which_are_tied(cities: Site) -> None:
    cities.put("libraries/third", library(name={"en": "Third"}, country="FR", city={"en": "Lyon"}))
    three = ["los-angeles-public-library", "guangzhou-library", "third"]
    cities.put("partnerships/los-angeles-guangzhou", partnership(libraries=three, kinds=["sister-cities"]))
    assert pairs(cities) == []


def test_the_file_of_ties_by_hand_tells_of_a_tie(cities: Site) -> None:
    cities.put(
        "sister-cities", {"ties": [tie(sister(GUANGZHOU, "CN"), sister(LOS_ANGELES, "US"), since="1981")]}
    )
    assert pairs(cities) == BOTH


def test_an_imported_table_tells_of_a_tie(cities: Site) -> None:
    cities.write("data/sister-cities.csv", HEADER + "Q1,CN,Guangzhou,,,Q2,US,Los Angeles,,,1981,2026-11-21\n")
    assert pairs(cities) == BOTH
    (told,) = known(cities).all[0].told_by
    assert told.url == "https://www.wikidata.org/wiki/Q1"
    assert str(told.seen) == "2026-11-21"


def test_several_tellers_of_one_tie_are_one_tie(cities: Site) -> None:
    cities.put(
        "libraries/los-angeles-public-library",
        library(city=LOS_ANGELES, sister_cities=[sister(GUANGZHOU, "CN", since="1982")]),
    )
    cities.put(
        "libraries/guangzhou-library",
        library(
            name={"zh": "广州图书馆"},
            country="CN",
            city=GUANGZHOU,
            sister_cities=[sister(LOS_ANGELES, "US", since="1981")],
        ),
    )
    cities.put("partnerships/los-angeles-guangzhou", partnership(kinds=["sister-cities"]))
    assert pairs(cities) == BOTH
    (only,) = known(cities).all
    assert str(only.since) == "1981"
    assert len(only.told_by) == 3


def test_a_library_without_a_town_ties_nothing(cities: Site) -> None:
    cities.put("libraries/los-angeles-public-library", library(sister_cities=[sister(GUANGZHOU, "CN")]))
    assert pairs(cities) == []


def test_a_town_is_not_its_own_sister(cities: Site) -> None:
    cities.put(
        "libraries/los-angeles-public-library",
        library(city=LOS_ANGELES, sister_cities=[sister(LOS_ANGELES, "US")]),
    )
    assert pairs(cities) == []


# -- both directions, with the libraries there -------------------------------------------------------------


def test_a_tie_counts_in_both_directions(cities: Site) -> None:
    cities.put("partnerships/los-angeles-guangzhou", partnership(kinds=["sister-cities"]))
    found = known(cities)
    assert [town.id for town, _ in found.of["CN guangzhou"]] == ["US los angeles"]
    assert [town.id for town, _ in found.of["US los angeles"]] == ["CN guangzhou"]
    assert [town.id for town in found.in_country("US")] == ["US los angeles"]


def test_towns_have_their_libraries(cities: Site) -> None:
    cities.put("partnerships/los-angeles-guangzhou", partnership(kinds=["sister-cities"]))
    cities.put(
        "libraries/children", library(name={"zh": "广州少年儿童图书馆"}, country="CN", city={"zh": "广州"})
    )
    assert known(cities).towns["CN guangzhou"].libraries == ("children", "guangzhou-library")


# -- which names mean the same town ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", [{"zh": "洛杉矶"}, {"en": "LOS ANGELES"}, {"en": "Los  Angeles"}, {"en": "Los Ángeles"}]
)
def test_a_town_is_known_by_any_of_its_names(cities: Site, name: dict[str, str]) -> None:
    cities.put(
        "libraries/guangzhou-library",
        library(name={"zh": "广州图书馆"}, country="CN", city=GUANGZHOU, sister_cities=[sister(name, "US")]),
    )
    assert pairs(cities) == BOTH
    assert known(cities).towns["US los angeles"].libraries == ("los-angeles-public-library",)


def test_towns_of_one_name_in_two_countries_are_two(cities: Site) -> None:
    cities.put(
        "libraries/guangzhou-library",
        library(
            name={"zh": "广州图书馆"}, country="CN", city=GUANGZHOU, sister_cities=[sister(LOS_ANGELES, "CL")]
        ),
    )
    assert pairs(cities) == [("CL los angeles", "CN guangzhou")]


def springfield(name: str, latitude: str, longitude: str, **fields: Any) -> dict[str, Any]:
    return library(name={"en": name}, city={"en": "Springfield"}, coordinates=[latitude, longitude], **fields)


def test_towns_of_one_name_far_apart_are_two(cities: Site) -> None:
    cities.put(
        "libraries/illinois",
        springfield("Illinois", "39.80", "-89.64", sister_cities=[sister(GUANGZHOU, "CN")]),
    )
    cities.put(
        "libraries/ohio", springfield("Ohio", "39.92", "-83.81", sister_cities=[sister(LOS_ANGELES, "MX")])
    )
    found = known(cities)
    assert {town.libraries for town in found.in_country("US")} == {("illinois",), ("ohio",)}
    assert len({town.id for town in found.in_country("US")}) == 2


def test_an_item_of_wikidata_tells_towns_of_one_name_apart(cities: Site) -> None:
    rows = (
        "Q1,US,Springfield,,39.80 -89.64,Q9,CN,Guangzhou,,,,2026-11-21\n"
        "Q2,US,Springfield,,39.92 -83.81,Q9,CN,Guangzhou,,,,2026-11-21\n"
    )
    cities.write("data/sister-cities.csv", HEADER + rows)
    cities.put(
        "libraries/ohio",
        springfield("Ohio", "39.93", "-83.80", status="open", seeks=["books"], confirmed="2026"),
    )
    found = known(cities)
    assert sorted(town.libraries for town in found.in_country("US")) == [(), ("ohio",)]


def test_a_name_that_several_towns_have_is_taken_for_none_of_them(cities: Site) -> None:
    cities.put(
        "libraries/illinois",
        springfield("Illinois", "39.80", "-89.64", sister_cities=[sister(LOS_ANGELES, "MX")]),
    )
    cities.put(
        "libraries/ohio", springfield("Ohio", "39.92", "-83.81", sister_cities=[sister(LOS_ANGELES, "MX")])
    )
    cities.put(
        "libraries/guangzhou-library",
        library(
            name={"zh": "广州图书馆"},
            country="CN",
            city=GUANGZHOU,
            sister_cities=[sister({"en": "Springfield"}, "US")],
        ),
    )
    (meant,) = [town for town, _ in known(cities).of["CN guangzhou"]]
    assert meant.libraries == ()


# -- the data files are read as strictly as records --------------------------------------------------------


SOURCED = "    sources: [{url: https://example.org/}]\n"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("ties: {}\n", "E206"),
        ("tie: []\n", "E201"),
        ("- a\n", "E115"),
        ("ties:\n  - towns: []\n" + SOURCED, "E221"),
        (
            "ties:\n  - towns: [{city: {en: A}, country: USA}, {city: {en: B}, country: CN}]\n" + SOURCED,
            "E210",
        ),
        (
            "ties:\n  - towns: [{city: {en: A}, country: US}, {city: {en: A}, country: US}]\n" + SOURCED,
            "E213",
        ),
        ("ties:\n  - towns: [{city: {en: A}, country: US}, {city: {en: B}, country: CN}]\n", "E202"),
        ("ties: *a\n", "E105"),
    ],
)
def test_ties_by_hand_obey_the_rules_of_records(project: Site, content: str, code: str) -> None:
    project.write("data/sister-cities.yml", content)
    problems = [each for each in project.problems() if each.path == "data/sister-cities.yml"]
    assert [each.code for each in problems] == [code]
    assert problems[0].span


@pytest.mark.parametrize(
    "content",
    [
        "",
        "town,sister\nQ1,Q2\n",
        HEADER + "Q1,CN\n",
        HEADER + "Q1,CN,A,,,Q2,US,B,,,1981,2026-11-21,more\n",
        HEADER + '"Q1,CN,A,,,Q2,US,B,,,1981,2026-11-21\n',
        HEADER + "1,CN,A,,,Q2,US,B,,,1981,2026-11-21\n",
        HEADER + "Q1,XX,A,,,Q2,US,B,,,1981,2026-11-21\n",
        HEADER + "Q1,CN,,,,Q2,US,B,,,1981,2026-11-21\n",
        HEADER + "Q1,CN,A,no Han,,Q2,US,B,,,1981,2026-11-21\n",
        HEADER + "Q1,CN,A,,91.00 0.00,Q2,US,B,,,1981,2026-11-21\n",
        HEADER + "Q1,CN,A,,,Q2,US,B,,,May,2026-11-21\n",
        HEADER + "Q1,CN,A,,,Q2,US,B,,,1981,\n",
        HEADER + "Q1,CN,A,,,Q1,US,B,,,1981,2026-11-21\n",
    ],
)
def test_a_table_that_no_import_wrote_is_refused(project: Site, content: str) -> None:
    project.write("data/sister-cities.csv", content)
    (problem,) = project.problems()
    assert problem.code == "E227"
    assert problem.span


def test_a_table_with_characters_that_cannot_be_seen_is_refused(project: Site) -> None:
    project.write("data/sister-cities.csv", HEADER + "Q1,CN,A\u202eB,,,Q2,US,B,,,1981,2026-11-21\n")
    assert project.codes() == ["E110"]


# -- what pages print --------------------------------------------------------------------------------------


def reader(site: Site, code: str = "en") -> Reader:
    return Reader(language(code), site.catalogue(), "../")


def test_pages_print_towns_with_ties_libraries_and_who_tells(cities: Site) -> None:
    cities.put(
        "libraries/los-angeles-public-library",
        library(city=LOS_ANGELES, sister_cities=[sister(GUANGZHOU, "CN", since="1981")]),
    )
    here = reader(cities)
    (entry,) = towns(ties(here.catalogue).in_country("CN"), here)
    assert entry["name"].text == "Guangzhou"
    assert [link.url for link in entry["libraries"]] == ["../libraries/guangzhou-library/"]
    (only,) = entry["ties"]
    assert (only["name"].text, only["since"]) == ("Los Angeles", "since 1981")
    assert [link.url for link in only["told_by"]] == ["../libraries/los-angeles-public-library/"]


def test_a_story_tells_better_than_a_record(cities: Site) -> None:
    cities.put(
        "libraries/los-angeles-public-library",
        library(city=LOS_ANGELES, sister_cities=[sister(GUANGZHOU, "CN", since="1981")]),
    )
    cities.put("partnerships/los-angeles-guangzhou", partnership(kinds=["sister-cities"]))
    here = reader(cities)
    (entry,) = towns(ties(here.catalogue).in_country("CN"), here)
    assert [link.url for link in entry["ties"][0]["told_by"]] == ["../partnerships/los-angeles-guangzhou/"]


def test_very_many_towns_are_left_to_the_pages_of_countries(
    cities: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    cities.put("partnerships/los-angeles-guangzhou", partnership(kinds=["sister-cities"]))
    assert LISTED > 100
    monkeypatch.setattr("sister_libraries.sister_cities.LISTED", 1)
    context = list_filling(reader(cities))
    assert not context["whole"]
    assert [each["towns"] for each in context["countries"]] == [[], []]
    assert context["countries"][0]["link"].url == "../countries/cn/#sister-cities"


def test_matching_knows_the_ties_that_pages_tell_of(cities: Site) -> None:
    """By hand, with other spelling and one language each: the profile has every key of the town."""
    towns = sister({"en": "Guangzhou"}, "CN"), sister({"en": "Leeds"}, "GB")
    cities.write("data/sister-cities.yml", as_yaml({"ties": [tie(*towns)]}))
    cities.put("libraries/leeds-library", library(country="GB", city={"en": "Leeds"}))
    catalogue = cities.catalogue()
    assert profile(catalogue.libraries["guangzhou-library"], catalogue).sister_cities == ("GB leeds",)


def test_matching_knows_no_town_without_a_library(cities: Site) -> None:
    """No partner can be there, and a large town has a hundred sister cities, which data would name for each library."""
    towns = sister({"en": "Guangzhou"}, "CN"), sister({"en": "Leeds"}, "GB")
    cities.write("data/sister-cities.yml", as_yaml({"ties": [tie(*towns)]}))
    catalogue = cities.catalogue()
    found = profile(catalogue.libraries["guangzhou-library"], catalogue)
    assert "GB leeds" not in found.ties + found.sister_cities
