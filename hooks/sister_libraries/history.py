"""How the catalogue grew, from Git: how many records of each kind there were at the end of each day, or each month.

Without Git, or in a clone without its past, there is no answer: a part of the history must not pass for all of it.
What a commit holds never changes, so the answer is kept in the cache until there is another commit.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

KINDS = ("libraries", "partnerships", "organizations")
MOST_DAYS = 31  # a history of more days than this is told by months
KEPT = ".cache/history.json"
_FORM = 1  # of what is kept; another one is not read


@dataclass(frozen=True)
class Point:
    """How many records there were at the end of a day or of its month, in the order of KINDS."""

    day: date
    counts: tuple[int, ...]


@dataclass(frozen=True)
class Growth:
    """The points at which the numbers changed, the oldest first, and the last known one."""

    by: Literal["day", "month"]
    points: tuple[Point, ...]


class _NoHistory(Exception):
    """Git cannot tell."""


def growth(root: Path) -> Growth | None:
    """How the catalogue of the project at `root` grew; None where that cannot be known."""
    try:
        head, shallow, prefix = _git(
            root, "rev-parse", "HEAD", "--is-shallow-repository", "--show-prefix"
        ).split("\n")[:3]
        if shallow != "false":
            return None
        return _kept(root, head) or _keep(root, head, _walk(root, head, prefix))
    except _NoHistory:
        return None


def _walk(root: Path, head: str, prefix: str) -> Growth:
    """Count the records of the last commit of each day or month; what a merge brought came on the day of the merge."""
    days: dict[str, str] = {}
    newest = "9999"
    plain = ("-c", "log.showSignature=false")  # whatever the settings of this machine show besides
    for line in _git(root, *plain, "log", "--first-parent", "--format=%H %cs", head).splitlines():
        commit, day = line.split(" ")
        # No commit came later than the one that stands on it, whatever clocks said.
        newest = day = min(day, newest)
        days.setdefault(day, commit)  # the newest of a day comes first
    by: Literal["day", "month"] = "day" if len(days) <= MOST_DAYS else "month"
    chosen: dict[str, str] = {}
    for day in days:
        chosen.setdefault(day if by == "day" else day[:7], day)
    wanted = sorted(chosen.values())
    points: list[Point] = []
    for day, counts in zip(wanted, _counts(root, [days[each] for each in wanted], prefix), strict=True):
        if any(counts) and (day == wanted[-1] or not points or points[-1].counts != counts):
            points.append(Point(date.fromisoformat(day), counts))
    if not points:
        raise _NoHistory
    return Growth(by, tuple(points))


def _counts(root: Path, commits: list[str], prefix: str) -> list[tuple[int, ...]]:
    """The numbers of records of each kind in these commits. One program reads all of their folders, in turn."""
    asked = [f"{commit}:{prefix}data/{kind}\n" for commit in commits for kind in KINDS]
    answer = _run(root, "cat-file", "--batch", given="".join(asked).encode())
    numbers = []
    at = 0
    for _ in asked:
        end = answer.index(b"\n", at)
        header = answer[at:end].split(b" ")
        at = end + 1
        if header[-2:-1] != [b"tree"]:  # there was no such folder yet
            numbers.append(0)
            continue
        size = int(header[-1])
        numbers.append(answer.count(b".yml\0", at, at + size))  # a name in a Git tree ends in a zero
        at += size + 1
    width = len(KINDS)
    return [tuple(numbers[start : start + width]) for start in range(0, len(numbers), width)]


def _git(root: Path, *arguments: str) -> str:
    return _run(root, *arguments).decode("utf-8", "replace")


def _run(root: Path, *arguments: str, given: bytes = b"") -> bytes:
    """What Git says; it fetches nothing that this copy lacks."""
    environment = {**os.environ, "GIT_NO_LAZY_FETCH": "1", "GIT_OPTIONAL_LOCKS": "0"}
    try:
        done = subprocess.run(
            ["git", "-C", str(root), *arguments],
            input=given,
            capture_output=True,
            check=True,
            env=environment,
        )
    except (OSError, subprocess.CalledProcessError):
        raise _NoHistory from None
    return done.stdout


def _kept(root: Path, head: str) -> Growth | None:
    try:
        read = json.loads((root / KEPT).read_bytes())
        if read["form"] != _FORM or read["head"] != head:
            return None
        points = [Point(date.fromisoformat(day), tuple(counts)) for day, counts in read["points"]]
        return Growth(read["by"], tuple(points))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _keep(root: Path, head: str, found: Growth) -> Growth:
    """Keep the answer, for languages that are made side by side too; where nothing can be written, it is found anew."""
    points = [(each.day.isoformat(), each.counts) for each in found.points]
    text = json.dumps({"form": _FORM, "head": head, "by": found.by, "points": points})
    with contextlib.suppress(OSError):
        path = root / KEPT
        path.parent.mkdir(exist_ok=True)
        handle, partial = tempfile.mkstemp(dir=path.parent, prefix="history.")
        with open(handle, "w", encoding="utf-8") as file:  # noqa: PTH123 - a handle, not a path
            file.write(text)
        Path(partial).replace(path)
    return found
