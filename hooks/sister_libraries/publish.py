"""Make the site of a shell and a catalogue: fill pages and layouts, add what only machines read, and swap it in.

Stops with ProblemsFound before anything is published; the published folder is always a whole site.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sister_libraries import layouts
from sister_libraries.fillings import FILLINGS, MARKER
from sister_libraries.languages import site_languages
from sister_libraries.layouts import Layout, left_over
from sister_libraries.outputs import OUTPUTS, Site
from sister_libraries.pages_check import RECORD_LINK
from sister_libraries.problems import Problem, ProblemsFound
from sister_libraries.project import KEY_FILE
from sister_libraries.reader import Reader
from sister_libraries.search_index import SearchIndex
from sister_libraries.staging import Staging
from sister_libraries.templates import Templates
from sister_libraries.views import PAGE_KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sister_libraries.languages import Language
    from sister_libraries.project import Project

# Files of the theme that no page of ours asks for.
_UNUSED = re.compile(
    r"assets/(javascripts/(bundle|lunr|workers)|stylesheets/palette|.*\.map$)|assets/images/favicon\.png|sitemap\.xml|layouts/|\w+/layouts/"
)


def publish(project: Project) -> None:
    """Fill the project's shell with its catalogue, and make the result the published site."""
    catalogue = project.load()
    with Staging(project.site_dir, project.cache) as staging, SearchIndex() as index:
        problems: list[Problem] = []
        for here in site_languages():
            templates = Templates(project.root, here)
            _fill_pages(project, here, templates, staging, index, problems)
            _fill_layouts(project, here, templates, staging, index)
        _copy_assets(project.shell, staging)
        if problems:
            raise ProblemsFound(problems)
        site = Site(catalogue, project.site_url, staging.pages)
        for output in OUTPUTS:
            for name, content in output(site):
                staging.write_bytes(name, content.encode() if isinstance(content, str) else content)
        index.write(staging.folder / "pagefind")
        staging.publish()


def _fill_pages(
    project: Project,
    here: Language,
    templates: Templates,
    staging: Staging,
    index: SearchIndex,
    problems: list[Problem],
) -> None:
    """Fill the markers and links of the hand-written pages."""
    catalogue = project.load()
    for path in _pages(project.shell, here):
        name = path.relative_to(project.shell).as_posix()
        html = path.read_text(encoding="utf-8")
        inside = name.removeprefix(here.prefix)
        reader = Reader(here, catalogue, "../" * inside.count("/"))

        def fill(found: re.Match[str], reader: Reader = reader) -> str:
            context = FILLINGS[found[1]](reader, project.root, found[2] or "")
            return templates.render(f"fillings/{found[1]}", reader, context)

        def link(found: re.Match[str], reader: Reader = reader) -> str:
            return reader.url(f"{found[1]}/{found[2]}/")

        if "data-pagefind-body" in html:
            # Without the fillings: what they list is found on the records' own pages.
            index.add_page(name.removesuffix("index.html"), MARKER.sub("", html))
        html = MARKER.sub(fill, html)
        html = RECORD_LINK.sub(link, html)
        rest = layouts.first_left_over(html)
        if rest:
            problems.append(left_over(name, rest))
        staging.write(name, html)


def _pages(shell: Path, here: Language) -> Iterator[Path]:
    """The hand-written pages of one language in the shell."""
    others = tuple(f"{each.prefix}" for each in site_languages() if each.prefix and each != here)
    for path in sorted(shell.rglob("*.html")):
        name = path.relative_to(shell).as_posix()
        mine = name.startswith(here.prefix) and not (not here.prefix and name.startswith(others))
        if mine and not _UNUSED.match(name):
            yield path


def _fill_layouts(
    project: Project, here: Language, templates: Templates, staging: Staging, index: SearchIndex
) -> None:
    """Make the page of every record."""
    catalogue = project.load()
    reader = Reader(here, catalogue, "../../")
    for kind in PAGE_KINDS:
        layout = _layout(project.shell, here, kind.name)
        for subject_id, subject in kind.subjects(catalogue):
            page = kind.view(subject, reader)
            content = templates.render(kind.name, reader, page.context)
            path = kind.path(subject_id)
            values = {
                "title": page.title,
                "description": page.description,
                "robots": "noindex" if page.noindex else "index",
                "edit": project.edit_address(page.edit),
                "path": path,
            }
            staging.write(
                f"{here.prefix}{path}index.html", layout.fill(content, values), index=not page.noindex
            )
            if page.found_as:
                index.add_record(here.prefix + path, page, content, here)


def _layout(shell: Path, here: Language, name: str) -> Layout:
    path = shell / f"{here.prefix}layouts/{name}/index.html"
    return layouts.cut(name, path.read_text(encoding="utf-8"))


def _copy_assets(shell: Path, staging: Staging) -> None:
    """Copy what is not a page: styles, scripts, images."""
    for path in sorted(shell.rglob("*")):
        name = path.relative_to(shell).as_posix()
        if path.is_file() and path.suffix != ".html" and name != KEY_FILE and not _UNUSED.match(name):
            staging.copy(name, path)
