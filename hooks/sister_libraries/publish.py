"""Make the site of a shell and a catalogue: fill pages and layouts, add what only machines read, and swap it in.

Stops with ProblemsFound before anything is published; the published folder is always a whole site.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from sister_libraries import layouts, linked_records, offline, papers, pdf, search, search_index, search_parts
from sister_libraries.events import changed, events
from sister_libraries.facets import counts
from sister_libraries.fillings import FILLINGS, MARKER
from sister_libraries.frame import NOT_LISTED
from sister_libraries.geography.world_map import world_map
from sister_libraries.headings import Heading, heading
from sister_libraries.languages import country_codes, site_languages
from sister_libraries.layouts import Layout, left_over
from sister_libraries.matching.suggest import suggestions
from sister_libraries.memory import Made, Memory
from sister_libraries.outputs import OUTPUTS, OUTPUTS_OF_PAGES, Site
from sister_libraries.parallel import beside, side_by_side
from sister_libraries.problems import Problem, ProblemsFound
from sister_libraries.progress import ENDING, PAGES, PAPER, RECORDS, SEARCH, progress
from sister_libraries.reader import Reader
from sister_libraries.search_index import ENTRY, join_entries
from sister_libraries.shell import KEY_FILE
from sister_libraries.staging import Staging
from sister_libraries.templates import Templates
from sister_libraries.timings import stage
from sister_libraries.translation_status import not_translated
from sister_libraries.views import PAGE_KINDS
from sister_libraries.world import offsets

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator, Mapping
    from pathlib import Path

    from sister_libraries.languages import Language, Phrase
    from sister_libraries.outputs import Output
    from sister_libraries.project import Project
    from sister_libraries.staging import FileStamp
    from sister_libraries.views import PageKind

_RECORD_HREF = re.compile(r'(?<=href=")record:([a-z]+)/([a-z0-9-]+)')

# Files of the theme that no page of ours asks for, and the layouts, which are not pages of their own.
_LAYOUTS = "|".join(re.escape(f"{each.prefix}layouts/") for each in site_languages())
_UNUSED = re.compile(
    r"assets/(javascripts/(bundle|lunr|workers)|stylesheets/palette|images/favicon\.png)"
    rf"|.*\.map$|sitemap\.xml|{_LAYOUTS}|records/"
)


def publish(project: Project, wait_for_shell: Callable[[], None] = lambda: None) -> Mapping[str, FileStamp]:
    """Fill the project's shell with its catalogue, and make the result the published site.

    `wait_for_shell` returns when the shell is there; what needs none is made meanwhile. Tells how each file of the
    site lies, by its name.
    """
    if pdf.wanted() and pdf.missing():
        for here in site_languages():
            print(here.say(pdf.missing()), file=sys.stderr)
    with stage("prepare"):  # what processes forked from this one find made
        catalogue = project.load()
        counts(catalogue)
        events(catalogue)
    outputs = partial(_make_outputs, project)
    with Staging(project.site_dir, project.cache) as staging, beside(outputs) as outputs_made:
        with stage("prepare"):  # what only pages need
            suggestions(catalogue).find_all(project.kept_suggestions())
            project.page_keys().find_all(PAGE_KINDS)
            not_translated(catalogue)
            world_map(catalogue)
            for code in country_codes():
                offsets(code, catalogue.today)
        wait_for_shell()
        parts = side_by_side([partial(_make_language, project, here) for here in site_languages()])
        with stage("wait for outputs"):
            parts.append(outputs_made())
        problems = [problem for part in parts for problem in part.problems]
        if problems:
            raise ProblemsFound(problems)
        for part in parts:
            staging.take_over(part.staging)
        entries = [part.search_entry for part in parts if part.search_entry]
        if entries:
            staging.write_bytes(f"pagefind/{ENTRY}", join_entries(entries))
        progress.stage(ENDING)
        headings = {name: each for part in parts for name, each in part.headings.items()}
        changes = {name: day for part in parts for name, day in part.changed.items()}
        with stage("sitemap and assets"):
            site = Site(project.load(), project.site_url, staging.pages, staging.kept, headings, changes)
            _write_outputs(site, staging, OUTPUTS_OF_PAGES)
            _copy_assets(project, staging)
            _write_worker(project, staging, headings)
        with stage("swap"):
            staging.publish()
    return staging.written


@dataclass
class _Part:
    """A part of the site: what was written, what went wrong, and the entry of a language's search index."""

    staging: Staging
    problems: list[Problem]
    search_entry: bytes = b""
    headings: dict[str, Heading] = field(default_factory=dict)
    changed: dict[str, str] = field(default_factory=dict)  # the pages whose last change the records tell


