"""Build generated catalogues, this project's way and the plain way, and print what each takes.

Both build the same pages of the same records, in the same run, by turns, and Pagefind makes both search indexes; before
a cold build nothing of an earlier one is there. The plain way makes Markdown of the records first. It is told without
that, too: there, reading and matching records counts for us alone; and so with MkDocs' own search instead of Pagefind.
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
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pagefind_bin_extended
import psutil

from benchmarks import generate, measure, plain, table
from sister_libraries.languages import site_languages
from sister_libraries.timings import FILE as TIMINGS_FILE
from sister_libraries.views import PAGE_KINDS

# How each side builds its project, and what it must not find from before.
OURS = [sys.executable, "-m", "sister_libraries", "build"]
MARKDOWN = [sys.executable, "-m", "benchmarks.plain"]
MKDOCS = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
PAGEFIND = [pagefind_bin_extended.get_executable(), "--site", "site", "--silent"]
MADE = {"ours": ("site", ".cache"), "plain": ("site", ".cache", "docs", "overrides")}
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


@dataclass
class _Build:
    """What one build took and made, and the stages that it told."""

    run: measure.Run
    output: measure.Output
    stages: dict[str, Any] = field(default_factory=dict)


def _measure_size(temporary: Path, size: int, options: argparse.Namespace) -> dict[str, Any]:
    """Measure both sides with `size` libraries: runs and output by build; a build that was not run is missing."""
    folders = {"ours": temporary / f"ours-{size}", "plain": temporary / f"plain-{size}"}
    wanted = [side for side in folders if options.only in (None, side)]
    if size >= TAKES_MINUTES and not options.plain_at_10000 and options.only != "plain":
        wanted = ["ours"] if "ours" in wanted else []
    _tell(f"{size:,} libraries: generating")
    generate.write_project(folders["ours"], size)
    compileall.compile_dir(folders["ours"] / "hooks", quiet=1)

    builds: dict[str, list[_Build]] = {}
    for number in range(options.runs):
        for side in wanted if number % 2 == 0 else reversed(wanted):
            aside = temporary / "aside" / f"{side}-{size}-{number}"
            _put_aside(folders[side], MADE[side], aside)
            if side == "ours":
                measured = _ours(folders["ours"])
            else:
                measured = _plain(folders["ours"], folders["plain"], aside, its_search_first=number % 2 == 1)
            for name, build in measured.items():
                builds.setdefault(name, []).append(build)
            _tell(
                f"{size:,} libraries, run {number + 1}: {table.NAMES[side]} {measured[side].run.wall:.2f} s"
            )
    for folder in (*folders.values(), temporary / "aside"):
        shutil.rmtree(folder, ignore_errors=True)
    return {name: _found(made) for name, made in builds.items()}


def _found(builds: list[_Build]) -> dict[str, Any]:
    """Builds of one kind as plain values, with the stages of the one of median time where they were told."""
    median = statistics.median_low([each.run.wall for each in builds])
    stages = next(each.stages for each in builds if each.run.wall == median)
    runs = [each.run.as_json() for each in builds]
    return {"runs": runs, "output": asdict(builds[-1].output)} | ({"stages": stages} if stages else {})


def _ours(project: Path) -> dict[str, _Build]:
    """Our builds of a project of which nothing has been built: cold, and again when nothing has changed."""
    run, stages = _build(OURS, project)
    made = _output(project, "pagefind")
    stages = _with_bytes(stages, project, made, run.wall)
    _build(OURS, project)  # the second site: from now on every build finds two
    again, _ = _build(OURS, project)
    return {"ours": _Build(run, made, stages), "warm": _Build(again, _output(project, "pagefind"))}


def _plain(source: Path, project: Path, aside: Path, *, its_search_first: bool) -> dict[str, _Build]:
    """Builds the plain way of the records at `source`, of which nothing has been built."""
    markdown = _make_markdown(source, project)
    builds = {}
    for name in ("its search", "ready") if its_search_first else ("ready", "its search"):
        if name == "ready":
            run = _build(MKDOCS, project)[0].then(_build(PAGEFIND, project)[0])
            search = "pagefind"
        else:
            run, _ = _build([*MKDOCS, "--config-file", plain.WITH_ITS_SEARCH], project)
            search = "search/search_index.json"
        builds[name] = _Build(run, _output(project, search))
        _put_aside(project, ["site"], aside / name)
    ready = builds["ready"]
    return {"plain": _Build(markdown.then(ready.run), ready.output), **builds}


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


def _build(command: list[str], project: Path) -> tuple[measure.Run, dict[str, Any]]:
    """One measured build, and the stages that it told."""
    told = project / "timings.json"
    told.unlink(missing_ok=True)
    environment = {
        "NO_MKDOCS_2_WARNING": "1",
        "SISTER_LIBRARIES_PDF": "no",  # the plain way makes none, and they do not grow with the records
        "PYTHONUTF8": "1",
        "PYTHONPATH": str(project / "hooks"),
        "SOURCE_DATE_EPOCH": str(int(datetime.combine(generate.TODAY, datetime.min.time(), UTC).timestamp())),
        TIMINGS_FILE: str(told),
    }
    run = measure.run(command, project, environment)
    return run, json.loads(told.read_text(encoding="utf-8")) if told.exists() else {}


def _output(project: Path, search: str) -> measure.Output:
    return measure.output(project / "site", search, RECORDS)


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
        "The plain way: Markdown, made of the records by the same views, through MkDocs, Material and static-i18n with "
        "no record in the navigation, then Pagefind over the same pages as ours, of records all that their pages say: "
        "of a library's page about three times the words of ours. With its Markdown ready, reading and matching "
        "records counts for us alone; so it does in the last row, whose search finds no Chinese word in a sentence "
        "(`reconfigure_search` is off). Feeds, open data and what the forms need are made by ours alone.",
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
