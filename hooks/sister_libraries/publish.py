"""Make the site of a shell and a catalogue: fill pages and layouts, add what only machines read, and swap it in.

Stops with ProblemsFound before anything is published; the published folder is always a whole site.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape
from typing import TYPE_CHECKING

from sister_libraries import layouts, linked_data
from sister_libraries.events import changed
from sister_libraries.fillings import FILLINGS, MARKER
from sister_libraries.languages import site_languages
from sister_libraries.layouts import Layout, left_over
from sister_libraries.outputs import OUTPUTS, Heading, Site
from sister_libraries.problems import Problem, ProblemsFound
from sister_libraries.project import KEY_FILE
from sister_libraries.reader import Reader
from sister_libraries.search_index import SearchIndex
from sister_libraries.staging import Staging
from sister_libraries.templates import Templates
from sister_libraries.timings import stage
from sister_libraries.views import PAGE_KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sister_libraries.catalogue import Catalogue
    from sister_libraries.languages import Language
    from sister_libraries.project import Project

_RECORD_HREF = re.compile(r'(?<=href=")record:([a-z]+)/([a-z0-9-]+)')

_TITLE = re.compile(r'<meta property="og:title" content="([^"]*)">')
_DESCRIPTION = re.compile(r'<meta name="description" content="([^"]*)">')

# Files of the theme that no page of ours asks for, and the layouts, which are not pages of their own.
_UNUSED = re.compile(
    r"assets/(javascripts/(bundle|lunr|workers)|stylesheets/palette|images/favicon\.png)"
    r"|.*\.map$|sitemap\.xml|(\w+/)?layouts/"
)


def publish(project: Project) -> None:
    """Fill the project's shell with its catalogue, and make the result the published site."""
    catalogue = project.load()
    with Staging(project.site_dir, project.cache) as staging, SearchIndex() as index:
        made = _Publication(project, catalogue, staging, index)
        for here in site_languages():
            templates = Templates(project.root, here)
            with stage("fill pages"):
                made.fill_pages(here, templates)
            with stage("fill records"):
                made.fill_layouts(here, templates)
        if made.problems:
            raise ProblemsFound(made.problems)
        index.close()
        with stage("outputs and assets"):
            made.write_outputs()
            made.copy_assets()
        with stage("wait for search"):
            for name, content in index.files():
                staging.write_bytes(f"pagefind/{name}", content)
        with stage("swap"):
            staging.publish()


@dataclass
class _Publication:
    """One site in the making: what is read, where it goes, and what went wrong."""

    project: Project
    catalogue: Catalogue
    staging: Staging
    index: SearchIndex
    problems: list[Problem] = field(default_factory=list)
    headings: dict[str, Heading] = field(default_factory=dict)
    changed: dict[str, str] = field(default_factory=dict)  # the pages whose last change the records tell

    def fill_pages(self, here: Language, templates: Templates) -> None:
        """Fill the markers and links of the hand-written pages."""
        for path in _pages(self.project.shell, here):
            name = path.relative_to(self.project.shell).as_posix()
            html = path.read_text(encoding="utf-8")
            reader = Reader(here, self.catalogue, "../" * name.removeprefix(here.prefix).count("/"))
            if "data-pagefind-body" in html:
                # Without the fillings: what they list is found on the records' own pages.
                self.index.add_page(name.removesuffix("index.html"), MARKER.sub("", html))
            self.headings[name] = heading(html)
            # Looked for before the records come in: what stands in them is only text.
            rest = layouts.first_left_over(MARKER.sub("", html))
            html = self._fill(html, reader, templates)
            if rest:
                self.problems.append(left_over(name, rest))
            self.staging.write(name, html)

    def _fill(self, html: str, reader: Reader, templates: Templates) -> str:
        def filling(found: re.Match[str]) -> str:
            context = FILLINGS[found[1]](reader, self.project.root, found[2] or "")
            return templates.render(f"fillings/{found[1]}", reader, context)

        def address(found: re.Match[str]) -> str:
            return reader.url(f"{found[1]}/{found[2]}/")

        # Links first: what looks like one in a record's text is only text.
        return MARKER.sub(filling, _RECORD_HREF.sub(address, html))

    def fill_layouts(self, here: Language, templates: Templates) -> None:
        """Make the page of every record."""
        reader = Reader(here, self.catalogue, "../../")
        for kind in PAGE_KINDS:
            layout = self._layout(here, kind.name)
            for subject_id, subject in kind.subjects(self.catalogue):
                page = kind.view(subject, reader)
                content = templates.render(kind.name, reader, page.context)
                path = kind.path(subject_id)
                values = {
                    "title": page.title,
                    "description": page.description,
                    "robots": "noindex" if page.noindex else "index",
                    "edit": self.project.edit_address(page.edit),
                    "path": path,
                    "linked_data": linked_data.of_record(
                        kind, path, subject, page, reader, self.project.site_url
                    ),
                }
                html = layout.fill(content, values)
                name = f"{here.prefix}{path}index.html"
                self.staging.write(name, html, index=not page.noindex)
                day = changed(subject, self.catalogue)
                if day:
                    self.changed[name] = day.isoformat()
                if page.found_as:
                    self.index.add_record(here.prefix + path, page, content, here)

    def _layout(self, here: Language, name: str) -> Layout:
        path = self.project.shell / f"{here.prefix}layouts/{name}/index.html"
        return layouts.cut(name, path.read_text(encoding="utf-8"))

    def write_outputs(self) -> None:
        """Write what is not a page: sitemap, data, tables."""
        site = Site(self.catalogue, self.project.site_url, self.staging.pages, self.headings, self.changed)
        for output in OUTPUTS:
            for name, content in output(site):
                self.staging.write_bytes(name, content.encode() if isinstance(content, str) else content)

    def copy_assets(self) -> None:
        """Copy styles, scripts and images."""
        for path in sorted(self.project.shell.rglob("*")):
            name = path.relative_to(self.project.shell).as_posix()
            if path.is_file() and path.suffix != ".html" and name != KEY_FILE and not _UNUSED.match(name):
                self.staging.copy(name, path)


def heading(html: str) -> Heading:
    """What a hand-written page calls itself, from its head."""
    title = _TITLE.search(html)
    description = _DESCRIPTION.search(html)
    return Heading(
        unescape(title[1]) if title else "",
        unescape(description[1]) if description else "",
    )


def _pages(shell: Path, here: Language) -> Iterator[Path]:
    """The hand-written pages of one language in the shell."""
    others = tuple(each.prefix for each in site_languages() if each.prefix and each != here)
    for path in sorted(shell.rglob("*.html")):
        name = path.relative_to(shell).as_posix()
        mine = name.startswith(here.prefix) and (here.prefix or not name.startswith(others))
        if mine and not _UNUSED.match(name):
            yield path
