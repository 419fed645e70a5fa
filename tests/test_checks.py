"""The rules between records, and what lies in `data/`: one rule, one test."""

from __future__ import annotations

import os
import shutil
from datetime import date
from typing import Any

import pytest
import yaml
from builders import (
    MINIMAL,
    VOCABULARIES,
    Site,
    checklist,
    library,
    organization,
    partnership,
    vocabulary,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from sister_libraries.checks import CHECKS, check_store
from sister_libraries.models import KINDS
from sister_libraries.problems import Problem
from sister_libraries.references import references, vocabularies_of
from sister_libraries.store import Store, read_store


def only(site: Site) -> Problem:
    (problem,) = site.problems()
    return problem


def test_a_project_that_breaks_no_rule(project: Site) -> None:
    assert project.problems() == []


# -- files -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["Guangzhou Library", "guangzhou_library", "gz", "广州图书馆", "a" * 65, "con", "index", "x..y"]
)
def test_e114_a_name_that_cannot_be_an_address(project: Site, name: str) -> None:
    project.put(f"libraries/{name}", library())
    problem = only(project)
    assert (problem.code, problem.path) == ("E114", f"data/libraries/{name}.yml")


def test_e114_hides_nothing_else_that_is_wrong_with_the_file(project: Site) -> None:
    project.put("libraries/Aurora Library", library(country="Canada"))
    project.put("libraries/Other Library", library(status="looking"))
    assert project.codes() == ["E114", "E210", "E114", "E203"]


def test_e114_a_name_that_is_no_text(project: Site) -> None:
    folder = os.fsencode(project.root / "data" / "libraries")
    try:
        with open(folder + b"/\xff.yml", "wb") as file:  # noqa: PTH123 - a Path cannot hold these bytes
            file.write(yaml.safe_dump(library()).encode())
    except OSError:
        pytest.skip("this file system has only names in UTF-8")
    assert project.codes() == ["E114"]


@pytest.mark.parametrize(
    "name",
    [
        "data/libraries/aurora.yaml",
        "data/libraries/aurora.YML",
        "data/libraries/aurora",
        "data/libraries/notes.md",
        "data/aurora.yml",
        "data/librarys/aurora.yml",
        "data/Libraries/aurora.yml",
    ],
)
def test_e116_a_file_where_none_is_read(project: Site, name: str) -> None:
    project.write(name, "name: {en: Aurora}\n")
    problem = only(project)
    assert problem.code == "E116"
    assert name.startswith(problem.path)


def test_e116_a_folder_called_like_a_record(project: Site) -> None:
    project.write("data/libraries/aurora.yml/x.yml", "a: b\n")
    problem = only(project)
    assert (problem.code, problem.path) == ("E116", "data/libraries/aurora.yml")


def test_e116_a_linked_folder(project: Site) -> None:
    (project.root / "data" / "libraries").rename(project.root / "elsewhere")
    (project.root / "data" / "libraries").symlink_to("../elsewhere")
    assert project.problems()[0].path == "data/libraries"
    assert project.problems()[0].code == "E116"


def test_e113_a_linked_file(project: Site) -> None:
    real = project.write("aurora.yml", "name: {en: Aurora}\n")
    (project.root / "data" / "libraries" / "aurora.yml").symlink_to(real)
    assert only(project).code == "E113"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
@pytest.mark.parametrize("name", ["libraries/aurora.yml", "moved.yml"])
def test_e113_a_named_pipe(project: Site, name: str) -> None:
    os.mkfifo(project.root / "data" / name)
    assert only(project).code == "E113"


def test_e113_tombstones_behind_a_link_that_leads_nowhere(project: Site) -> None:
    (project.root / "data" / "moved.yml").symlink_to("nowhere")
    assert only(project).code == "E113"


