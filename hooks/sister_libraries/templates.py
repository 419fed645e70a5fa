"""The record templates: an environment of their own, with autoescape, one per language.

MiniJinja fills them, which understands the same templates as Jinja does and takes about a fifth of the time
(decisions/0009).
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from minijinja import Environment

from sister_libraries.lean import lean, without_indents

if TYPE_CHECKING:
    from pathlib import Path

    from sister_libraries.languages import Language
    from sister_libraries.reader import Reader


class Templates:
    """The templates in `overrides/records/`, speaking one language."""

    def __init__(self, root: Path, here: Language) -> None:
        phrase = here.phrase

        def say(message: str, **values: object) -> str:
            return phrase(message) % values

        self._environment = Environment(
            loader=partial(_source, root / "overrides" / "records"),
            undefined_behavior="strict",
            trim_blocks=True,
            lstrip_blocks=True,
            globals={"_": say},
        )

    def render(self, name: str, reader: Reader, context: dict[str, Any]) -> str:
        """Fill the template `name` (without `.html`); it can call `reader` for addresses."""
        filled = self._environment.render_template(f"{name}.html", reader=reader, **context)
        # MiniJinja escapes slashes too, which nothing needs in a text or between quotes; no text can hold this
        # entity, because its ampersand would be escaped.
        return lean(filled.replace("&#x2f;", "/"))


def _source(folder: Path, name: str) -> str | None:
    """A template of this folder and no other, in UTF-8 on every system: MiniJinja's own loader takes the system's."""
    path = (folder / name).resolve()
    inside = path.is_relative_to(folder.resolve()) and path.is_file()
    return without_indents(path.read_text(encoding="utf-8")) if inside else None
