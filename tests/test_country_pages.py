"""Pages of countries and regions: one for each in both languages, honest where nobody is, and what they tell."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import Any

import pytest
from builders import ROOT, Site, library, organization, partnership, vocabulary

from sister_libraries.country_list import countries_filling
from sister_libraries.languages import country_codes, language, site_languages
from sister_libraries.outputs import Site as BuiltFrom
from sister_libraries.outputs import sister_cities
from sister_libraries.reader import Reader
from sister_libraries.templates import Templates
from sister_libraries.views import country

GUANGZHOU = {"en": "Guangzhou", "zh": "广州"}


def reader(site: Site, code: str = "en", home: str = "../../") -> Reader:
    return Reader(language(code), site.catalogue(), home)


def html(site: Site, country_code: str, code: str = "en") -> str:
    own = reader(site, code)
    return Templates(ROOT, language(code)).render("country", own, country.view(country_code, own).context)


def text(page: str) -> str:
    """What somebody reads on a page."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", page)).split())


def asks(**fields: Any) -> dict[str, Any]:
    return library(status="seeking", seeks=["books"], confirmed="2026-11-01", **fields)


# -- for every country or region ---------------------------------------------------------------------------


def test_there_is_a_page_for_every_country_or_region(project: Site) -> None:
    subjects = list(country.KIND.subjects(project.catalogue()))
    assert [code for _, code in subjects] == list(country_codes())
    assert [name for name, _ in subjects] == [code.lower() for code in country_codes()]


@pytest.mark.parametrize("code", [each.code for each in site_languages()])
def test_every_page_can_be_made(project: Site, code: str) -> None:
    own = reader(project, code)
    templates = Templates(ROOT, language(code))
    for country_code in country_codes():
        page = country.view(country_code, own)
        made = templates.render("country", own, page.context)
        assert f"<h1>{page.title}</h1>" in made.replace("&#39;", "'").replace("&amp;", "&")
        assert page.description
        assert page.title in page.description


def test_a_page_is_found_by_its_name_in_both_languages(project: Site) -> None:
    assert country.view("HT", reader(project)).found_by[:2] == ("Haiti", "海地")


@pytest.mark.parametrize("country_code", ["TW", "HK", "GL", "PR"])
def test_no_place_is_sorted_under_another(project: Site, country_code: str) -> None:
    way_down = html(project, country_code).split("<h1>")[0]
    assert re.findall(r'href="([^"]*)"', way_down)[:2] == ["../../", "../../countries/"]
    assert len(re.findall(r"<li>", way_down)) == 3
    assert "/parts-of-the-world/" in way_down


# -- where nobody is ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "first"),
    [("en", "No library from here is in the directory yet"), ("zh", "名录里还没有这里的图书馆")],
)
def test_where_nobody_is_it_says_so_first(project: Site, code: str, first: str) -> None:
    assert text(html(project, "HT", code).split("</h1>")[1]).startswith(first)


def test_where_nobody_is_it_says_what_to_do(project: Site) -> None:
    page = html(project, "HT")
    for address in (
        "../../list-your-library/",
        "#organizations",
        "../../sister-cities/",
        "#near",
        "../../find-a-partner/#nobody-yet",
    ):
        assert f'href="{address}"' in page
    assert 'id="near"' in page
    assert 'id="organizations"' in page


def test_where_nobody_is_the_nearest_places_with_somebody_are_named_with_numbers(project: Site) -> None:
    project.put("libraries/florida", asks(name={"en": "Florida"}, coordinates=["25.76", "-80.19"]))
    near = html(project, "HT").split('id="near"')[1].split("<h2")[0]
    assert "United States" in near
    assert "2 libraries; 1 looking for a partner" in text(near)
    assert re.search(r"about 1,\d00 km away", text(near))
    assert text(near).index("United States") < text(near).index("China")


def test_a_distance_is_said_in_chinese(project: Site) -> None:
    project.put("libraries/florida", asks(name={"en": "Florida"}, coordinates=["25.76", "-80.19"]))
    assert re.search(r"相距约 1\d00 公里", text(html(project, "HT", "zh")))


# -- where somebody is -------------------------------------------------------------------------------------


def test_who_asks_comes_first(project: Site) -> None:
    project.put("libraries/seeker", asks(name={"en": "Seeker Library"}))
    page = html(project, "US")
    assert 'class="notice"' not in page
    assert page.index("Seeker Library") < page.index("Los Angeles Public Library")
    assert 'id="near"' not in page


def test_where_nobody_asks_it_says_so_and_names_the_nearest_who_do(project: Site) -> None:
    project.put("libraries/canada", asks(name={"en": "Canada"}, country="CA"))
    page = html(project, "US")
    assert "Nobody here has asked for a partner lately." in text(page)
    near = page.split('id="near"')[1].split("<h2")[0]
    assert "Canada" in near
    assert "China" not in near


def test_old_requests_are_no_offers(project: Site) -> None:
    old = {"status": "seeking", "seeks": ["books"], "confirmed": "2007"}
    project.put("libraries/old", library(name={"en": "Old Library"}, **old))
    page = html(project, "US")
    assert page.index("They are not offers.") < page.index("Old Library")


