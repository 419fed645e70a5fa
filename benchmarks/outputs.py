"""What each output adds to a build, in processor time, as a share of the whole, and what it weighs.

`python -m benchmarks outputs --sizes 100 1000 10000` builds a generated catalogue of each size once without PDFs and
counts the processor time of all its processes. Then it makes every output again from the same catalogue, one by one in
one process, and counts theirs. With `--pdf` it builds the project's own PDFs too, which do not grow with the records.
"""

from __future__ import annotations

import argparse
import compileall
import gc
import gzip
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import builds, generate, measure, table
from sister_libraries import linked_records, offline, papers
from sister_libraries.catalogue import Catalogue, load
from sister_libraries.events import changed
from sister_libraries.headings import Heading, heading
from sister_libraries.languages import site_languages
from sister_libraries.offline import archive
from sister_libraries.outputs import OUTPUTS, OUTPUTS_OF_PAGES, Site
from sister_libraries.pdf import SWITCH
from sister_libraries.published import DEFAULT_URL
from sister_libraries.reader import Reader
from sister_libraries.views import PAGE_KINDS
from sister_libraries.views.page import Page

SIZES = (100, 1_000, 10_000)
LIMIT = 1 / 3  # what outputs together may add to the time of all the rest

Files = list[tuple[str, bytes]]


def main(arguments: list[str] | None = None) -> int:
    """Measure every size; the exit code is 1 when the outputs of one add more than they may."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks outputs", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES), help="how many libraries")
    parser.add_argument("--pdf", action="store_true", help="what PDFs add, too")
    parser.add_argument("--folder", type=Path, help="where to build (default: the system's temporary files)")
    options = parser.parse_args(arguments)
    if (
        len(options.sizes) > 1
    ):  # each in a process of its own: what is kept for the next size would cost it nothing
        apart = [sys.executable, "-m", "benchmarks.outputs"]
        apart += ["--folder", str(options.folder)] if options.folder else []
        code = max(
            subprocess.run([*apart, "--sizes", str(size)], check=False).returncode for size in options.sizes
        )
    else:
        (size,) = options.sizes
        with tempfile.TemporaryDirectory(prefix="sister-libraries-bench-", dir=options.folder) as folder:
            code = measure_size(Path(folder) / "project", size)
    if options.pdf:
        with tempfile.TemporaryDirectory(prefix="sister-libraries-bench-", dir=options.folder) as folder:
            measure_papers(Path(folder) / "project")
    return code


def measure_size(project: Path, size: int) -> int:
    """Print the table of one size; 1 when its outputs add more than they may."""
    generate.write_project(project, size)
    build = build_time(project, "no")
    catalogue = load(project, generate.TODAY)[0]
    site = project / "site"
    spent = {}
    for name, make in outputs(catalogue, site):
        spent[name] = timed(make)
    packed = archive(site, project)
    total = sum(seconds for seconds, _ in spent.values())
    rows = [("output", "CPU s", "of the build", "files", "kB", "kB in gzip")]
    for name, (seconds, files) in sorted(spent.items(), key=lambda each: -each[1][0]):
        rows.append((name, f"{seconds:.3f}", f"{seconds / build:.1%}", *weight(files)))
    rest = build - total
    print(
        f"\n{size:,} libraries: a build without PDFs takes {build:.2f} s of processor time, in all its processes\n"
    )
    print(table.aligned(rows))
    print(
        f"\nAll outputs: {total:.2f} s, {total / build:.1%} of the build; they add {total / rest:.1%} to all the rest "
        f"({LIMIT:.0%} are allowed). The whole site as a ZIP: {len(packed) / 1e6:.1f} MB.",
        flush=True,
    )
    return int(total > LIMIT * rest)


def build_time(project: Path, pdfs: str) -> float:
    """The processor seconds of a first build, with all its processes."""
    noon = datetime.combine(generate.TODAY, datetime.min.time(), UTC)
    environment = {
        "NO_MKDOCS_2_WARNING": "1",
        "PYTHONUTF8": "1",
        "PYTHONPATH": str(project / "hooks"),
        "SOURCE_DATE_EPOCH": str(int(noon.timestamp())),
        SWITCH: pdfs,
    }
    for name in builds.MADE:
        shutil.rmtree(project / name, ignore_errors=True)
    compileall.compile_dir(project / "hooks", quiet=1)
    run = measure.run(builds.OURS, project, environment)
    assert run.cpu is not None, "this system does not tell the time of processes"
    return run.cpu


def outputs(catalogue: Catalogue, folder: Path) -> Iterator[tuple[str, Callable[[], Files]]]:
    """Every output by its name, and what makes its files."""
    site = Site(catalogue, DEFAULT_URL)
    for output in OUTPUTS:
        yield output.__module__.rpartition(".")[2], lambda output=output: encoded(output(site))  # type: ignore[misc]
    finished = pages(catalogue, folder)
    for output in OUTPUTS_OF_PAGES:
        yield output.__module__.rpartition(".")[2], lambda output=output: encoded(output(finished))  # type: ignore[misc]
    yield "linked data in pages", lambda: linked(catalogue)
    yield "service worker", lambda: worker(folder, list(finished.headings))


def encoded(files: Iterator[tuple[str, str | bytes]]) -> Files:
    """Files as they are written."""
    return [(name, each.encode() if isinstance(each, str) else each) for name, each in files]


def pages(catalogue: Catalogue, folder: Path) -> Site:
    """What a finished site tells the outputs that list its pages."""
    names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("index.html"))
    changes = {}
    for here in site_languages():
        for kind in PAGE_KINDS:
            for name, subject in kind.subjects(catalogue):
                day = changed(subject, catalogue)
                if day:
                    changes[f"{here.prefix}{kind.path(name)}index.html"] = day.isoformat()
    of_records = {here.prefix + kind.folder for here in site_languages() for kind in PAGE_KINDS}
    headings: dict[str, Heading] = {
        name: heading((folder / name).read_text(encoding="utf-8"))
        for name in names
        if name.rpartition("/")[0].rpartition("/")[0] not in of_records
    }
    kept = [name.removesuffix("index.html") for name in names]
    return Site(catalogue, DEFAULT_URL, names, kept, headings, changes)


def linked(catalogue: Catalogue) -> Files:
    """The linked data of every record's page in every language."""
    made = []
    for here in site_languages():
        reader = Reader(here, catalogue, "")
        for kind in PAGE_KINDS:
            for name, subject in kind.subjects(catalogue):
                title = reader.name(subject).text if hasattr(subject, "FOLDER") else name
                page = Page(title, "", "", {})
                path = kind.path(name)
                text = linked_records.of_record(kind, path, subject, page, reader, DEFAULT_URL)
                made.append((here.prefix + path, text.encode()))
    return made


