"""`sisterlib pdf`: put pages of the built site on paper."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sister_libraries import papers, pdf
from sister_libraries.clock import today
from sister_libraries.languages import site_languages
from sister_libraries.project import Project
from sister_libraries.templates import Templates

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from sister_libraries.catalogue import Catalogue
    from sister_libraries.languages import Language


def add_command(commands: Any) -> None:
    """Teach the command line `pdf`."""
    parser = commands.add_parser("pdf", help="put pages of the built site on paper")
    parser.add_argument(
        "pages", nargs="*", metavar="PAGE", help="such as libraries/guangzhou-library; all papers without any"
    )
    parser.add_argument("--site-dir", type=Path, default=Path("site"), help="the built site (default: site)")
    parser.add_argument("--out", type=Path, default=Path("paper"), help="where to (default: paper)")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write the PDFs; the exit code is 1 when they cannot be made."""
    if pdf.missing():
        for each in site_languages():
            print(each.say(pdf.missing()), file=sys.stderr)
        return 1
    project = Project(options.root, site_dir=options.site_dir, today=options.today or today())
    catalogue = project.load()
    style = papers.style(project.root)
    for here in site_languages():
        templates = Templates(project.root, here)
        try:
            found = list(_papers(project, catalogue, here, options.pages))
        except FileNotFoundError as error:
            print(f"sisterlib pdf: there is no page {error.filename}; build the site first", file=sys.stderr)
            return 1
        for paper in found:
            html = papers.html(paper, templates, catalogue)
            content = pdf.make(html, style, project.cache, forms=paper.forms)
            path = options.out / paper.file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
            print(path)
    return 0


def _papers(
    project: Project, catalogue: Catalogue, here: Language, wanted: list[str]
) -> Iterator[papers.Paper]:
    """The papers in one language: of the pages `wanted`, else all that the site offers."""

    def page(name: str) -> str:
        return (project.site_dir / name).read_text(encoding="utf-8")

    for path in wanted:
        bare = path.strip("/") + "/"
        yield papers.sheet(page(f"{here.prefix}{bare}index.html"), here, bare, project.site_url)
    if not wanted:
        pages = {name: page(name) for name in papers.sources(here)}
        yield from papers.papers(pages, catalogue, here, project.site_url)