@pytest.mark.parametrize("folder", ["data", "data/libraries"])
def test_e119_a_folder_that_cannot_be_listed(
    project: Site, folder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    listing = os.scandir

    def refuse(place: Any) -> Any:
        if place == project.root / folder:
            raise PermissionError(13, "Permission denied")
        return listing(place)

    monkeypatch.setattr(os, "scandir", refuse)
    assert ("E119", folder) in [(each.code, each.path) for each in read_store(project.root).problems]


def test_e117_two_names_that_differ_only_in_capitals(project: Site) -> None:
    project.put("libraries/Guangzhou-library", library(name={"en": "Other"}))
    if len(list((project.root / "data" / "libraries").iterdir())) == 2:
        pytest.skip("this file system takes the two for one")
    problem = next(each for each in project.problems() if each.code == "E117")
    assert problem.values == {"found": "guangzhou-library.yml", "other": "Guangzhou-library.yml"}


def test_hidden_files_are_nobodys_business(project: Site) -> None:
    project.write("data/libraries/.aurora.yml.swp", b"\0")
    project.write("data/.DS_Store", b"\0")
    assert project.codes() == []


def test_a_project_without_data_lacks_its_vocabularies(project: Site) -> None:
    shutil.rmtree(project.root / "data")
    assert set(project.codes()) == {"E204"}


def test_every_file_is_checked_though_others_are_broken(project: Site) -> None:
    project.write("data/libraries/aaa.yml", b"\xff")
    project.write("data/libraries/bbb.yml", "name: [")
    project.put("libraries/ccc", library(country="USA"))
    assert project.codes() == ["E101", "E103", "E210"]


def test_hidden_faults_of_a_broken_file_are_not_blamed_on_others(project: Site) -> None:
    project.write("data/libraries/guangzhou-library.yml", "name: [")
    assert [(each.code, each.path) for each in project.problems()] == [
        ("E103", "data/libraries/guangzhou-library.yml")
    ]


def test_a_broken_vocabulary_is_not_blamed_on_records(project: Site) -> None:
    project.write("data/vocabularies/partnership-kinds.yml", "terms: [")
    assert project.codes() == ["E103"]


# -- references --------------------------------------------------------------------------------------------


def test_e204_a_partnership_with_a_library_that_is_not_there(project: Site) -> None:
    libraries = ["los-angeles-public-library", "guangzou-library"]
    project.put("partnerships/los-angeles-guangzhou", partnership(libraries=libraries))
    problem = next(each for each in project.problems() if each.code == "E204")
    assert problem.values == {
        "found": "guangzou-library",
        "folder": "data/libraries/",
        "suggestion": "guangzhou-library",
    }
    assert problem.at == ("libraries", 1)
    assert problem.span


def test_e204_a_programme_that_is_not_there(project: Site) -> None:
    project.put("partnerships/los-angeles-guangzhou", partnership(programme="nobody"))
    assert only(project).values["folder"] == "data/organizations/"


def test_e204_groups_of_a_vocabulary_that_is_not_there(project: Site) -> None:
    project.put("vocabularies/activities", vocabulary("pen-pals", groups="nothing"))
    assert only(project).code == "E204"


@pytest.mark.parametrize("name", vocabularies_of(KINDS.values()))
def test_e204_a_vocabulary_that_is_not_there(project: Site, name: str) -> None:
    (project.root / "data" / "vocabularies" / f"{name}.yml").unlink()
    problem = only(project)
    assert (problem.code, problem.path) == ("E204", f"data/vocabularies/{name}.yml")


def test_the_vocabularies_that_records_need() -> None:
    assert set(vocabularies_of(KINDS.values())) == set(VOCABULARIES) - {"activity-groups"}


TERMS: list[tuple[str, dict[str, Any]]] = [
    ("libraries", {"type": "publik"}),
    ("libraries", {"community": "nobody"}),
    ("libraries", {"commitment": "heavy"}),
    ("libraries", {"seeks": ["books", "bookz"]}),
    ("libraries", {"offers": ["bookz"]}),
    ("libraries", {"activities": ["pen-pal"]}),
    ("libraries", {"requests": [{"activity": "pen-pal", "text": {"en": "Letters."}}]}),
    ("libraries", {"preferred": {"types": ["publik"]}}),
    ("libraries", {"sources": [{"document": "the-news"}]}),
    ("partnerships", {"kinds": ["formal"]}),
    ("partnerships", {"activities": ["pen-pal"]}),
    ("organizations", {"kind": "club"}),
]


@pytest.mark.parametrize(
    ("folder", "fields"), TERMS, ids=lambda case: case if isinstance(case, str) else next(iter(case))
)
def test_e203_a_term_that_its_vocabulary_has_not(project: Site, folder: str, fields: dict[str, Any]) -> None:
    project.put(f"{folder}/some-id", MINIMAL[folder](**fields))
    problem = next(each for each in project.problems() if each.code == "E203")
    assert problem.values["choices"]
    assert problem.span


def test_every_reference_of_a_record_is_found() -> None:
    whole = partnership(activities=["pen-pals"], programme="ifla")
    record = KINDS["partnerships"].model_validate({**whole, "id": "some-id"})
    assert [(at, found) for at, _, found in references(record)] == [
        (("libraries", 0), "los-angeles-public-library"),
        (("libraries", 1), "guangzhou-library"),
        (("kinds", 0), "formal-agreement"),
        (("programme",), "ifla"),
        (("activities", 0), "pen-pals"),
        (("sources", 0, "document"), "programme-brochure"),
    ]


def test_e203_a_group_that_is_no_term(project: Site) -> None:
    terms = [{"id": "pen-pals", "label": {"en": "Pen pals"}, "group": "peple"}, "reading-club"]
    project.put("vocabularies/activities", vocabulary(*terms, groups="activity-groups"))
    problem = only(project)
    assert (problem.code, problem.values["suggestion"], problem.at) == (
        "E203",
        "people",
        ("terms", 0, "group"),
    )


def test_e213_two_terms_with_one_id(project: Site) -> None:
    twice = [{"id": "public", "label": {"en": "Public"}}, {"id": "public", "label": {"en": "For all"}}]
    project.put("vocabularies/library-types", vocabulary(*twice))
    problem = only(project)
    assert (problem.code, problem.at) == ("E213", ("terms", 1, "id"))


def test_e213_two_steps_of_different_sections_with_one_id(project: Site) -> None:
    sections = [
        {"id": name, "title": {"en": name}, "steps": [{"id": "ask", "text": {"en": f"Ask {name}."}}]}
        for name in ("one", "two")
    ]
    project.put("checklists/start", checklist(sections=sections))
    problem = only(project)
    assert (problem.code, problem.at) == ("E213", ("sections", 1, "steps", 0, "id"))


def test_e213_a_step_with_the_id_of_its_section(project: Site) -> None:
    sections = [{"id": "ask", "title": {"en": "Ask"}, "steps": [{"id": "ask", "text": {"en": "Ask."}}]}]
    project.put("checklists/start", checklist(sections=sections))
    assert only(project).code == "E213"


def test_e310_checklists_in_a_circle(project: Site) -> None:
    project.put("checklists/one", checklist(after="two"))
    project.put("checklists/two", checklist(after="three"))
    project.put("checklists/three", checklist(after="two"))  # of which the first is no part
    found = [(each.code, each.path, each.at) for each in project.problems()]
    assert found == [
        ("E310", "data/checklists/three.yml", ("after",)),
        ("E310", "data/checklists/two.yml", ("after",)),
    ]


def test_e204_a_checklist_after_one_that_is_not_there(project: Site) -> None:
    project.put("checklists/one", checklist(after="two"))
    assert project.codes() == ["E204"]


# -- tombstones --------------------------------------------------------------------------------------------


def test_a_record_may_have_moved(project: Site) -> None:
    project.write("data/moved.yml", "libraries:\n  canton-library: {to: guangzhou-library, on: 2026-11-21}\n")
    assert project.codes() == []


def test_a_record_may_have_moved_twice(project: Site) -> None:
    moves = "libraries:\n  aaa: {to: bbb, on: 2026-11-20}\n  bbb: {to: guangzhou-library, on: 2026-11-21}\n"
    project.write("data/moved.yml", moves)
    assert project.codes() == []


def test_a_record_may_have_been_taken_down(project: Site) -> None:
    project.write("data/moved.yml", "libraries:\n  canton-library: {on: 2026-11-21}\n")
    assert project.codes() == []


@pytest.mark.parametrize(
    ("move", "suggested"),
    [("{to: guangzhou-library, on: 2026-11-21}", "guangzhou-library"), ("{on: 2026-11-21}", None)],
)
def test_e301_a_reference_to_a_record_that_has_gone(project: Site, move: str, suggested: str | None) -> None:
    project.write("data/moved.yml", f"libraries:\n  canton-library: {move}\n")
    project.put(
        "partnerships/los-angeles-canton",
        partnership(libraries=["los-angeles-public-library", "canton-library"]),
    )
    problem = only(project)
    assert (problem.code, problem.values.get("suggestion")) == ("E301", suggested)


def test_e307_a_move_to_nothing(project: Site) -> None:
    project.write("data/moved.yml", "libraries:\n  canton-library: {to: nowhere, on: 2026-11-21}\n")
    problem = only(project)
    assert (problem.code, problem.path, problem.values) == (
        "E307",
        "data/moved.yml",
        {"found": "canton-library", "other": "nowhere"},
    )
    assert problem.span


def test_e307_moves_in_a_circle(project: Site) -> None:
    project.write(
        "data/moved.yml", "libraries:\n  aaa: {to: bbb, on: 2026-11-21}\n  bbb: {to: aaa, on: 2026-11-21}\n"
    )
    assert project.codes() == ["E307", "E307"]


def test_e307_a_move_to_itself(project: Site) -> None:
    project.write("data/moved.yml", "libraries:\n  aaa: {to: aaa, on: 2026-11-21}\n")
    assert project.codes() == ["E307"]


def test_e308_an_id_that_is_used_again(project: Site) -> None:
    project.write("data/moved.yml", "libraries:\n  guangzhou-library: {on: 2026-11-21}\n")
    assert only(project).code == "E308"


@pytest.mark.parametrize("old", ["../../x", "..", "a/b", "Canton"])
def test_e219_a_tombstone_whose_address_climbs_out(project: Site, old: str) -> None:
    project.write("data/moved.yml", f"libraries:\n  {old}: {{on: 2026-11-21}}\n")
    problem = only(project)
    assert (problem.code, problem.values["found"]) == ("E219", old)
    assert problem.span and problem.span.line == 2


def test_e219_a_tombstone_whose_target_climbs_out(project: Site) -> None:
    project.write("data/moved.yml", "libraries:\n  canton-library: {to: ../../x, on: 2026-11-21}\n")
    problem = only(project)
    assert (problem.code, problem.at) == ("E219", ("libraries", "canton-library", "to"))


def test_e201_a_tombstone_of_an_unknown_kind(project: Site) -> None:
    project.write("data/moved.yml", "librarys:\n  canton-library: {on: 2026-11-21}\n")
    problem = only(project)
    assert (problem.code, problem.values["choices"]) == ("E201", list(KINDS))


def test_e202_a_tombstone_without_its_day(project: Site) -> None:
    project.write("data/moved.yml", "libraries:\n  canton-library: {to: guangzhou-library}\n")
    problem = only(project)
    assert (problem.code, problem.values["found"]) == ("E202", "on")


@pytest.mark.parametrize("move", ["guangzhou-library", "[guangzhou-library]"])
def test_e206_a_tombstone_of_the_wrong_shape(project: Site, move: str) -> None:
    project.write("data/moved.yml", f"libraries:\n  canton-library: {move}\n")
    assert only(project).code == "E206"


# -- dates -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("field", ["listed", "confirmed"])
def test_e303_a_day_that_has_not_come(project: Site, field: str) -> None:
    project.put(
        "libraries/guangzhou-library",
        library(name={"zh": "广州图书馆"}, country="CN", **{field: "2026-11-21"}),
    )
    assert project.codes() == []
    project.today = date(2026, 11, 20)
    problem = only(project)
    assert (problem.code, problem.at, problem.values) == (
        "E303",
        (field,),
        {"found": "2026-11-21", "today": "2026-11-20"},
    )


def test_e303_a_request_and_a_source_of_the_future(project: Site) -> None:
    sources = [
        {"url": "https://www.example.org/"},
        {"url": "https://www.example.net/", "seen": "2099-05", "dated": "2099"},
    ]
    project.put(
        "libraries/guangzhou-library",
        library(name={"zh": "广州图书馆"}, country="CN", requested="2099-05-05", sources=sources),
    )
    found = {each.at for each in project.problems() if each.code == "E303"}
    assert found == {("requested",), ("sources", 1, "seen"), ("sources", 1, "dated")}


@pytest.mark.parametrize("field", ["since", "until", "confirmed"])
def test_e303_a_partnership_in_the_future(project: Site, field: str) -> None:
    project.put("partnerships/los-angeles-guangzhou", partnership(**{field: "2027"}))
    assert only(project).code == "E303"


def test_this_year_has_come(project: Site) -> None:
    project.put("partnerships/los-angeles-guangzhou", partnership(since="2026"))
    assert project.codes() == []


def test_e304_an_end_before_the_beginning(project: Site) -> None:
    project.put("partnerships/los-angeles-guangzhou", partnership(since="2017", until="2016", status="ended"))
    problem = only(project)
    assert (problem.code, problem.at) == ("E304", ("until",))


@pytest.mark.parametrize(
    ("since", "until"), [("2017", "2017"), ("2017-05", "2017"), ("2017", "2017-01"), ("1990s", "1991")]
)
def test_an_end_may_lie_in_the_time_of_the_beginning(project: Site, since: str, until: str) -> None:
    project.put("partnerships/los-angeles-guangzhou", partnership(since=since, until=until, status="ended"))
    assert project.codes() == []


# -- notices -----------------------------------------------------------------------------------------------

AURORA = {"name": {"en": "Aurora Library"}, "city": {"en": "Aurora"}, "status": "open", "seeks": ["books"]}


def test_e305_a_library_that_nobody_would_find(project: Site) -> None:
    project.put("libraries/aurora", library())
    problem = only(project)
    assert (problem.code, problem.path) == ("E305", "data/libraries/aurora.yml")


@pytest.mark.parametrize("status", ["seeking", "open"])
def test_e306_a_request_that_says_too_little(project: Site, status: str) -> None:
    project.put("libraries/aurora", library(status=status))
    assert only(project).code == "E306"


@pytest.mark.parametrize(
    "says",
    [
        {"seeks": ["books"]},
        {"offers": ["books"]},
        {"activities": ["pen-pals"]},
        {"description": {"en": "We write."}},
        {"requests": [{"activity": "pen-pals", "text": {"en": "Letters."}}]},
    ],
    ids=lambda says: next(iter(says)),
)
def test_a_request_that_says_something(project: Site, says: dict[str, Any]) -> None:
    project.put("libraries/aurora", library(status="open", **says))
    assert project.codes() == []


SAME: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("name and place", {}, {"name": {"en": "AURORA  library"}}),
    (
        "local name",
        {"name": {"local": "Biblioteka", "local_language": "pl"}},
        {"name": {"local": "biblioteka", "local_language": "pl"}},
    ),
    (
        "website",
        {"website": "https://www.example.org/"},
        {"name": {"en": "Other"}, "website": "http://example.org"},
    ),
    (
        "identifier",
        {"identifiers": {"isil": "US-X"}},
        {"name": {"en": "Other"}, "country": "CA", "identifiers": {"isil": "US-X"}},
    ),
]


