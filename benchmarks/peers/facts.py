"""What the pages say, as plain data that any generator can read, and the frames that they stand in.

Reading the records, checking them and linking them is done here and counts for no peer: each is given the facts of
its pages ready to print, in the words of each language, as one would get them from a database.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from benchmarks import plain
from sister_libraries import linked_records
from sister_libraries.catalogue import Catalogue, load
from sister_libraries.frame import NOT_LISTED
from sister_libraries.languages import Language, site_languages
from sister_libraries.models import Library
from sister_libraries.models.base import Part
from sister_libraries.published import site_url
from sister_libraries.reader import Link, Reader, Said
from sister_libraries.repository import edit_address
from sister_libraries.views import PAGE_KINDS

RECORD = "<!-- sister_libraries:record -->"
LONG = ("description", "story", "lessons", "help")  # texts that are printed in paragraphs
_SLOT = re.compile(r"⟦(\w+)⟧")
_ARTICLE = re.compile(r'(<article class="[^"]*" id="content">).*(</article>)', re.DOTALL)
_TITLE = re.compile(r"<title>.*?</title>", re.DOTALL)
_MARKDOWN_LINK = re.compile(r"(\]\((?!\w+:|#)[^)#\s]*?)(index)?\.md(?=[)#])")


@dataclass(frozen=True)
class HandWritten:
    """A hand-written page: its address, its text as Markdown without front matter, and what leads to the root."""

    path: str
    title: str
    description: str
    text: str
    home: str


@dataclass
class Facts:
    """All that the pages of the project at `source` say; the project has been built before."""

    source: Path
    today: date

    @cached_property
    def catalogue(self) -> Catalogue:
        return load(self.source, self.today)[0]

    def write_records(self, folder: Path) -> None:
        """Write what the pages of records print into `folder`: a file of JSON for each kind and language."""
        for here in languages():
            for kind, entries in self.records(here):
                write(folder / f"{kind}.{here.code}.json", as_json(entries))

    def records(self, here: Language) -> Iterator[tuple[str, list[dict[str, Any]]]]:
        """Every kind of record page with what each of its pages prints in one language."""
        reader = Reader(here, self.catalogue, "../../")
        for kind in PAGE_KINDS:
            made = []
            for subject_id, subject in kind.subjects(self.catalogue):
                page = kind.view(subject, reader)
                path = kind.path(subject_id)
                slots = {
                    "path": path,
                    "name": path.rstrip("/").rpartition("/")[2],
                    "title": page.title,
                    "description": page.description,
                    "robots": NOT_LISTED if page.noindex else "",
                    "edit": edit_address(page.edit),
                    "to": page.to,
                    "linked_data": str(
                        linked_records.of_record(kind, path, subject, page, reader, site_url())
                    ),
                }
                entry = {name: plainly(value, name in LONG) for name, value in page.context.items()}
                entry = {name: value for name, value in entry.items() if value}
                if kind.folder in ("organizations", "checklists"):  # changed on GitHub, not in the form
                    entry["change"] = self._change(reader, kind.folder, subject_id)
                made.append({"page": slots, **entry})
            if made:
                yield kind.name, made

    @staticmethod
    def _change(reader: Reader, folder: str, subject: str) -> str:
        say = reader.language.translations.gettext
        title = say("Still right: %(entry)s") % {"entry": f"{folder}/{subject}"}
        what = say("I have looked through this entry, and it is still right.")
        return reader.change(title, f"data/{folder}/{subject}.yml", what)

    def hand_written(self, here: Language) -> Iterator[HandWritten]:
        """The hand-written pages of one language, with what their markers stand for."""
        docs = self.source / "docs" / here.code
        for file in sorted(docs.rglob("*.md")):
            name = file.relative_to(docs)
            if name.parts[0] == "layouts":
                continue
            path = name.with_suffix("").as_posix().removesuffix("index").strip("/")
            home = "../" * (path.count("/") + 1) if path else ""
            text = plain.filled(
                file.read_text(encoding="utf-8"), Reader(here, self.catalogue, home), self.source
            )
            front, text = _parted(text)
            up = "../" if path and name.stem != "index" else ""
            yield HandWritten(
                f"{path}/" if path else "",
                front.get("title") or path,
                front.get("description", ""),
                _MARKDOWN_LINK.sub(partial(_address, up), text),
                home or "./",
            )

    def layout(self, here: Language, kind: str) -> list[str]:
        """The frame of a kind of record page: texts and names of slots by turns."""
        html = self._shell(here, f"layouts/{kind}/").replace(RECORD, "⟦content⟧")
        return _SLOT.split(html.replace(f"layouts/{kind}/", "⟦path⟧"))

    def frame(self, here: Language) -> list[str]:
        """The frame of hand-written pages, as that of a page without anything of its own."""
        html = self._shell(here, "about/")
        html = _ARTICLE.sub(r"\1⟦content⟧\2", html)
        html = _TITLE.sub("<title>⟦title⟧ · Sister Libraries</title>", html)
        html = re.sub(r'(<meta name="description" content=")[^"]*', r"\1⟦description⟧", html)
        html = html.replace(f"{site_url()}{here.prefix}about/", f"{site_url()}{here.prefix}⟦path⟧")
        return _SLOT.split(html.replace('="../', '="⟦home⟧'))

    def _shell(self, here: Language, path: str) -> str:
        return (self.source / ".cache" / "shell" / here.prefix / path / "index.html").read_text(
            encoding="utf-8"
        )


def plainly(value: Any, long: bool = False) -> Any:
    """A value of a page's context as texts, numbers, lists and mappings; what says nothing is left out."""
    if isinstance(value, Said):
        said: dict[str, Any] = {"text": value.text}
        if value.lang:
            said["lang"] = value.lang
        if long:
            said["paragraphs"] = value.paragraphs
        return said
    if isinstance(value, Link):
        return {"url": value.url, "said": plainly(value.said)} | ({"note": value.note} if value.note else {})
    if isinstance(value, Library):
        return {"id": value.id, "country": value.country}
    if isinstance(value, Part):
        raise TypeError(f"{type(value).__name__} is more than a page prints")
    if isinstance(value, dict):
        found = {name: plainly(each, name in LONG) for name, each in value.items()}
        return {name: each for name, each in found.items() if each}
    if isinstance(value, list | tuple):
        return [plainly(each) for each in value]
    return value


