"""JSON Schemas for editors, made from the models and the vocabularies' choices: `schemas/<kind>.schema.json`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sister_libraries.languages import country_codes
from sister_libraries.models import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sister_libraries.catalogue import Catalogue

_SINGULAR = {
    "libraries": "library",
    "partnerships": "partnership",
    "checklists": "checklist",
    "organizations": "organization",
    "vocabularies": "vocabulary",
}


def files(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """The name and content of every schema file."""
    for folder, model in KINDS.items():
        schema = model.model_json_schema()
        schema.get("properties", {}).pop("id", None)
        schema["required"] = [name for name in schema.get("required", ()) if name != "id"]
        schema = _plain(schema, catalogue)
        schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
        yield (
            f"schemas/{_SINGULAR[folder]}.schema.json",
            json.dumps(schema, ensure_ascii=False, indent=2) + "\n",
        )


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
