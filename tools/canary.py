"""Try the way out: build the site with ProperDocs and MaterialX, and compare it with today's build.

Material for MkDocs ends on 2027-05-05 (decisions/0005-end-of-the-theme.md). Exit code 1 when the other pair does
not build the site, or when an address is missing, new, or in another language. Nothing here is published.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
INPUTS = ("data", "docs", "hooks", "overrides", "mkdocs.yml")
# The newest of each on purpose: the question is whether the way out is open today.
PACKAGES = ("properdocs>=1.6.7,<2", "mkdocs-materialx>=10.2.2")
# Files whose names are the theme's or Pagefind's own business.
PRIVATE = ("assets/", "pagefind/")
ENVIRONMENT = {
    **os.environ,
    "NO_MKDOCS_2_WARNING": "1",
    "DISABLE_MKDOCS_2_WARNING": "true",
    "PYTHONUTF8": "1",
    "SOURCE_DATE_EPOCH": "1795219200",  # 2026-11-21; any day will do, if it is the same for both
}


def main() -> int:
    """Build twice and compare."""
    with tempfile.TemporaryDirectory(prefix="sister-libraries-") as folder:
        root = Path(folder).resolve()
        today = build(copy(root / "today", "material"), sys.executable, "mkdocs")
        if today is None:
            print("The site does not build as it is: run `python3 dev.py check` first.")
            return 1
        other = build(copy(root / "canary", "materialx"), install(root / "venv"), "properdocs")
        if other is None:
            print("ProperDocs and MaterialX do not build the site.")
            return 1
        differences = compare(today, other)
        for each in differences:
            print(each)
        print(f"{len(today)} addresses with MkDocs and Material, {len(other)} with ProperDocs and MaterialX.")
    return 1 if differences else 0


def copy(project: Path, theme: str) -> Path:
    """A copy of all that the site is made of, for the theme `theme`."""
    project.mkdir()
    for name in INPUTS:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, project / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, project / name)
    config = project / "mkdocs.yml"
    text, count = re.subn(r"(?m)^  name: material$", f"  name: {theme}", config.read_text(encoding="utf-8"))
    if count != 1:
        sys.exit("mkdocs.yml does not name the theme on a line of its own, `  name: material`.")
    config.write_text(text, encoding="utf-8")
    return project


def install(folder: Path) -> str:
    """A virtual environment with the site's locked packages and the other pair; the path of its Python."""
    venv.create(folder, with_pip=True)
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    lock = str(ROOT / "requirements.lock")
    subprocess.run([*pip, "--require-hashes", "--requirement", lock], check=True)
    subprocess.run([*pip, *PACKAGES], check=True)
    return str(python)


def build(project: Path, python: str, command: str) -> dict[str, str] | None:
    """The site's files and their languages as `command` builds them, or None when it refuses."""
    site = project / "site"
    done = subprocess.run(
        [
            python,
            "-m",
            command,
            "build",
            "--strict",
            "-f",
            str(project / "mkdocs.yml"),
            "--site-dir",
            str(site),
        ],
        cwd=project,
        env={**ENVIRONMENT, "PYTHONPATH": str(project / "hooks")},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        print(done.stdout)
        return None
    names = (path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())
    return {name: language(site / name) for name in sorted(names) if not name.startswith(PRIVATE)}


def language(path: Path) -> str:
    """The language that a page says it is in; nothing for other files."""
    if path.suffix != ".html":
        return ""
    found = re.search(r'<html[^>]*\blang="([^"]*)"', path.read_text(encoding="utf-8"))
    return found[1] if found else "none"


def compare(today: dict[str, str], other: dict[str, str]) -> list[str]:
    """What is not the same in the two sites."""
    return [
        *(f"missing: {name}" for name in today if name not in other),
        *(f"new: {name}" for name in other if name not in today),
        *(
            f"in another language: {name}: {other[name]}, not {spoken}"
            for name, spoken in today.items()
            if other.get(name, spoken) != spoken
        ),
    ]


if __name__ == "__main__":
    sys.exit(main())
