"""Build generated catalogues, this project's way and the plain way, and print what each takes.

Both build the same pages of the same records, in the same run, by turns; before a cold build nothing of an earlier one
is there. The plain way makes Markdown of the records first. It is told without that, too: there, reading and matching
records counts for us alone.
"""

from __future__ import annotations

import argparse
import compileall
import importlib.metadata
import json
import os
import platform
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterable
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psutil

from benchmarks import generate, measure, table
from sister_libraries.languages import site_languages
from sister_libraries.timings import FILE as TIMINGS_FILE
from sister_libraries.views import PAGE_KINDS

# How each side builds its project, where it leaves its search index, and what it must not find from before.
OURS = [sys.executable, "-m", "sister_libraries", "build"]
PLAIN = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
MARKDOWN = [sys.executable, "-m", "benchmarks.plain"]
SEARCH = {"ours": "pagefind", "plain": "search/search_index.json"}
MADE = {"ours": ("site", ".cache"), "plain": ("site", ".cache", "docs", "mkdocs.yml")}
RECORDS = tuple(f"{language.prefix}{kind.folder}" for language in site_languages() for kind in PAGE_KINDS)

SIZES = (100, 1_000, 10_000)
TAKES_MINUTES = 10_000  # libraries from which the plain way runs only when asked for
PACKAGES = (
    "mkdocs", "mkdocs-material", "mkdocs-static-i18n", "markdown", "jinja2", "pyyaml", "pydantic", "babel",
    "pagefind-bin-extended", "sister-libraries",
)  # fmt: skip


def main(arguments: list[str] | None = None) -> int:
    """Run the benchmark; the exit code is 1 when a build fails."""
    options = _parser().parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="sister-libraries-bench-", dir=options.folder) as temporary:
        try:
            found = {size: _measure_size(Path(temporary), size, options) for size in options.sizes}
        except measure.CommandFailed as error:
            print(error, file=sys.stderr)
            return 1
    print(f"\n{table.results(found)}\n\n{table.stages(found)}\n\n{table.growth(found)}\n")
    print("\n".join(_notes(found, options)))
    report = {"machine": machine(), "versions": versions(), "runs": options.runs, "sizes": found}
    options.json.parent.mkdir(parents=True, exist_ok=True)
    options.json.write_text(json.dumps(report, indent=2), encoding="utf-8")
    print(f"All figures: {options.json}")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks builds", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES), help="how many libraries")
    parser.add_argument(
        "--runs", type=int, default=3, help="how often each build is measured (the median counts)"
    )
    parser.add_argument("--only", choices=["ours", "plain"], help="measure one side only")
    parser.add_argument(
        "--plain-at-10000",
        action="store_true",
        help=f"the plain way from {TAKES_MINUTES:,} libraries on, too: minutes",
    )
    parser.add_argument(
        "--folder", type=Path, help="where to build (default: the system's folder for temporary files)"
    )
    parser.add_argument("--json", type=Path, default=generate.ROOT / ".cache" / "benchmarks.json")
    return parser


def _measure_size(temporary: Path, size: int, options: argparse.Namespace) -> dict[str, Any]:
    """Measure both sides with `size` libraries: runs and output by side; a side that was not run is missing."""
    folders = {"ours": temporary / f"ours-{size}", "plain": temporary / f"plain-{size}"}
    wanted = [side for side in folders if options.only in (None, side)]
    if size >= TAKES_MINUTES and not options.plain_at_10000 and options.only != "plain":
        wanted = ["ours"] if "ours" in wanted else []
    _tell(f"{size:,} libraries: generating")
    generate.write_project(folders["ours"], size)
    compileall.compile_dir(folders["ours"] / "hooks", quiet=1)

    runs: dict[str, list[measure.Run]] = {}
    told: list[dict[str, Any]] = []
    made: dict[str, measure.Output] = {}
    for number in range(options.runs):
        for side in wanted if number % 2 == 0 else reversed(wanted):
            _put_aside(folders[side], MADE[side], temporary / "aside" / f"{side}-{size}-{number}")
            command = OURS if side == "ours" else PLAIN
            markdown = _make_markdown(folders["ours"], folders["plain"]) if side == "plain" else None
            run, stages = _build(side, command, folders[side])
            if markdown:
                runs.setdefault("ready", []).append(run)
                run = markdown.then(run)
            runs.setdefault(side, []).append(run)
            _tell(f"{size:,} libraries, run {number + 1}: {table.NAMES[side]} {run.wall:.2f} s")
            made[side] = measure.output(folders[side] / "site", SEARCH[side], RECORDS)
            if side == "ours":
                told.append(_with_bytes(stages, folders["ours"], made["ours"], run.wall))
                _build(side, command, folders[side])  # the second site: from now on every build finds two
                again, _ = _build(side, command, folders[side])
                runs.setdefault("warm", []).append(again)
                made["warm"] = measure.output(folders[side] / "site", SEARCH[side], RECORDS)
    for folder in (*folders.values(), temporary / "aside"):
        shutil.rmtree(folder, ignore_errors=True)

    if "plain" in made:
        made["ready"] = made["plain"]
    found: dict[str, Any] = {
        side: {"runs": [each.as_json() for each in runs[side]], "output": asdict(made[side])} for side in runs
    }
    if told:
        median = statistics.median_low([each.wall for each in runs["ours"]])
        found["ours"]["stages"] = told[[each.wall for each in runs["ours"]].index(median)]
    return found