def texts(value: Any) -> Iterator[str]:
    """Every text that a page prints, of what `plainly` made: what an address leads to is none."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, each in value.items():
            if name not in NO_TEXT:
                yield from texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from texts(each)


NO_TEXT = {
    *plain.NOT_FACTS, "url", "lang", "library", "change", "write", "list", "page",
}  # fmt: skip


def as_json(value: Any) -> str:
    """A value as compact JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def write(path: Path, text: str) -> None:
    """Write a file and the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def kinds(records: Path) -> Iterator[tuple[str, str, Path]]:
    """The kinds and languages in a folder of `write_records`, each with its file."""
    for path in sorted(records.glob("*.json")):
        kind, code = path.stem.split(".")
        yield kind, code, path


def folders() -> dict[str, str]:
    """The folder of each kind's pages on the site."""
    return {kind.name: kind.folder for kind in PAGE_KINDS}


def languages() -> tuple[Language, ...]:
    """The languages of the site."""
    return site_languages()


def _address(up: str, link: re.Match[str]) -> str:
    """A link to a file, without its suffix, as one to a page; `up` leads from the page to where its file lies."""
    name = link[1].removeprefix("](")
    return f"]({up}{name}{'/' if name and not name.endswith('/') else ''}"


def _parted(text: str) -> tuple[dict[str, str], str]:
    """The plain front matter of a page, and the page without it."""
    if not text.startswith("---\n"):
        return {}, text
    front, _, rest = text[4:].partition("\n---\n")
    pairs = [line.partition(": ") for line in front.splitlines() if ": " in line]
    return {name: value.strip("\"'") for name, _, value in pairs}, rest
