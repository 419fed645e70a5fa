"""Turn one document into a record, or into the problems that its fields have."""

from __future__ import annotations

import difflib
import json
import re
import types
import typing
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from sister_libraries.folding import simplified
from sister_libraries.languages import N_, country_codes, site_languages
from sister_libraries.models.fields import Text, is_language_tag
from sister_libraries.problems import FieldPath, Problem
from sister_libraries.yaml_reader import KEY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from sister_libraries.yaml_reader import Document

Model = TypeVar("Model", bound=BaseModel)


def make_record(document: Document, model: type[Model], record_id: str) -> tuple[Model | None, list[Problem]]:
    """The record in `document`, or None and what is wrong with it."""
    record, problems = make_part(document, model, {**document.data, "id": record_id})
    if "id" in document.data:
        values = {"found": "id", "choices": _names(model)}
        problems.append(Problem("E201", document.path, document.span(("id", KEY)), values, ("id",)))
    return (None if problems else record), problems


def make_part(
    document: Document, model: type[Model], value: Any, at: FieldPath = ()
) -> tuple[Model | None, list[Problem]]:
    """The group of fields in `value`, which stands at `at` in `document`, or None and what is wrong with it."""
    try:
        return model.model_validate(value), []
    except ValidationError as failure:
        return None, [_problem(document, model, error, at) for error in failure.errors(include_url=False)]


def suggestion(found: str, choices: Iterable[str]) -> dict[str, str]:
    """`{"suggestion": …}` with the choice nearest to `found`, or nothing when none is near."""
    near = difflib.get_close_matches(found.lower(), list(choices), n=1, cutoff=0.6)
    return {"suggestion": near[0]} if near else {}


def as_yaml(name: str, value: Any) -> str:
    """`name: value` as one line of YAML, for an example."""
    return f"{name}: {_flow(value)}"