def _make_language(project: Project, here: Language) -> _Part:
    """Write the pages of one language and its search index."""
    index = search.Search(here, project.kept_search(), len(project.load().libraries))
    with Staging(project.site_dir, project.cache) as staging, index:
        pages = _Pages(project, here, staging)
        tell = progress.stage if here == site_languages()[0] else _silence
        tell(PAGES)
        with stage("fill pages"):
            written = pages.fill_pages()
        if search.wanted():
            with stage("search"):
                index.begin(written)
        tell(RECORDS)
        with stage("fill records"):
            pages.fill_layouts()
        if pages.problems:
            return _Part(staging, pages.problems)
        if pdf.offered():
            tell(PAPER)
            with stage("PDFs"):
                pages.write_papers()
        pages.memory.prepare()
        if search.wanted():
            tell(SEARCH)
            with stage("search"):
                for name, content in index.files(pages.found):
                    staging.write_bytes(f"pagefind/{name}", content)
    return _Part(staging, [], index.entry, pages.headings, pages.changed)


def _silence(_what: Phrase) -> None:
    """Of the languages that are made side by side, one is told of."""


def record_pages(
    project: Project,
    here: Language,
    staging: Staging,
    wanted: Callable[[str], bool],
    folders: Container[str] | None = None,
) -> dict[str, Made]:
    """Write those pages of records in one language whose addresses are `wanted`, in some `folders` or in all.

    Tells what is to be remembered of them. Raises ProblemsFound (E407) when a layout does not fit.
    """
    pages = _Pages(project, here, staging, wanted)
    pages.fill_layouts([each for each in PAGE_KINDS if folders is None or each.folder in folders])
    if pages.problems:
        raise ProblemsFound(pages.problems)
    return pages.memory.made


def _make_outputs(project: Project) -> _Part:
    """Write what needs no page."""
    with Staging(project.site_dir, project.cache) as staging, stage("outputs"):
        _write_outputs(Site(project.load(), project.site_url), staging, OUTPUTS)
    return _Part(staging, [])


