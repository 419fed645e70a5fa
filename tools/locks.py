"""Check that the lock files say what pyproject.toml asks for, without a network.

Each direct dependency is pinned, by hash, at a version that pyproject.toml allows; nothing is pinned that it
no longer asks for; both locks agree; and no lock file, npm's included, names the host of a package index. Exit
code 1 when not so.
"""

from __future__ import annotations

import re
import sys
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from packaging.requirements import Requirement
from packaging.utils import NormalizedName, canonicalize_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ROOT = Path(__file__).resolve().parent.parent
SITE_LOCK = "requirements.lock"
DEV_LOCK = "requirements-dev.lock"
NPM_LOCKS = (
    "tests/tools/package-lock.json",
    "benchmarks/tools/package-lock.json",
    "benchmarks/peers/package-lock.json",
)
PEERS_LOCK = "benchmarks/peers/peers.lock"  # of the generators that the benchmark compares with
_PIN = re.compile(r"([A-Za-z0-9._-]+)==([^\s;]+)")
_DIRECT = re.compile(r"\(pyproject\.toml(?::\w+)?\)")  # how uv marks what pyproject.toml itself asks for


@dataclass
class Pin:
    """One package of a lock file."""

    version: str
    hashes: int = 0
    direct: bool = False


@dataclass
class Lock:
    """A lock file: its name and its packages."""

    name: str
    pins: dict[NormalizedName, Pin] = field(default_factory=dict)


def main() -> int:
    """Print what is wrong with the lock files."""
    problems = list(check(ROOT))
    for each in problems:
        print(each)
    if problems:
        print("Renew them with: python3 dev.py lock")
    return 1 if problems else 0


def check(root: Path) -> Iterator[str]:
    """What is wrong with the lock files below `root`."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    site = [Requirement(each) for each in project["project"]["dependencies"]]
    dev = [Requirement(each) for each in project["dependency-groups"]["dev"]]
    locks = [read(root / name) for name in (SITE_LOCK, DEV_LOCK)]
    yield from check_lock(locks[0], site)
    yield from check_lock(locks[1], site + dev)
    yield from check_together(*locks)
    yield from check_lock(read(root / PEERS_LOCK), [])
    for name in (SITE_LOCK, DEV_LOCK, PEERS_LOCK, *NPM_LOCKS):
        yield from check_hosts(name, (root / name).read_text(encoding="utf-8"))


def read(path: Path) -> Lock:
    """Read a lock file as uv writes it."""
    lock = Lock(path.name)
    pin: Pin | None = None
    for line in path.read_text(encoding="utf-8").splitlines():
        found = _PIN.match(line)
        if found:
            pin = lock.pins[canonicalize_name(found[1])] = Pin(found[2])
        elif pin:
            pin.hashes += "--hash=sha256:" in line
            pin.direct = pin.direct or bool(_DIRECT.search(line))
    return lock


def check_lock(lock: Lock, wanted: Iterable[Requirement]) -> Iterator[str]:
    """What in `lock` is not as pyproject.toml wants it."""
    requirements = {canonicalize_name(each.name): each for each in wanted}
    for name, requirement in requirements.items():
        pin = lock.pins.get(name)
        if not pin:
            yield f"{lock.name}: {name} is missing, which pyproject.toml asks for."
        elif not requirement.specifier.contains(pin.version, prereleases=True):
            asked = requirement.specifier
            yield f"{lock.name}: {name} is {pin.version}, but pyproject.toml asks for {asked}."
    for name, pin in lock.pins.items():
        if pin.direct and name not in requirements:
            yield f"{lock.name}: {name} is pinned, but pyproject.toml no longer asks for it."
        if not pin.hashes:
            yield f"{lock.name}: {name} has no hash."


def check_together(site: Lock, dev: Lock) -> Iterator[str]:
    """Where the two lock files disagree: the development lock holds all that the site's does."""
    for name, pin in site.pins.items():
        other = dev.pins.get(name)
        if not other or other.version != pin.version:
            there = other.version if other else "missing"
            yield f"{dev.name}: {name} is {there}, but {pin.version} in {site.name}."


def check_hosts(name: str, text: str) -> Iterator[str]:
    """The lines of a lock file that name a host."""
    for number, line in enumerate(text.splitlines(), 1):
        if "://" in line:
            yield f"{name}:{number}: a lock file names no host, so that any mirror of the index will do."


if __name__ == "__main__":
    sys.exit(main())
