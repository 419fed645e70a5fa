"""Generated catalogues as built sites: made once in a folder for each number of libraries, then only looked at."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from benchmarks import generate, measure

BUILD = [sys.executable, "-m", "sister_libraries", "--today", generate.TODAY.isoformat(), "build"]


@contextmanager
def built(
    sizes: Sequence[int], folder: Path | None, *, papers: bool = True
) -> Iterator[Iterator[tuple[int, Path]]]:
    """A site for each number of libraries, built when its turn comes; they go when the block ends.

    `papers` says whether with PDFs.
    """
    with tempfile.TemporaryDirectory(prefix="sister-libraries-", dir=folder) as temporary:
        yield ((size, _build(Path(temporary) / str(size), size, papers)) for size in sizes)


def _build(project: Path, size: int, papers: bool) -> Path:
    print(f"{size:,} libraries: building", file=sys.stderr, flush=True)
    generate.write_project(project, size)
    environment = {"PYTHONPATH": str(project / "hooks"), "NO_MKDOCS_2_WARNING": "1"}
    if not papers:
        environment["SISTER_LIBRARIES_PDF"] = "no"
    measure.run(BUILD, project, environment)
    return project / "site"
