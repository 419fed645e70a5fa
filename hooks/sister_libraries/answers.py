"""Answers to contributors, as text for GitHub: every word of theirs is escaped, so that it commands and links nothing.

The templates in `overrides/answers/` write HTML, which GitHub's Markdown leaves as it is up to the first blank line:
what is escaped once is then neither Markdown nor markup. Texts of contributors have no blank line left.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

if TYPE_CHECKING:
    from pathlib import Path

    from sister_libraries.languages import Language

LONGEST = 600  # characters of a value that an answer shows; the record itself has all of it
_JOINER = "\u2060"  # invisible; parts a mark from the name or number that GitHub would make a mention of


def quiet(text: object) -> str:
    """`text` on one line, of bearable length, and without what GitHub would turn into a mention or a reference."""
    plain = str(text)
    if not plain.isprintable():  # nearly all are
        plain = "".join(c if c.isprintable() or c.isspace() else "·" for c in plain)
    plain = " ".join(plain.split())
    if len(plain) > LONGEST:
        plain = plain[: LONGEST - 1] + "…"
    for mark in "@#":
        plain = plain.replace(mark, mark + _JOINER)
    return plain


def answer(root: Path, name: str, here: Language, **values: Any) -> str:
    """Fill the template `name` (without `.html`) in the words of `here`."""
    text = _templates(root, here).get_template(f"{name}.html").render(here=here, **values)
    return "\n".join(line for line in text.split("\n") if line.strip()) + "\n"


@cache
def _templates(root: Path, here: Language) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(root / "overrides" / "answers"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: (
            quiet(value) if isinstance(value, str) and not hasattr(value, "__html__") else value
        ),
        extensions=["jinja2.ext.i18n"],
    )
    environment.install_gettext_translations(here.translations, newstyle=True)  # type: ignore[attr-defined]  # its extension adds it
    return environment
