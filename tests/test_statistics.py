"""The page of numbers: bars of the right length, every year of a series, and the rest without a bar."""

from __future__ import annotations

import re
from datetime import date

import pytest
from builders import Site, library, partnership

from sister_libraries import statistics_page
from sister_libraries.cli import main
from sister_libraries.history import KINDS, Growth, Point
from sister_libraries.languages import language, site_languages
from sister_libraries.reader import Reader
from sister_libraries.statistics_page import HIGH, MOST, WIDE, Chart, charts, growth_filling, rows, steps
from sister_libraries.templates import Templates


def chart(site: Site, name: str, code: str = "en") -> Chart:
    return next(each for each in charts(Reader(language(code), site.catalogue(), "")) if each.name == name)


def test_the_longest_bar_is_as_wide_as_the_drawing(project: Site) -> None:
    project.put("libraries/third", library(name={"en": "Third"}))
    bars = chart(project, "countries").bars
    assert [(each.label, each.count, each.length) for each in bars] == [
        ("United States", 2, WIDE),
        ("China", 1, WIDE // 2),
    ]
    assert chart(project, "countries", "zh").bars[1].label == "中国"


def test_the_shortest_bar_is_one_unit_long() -> None:
    reader = Reader(language("en"), None, "")  # a bar knows no record
    bars = statistics_page._chart(reader, "x", "x", "x", [("many", 10_000), ("one", 1), ("none", 0)]).bars
    assert [str(each.length) for each in bars] == [str(WIDE), "1", "0"]


def test_what_began_before_a_decade_is_none_of_it(project: Site) -> None:
    project.put("partnerships/before", partnership(since="before 2000"))
    assert "1990" in chart(project, "since").bars[0].label


def test_a_series_has_every_year(project: Site) -> None:
    for year in ("2011", "2014"):
        project.put(f"partnerships/in-{year}", partnership(confirmed=year))
    assert [each.count for each in chart(project, "alive").bars] == [1, 0, 0, 1]
    assert [each.length for each in chart(project, "alive").bars] == [WIDE, 0, 0, WIDE]


def test_many_rows_end_in_one_for_all_others(project: Site) -> None:
    for code in ["AT", "BE", "BG", "CA", "CH", "CZ", "DE", "DK", "ES", "FI", "FR", "GB", "GR", "HU"]:
        project.put(f"libraries/in-{code.lower()}", library(name={"en": f"In {code}"}, country=code))
    bars = chart(project, "countries").bars
    assert len(bars) == MOST + 1
    assert (bars[-1].label, bars[-1].count, bars[-1].length) == ("All others", 4, 0)


def test_a_chart_is_a_table_with_a_drawing_in_each_row(project: Site) -> None:
    project.copy_templates()
    reader = Reader(language("en"), project.catalogue(), "")
    html = Templates(project.root, language("en")).render(
        "fillings/charts", reader, {"charts": charts(reader), "width": WIDE}
    )
    assert (
        html.count("<svg") == html.count('<th scope="row">') == sum(len(each.bars) for each in charts(reader))
    )
    assert "style=" not in html


# -- how it grew -------------------------------------------------------------------------------------------

GREW = Growth(
    "month",
    (
        Point(date(2026, 1, 31), (10, 0, 0)),
        Point(date(2026, 7, 31), (1_000, 1, 0)),
        Point(date(2027, 1, 31), (500, 4, 0)),
    ),
)


def test_every_kind_that_there_is_has_a_table_column_and_a_title() -> None:
    assert tuple(statistics_page.KINDS) == KINDS


def test_a_line_goes_up_and_down_in_steps(project: Site) -> None:
    reader = Reader(language("en"), project.catalogue(), "")
    libraries, partnerships = steps(GREW, reader)  # there never was an organization
    assert libraries.path == f"M0 {HIGH - 1}H198V0H{WIDE}V{HIGH // 2}"
    assert partnerships.path == f"M0 {HIGH}H198V75H{WIDE}V0"
    assert (libraries.first, libraries.last) == ("January 2026: 10", "January 2027: 500")
    chinese = Reader(language("zh"), project.catalogue(), "")
    assert steps(GREW, chinese)[0].last == "2027 年 1 月：500"
    assert rows(GREW, chinese)[1] == ("2026 年 7 月", ["1000", "1", "0"])


def test_a_single_point_is_a_table_and_no_line(project: Site) -> None:
    reader = Reader(language("en"), project.catalogue(), "")
    once = Growth("day", GREW.points[:1])
    assert steps(once, reader) == []
    assert rows(once, reader) == [("January 31, 2026", ["10", "0", "0"])]


@pytest.mark.parametrize("here", site_languages(), ids=lambda each: each.code)
def test_the_page_has_the_lines_and_the_same_as_a_table(
    project: Site, here: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.copy_templates()
    reader = Reader(here, project.catalogue(), "")
    monkeypatch.setattr("sister_libraries.history.growth", lambda root: GREW)
    html = Templates(project.root, reader.language).render(
        "fillings/growth", reader, growth_filling(reader, project.root, "")
    )
    assert html.count("<svg") == html.count('aria-hidden="true"') == 2
    cells = re.findall(r"<td>(.*?)</td>", html)
    thousand = reader.language.number(1000)
    assert cells == ["10", "0", "0", thousand, "1", "0", "500", "4", "0"]
    assert html.count('scope="col"') == 1 + len(KINDS)
    assert "style=" not in html


@pytest.mark.parametrize("code", ["en", "zh"])
def test_a_copy_without_history_says_so(project: Site, code: str, capsys: pytest.CaptureFixture[str]) -> None:
    project.copy_templates()
    here = language(code)
    reader = Reader(here, project.catalogue(), "")
    html = Templates(project.root, here).render(
        "fillings/growth", reader, growth_filling(reader, project.root, "")
    )
    assert here.say(statistics_page.NO_HISTORY) in html
    assert "<table" not in html
    assert main(["--root", str(project.root), "stats", "--lang", code]) == 0
    assert here.say(statistics_page.NO_HISTORY) in capsys.readouterr().out


def test_stats_prints_the_history_in_both_languages(
    project: Site, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sister_libraries.history.growth", lambda root: GREW)
    for code, line in (
        ("en", "  July 2026: Libraries 1,000; Partnerships 1; Organizations 0"),
        ("zh", "  2026 年 7 月：图书馆 1000；合作关系 1；组织 0"),
    ):
        assert main(["--root", str(project.root), "stats", "--lang", code]) == 0
        assert line in capsys.readouterr().out.splitlines()
