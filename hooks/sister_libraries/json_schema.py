"""JSON Schemas for editors, made from the models and the vocabularies' choices: `schemas/<kind>.schema.json`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sister_libraries.languages import country_codes
from sister_libraries.models import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sister_libraries.catalogue import Catalogue

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_SINGULAR = {
    "libraries": "library",
    "partnerships": "partnership",
    "checklists": "checklist",
    "organizations": "organization",
    "vocabularies": "vocabulary",
}


def files(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """The name and content of every schema file."""
    for folder in KINDS:
        schema = {"$schema": DIALECT, **record_schema(folder, catalogue)}
        yield (
            f"schemas/{_SINGULAR[folder]}.schema.json",
            json.dumps(schema, ensure_ascii=False, indent=2) + "\n",
        )


def record_schema(folder: str, catalogue: Catalogue) -> dict[str, Any]:
    """What one file of `data/<folder>` may say, as a JSON Schema without its dialect."""
    schema = KINDS[folder].model_json_schema()
    schema.get("properties", {}).pop("id", None)
    schema["required"] = [name for name in schema.get("required", ()) if name != "id"]
    plain: dict[str, Any] = _plain(schema, catalogue)
    return plain


def _plain(schema: Any, catalogue: Catalogue) -> Any:
    """The schema without nulls (a file leaves out what is not known), and with the choices of each vocabulary."""
    if isinstance(schema, list):
        return [_plain(each, catalogue) for each in schema]
    if not isinstance(schema, dict):
        return schema
    options = [each for each in schema.get("anyOf", ()) if each != {"type": "null"}]
    if len(options) == 1 and len(schema["anyOf"]) == 2:
        schema = {
            **options[0],
            **{key: value for key, value in schema.items() if key not in ("anyOf", "default")},
        }
    out = {key: _plain(value, catalogue) for key, value in schema.items() if not key.startswith("x-")}
    if schema.get("x-vocabulary") in catalogue.vocabularies:
        terms = catalogue.vocabularies[schema["x-vocabulary"]].terms
        out["oneOf"] = [
            {"const": term.id, "title": " / ".join(term.label.words().values())} for term in terms
        ]
    if schema.get("x-codes") == "countries":
        out["enum"] = list(country_codes())
    return out
