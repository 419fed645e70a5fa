"""The directory in a real browser: how long a filter takes to answer, and how many bytes a visit transfers.

Each size is a generated catalogue, built as it would be published and served compressed (gzip, level 6, from this
machine: what a network adds is not in the times). Run: `python -m benchmarks.directory`; `--site` measures a folder
that is built already.
"""

from __future__ import annotations

import argparse
import functools
import gzip
import http.server
import json
import statistics
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks import generate, measure, table

sys.path.append(str(generate.ROOT / "tools"))

from browsers import ARGUMENTS, FOUND

SIZES = (100, 1_000, 10_000)
CLICKS = 200
LETTERS = "public library"
BUILD = [sys.executable, "-m", "sister_libraries", "--today", generate.TODAY.isoformat(), "build"]
COMPRESSED = (".html", ".css", ".js", ".json", ".svg")
HEADINGS = (
    "libraries", "first visit KB", "of it data", "first filter KB", "200 filters KB", "free text KB",
    "filter p50 ms", "p95 ms", "painted p95 ms", "CPU p50 ms", "CPU p95 ms", "letter p95 ms",
)  # fmt: skip

# Opens every list, so that every count is on the page, and makes chance that is the same in every run.
OPEN = """(seed) => {
  for (const each of document.querySelectorAll("#directory details")) each.open = true;
  window.chance = () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let value = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 4294967296;
  };
}"""

# Chooses or takes back something, and tells the milliseconds until the counts and the list are new, and until that
# is painted.
CLICK = """async () => {
  const root = document.getElementById("directory");
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  const inputs = [...root.querySelectorAll("input[type=checkbox]:not([aria-disabled])")];
  const chosen = inputs.filter((each) => each.checked);
  const back = chosen.length >= 4 || (chosen.length && chance() < 0.4);
  const from = back ? chosen : inputs.filter((each) => !each.checked);
  const input = from[Math.floor(chance() * from.length)];
  await frame();
  const start = performance.now();
  const shown = new Promise((done) => root.addEventListener("directory:shown", done, { once: true }));
  input.click();
  const { detail } = await shown;
  const answered = performance.now() - start;
  await frame();
  await frame();
  return { answered, painted: performance.now() - start, size: detail.size };
}"""

# Types letter by letter; the wait for the next letter is not counted, loading what the text looks in is only once.
TYPE = """async (text) => {
  const root = document.getElementById("directory");
  const input = document.getElementById("directory-q");
  const times = [];
  for (let length = 1; length <= text.length; length++) {
    input.value = text.slice(0, length);
    let start;
    const shown = new Promise((done) => root.addEventListener("directory:shown", done, { once: true }));
    const timer = window.setTimeout;
    window.setTimeout = (act, wait) => timer(() => { start = performance.now(); act(); }, wait);
    input.dispatchEvent(new Event("input", { bubbles: true }));
    window.setTimeout = timer;
    await shown;
    times.push(performance.now() - start);
  }
  return times;
}"""


def run(sizes: Sequence[int] = SIZES, folder: Path | None = None) -> dict[int, dict[str, Any]]:
    """Build and measure a catalogue of each size, and print the table; the figures by size."""
    found = {}
    with tempfile.TemporaryDirectory(prefix="sister-libraries-directory-", dir=folder) as temporary:
        for size in sizes:
            project = Path(temporary) / str(size)
            print(f"{size:,} libraries: building", file=sys.stderr, flush=True)
            generate.write_project(project, size)
            environment = {"PYTHONPATH": str(project / "hooks"), "NO_MKDOCS_2_WARNING": "1"}
            measure.run(BUILD, project, environment)
            found[size] = measure_site(project / "site")
    print(as_table(found))
    return found


def measure_site(site: Path) -> dict[str, Any]:
    """Open the directory of a built site as somebody does for the first time, filter, and type."""
    with served(site) as (home, sent), a_browser() as browser:
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.goto(f"{home}libraries/")
        page.wait_for_load_state("networkidle")
        first, of_data = total(sent), total(sent, ".json")
        click_one(page)
        page.wait_for_load_state("networkidle")
        filtered = total(sent)
        clicks = click_often(page)
        clicked = total(sent)
        listings = page.locator("#directory-count").inner_text()
        page.close()
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        sent.clear()
        page.goto(f"{home}libraries/")
        page.wait_for_load_state("networkidle")
        before = total(sent)
        page.evaluate(TYPE, "x")  # loads what the text looks in
        letters = page.evaluate(TYPE, LETTERS)
        typed = total(sent) - before
    return {
        "first_visit": first,
        "data": of_data,
        "first_filter": filtered - first,
        "clicks": clicked - first,
        "text": typed,
        "clicked": clicks,
        "letters": letters,
        "says": listings,
    }


