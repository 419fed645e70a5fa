"""The records: what is required, what follows from what, and that every field explains itself."""

from __future__ import annotations

import typing
from collections.abc import Iterator
from typing import Any

import pytest
from builders import MINIMAL, codes_of, library, problems_of
from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from sister_libraries.models import KINDS
from sister_libraries.models.library import Library
from sister_libraries.store import Move
from sister_libraries.validate import unwrap
from sister_libraries.yaml_reader import MAX_DEPTH

FOLDERS = list(KINDS)
REQUIRED = {
    "libraries": {"name", "country", "sources"},
    "partnerships": {"libraries", "kinds", "status", "summary", "story", "sources"},
    "checklists": {"title", "summary", "sections", "sources"},
    "organizations": {"name", "kind", "summary", "help", "sources"},
    "vocabularies": {"title", "terms"},
}


def fields(model: type[BaseModel]) -> Iterator[tuple[str, tuple[FieldInfo, Any]]]:
    """Every field of a kind of record and of its groups, with its whole type; the id is the file's name."""
    hints = typing.get_type_hints(model, include_extras=True)
    for name, info in model.model_fields.items():
        if info.exclude:
            continue
        yield f"{model.__name__}.{name}", (info, hints[name])
        inner = unwrap(info.annotation)
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            yield from fields(inner)


# Kinds of record that people are asked for in forms, and their groups.
ASKED_FOR = {
    *("Library", "Partnership", "Organization"),
    *("Source", "Contact", "Request", "Preferred", "SisterCity", "Identifiers"),
}
FIELDS = {name: field for model in (*KINDS.values(), Move) for name, field in fields(model)}


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_shortest_record_of_each_kind(folder: str) -> None:
    assert codes_of(folder) == []


@pytest.mark.parametrize("folder", FOLDERS)
def test_e202_an_empty_record_is_refused(folder: str) -> None:
    problems = problems_of(folder, {})
    assert {each.code for each in problems} == {"E202"}
    assert {each.values["found"] for each in problems} == REQUIRED[folder]


@pytest.mark.parametrize(("folder", "field"), [(f, name) for f in FOLDERS for name in sorted(REQUIRED[f])])
def test_e202_a_required_field_that_is_missing(folder: str, field: str) -> None:
    (problem,) = problems_of(folder, MINIMAL[folder](**{field: None}))
    assert (problem.code, problem.values["found"]) == ("E202", field)


@pytest.mark.parametrize("folder", FOLDERS)
def test_e201_a_field_that_is_not_there(folder: str) -> None:
    assert codes_of(folder, colour="green") == ["E201"]


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_folder_of_a_kind_is_the_one_that_it_is_read_from(folder: str) -> None:
    assert folder == KINDS[folder].FOLDER


@pytest.mark.parametrize("name", [name for name in FIELDS if not name.startswith("Move.")])
def test_every_field_has_a_description(name: str) -> None:
    assert FIELDS[name][0].description


@pytest.mark.parametrize("name", [name for name in FIELDS if name.partition(".")[0] in ASKED_FOR])
def test_every_field_that_forms_ask_for_has_a_label(name: str) -> None:
    assert FIELDS[name][0].title


@pytest.mark.parametrize("name", FIELDS)
def test_every_field_has_an_example_that_is_right(name: str) -> None:
    info, annotation = FIELDS[name]
    assert info.examples
    for example in info.examples:
        TypeAdapter(annotation).validate_python(as_read(example))


def as_read(value: Any) -> Any:
    """An example as the reader would have read it: every scalar a text."""
    if isinstance(value, dict):
        return {key: as_read(each) for key, each in value.items()}
    return [as_read(each) for each in value] if isinstance(value, list) else str(value)


def refusal(annotation: Any, value: Any) -> str:
    """The code with which a field refuses a value; nothing when it takes it."""
    try:
        TypeAdapter(annotation).validate_python(value)
    except ValidationError as error:
        return error.errors()[0]["type"]
    return ""


def is_address(annotation: Any) -> bool:
    schema = TypeAdapter(annotation).json_schema()
    return any(each.get("format") == "uri" for each in (schema, *schema.get("anyOf", ())))


ADDRESSES = [name for name, (_, annotation) in FIELDS.items() if is_address(annotation)]


