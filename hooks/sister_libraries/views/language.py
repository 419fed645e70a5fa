"""The page of a language that libraries work in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sister_libraries.languages import N_
from sister_libraries.views.page import Page, PageKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sister_libraries.catalogue import Catalogue
    from sister_libraries.reader import Reader


def subjects(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """Every language that some library's staff work in."""
    return ((tag.lower(), tag) for tag in catalogue.by_language)


def view(tag: str, reader: Reader) -> Page:
    """The page of one language."""
    catalogue = reader.catalogue
    name = reader.language.language(tag)
    title = reader.say(N_("Libraries that work in {language}"), language=name)
    libraries = catalogue.by_language[tag]
    asking = [each for each in libraries if catalogue.asks(each)]
    context = {
        "title": title,
        "asking": reader.libraries(asking),
        "others": reader.libraries(each for each in libraries if not catalogue.asks(each)),
    }
    pattern = N_("Libraries whose staff can write and talk to a partner in {language}.")
    return Page(title, reader.say(pattern, language=name), "data/libraries", context)


KIND = PageKind(
    "language",
    "languages",
    subjects,
    view,
    lambda tag, catalogue: catalogue.by_language[tag],
    comes_and_goes=True,
)
