"""`sisterlib import sister-cities`: the three forms of a query's result, odd rows, hostile files, and what is kept.

Every town, item and tie here is made up.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from builders import ROOT, TODAY, Site
from hypothesis import given
from hypothesis import strategies as st

from sister_libraries import import_sister_cities as importing
from sister_libraries.cli import main
from sister_libraries.import_sister_cities import NEEDED, OPTIONAL, Outcome, import_file
from sister_libraries.languages import site_languages
from sister_libraries.problems import ProblemsFound
from sister_libraries.report import word
from sister_libraries.town_ties import COLUMNS

ENTITY = "http://www.wikidata.org/entity/"
Row = dict[str, str]


def row(**fields: str) -> Row:
    """A tie between two towns that do not exist."""
    made_up = {
        "town": f"{ENTITY}Q900000001",
        "townEn": "Madeup-on-Sea",
        "townZh": "虚构海滨",
        "townCountry": "GB",
        "townPlace": "Point(-1.548 53.801)",
        "sister": f"{ENTITY}Q900000002",
        "sisterEn": "Inventia",
        "sisterZh": "臆造城",
        "sisterCountry": "CN",
        "sisterPlace": "Point(120.155 30.274)",
        "since": "1988-01-01T00:00:00Z",
        "until": "",
    }
    return made_up | fields


def as_csv(*rows: Row) -> str:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, [*NEEDED, *OPTIONAL], lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def as_json(*rows: Row) -> str:
    """As the service's page gives it: a list of objects; what has no value is not there."""
    return json.dumps(
        [{key: value for key, value in each.items() if value} for each in rows], ensure_ascii=False
    )


def as_verbose_json(*rows: Row) -> str:
    """As the service itself answers."""
    bindings = [
        {key: {"type": "literal", "value": value} for key, value in each.items() if value} for each in rows
    ]
    return json.dumps({"head": {"vars": [*NEEDED, *OPTIONAL]}, "results": {"bindings": bindings}})


FORMS = {"csv": as_csv, "json": as_json, "verbose json": as_verbose_json}


@pytest.fixture
def bring(project: Site, tmp_path: Path) -> Callable[..., Outcome]:
    """Import a text into the project."""

    def bring(content: str | bytes, **options: Any) -> Outcome:
        path = tmp_path / "query-result"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return import_file(path, project.root, TODAY, **options)

    return bring


Bring = Callable[..., Outcome]


def table(project: Site) -> list[Row]:
    with (project.root / "data/sister-cities.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


# -- what the service gives --------------------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMS)
def test_every_form_of_a_result_is_understood(project: Site, bring: Bring, form: str) -> None:
    outcome = bring(FORMS[form](row()))
    assert (outcome.added, outcome.left_out) == (1, [])
    assert table(project) == [
        dict(
            zip(
                COLUMNS,
                (
                    "Q900000001", "GB", "Madeup-on-Sea", "虚构海滨", "53.80 -1.55",
                    "Q900000002", "CN", "Inventia", "臆造城", "30.27 120.16", "1988", "2026-11-21",
                ),
                strict=True,
            )
        )
    ]  # fmt: skip
    assert project.codes() == []
    (tie,) = project.catalogue().town_ties
    assert str(tie.sources[0].seen) == "2026-11-21"


@pytest.mark.parametrize(
    "change",
    [
        lambda text: "\ufeff" + text,
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("http:", "https:"),
        lambda text: text.replace(ENTITY, ""),
    ],
    ids=["byte order mark", "line ends of Windows", "https", "numbers alone"],
)
def test_small_differences_do_not_matter(bring: Bring, change: Callable[[str], str]) -> None:
    assert bring(change(as_csv(row()))).added == 1


def test_the_documented_query_asks_for_these_columns() -> None:
    for code in (each.code for each in site_languages()):
        page = (ROOT / f"docs/{code}/import-sister-cities.md").read_text(encoding="utf-8")
        (select,) = [line for line in page.splitlines() if line.startswith("SELECT ")]
        assert sorted(w[1:] for w in select.split() if w.startswith("?")) == sorted([*NEEDED, *OPTIONAL])


def test_a_tie_that_both_sides_give_is_one(project: Site, bring: Bring) -> None:
    there = row(since="1988-05-01T00:00:00Z", townZh="")
    back = row(
        town=there["sister"], townEn="", townZh="臆造城", townCountry="CN", townPlace="",
        sister=there["town"], sisterEn="", sisterZh="虚构海滨", sisterCountry="GB", sisterPlace="", since="1986",
    )  # fmt: skip
    assert bring(as_csv(there, back)).added == 1
    (only,) = table(project)
    assert (only["en"], only["zh"], only["since"]) == ("Madeup-on-Sea", "虚构海滨", "1986")


def test_traditional_characters_become_simplified(project: Site, bring: Bring) -> None:
    bring(as_csv(row(sisterZh="臆造灣區")))
    assert table(project)[0]["sister_zh"] == "臆造湾区"


@pytest.mark.parametrize("name", ["Q900000002", "=1+1", "@x", "臆造", "x" * 100, "a\u202eb", ""])
def test_a_name_that_cannot_be_used_is_left_away(project: Site, bring: Bring, name: str) -> None:
    bring(as_csv(row(sisterEn=name)))
    assert table(project)[0]["sister_en"] == ""
    assert project.codes() == []


@pytest.mark.parametrize(
    "place",
    ["Point(200 10)", "Point(10 91)", "Point(10)", f"<{ENTITY}Q405> Point(1 2)", "51.5, 0", "Point(1e9 2)"],
)
def test_a_place_that_is_none_is_left_away(project: Site, bring: Bring, place: str) -> None:
    bring(as_csv(row(townPlace=place)))
    assert table(project)[0]["coordinates"] == ""


# -- what is left out --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "until", ["2001-01-01T00:00:00Z", "2026-01-01T00:00:00Z", "t123456", ENTITY + ".well-known/genid/1"]
)
def test_a_tie_that_has_ended_is_left_out(bring: Bring, until: str) -> None:
    outcome = bring(as_csv(row(until=until)))
    assert (outcome.added, outcome.ended, outcome.left_out) == (0, 1, [])


