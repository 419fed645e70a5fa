"""The rows of the comparison: each measures one thing for one number of libraries and gives it as plain values."""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import os
import re
import signal
import socket
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from benchmarks import measure
from benchmarks.peers.builders import OURS, PYTHON, SEARCH, SIDES, Workshop
from benchmarks.peers.check import Different

SAID = "Generated for a benchmark"  # how every description in English begins
ENTRY = re.compile(rf"{SAID}[^.]*\.")
SAMPLE = 500  # pages that are compressed, so many at most
PATIENCE = 600  # seconds that a served site may take
EVERY = 0.02  # seconds between two requests

# What any build must do: start, load MkDocs' configuration, look at every input; and, to know contents, read it.
FLOOR = """\
import os, sys
from mkdocs.config import load_config
load_config("mkdocs.yml")
read = sys.argv[1] == "read"
for top in ("data", "docs", "overrides", "hooks"):
    for folder, _, names in os.walk(top):
        for name in names:
            path = os.path.join(folder, name)
            if read:
                with open(path, "rb") as file:
                    file.read()
            else:
                os.stat(path)
"""


def cold(
    shop: Workshop, sides: Sequence[str], runs: int, seconds: float, skipped: dict[str, str]
) -> dict[str, Any]:
    """Build all pages from nothing, by turns, search index left out.

    Ours and Hugo are built `runs` times, the others as often as fits into so many seconds each, once at least; those
    of `skipped` not at all.
    """
    found: dict[str, Any] = {side: {"skipped": skipped[side]} for side in sides if side in skipped}
    done: dict[str, list[measure.Run]] = {each: [] for each in sides}
    for number in range(runs):
        for side in sides if number % 2 == 0 else reversed(sides):
            if side in found or not goes_on(side, done[side], seconds):
                continue
            try:
                run = shop.build_cold(side)
            except measure.CommandFailed as error:
                found[side] = {"skipped": _last_line(error)}
                shop.tell(f"{SIDES[side].title} cannot build this: {error}")
                continue
            done[side].append(run)
            shop.tell(f"{shop.size:,} libraries, cold {number + 1}: {SIDES[side].title} {run.wall:.2f} s")
    for side in sides:
        if side not in found:
            found[side] = {"runs": [each.as_json() for each in done[side]], **result(shop, side)}
    return found


def goes_on(side: str, done: Sequence[measure.Run], seconds: float) -> bool:
    """Whether a side is built once more: ours and Hugo always, a slower peer while it fits into its time."""
    if side in (OURS, "hugo") or not done:
        return True
    return sum(each.wall for each in done) + done[-1].wall <= seconds


def result(shop: Workshop, side: str) -> dict[str, Any]:
    """What a side made, and whether its pages say what ours say."""
    made = measure.output(shop.site(side), SEARCH, ())
    found: dict[str, Any] = {"output": asdict(made)}
    if side == OURS:
        return found
    try:
        compared = shop.compare(side)
    except Different as error:
        found["different"] = str(error)
        shop.tell(f"{SIDES[side].title}: {error}")
    else:
        found |= {"compared": compared.pages, "bytes_to_ours": compared.ratio}
    return found


def again(shop: Workshop, sides: Sequence[str], runs: int, seconds: float) -> dict[str, Any]:
    """Build again what is built: nothing changed, then one listing; ours with its search index, beside the floor."""
    shop.make_ours_with_search()
    found: dict[str, list[measure.Run]] = {}
    for number in range(runs):
        for name, command in (
            ("nothing", shop.command(OURS)),
            ("floor", [sys.executable, "-c", FLOOR, "look"]),
            ("floor_read", [sys.executable, "-c", FLOOR, "read"]),
        ):
            run = measure.run(command, shop.ours, shop.environment(OURS, search=True))
            found.setdefault(name, []).append(run)
        shop.tell(f"again {number + 1}: nothing changed {found['nothing'][-1].wall:.2f} s")
    changed: dict[str, list[measure.Run]] = {}
    files: list[dict[str, int]] = []
    pages = described(shop.ours)
    others = [each for each in sides if each in ("hugo", "zensical")]
    for side in others:
        if not shop.site(side).exists():
            shop.build(side)
    for number in range(runs):
        record = next(pages)
        for side in [OURS, *others] if number % 2 == 0 else [*reversed(others), OURS]:
            if not goes_on(side, changed.get(side, []), seconds):
                continue
            says = f"{SAID}, change {number + 1} of it."
            edit(shop, side, record, says)
            before = _state(shop.site(OURS)) if side == OURS else {}
            started = time.time_ns()
            run = shop.build(side, search=True)
            changed.setdefault(side, []).append(run)
            shop.tell(f"again {number + 1}: one listing changed, {SIDES[side].title} {run.wall:.2f} s")
            expect(shop.site(side) / SIDES[side].where["en"] / f"libraries/{record}/index.html", says)
            if side == OURS:
                files.append(rewritten(before, _state(shop.site(OURS)), started))
    return {
        **{name: [each.as_json() for each in made] for name, made in found.items()},
        "changed": {side: [each.as_json() for each in made] for side, made in changed.items()},
        "files": files,
    }


