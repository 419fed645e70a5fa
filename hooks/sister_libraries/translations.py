"""Which pages are translated, and whether the original has changed since.

A translated page's front matter names the Git blob id of the page that it was translated from, so that no
history is needed to tell: `translation_of: 1a2b3c…`.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from sister_libraries.languages import site_languages

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

State = Literal["original", "current", "stale", "unrecorded", "missing"]


@dataclass(frozen=True)
class PageState:
    """A hand-written page in one language; `name` is its path below docs/<language>/."""

    name: str
    language: str
    state: State


def blob_id(raw: bytes) -> str:
    """Git's id of a file with these bytes, shortened to 12 digits."""
    raw = raw.replace(b"\r\n", b"\n")  # as Git stores it, whatever the checkout made of the line ends
    return hashlib.sha1(b"blob %d\0" % len(raw) + raw, usedforsecurity=False).hexdigest()[:12]


def is_stale(root: Path, source: Path) -> bool:
    """Whether the page at `source` was translated from an older version of the default language's page."""
    recorded = _recorded(source.read_text(encoding="utf-8", errors="replace"))
    if not recorded:
        return False
    folder = root / "docs"
    inside = source.relative_to(folder).parts
    original = folder.joinpath(site_languages()[0].code, *inside[1:])
    return original.exists() and blob_id(original.read_bytes()) != recorded


def page_states(root: Path) -> Iterator[PageState]:
    """The state of every hand-written page in every language, by name."""
    default, *others = site_languages()
    folder = root / "docs" / default.code
    for path in sorted(folder.rglob("*.md")):
        name = path.relative_to(folder).as_posix()
        if name.startswith("layouts/"):
            continue
        yield PageState(name, default.code, "original")
        for other in others:
            translated = root / "docs" / other.code / name
            if not translated.exists():
                yield PageState(name, other.code, "missing")
                continue
            recorded = _recorded(translated.read_text(encoding="utf-8", errors="replace"))
            if not recorded:
                yield PageState(name, other.code, "unrecorded")
            else:
                fresh = recorded == blob_id(path.read_bytes())
                yield PageState(name, other.code, "current" if fresh else "stale")


def mark_current(root: Path, path: Path) -> bool:
    """Record that the translated page at `path` was compared with today's original; False when that cannot be."""
    docs = (root / "docs").resolve()
    default, *others = (each.code for each in site_languages())
    try:
        code, *parts = path.resolve().relative_to(docs).parts
    except ValueError:
        return False
    original = docs.joinpath(default, *parts)
    if code not in others or not path.is_file() or not original.is_file():
        return False
    text = path.read_text(encoding="utf-8")
    line = f"translation_of: {blob_id(original.read_bytes())}\n"
    front = _FRONT.match(text)
    if not front:
        return False
    kept = re.sub(r"^translation_of: .*\n", "", front[1], flags=re.MULTILINE)
    text = f"---\n{kept}{line}---\n{text[front.end() :]}"
    path.write_text(text, encoding="utf-8", newline="\n")
    return True


_FRONT = re.compile(r"\A---\n((?:(?!---\n).*\n)*)---\n")


def _recorded(text: str) -> str | None:
    front = _FRONT.match(text)
    found = re.search(r"^translation_of: (\S+)(?:\s+#.*)?$", front[1], re.MULTILINE) if front else None
    return found[1] if found else None