def test_a_tie_that_will_end_is_not(bring: Bring) -> None:
    assert bring(as_csv(row(until="2030-01-01T00:00:00Z"))).added == 1


@pytest.mark.parametrize("since", ["0000-01-01T00:00:00Z", "9999-01-01T00:00:00Z"])
def test_a_year_that_cannot_be_is_left_out_so_that_the_next_import_reads_it(bring: Bring, since: str) -> None:
    assert bring(as_csv(row(since=since))).added == 1
    assert bring(as_csv(row(since="1999-01-01T00:00:00Z"))).left_out == []


def test_a_tie_that_ended_and_began_anew_goes_on(bring: Bring) -> None:
    outcome = bring(as_csv(row(until="2001-01-01T00:00:00Z"), row(since="2010-01-01T00:00:00Z")))
    assert (outcome.added, outcome.ended) == (1, 0)


def test_a_tie_within_one_country_is_left_out(bring: Bring) -> None:
    outcome = bring(as_csv(row(sisterCountry="GB")))
    assert (outcome.added, outcome.domestic, outcome.left_out) == (0, 1, [])


UNUSABLE = {
    "no item": row(sister="t1234"),
    "no item at all": row(town=""),
    "an address elsewhere": row(town="https://example.org/entity/Q1"),
    "no country": row(townCountry=""),
    "an unknown country": row(townCountry="DD"),
    "no name": row(sisterEn="", sisterZh=""),
    "a number for a name": row(sisterEn="Q900000002", sisterZh="Q900000002"),
    "itself": row(sister=f"{ENTITY}Q900000001"),
    "markup": row(town="<script>alert(1)</script>"),
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("what", UNUSABLE)
def test_an_odd_row_is_reported_and_the_others_are_taken(
    project: Site, bring: Bring, what: str, form: str
) -> None:
    good = row(
        town=f"{ENTITY}Q900000003", townEn="Nowhereville", townZh="乌有镇",
        sister=f"{ENTITY}Q900000004", sisterEn="Utopia Bay", sisterZh="乌托湾",
    )  # fmt: skip
    outcome = bring(FORMS[form](UNUSABLE[what], good))
    assert outcome.added == 1
    (problem,) = outcome.left_out
    assert (problem.code, problem.values["first"]) == ("E226", 1)
    for here in site_languages():
        said = word(problem, here)
        assert "1" in said.wrong
        assert said.remedy
    assert word(problem, site_languages()[0]).wrong != word(problem, site_languages()[1]).wrong


def test_a_town_in_two_countries_is_left_out(bring: Bring) -> None:
    outcome = bring(as_csv(row(), row(townCountry="FR")))
    assert (outcome.added, len(outcome.left_out)) == (0, 2)


# -- files that are no result ------------------------------------------------------------------------------

HOSTILE: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "E224"),
    "spaces": (b"  \n \n", "E224"),
    "a web page": (b"<!DOCTYPE html><title>Too many requests</title>", "E224"),
    "a picture": (b"\x89PNG\r\n\x1a\n\x00\x00", "E101"),
    "another encoding": (as_csv(row(townEn="Malmö")).encode("latin-1", "replace"), "E101"),
    "half a JSON": (as_json(row()).encode()[:-20], "E224"),
    "half a CSV": (as_csv(row(), row()).encode()[:-30], "E224"),
    "half a quoted name": (as_csv(row(townEn="Made, up")).replace('up"', "up").encode(), "E224"),
    "a column more": (as_csv(row()).replace("1988", "1988,1989").encode(), "E224"),
    "lists without end": (b"[" * 200_000, "E224"),
    "objects without end": (b'{"a":' * 200_000, "E224"),
    "a number": (b"[1, 2, 3]", "E224"),
    "a huge number": (b"[" + b"9" * 10_000 + b"]", "E224"),
    "no rows in JSON": (b"[]", "E224"),
    "no rows in CSV": (as_csv().encode(), "E224"),
    "no bindings": (b'{"head": {}, "results": []}', "E224"),
    "an answer to ASK": (b'{"head": {}, "boolean": true}', "E224"),
    "a null": (b"[null]", "E224"),
    "another query, CSV": (b"item,itemLabel\nQ1,One\n", "E224"),
    "another query, JSON": (b'[{"item": "Q1"}]', "E225"),
    "a column less": (as_csv(row()).replace("sisterCountry", "sisterLand").encode(), "E225"),
    "a column less in JSON": (as_json(row()).replace("sisterCountry", "sisterLand").encode(), "E225"),
    "semicolons": (as_csv(row()).replace(",", ";").encode(), "E224"),
    "a field without end": (b'town,townCountry,sister,sisterCountry\n"' + b"x" * 300_000 + b'",a,b,c\n', "E224"),
}  # fmt: skip


