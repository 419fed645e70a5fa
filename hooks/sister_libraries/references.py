"""Find the ids by which a record refers to other records and to the terms of vocabularies."""

from __future__ import annotations

import typing
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from sister_libraries.models.fields import Reference

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sister_libraries.problems import FieldPath

Found = tuple["FieldPath", Reference, str]


def references(record: BaseModel) -> Iterator[Found]:
    """Every reference in `record`: where it stands, what it refers to, and the id."""
    yield from _in_model(record, ())


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
def _referring_fields(model: type[BaseModel]) -> list[tuple[str, Reference | None, bool]]:
    """The fields of `model` that hold references, or groups of fields that may."""
    found: list[tuple[str, Reference | None, bool]] = []
    for name, annotation in typing.get_type_hints(model, include_extras=True).items():
        if name not in model.model_fields:
            continue
        reference, nested = _look(annotation)
        if reference and (reference.folder or reference.vocabulary):
            found.append((name, reference, False))
        elif nested:
            found.append((name, None, True))
    return found


def _look(annotation: Any) -> tuple[Reference | None, bool]:
    """The mark of a reference inside an annotation, and whether it holds a group of fields."""
    for mark in getattr(annotation, "__metadata__", ()):
        if isinstance(mark, Reference):
            return mark, False
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return None, True
    for inner in typing.get_args(annotation):
        reference, nested = _look(inner)
        if reference or nested:
            return reference, nested
    return None, False