def test_the_fields_that_hold_addresses() -> None:
    assert set(ADDRESSES) >= {"Source.url", "Library.website", "Contact.page", "Organization.website"}


@pytest.mark.parametrize("name", ADDRESSES)
@pytest.mark.parametrize("value", ["javascript:alert(1)", "data:text/html,x", "https://example.org/<script>"])
def test_e208_no_field_takes_an_address_that_runs_something(name: str, value: str) -> None:
    assert refusal(FIELDS[name][1], value) == "E208"


# Texts that stand as they are, in no language or in their own.
FREE = {"Source.title", "Organization.abbreviation"}


@pytest.mark.parametrize("name", FIELDS)
def test_only_free_texts_take_markup_and_print_it_as_text(name: str) -> None:
    taken = refusal(FIELDS[name][1], "<script>x") == ""
    assert taken == (name in FREE)


def test_a_record_cannot_be_changed() -> None:
    record = Library.model_validate({**library(), "id": "aurora-library"})
    with pytest.raises(ValidationError):
        record.country = "CN"


def test_a_record_knows_its_file_and_its_address() -> None:
    record = Library.model_validate({**library(), "id": "aurora-library"})
    assert record.file == "data/libraries/aurora-library.yml"
    assert record.path == "libraries/aurora-library/"


def test_every_kind_of_record_has_a_name_to_be_listed_by() -> None:
    for folder in ("libraries", "checklists", "organizations", "vocabularies"):
        record: Any = KINDS[folder].model_validate({**MINIMAL[folder](), "id": "some-id"})
        assert record.label.get("en")


# -- rules of one record -----------------------------------------------------------------------------------


@pytest.mark.parametrize("status", ["seeking", "open", "paused", "withdrawn"])
def test_a_status(status: str) -> None:
    assert codes_of("libraries", status=status) == []


def test_e203_a_status_that_there_is_not() -> None:
    (problem,) = problems_of("libraries", library(status="seekng"))
    assert (problem.code, problem.values["suggestion"]) == ("E203", "seeking")


def test_e218_paired_is_not_written_by_hand() -> None:
    assert codes_of("libraries", status="paired") == ["E218"]


def test_e202_a_source_that_names_nothing() -> None:
    assert codes_of("libraries", sources=[{"seen": "2026-11"}]) == ["E202"]


def test_e221_a_record_without_any_source() -> None:
    assert codes_of("libraries", sources=[]) == ["E221"]


def test_e202_a_contact_that_cannot_be_reached() -> None:
    assert codes_of("libraries", contact={"role": {"en": "Exchange desk"}}) == ["E202"]


def test_e222_a_mailbox_without_consent() -> None:
    contact = {"role": {"en": "Exchange desk"}, "mailbox": "exchange@example.org"}
    assert codes_of("libraries", contact=contact) == ["E222"]
    assert codes_of("libraries", contact={**contact, "consent": "2026-11-21"}) == []


@pytest.mark.parametrize("field", ["person", "phone", "email"])
def test_e201_a_contact_names_nobody(field: str) -> None:
    contact = {"role": {"en": "Exchange desk"}, "page": "https://example.org/contact", field: "x"}
    assert codes_of("libraries", contact=contact) == ["E201"]


def test_e221_a_partnership_of_one() -> None:
    assert codes_of("partnerships", libraries=["guangzhou-library"]) == ["E221"]


def test_e213_a_partnership_with_itself() -> None:
    assert codes_of("partnerships", libraries=["guangzhou-library", "guangzhou-library"]) == ["E213"]


def test_the_reader_is_deep_enough_for_every_field() -> None:
    def depth(annotation: Any) -> int:
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            hints = typing.get_type_hints(annotation, include_extras=True)
            return 1 + max(depth(hints[name]) for name in annotation.model_fields)
        own = 1 if typing.get_origin(annotation) is tuple else 0
        if isinstance(annotation, type) and annotation.__name__ in ("Text", "ProperName"):
            return 1
        return own + max((depth(each) for each in typing.get_args(annotation)), default=0)

    assert max(map(depth, KINDS.values())) <= MAX_DEPTH


def test_the_minimal_records_are_as_short_as_possible() -> None:
    assert {folder: set(make()) for folder, make in MINIMAL.items()} == REQUIRED