@pytest.mark.parametrize(("first", "second"), [case[1:] for case in SAME], ids=[case[0] for case in SAME])
def test_e302_two_listings_of_one_library(
    project: Site, first: dict[str, Any], second: dict[str, Any]
) -> None:
    project.put("libraries/aurora-one", library(**AURORA | first))
    project.put("libraries/aurora-two", library(**AURORA | second))
    problem = only(project)
    assert (problem.code, problem.path, problem.values["found"]) == (
        "E302",
        "data/libraries/aurora-two.yml",
        "data/libraries/aurora-one.yml",
    )


@pytest.mark.parametrize(
    "second",
    [{"country": "CA"}, {"city": {"en": "Aurora Hills"}}, {"name": {"en": "Aurora School Library"}}],
    ids=["country", "city", "name"],
)
def test_two_libraries_may_be_alike(project: Site, second: dict[str, Any]) -> None:
    project.put("libraries/aurora-one", library(**AURORA))
    project.put("libraries/aurora-two", library(**AURORA | second))
    assert project.codes() == []


def test_notices_alone_stop_nothing(project: Site) -> None:
    project.put("libraries/aurora", library())
    assert "aurora" in project.catalogue().libraries


# -- all together ------------------------------------------------------------------------------------------


def test_every_check_says_which_rules_it_holds() -> None:
    assert all(check.__doc__ and check.__doc__.startswith("E") for check in CHECKS)