class _Pages:
    """The pages of one language in the making: what is read, where it goes, and what went wrong."""

    def __init__(
        self,
        project: Project,
        here: Language,
        staging: Staging,
        wanted: Callable[[str], bool] | None = None,
    ) -> None:
        self.project = project
        self.catalogue = project.load()
        self.here = here
        self.staging = staging
        self.found: dict[str, bytes] = {}  # what search is given of records' pages, by their addresses
        self.templates = Templates(project.root, here)
        self.problems: list[Problem] = []
        self.headings: dict[str, Heading] = {}
        self.changed: dict[str, str] = {}
        self.articles: dict[str, str] = {}  # the pages that papers are made of
        self.deep_reader = Reader(here, self.catalogue, "../../")  # of a record's page
        self.wanted = wanted  # which record pages to make, by their addresses; None for all
        self.memory = Memory(project.kept_pages(), here.code)
        self.keys = project.page_keys()

    def fill_pages(self) -> dict[str, bytes]:
        """Fill the markers and links of the hand-written pages; what search is given of them, by their addresses."""
        found = {}
        for path in _hand_written(self.project.shell.folder, self.here):
            name = path.relative_to(self.project.shell.folder).as_posix()
            html = path.read_text(encoding="utf-8")
            home = "../" * name.removeprefix(self.here.prefix).count("/")
            if "data-pagefind-body" in html:
                # Without the fillings: what they list is found on the records' own pages.
                address = name.removesuffix("index.html")
                found[address] = search_index.page(address, MARKER.sub("", html))
            self.headings[name] = heading(html)
            # Looked for before the records come in: what stands in them is only text.
            rest = layouts.first_left_over(MARKER.sub("", html))
            if rest:
                self.problems.append(left_over(name, rest))
            html = self._fill(html, Reader(self.here, self.catalogue, home))
            self.staging.write(name, html)
            if name in papers.sources(self.here):
                self.articles[name] = html
        return found

    def _fill(self, html: str, reader: Reader) -> str:
        def filling(found: re.Match[str]) -> str:
            context = FILLINGS[found[1]](reader, self.project.root, found[2] or "")
            return self.templates.render(f"fillings/{found[1]}", reader, context)

        def address(found: re.Match[str]) -> str:
            return reader.url(f"{found[1]}/{found[2]}/")

        # Links first: what looks like one in a record's text is only text.
        return MARKER.sub(filling, _RECORD_HREF.sub(address, html))

    def fill_layouts(self, kinds: Iterable[PageKind] = PAGE_KINDS) -> None:
        """Make the page of every record that does not lie there as it would come out."""
        for kind in kinds:
            try:
                self._fill_layout(kind)
            except ProblemsFound as found:  # of one layout; what is wrong with others is to be told, too
                self.problems += found.problems

    def _fill_layout(self, kind: PageKind) -> None:
        layout = self._layout(kind.name)
        subjects = list(kind.subjects(self.catalogue))
        told = self.here == site_languages()[0]
        for subject_id, subject in progress.count(subjects, len(subjects)) if told else subjects:
            if self.wanted and not self.wanted(kind.path(subject_id)):
                continue
            name = f"{self.here.prefix}{kind.path(subject_id)}index.html"
            key = self.keys.of(kind, subject_id, subject)
            made = self.memory.page(name, key)
            there = self.staging.reuse(name, made.files) if made else None
            if not made or not there:
                made, there = self._make_page(kind, subject_id, subject, layout, key)
            made.lies_as(there)
            self.memory.made[name] = made
            self.staging.list(name, index=not made.noindex, kept=not kind.comes_and_goes)
            if made.day:
                self.changed[name] = made.day
            if made.found:
                self.found[name] = made.found

    def _make_page(
        self, kind: PageKind, subject_id: str, subject: Any, layout: Layout, key: bytes
    ) -> tuple[Made, FileStamp]:
        """Make a page and write it."""
        reader = self.deep_reader
        page = kind.view(subject, reader)
        content = self.templates.render(kind.name, reader, page.context)
        path = kind.path(subject_id)
        values = {
            "title": page.title,
            "description": page.description,
            "robots": Markup(NOT_LISTED if page.noindex else ""),
            "edit": self.project.edit_address(page.edit),
            "path": path,
            "to": page.to,
            "linked_data": linked_records.of_record(kind, path, subject, page, reader, self.project.site_url),
        }
        html = layout.fill(content.strip(), values)  # as `lean` leaves it in a whole page
        day = changed(subject, self.catalogue)
        found = search_parts.record(self.here.prefix + path, page) if page.found_as else b""
        there = self.staging.write_bytes(f"{self.here.prefix}{path}index.html", html.encode())
        return Made(key, (), page.noindex, day.isoformat() if day else "", found), there

    def write_papers(self) -> None:
        """Make the PDFs."""
        style = papers.style(self.project.root)
        for each in papers.papers(self.articles, self.catalogue, self.here, self.project.site_url):
            html = papers.html(each, self.templates, self.catalogue)
            self.staging.write_bytes(each.file, pdf.make(html, style, self.project.cache, forms=each.forms))

    def _layout(self, name: str) -> Layout:
        path = self.project.shell.folder / f"{self.here.prefix}layouts/{name}/index.html"
        return layouts.cut(name, path.read_text(encoding="utf-8"))


def _write_outputs(site: Site, staging: Staging, outputs: Iterable[Output]) -> None:
    """Write what is not a page: data, tables, sitemap."""
    for output in outputs:
        for name, content in output(site):
            staging.write_bytes(name, content.encode() if isinstance(content, str) else content)


def _copy_assets(project: Project, staging: Staging) -> None:
    """Copy styles, scripts and images."""
    for path in sorted(project.shell.folder.rglob("*")):
        name = path.relative_to(project.shell.folder).as_posix()
        if path.is_file() and path.suffix != ".html" and name != KEY_FILE and not _UNUSED.match(name):
            staging.copy(name, path)


def _write_worker(project: Project, staging: Staging, pages: Iterable[str]) -> None:
    """Write the service worker, now that all that it keeps is there."""
    folder = staging.folder
    names = offline.core(staging.written, pages, lambda name: (folder / name).stat().st_size)
    source = (project.root / "overrides" / "records" / "offline" / offline.WORKER).read_text("utf-8")
    text = offline.worker(source, names, lambda name: (folder / name).read_bytes())
    staging.write_bytes(offline.WORKER, text.encode("utf-8"))


def _hand_written(shell: Path, here: Language) -> Iterator[Path]:
    """The hand-written pages of one language in the shell."""
    others = tuple(each.prefix for each in site_languages() if each.prefix and each != here)
    for path in sorted(shell.rglob("*.html")):
        name = path.relative_to(shell).as_posix()
        mine = name.startswith(here.prefix) and (here.prefix or not name.startswith(others))
        if mine and not _UNUSED.match(name):
            yield path
