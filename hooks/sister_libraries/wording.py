"""Keep the gettext catalogues in step with the messages in code and templates."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from sister_libraries.languages import DOMAIN, catalogue_path, site_languages

if TYPE_CHECKING:
    from pathlib import Path

_METHODS = [("hooks/sister_libraries/**.py", "python"), ("overrides/**.html", "jinja2.ext:babel_extract")]
_KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2), "plural": (1, 2)}
_OPTIONS = {"overrides/**.html": {"trimmed": "true", "silent": "false"}}


def messages(root: Path) -> Catalog:
    """Every message that code and templates can show, with the files that it stands in."""
    template = Catalog(domain=DOMAIN, fuzzy=False)
    found = extract_from_dir(
        root, method_map=_METHODS, options_map=_OPTIONS, keywords=_KEYWORDS, comment_tags=()
    )
    for name, _line, message, _comments, context in found:
        template.add(message, locations=[(name.replace("\\", "/"), 0)], context=context)
    return template


def updated(root: Path, code: str) -> tuple[Catalog, bytes]:
    """The catalogue of the language `code` brought up to date, and its text as it belongs into the file."""
    path = catalogue_path(code)
    words = Catalog(locale=code, domain=DOMAIN, project="Sister Libraries", version="1", fuzzy=False)
    if path.exists():
        with path.open("rb") as file:
            words = read_po(file, locale=code, domain=DOMAIN)
    words.update(messages(root), no_fuzzy_matching=True)
    words.obsolete.clear()
    words.header_comment = "# The words of the site's interface and messages. Made by: sisterlib words"
    out = io.BytesIO()
    write_po(out, words, width=0, sort_output=True, include_lineno=False, omit_header=False)
    lines = [line for line in out.getvalue().splitlines(keepends=True) if not line.startswith(_DATED)]
    return words, b"".join(lines)


# Header lines that change with every run.
_DATED = (
    b'"POT-Creation-Date',
    b'"PO-Revision-Date',
    b'"Generated-By',
    b'"Last-Translator',
    b'"Report-Msgid',
    b'"Language-Team',
)


def update(root: Path) -> list[str]:
    """Write every catalogue anew; returns the messages that lack a translation, by file."""
    lacking = []
    for each in site_languages()[1:]:
        words, text = updated(root, each.code)
        path = catalogue_path(each.code)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text)
        lacking += [str(m.id) for m in words if m.id and (not all_translated(m.string) or m.fuzzy)]
    return lacking


def all_translated(string: object) -> bool:
    """Whether a message, or every plural form of it, has a translation."""
    return all(string) if isinstance(string, (list, tuple)) else bool(string)
