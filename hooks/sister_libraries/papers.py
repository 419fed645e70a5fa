"""What is put on paper: the brochure, the board's page, the booklet and the checklists, each in every language.

A paper is made of pages of the finished site, so its texts stand in one place: `docs/` or the records.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from sister_libraries.headings import first_heading, heading
from sister_libraries.languages import N_
from sister_libraries.reader import Reader
from sister_libraries.views import checklist

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from sister_libraries.catalogue import Catalogue
    from sister_libraries.languages import Language
    from sister_libraries.templates import Templates

FOLDER = "paper/"
# The guidance as a booklet, page by page, in the order in which it is read.
BOOKLET = (
    "why/",
    "getting-started/",
    "levels/",
    "find-a-partner/",
    "first-letter/",
    "activities/",
    "tips/",
    "questions/",
)
SHEETS = {"brochure": N_("Brochure, to fold"), "board": N_("The case for the board, one page")}
BOOKLET_TITLE = N_("The whole guidance as a booklet")
_ARTICLE = re.compile(r"<article[^>]*>(.*)</article>", re.DOTALL)
_ID = re.compile(r' id="([^"]*)"')
_HERE = re.compile(r' href="#([^"]*)"')
_ELSEWHERE = re.compile(r' href="((?:\.\.?/)[^"]*)"')


@dataclass(frozen=True, slots=True)
class Paper:
    """One document: the file that it becomes, its language, and what its template prints."""

    file: str
    language: Language
    template: str
    context: dict[str, Any]
    forms: bool = False


def sources(here: Language) -> list[str]:
    """The addresses of the hand-written pages that papers are made of."""
    pages = [*BOOKLET, *(f"{FOLDER}{name}/" for name in SHEETS)]
    return [f"{here.prefix}{page}index.html" for page in pages]


def files(catalogue: Catalogue, here: Language) -> list[tuple[str, str, str]]:
    """The papers in one language: file below the language's root, title, and kind."""
    reader = Reader(here, catalogue, "")
    found = [(f"{FOLDER}{name}.pdf", here.say(title), name) for name, title in SHEETS.items()]
    found.append((f"{FOLDER}booklet.pdf", here.say(BOOKLET_TITLE), "booklet"))
    pattern = N_("Checklist: {title}")
    return found + [
        (
            f"{FOLDER}checklist-{each.id}.pdf",
            here.say(pattern, title=reader.name(each).text),
            "checklist",
        )
        for each in catalogue.checklists.values()
    ]


def papers(pages: Mapping[str, str], catalogue: Catalogue, here: Language, site_url: str) -> Iterator[Paper]:
    """Every paper of one language; `pages` are the finished pages of `sources` by name."""

    def article(page: str) -> Markup:
        return article_of(pages[f"{here.prefix}{page}index.html"], site_url + here.prefix + page)

    base = {"language": here, "address": site_url + here.prefix}
    titles = {kind: title for _, title, kind in files(catalogue, here)}
    for name in SHEETS:
        whole = article(f"{FOLDER}{name}/")
        panels = [Markup(each) for each in re.split(r"(?=<h2)", whole)]
        context = {**base, "title": titles[name], "article": whole, "panels": panels}
        yield Paper(f"{here.prefix}{FOLDER}{name}.pdf", here, f"paper/{name}", context)
    chapters = [article(page) for page in BOOKLET]
    contents = [found for each in chapters if (found := first_heading(each))]
    context = {
        **base,
        "title": here.say(N_("Guidance for sister libraries")),
        "chapters": chapters,
        "contents": contents,
    }
    yield Paper(f"{here.prefix}{FOLDER}booklet.pdf", here, "paper/booklet", context)
    reader = Reader(here, catalogue, site_url + here.prefix)
    for record in catalogue.checklists.values():
        context = {
            **base,
            "title": reader.name(record).text,
            "name": reader.name(record),
            "summary": reader.text(record.summary),
            "checklist": checklist.context(record, reader),
        }
        name = f"{here.prefix}{FOLDER}checklist-{record.id}.pdf"
        yield Paper(name, here, "paper/checklist", context, forms=True)


def sheet(html: str, here: Language, path: str, site_url: str) -> Paper:
    """A page of the finished site, any that a record has, as a sheet."""
    address = f"{site_url}{here.prefix}{path}"
    context = {
        "language": here,
        "address": address,
        "title": heading(html).title or path,
        "article": article_of(html, address),
    }
    return Paper(f"{here.prefix}{path.strip('/')}.pdf", here, "paper/sheet", context)


def article_of(html: str, address: str) -> Markup:
    """The text of a finished page, for a document: ids are its own, and links lead to the site."""
    found = _ARTICLE.search(html)
    text = found[1] if found else ""
    mark = re.sub(r"\W+", "-", address.rstrip("/").rpartition("/")[2]) or "top"
    text = _ID.sub(rf' id="{mark}--\1"', text)
    text = _HERE.sub(rf' href="#{mark}--\1"', text)
    return Markup(_ELSEWHERE.sub(lambda each: f' href="{_joined(address, each[1])}"', text))


def _joined(address: str, relative: str) -> str:
    """An address relative to another; both are ours, so this is no more than folders."""
    folders = address.rstrip("/").split("/")
    while relative.startswith(("../", "./")):
        if relative.startswith("../"):
            folders.pop()
        relative = relative.partition("/")[2]
    return "/".join([*folders, relative])


def style(root: Path) -> str:
    """The style sheet of all papers."""
    return (root / "overrides" / "records" / "paper" / "paper.css").read_text(encoding="utf-8")


def html(paper: Paper, templates: Templates, catalogue: Catalogue) -> str:
    """The document as HTML, for WeasyPrint."""
    return templates.render(paper.template, Reader(paper.language, catalogue, ""), paper.context)
