"""The page of what partnerships rest on: a formal agreement, sister cities, a program, neither."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sister_libraries.views.page import Page, PageKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sister_libraries.catalogue import Catalogue
    from sister_libraries.models.vocabulary import VocabularyTerm
    from sister_libraries.reader import Reader

VOCABULARY = "partnership-kinds"


def subjects(catalogue: Catalogue) -> Iterator[tuple[str, VocabularyTerm]]:
    """Every kind of partnership."""
    return ((term.id, term) for term in catalogue.vocabularies[VOCABULARY].terms)


def view(term: VocabularyTerm, reader: Reader) -> Page:
    """The page of one kind."""
    label, description = reader.text(term.label), reader.text(term.description)
    assert label
    context = {
        "title": label,
        "description": description,
        "partnerships": reader.partnerships(reader.catalogue.partnerships_by_kind.get(term.id, ())),
    }
    about = description.text if description else label.text
    return Page(label.text, about, f"data/vocabularies/{VOCABULARY}.yml", context)


KIND = PageKind(
    "partnership-kind",
    "partnership-kinds",
    subjects,
    view,
    lambda term, catalogue: catalogue.with_libraries(catalogue.partnerships_by_kind.get(term.id, ())),
)
