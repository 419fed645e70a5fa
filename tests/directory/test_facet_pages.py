"""Without a script the directory is complete: every value leads to a page, on which its libraries stand."""

import re
from pathlib import Path

import pytest

from sister_libraries.catalogue import Catalogue
from sister_libraries.facets import FACETS, choices, counts
from sister_libraries.languages import language
from sister_libraries.profiles import profiles
from sister_libraries.reader import Reader
from sister_libraries.templates import Templates
from sister_libraries.views import PAGE_KINDS

PROJECT = Path(__file__).resolve().parents[2]
LIBRARY = re.compile(r'href="\.\./\.\./libraries/([a-z0-9-]+)/"')
COUNTRY = re.compile(r'href="\.\./\.\./countries/([a-z]{2})/"')


class Pages:
    """The record pages of a catalogue in English, by address."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.reader = Reader(language("en"), catalogue, "../../")
        self.templates = Templates(PROJECT, language("en"))
        self.subjects = {
            kind.path(subject_id): (kind, subject)
            for kind in PAGE_KINDS
            for subject_id, subject in kind.subjects(catalogue)
        }

    def html(self, path: str) -> str:
        kind, subject = self.subjects[path]
        return self.templates.render(kind.name, self.reader, kind.view(subject, self.reader).context)


@pytest.mark.parametrize("which", ["catalogue", "real"])
@pytest.mark.parametrize("facet", FACETS, ids=lambda each: each.name)
def test_the_page_of_a_value_has_its_libraries(facet, which: str, request: pytest.FixtureRequest):
    catalogue: Catalogue = request.getfixturevalue(which)
    pages = Pages(catalogue)
    for value in choices(facet, pages.reader):
        if not counts(catalogue)[facet.name][value]:
            continue
        wanted = {each.id for each in profiles(catalogue).values() if value in facet.values(each, catalogue)}
        html = pages.html(facet.path(value))
        found = set(LIBRARY.findall(html))
        if facet.name == "world":  # its countries' pages have them all
            for code in COUNTRY.findall(html):
                found |= set(LIBRARY.findall(pages.html(f"countries/{code}/")))
        assert wanted <= found, f"{facet.name}: {value}"


def test_a_page_of_a_status_has_no_library_of_another(catalogue: Catalogue):
    pages = Pages(catalogue)
    facet = next(each for each in FACETS if each.name == "status")
    for value in choices(facet, pages.reader):
        found = set(LIBRARY.findall(pages.html(facet.path(value))))
        assert found == {
            each.id for each in profiles(catalogue).values() if value in facet.values(each, catalogue)
        }
