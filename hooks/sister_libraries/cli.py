"""The command line, `sisterlib`: one command for each thing that a person does with the project."""

from __future__ import annotations

import argparse
import gc
import io
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from sister_libraries import import_sister_cities, json_schema, papers, pdf, translations, wording
from sister_libraries.build import ShellFailed, build
from sister_libraries.catalogue import load
from sister_libraries.clock import NoSuchDay, today
from sister_libraries.commands import (
    add,
    addresses,
    answer,
    due,
    format_files,
    intake,
    issue_forms,
    move,
    new,
    stats,
    upkeep,
)
from sister_libraries.languages import N_, language, site_languages
from sister_libraries.offline import archive
from sister_libraries.problems import ProblemsFound
from sister_libraries.project import Project
from sister_libraries.report import as_github, as_json, as_text
from sister_libraries.rules import RULES
from sister_libraries.search_index import SearchIndexError
from sister_libraries.serve import serve
from sister_libraries.templates import Templates
from sister_libraries.timings import timings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sister_libraries.catalogue import Catalogue
    from sister_libraries.languages import Language
    from sister_libraries.problems import Problem

# The commands that have a module of their own. A new one is a module with `add_command`, and one line here.
COMMANDS = (
    add.add_command,
    addresses.add_command,
    answer.add_command,
    due.add_command,
    format_files.add_command,
    intake.add_command,
    issue_forms.add_command,
    move.add_command,
    new.add_command,
    stats.add_command,
    upkeep.add_command,
    import_sister_cities.add_command,
)


