"""Every check that needs no browser: `python3 dev.py check`, the same for a person, for pre-commit and in CI.

All checks run even when one fails, so that one run tells everything. Exit code 0 when all pass, 1 when one
fails, 2 on wrong usage.
"""

from __future__ import annotations

import argparse
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
import traceback
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
QUIET = {"NO_MKDOCS_2_WARNING": "1", "NO_COLOR": "1", "PYTHONUTF8": "1"}
WORKERS = 2  # the checks wait for other programs; more would only crowd a small machine


@dataclass(frozen=True)
class Outcome:
    """How a check went, and what it said, for people."""

    passed: bool
    text: str


@dataclass(frozen=True)
class Check:
    """One check; a `slow` one is left out before a commit."""

    name: str
    about: str
    run: Callable[[], Outcome]
    slow: bool = False


def main(arguments: list[str]) -> int:
    """Run the checks that `arguments` ask for, and report."""
    parser = argparse.ArgumentParser(prog="dev.py check", description=__doc__)
    parser.add_argument("--fast", action="store_true", help="leave out the slow ones: what pre-commit runs")
    parser.add_argument(
        "--only", action="append", metavar="NAME", choices=[each.name for each in CHECKS],
        help="run only this check; may be given again: %(choices)s",
    )  # fmt: skip
    options = parser.parse_args(arguments)
    wanted = options.only or [each.name for each in CHECKS if not (options.fast and each.slow)]
    chosen = [each for each in CHECKS if each.name in wanted]
    failed = []
    with ThreadPoolExecutor(WORKERS) as pool:
        for check, (outcome, seconds) in zip(chosen, pool.map(timed, chosen), strict=True):
            mark = "✓" if outcome.passed else "✗"
            print(f"{mark} {check.name:<13}{check.about:<58}{seconds:6.1f} s", flush=True)
            if not outcome.passed:
                failed.append((check, outcome))
    report(failed)
    names = ", ".join(check.name for check, _ in failed)
    print(f"\n{len(failed)} of {len(chosen)} checks failed: {names}" if failed else "\nAll is well.")
    return 1 if failed else 0


def timed(check: Check) -> tuple[Outcome, float]:
    """Run one check; whatever goes wrong in it is its failure, and the others go on."""
    start = time.monotonic()
    try:
        outcome = check.run()
    except Exception:
        outcome = Outcome(False, traceback.format_exc())
    return outcome, time.monotonic() - start


def report(failed: list[tuple[Check, Outcome]]) -> None:
    """Print what the failed checks said.

    On GitHub a line that begins with `::` would be a command to the runner, and what is printed here quotes
    contributors' files, so commands are switched off meanwhile.
    """
    token = secrets.token_hex(16) if os.environ.get("GITHUB_ACTIONS") else ""
    if token:
        print(f"::stop-commands::{token}")
    for check, outcome in failed:
        print(f"\n── {check.name}: {check.about} ".ljust(90, "─"))
        print(outcome.text.strip() or "(it said nothing)")
    if token:
        print(f"::{token}::")


# -- ways to check -----------------------------------------------------------------------------------------


