"""The way from a library's page to a letter: for all that may be written to, courteous to those that did not ask."""

from typing import Any

import builders
import pytest
from builders import ROOT, library

from sister_libraries.languages import site_languages
from sister_libraries.reader import Reader
from sister_libraries.templates import Templates
from sister_libraries.views.library import view


def page(project: builders.Site, here: Any, **fields: Any) -> str:
    project.put("libraries/some-library", library(**fields))
    catalogue = project.catalogue()
    reader = Reader(here, catalogue, "../../")
    context = view(catalogue.libraries["some-library"], reader).context
    return Templates(ROOT, here).render("library", reader, context)


@pytest.mark.parametrize("here", site_languages(), ids=lambda each: each.code)
@pytest.mark.parametrize(
    ("fields", "linked", "asked"),
    [
        ({"status": "seeking", "confirmed": "2026-06"}, True, True),
        ({"status": "open", "confirmed": "2026-06"}, True, True),
        ({"status": "seeking", "confirmed": "2010"}, True, False),
        ({}, True, False),
        ({"status": "paused", "confirmed": "2026-06"}, False, False),
        ({"status": "withdrawn", "confirmed": "2026-06"}, False, False),
    ],
)
def test_a_letter_is_one_click_away_unless_nobody_should_write(
    project: builders.Site, here, fields, linked, asked
):
    html = page(project, here, **fields)
    assert ('href="../../write/?to=some-library"' in html) == linked
    courtesy = "It has not asked for a partner lately, though it may be glad of a letter; it owes no answer."
    assert (here.say(courtesy) in html) == (linked and not asked)
