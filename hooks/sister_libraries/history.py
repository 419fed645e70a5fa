"""How the catalogue grew, from Git: how many records of each kind there were at the end of each month."""

from __future__ import annotations

import re
import subprocess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

KINDS = ("libraries", "partnerships", "organizations")
_FILE = re.compile(r"data/(\w+)/[a-z0-9-]+\.yml")


def months(root: Path) -> dict[str, dict[str, int]]:
    """The number of records by kind at the end of each month in which one came or went; empty without Git."""
    # What a merge brought counts on the day of the merge.
    way = ["--reverse", "--first-parent", "--diff-merges=first-parent"]
    shown = ["--format=:%cs", "--name-status", "--diff-filter=AD", "--no-renames", "--relative"]
    command = ["git", "-C", str(root), "log", *way, *shown, "--", "data"]
    try:
        done = subprocess.run(command, capture_output=True, check=True, encoding="utf-8", errors="replace")
    except (OSError, subprocess.CalledProcessError):
        return {}
    counts = dict.fromkeys(KINDS, 0)
    found: dict[str, dict[str, int]] = {}
    month = ""
    for line in done.stdout.splitlines():
        if line.startswith(":"):
            month = line[1:8]
            continue
        change, _, name = line.partition("\t")
        match = _FILE.fullmatch(name)
        if match and match[1] in counts:
            counts[match[1]] += 1 if change == "A" else -1
            found[month] = dict(counts)
    return found
