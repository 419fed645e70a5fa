"""Run a command and measure it with all the processes that it starts: time, processor time, memory, output."""

from __future__ import annotations

import os
import subprocess
import threading
import time
from collections.abc import Collection
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import psutil

# Seconds between two looks at the memory: at every fifth of one, a build that keeps all cores at work took a thirtieth
# longer, and one that leaves a core idle no longer at all.
EVERY = 0.5
SELDOM = 3  # so many of them to one at what each process has for itself, which takes the system longer


class CommandFailed(Exception):
    """A measured command ended with an error; its output is the message."""


@dataclass
class Run:
    """What one run took: seconds, processor seconds (None where the system does not tell), and MB at its peak."""

    wall: float
    cpu: float | None
    peak: float
    load: float | None  # the machine's load average before the run: what else was going on
    fair: float | None = (
        None  # MB at the peak, what processes share counted once; only where it was asked for
    )

    def as_json(self) -> dict[str, Any]:
        """The run as plain values."""
        return asdict(self)

    def then(self, other: Run) -> Run:
        """This run and the other after it, as one; what was told apart fairly is not."""
        cpu = self.cpu + other.cpu if self.cpu is not None and other.cpu is not None else None
        return Run(self.wall + other.wall, cpu, max(self.peak, other.peak), self.load)


def run(command: list[str], folder: Path, environment: dict[str, str], *, fair: bool = False) -> Run:
    """Run `command` in `folder` until it ends; raises CommandFailed when it does not end well."""
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else None
    before = _cpu_of_ended_children()
    started = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=folder, env=os.environ | environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    memory = _Memory(process.pid, fair)
    output, _ = process.communicate()
    wall = time.perf_counter() - started
    peak = memory.stop()
    if process.returncode:
        raise CommandFailed(
            f"{' '.join(command)} ended with {process.returncode}\n{output.decode(errors='replace')}"
        )
    after = _cpu_of_ended_children()
    cpu = after - before if before is not None and after is not None else None
    return Run(wall, cpu, peak, load, memory.fair)


def _cpu_of_ended_children() -> float | None:
    """Processor seconds of all processes that we have waited for, with those that they waited for."""
    try:
        import resource  # noqa: PLC0415 - not on Windows
    except ImportError:
        return None
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


class _Memory:
    """Looks at the memory of a process and its descendants until it is stopped.

    Pages that processes share count once for each, so two processes forked from one look larger than they are;
    `fair` parts them between those that share them, where the system can tell (Linux).
    """

    def __init__(self, pid: int, fair: bool) -> None:
        self._pid = pid
        self._peak = 0
        self._fair = 0 if fair and hasattr(psutil.Process, "memory_maps") else None
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def stop(self) -> float:
        """The largest sum that was seen, in MB."""
        self._stopped.set()
        self._thread.join()
        return self._peak / 1024**2

    @property
    def fair(self) -> float | None:
        """The largest fair sum that was seen, in MB."""
        return self._fair / 1024**2 if self._fair else None

    def _watch(self) -> None:
        try:
            parent = psutil.Process(self._pid)
            looks = 0
            pause = EVERY / 16  # so that what ends soon is seen, too
            while not self._stopped.wait(pause):
                pause = min(2 * pause, EVERY)
                processes = [parent, *parent.children(recursive=True)]
                self._peak = max(self._peak, sum(map(_resident, processes)))
                looks += 1
                if self._fair is not None and looks % SELDOM == 0:
                    self._fair = max(self._fair, sum(map(_own, processes)))
        except psutil.NoSuchProcess:
            pass


def _resident(process: psutil.Process) -> int:
    try:
        return int(process.memory_info().rss)
    except psutil.NoSuchProcess:
        return 0


def _own(process: psutil.Process) -> int:
    try:
        return int(getattr(process.memory_full_info(), "pss", 0))
    except psutil.Error:
        return 0


@dataclass
class Output:
    """What a build made: files and bytes, the search index told apart, and how many HTML pages."""

    files: int
    bytes: int
    pages: int
    page_bytes: int
    record_bytes: int  # of the pages, those of one record each
    search_files: int
    search_bytes: int


def output(site: Path, search: str, records: Collection[str]) -> Output:
    """Count what lies in `site`; `search` is the folder or file below it that holds the search index, and each folder
    of `records` holds a folder for the page of every record."""
    found = Output(0, 0, 0, 0, 0, 0, 0)
    index = site / search
    folders = {site / each for each in records}
    for path in site.rglob("*"):
        if path.is_dir():
            continue
        size = path.stat().st_size
        found.files += 1
        found.bytes += size
        if path == index or index in path.parents:
            found.search_files += 1
            found.search_bytes += size
        elif path.suffix == ".html":
            found.pages += 1
            found.page_bytes += size
            if path.parent.parent in folders:
                found.record_bytes += size
    return found
