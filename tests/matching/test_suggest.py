"""Suggestions of a whole catalogue: from records to the sentences on a library's page."""

import gc
import weakref

import pytest
from builders import TODAY, Site, library, partnership, vocabulary
from pairs import library as side
from pairs import match

from sister_libraries.languages import language, site_languages
from sister_libraries.matching.score import Reason
from sister_libraries.matching.suggest import (
    BEST,
    SENTENCES,
    SHOWN,
    UNSPOKEN,
    hours,
    sentence,
    sentences,
    suggestions,
)
from sister_libraries.project import Project
from sister_libraries.reader import Reader
from sister_libraries.templates import Templates
from sister_libraries.views.library import KIND

ASKS = {"status": "seeking", "listed": "2026-11-01", "confirmed": "2026-11-01"}
OLD = {"status": "seeking", "listed": "2020-11-01", "confirmed": "2020-11-01"}


@pytest.fixture
def asking(project: Site) -> Site:
    """The small project with a library that asks, one that fits it, and others that must not be suggested."""
    project.put("vocabularies/exchanges", vocabulary("books", "visits"))
    wants = {"work_languages": ["en"], "seeks": ["books"], "activities": ["pen-pals"]}
    project.put("libraries/here-library", library(country="PL", **ASKS, **wants))
    project.put(
        "libraries/fits-library", library(country="FI", **ASKS, work_languages=["en"], offers=["books"])
    )
    project.put("libraries/same-country", library(country="PL", **ASKS, offers=["books"]))
    project.put("libraries/old-library", library(country="FI", **OLD, offers=["books"]))
    project.put("libraries/paused-library", library(country="FI", **ASKS | {"status": "paused"}))
    return project


def found(site: Site, library_id: str = "here-library") -> dict[str, bool]:
    return {each.id: each.asked for each in suggestions(site.catalogue()).of(library_id)}


class TestSuggestions:
    def test_those_who_ask_come_first_then_those_who_have_not_asked(self, asking):
        asking.put("libraries/guangzhou-library", library(country="CN", type="public"))
        asking.put("libraries/here-library", library(country="PL", type="public", **ASKS))
        assert list(found(asking).items()) == [("fits-library", True), ("guangzhou-library", False)]

    def test_only_what_speaks_for_somebody_is_suggested(self, asking):
        """The two partners of the small project say nothing of themselves."""
        assert found(asking) == {"fits-library": True}

    def test_never_more_than_the_best_few(self, asking):
        for number in range(BEST + 2):
            asking.put(f"libraries/more-{number}", library(country="NO", **ASKS))
        assert len(found(asking)) == BEST

    def test_partners_are_not_suggested_to_each_other(self, asking):
        asking.put("partnerships/here-fits", partnership(libraries=["here-library", "fits-library"]))
        assert found(asking) == {}

    def test_partners_whose_partnership_has_ended_are(self, asking):
        ended = partnership(libraries=["here-library", "fits-library"], status="ended", until="2020")
        asking.put("partnerships/here-fits", ended)
        assert found(asking) == {"fits-library": True}

    def test_are_made_once_for_a_catalogue(self, asking):
        catalogue = asking.catalogue()
        assert suggestions(catalogue) is suggestions(catalogue)
        assert suggestions(catalogue).of("here-library") is suggestions(catalogue).of("here-library")
        assert suggestions(catalogue) is not suggestions(asking.catalogue())

    def test_go_with_their_catalogue(self, asking):
        catalogue = asking.catalogue()
        gone = weakref.ref(catalogue)
        suggestions(catalogue).find_all()
        del catalogue
        gc.collect()
        assert gone() is None

    def test_are_looked_for_again_only_when_something_counts_otherwise(self, asking, monkeypatch):
        def found_by_a_build() -> set[str]:
            project = Project(asking.root, today=TODAY, keeps=True)
            made = suggestions(project.load())
            looked_for = set()
            of = made.of
            monkeypatch.setattr(made, "of", lambda each: looked_for.add(each) or of(each))
            made.find_all(project.kept_suggestions())
            monkeypatch.undo()
            assert [each.id for each in made.of("here-library")] == ["fits-library"]
            return looked_for

        assert found_by_a_build() == {"here-library", "fits-library", "same-country"}
        record = library(country="FI", **ASKS, work_languages=["en"], offers=["books"])
        asking.put(
            "libraries/fits-library", record | {"description": {"en": "Told anew.", "zh": "重新介绍。"}}
        )
        assert found_by_a_build() == set()
        asking.put("libraries/fits-library", record | {"offers": ["books", "visits"]})
        assert found_by_a_build() == {"here-library", "fits-library", "same-country"}

    def test_tied_towns_are_known_from_either_record(self, asking):
        tie = [{"city": {"en": "Oulu"}, "country": "FI"}]
        asking.put(
            "libraries/here-library", library(country="PL", city={"en": "Brzeg"}, sister_cities=tie, **ASKS)
        )
        asking.put("libraries/fits-library", library(country="FI", city={"en": "Oulu"}, **ASKS))
        for here in ("here-library", "fits-library"):
            first = suggestions(asking.catalogue()).of(here)[0]
            assert "sister-cities" in [reason.code for reason in first.match.reasons]


