"""The Catalogue: what follows from the records on a day, and that nobody can change it."""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import Any

import pytest
from builders import Site, checklist, library, organization, partnership

from sister_libraries.catalogue import make_catalogue
from sister_libraries.freshness import Freshness
from sister_libraries.problems import ProblemsFound
from sister_libraries.store import read_store

ASKS: dict[str, Any] = {"status": "seeking", "seeks": ["books"]}


def named(name: str, **fields: Any) -> dict[str, Any]:
    return library(name={"en": name}, **fields)


def ids(records: Any) -> list[str]:
    return [each.id for each in records]


def test_all_records_are_there_by_kind_and_id(project: Site) -> None:
    catalogue = project.catalogue()
    assert list(catalogue.libraries) == ["guangzhou-library", "los-angeles-public-library"]
    assert list(catalogue.records("partnerships")) == ["los-angeles-guangzhou"]
    assert catalogue.term("library-types", "public").label.get("en") == "public"


def test_one_problem_and_there_is_no_catalogue(project: Site) -> None:
    project.put("libraries/aurora", library(country="USA"))
    with pytest.raises(ProblemsFound) as found:
        project.catalogue()
    assert "E210" in [each.code for each in found.value.problems]


def test_checklists_stand_in_the_order_in_which_one_goes_through_them(project: Site) -> None:
    for name, after in (("agree", "start"), ("board", "start"), ("celebrate", "agree"), ("start", None)):
        project.put(f"checklists/{name}", checklist(after=after))
    assert list(project.catalogue().checklists) == ["start", "agree", "celebrate", "board"]


@pytest.mark.parametrize("after", ["nowhere", "one", "two"], ids=["not there", "itself", "circle"])
def test_a_way_without_a_first_checklist_ends_all_the_same(project: Site, after: str) -> None:
    """As the list of what volunteers have to do needs it, which is made of broken records, too."""
    project.put("checklists/one", checklist(after=after))
    project.put("checklists/two", checklist(after="one"))
    catalogue = make_catalogue(read_store(project.root), project.today)
    assert set(catalogue.checklists) == {"one", "two"}


def test_a_catalogue_cannot_be_changed(project: Site) -> None:
    catalogue = project.catalogue()
    with pytest.raises(dataclasses.FrozenInstanceError):
        catalogue.today = date(2000, 1, 1)
    for mapping in (catalogue.libraries, catalogue.moves, catalogue.partnerships_of, catalogue.by_country):
        with pytest.raises(TypeError):
            mapping["aurora"] = None


def test_a_partnership_makes_its_libraries_paired(project: Site) -> None:
    catalogue = project.catalogue()
    assert {catalogue.standing(each) for each in catalogue.libraries.values()} == {"paired"}


def test_an_ended_partnership_makes_nobody_paired(project: Site) -> None:
    project.put("partnerships/los-angeles-guangzhou", partnership(status="ended"))
    catalogue = project.catalogue()
    assert catalogue.standing(catalogue.libraries["guangzhou-library"]) == "known"


@pytest.mark.parametrize("status", ["seeking", "open", "paused", "withdrawn"])
def test_a_librarys_own_word_goes_before_its_partnerships(project: Site, status: str) -> None:
    project.put(
        "libraries/guangzhou-library",
        library(name={"zh": "广州图书馆"}, country="CN", status=status, seeks=["books"]),
    )
    catalogue = project.catalogue()
    assert catalogue.standing(catalogue.libraries["guangzhou-library"]) == status


def test_who_asks_today_the_freshest_first(project: Site) -> None:
    project.put("libraries/due", named("Due", **ASKS, confirmed="2025-06-01"))
    project.put("libraries/fresh", named("Fresh", **ASKS, confirmed="2026-06-01"))
    project.put("libraries/old", named("Old", **ASKS, confirmed="2007"))
    project.put("libraries/paused", named("Paused", status="paused", confirmed="2026-06-01"))
    catalogue = project.catalogue()
    assert ids(catalogue.asking) == ["fresh", "due"]
    assert [catalogue.freshness(each) for each in catalogue.asking] == [Freshness.FRESH, Freshness.DUE]
    assert ids(filter(catalogue.stepped_back, catalogue.libraries.values())) == ["old"]


def test_requests_of_one_day_stand_by_id(project: Site) -> None:
    for name in ("ccc", "aaa", "bbb"):
        project.put(f"libraries/{name}", named(name, **ASKS, confirmed="2026-06-01"))
    assert ids(project.catalogue().asking) == ["aaa", "bbb", "ccc"]


def test_the_ways_to_libraries(project: Site) -> None:
    wish = {"activity": "pen-pals", "text": {"en": "Letters."}}
    project.put(
        "libraries/aurora",
        named(
            "Aurora",
            **ASKS,
            type="public",
            work_languages=["es"],
            activities=["reading-club"],
            requests=[wish],
            confirmed="2026",
        ),
    )
    catalogue = project.catalogue()
    assert {code: ids(each) for code, each in catalogue.by_country.items()} == {
        "CN": ["guangzhou-library"],
        "US": ["aurora", "los-angeles-public-library"],
    }
    assert {tag: ids(each) for tag, each in catalogue.by_language.items()} == {"es": ["aurora"]}
    assert {name: ids(each) for name, each in catalogue.by_type.items()} == {"public": ["aurora"]}
    assert {name: ids(each) for name, each in catalogue.libraries_by_activity.items()} == {
        "pen-pals": ["aurora"],
        "reading-club": ["aurora"],
    }


def test_the_ways_to_partnerships(project: Site) -> None:
    project.put("organizations/federation", organization())
    project.put(
        "partnerships/los-angeles-guangzhou",
        partnership(activities=["pen-pals"], programme="federation", kinds=["programme"]),
    )
    catalogue = project.catalogue()
    only = ("los-angeles-guangzhou",)
    for groups, key in (
        (catalogue.partnerships_of, "guangzhou-library"),
        (catalogue.partnerships_by_country, "CN"),
        (catalogue.partnerships_by_country, "US"),
        (catalogue.partnerships_by_activity, "pen-pals"),
        (catalogue.partnerships_by_kind, "programme"),
        (catalogue.partnerships_by_programme, "federation"),
    ):
        assert tuple(ids(groups[key])) == only


def test_two_libraries_of_one_country_tell_one_story_of_it(project: Site) -> None:
    project.put("libraries/aurora", named("Aurora"))
    project.put(
        "partnerships/los-angeles-guangzhou",
        partnership(libraries=["aurora", "los-angeles-public-library", "guangzhou-library"]),
    )
    assert ids(project.catalogue().partnerships_by_country["US"]) == ["los-angeles-guangzhou"]
