"""What search finds a library by."""

from __future__ import annotations

from builders import Site, library

from sister_libraries.languages import site_languages
from sister_libraries.reader import Reader
from sister_libraries.views.library import view


def found_by(project: Site, code: str, **fields: object) -> tuple[str, ...]:
    project.put("libraries/some-library", library(**fields))
    catalogue = project.catalogue()
    here = next(each for each in site_languages() if each.code == code)
    return view(catalogue.libraries["some-library"], Reader(here, catalogue, "../../")).found_by


def test_it_is_found_by_what_it_says(project: Site):
    texts = found_by(
        project,
        "en",
        name={"en": "Oak Library", "zh": "橡树图书馆"},
        city={"en": "Oakville"},
        seeks=["books"],
    )
    assert {"Oak Library", "橡树图书馆", "Oakville", "United States", "books"} <= {*texts}


def test_it_is_not_found_by_words_that_tell_it_from_few_others(project: Site):
    """Of some facts there are a few steps, in words such as “people” and “light” that nobody means who types them."""
    plain = found_by(project, "en")
    assert found_by(project, "en", community="up-to-20000", commitment="light") == plain
