"""The page of an activity: what it is, who did it, who would like to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sister_libraries.views.page import Page, PageKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sister_libraries.catalogue import Catalogue
    from sister_libraries.models import Record
    from sister_libraries.models.vocabulary import VocabularyTerm
    from sister_libraries.reader import Reader

VOCABULARY = "activities"


def subjects(catalogue: Catalogue) -> Iterator[tuple[str, VocabularyTerm]]:
    """Every suggested activity."""
    return ((term.id, term) for term in catalogue.vocabularies[VOCABULARY].terms)


def view(term: VocabularyTerm, reader: Reader) -> Page:
    """The page of one activity."""
    catalogue = reader.catalogue
    label, description = reader.text(term.label), reader.text(term.description)
    assert label
    wishing = catalogue.libraries_by_activity.get(term.id, ())
    context = {
        "title": label,
        "description": description,
        "asking": reader.libraries(filter(catalogue.asks, wishing)),
        "others": reader.libraries(each for each in wishing if not catalogue.asks(each)),
        "partnerships": reader.partnerships(catalogue.partnerships_by_activity.get(term.id, ())),
    }
    about = description.text if description else label.text
    return Page(
        title=label.text,
        description=about,
        edit=f"data/vocabularies/{VOCABULARY}.yml",
        context=context,
        found_as="guidance",
        found_by=(label.text, about),
    )


def depends(term: VocabularyTerm, catalogue: Catalogue) -> Iterator[Record | str]:
    """Who would like to do it, and who has."""
    yield from catalogue.libraries_by_activity.get(term.id, ())
    yield "done by"
    yield from catalogue.with_libraries(catalogue.partnerships_by_activity.get(term.id, ()))


KIND = PageKind("activity", "activities", subjects, view, depends)
