"""The contributors' field reference, made from the models: every field with its meaning, form and example."""

from __future__ import annotations

import typing
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from sister_libraries.languages import N_
from sister_libraries.models import KINDS
from sister_libraries.models.base import type_hints
from sister_libraries.models.fields import Reference
from sister_libraries.validate import as_yaml, unwrap

if TYPE_CHECKING:
    from sister_libraries.reader import Reader

_TITLES = {
    "libraries": N_("A library"),
    "partnerships": N_("A partnership"),
    "checklists": N_("A checklist"),
    "organizations": N_("An organization"),
    "vocabularies": N_("A vocabulary"),
}


def kinds(reader: Reader) -> list[dict[str, Any]]:
    """Every kind of record with its fields, in the order in which they are written."""
    return [
        {
            "folder": f"data/{folder}/",
            "title": reader.say(_TITLES[folder]),
            "fields": list(_fields(model, "", reader)),
        }
        for folder, model in KINDS.items()
    ]


def _fields(model: type[BaseModel], prefix: str, reader: Reader) -> typing.Iterator[dict[str, Any]]:
    hints = type_hints(model)
    for name, info in model.model_fields.items():
        if info.exclude:
            continue
        inner = unwrap(info.annotation)
        yield {
            "name": prefix + name,
            "required": info.is_required(),
            "description": reader.say(info.description) if info.description else "",
            "example": as_yaml(name, info.examples[0]) if info.examples else "",
            "choices": _choices(hints[name], reader),
        }
        if isinstance(inner, type) and issubclass(inner, BaseModel) and name != "sources":
            yield from _fields(inner, f"{prefix}{name}.", reader)


def _choices(annotation: Any, reader: Reader) -> list[tuple[str, str]]:
    """The values that the field may have, each with its meaning, when they are few and fixed."""
    for mark in getattr(annotation, "__metadata__", ()):
        if isinstance(mark, Reference) and mark.vocabulary:
            terms = reader.catalogue.vocabularies[mark.vocabulary].terms
            return [(term.id, reader.term(mark.vocabulary, term.id)) for term in terms]
    if typing.get_origin(annotation) is typing.Literal:
        return [(value, "") for value in typing.get_args(annotation)]
    for inner in typing.get_args(annotation):
        if isinstance(inner, type):
            continue
        found = _choices(inner, reader)
        if found:
            return found
    return []
