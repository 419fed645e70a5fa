"""Where a build's time goes, by stage. Timing costs next to nothing and says nothing unless it is asked for:
by `table()`, or by naming a file in the environment variable SISTER_LIBRARIES_TIMINGS.
"""

from __future__ import annotations

import json
import os
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

FILE = "SISTER_LIBRARIES_TIMINGS"


@dataclass
class Spent:
    """What a stage took: its seconds, and the most memory (MB) that the process had used when it last ended."""

    seconds: float = 0.0
    peak: float = 0.0


class Timings:
    """The stages of one process. Every moment counts for the innermost stage that is open, so they add up."""

    def __init__(self) -> None:
        self.stages: dict[str, Spent] = {}
        self._open: list[str] = []
        self._since = 0.0

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Count what happens in the `with` block for the stage `name`, with all its other times."""
        self._count()
        self._open.append(name)
        try:
            yield
        finally:
            self._count()
            self._open.pop()
            self.stages[name].peak = _peak()

    def _count(self) -> None:
        """Count the time since the last change for the stage that was open until now."""
        now = perf_counter()
        if self._open:
            self.stages.setdefault(self._open[-1], Spent()).seconds += now - self._since
        self._since = now

    def table(self) -> str:
        """The stages as lines of text, in the order in which they began to count."""
        width = max(map(len, self.stages), default=0)
        rows = self.stages.items()
        return "\n".join(f"{name:{width}}  {each.seconds:8.2f} s  {each.peak:7.0f} MB" for name, each in rows)

    def save(self) -> None:
        """Write the stages as JSON to the file that the environment names; nothing when it names none."""
        path = os.environ.get(FILE)
        if path:
            found = {name: {"seconds": each.seconds, "peak": each.peak} for name, each in self.stages.items()}
            Path(path).write_text(json.dumps(found), encoding="utf-8")


def _peak() -> float:
    """The most memory that this process has used so far, in MB; 0 where the system does not tell."""
    try:
        import resource  # noqa: PLC0415 - not on Windows
    except ImportError:
        return 0.0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (
        1024**2 if sys.platform == "darwin" else 1024
    )


timings = Timings()
stage = timings.stage