def test_libraries_elsewhere_that_want_a_partner_here_are_named(project: Site) -> None:
    project.put("libraries/wisher", asks(name={"en": "Wisher Library"}, preferred={"countries": ["HT"]}))
    wanted = html(project, "HT").split('id="wanted"')[1].split("<h2")[0]
    assert "Wisher Library" in wanted
    assert 'id="wanted"' not in html(project, "CU")


def test_stories_are_told(project: Site) -> None:
    assert "../../partnerships/los-angeles-guangzhou/" in html(project, "CN").split('id="stories"')[1]
    assert 'id="stories"' not in html(project, "HT")


def test_sister_cities_are_told_on_both_sides(project: Site) -> None:
    project.put("vocabularies/partnership-kinds", vocabulary("formal-agreement", "sister-cities"))
    project.put(
        "libraries/guangzhou-library", library(name={"zh": "广州图书馆"}, country="CN", city=GUANGZHOU)
    )
    project.put("libraries/los-angeles-public-library", library(city={"en": "Los Angeles", "zh": "洛杉矶"}))
    project.put("partnerships/los-angeles-guangzhou", partnership(kinds=["sister-cities"]))
    for code, own, other in (("CN", "Guangzhou", "Los Angeles"), ("US", "Los Angeles", "Guangzhou")):
        part = text(html(project, code).split('id="sister-cities"')[1].split("<h2")[0])
        assert part.index(own) < part.index(other)


# -- whom to ask, and when ---------------------------------------------------------------------------------


def test_organizations_of_the_place_come_before_worldwide_ones(project: Site) -> None:
    project.put("organizations/worldwide", organization(name={"en": "Aaa Worldwide"}))
    project.put("organizations/haitian", organization(name={"en": "Haitian Friends"}, countries=["HT"]))
    project.put(
        "organizations/over", organization(name={"en": "Gone Club"}, countries=["HT"], status="ended")
    )
    page = html(project, "HT").split('id="organizations"')[1]
    assert page.index("Haitian Friends") < page.index("Aaa Worldwide")
    assert "Gone Club" not in page
    assert "Haitian Friends" not in html(project, "CU")


@pytest.mark.parametrize(
    ("country_code", "code", "shown"),
    [
        (
            "HT",
            "en",
            "Time there UTC−5 Compared with Beijing 13 hours behind Compared with New York the same time",
        ),
        ("NP", "en", "Time there UTC+5:45 Compared with Beijing 2 hours 15 minutes behind"),
        ("US", "en", "Time there UTC−10 … UTC−5 Compared with Beijing 13 hours to 18 hours behind"),
        ("US", "en", "Compared with New York up to 5 hours behind"),
        ("HT", "zh", "当地时间 UTC−5 与北京相比 慢 13 小时 与纽约相比 时间相同"),
        ("CN", "zh", "当地时间 UTC+8 与北京相比 时间相同 与纽约相比 快 13 小时"),
    ],
)
def test_the_time_difference_is_that_of_the_day(
    project: Site, country_code: str, code: str, shown: str
) -> None:
    assert shown in text(html(project, country_code, code))


def test_where_nobody_lives_there_is_no_time(project: Site) -> None:
    assert 'id="time"' not in html(project, "BV")


# -- the list of all ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", [each.code for each in site_languages()])
def test_the_list_has_every_country_or_region_once(project: Site, code: str) -> None:
    parts = countries_filling(reader(project, code, "../"))["parts"]
    links = [link.url for part in parts for key in ("with_libraries", "others") for link in part[key]]
    assert sorted(links) == sorted(f"../countries/{each.lower()}/" for each in country_codes())


def test_those_with_libraries_come_first_with_their_number(project: Site) -> None:
    americas = next(part for part in countries_filling(reader(project))["parts"] if part["id"] == "americas")
    assert [(link.said.text, link.note) for link in americas["with_libraries"]] == [("United States", "1")]
    assert all(not link.note for link in americas["others"])
    assert americas["counts"] == "1 library"


def test_the_list_counts_who_asks(project: Site) -> None:
    project.put("libraries/seeker", asks(name={"en": "Seeker"}))
    americas = next(part for part in countries_filling(reader(project))["parts"] if part["id"] == "americas")
    assert americas["counts"] == "2 libraries; 1 looking for a partner"


# -- the data of the page of sister cities -----------------------------------------------------------------


def test_towns_are_written_for_each_language(project: Site) -> None:
    sister = {"city": {"en": "Los Angeles", "zh": "洛杉矶"}, "country": "US", "since": "1981"}
    project.put(
        "libraries/guangzhou-library",
        library(name={"zh": "广州图书馆"}, country="CN", city=GUANGZHOU, sister_cities=[sister]),
    )
    files = {
        name: json.loads(data) for name, data in sister_cities.files(BuiltFrom(project.catalogue(), "", []))
    }
    assert sorted(files) == ["sister-cities/towns.json", "zh/sister-cities/towns.json"]
    english, chinese = files["sister-cities/towns.json"], files["zh/sister-cities/towns.json"]
    assert english["countries"] == {"CN": "China", "US": "United States"}
    library_link = ["../libraries/guangzhou-library/", "广州图书馆", "zh-Hans"]
    assert english["towns"] == [
        [["Guangzhou"], "CN", ["广州"], [library_link]],
        [["Los Angeles"], "US", ["洛杉矶"], []],
    ]
    assert english["ties"] == [[0, 1, "since 1981", [library_link]]]
    assert chinese["towns"][0] == [["广州"], "CN", ["Guangzhou"], [library_link[:2]]]
