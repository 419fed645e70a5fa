"""A site that several machines make parts of, and one puts together.

A shard holds the pages of the records that fall to it by their addresses, in every language, and what the build
remembers of them. Putting together means to give a build these memories: it finds those pages made, and makes what is
left, which is all that knows of every record. A page that is missing, damaged or made of something else is made there,
so the result is that of one build, whatever the shards hold.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any
from zlib import crc32

from sister_libraries.build import build, make_shell
from sister_libraries.inputs import content_digest
from sister_libraries.languages import site_languages
from sister_libraries.memory import Made
from sister_libraries.parallel import side_by_side
from sister_libraries.publish import record_pages
from sister_libraries.staging import Staging

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from sister_libraries.project import Project

FILE = "shard.json"
MOST = 1024  # shards; more have too little to do


@dataclass(frozen=True)
class Shard:
    """One of `of` parts, counted from 1."""

    number: int
    of: int

    @classmethod
    def read(cls, text: str) -> Shard:
        """The shard that `3/16` means; a ValueError for what means none."""
        found = re.fullmatch(r"(\d{1,4})/(\d{1,4})", text, re.ASCII)
        shard = cls(*map(int, found.groups())) if found else cls(0, 0)
        if not 1 <= shard.number <= shard.of <= MOST:
            raise ValueError(text)
        return shard

    def has(self, path: str) -> bool:
        """Whether the page at this address, below each language's root, falls to it."""
        return crc32(path.encode()) % self.of == self.number - 1


def make(project: Project, shard: Shard, lock: int) -> None:
    """Make a shard in the project's `site_dir`, on the terms of `build`."""
    project.keeps = True
    make_shell(project, lock)
    with Staging(project.site_dir, project.cache / "shard") as staging:
        languages = site_languages()
        parts = side_by_side([partial(_pages, project, each, shard) for each in languages])
        for written, _ in parts:
            staging.take_over(written)
        pages = {here.code: made for here, (_, made) in zip(languages, parts, strict=True)}
        content = {"key": _key(project), "pages": pages}
        staging.write_bytes(FILE, json.dumps(content, ensure_ascii=False).encode())
        staging.publish()


def _pages(project: Project, here: Any, shard: Shard) -> tuple[Staging, dict[str, list[Any]]]:
    """Make a shard's pages of one language; what is to be remembered of them goes along as plain values."""
    with Staging(project.site_dir, project.cache / "shard") as staging:
        made = record_pages(project, here, staging, shard.has)
    noted = {
        name: [page.key.hex(), _digest(staging.folder / name), page.noindex, page.day, page.found.decode()]
        for name, page in made.items()
    }
    return staging, noted


def merge(project: Project, folders: Iterable[Path], lock: int) -> list[str]:
    """Build the project's site with the pages of these shards, on the terms of `build`.

    Tells how many pages each of them gave.
    """
    project.keeps = True
    kept = project.kept_pages()
    assert kept
    told = []
    found: dict[str, dict[str, Made]] = {each.code: {} for each in site_languages()}
    with Staging(project.site_dir, project.cache) as staging:
        for folder in folders:
            before = sum(map(len, found.values()))
            for code, name, page in _taken(folder, _key(project), staging):
                found[code][name] = page
            told.append(f"{folder}: {sum(map(len, found.values())) - before}")
        for code, pages in found.items():
            kept.save(code, pages)
    build(project, lock)
    return told


def _taken(folder: Path, key: str, staging: Staging) -> Iterable[tuple[str, str, Made]]:
    """The pages of a shard that are whole, put where the build will look for them: language, name, memory."""
    try:
        content = json.loads((folder / FILE).read_text(encoding="utf-8"))
        if content["key"] != key:
            return
        for here in site_languages():
            for name, (page_key, digest, noindex, day, text) in content["pages"][here.code].items():
                made = Made(bytes.fromhex(page_key), (), bool(noindex), str(day), text.encode())
                path = folder / name
                inside = path.resolve().is_relative_to(folder.resolve())
                if not inside or not path.is_file() or _digest(path) != digest:
                    continue
                made.lies_as(staging.write_bytes(name, path.read_bytes()))
                yield here.code, name, made
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return  # no shard, or a damaged one: its pages are made here


def _key(project: Project) -> str:
    kept = project.kept_pages()
    assert kept
    return kept.key.hex()


def _digest(path: Path) -> str:
    return content_digest(path.read_bytes()).hex()
