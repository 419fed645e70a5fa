"""What a visit weighs: bytes on the wire for a first listing page, for a second, and until a search's first result.

Each size is a generated catalogue, built as it would be published, and served from this machine as GitHub Pages
serves it: gzip of level 6 for what is text, everything else as it is, cached for ten minutes. The browser begins each
visit with an empty cache. What is counted are the bodies of replies. Run:
`python -m benchmarks weight`; `--site` measures a folder that is built already.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import statistics
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from benchmarks import sites, table
from benchmarks.directory import a_browser, at_95, served
from sister_libraries.languages import site_languages

SIZES = (1_000, 10_000)
SAMPLE = 500  # listing pages whose bytes are looked at
QUERIES = {
    "en": ("Shanghai", "picture books", "staff exchange", "Generated Library 00042", "braille"),
    "zh": ("上海", "绘本", "馆员交流", "生成图书馆 00042", "口述历史"),
}
COMMON = {"en": "library", "zh": "图书馆"}  # on nearly every page
GOALS = {
    "page": 9_000, "page compressed": 3_000, "first visit": 60_000, "second page": 5_000,
    "first search": 150_000, "typed": 100,
}  # fmt: skip

# Puts a query into the box and tells the milliseconds from then until its first result stands there; the page waits a
# while for further keys, which is part of it.
TYPE = """async (query) => {
  const input = document.getElementById("search-query");
  const list = document.getElementById("search-results");
  list.replaceChildren();
  const start = performance.now();
  const shown = new Promise((done) => new MutationObserver((_, observer) => {
    if (list.children.length) { observer.disconnect(); done(); }
  }).observe(list, { childList: true }));
  input.value = query;
  input.dispatchEvent(new Event("input", { bubbles: true }));
  await shown;
  return performance.now() - start;
}"""


def measure_site(site: Path) -> dict[str, Any]:
    """The figures of a built site."""
    with served(site) as (home, sent), a_browser() as browser:
        return {
            "page": page_sizes(site),
            "visits": {each.code: visit(browser, home, sent, site, each.prefix) for each in site_languages()},
            "searches": {
                each.code: {
                    query: search(browser, home, sent, each.prefix, query) for query in QUERIES[each.code]
                }
                for each in site_languages()
            },
            "typed": {each.code: typed(browser, home, each.prefix, each.code) for each in site_languages()},
        }


def page_sizes(site: Path) -> dict[str, dict[str, float]]:
    """The bytes of listing pages: the middle one and the largest, as they are and compressed."""
    pages = sorted(site.glob("**/libraries/*/index.html"))
    chosen = random.Random(1).sample(pages, min(SAMPLE, len(pages)))
    found = {}
    for name, sizes in (
        ("page", [each.stat().st_size for each in chosen]),
        ("page compressed", [len(gzip.compress(each.read_bytes(), 6)) for each in chosen]),
    ):
        found[name] = {"median": statistics.median(sizes), "p95": at_95(sizes), "largest": max(sizes)}
    return found


def visit(browser: Browser, home: str, sent: dict[str, int], site: Path, prefix: str) -> dict[str, Any]:
    """What somebody loads who comes to a listing, and then goes to another."""
    first, second = sorted(each.name for each in (site / "libraries").iterdir() if each.is_dir())[:2]
    page = fresh(browser)
    sent.clear()
    page.goto(f"{home}{prefix}libraries/{first}/")
    page.wait_for_load_state("networkidle")
    all_of_it = dict(sent)
    sent.clear()
    page.goto(f"{home}{prefix}libraries/{second}/")
    page.wait_for_load_state("networkidle")
    again = dict(sent)
    page.context.close()
    return {"first visit": sum(all_of_it.values()), "files": all_of_it, "second page": sum(again.values())}


def search(browser: Browser, home: str, sent: dict[str, int], prefix: str, query: str) -> dict[str, Any]:
    """What the search page loads until the first result of a query stands there."""
    page = fresh(browser)
    sent.clear()
    page.goto(f"{home}{prefix}search/?q={query}")
    page.locator("#search-results li").first.wait_for(timeout=60_000)
    page.wait_for_load_state("networkidle")
    found = {"bytes": sum(sent.values()), "files": dict(sent)}
    page.context.close()
    return found


def typed(browser: Browser, home: str, prefix: str, code: str) -> dict[str, float]:
    """Milliseconds from the last key to the first result, once everything about search is loaded."""
    page = fresh(browser)
    page.goto(f"{home}{prefix}search/?q={QUERIES[code][0]}")
    page.locator("#search-results li").first.wait_for(timeout=60_000)
    times = {}
    for query in (*QUERIES[code], COMMON[code]):
        again(page, query, QUERIES[code][1])  # loads the words
        times[query] = statistics.median(again(page, query, QUERIES[code][1]) for _ in range(5))
    page.context.close()
    return times


def again(page: Page, query: str, other: str) -> float:
    """The milliseconds of a query, after which another is asked."""
    milliseconds: float = page.evaluate(TYPE, query)
    page.evaluate(TYPE, other)
    return milliseconds


def fresh(browser: Browser) -> Page:
    """A page with an empty cache."""
    return browser.new_context(viewport={"width": 390, "height": 844}).new_page()


def as_table(found: dict[int, dict[str, Any]]) -> str:
    """The figures: one line for each, one column a size, and the goal."""
    rows: list[Sequence[str]] = [("what", *(f"{size:,}" for size in found), "goal")]

    def row(what: str, values: Sequence[float], goal: str, unit: str = "KB") -> None:
        shown = [f"{value / 1000:.2f}" if unit == "KB" else f"{value:.0f}" for value in values]
        rows.append(
            (f"{what}, {unit}", *shown, f"{GOALS[goal] / 1000:.0f}" if unit == "KB" else f"{GOALS[goal]}")
        )

    sizes = list(found.values())
    for goal in ("page", "page compressed"):
        for which in ("median", "p95", "largest"):
            row(
                f"HTML of a listing{goal.removeprefix('page')}, {which}",
                [each["page"][goal][which] for each in sizes],
                goal,
            )
    for code, queries in QUERIES.items():
        for goal in ("first visit", "second page"):
            row(f"{goal} ({code})", [each["visits"][code][goal] for each in sizes], goal)
        for query in queries:
            row(
                f"first search, {query}",
                [each["searches"][code][query]["bytes"] for each in sizes],
                "first search",
            )
        for query in (*queries, COMMON[code]):
            row(f"after the last key, {query}", [each["typed"][code][query] for each in sizes], "typed", "ms")
    return table.aligned(rows)


def main(arguments: list[str] | None = None) -> int:
    """Measure, print, and write the figures as JSON where asked to."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.weight", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES), help="how many libraries")
    parser.add_argument("--site", type=Path, help="measure this built site instead")
    parser.add_argument("--folder", type=Path, help="where to build (default: the system's)")
    parser.add_argument("--json", type=Path, help="where to write all figures")
    options = parser.parse_args(arguments)
    found = {}
    if options.site:
        found[len(list((options.site / "libraries").iterdir())) - 1] = measure_site(options.site)
    else:
        with sites.built(options.sizes, options.folder, papers=False) as each_site:
            for size, site in each_site:
                found[size] = measure_site(site)
    print(as_table(found))
    if options.json:
        options.json.write_text(json.dumps(found, indent=2, ensure_ascii=False), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
