"""Layouts: an HTML page with slots, cut once and filled for every record.

A slot is `⟦name⟧`; the layout's own address (`layouts/library/`) is the slot `path`, so that whatever MkDocs and
the theme derived from it (canonical address, alternates, language switch) comes out right for every record.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import escape

from sister_libraries.problems import Problem, ProblemsFound

if TYPE_CHECKING:
    from collections.abc import Mapping

RECORD = "<!-- sister_libraries:record -->"  # the slot for the record's own HTML
_SLOT = re.compile(r"⟦(\w+)⟧")


@dataclass(frozen=True)
class Layout:
    """A page cut at its slots: texts and slot names, alternating, a text first and last."""

    name: str
    pieces: tuple[str, ...]

    def fill(self, content: str, values: Mapping[str, str]) -> str:
        """The page with `content`, which is HTML, and `values`, which are plain text or Markup, in its slots.

        Raises ProblemsFound (E407) for a slot that has no value.
        """
        filled = {name: str(escape(value)) for name, value in values.items()}
        filled["content"] = content
        try:
            return "".join(filled[piece] if i % 2 else piece for i, piece in enumerate(self.pieces))
        except KeyError as error:
            raise ProblemsFound([left_over(f"layouts/{self.name}", f"⟦{error.args[0]}⟧")]) from None


def cut(name: str, html: str) -> Layout:
    """Cut the layout `name` at its slots; raises ProblemsFound (E407) when it has no place for the record."""
    if RECORD not in html:
        raise ProblemsFound([left_over(f"layouts/{name}", RECORD)])
    html = html.replace(RECORD, "⟦content⟧").replace(f"layouts/{name}/", "⟦path⟧")
    return Layout(name, tuple(_SLOT.split(html)))


def left_over(page: str, found: str) -> Problem:
    """The problem of a slot or marker that was not filled."""
    return Problem("E407", page, None, {"found": found})


def first_left_over(html: str) -> str | None:
    """A slot or marker that is still in a finished page, or None."""
    found = re.search(r"⟦\w+⟧|<!-- sister_libraries:[^>]*-->", html)
    return found[0] if found else None
