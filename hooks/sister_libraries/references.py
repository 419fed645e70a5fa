"""Find what stands in a record: the ids by which it refers to records and terms, and the texts in it."""

from __future__ import annotations

import typing
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from sister_libraries.models.base import type_hints
from sister_libraries.models.fields import Reference, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sister_libraries.problems import FieldPath

Found = tuple["FieldPath", Reference, str]
_Field = tuple[str, Reference | None, type[BaseModel] | None]  # its name, and what it holds


def references(record: BaseModel) -> Iterator[Found]:
    """Every reference in `record`: where it stands, what it refers to, and the id."""
    yield from _in_model(record, ())


def texts(part: BaseModel, at: FieldPath = ()) -> Iterator[tuple[FieldPath, Text]]:
    """Every text in one or more languages in `part`, and where it stands."""
    for name in _fields_of_texts(type(part)):
        value = getattr(part, name)
        if value is None:
            continue
        values = enumerate(value) if isinstance(value, tuple) else [(None, value)]
        for index, each in values:
            here = (*at, name) if index is None else (*at, name, index)
            if isinstance(each, Text):
                yield here, each
            elif isinstance(each, BaseModel):
                yield from texts(each, here)


@lru_cache
def _fields_of_texts(model: type[BaseModel]) -> tuple[str, ...]:
    """The fields of `model` that hold texts, or groups of fields that may."""
    hints = type_hints(model)
    return tuple(name for name in model.model_fields if _may_hold_text(hints[name]))


def _may_hold_text(annotation: Any) -> bool:
    if isinstance(annotation, type) and issubclass(annotation, Text):
        return True
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return bool(_fields_of_texts(annotation))
    return any(_may_hold_text(each) for each in typing.get_args(annotation))


def vocabularies_of(models: Iterable[type[BaseModel]]) -> list[str]:
    """The vocabularies that fields of these models take their terms from, by name."""
    found: set[str] = set()
    for model in models:
        for _, reference, nested in _referring_fields(model):
            if reference and reference.vocabulary:
                found.add(reference.vocabulary)
            elif nested:
                found |= set(vocabularies_of([nested]))
    return sorted(found)


def _in_model(part: BaseModel, at: FieldPath) -> Iterator[Found]:
    for name, reference, nested in _referring_fields(type(part)):
        value = getattr(part, name)
        if value is None:
            continue
        values = enumerate(value) if isinstance(value, tuple) else [(None, value)]
        for index, each in values:
            here = (*at, name) if index is None else (*at, name, index)
            if nested:
                yield from _in_model(each, here)
            elif reference:
                yield here, reference, each


@lru_cache
def _referring_fields(model: type[BaseModel]) -> list[_Field]:
    """The fields of `model` that hold references, or groups of fields that may."""
    found: list[_Field] = []
    for name, annotation in type_hints(model).items():
        if name not in model.model_fields:
            continue
        reference, nested = _look(annotation)
        if reference and (reference.folder or reference.vocabulary):
            found.append((name, reference, None))
        elif nested:
            found.append((name, None, nested))
    return found


def _look(annotation: Any) -> tuple[Reference | None, type[BaseModel] | None]:
    """The mark of a reference inside an annotation, or the group of fields that it holds."""
    for mark in getattr(annotation, "__metadata__", ()):
        if isinstance(mark, Reference):
            return mark, None
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return None, annotation
    for inner in typing.get_args(annotation):
        reference, nested = _look(inner)
        if reference or nested:
            return reference, nested
    return None, None