@pytest.mark.parametrize("what", HOSTILE)
def test_a_file_that_is_no_result_is_refused_in_both_languages(
    project: Site, bring: Bring, what: str
) -> None:
    content, code = HOSTILE[what]
    with pytest.raises(ProblemsFound) as found:
        bring(content)
    (problem,) = found.value.problems
    assert problem.code == code
    english, chinese = (word(problem, here) for here in site_languages())
    assert english.wrong != chinese.wrong
    assert english.remedy != chinese.remedy
    assert not (project.root / "data/sister-cities.csv").exists()


def test_a_file_that_is_too_large_is_refused(bring: Bring, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "MAX_BYTES", 100)
    with pytest.raises(ProblemsFound) as found:
        bring(as_csv(row()))
    assert [each.code for each in found.value.problems] == ["E102"]


def test_a_table_that_could_not_be_read_again_is_not_written(
    project: Site, bring: Bring, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "LARGEST", 100)
    with pytest.raises(ProblemsFound) as found:
        bring(as_csv(row()))
    assert [(each.code, each.path) for each in found.value.problems] == [("E102", "data/sister-cities.csv")]
    assert not (project.root / "data/sister-cities.csv").exists()


def test_a_file_that_is_not_there_is_said(project: Site, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--root", str(project.root), "import", "sister-cities", "nowhere.csv"]) == 1
    assert "E119" in capsys.readouterr().out


@given(st.binary(max_size=400) | st.text(max_size=400).map(str.encode))
def test_no_file_makes_it_fail(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    root = tmp_path_factory.mktemp("any")
    (root / "data").mkdir()
    (root / "file").write_bytes(content)
    with pytest.raises(ProblemsFound):
        import_file(root / "file", root, TODAY)


values = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.text(max_size=12),
    st.sampled_from(["GB", "CN", f"{ENTITY}Q1", f"{ENTITY}Q2"]),
)
odd_rows = st.lists(st.dictionaries(st.sampled_from([*NEEDED, *OPTIONAL]), values), min_size=1, max_size=6)


@given(odd_rows)
def test_whatever_stands_in_the_rows_the_table_can_be_read_again(
    tmp_path_factory: pytest.TempPathFactory, rows: list[dict[str, Any]]
) -> None:
    from sister_libraries.town_ties import read_town_ties

    root = tmp_path_factory.mktemp("any")
    (root / "data").mkdir()
    (root / "file").write_text(json.dumps(rows), encoding="utf-8")
    try:
        outcome = import_file(root / "file", root, TODAY)
    except ProblemsFound:
        return
    ties, problems = read_town_ties(root / "data")
    assert problems == []
    assert len(ties) == outcome.added


# -- importing again ---------------------------------------------------------------------------------------

OTHER = row(town=f"{ENTITY}Q900000005", townEn="Elsewhere", townZh="别处")


def test_importing_the_same_again_changes_only_the_day(project: Site, bring: Bring, tmp_path: Path) -> None:
    bring(as_csv(row()))
    before = table(project)
    (tmp_path / "again").write_text(as_csv(row()), encoding="utf-8")
    outcome = import_file(tmp_path / "again", project.root, TODAY.replace(year=2027))
    assert (outcome.added, outcome.updated) == (0, 1)
    assert table(project) == [{**before[0], "seen": "2027-11-21"}]


def test_earlier_ties_stay(project: Site, bring: Bring) -> None:
    bring(as_csv(OTHER))
    outcome = bring(as_csv(row()))
    assert (outcome.added, outcome.kept, len(table(project))) == (1, 1, 2)


def test_replacing_drops_them(project: Site, bring: Bring) -> None:
    bring(as_csv(OTHER))
    outcome = bring(as_csv(row()), replace=True)
    assert (outcome.added, outcome.dropped, len(table(project))) == (1, 1, 1)


def test_a_tie_that_has_ended_since_is_dropped(project: Site, bring: Bring) -> None:
    bring(as_csv(row()))
    outcome = bring(as_csv(row(until="2026-01-01T00:00:00Z")))
    assert (outcome.ended, outcome.dropped, table(project)) == (1, 1, [])


def test_a_year_that_is_no_longer_given_is_kept(project: Site, bring: Bring) -> None:
    bring(as_csv(row()))
    bring(as_csv(row(since="")))
    assert table(project)[0]["since"] == "1988"


def test_the_order_of_rows_does_not_matter(project: Site, bring: Bring) -> None:
    bring(as_csv(row(), OTHER))
    first = (project.root / "data/sister-cities.csv").read_bytes()
    bring(as_csv(OTHER, row()))
    assert (project.root / "data/sister-cities.csv").read_bytes() == first


def test_ties_by_hand_are_not_touched(project: Site, bring: Bring) -> None:
    by_hand = project.write(
        "data/sister-cities.yml",
        "# A made-up tie, with this comment.\n"
        "ties:\n  - towns: [{city: {en: Madeup-on-Sea}, country: GB}, {city: {en: Fictionburg}, country: DE}]\n"
        "    sources: [{url: https://example.org/}]\n",
    )
    before = by_hand.read_bytes()
    bring(as_csv(row()), replace=True)
    assert by_hand.read_bytes() == before
    assert len(project.catalogue().town_ties) == 2


def test_a_damaged_table_stops_the_import(project: Site, bring: Bring) -> None:
    damaged = project.write("data/sister-cities.csv", "edited,by,hand\n")
    with pytest.raises(ProblemsFound) as found:
        bring(as_csv(row()))
    assert [each.code for each in found.value.problems] == ["E227"]
    assert damaged.read_text(encoding="utf-8") == "edited,by,hand\n"


# -- the command -------------------------------------------------------------------------------------------


def test_the_command_says_what_it_did_in_both_languages(
    project: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "query.csv"
    file.write_text(as_csv(row(), UNUSABLE["no item"]), encoding="utf-8")
    assert (
        main(["--root", str(project.root), "--today", "2026-11-21", "import", "sister-cities", str(file)])
        == 0
    )
    out = capsys.readouterr().out
    assert "Ties added: 1. Rows left out because they could not be used: 1." in out
    assert "新增 1 条。" in out
    assert f"{file}:3:1: notice E226" in out


def test_the_command_fails_for_what_is_no_result(
    project: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "page.html"
    file.write_text("<html>", encoding="utf-8")
    assert main(["--root", str(project.root), "import", "sister-cities", str(file)]) == 1
    assert "problem E224" in capsys.readouterr().out
