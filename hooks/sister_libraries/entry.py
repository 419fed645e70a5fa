"""A record as rows of labels and values, for people who look it over: what the page will say, field by field."""

from __future__ import annotations

import typing
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from sister_libraries.languages import N_, Language, country_codes, site_languages
from sister_libraries.models import KINDS
from sister_libraries.models.base import type_hints
from sister_libraries.models.fields import Reference, Text, is_language_tag
from sister_libraries.questions import STATUSES
from sister_libraries.validate import unwrap

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sister_libraries.models import Vocabulary

Row = tuple[str, str]
_LANGUAGE_FIELDS = {"work_languages", "reader_languages", "languages", "local_language"}
_COUNTRY_FIELDS = {"country", "countries"}


def rows(
    folder: str, data: dict[str, Any], vocabularies: Mapping[str, Vocabulary], here: Language
) -> list[Row]:
    """The fields of `data` that the model knows, in its order, in the words of `here`."""
    return list(_rows(KINDS[folder], data, "", vocabularies, here))


def _rows(
    model: type[BaseModel],
    data: dict[str, Any],
    group: str,
    vocabularies: Mapping[str, Vocabulary],
    here: Language,
) -> Iterator[Row]:
    hints = type_hints(model)
    for name, info in model.model_fields.items():
        if name not in data or name == "id":
            continue
        value = data[name]
        inner = unwrap(info.annotation)
        label = here.say(info.title or name)
        if group:
            label = here.say(N_("{group}: {field}"), group=group, field=label)
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            for each in value if isinstance(value, list) else [value]:
                if isinstance(each, dict):
                    yield from _rows(inner, each, label, vocabularies, here)
        elif isinstance(inner, type) and issubclass(inner, Text) and isinstance(value, dict):
            for code, text in value.items():
                yield here.say(N_("{field} ({which})"), field=label, which=_language(code, here)), str(text)
        else:
            terms = _terms(hints[name], vocabularies, here)
            found = value if isinstance(value, list) else [value]
            yield label, here.listing(_say(str(each), name, terms, here) for each in found)


def _language(code: str, here: Language) -> str:
    known = code in [each.code for each in site_languages()]
    return here.language(code) if known else code


def _say(value: str, name: str, terms: dict[str, str], here: Language) -> str:
    if name in _COUNTRY_FIELDS and value in country_codes():
        return here.country(value)
    if name in _LANGUAGE_FIELDS and is_language_tag(value):
        return here.language(value)
    if name == "status" and value in STATUSES:
        return here.say(STATUSES[value])
    return terms.get(value, value)


def _terms(hint: Any, vocabularies: Mapping[str, Vocabulary], here: Language) -> dict[str, str]:
    for mark in getattr(hint, "__metadata__", ()):
        if isinstance(mark, Reference) and mark.vocabulary in vocabularies:
            return {
                each.id: each.label.get(here.code) or next(iter(each.label.words().values()))
                for each in vocabularies[mark.vocabulary].terms
            }
    for inner in typing.get_args(hint):
        found = _terms(inner, vocabularies, here)
        if found:
            return found
    return {}