IDS = st.sampled_from(["aaa", "bbb", "ccc", "public", "people", "activities", "../x", "Aaa"])
DATES = st.sampled_from(["2016", "2017-05", "1990s", "by 2019", "2027", "2026-11-21", "0000", "x"])
WORDS = st.sampled_from(
    [{"en": "Aurora"}, {"zh": "广州"}, {"en": "广州"}, {}, "Aurora", {"local": "Б"}]
) | st.fixed_dictionaries({"en": st.text(max_size=5)})
FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "name": WORDS,
    "title": WORDS,
    "status": st.sampled_from(["open", "paired", "ended", "current"]),
    "libraries": st.lists(IDS, max_size=3),
    "programme": IDS,
    "groups": IDS,
    "since": DATES,
    "until": DATES,
    "confirmed": DATES,
    "listed": DATES,
    "type": IDS,
    "country": st.sampled_from(["US", "CN", "us"]),
    "website": st.sampled_from(["https://example.org/", "javascript:alert(1)"]),
    "identifiers": st.sampled_from([{"isil": "US-X"}, {"wikidata": "Q1"}, {}]),
    "terms": st.lists(
        st.fixed_dictionaries({"id": IDS, "label": WORDS}, optional={"group": IDS}), max_size=3
    ),
}
RECORDS = st.sampled_from(sorted(KINDS)).flatmap(
    lambda folder: st.tuples(
        st.just(folder),
        st.sampled_from(["aaa", "bbb", "ccc", "activities"]),
        st.fixed_dictionaries(
            {},
            optional={name: values for name, values in FIELDS.items() if name in KINDS[folder].model_fields},
        ).map(lambda fields: MINIMAL[folder]() | fields),
    )
)
MOVES = st.dictionaries(
    st.sampled_from(sorted(KINDS)),
    st.dictionaries(IDS, st.fixed_dictionaries({"on": DATES}, optional={"to": IDS}), max_size=3),
    max_size=2,
)