def _flow(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_flow(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_flow(each) for each in value) + "]"
    text = str(value)
    plain = re.fullmatch(r"(?!-(?: |$)|[@:])[\w./@:–-]*[\w./@–-]( [\w./@–-]+)*", text)
    return text if plain else json.dumps(text, ensure_ascii=False)


def _problem(document: Document, model: type[BaseModel], error: Any, root: FieldPath) -> Problem:
    """Translate one of pydantic's errors into one of our rules, with its place in the file."""
    at: FieldPath = error["loc"]
    values: dict[str, Any] = dict(error.get("ctx") or {})
    code = error["type"]
    place = at
    if code == "extra_forbidden":
        code = "E201"
        choices = _names(_type_at(model, at[:-1]))
        values = {"found": str(at[-1]), "choices": choices, **suggestion(str(at[-1]), choices)}
        place = (*at, KEY)
    elif code == "missing":
        code = "E202"
        values = {"found": str(at[-1]), "example": _example(model, at)}
        place = at[:-1]
    elif code == "literal_error":
        code = "E203"
        choices = re.findall(r"'([^']+)'", values["expected"])
        found = error["input"] if isinstance(error["input"], str) else _shape(error["input"])
        values = {"found": found, "choices": choices, **suggestion(str(found), choices)}
    elif not re.fullmatch(r"E\d{3}", code):
        code = "E206"
        expected = (
            N_("a list") if "tuple" in error["type"] or "list" in error["type"] else N_("a group of fields")
        )
        values = {"expected": expected, "found": _shape(error["input"])}
    if code == "E213":
        place = (*at, values["index"])
        values["found"] = _flow(error["input"][values["index"]])
    if code == "E210":
        values |= _named(values["found"], place_called, _places_by_name())
    elif code == "E211":
        values |= _named(values["found"], language_called, _languages_by_name())
    names = [part for part in (*root, *at) if isinstance(part, str)]
    values.setdefault("field", names[-1] if names else document.path)
    values.setdefault("example", _example(model, at))
    return Problem(code, document.path, document.span((*root, *place)), values, (*root, *at))


def _shape(value: Any) -> str:
    if isinstance(value, dict):
        return N_("a group of fields")
    return N_("a list") if isinstance(value, list) else N_("one value")


# What people write that CLDR does not have; none of it can mean anything else.
_PLACES = {
    "uk": "GB", "great britain": "GB", "england": "GB", "scotland": "GB", "wales": "GB", "usa": "US",
    "holland": "NL", "czech republic": "CZ", "turkey": "TR", "hong kong": "HK", "macao": "MO", "macau": "MO",
    "burma": "MM", "ivory coast": "CI",
}  # fmt: skip
_LANGUAGES = {
    "mandarin": "zh", "普通话": "zh", "汉语": "zh", "国语": "zh", "castilian": "es", "español": "es",
    "français": "fr", "deutsch": "de", "farsi": "fa",
}  # fmt: skip


def place_called(name: str) -> str | None:
    """The code of the country or region with just this code, or this name in one of the site's languages."""
    word = simplified(name.casefold())
    code = _PLACES.get(word, word.upper())
    return code if code in country_codes() else _places_by_name().get(word)


def language_called(name: str) -> str | None:
    """The tag of the language with just this tag, or this name in one of the site's languages."""
    if is_language_tag(name):
        return name
    word = simplified(name.casefold())
    spoken = re.sub("文$", "语", word)  # a language as it is written has CLDR's name as it is spoken
    return _LANGUAGES.get(word) or _languages_by_name().get(word) or _languages_by_name().get(spoken)


def _named(found: str, called: Callable[[str], str | None], names: Mapping[str, str]) -> dict[str, str]:
    """What somebody may have meant who wrote `found`: a guess, for a message alone."""
    near = difflib.get_close_matches(found.casefold(), names, 1, 0.85)
    code = called(found) or (names[near[0]] if near else None)
    return {"suggestion": code} if code else {}


@lru_cache(maxsize=1)
def _places_by_name() -> dict[str, str]:
    return {each.country(code).casefold(): code for each in site_languages() for code in country_codes()}


@lru_cache(maxsize=1)
def _languages_by_name() -> dict[str, str]:
    named = [
        (tag.replace("_", "-"), name)
        for each in site_languages()
        for tag, name in each.cldr.languages.items()
    ]
    shown = [(tag, each.language(tag)) for each in site_languages() for tag in ("zh-Hans", "zh-Hant")]
    return {name.casefold(): tag for tag, name in [*shown, *named] if is_language_tag(tag)}


# -- looking into the models -------------------------------------------------------------------------------


def unwrap(annotation: Any) -> Any:
    """The model or plain type inside Optional, Annotated and tuple."""
    while True:
        origin = typing.get_origin(annotation)
        if origin is typing.Annotated:
            annotation = typing.get_args(annotation)[0]
        elif origin in (typing.Union, types.UnionType):
            annotation = next(a for a in typing.get_args(annotation) if a is not type(None))
        elif origin is tuple:
            annotation = typing.get_args(annotation)[0]
        else:
            return annotation


def _field_at(model: type[BaseModel], at: FieldPath) -> FieldInfo | None:
    """The field that `at` leads to, or None when it leads into a text or nowhere."""
    here: Any = model
    info: FieldInfo | None = None
    for part in at:
        if isinstance(part, int):
            continue
        if not (isinstance(here, type) and issubclass(here, BaseModel)):
            return None
        info = here.model_fields.get(part)
        if info is None:
            return None
        here = unwrap(info.annotation)
    return info


def _type_at(model: type[BaseModel], at: FieldPath) -> Any:
    info = _field_at(model, at)
    return unwrap(info.annotation) if info else model


def _names(kind: Any) -> list[str]:
    """The names of the fields that a group of this kind may have."""
    if isinstance(kind, type) and issubclass(kind, Text):
        return [each.code for each in site_languages()] + list(kind.EXTRA)
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return [name for name in kind.model_fields if name != "id" or "FOLDER" not in vars(kind)]
    return []


def _example(model: type[BaseModel], at: FieldPath) -> str:
    """The field's own example, as a line of YAML; of the nearest parent that has one."""
    while at:
        info = _field_at(model, at)
        if info and info.examples:
            name = next(part for part in reversed(at) if isinstance(part, str))
            return as_yaml(name, info.examples[0])
        at = at[:-1]
    return ""
