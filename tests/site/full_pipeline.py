"""A MkDocs hook of test_site_full_pipeline.py: puts a record's HTML where MkDocs puts what it made of Markdown.

The page's front matter names the HTML in `html`. Like a record's page, it is not searched as HTML.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mkdocs.structure.pages import Page


def on_page_content(html: str, *, page: Page, **_: Any) -> str:
    """Replace the place that a layout has for the record."""
    own = page.meta.get("html")
    place = "<!-- sister_libraries:record -->"
    if not own:
        return html
    assert place in html, f"{page.file.src_uri} has no place for the record"
    return html.replace(place, Path(own).read_text(encoding="utf-8"))


def on_page_context(context: dict[str, Any], *, page: Page, **_: Any) -> dict[str, Any]:
    """Keep the page from Pagefind, which is given the record's own texts."""
    return context | {"searchable": context["searchable"] and not page.meta.get("html")}
