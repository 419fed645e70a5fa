"""The page of a thing that libraries exchange: who seeks it, and who offers it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sister_libraries.languages import N_
from sister_libraries.views.page import Page, PageKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sister_libraries.catalogue import Catalogue
    from sister_libraries.models import Record
    from sister_libraries.models.vocabulary import VocabularyTerm
    from sister_libraries.reader import Reader

VOCABULARY = "exchanges"


def subjects(catalogue: Catalogue) -> Iterator[tuple[str, VocabularyTerm]]:
    """Every thing that can be sought or offered."""
    return ((term.id, term) for term in catalogue.vocabularies[VOCABULARY].terms)


def view(term: VocabularyTerm, reader: Reader) -> Page:
    """The page of one thing."""
    catalogue = reader.catalogue
    label = reader.term(VOCABULARY, term.id)
    title = reader.say(N_("{exchange}: who seeks it, who offers it"), exchange=label)
    seeking = catalogue.seeking.get(term.id, ())
    offering = catalogue.offering.get(term.id, ())
    others = {each.id: each for each in (*seeking, *offering) if not catalogue.asks(each)}
    context = {
        "title": title,
        "description": reader.text(term.description),
        "seeking": reader.libraries(filter(catalogue.asks, seeking)),
        "offering": reader.libraries(filter(catalogue.asks, offering)),
        "others": reader.libraries(others.values()),
    }
    pattern = N_("Libraries that seek or offer: {exchange}.")
    description = reader.say(pattern, exchange=label)
    return Page(title, description, f"data/vocabularies/{VOCABULARY}.yml", context)


def depends(term: VocabularyTerm, catalogue: Catalogue) -> Iterator[Record | str]:
    """Who seeks it, and who offers it."""
    yield from catalogue.seeking.get(term.id, ())
    yield "offered by"
    yield from catalogue.offering.get(term.id, ())


KIND = PageKind("exchange", VOCABULARY, subjects, view, depends)
