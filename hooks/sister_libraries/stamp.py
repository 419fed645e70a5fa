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
        return bool(stamp["made of"] == key and stamp == _stamp(site, key))
    except (OSError, ValueError, LookupError, TypeError):  # damaged
        return False


def write(cache: Path, site: Path, key: str) -> None:
    """Stamp the site that was just published."""
    partial = cache / f"{FILE}.partial"
    partial.write_text(json.dumps(_stamp(site, key)), encoding="utf-8")
    partial.replace(cache / FILE)


def _stamp(site: Path, key: str) -> dict[str, str]:
    return {"site": str(site.resolve()), "made of": key, "files": _lie_of_the_land(site)}


def _lie_of_the_land(site: Path) -> str:
    """A digest of the names, sizes and times of all files of the site, without opening one."""
    found = []
    folders = [str(site)]
    while folders:
        for entry in os.scandir(folders.pop()):
            if entry.is_dir(follow_symlinks=False):
                folders.append(entry.path)
            else:
                seen = entry.stat(follow_symlinks=False)
                found.append(f"{entry.path}\0{seen.st_size}\0{seen.st_mtime_ns}")
    return digest(*sorted(found)).hex()
