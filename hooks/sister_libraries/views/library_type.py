"""The page of a type of library."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sister_libraries.languages import N_
from sister_libraries.views.page import Page, PageKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sister_libraries.catalogue import Catalogue
    from sister_libraries.models.vocabulary import VocabularyTerm
    from sister_libraries.reader import Reader

VOCABULARY = "library-types"


def subjects(catalogue: Catalogue) -> Iterator[tuple[str, VocabularyTerm]]:
    """Every type of library, used or not."""
    return ((term.id, term) for term in catalogue.vocabularies[VOCABULARY].terms)


def view(term: VocabularyTerm, reader: Reader) -> Page:
    """The page of one type."""
    catalogue = reader.catalogue
    label = reader.text(term.label)
    assert label
    libraries = catalogue.by_type.get(term.id, ())
    asking = [each for each in libraries if catalogue.asks(each)]
    context = {
        "title": label.text,
        "description": reader.text(term.description),
        "asking": reader.libraries(asking),
        "others": reader.libraries(each for each in libraries if not catalogue.asks(each)),
    }
    pattern = N_("Libraries of this type in the directory: {type}.")
    description = reader.say(pattern, type=label.text)
    return Page(label.text, description, f"data/vocabularies/{VOCABULARY}.yml", context)


KIND = PageKind(
    "library-type",
    "library-types",
    subjects,
    view,
    lambda term, catalogue: catalogue.by_type.get(term.id, ()),
)