class TestSentences:
    def test_the_weightiest_reasons_are_told_and_all_that_speaks_against(self, asking):
        a = side("a-a", "PL", languages="pl", seeks="books", offers="visits", activities="pen-pals", type="public",
                 commitment=0, offset=60)  # fmt: skip
        b = side("b-b", "FI", languages="fi", seeks="visits", offers="books", activities="pen-pals", type="public",
                 commitment=2, offset=120)  # fmt: skip
        reader = Reader(language("en"), asking.catalogue(), "")
        assert sentences(match(a, b), reader) == [
            "They offer what you look for: books.",
            "They look for what you offer: visits.",
            "Each of you has something to give to the other.",
            "Both of you would like to do this: pen-pals.",
            "No language in common: both of you would depend on translation.",
            "One of you wants to give much more time than the other: talk about that first.",
        ]
        assert SHOWN == 4

    def test_languages_are_named(self, asking):
        reader = Reader(language("en"), asking.catalogue(), "")
        reason = Reason("languages", ("en", "es", "zh"), 1)
        assert sentence(reason, reader) == "Both of you work in English, Spanish, and Chinese."

    @pytest.mark.parametrize("here", site_languages(), ids=lambda here: here.code)
    def test_every_reason_has_a_sentence_in_every_language(self, here, asking):
        reader = Reader(here, asking.catalogue(), "")
        values = {
            "they-offer": ("books",), "they-seek": ("books",), "activities": ("pen-pals",), "languages": ("es",),
            "their-language": ("es",), "your-language": ("es",), "your-country": ("PL",), "your-type": ("public",),
            "same-type": ("public",), "kin-types": ("public", "school"),
        }  # fmt: skip
        told = [sentence(Reason(code, values.get(code, ()), 1), reader) for code in SENTENCES]
        told += [hours(here, number) for number in (1, 8)]
        assert len({*told}) == len(told)
        assert all(each and "{" not in each for each in told)
        if here.code == "zh":
            assert [each for each in told if not each.endswith("。")] == []

    def test_what_lists_show_anyhow_is_no_sentence(self):
        assert not UNSPOKEN & {*SENTENCES}


class TestLibraryPage:
    def page(self, site: Site, library_id: str, code: str = "en") -> str:
        site.copy_templates()
        here = language(code)
        reader = Reader(here, site.catalogue(), "../../")
        shown = KIND.view(site.catalogue().libraries[library_id], reader)
        return Templates(site.root, here).render("library", reader, shown.context)

    def test_a_library_that_asks_is_shown_who_fits_and_why(self, asking):
        html = self.page(asking, "here-library")
        assert "They offer what you look for: books." in html
        assert 'href="../../libraries/fits-library/"' in html
        assert "../../write/?to=fits-library&amp;from=here-library" in html

    def test_who_has_not_asked_is_marked(self, asking):
        asking.put("libraries/guangzhou-library", library(country="CN", type="public"))
        asking.put("libraries/here-library", library(country="PL", type="public", **ASKS))
        asked, not_asked = self.page(asking, "here-library").split(
            'href="../../libraries/guangzhou-library/"'
        )
        assert "has not asked for a partner" in not_asked
        assert "has not asked for a partner" not in asked

    @pytest.mark.parametrize("library_id", ["guangzhou-library", "old-library", "paused-library"])
    def test_a_library_that_does_not_ask_is_shown_nobody(self, asking, library_id):
        assert 'id="suggestions"' not in self.page(asking, library_id)
