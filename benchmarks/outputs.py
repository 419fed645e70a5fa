"""What each output adds to a build: `python -m benchmarks.outputs 100 1000 10000` prints seconds, files and bytes."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from benchmarks import generate
from sister_libraries import linked_data
from sister_libraries.catalogue import Catalogue, load
from sister_libraries.languages import site_languages
from sister_libraries.outputs import OUTPUTS, Site
from sister_libraries.reader import Reader
from sister_libraries.views import PAGE_KINDS
from sister_libraries.views.page import Page

URL = "https://example.org/"


def main(sizes: list[int]) -> None:
    """Measure every output, and the linked data of all libraries, once for each size."""
    for size in sizes:
        with tempfile.TemporaryDirectory(prefix="sister-libraries-") as folder:
            project = Path(folder) / "project"
            generate.write_project(project, size)
            catalogue = load(project, generate.TODAY)[0]
        print(f"{size} libraries")
        site = Site(catalogue, URL)
        for output in OUTPUTS:
            start = time.perf_counter()
            files = [each.encode() if isinstance(each, str) else each for _, each in output(site)]
            line(output.__module__.rpartition(".")[2], start, len(files), sum(map(len, files)))
        start = time.perf_counter()
        texts = linked(catalogue)
        line("linked data of libraries", start, len(texts), sum(len(each.encode()) for each in texts))


def linked(catalogue: Catalogue) -> list[str]:
    """The linked data of every library's page in every language."""
    kind = next(each for each in PAGE_KINDS if each.name == "library")
    made = []
    for here in site_languages():
        reader = Reader(here, catalogue, "")
        for name, library in catalogue.libraries.items():
            page = Page(reader.name(library).text, "", "", {})
            made.append(linked_data.of_record(kind, kind.path(name), library, page, reader, URL))
    return made


def line(name: str, start: float, files: int, size: int) -> None:
    """One line of the table."""
    print(
        f"  {name:<26}{time.perf_counter() - start:8.2f} s {files:7} files {size / 1000:10.0f} kB", flush=True
    )


if __name__ == "__main__":
    main([int(each) for each in sys.argv[1:]] or [100, 1_000, 10_000])
