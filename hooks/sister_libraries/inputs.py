"""What a build reads, by content: every file that a page can depend on, and the digest of its bytes; and which commit.

Contents are compared and not times, so neither a clock that is set back nor a file that was touched means anything.
"""

from __future__ import annotations

import hashlib
import os
import stat
import sys
import sysconfig
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

FOLDERS = ("data", "docs", "hooks", "overrides")
FILES = ("mkdocs.yml",)
HISTORY = "data/.history"  # no file: how the records came, of which the page of numbers tells
MADE = ("__pycache__",)  # folders that programs leave behind
DIGEST_BYTES = 16


def digests(root: Path, inside: Sequence[str] = FOLDERS) -> dict[str, bytes]:
    """The digest of every file that a build of the project at `root` can read, by its name from there, in order.

    Of those in folders, the ones in the folders `inside`.
    """
    found = {}
    for name in FILES:
        found[name] = _digest(str(root / name))
    folders = [(name, str(root / name)) for name in inside]
    while folders:
        name, path = folders.pop()
        try:
            entries = list(os.scandir(path))
        except OSError as error:  # the reader of this folder says what is wrong
            found[name] = str(error.errno).encode()
            continue
        for entry in entries:
            there = f"{name}/{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                if entry.name not in MADE:
                    folders.append((there, entry.path))
            else:
                found[there] = _digest(entry.path)
    found[HISTORY] = content_digest(_commit(root).encode())
    return dict(sorted(found.items()))


def _commit(root: Path) -> str:
    """The commit that is checked out, and whether its past is there; from Git's files, because that takes no time."""
    place = next((each / ".git" for each in (root, *root.parents) if (each / ".git").exists()), None)
    if not place:
        return ""
    if place.is_file():  # of a second working tree
        place = place.parent / _read(place).removeprefix("gitdir: ")
    common = place / (_read(place / "commondir") or ".")
    commit = _read(place / "HEAD")
    if commit.startswith("ref: "):
        name = commit.removeprefix("ref: ")
        packed = (line.split(" ") for line in _read(common / "packed-refs").splitlines())
        commit = _read(common / name) or next((each[0] for each in packed if each[1:] == [name]), "")
    return f"{commit} {_read(common / 'shallow')}"


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return ""


def _digest(path: str) -> bytes:
    """The digest of an ordinary file's bytes; of anything else, what it is."""
    try:
        mode = os.lstat(path).st_mode
        if stat.S_ISREG(mode):
            with open(path, "rb", buffering=0) as file:  # noqa: PTH123 - many thousand files: a Path for each is felt
                return content_digest(file.read())
        return b"link " + os.fsencode(os.readlink(path)) if stat.S_ISLNK(mode) else str(mode).encode()  # noqa: PTH115 - as above
    except OSError as error:
        return str(error.errno).encode()


def content_digest(content: bytes) -> bytes:
    """The digest of a file that holds these bytes."""
    return hashlib.blake2b(content, digest_size=DIGEST_BYTES).digest()


def digest(*parts: bytes | str) -> bytes:
    """One digest of several parts, each told apart from its neighbors."""
    whole = hashlib.blake2b(digest_size=DIGEST_BYTES)
    for part in parts:
        # Names of files need not be text.
        each = part.encode("utf-8", "surrogateescape") if isinstance(part, str) else part
        whole.update(len(each).to_bytes(8, "little"))
        whole.update(each)
    return whole.digest()


def installed() -> bytes:
    """A digest of the Python that runs and of the packages that it finds, with their versions."""
    packages = sysconfig.get_paths()["purelib"]
    names = sorted(each.name for each in os.scandir(packages) if each.name.endswith(".dist-info"))
    return digest(sys.version, *names)
