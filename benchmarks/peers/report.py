"""The comparison as tables of plain text; what was not measured says so, and nothing is worked out from it."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from benchmarks.peers.builders import OURS, SIDES
from benchmarks.table import NOT_RUN, aligned

Parts = dict[str, dict[str, Any]]  # what was measured, by row and number of libraries, as in "cold 1000"
COLD = (
    "libraries", "build", "runs", "wall s", "(least–most)", "CPU s", "peak MB", "ms a library", "pages", "MB",
    "bytes to ours", "times ours", "CPU times ours",
)  # fmt: skip


def tables(parts: Parts, missing: dict[str, str]) -> str:
    """All that was measured."""
    made = [
        ("Cold build, search index left out on every side", cold(parts, missing)),
        ("Growth of our cold build, search index left out", growth(parts)),
        ("Built again, ours with its search index", again(parts)),
        ("sisterlib serve: from saving a record to its new page over HTTP", serve(parts)),
        ("Published, search index included, and the page of a listing", size(parts)),
        ("Ratios", ratios(parts)),
    ]
    return "\n\n".join(f"{title}\n\n{table}" for title, table in made if table)


def cold(parts: Parts, missing: dict[str, str]) -> str:
    """One line a size and side."""
    rows: list[Sequence[str]] = [COLD]
    for number, sides in _of(parts, "cold"):
        ours = sides.get(OURS, {})
        for side, its in SIDES.items():
            measured = sides.get(side, {})
            if "runs" not in measured:
                why = measured.get("skipped") or missing.get(side) or ""
                rows.append((f"{number:,}", its.title, NOT_RUN, why, *[""] * (len(COLD) - 4)))
                continue
            walls = _walls(measured)
            wall, made = statistics.median(walls), measured["output"]
            rows.append(
                (
                    f"{number:,}",
                    its.title,
                    str(len(walls)),
                    f"{wall:.2f}",
                    f"({min(walls):.2f}–{max(walls):.2f})",
                    _shown(_median(measured, "cpu"), ".2f"),
                    _shown(_median(measured, "peak"), ".0f"),
                    f"{1000 * wall / number:.2f}",
                    f"{made['pages']:,}",
                    f"{made['bytes'] / 1e6:.1f}",
                    "1" if side == OURS else _shown(measured.get("bytes_to_ours"), ".3f"),
                    _shown(_ratio(measured, ours, "wall"), ".2f"),
                    _shown(_ratio(measured, ours, "cpu"), ".2f"),
                )
            )
    return aligned(rows) if len(rows) > 1 else ""


def growth(parts: Parts) -> str:
    """Time for a library, and memory, from size to size."""
    found = _ours_by_size(parts)
    rows: list[Sequence[str]] = [
        (
            "libraries",
            "wall s",
            "CPU s",
            "ms a library",
            "ms for each more",
            "peak MB",
            "shared counted once",
            "MB published",
        )
    ]
    before: tuple[int, float] | None = None
    for number, measured in found.items():
        wall = statistics.median(_walls(measured))
        more = f"{1000 * (wall - before[1]) / (number - before[0]):.2f}" if before else ""
        rows.append(
            (
                f"{number:,}",
                f"{wall:.2f}",
                _shown(_median(measured, "cpu"), ".2f"),
                f"{1000 * wall / number:.2f}",
                more,
                _shown(_median(measured, "peak"), ".0f"),
                _shown(_median(measured, "fair"), ".0f"),
                f"{measured['output']['bytes'] / 1e6:.0f}",
            )
        )
        before = number, wall
    return aligned(rows) if len(rows) > 1 else ""


def _ours_by_size(parts: Parts) -> dict[int, dict[str, Any]]:
    """Our cold builds at all sizes."""
    found = {
        number: sides[OURS]
        for row in ("growth", "cold")
        for number, sides in _of(parts, row)
        if OURS in sides
    }
    return {number: found[number] for number in sorted(found) if "runs" in found[number]}


def again(parts: Parts) -> str:
    """Builds of what is built already."""
    rows: list[Sequence[str]] = [
        ("libraries", "what", "runs", "wall s", "(least–most)", "CPU s", "files written", "with new bytes")
    ]
    for number, measured in _of(parts, "again"):
        lines = [
            ("ours, nothing changed", measured["nothing"]),
            ("floor: Python, MkDocs’ settings, look at every input", measured["floor"]),
            ("floor, and every input read", measured["floor_read"]),
            *(
                (f"{SIDES[side].title}, one listing changed", runs)
                for side, runs in measured["changed"].items()
            ),
        ]
        for title, runs in lines:
            walls = _walls({"runs": runs})
            files = measured["files"] if title == f"{SIDES[OURS].title}, one listing changed" else []
            rows.append(
                (
                    f"{number:,}",
                    title,
                    str(len(walls)),
                    f"{statistics.median(walls):.2f}",
                    f"({min(walls):.2f}–{max(walls):.2f})",
                    _shown(_median({"runs": runs}, "cpu"), ".2f"),
                    *(
                        f"{statistics.median([each[name] for each in files]):.0f}" if files else ""
                        for name in ("written", "changed")
                    ),
                )
            )
    return aligned(rows) if len(rows) > 1 else ""


def serve(parts: Parts) -> str:
    """Seconds from saving to seeing."""
    rows: list[Sequence[str]] = [
        ("libraries", "until the first page s", "saves", "new after s", "(least–most)")
    ]
    for number, measured in _of(parts, "serve"):
        seconds = measured["seconds"]
        rows.append(
            (
                f"{number:,}",
                f"{measured['first']:.2f}",
                str(len(seconds)),
                f"{statistics.median(seconds):.2f}",
                f"({min(seconds):.2f}–{max(seconds):.2f})",
            )
        )
    return aligned(rows) if len(rows) > 1 else ""


def size(parts: Parts) -> str:
    """Bytes of the site and of a page."""
    rows: list[Sequence[str]] = [
        (
            "libraries",
            "MB",
            "files",
            "search MB",
            "HTML pages",
            "a listing's page",
            "bytes, median",
            "largest",
        )
    ]
    for number, measured in _of(parts, "size"):
        made = measured["output"]
        whole = (
            f"{number:,}",
            f"{made['bytes'] / 1e6:.1f}",
            f"{made['files']:,}",
            f"{made['search_bytes'] / 1e6:.1f}",
            f"{made['pages']:,}",
        )
        for name in ("html", "gzip", "brotli"):
            if name in measured:
                spread = measured[name]
                rows.append((*whole, name, f"{spread['median']:,.0f}", f"{spread['largest']:,.0f}"))
                whole = ("",) * 5
    return aligned(rows) if len(rows) > 1 else ""


def ratios(parts: Parts) -> str:
    """What the issue asks for, as ratios and limits: what was reached, and what is wanted."""
    rows: list[Sequence[str]] = [("libraries", "what", "reached", "wanted")]
    wanted = {1_000: "under 1.5", 10_000: "at most 0.7"}
    for number, sides in _of(parts, "cold"):
        _add(rows, number, "cold, ours / Hugo", _ratio(sides.get(OURS), sides.get("hugo"), "wall"), wanted)
        _add(rows, number, "the same, median of pairs", _paired(sides.get(OURS), sides.get("hugo")), wanted)
        _add(rows, number, "the same, CPU", _ratio(sides.get(OURS), sides.get("hugo"), "cpu"), {})
        read = _ratio(sides.get(OURS), sides.get("hugo-records"), "wall")
        _add(rows, number, "cold, ours / Hugo that reads the records’ files, too", read, wanted)
        fastest = _fastest(sides)
        if fastest:
            title = f"cold, ours / the fastest peer ({SIDES[fastest].title})"
            _add(rows, number, title, _ratio(sides.get(OURS), sides[fastest], "wall"), {})
        plain = _ratio(sides.get("plain"), sides.get(OURS), "wall")
        _add(rows, number, "cold, MkDocs the plain way / ours", plain, {10_000: "at least 20"})
    for number, measured in _of(parts, "again"):
        nothing, changed = {"runs": measured["nothing"]}, measured["changed"]
        for name, title in (
            ("floor", "nothing changed / floor"),
            ("floor_read", "the same, every input read"),
        ):
            _add(
                rows, number, title, _ratio(nothing, {"runs": measured[name]}, "wall"), {number: "under 1.5"}
            )
        if "hugo" in changed:
            ratio = _ratio({"runs": changed["hugo"]}, {"runs": changed[OURS]}, "wall")
            _add(rows, number, "one listing changed, Hugo / ours", ratio, {number: "at least 10"})
    for number, measured in _of(parts, "serve"):
        _add(rows, number, "serve, s", statistics.median(measured["seconds"]), {number: "under 1"})
    walls = {
        number: statistics.median(_walls(each)) / number for number, each in _ours_by_size(parts).items()
    }
    for small, large in pairwise(walls):
        _add(
            rows,
            large,
            f"time a library to that at {small:,}",
            walls[large] / walls[small],
            {large: "at most 1"},
        )
    for number, measured in _of(parts, "growth"):
        for name, title in (("peak", "peak GB"), ("fair", "the same, what is shared counted once")):
            peak = _scaled(_median(measured[OURS], name), 1 / 1024)
            _add(rows, number, title, peak, {100_000: "under 1.5"})
    for number, measured in _of(parts, "size"):
        _add(rows, number, "published MB", measured["output"]["bytes"] / 1e6, {10_000: "under 250"})
        _add(rows, number, "a listing's page, kB", measured["html"]["median"] / 1000, {number: "under 9"})
        _add(rows, number, "the same, gzip", measured["gzip"]["median"] / 1000, {number: "under 3"})
    return aligned(rows) if len(rows) > 1 else ""


def _fastest(sides: dict[str, Any]) -> str | None:
    """The peer that built all in the shortest time."""
    walls = {side: statistics.median(_walls(sides[side])) for side in sides if "runs" in sides[side]}
    return min((side for side in walls if side != OURS), key=walls.__getitem__, default=None)


def _add(
    rows: list[Sequence[str]], number: int, what: str, reached: float | None, wanted: dict[int, str]
) -> None:
    if reached is not None:
        rows.append((f"{number:,}", what, f"{reached:.2f}", wanted.get(number, "")))


def notes(parts: Parts, missing: dict[str, str]) -> list[str]:
    """What one must know to read the tables."""
    said = [
        "Hugo, Eleventy and Astro have our layouts and templates, translated, and the facts of every page as JSON, "
        "ready to print: reading, checking, linking and matching records counts for ours alone, and so do exports, "
        "feeds and redirects. Their pages were compared with ours, text by text and link by link.",
        "“Hugo, records read” is the same, and reads the YAML files of the records, too, of which it then prints "
        "nothing but their number: the least that Hugo must do on our data.",
        "Zensical and MkDocs get ready-made Markdown; they have their own, heavier page. Every fact is on it.",
        "Hugo is built as often as ours, by turns; the slower ones as often as --seconds allows, once at least.",
        "Eleventy and Astro have no build for one change; Hugo builds all of it, with what it keeps. Memory: the "
        "sum over processes, in which pages that they share count for each.",
    ]
    for row in ("cold", "growth"):
        for number, sides in _of(parts, row):
            if sides.get(OURS, {}).get("output", {}).get("search_files"):
                said.append(
                    f"With {number:,} libraries our {row} build made its search index all the same: this version "
                    "cannot leave it out."
                )
    for number, sides in _of(parts, "cold"):
        said += [
            f"NOT THE SAME with {number:,} libraries: {SIDES[side].title}. {measured['different']}"
            for side, measured in sides.items()
            if "different" in measured
        ]
    said += [f"Left out: {SIDES[side].title}: {why}." for side, why in missing.items()]
    loads = [load for load in _loads(parts) if load]
    # A build keeps the load near 1 itself, two processes near 2, so only more than that tells of others.
    if loads and max(loads) > 2.5:
        said.append(
            f"Other work was going on (load average up to {max(loads):.1f}): read times with care, ratios of "
            "processor seconds rather than of wall seconds."
        )
    return said


def _loads(value: Any) -> list[float]:
    if isinstance(value, dict):
        return ([value["load"]] if "load" in value else []) + [
            x for each in value.values() for x in _loads(each)
        ]
    return [x for each in value for x in _loads(each)] if isinstance(value, list) else []


def _of(parts: Parts, row: str) -> list[tuple[int, dict[str, Any]]]:
    """What was measured for a row, by size."""
    found = [(int(name.split()[1]), value) for name, value in parts.items() if name.split()[0] == row]
    return sorted(found, key=lambda each: each[0])


def _walls(measured: dict[str, Any]) -> list[float]:
    return [each["wall"] for each in measured["runs"]]


def _median(measured: dict[str, Any], name: str) -> float | None:
    known = [each[name] for each in measured["runs"] if each.get(name) is not None]
    return statistics.median(known) if known else None


def _ratio(one: dict[str, Any] | None, other: dict[str, Any] | None, name: str) -> float | None:
    """The ratio of two medians; None unless both were measured."""
    if not one or not other or "runs" not in one or "runs" not in other:
        return None
    left, right = _median(one, name), _median(other, name)
    return left / right if left is not None and right else None


def _paired(one: dict[str, Any] | None, other: dict[str, Any] | None) -> float | None:
    """The median of the ratios of builds that followed one another: what others do meanwhile weighs on both."""
    if not one or not other or "runs" not in one or "runs" not in other:
        return None
    return statistics.median([a / b for a, b in zip(_walls(one), _walls(other), strict=False)])


def _scaled(value: float | None, by: float) -> float | None:
    return None if value is None else value * by


def _shown(value: float | None, form: str) -> str:
    return "?" if value is None else format(value, form)
