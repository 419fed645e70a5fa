"""The directory's data is the catalogue: nothing is lost, nothing made up, in one file or in parts."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from benchmarks import generate
from sister_libraries.catalogue import Catalogue, load
from sister_libraries.directory import listings
from sister_libraries.facets import FACETS, STATUSES, choices, counts, shown_status
from sister_libraries.languages import Language, country_codes, language, site_languages
from sister_libraries.outputs.directory_data import CODES, SHOWN, directory_files
from sister_libraries.profiles import profiles
from sister_libraries.reader import Reader

PROJECT = Path(__file__).resolve().parents[2]
IN_PARTS = {"whole": 10, "part": 30, "columns": 100_000}
ALL_APART = {"whole": 10, "part": 30, "columns": 10}

in_both_languages = pytest.mark.parametrize("here", site_languages(), ids=lambda each: each.code)
in_all_forms = pytest.mark.parametrize("limits", [{}, IN_PARTS, ALL_APART], ids=["whole", "parts", "apart"])
of_both = pytest.mark.parametrize("which", ["catalogue", "real"])


@pytest.fixture
def records(which: str, request: pytest.FixtureRequest) -> Catalogue:
    return request.getfixturevalue(which)


class Decoded:
    """The files of one language, read as their description says."""

    def __init__(self, catalogue: Catalogue, here: Language, **limits: int) -> None:
        self.files = dict(directory_files(catalogue, here, **limits))
        self.name = f"libraries/directory.{here.code}"
        self.head = json.loads(self.files[f"{self.name}.json"])

    def part(self, name: str) -> dict[str, Any]:
        if "parts" in self.head:
            return self.head["parts"][name]
        return json.loads(self.files[f"{self.name}.{name}.json"])

    def column(self, facet: str) -> str:
        return self.head["columns"].get(facet) or self.part(f"column-{facet}")["column"]

    def cells(self, facet: str, column: str) -> list[set[str]]:
        """The values in each row of a column."""
        several = next(each.several for each in FACETS if each.name == facet)
        values = self.head["values"][facet]
        rows = column.split(",") if several else list(column)
        return [{values[self.head["codes"].index(code)] for code in row if code != " "} for row in rows]

    def rows(self) -> Iterator[dict[str, Any]]:
        """What each listing shows."""
        size = self.head["part"]
        for number in range(-(-self.head["listings"] // size)):
            part = self.part(f"rows-{number}")
            lines = {name: part[name].split("\n") for name in ("ids", "titles", "towns", "dates", "also")}
            cells = {name: self.cells(name, part[name]) for name in SHOWN}
            assert len({len(each) for each in (*lines.values(), *cells.values())}) == 1
            for place in range(len(lines["ids"])):
                row: dict[str, Any] = {name: each[place] for name, each in (lines | cells).items()}
                yield row | {"lang": part["langs"].get(str(place), "")}


@of_both
@in_both_languages
@in_all_forms
def test_every_library_is_there_once_and_none_is_made_up(records: Catalogue, here: Language, limits: Any):
    ids = [row["ids"] for row in Decoded(records, here, **limits).rows()]
    assert sorted(ids) == sorted(records.libraries)


@of_both
@in_both_languages
@in_all_forms
def test_every_library_has_the_values_of_its_profile(records: Catalogue, here: Language, limits: Any):
    data = Decoded(records, here, **limits)
    ids = [row["ids"] for row in data.rows()]
    for facet in FACETS:
        cells = data.cells(facet.name, data.column(facet.name))
        wanted = [set(facet.values(profiles(records)[each], records)) for each in ids]
        assert cells == wanted, facet.name


@of_both
@in_both_languages
def test_a_listing_shows_what_the_record_says(records: Catalogue, here: Language):
    reader = Reader(here, records, "")
    for row in Decoded(records, here, **IN_PARTS).rows():
        library = records.libraries[row["ids"]]
        name = reader.name(library)
        assert (row["titles"], row["lang"]) == (name.text, name.lang)
        assert row["towns"] == reader.town(library)
        assert row["dates"] == (reader.known(library.confirmed) if records.asks(library) else "")
        assert row["seeks"] == set(library.seeks or ())
        assert row["offers"] == set(library.offers or ())
        assert row["language"] == set(library.work_languages or ())
        assert row["status"] == {shown_status(profiles(records)[library.id])}


@of_both
@in_both_languages
def test_a_library_is_found_by_every_name_and_place_in_every_language(records: Catalogue, here: Language):
    for row in Decoded(records, here).rows():
        library = records.libraries[row["ids"]]
        text = f"{row['titles']}|{row['towns']}|{row['also']}"
        texts = [library.name, *(each for each in (library.city, library.region) if each)]
        for each in texts:
            for code in each.languages():
                assert each.get(code) in text
        assert library.name.words().get("local", "") in text


@in_both_languages
def test_those_who_ask_come_first_and_the_freshest_of_them_at_the_top(catalogue: Catalogue, here: Language):
    rows = listings(Reader(here, catalogue, ""))
    asks = [row.profile.asks for row in rows]
    assert sum(asks) > 50
    assert asks == sorted(asks, reverse=True)
    days = [row.profile.confirmed or 0 for row in rows if row.profile.asks]
    assert days == sorted(days, reverse=True)
    places = [STATUSES.index(row.status) for row in rows if not row.profile.asks]
    assert places == sorted(places)


def test_names_stand_by_pinyin_in_chinese(real: Catalogue):
    data = Decoded(real, language("zh"))
    titles = [row["titles"] for row in data.rows()]
    by_name = [titles[row] for row in data.part("names")["order"]]
    wanted = ["北京", "广州", "杭州", "上海"]  # Beijing, Guangzhou, Hangzhou, Shanghai
    firsts = [next(place for place, title in enumerate(by_name) if town in title) for town in wanted[1:]]
    assert firsts == sorted(firsts)
    assert sorted(by_name) == sorted(titles)


@of_both
@in_both_languages
def test_places_are_those_of_the_records(records: Catalogue, here: Language):
    data = Decoded(records, here, **IN_PARTS)
    places = data.part("places")
    points = list(zip(places["latitudes"], places["longitudes"], strict=True))
    for row, point in zip(data.rows(), places["points"], strict=True):
        found = records.libraries[row["ids"]].coordinates
        assert (point >= 0) == bool(found)
        if found:
            assert points[point] == tuple(round(each * 100) for each in found)
    assert sorted(places["countries"].split("\n")) == sorted(country_codes())
    towns = places["towns"].split("\n")
    assert len(towns) == len(set(towns)) == len(places["townPoints"])


def test_the_same_catalogue_gives_the_same_bytes():
    days = [load(PROJECT, generate.TODAY)[0] for _ in range(2)]
    first, second = ([*directory_files(each, language("zh"), **ALL_APART)] for each in days)
    assert first == second


def test_all_parts_name_one_version_and_a_change_makes_another(catalogue: Catalogue, real: Catalogue):
    data = Decoded(catalogue, language("en"), **ALL_APART)
    versions = {json.loads(text)["version"] for text in data.files.values()}
    assert len(data.files) > 15
    assert len(versions) == 1
    assert versions != {Decoded(real, language("en"), **ALL_APART).head["version"]}


def test_no_code_needs_an_escape_and_there_are_enough():
    assert json.dumps(CODES, ensure_ascii=False) == f'"{CODES}"'
    assert len(set(CODES)) == len(CODES) > len(country_codes())
    assert not set(CODES) & {",", " "}


@of_both
def test_the_plain_lists_count_what_the_profiles_say(records: Catalogue):
    everybody = profiles(records).values()
    for facet in FACETS:
        for value, number in counts(records)[facet.name].items():
            assert number == sum(value in facet.values(each, records) for each in everybody)


@of_both
@in_both_languages
def test_every_value_that_occurs_is_a_choice_and_no_other_word_is(records: Catalogue, here: Language):
    reader = Reader(here, records, "")
    for facet in FACETS:
        found = choices(facet, reader)
        assert len(found) == len(set(found))
        assert set(counts(records)[facet.name]) <= set(found)
        if not facet.choices:
            assert set(counts(records)[facet.name]) == set(found)