def click_often(page: Page) -> list[dict[str, float]]:
    """What each of many clicks took: until it was answered, until that was painted, and of the processor.

    The processor's time is that of the page's main thread, which no other process on the machine lengthens.
    """
    metrics = page.context.new_cdp_session(page)
    metrics.send("Performance.enable", {"timeDomain": "threadTicks"})

    def processor() -> float:
        found = metrics.send("Performance.getMetrics")["metrics"]
        return 1000 * float(next(each["value"] for each in found if each["name"] == "TaskDuration"))

    page.evaluate(OPEN, 1)
    page.wait_for_timeout(500)
    clicks = []
    for _ in range(CLICKS):
        before = processor()
        click = page.evaluate(CLICK)
        clicks.append({**click, "processor": processor() - before})
    return clicks


def click_one(page: Page) -> None:
    """Choose the first thing that can be chosen."""
    page.evaluate("document.querySelector('#directory input[type=checkbox]:not([aria-disabled])').click()")


def total(sent: dict[str, int], ending: str = "") -> int:
    """The bytes that were sent, of all files or of those with that ending."""
    return sum(size for path, size in sent.items() if path.endswith(ending))


@contextmanager
def served(site: Path) -> Iterator[tuple[str, dict[str, int]]]:
    """Serve a site; gives its address, and the compressed size of each file that has been sent, by its path."""
    sent: dict[str, int] = {}

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            name = urlsplit(self.path).path
            path = site / name.lstrip("/")
            path = path / "index.html" if path.is_dir() else path
            if not path.is_file():
                self.send_error(404)
                return
            body = path.read_bytes()
            self.send_response(200)
            self.send_header("Content-Type", KINDS.get(path.suffix, "application/octet-stream"))
            if path.suffix in COMPRESSED:
                body = compressed(body)
                self.send_header("Content-Encoding", "gzip")
            sent[name] = len(body)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Cache-Control", "max-age=600")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/", sent
        server.shutdown()


compressed = functools.lru_cache(maxsize=1000)(functools.partial(gzip.compress, compresslevel=6))

KINDS = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css",
    ".js": "text/javascript",
    ".json": "application/json",
    ".svg": "image/svg+xml",
}


@contextmanager
def a_browser() -> Iterator[Browser]:
    """The Chromium that tools/browsers.py has found."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=FOUND.read_text(encoding="utf-8"), args=ARGUMENTS
        )
        yield browser
        browser.close()


def as_table(found: dict[int, dict[str, Any]]) -> str:
    """The figures, one line a size."""
    rows: list[Sequence[str]] = [HEADINGS]
    for size, each in found.items():
        kilobytes = [each[name] for name in ("first_visit", "data", "first_filter", "clicks", "text")]
        answered, painted, processor = (
            [click[name] for click in each["clicked"]] for name in ("answered", "painted", "processor")
        )
        milliseconds = [
            statistics.median(answered),
            at_95(answered),
            at_95(painted),
            statistics.median(processor),
            at_95(processor),
            at_95(each["letters"]),
        ]
        rows.append(
            (
                f"{size:,}",
                *(f"{value / 1000:.1f}" for value in kilobytes),
                *(f"{value:.1f}" for value in milliseconds),
            )
        )
    return table.aligned(rows)


def at_95(times: Sequence[float]) -> float:
    """The time that 95 of 100 do not exceed."""
    return sorted(times)[min(len(times) - 1, int(len(times) * 0.95))]


def main(arguments: list[str] | None = None) -> int:
    """Measure, print, and write the figures as JSON where asked to."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.directory", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES), help="how many libraries")
    parser.add_argument("--site", type=Path, help="measure this built site instead")
    parser.add_argument("--folder", type=Path, help="where to build (default: the system's)")
    parser.add_argument("--json", type=Path, help="where to write all figures")
    options = parser.parse_args(arguments)
    if options.site:
        figures = measure_site(options.site)
        found = {int("".join(filter(str.isdigit, figures["says"].split()[-2])) or 0): figures}
        print(as_table(found))
    else:
        found = run(options.sizes, options.folder)
    if options.json:
        options.json.write_text(json.dumps(found, indent=2), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
