"""The checks of a record as data, for the form in the browser: `assets/javascripts/record-rules.js` interprets them.

Made from the models: what is not told apart here by kind has no rule of its own in the script either.
"""

from __future__ import annotations

import re
import sys
import types
import typing
import unicodedata
from itertools import pairwise
from typing import Any

from pydantic import BaseModel

from sister_libraries import checks
from sister_libraries.languages import country_codes, language_tags, scripts, site_languages, zone_names
from sister_libraries.models import KINDS
from sister_libraries.models.addresses import (
    FREE_MAIL,
    MAILBOX_LENGTH,
    MAILBOX_PATTERN,
    NOT_IN_URLS,
    URL_LENGTH,
    URL_PATTERN,
)
from sister_libraries.models.base import AnyOf, Needs, type_hints
from sister_libraries.models.dates import DATE_PATTERN, DAY_PATTERN
from sister_libraries.models.fields import (
    DEGREES_PATTERN,
    ID_LENGTH,
    ID_PATTERN,
    LANGUAGE_PATTERN,
    RESERVED_IDS,
    Chars,
    Derived,
    Identifier,
    Items,
    Kind,
    Reference,
    Text,
)
from sister_libraries.yaml_reader import INVISIBLE, MAX_BYTES
from sister_libraries.yaml_writer import MODELINE

if typing.TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sister_libraries.models import Vocabulary

FORMS = ("libraries", "partnerships")  # the kinds of record that the form is for


def fields_and_terms(vocabularies: Mapping[str, Vocabulary]) -> dict[str, Any]:
    """The fields of these kinds, and the terms that may stand in them."""
    return {
        "kinds": {folder: group(KINDS[folder]) for folder in FORMS},
        "vocabularies": {name: [term.id for term in each.terms] for name, each in vocabularies.items()},
    }


def rules(vocabularies: Mapping[str, Vocabulary]) -> dict[str, Any]:
    """All that the script needs to check records of these kinds as the command line does."""
    here = site_languages()
    return {
        **fields_and_terms(vocabularies),
        "heads": {folder: MODELINE.format(kind=KINDS[folder].__name__.lower()) for folder in FORMS},
        "codes": {
            "countries": list(country_codes()),
            "languages": sorted(language_tags()),
            "scripts": sorted(scripts()),
            "zones": sorted(zone_names()),
        },
        "patterns": {
            "id": ID_PATTERN,
            "language": LANGUAGE_PATTERN,
            "day": DAY_PATTERN,
            "date": DATE_PATTERN,
            "degrees": DEGREES_PATTERN,
            "url": URL_PATTERN,
            "not_in_urls": NOT_IN_URLS,
            "mailbox": MAILBOX_PATTERN,
            "mail_in_text": checks.MAIL_PATTERN,
            "phone_in_text": checks.PHONE_PATTERN,
            "book_in_text": checks.BOOK_PATTERN,
        },
        "limits": {
            "id": ID_LENGTH,
            "url": URL_LENGTH,
            "mailbox": MAILBOX_LENGTH,
            "bytes": MAX_BYTES,
        },
        "reserved_ids": sorted(RESERVED_IDS),
        "free_mail": sorted(FREE_MAIL),
        "languages": [each.code for each in here],
        "in_han": [each.code for each in here if each.script == "Hani"],
        "simplified": [each.code for each in here if each.tag.endswith(checks.SIMPLIFIED)],
        "dated": list(checks.DATED),
        "period": list(checks.PERIOD),
        "asking": list(checks.ASKING),
        "wishes": list(checks.WISHES),
        "invisible": _invisible(),
    }


def group(model: type[BaseModel]) -> dict[str, Any]:
    """A group of fields: each with its name, what it holds and whether it is required, and the rules between them."""
    hints = type_hints(model)
    fields = [
        [name, node(hints[name]), info.is_required()]
        for name, info in model.model_fields.items()
        if not info.exclude
    ]
    return {"kind": "group", "fields": fields, "together": [_rule(each) for each in model.TOGETHER]}  # type: ignore[attr-defined]  # of parts


def _rule(rule: AnyOf | Needs) -> dict[str, Any]:
    if isinstance(rule, AnyOf):
        return {"any_of": list(rule.fields)}
    return {"field": rule.field, "needs": rule.other}


def node(annotation: Any, marks: tuple[Any, ...] = ()) -> dict[str, Any]:
    """What a field of this type holds; the outermost mark of a kind counts."""
    origin = typing.get_origin(annotation)
    arguments = typing.get_args(annotation)
    if origin is typing.Annotated:
        return node(arguments[0], (*annotation.__metadata__, *marks))
    if origin in (typing.Union, types.UnionType):
        (inner,) = (each for each in arguments if each is not type(None))
        return node(inner, marks)
    found = {type(each): each for each in marks}
    makers = (each for mark, each in _MAKERS.items() if mark in found)
    maker = next(makers, _unmarked)
    return maker(annotation, found)


def _of_kind(annotation: Any, marks: dict[type, Any]) -> dict[str, Any]:
    return {"kind": marks[Kind].name, **dict(marks[Kind].limits)}


def _list(annotation: Any, marks: dict[type, Any]) -> dict[str, Any]:
    limits = marks[Items]
    inner = typing.get_args(annotation)[0]
    return {"kind": "list", "low": limits.low, "high": limits.high, "of": node(inner)}


def _reference(annotation: Any, marks: dict[type, Any]) -> dict[str, Any]:
    mark = marks[Reference]
    return {"kind": "id", "folder": mark.folder, "vocabulary": mark.vocabulary}


def _identifier(annotation: Any, marks: dict[type, Any]) -> dict[str, Any]:
    return {"kind": "identifier", "pattern": marks[Identifier].pattern}


def _chars(annotation: Any, marks: dict[type, Any]) -> dict[str, Any]:
    chars = marks[Chars]
    limits = {"low": chars.low, "high": chars.high, "lines": chars.lines}
    if not issubclass(annotation, Text):
        return {"kind": "line", **limits}
    extra = {name: node(kind) for name, kind in annotation.EXTRA.items()}
    return {"kind": "text", **limits, "extra": extra, "needs": annotation.NEEDS}


def _unmarked(annotation: Any, marks: dict[type, Any]) -> dict[str, Any]:
    if typing.get_origin(annotation) is not typing.Literal:
        return group(annotation)
    derived = {"derived": marks[Derived].value} if Derived in marks else {}
    return {"kind": "choice", "choices": list(typing.get_args(annotation)), **derived}


# Which mark tells what a field holds.
_MAKERS: dict[type, Callable[[Any, dict[type, Any]], dict[str, Any]]] = {
    Kind: _of_kind,
    Items: _list,
    Reference: _reference,
    Identifier: _identifier,
    Chars: _chars,
}


# Where Unicode has given out characters that can be seen. Everywhere else are only planes without characters and those
# for private use, nearly a million places that need no look; a test takes one.
_GIVEN_OUT = (range(0x40000), range(0xE0000, 0xE1000))


def _invisible() -> str:
    """The characters that no text may have, as this Python knows Unicode: gaps and lengths of their ranges."""
    marks = bytearray(b"\1" * (sys.maxunicode + 1))
    for part in _GIVEN_OUT:
        categories = map(unicodedata.category, map(chr, part))  # one by one only in C
        marks[part.start : part.stop] = map(INVISIBLE.__contains__, categories)
    borders = [border for found in re.finditer(b"\1+", marks) for border in found.span()]
    return " ".join(f"{border - before:x}" for before, border in pairwise([0, *borders]))