def described(project: Path) -> Iterator[str]:
    """The ids of libraries with a description in English, far from one another."""
    found = [
        path.stem
        for path in sorted((project / "data" / "libraries").glob("generated-*.yml"))
        if SAID in path.read_text(encoding="utf-8")
    ]
    step = max(1, len(found) // 40)
    yield from found[3::step]


def edit(shop: Workshop, side: str, record: str, says: str) -> None:
    """Change the description of one library where a side has it."""
    project = shop.project(side)
    if side == OURS:
        path, before = project / "data" / "libraries" / f"{record}.yml", ""
    elif side == "zensical":
        path, before = project / "docs" / "en" / "libraries" / f"{record}.md", "\n# "
    else:
        path, before = project / "assets" / "records" / "library.en.json", f'"path":"libraries/{record}/"'
    text = path.read_text(encoding="utf-8")
    start = text.index(before)
    start = text.index('"description":{', start) if path.suffix == ".json" else start
    times = 2 if path.suffix == ".json" else 1  # there as a whole and in paragraphs
    path.write_text(text[:start] + ENTRY.sub(says, text[start:], count=times), encoding="utf-8")


def expect(page: Path, says: str) -> None:
    """Raises Different when a page that must be new is not."""
    if says not in page.read_text(encoding="utf-8"):
        raise Different(f"{page} does not say what its record says")


def _state(site: Path) -> dict[str, tuple[int, bytes]]:
    """When each file of a site was written, and a digest of what is in it."""
    return {
        path.relative_to(site).as_posix(): (
            path.stat().st_mtime_ns,
            hashlib.blake2b(path.read_bytes(), digest_size=16).digest(),
        )
        for path in site.rglob("*")
        if path.is_file()
    }


def rewritten(
    before: dict[str, tuple[int, bytes]], after: dict[str, tuple[int, bytes]], started: int
) -> dict[str, int]:
    """How many files a build wrote, and how many have other bytes than those that were published before."""
    changed = [name for name, (_, digest) in after.items() if before.get(name, (0, b""))[1] != digest]
    written = [name for name, (when, _) in after.items() if when >= started]
    return {"written": len(written), "changed": len(changed), "gone": len(before.keys() - after.keys())}


def serve(shop: Workshop, runs: int) -> dict[str, Any]:
    """Save a record while the site is served: seconds until its page is new over HTTP."""
    shop.make_ours_with_search()
    port = _free_port()
    shop.tell(f"{shop.size:,} libraries: sisterlib serve")
    command = [*PYTHON, "sister_libraries", "serve", "--port", str(port)]
    environment = os.environ | shop.environment(OURS, search=True)
    started = time.perf_counter()
    log = shop.folder / "serve.txt"
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, cwd=shop.ours, env=environment, stdout=output, stderr=output, start_new_session=True
        )
        try:
            home = f"http://127.0.0.1:{port}/"
            _wait(process, log, lambda: "Sister Libraries" in _get(home))
            first = time.perf_counter() - started
            shop.tell(f"serve: the first page after {first:.2f} s")
            seconds = []
            time.sleep(2)  # for what the server still does once it answers
            for number, record in zip(range(runs), described(shop.ours), strict=False):
                says = f"{SAID}, saved {number + 1} times."
                edit(shop, OURS, record, says)
                saved = time.perf_counter()
                address = f"{home}libraries/{record}/"
                _wait(process, log, lambda address=address, says=says: says in _get(address))  # type: ignore[misc]
                seconds.append(time.perf_counter() - saved)
                shop.tell(f"serve {number + 1}: new after {seconds[-1]:.2f} s")
                time.sleep(1)
        finally:
            _end(process)
    return {"first": first, "seconds": seconds}


def _wait(process: subprocess.Popen[bytes], log: Path, there: Callable[[], bool]) -> None:
    """Ask again and again, until it is there."""
    until = time.perf_counter() + PATIENCE
    while not there():
        if process.poll() is not None or time.perf_counter() > until:
            raise measure.CommandFailed(
                f"sisterlib serve: {log.read_text(encoding='utf-8', errors='replace')}"
            )
        time.sleep(EVERY)


def _get(address: str) -> str:
    try:
        with urllib.request.urlopen(address, timeout=30) as answer:
            text: str = answer.read().decode()
            return text
    except (urllib.error.URLError, OSError):
        return ""


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the server with all that it started."""
    with contextlib.suppress(ProcessLookupError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGINT)
        else:
            process.terminate()
    try:
        process.wait(timeout=20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def growth(shop: Workshop, runs: int) -> dict[str, Any]:
    """Our cold build alone, search index left out: for sizes at which no peer is asked."""
    found = []
    for number in range(runs):
        found.append(shop.build_cold(OURS, fair=True))
        shop.tell(f"{shop.size:,} libraries, {number + 1}: {found[-1].wall:.1f} s, {found[-1].peak:.0f} MB")
    return {OURS: {"runs": [each.as_json() for each in found], **result(shop, OURS)}}


def size(shop: Workshop) -> dict[str, Any]:
    """What is published, search index included, and what a listing's page takes, as it is and compressed."""
    shop.make_ours_with_search()
    site = shop.site(OURS)
    made = measure.output(site, SEARCH, ())
    pages = sorted(
        path / "index.html"
        for prefix in SIDES[OURS].where.values()
        for path in (site / prefix / "libraries").glob("generated-*")
    )
    some = [each.read_bytes() for each in pages[:: max(1, len(pages) // SAMPLE)]]
    found: dict[str, Any] = {
        "output": asdict(made),
        "pages": len(pages),
        "sampled": len(some),
        "html": _spread([each.stat().st_size for each in pages]),
        "gzip": _spread([len(gzip.compress(each, 6)) for each in some]),
    }
    with contextlib.suppress(ImportError):
        import brotli  # noqa: PLC0415 - only where it is installed

        found["brotli"] = _spread([len(brotli.compress(each)) for each in some])
    return found


def _spread(values: Sequence[int]) -> dict[str, float]:
    return {"median": statistics.median(values), "largest": max(values)}


def _last_line(error: measure.CommandFailed) -> str:
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return lines[-1] if lines else "it ended with an error"
