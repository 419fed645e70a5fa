"""Pages of a vocabulary's terms that list the libraries which have them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sister_libraries.views.page import Page, PageKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from sister_libraries.catalogue import Catalogue
    from sister_libraries.models import Library
    from sister_libraries.models.vocabulary import VocabularyTerm
    from sister_libraries.reader import Reader


def term_kind(
    name: str,
    vocabulary: str,
    title: str,
    about: str,
    grouped: Callable[[Catalogue], Mapping[str, tuple[Library, ...]]],
) -> PageKind:
    """The kind of page of one vocabulary; `grouped` gives the libraries by its terms.

    `title` and `about`, the description, hold `{term}`.
    """

    def subjects(catalogue: Catalogue) -> Iterator[tuple[str, VocabularyTerm]]:
        return ((term.id, term) for term in catalogue.vocabularies[vocabulary].terms)

    def view(term: VocabularyTerm, reader: Reader) -> Page:
        catalogue = reader.catalogue
        label = reader.term(vocabulary, term.id)
        libraries = depends(term, catalogue)
        heading = reader.say(title, term=label)
        context = {
            "title": heading,
            "description": reader.text(term.description),
            "asking": reader.libraries(filter(catalogue.asks, libraries)),
            "others": reader.libraries(each for each in libraries if not catalogue.asks(each)),
        }
        edit = f"data/vocabularies/{vocabulary}.yml"
        return Page(heading, reader.say(about, term=label), edit, context)

    def depends(term: VocabularyTerm, catalogue: Catalogue) -> Sequence[Library]:
        return grouped(catalogue).get(term.id, ())

    return PageKind(name, vocabulary, subjects, view, depends)