@settings(max_examples=60)
@given(st.lists(RECORDS, max_size=5), MOVES)
def test_no_records_make_the_checks_raise(
    tmp_path_factory: pytest.TempPathFactory, records: list[Any], moves: dict[str, Any]
) -> None:
    site = Site(tmp_path_factory.mktemp("project"))
    for folder, record_id, record in records:
        site.put(f"{folder}/{record_id}", record)
    if moves:
        site.put("moved", moves)
    problems = site.problems()
    assert problems == sorted(problems, key=lambda each: each.order)


def test_an_empty_store_has_only_missing_vocabularies(tmp_path: Any) -> None:
    problems = check_store(Store(tmp_path), date(2026, 11, 21))
    assert {each.code for each in problems} == {"E204"}


def test_organizations_need_no_partnership(project: Site) -> None:
    project.put("organizations/federation", organization())
    assert project.codes() == []


# -- Traditional Chinese -----------------------------------------------------------------------------------


def test_e228_traditional_characters_in_a_simplified_text(project: Site) -> None:
    project.put("libraries/guangzhou-library", library(name={"zh": "廣州圖書馆"}, country="CN"))
    problem = only(project)
    assert (problem.code, problem.at) == ("E228", ("name", "zh"))
    assert problem.values == {"found": "廣圖書", "expected": "广州图书馆"}


