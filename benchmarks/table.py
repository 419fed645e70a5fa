"""The benchmark's results as a table of plain text. What was not measured says so; nothing is worked out from it."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

NOT_RUN = "not run"
NAMES = {
    "ours": "ours, cold",
    "warm": "ours, nothing changed",
    "plain": "the plain way",
    "ready": "the same, its Markdown ready",
    "its search": "so, but MkDocs' own search",
}
HEADINGS = (
    "libraries", "build", "wall s", "(least–most)", "CPU s", "peak MB", "ms a library", "pages", "MB", "search MB",
    "times ours",
)  # fmt: skip


def results(found: dict[int, dict[str, Any]]) -> str:
    """One line a size and build. `found` holds, by size and build, the runs and the output of each."""
    rows: list[Sequence[str]] = [HEADINGS]
    for size, sides in found.items():
        ours = sides.get("ours")
        for side, name in NAMES.items():
            measured = sides.get(side)
            if measured is None:
                rows.append((_number(size), name, NOT_RUN, *[""] * (len(HEADINGS) - 3)))
                continue
            runs, made = measured["runs"], measured["output"]
            walls = [each["wall"] for each in runs]
            wall = statistics.median(walls)
            rows.append(
                (
                    _number(size),
                    name,
                    f"{wall:.2f}",
                    f"({min(walls):.2f}–{max(walls):.2f})",
                    _median([each["cpu"] for each in runs], ".2f"),
                    _median([each["peak"] for each in runs], ".0f"),
                    f"{1000 * wall / size:.2f}",
                    _number(made["pages"]),
                    f"{made['bytes'] / 1e6:.1f}",
                    f"{made['search_bytes'] / 1e6:.1f}",
                    f"{wall / statistics.median([each['wall'] for each in ours['runs']]):.2f}"
                    if ours
                    else "",
                )
            )
    return aligned(rows)


def stages(found: dict[int, dict[str, Any]]) -> str:
    """Where the time of our cold build went, by stage, in the run of median time."""
    rows: list[Sequence[str]] = [("libraries", "stage", "s", "ms a library", "peak MB until then", "MB made")]
    for size, sides in found.items():
        measured = sides.get("ours")
        for name, spent in (measured or {}).get("stages", {}).items():
            made = f"{spent['bytes'] / 1e6:.1f}" if spent.get("bytes") is not None else ""
            peak = f"{spent['peak']:.0f}" if spent.get("peak") else ""
            seconds = spent["seconds"]
            rows.append((_number(size), name, f"{seconds:.2f}", f"{1000 * seconds / size:.2f}", peak, made))
    return aligned(rows) if len(rows) > 1 else "This build does not tell its stages."


def growth(found: dict[int, dict[str, Any]]) -> str:
    """What one more library costs, from each size to the next."""
    rows: list[Sequence[str]] = [("from", "to", "build", "ms for each library more")]
    for side, name in NAMES.items():
        sizes = [size for size, sides in found.items() if sides.get(side)]
        for small, large in pairwise(sizes):
            walls = [
                statistics.median([run["wall"] for run in found[size][side]["runs"]])
                for size in (small, large)
            ]
            cost = 1000 * (walls[1] - walls[0]) / (large - small)
            rows.append((_number(small), _number(large), name, f"{cost:.2f}"))
    return aligned(rows) if len(rows) > 1 else ""


def aligned(rows: Sequence[Sequence[str]]) -> str:
    """Rows of cells in columns; numbers stand to the right, words to the left."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    words = [all(not cell[:1].isdigit() for cell in column[1:]) for column in zip(*rows, strict=True)]
    lines = [
        "  ".join(
            c.ljust(w) if is_word else c.rjust(w) for c, w, is_word in zip(row, widths, words, strict=True)
        )
        for row in rows
    ]
    return "\n".join(line.rstrip() for line in [lines[0], "  ".join("-" * w for w in widths), *lines[1:]])


def _median(values: list[float | None], form: str) -> str:
    known = [each for each in values if each is not None]
    return format(statistics.median(known), form) if known else "?"


def _number(number: int) -> str:
    return f"{number:,}"
