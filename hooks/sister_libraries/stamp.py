"""Whether the published site is what a build would make: its stamp says what it was made of, and how it lay there.

A build that finds the stamp right does nothing. The stamp is written last, so a build that was stopped leaves none.
"""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

from sister_libraries import pdf
from sister_libraries.inputs import digest, installed
from sister_libraries.published import SEARCH_SWITCH

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    from sister_libraries.staging import FileStamp

FILE = "stamp.json"


def made_of(inputs: Mapping[str, bytes], today: date, site_url: str) -> str:
    """Everything that the bytes of a site depend on, as one text."""
    paper = pdf.missing() if pdf.wanted() else pdf.SWITCH
    search = os.environ.get(SEARCH_SWITCH, "")
    parts: list[bytes | str] = [installed(), today.isoformat(), site_url, paper, search]
    for name, each in inputs.items():
        parts += [name, each]
    return digest(*parts).hex()


def is_right(cache: Path, site: Path, key: str) -> bool:
    """Whether the site is made of what `key` says, and nobody has touched it since."""
    try:
        stamp = json.loads((cache / FILE).read_text(encoding="utf-8"))
        # The site is only looked at where it could be right.
        return bool(stamp["made of"] == key and stamp == _stamp(site, key, _lie_of_the_land(site)))
    except (OSError, ValueError, LookupError, TypeError):  # damaged
        return False


def write(cache: Path, site: Path, key: str, files: Mapping[str, FileStamp]) -> None:
    """Stamp the site that was just published, and whose `files` lie so."""
    partial = cache / f"{FILE}.partial"
    partial.write_text(json.dumps(_stamp(site, key, files)), encoding="utf-8")
    partial.replace(cache / FILE)


def _stamp(site: Path, key: str, files: Mapping[str, FileStamp]) -> dict[str, str]:
    lie = sorted(f"{name}\0{size}\0{time}" for name, (size, time) in files.items())
    return {"site": str(site.resolve()), "made of": key, "files": digest(*lie).hex()}


def _lie_of_the_land(site: Path) -> dict[str, FileStamp]:
    """The names of all files of the site, with their sizes and times, without opening one."""
    found = {}
    folders = [(str(site), "")]
    while folders:
        folder, inside = folders.pop()
        for entry in os.scandir(folder):
            name = inside + entry.name
            if entry.is_dir(follow_symlinks=False):
                folders.append((entry.path, f"{name}/"))
            else:
                seen = entry.stat(follow_symlinks=False)
                found[name] = (seen.st_size, seen.st_mtime_ns)
    return found
