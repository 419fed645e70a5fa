#!/usr/bin/env python3
"""Everything a developer runs, on any system, with nothing but Python: `python3 dev.py COMMAND`.

    serve   build the site and show it at http://127.0.0.1:8000/, again after every change
    build   build the site into site/, ready to publish (SITE_URL sets its address)
    check   what a contributor runs: data, pages, translations, links, style, types, workflows
    test    all tests, in real browsers too
    bench   all measurements, or one of them: dev.py bench builds --sizes 1000
    lock    renew requirements.lock and requirements-dev.lock from pyproject.toml
    clean   delete what can be made again
    sisterlib  the project's own commands, with what the site needs and no more: dev.py sisterlib due
    run     any other command with the project's own Python: dev.py run sisterlib check

The first call makes .venv/ and installs what the command needs, by hash, from the lock files.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import venv
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
PIP: list[object] = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
SITE_LOCK = "requirements.lock"
DEV_LOCK = "requirements-dev.lock"
OLDEST = (3, 11)
INTERRUPTED = 130  # the exit code of what somebody stops from the keyboard


def main(arguments: list[str]) -> int:
    """Run one command; the exit code is that of the command."""
    command, *rest = arguments or ["help"]
    commands: dict[str, Callable[[], int]] = {
        "serve": lambda: sisterlib("serve", *rest),
        "build": lambda: sisterlib("build", *rest),
        "check": lambda: check(*rest),
        "test": lambda: test(*rest),
        "bench": lambda: bench(*rest),
        "lock": lock,
        "clean": clean,
        "sisterlib": lambda: sisterlib(*rest),
        "run": lambda: anything(*rest),
    }
    if command not in commands:
        print(__doc__)
        return 0 if command in ("help", "-h", "--help") else 2
    if sys.version_info < OLDEST:
        print(f"Python {OLDEST[0]}.{OLDEST[1]} or newer is needed; this is {sys.version.split()[0]}.")
        return 2
    return commands[command]()


def sisterlib(*arguments: str) -> int:
    """Run the project's own command with what the site needs."""
    install(SITE_LOCK)
    return run(PYTHON, "-m", "sister_libraries", *arguments)


def check(*arguments: str) -> int:
    """Run every check that needs no browser; all of them, so that one run tells everything."""
    install(DEV_LOCK)
    return run(PYTHON, ROOT / "tools" / "check.py", *arguments)


def test(*arguments: str) -> int:
    """Run all tests."""
    install(DEV_LOCK)
    code = run(PYTHON, ROOT / "tools" / "browsers.py") or run(PYTHON, ROOT / "tools" / "fonts.py")
    return code or run(PYTHON, "-m", "pytest", *(arguments or ["-n", processes(), "--dist", "loadgroup"]))


def processes() -> int:
    """How many processes share the tests: one more than there are cores, since each waits for its browser now and then.

    No more than four, for each takes up to two gigabytes with all that it starts.
    """
    return min(os.cpu_count() or 1, 3) + 1


def bench(*arguments: str) -> int:
    """Run the benchmarks."""
    install(DEV_LOCK)
    code = run(PYTHON, ROOT / "tools" / "browsers.py")
    return code or run(PYTHON, "-m", "benchmarks", *arguments)


def anything(*arguments: str) -> int:
    """Run a command of the virtual environment."""
    install(DEV_LOCK)
    program = shutil.which(arguments[0], path=str(BIN)) if arguments else str(PYTHON)
    if not program:
        print(f"There is no {arguments[0]} in {BIN}.")
        return 2
    return run(program, *arguments[1:])


def lock() -> int:
    """Pin every package by hash, the site's own first; lock files name no index."""
    install(DEV_LOCK)
    base = [
        PYTHON, "-m", "uv", "pip", "compile", "pyproject.toml", "--universal", "--python-version", "3.11",
        "--generate-hashes", "--no-header", "--no-emit-index-url", "--no-emit-find-links", "--quiet", "--upgrade",
    ]  # fmt: skip
    code = run(*base, "-o", SITE_LOCK)
    return code or run(*base, "--group", "dev", "-c", SITE_LOCK, "-o", DEV_LOCK)


def clean() -> int:
    """Delete the virtual environment, the caches and the built site."""
    for name in (".venv", ".cache", "site", ".hypothesis", ".pytest_cache", ".mypy_cache", ".ruff_cache"):
        shutil.rmtree(ROOT / name, ignore_errors=True)
    return 0


def _made_here() -> bool:
    """Whether the virtual environment was made where it is: its programs name the folder that it was made in."""
    made = VENV / "pyvenv.cfg"
    return made.exists() and made.read_text(encoding="utf-8").rstrip().endswith(str(VENV))


def install(lock_file: str) -> None:
    """Make the virtual environment hold what `lock_file` names; does nothing when it already does.

    The development lock holds all that the site's lock does, so it serves for both.
    """
    if VENV.is_symlink():
        sys.exit(f"{VENV} is a link to that of another copy, which would be changed. Remove the link first.")
    wanted = _fingerprint(lock_file)
    stamp = VENV / "installed.txt"
    there = stamp.read_text(encoding="utf-8").split() if stamp.exists() else []
    if wanted in there:
        return
    print(f"Setting up .venv from {lock_file} …", flush=True)
    if not PYTHON.exists() or not _made_here():
        venv.create(VENV, with_pip=True, clear=VENV.exists())
    code = _install_quickly(lock_file)
    if code and code != INTERRUPTED:
        print("That was not to be had with uv; now with pip, which takes a minute …", flush=True)
        code = _install_all(PIP, lock_file)
    if code:
        sys.exit(code)
    kept = [_fingerprint(SITE_LOCK)] if lock_file == DEV_LOCK else []
    stamp.write_text("\n".join([wanted, *kept]), encoding="utf-8")


def _install_quickly(lock_file: str) -> int:
    """Install with uv, in a fifth of pip's time; fails where only pip has been told of another index, for instance."""
    locked = re.search(
        r"^uv==.*\n(?: +--hash.*\n)+", (ROOT / DEV_LOCK).read_text(encoding="utf-8"), re.MULTILINE
    )
    if not locked:
        return 1
    with tempfile.TemporaryDirectory() as folder:
        only_uv = Path(folder) / "uv.lock"
        only_uv.write_text(locked[0].rstrip(" \\\n"), encoding="utf-8")
        code = run(*PIP, "--require-hashes", "--requirement", only_uv)
    uv = [PYTHON, "-m", "uv", "pip", "install", "--quiet", "--python", PYTHON]
    return code or _install_all(uv, lock_file)


def _install_all(installer: list[object], lock_file: str) -> int:
    """Install all that a lock file names, and the project itself."""
    return run(*installer, "--require-hashes", "--requirement", ROOT / lock_file) or run(
        *installer, "--no-deps", "--no-build-isolation", "--editable", ROOT
    )


def _fingerprint(lock_file: str) -> str:
    content = (ROOT / lock_file).read_bytes() + (ROOT / "pyproject.toml").read_bytes()
    return hashlib.sha256(
        content + sys.version.encode() + str(ROOT).encode() + lock_file.encode()
    ).hexdigest()


def run(*command: object) -> int:
    """Run a command in the project's folder, quietly about the theme's advertisements."""
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1"}
    environment["PATH"] = f"{BIN}{os.pathsep}{environment.get('PATH', '')}"
    # Tests start our code two hundred times: it is compiled once, whatever the system thinks of files beside it.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    try:
        return subprocess.run(
            [str(part) for part in command], cwd=ROOT, env=environment, check=False
        ).returncode
    except KeyboardInterrupt:
        return INTERRUPTED


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