def test_e228_is_for_every_text_of_every_group(project: Site) -> None:
    requests = [{"activity": "pen-pals", "text": {"zh": "尋找笔友。"}}]
    project.put("libraries/guangzhou-library", library(country="CN", requests=requests))
    assert only(project).at == ("requests", 0, "text", "zh")


def test_e228_a_local_name_may_be_traditional(project: Site) -> None:
    name = {"zh": "广州图书馆", "local": "廣州圖書館", "local_language": "zh-Hant"}
    project.put("libraries/guangzhou-library", library(name=name, country="CN"))
    assert project.codes() == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ask someone@example.org.", "someone@example.org"), ("联系电话 13800138000。", "13800138000"),
        ("Call +1 (213) 228-7000 today", "1 (213) 228-7000"), ("电话0757-22808899", "0757-22808899"),
        ("tel. 01 42 76 40 40 / 41", "01 42 76 40 40"),
        ("书号9787501312345，电话13800138000。", "13800138000"), ("Call 978 555 0123 4", "978 555 0123 4"),
        ("x" * 1_300 + " a.b@lib.example.org", "a.b@lib.example.org"),
    ],
)  # fmt: skip
def test_e229_a_text_that_reaches_a_person(project: Site, text: str, found: str) -> None:
    language = "zh" if "电话" in text else "en"
    wish = library(status="open", seeks=["books"], name={"en": "Aurora"}, description={language: text})
    project.put("libraries/aurora", wish)
    (problem,) = [each for each in project.problems() if each.code == "E229"]
    assert (problem.at, problem.values["found"]) == (("description", language), found)


@pytest.mark.parametrize(
    "text",
    [
        "From 2016-2017 on, 1 200 000 readers, 35,000 books.", "Open 10-18, 7/7.", "@library and a@b",
        "Room 1234-5678.", "Our book is ISBN 978-0-8389-1234-5, 978 0838912345 in shops.",
        "Since 21.05.2016.", "+86", "https://example.org/2016/05/17/", "a@" * 700,
    ],
)  # fmt: skip
def test_e229_numbers_that_are_no_telephone_number(project: Site, text: str) -> None:
    wish = library(status="open", seeks=["books"], name={"en": "Aurora"}, description={"en": text})
    project.put("libraries/aurora", wish)
    assert project.codes() == []