def program(*commands: list[str], environment: dict[str, str] | None = None) -> Outcome:
    """Run programs of the virtual environment one after the other; all must exit with 0."""
    texts = []
    passed = True
    for name, *arguments in commands:
        found = shutil.which(name, path=str(BIN))
        if not found:
            return Outcome(False, f"There is no {name} in {BIN}; `python3 dev.py check` installs it.")
        done = subprocess.run(
            [found, *arguments],
            cwd=ROOT,
            env={**os.environ, **QUIET, **(environment or {})},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
        passed = passed and done.returncode == 0
        texts.append(done.stdout)
    return Outcome(passed, "\n".join(texts))


def editors() -> Outcome:
    """The JSON Schemas accept every record as an editor reads it: with numbers and dates, as YAML 1.2 has them."""
    from sister_libraries.models import KINDS

    return program(
        *(
            [
                "check-jsonschema",
                "--schemafile",
                f"schemas/{model.__name__.lower()}.schema.json",
                *files(f"data/{folder}"),
            ]
            for folder, model in KINDS.items()
        )
    )


def translations() -> Outcome:
    """The gettext catalogues hold every message of code and templates, translated."""
    from sister_libraries import wording
    from sister_libraries.languages import catalogue_path, site_languages

    faults = []
    for language in site_languages()[1:]:
        path = catalogue_path(language.code)
        name = path.relative_to(ROOT).as_posix()
        words, text = wording.updated(ROOT, language.code)
        if not path.exists() or path.read_bytes() != text:
            faults.append(f"{name}: not up to date with the messages of code and templates.")
        for message in words:
            if message.id and (message.fuzzy or not wording.all_translated(message.string)):
                state = "to be looked over (fuzzy)" if message.fuzzy else "not translated"
                faults.append(f"{name}: {state}: {message.id!r}")
    return Outcome(not faults, "\n".join(faults))


def workflows() -> Outcome:
    """Workflows and issue forms are valid, up to date, and safe as far as a linter can tell."""
    workflow_files = files(".github/workflows")
    forms = files(".github/ISSUE_TEMPLATE", "*-*.yml")
    schema = ["check-jsonschema", "--builtin-schema"]
    return program(
        ["zizmor", "--offline", "--no-progress", "--persona=pedantic", "--quiet", ".github"],
        [*schema, "vendor.github-workflows", *workflow_files],
        [*schema, "custom.github-workflows-require-timeout", *workflow_files],
        [*schema, "vendor.dependabot", ".github/dependabot.yml"],
        [*schema, "vendor.github-issue-forms", *forms],
        ["sisterlib", "issue-forms", "--check"],
    )


def links() -> Outcome:
    """The whole site, built for an address with folders in it; every link and fragment inside it is followed.

    So a link that begins with `/` and forgets the base path leads nowhere. The site's own absolute addresses
    (canonical, hreflang) are followed too, and the links between the repository's own Markdown files.
    """
    address = "https://check.invalid/"
    with tempfile.TemporaryDirectory(prefix="sister-libraries-") as folder:
        root = Path(folder).resolve().as_posix()
        site = f"{root}/under/a/path"
        build = program(
            ["mkdocs", "build", "--strict", "--site-dir", site],
            environment={
                "SITE_URL": f"{address}under/a/path/",
                "SISTER_LIBRARIES_CACHE": f"{root}/cache",
                "SISTER_LIBRARIES_PDF": "no",
            },
        )
        if not build.passed:
            return build
        lychee = ["lychee", "--offline", "--no-progress", "--mode=plain", "--include-fragments"]
        return program(
            [
                *lychee,
                "--index-files=index.html",
                f"--root-dir={root}",
                f"--remap={address} {Path(root).as_uri()}/",
                site,
            ],
            [*lychee, *files(".", "*.md"), *files("decisions", "*.md")],
        )


def files(folder: str, pattern: str = "*.yml") -> list[str]:
    """The files of a folder that fit `pattern`, by name."""
    return sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / folder).glob(pattern))


def tool(*command: str) -> Callable[[], Outcome]:
    """A check that is one program."""
    return lambda: program(list(command))


CHECKS = (
    Check("data", "every record and page obeys the rules", tool("sisterlib", "check")),
    Check("schemas", "JSON Schemas for editors are up to date", tool("sisterlib", "schema", "--check")),
    Check("translations", "the interface's words are translated", translations),
    Check("chinese", "Chinese is set as Chinese is", tool("python", "tools/chinese.py")),
    Check("spelling", "English has no common misspellings", tool("typos")),
    Check("style", "Python follows the rules in pyproject.toml", tool("ruff", "check")),
    Check("format", "Python is laid out by `ruff format`", tool("ruff", "format", "--check")),
    Check("types", "Python's types agree", tool("mypy")),
    Check("locks", "lock files agree with pyproject.toml and name no host", tool("python", "tools/locks.py")),
    Check("workflows", "GitHub workflows and issue forms are valid and safe", workflows),
    Check("editors", "JSON Schemas accept every record", editors, slow=True),
    Check("links", "the site builds, and every link in it leads somewhere", links, slow=True),
)


if __name__ == "__main__":
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8")  # Windows, when called without dev.py
    sys.exit(main(sys.argv[1:]))
