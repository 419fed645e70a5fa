"""The page of numbers: bars of the right length, every year of a series, and the rest without a bar."""

from __future__ import annotations

from builders import Site, library, partnership

from sister_libraries.languages import language
from sister_libraries.reader import Reader
from sister_libraries.statistics_page import MOST, WIDE, Chart, charts
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
