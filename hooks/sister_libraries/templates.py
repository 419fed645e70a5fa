"""The record templates: our own Jinja environment, with autoescape, one per language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

if TYPE_CHECKING:
    from pathlib import Path

    from sister_libraries.languages import Language
    from sister_libraries.reader import Reader


class Templates:
    """The templates in `overrides/records/`, speaking one language."""

    def __init__(self, root: Path, here: Language) -> None:
        self._environment = Environment(
            loader=FileSystemLoader(root / "overrides" / "records"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            extensions=["jinja2.ext.i18n"],
        )
        self._environment.install_gettext_translations(here.translations, newstyle=True)  # type: ignore[attr-defined]

    def render(self, name: str, reader: Reader, context: dict[str, Any]) -> str:
        """Fill the template `name` (without `.html`); it can call `reader` for addresses."""
        return self._environment.get_template(f"{name}.html").render(reader=reader, **context)
