"""The records as flat tables, made from the models: a column a value, a table of its own for what can be several.

A text becomes one column a language, a group of fields a column for each of them; a list of codes stays one
column, parted by semicolons; a list of groups becomes a table whose rows name the record that they belong to.
"""

from __future__ import annotations

import typing
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from sister_libraries.languages import site_languages
from sister_libraries.models import KINDS, Text
from sister_libraries.models.dates import Known
from sister_libraries.models.fields import ProperName
from sister_libraries.public_data import DERIVED_OF_LIBRARIES, pages
from sister_libraries.validate import unwrap

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sister_libraries.catalogue import Catalogue
    from sister_libraries.models import Record

SEVERAL = ";"  # parts the values of a list of codes
# The kinds that have tables; a checklist is a text to read, and is given as JSON only.
FOLDERS = ("libraries", "partnerships", "organizations", "vocabularies")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, its type in the words of Table Schema, and what it means."""

    name: str
    type: str
    description: str
    value: Callable[[Any], Any] = field(repr=False)
    required: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """One table; `parent` is the table that the first column refers to, for what belongs to a record."""

    name: str
    description: str
    columns: tuple[Column, ...]
    rows: Callable[[], Iterator[list[Any]]] = field(repr=False)
    parent: str = ""


def tables(catalogue: Catalogue, url: str) -> Iterator[Table]:
    """All tables, those of records before those of what belongs to them."""
    for folder in FOLDERS:
        records = catalogue.records(folder)
        own: list[Column] = [Column("id", "string", "The record's id.", lambda each: each.id, True)]
        own += _addresses(folder, url)
        if folder == "libraries":
            own += _derived(catalogue)
        columns, parts = _columns(KINDS[folder], "", lambda each: each)
        yield _table(folder, KINDS[folder], [*own, *columns], list(records.values()))
        for name, model, values in parts:
            yield _part(folder, name, model, values, list(records.values()))


def _addresses(folder: str, url: str) -> Iterator[Column]:
    if folder == "vocabularies":
        return
    for each in site_languages():

        def address(record: Record, code: str = each.code) -> str:
            return pages(record, url)[code]

        yield Column(f"page_{each.code}", "string", f"The record's page ({each.tag}).", address)


def _derived(catalogue: Catalogue) -> list[Column]:
    def freshness(library: Any) -> str:
        return catalogue.freshness(library).value if library.status else ""

    values: dict[str, Callable[[Any], str]] = {
        "standing": catalogue.shown_standing,
        "freshness": freshness,
    }
    return [
        Column(name, "string", found["description"], values[name])
        for name, found in DERIVED_OF_LIBRARIES.items()
    ]


def _table(name: str, model: type[BaseModel], columns: list[Column], records: list[Any]) -> Table:
    def rows() -> Iterator[list[Any]]:
        for record in records:
            yield [_cell(column.value(record)) for column in columns]

    return Table(name, _about(model), tuple(columns), rows)


def _part(
    folder: str, name: str, model: type[BaseModel], values: Callable[[Any], Any], records: list[Any]
) -> Table:
    """The table of a field that holds several groups of fields."""
    columns, _ = _columns(model, "", lambda each: each)
    own = [
        Column("record", "string", f"The id in the table {folder}.", lambda each: each, True),
        Column(
            "position",
            "integer",
            "Its place among those of the same record, from 1.",
            lambda each: each,
            True,
        ),
    ]

    def rows() -> Iterator[list[Any]]:
        for record in records:
            for place, part in enumerate(values(record) or (), 1):
                yield [record.id, place, *(_cell(column.value(part)) for column in columns)]

    return Table(f"{folder}-{name.replace('_', '-')}", _about(model), (*own, *columns), rows, folder)


def _columns(
    model: type[BaseModel], prefix: str, reach: Callable[[Any], Any]
) -> tuple[list[Column], list[tuple[str, type[BaseModel], Callable[[Any], Any]]]]:
    """The columns of a model's fields, and its fields that need a table of their own; `reach` leads to the model."""
    columns: list[Column] = []
    parts = []
    for name, info in model.model_fields.items():
        if info.exclude:
            continue
        value = _attribute(reach, name)
        inner = unwrap(info.annotation)
        about = info.description or ""
        several = _is_list(info.annotation)
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            if several:
                parts.append((name, inner, value))
            else:
                columns += _columns(inner, f"{prefix}{name}_", value)[0]
        elif isinstance(inner, type) and issubclass(inner, Text):
            columns += _text_columns(prefix + name, inner, about, value)
        elif name == "coordinates":
            columns += [
                Column("latitude", "number", about, _at(value, 0)),
                Column("longitude", "number", about, _at(value, 1)),
            ]
        else:
            kind = "date" if inner is date else "string"
            columns.append(Column(prefix + name, kind, about, value, info.is_required() and not prefix))
    return columns, parts


def _text_columns(name: str, model: type[Text], about: str, value: Callable[[Any], Any]) -> Iterator[Column]:
    keys = [each.code for each in site_languages()]
    if issubclass(model, ProperName):
        keys += list(model.EXTRA)
    for key in keys:

        def word(record: Any, key: str = key) -> str:
            text = value(record)
            return (text.get(key) or "") if text else ""

        yield Column(f"{name}_{key}", "string", f"{about} ({key})", word)


def _attribute(reach: Callable[[Any], Any], name: str) -> Callable[[Any], Any]:
    def value(record: Any) -> Any:
        found = reach(record)
        return None if found is None else getattr(found, name)

    return value


def _at(pair: Callable[[Any], Any], place: int) -> Callable[[Any], Any]:
    def value(record: Any) -> Any:
        found = pair(record)
        return found[place] if found else None

    return value


def _is_list(annotation: Any) -> bool:
    """Whether the field holds several values of one kind."""
    if typing.get_origin(annotation) is tuple:
        return typing.get_args(annotation)[-1] is Ellipsis
    return any(_is_list(each) for each in typing.get_args(annotation))


def _cell(value: Any) -> Any:
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, tuple):
        return SEVERAL.join(str(each) for each in value)
    if isinstance(value, (Known, date)):
        return str(value)
    return value


def _about(model: type[BaseModel]) -> str:
    return " ".join((model.__doc__ or "").split())
