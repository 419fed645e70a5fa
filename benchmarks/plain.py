"""The plain way, to compare with: every page as Markdown, through MkDocs with Material and static-i18n, then Pagefind.

The Markdown holds what this project's pages hold, taken from the same records by the same views; Pagefind finds the
same pages, and more words on each. The configuration avoids what is known to be slow (`reconfigure_search`, records in
the navigation), so that the plain way is at its best. `python -m benchmarks.plain SOURCE FOLDER` makes it.
"""

from __future__ import annotations

import gc
import json
import re
import shutil
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks import generate
from sister_libraries.catalogue import load
from sister_libraries.fillings import FILLINGS, MARKER
from sister_libraries.languages import site_languages
from sister_libraries.models.base import Part
from sister_libraries.pages_check import RECORD_LINK
from sister_libraries.reader import Link, Reader, Said
from sister_libraries.views import PAGE_KINDS

NOT_FACTS = {
    "id",
    "standing",
    "freshness",
    "status",
}  # codes that templates decide by, not words that they print

LINK = re.compile(r"\]\((?!\w+:|#)([^)#\s]+)[^)]*\)")  # a link to a file, up to its fragment

CONFIGURATION = """\
site_name: Sister Libraries
site_url: https://plain.example/
theme:
  name: material
  custom_dir: overrides
  language: en
  font: false
  features: [navigation.tabs]
plugins:
{search}  - i18n:
      docs_structure: folder
      reconfigure_search: false
      languages:
        - {locale: en, name: English, default: true, build: true}
        - {locale: zh, name: 中文, build: true}
markdown_extensions: [admonition, attr_list, def_list, footnotes, tables, toc]
validation: {nav: {omitted_files: ignore}}
"""
SEARCH = "  - search:\n      lang: [en, zh]\n"
WITH_ITS_SEARCH = "with-its-search.yml"  # the configuration with MkDocs' own search
FILLED, END = "<!-- filled -->", "<!-- end -->"  # around what a marker in a hand-written page stands for
# What Pagefind finds: of a hand-written page what is written by hand, as on our side; of a record's page all of it. The
# front matter that keeps a page out is MkDocs' own.
TEMPLATE = f"""\
{{% extends "base.html" %}}
{{% block content %}}
<div{{% if page and not page.meta.search %}} data-pagefind-body{{% endif %}}>{{{{ super()
  | replace("{FILLED}", "<div data-pagefind-ignore>") | replace("{END}", "</div>") }}}}</div>
{{% endblock %}}
"""


class MarkdownReader(Reader):
    """A reader of Markdown files: links lead to files."""

    def url(self, path: str) -> str:
        """The file of the page `path`, from the page that is being written."""
        bare = path.rstrip("/")
        index = bare in ("", *(kind.folder for kind in PAGE_KINDS))
        return self.home + (f"{bare}/index.md".lstrip("/") if index else f"{bare}.md")


def write_project(folder: Path, source: Path, today: date) -> None:
    """Write the project at `source` as a plain MkDocs project into `folder`, without a search of its own and with it.

    Pages of records that our search leaves out are left out of both searches.
    """
    catalogue, _ = load(source, today)
    for here in site_languages():
        docs = folder / "docs" / here.code
        for path in sorted((source / "docs" / here.code).rglob("*.md")):
            name = path.relative_to(source / "docs" / here.code)
            if name.parts[0] != "layouts":
                reader = MarkdownReader(here, catalogue, "../" * (len(name.parts) - 1))
                _write(docs / name, filled(path.read_text(encoding="utf-8"), reader, source))
        reader = MarkdownReader(here, catalogue, "../")
        for kind in PAGE_KINDS:
            for subject_id, subject in kind.subjects(catalogue):
                page = kind.view(subject, reader)
                front: dict[str, Any] = {"title": page.title, "description": page.description}
                if not page.found_as:
                    front["search"] = {"exclude": True}
                lines = [f"{key}: {json.dumps(text, ensure_ascii=False)}" for key, text in front.items()]
                body = "\n".join(markdown(page.context))
                text = "\n".join(["---", *lines, "---", f"# {page.title}", "", body, ""])
                _write(docs / f"{kind.folder}/{subject_id}.md", text)
    navigation = (source / "mkdocs.yml").read_text(encoding="utf-8").partition("\nnav:\n")[2]
    for file, search in (("mkdocs.yml", ""), (WITH_ITS_SEARCH, SEARCH)):
        _write(folder / file, f"{CONFIGURATION.replace('{search}', search)}nav:\n{navigation}")
    _write(folder / "overrides" / "main.html", TEMPLATE)
    shutil.copytree(source / "overrides" / "assets", folder / "docs" / "assets")


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def filled(text: str, reader: Reader, root: Path) -> str:
    """A hand-written page with what its markers stand for."""

    def fill(found: re.Match[str]) -> str:
        lines = markdown(FILLINGS[found[1]](reader, root, found[2] or ""))
        return "\n".join([FILLED, "", *lines, "", END])

    text = re.sub(r"^template: .*\n", "", text, flags=re.MULTILINE)
    return RECORD_LINK.sub(lambda found: reader.url(f"{found[1]}/{found[2]}/"), MARKER.sub(fill, text))


def markdown(context: dict[str, Any]) -> Iterator[str]:
    """What a template would print, as Markdown: long texts as paragraphs, facts as a table, lists as lists."""
    for name, value in context.items():
        if name in NOT_FACTS or not value or isinstance(value, Part):
            continue
        if isinstance(value, Said):
            yield from (f"{paragraph}\n" for paragraph in value.paragraphs)
        elif name == "facts":
            yield from ("", "| | |", "| --- | --- |")
            yield from (f"| {label} | {', '.join(map(_inline, links))} |" for label, links in value)
            yield ""
        elif isinstance(value, list | dict) and not _short(value):
            yield f"\n## {name.replace('_', ' ')}\n"
            for each in value if isinstance(value, list) else value.items():
                yield f"- {_inline(each)}"
            yield ""
        else:
            yield f"{_inline(value)}\n"


def _short(value: Any) -> bool:
    """Whether a group stands on one line: a group of plain values, such as a contact."""
    return isinstance(value, dict) and not any(isinstance(each, list | dict) for each in value.values())


def _inline(value: Any) -> str:
    """A value on one line."""
    if isinstance(value, Link):
        said = f"[{value.said.text}]({value.url})" if value.url else value.said.text
        return f"{said} {value.note}".strip().replace("\n", " ")
    if isinstance(value, Said):
        return value.text.replace("\n", " ")
    if isinstance(value, Part) or value is None or isinstance(value, bool):
        return ""
    if isinstance(value, dict):
        return " · ".join(
            filter(None, (_inline(each) for name, each in value.items() if name not in NOT_FACTS))
        )
    if isinstance(value, list | tuple):
        return " · ".join(filter(None, map(_inline, value)))
    return str(value)


if __name__ == "__main__":
    gc.disable()  # as our own build does
    write_project(Path(sys.argv[2]), Path(sys.argv[1]), generate.TODAY)