def worker(folder: Path, headings: list[str]) -> Files:
    """The service worker, with the version that the files have which it keeps."""
    names = [path.relative_to(folder).as_posix() for path in (folder / "assets").rglob("*") if path.is_file()]
    kept = offline.core(names, headings, lambda name: (folder / name).stat().st_size)
    source = (generate.ROOT / "overrides" / "records" / "offline" / offline.WORKER).read_text("utf-8")
    return [
        (offline.WORKER, offline.worker(source, kept, lambda name: (folder / name).read_bytes()).encode())
    ]


def timed(make: Callable[[], Files]) -> tuple[float, Files]:
    """The processor seconds that it takes, and what it makes; like a build, without a search for cycles.

    Once only: what is worked out once for a catalogue would cost nothing the second time.
    """
    gc.collect()
    gc.disable()
    start = time.process_time()
    files = make()
    spent = time.process_time() - start
    gc.enable()
    return spent, files


def weight(files: Files) -> tuple[str, str, str]:
    """How many files, their kB, and the kB that go over the wire when a server compresses them."""
    sizes = [len(content) for _, content in files]
    packed = sum(len(gzip.compress(content, 6, mtime=0)) for _, content in files)
    return f"{len(files):,}", f"{sum(sizes) / 1000:,.1f}", f"{packed / 1000:,.1f}"


def measure_papers(project: Path) -> None:
    """Print what the project's own PDFs take, and what each weighs."""
    generate.write_project(project, 100)
    without = build_time(project, "no")
    with_them = build_time(project, "yes")
    rows = [("paper", "kB")]
    catalogue = load(project, generate.TODAY)[0]
    for here in site_languages():
        for name, _title, _kind in papers.files(catalogue, here):
            path = project / "site" / here.prefix / name
            rows.append(
                (here.prefix + name, f"{path.stat().st_size / 1000:,.1f}" if path.exists() else "not made")
            )
    print(f"\nPDFs add {with_them - without:.1f} s of processor time to a build without a cache\n")
    print(table.aligned(rows))


if __name__ == "__main__":
    sys.exit(main())
