"""The record templates: an environment of their own, with autoescape, one per language.

MiniJinja fills them, which understands the same templates as Jinja does and takes about a fifth of the time
(decisions/0009).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from minijinja import Environment, load_from_path

from sister_libraries.lean import lean

if TYPE_CHECKING:
    from pathlib import Path

    from sister_libraries.languages import Language
    from sister_libraries.reader import Reader


class Templates:
    """The templates in `overrides/records/`, speaking one language."""

    def __init__(self, root: Path, here: Language) -> None:
        gettext = here.translations.gettext

        def say(message: str, **values: object) -> str:
            return gettext(message) % values

        self._environment = Environment(
            loader=load_from_path(root / "overrides" / "records"),
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