def _make_markdown(source: Path, project: Path) -> measure.Run:
    """Have the plain way's Markdown made of the records at `source`."""
    command = [*MARKDOWN, str(source), str(project)]
    return measure.run(command, generate.ROOT, {"PYTHONPATH": str(source / "hooks"), "PYTHONUTF8": "1"})


def _put_aside(project: Path, names: Iterable[str], aside: Path) -> None:
    """Take away what an earlier build made, by its names.

    It is moved, because a file system that has just deleted thousands of files makes new ones many times more slowly.
    """
    for name in names:
        if (project / name).exists():
            aside.mkdir(parents=True, exist_ok=True)
            (project / name).rename(aside / name)


def _build(side: str, command: list[str], project: Path) -> tuple[measure.Run, dict[str, Any]]:
    """One measured build, and the stages that it told."""
    told = project / "timings.json"
    told.unlink(missing_ok=True)
    environment = {
        "NO_MKDOCS_2_WARNING": "1",
        "SISTER_LIBRARIES_PDF": "no",  # the plain way makes none, and they do not grow with the records
        "PYTHONUTF8": "1",
        "SOURCE_DATE_EPOCH": str(int(datetime.combine(generate.TODAY, datetime.min.time(), UTC).timestamp())),
        TIMINGS_FILE: str(told),
    }
    if side == "ours":
        environment["PYTHONPATH"] = str(project / "hooks")
    run = measure.run(command, project, environment)
    return run, json.loads(told.read_text(encoding="utf-8")) if told.exists() else {}


def _with_bytes(stages: dict[str, Any], project: Path, made: measure.Output, wall: float) -> dict[str, Any]:
    """The stages with what each made, as far as it can be told from where it lies, and the time of none of them."""
    if not stages:
        return {}
    shell = project / ".cache" / "shell"
    by_name = {
        "wait for MkDocs": sum(path.stat().st_size for path in shell.rglob("*") if path.is_file()),
        "fill pages": made.page_bytes - made.record_bytes,
        "fill records": made.record_bytes,
        "search": made.search_bytes,
        "wait for outputs": made.bytes - made.page_bytes - made.search_bytes,
    }
    for name, spent in stages.items():
        spent["bytes"] = by_name.get(name)
    rest = wall - sum(spent["seconds"] for spent in stages.values())
    return {**stages, "starting and ending": {"seconds": rest}}


def _notes(found: dict[int, dict[str, Any]], options: argparse.Namespace) -> list[str]:
    """What one must know to read the table."""
    notes = [
        f"Medians of {options.runs} cold builds each, by turns; both sides make the same pages with a search index.",
        "The plain way: Markdown, made of the records by the same views, through MkDocs, Material, static-i18n and "
        "the search plugin, with `reconfigure_search` off and no record in the navigation; its search finds no "
        "Chinese word in a sentence. With its Markdown ready, reading and matching records counts for us alone.",
    ]
    skipped = [size for size, sides in found.items() if "plain" not in sides and options.only != "ours"]
    if skipped:
        sizes = ", ".join(f"{size:,}" for size in skipped)
        notes.append(f"Not run: the plain way at {sizes}, which takes minutes; --plain-at-10000 runs it.")
    if options.only:
        notes.append(f"Only {options.only} was asked for.")
    loads = [
        run["load"]
        for sides in found.values()
        for each in sides.values()
        for run in each["runs"]
        if run["load"]
    ]
    # A build keeps the load near 1 itself, so only more than that tells of others.
    if loads and max(loads) > 1.5:
        notes.append(f"Other work was going on (load average up to {max(loads):.1f}): read times with care.")
    return notes


def machine() -> dict[str, Any]:
    return {
        "system": f"{platform.system()} {platform.release()} {platform.machine()}",
        "python": platform.python_version(),
        "cores": os.cpu_count(),
        "memory_mb": round(psutil.virtual_memory().total / 1024**2),
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
    }


def versions() -> dict[str, str | None]:
    found: dict[str, str | None] = {}
    for name in PACKAGES:
        try:
            found[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            found[name] = None
    return found


def _tell(text: str) -> None:
    print(f"{time.strftime('%H:%M:%S')}  {text}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