def main(arguments: list[str] | None = None) -> int:
    """Run one command; the exit code is 0 when all is well, 1 for problems, 2 for wrong usage."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal without Chinese shows the codes
    options = _parser().parse_args(arguments)
    try:
        code: int = options.run(options)
        sys.stdout.flush()
    except NoSuchDay as error:
        print(f"sisterlib: {error}", file=sys.stderr)
        return 2
    except ProblemsFound as found:
        print(as_text(found.problems, options.root, site_languages()), file=sys.stderr)
        return 1
    except (ShellFailed, SearchIndexError) as failed:
        print(failed, file=sys.stderr)
        return 1
    except BrokenPipeError:  # whoever read our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="sisterlib", description=__doc__)
    parser.add_argument("--root", type=Path, default=Path(), help="the project's folder (default: here)")
    parser.add_argument("--today", type=today, default=None, help="the day to build for, as 2026-11-21")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    check = commands.add_parser("check", help="report every problem of every record and page")
    check.add_argument(
        "paths", nargs="*", type=Path, metavar="PATH", help="report only on these files or folders"
    )
    check.add_argument("--format", choices=["text", "github", "json"], default="text")
    check.add_argument("--lang", choices=[*(each.code for each in site_languages()), "both"], default="both")
    check.set_defaults(run=_check)

    make = commands.add_parser("build", help="build the site, ready to publish")
    make.add_argument("--site-dir", type=Path, default=Path("site"), help="where to (default: site)")
    make.add_argument("--profile", action="store_true", help="say where the time went")
    make.set_defaults(run=_build)

    print_ = commands.add_parser("pdf", help="put pages of the built site on paper")
    print_.add_argument(
        "pages", nargs="*", metavar="PAGE", help="such as libraries/guangzhou-library; all papers without any"
    )
    print_.add_argument("--site-dir", type=Path, default=Path("site"), help="the built site (default: site)")
    print_.add_argument("--out", type=Path, default=Path("paper"), help="where to (default: paper)")
    print_.set_defaults(run=_pdf)

    pack = commands.add_parser(
        "zip", help="pack the built site so that it works from a folder, without a network"
    )
    pack.add_argument("--site-dir", type=Path, default=Path("site"), help="the built site (default: site)")
    pack.add_argument("--out", type=Path, default=Path("sister-libraries.zip"), help="the file to write")
    pack.set_defaults(run=_zip)

    show = commands.add_parser("serve", help="build the site and show it, again after every change")
    show.add_argument("--host", default="127.0.0.1")
    show.add_argument("--port", type=int, default=8000)
    show.set_defaults(run=_serve)

    schema = commands.add_parser("schema", help="write the JSON Schemas for editors from the models")
    schema.add_argument("--check", action="store_true", help="only say whether they are up to date")
    schema.set_defaults(run=_schema)

    pages = commands.add_parser("translations", help="say which pages' translations are behind")
    pages.add_argument("action", nargs="?", choices=["status", "mark"], default="status")
    pages.add_argument(
        "paths", nargs="*", type=Path, metavar="PAGE", help="translated pages that were compared"
    )
    pages.set_defaults(run=_translations)

    words = commands.add_parser("words", help="bring the catalogues of interface words up to date")
    words.set_defaults(run=_words)

    for add_command in COMMANDS:
        add_command(commands)
    return parser


def _build(options: argparse.Namespace) -> int:
    project = Project(options.root, site_dir=options.site_dir, today=options.today or today())
    # What a build makes lives until it ends and holds hardly a cycle: looking for some took a tenth of its time.
    gc.disable()
    build(project)
    if options.profile:
        print(timings.table())
    timings.save()
    return 0


def _pdf(options: argparse.Namespace) -> int:
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


def _zip(options: argparse.Namespace) -> int:
    site = options.root / options.site_dir
    if not (site / "index.html").exists():
        print(f"sisterlib zip: there is no site in {site}; build it first", file=sys.stderr)
        return 1
    options.out.write_bytes(archive(site, options.root))
    print(options.out)
    return 0


def _serve(options: argparse.Namespace) -> int:
    os.environ.setdefault(pdf.SWITCH, "no")  # nobody waits for PDFs after every change

    def make_project() -> Project:
        cache = Path(".cache") / "serve"
        address = f"http://{options.host}:{options.port}/"
        return Project(options.root, address, cache / "site", options.today or today(), cache=cache)

    return serve(make_project, options.host, options.port)


def _schema(options: argparse.Namespace) -> int:
    catalogue = load(options.root, options.today or today())[0]
    stale = []
    for name, text in json_schema.files(catalogue):
        path = options.root / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            stale.append(name)
            if not options.check:
                path.parent.mkdir(exist_ok=True)
                path.write_text(text, encoding="utf-8", newline="\n")
    for name in stale:
        print(f"{name}: out of date; run: sisterlib schema" if options.check else f"{name}: written")
    return 1 if stale and options.check else 0


def _translations(options: argparse.Namespace) -> int:
    if options.action == "mark":
        for path in options.paths:
            if not translations.mark_current(options.root, path):
                print(
                    f"sisterlib translations mark: {path} is not the translation of a page", file=sys.stderr
                )
                return 2
        return 0
    for each in translations.page_states(options.root):
        if each.state not in ("original", "current"):
            print(f"docs/{each.language}/{each.name}: {each.state}")
    return 0


def _words(options: argparse.Namespace) -> int:
    lacking = wording.update(options.root)
    for message in lacking:
        print(f"not translated: {message}")
    return 1 if lacking else 0


def _check(options: argparse.Namespace) -> int:
    root: Path = options.root
    missing = [path for path in options.paths if not path.exists()]
    if missing:
        print(f"sisterlib check: no such file or folder: {missing[0]}", file=sys.stderr)
        return 2
    project = Project(root, today=options.today or today())
    try:
        project.load()
        problems = project.notices
    except ProblemsFound as found:
        problems = found.problems
    if options.paths:
        problems = [each for each in problems if _concerns(each, options.paths, root)]
    languages = site_languages() if options.lang == "both" else (language(options.lang),)
    if options.format == "json":
        print(as_json(problems, languages))
    elif options.format == "github":
        print(as_github(problems, languages))
    elif problems:
        print(as_text(problems, root, languages))
    wrong = sum(not RULES[each.code].notice for each in problems)
    if options.format == "text":
        counted = (wrong, len(problems) - wrong)
        for each in languages:
            print(
                each.say(
                    N_("Problems: {problems}. Notices: {notices}."), problems=counted[0], notices=counted[1]
                )
            )
    return 1 if wrong else 0


def _concerns(problem: Problem, paths: list[Path], root: Path) -> bool:
    file = (root / problem.path).resolve()
    return any(file == path.resolve() or path.resolve() in file.parents for path in paths)


if __name__ == "__main__":
    sys.exit(main())
