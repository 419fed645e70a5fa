"""What the steps of a cold build take each by itself, and what a listing's page consists of.

`python -m benchmarks floors --sizes 1000 10000` builds a generated catalogue of each size, then goes through its steps
again in one process and tells the processor time of each: a build that keeps a step takes at least that, however it
shares it out. Nothing of search. Last it counts what the bytes of the pages are for, on average.
"""

from __future__ import annotations

import argparse
import gc
import os
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import psutil
import yaml

from benchmarks import generate, sites, table
from sister_libraries import linked_records
from sister_libraries.catalogue import Catalogue
from sister_libraries.languages import site_languages
from sister_libraries.layouts import Layout
from sister_libraries.matching.suggest import suggestions
from sister_libraries.outputs import OUTPUTS, Site
from sister_libraries.project import Project
from sister_libraries.publish import record_pages
from sister_libraries.staging import Staging
from sister_libraries.templates import Templates
from sister_libraries.views import PAGE_KINDS

SIZES = (1_000, 10_000)

# What is watched while pages are made; the rest of that time is what prepares their facts.
WATCHED = {
    "pages: facts filled into templates, and indents taken out": (Templates, "render"),
    "pages: joined with their layouts": (Layout, "fill"),
    "pages: data for search engines": (linked_records, "of_record"),
    "pages: written": (Staging, "write_bytes"),
}
REST = "pages: facts prepared, with texts for search and keys that tell what stays"

# The parts of a page, each taken out before the next is looked for.
PARTS = {
    "data for search engines": re.compile(r'<script type="application/ld\+json">.*?</script>\n?', re.DOTALL),
    "head: addresses, titles, policy": re.compile(r"\A.*?</head>\n?", re.DOTALL),
    "header and footer": re.compile(r"<body.*?<article[^>]*>\n?|</article>.*", re.DOTALL),
    "suggestions with their reasons": re.compile(r'<section class="suggestions">.*?</section>\n?', re.DOTALL),
    "links to change the entry": re.compile(
        r'<nav class="upkeep".*?</nav>\n?|<p class="edit">.*?</p>\n?', re.DOTALL
    ),
    "sources": re.compile(r'<section class="sources">.*?</section>\n?', re.DOTALL),
    "what the library says of itself": re.compile(r".+", re.DOTALL),
}


def main(arguments: list[str] | None = None) -> int:
    """Print both tables for every size."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks floors", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES), help="how many libraries")
    parser.add_argument("--folder", type=Path, help="where to build (default: the system's temporary files)")
    options = parser.parse_args(arguments)
    gc.disable()  # as a build does
    os.cpu_count = lambda: (
        1
    )  # so that nothing is shared out, whose way to and from another process would count, too
    with sites.built(options.sizes, options.folder, papers=False) as built:
        for size, site in built:
            print(f"\n{size:,} libraries, one process\n\n{steps(site.parent, size)}", flush=True)
            print(f"\nWhat a listing's page consists of\n\n{bytes_of_pages(site)}", flush=True)
    return 0


def steps(root: Path, size: int) -> str:
    """The processor time of every step, as a table; `root` is a project that has been built."""
    names = sorted((root / "data").rglob("*.yml"))
    spent: dict[str, float] = {}
    texts = [path.read_bytes() for path in names]
    _, parsed = timed(lambda: [_events(each) for each in texts])
    project = Project(root, today=generate.TODAY, cache=Path(".cache"))
    before = psutil.Process().memory_info().rss
    catalogue, spent["records read with places, checked and linked"] = timed(project.load)
    grown = psutil.Process().memory_info().rss - before
    _, spent["suggestions found"] = timed(lambda: suggestions(catalogue).find_all())
    spent |= pages(project)
    _, spent["open data, feeds and what forms load"] = timed(lambda: outputs(catalogue, project.site_url))
    rows = [("step", "CPU s", "ms a library")]
    spent["together"] = sum(spent.values())
    rows += [(name, f"{seconds:.2f}", f"{1000 * seconds / size:.3f}") for name, seconds in spent.items()]
    told = (
        f"Of reading, libyaml's events of the same files, of which nothing is made, take {parsed:.2f} s. Reading and "
        f"linking takes {grown / 1e6:.0f} MB of memory, {grown / size / 1000:.1f} kB a library."
    )
    return f"{table.aligned(rows)}\n\n{told}"


def _events(content: bytes) -> int:
    return sum(1 for _ in yaml.parse(content, Loader=yaml.CSafeLoader))


def outputs(catalogue: Catalogue, site_url: str) -> int:
    """Make everything that needs no page; tells how many files."""
    site = Site(catalogue, site_url)
    return sum(1 for output in OUTPUTS for _ in output(site))


def pages(project: Project) -> dict[str, float]:
    """Make the pages of all records in every language, and tell the time of what is watched and of the rest."""
    watches = {name: Stopwatch() for name in WATCHED}
    with tempfile.TemporaryDirectory(dir=project.cache) as folder, ExitStack() as stack:
        for name, (owner, function) in WATCHED.items():
            stack.enter_context(watched(owner, function, watches[name]))
        apart = Path(folder)
        with Staging(apart / "site", apart) as staging:

            def make() -> None:
                for here in site_languages():
                    record_pages(project, here, staging, lambda _address: True)

            _, whole = timed(make)
    found = {name: each.seconds for name, each in watches.items()}
    return {REST: whole - sum(found.values()), **found}


class Stopwatch:
    """Processor seconds, added up."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def around(self, work: Callable[..., Any]) -> Callable[..., Any]:
        """The same function, counted."""

        def counted(*arguments: Any, **named: Any) -> Any:
            began = time.process_time()
            try:
                return work(*arguments, **named)
            finally:
                self.seconds += time.process_time() - began

        return counted


@contextmanager
def watched(owner: Any, name: str, watch: Stopwatch) -> Iterator[None]:
    """Count a function of a class or module while the block runs."""
    original = getattr(owner, name)
    setattr(owner, name, watch.around(original))
    try:
        yield
    finally:
        setattr(owner, name, original)


def timed(work: Callable[[], Any]) -> tuple[Any, float]:
    """What some work gives, and its processor seconds in this process and in those that it began and waited for."""
    began = _processor()
    result = work()
    return result, _processor() - began


def _processor() -> float:
    used = psutil.Process().cpu_times()
    return float(used.user + used.system + used.children_user + used.children_system)


def bytes_of_pages(site: Path) -> str:
    """How many bytes of a listing's page are for what, on average over all pages in all languages, as a table."""
    library = next(kind for kind in PAGE_KINDS if kind.name == "library")
    files = [
        path
        for here in site_languages()
        for path in (site / here.prefix / library.folder).glob("*/index.html")
    ]
    total = dict.fromkeys(PARTS, 0)
    for path in files:
        html = path.read_text(encoding="utf-8")
        for name, part in PARTS.items():
            rest = part.sub("", html)
            total[name] += len(html.encode()) - len(rest.encode())
            html = rest
    rows = [("part", "bytes", "of the page")]
    whole = sum(total.values())
    rows += [(name, f"{each / len(files):,.0f}", f"{each / whole:.0%}") for name, each in total.items()]
    rows.append(("all", f"{whole / len(files):,.0f}", "100%"))
    return table.aligned(rows)


if __name__ == "__main__":
    sys.exit(main())
