"""Build the same generated catalogue with this project and with its peers, and print what each takes.

    python -m benchmarks peers                          the whole table
    python -m benchmarks peers --sizes 100 --runs 1     quickly, to try it
    python -m benchmarks peers lock                     renew the peers' pins

Every part is kept as soon as it is measured (`.cache/peers/parts.json`), so that a run that was stopped goes on where
it was; --fresh measures all anew, and so does any change of the code.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks import builds, generate, measure
from benchmarks.peers import install, report, rows
from benchmarks.peers.builders import OURS, SIDES, Workshop
from benchmarks.peers.check import Different

ROWS = ("cold", "again", "serve", "size", "growth")
SIZES = (1_000, 10_000)
LARGEST = 100_000
NEEDED = (OURS, "hugo", "plain")  # without which the table lacks what it is there for
CODE = ("hooks", "overrides", "docs", "benchmarks", "mkdocs.yml", "data/vocabularies", "requirements.lock")


def main(arguments: list[str] | None = None) -> int:
    """Run the benchmark; the exit code is 1 when one of our own parts fails or a peer's pages are not the same."""
    options = _parser().parse_args(arguments)
    if options.action == "lock":
        return install.lock()
    started = time.monotonic()
    tools = install.tools(_tell)
    for side, why in tools.missing.items():
        _tell(f"left out: {SIDES[side].title}: {why}")
    kept = Kept(options.parts, {"code": fingerprint(generate.ROOT), "runs": options.runs}, options.fresh)
    failed = measure_all(options, tools, kept)
    others = [each for each in SIDES if each not in (OURS, *options.only)]
    missing = {**tools.missing, **dict.fromkeys(others, "not asked for")}
    print(f"\n{report.tables(kept.parts, missing)}\n")
    print("\n".join([*report.notes(kept.parts, missing), *failed]))
    machine = builds.machine()
    found = {
        "machine": machine,
        "versions": builds.versions() | tools.versions,
        "missing": missing,
        "failed": failed,
        "runs": options.runs,
        "parts": kept.parts,
    }
    options.json.parent.mkdir(parents=True, exist_ok=True)
    options.json.write_text(json.dumps(found, indent=2), encoding="utf-8")
    versions = ", ".join(f"{name} {number}" for name, number in found["versions"].items() if number)
    print(f"{machine['system']}, {machine['cores']} cores, Python {machine['python']}; {versions}.")
    print(f"All figures: {options.json}. {(time.monotonic() - started) / 60:.1f} minutes.")
    return 1 if failed or any("different" in each for each in _values(kept.parts)) else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks peers",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("action", nargs="?", choices=["run", "lock"], default="run")
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES), help="how many libraries")
    parser.add_argument("--largest", type=int, default=LARGEST, help="how many for the growth of ours alone")
    parser.add_argument("--runs", type=int, default=5, help="how often ours and Hugo are measured")
    parser.add_argument(
        "--seconds",
        type=float,
        default=60,
        help="for each slower peer at each size; at least one run is made",
    )
    parser.add_argument(
        "--minutes",
        type=float,
        default=5,
        help="what a build of Eleventy, Astro or Zensical may take, as reckoned",
    )
    parser.add_argument("--rows", nargs="+", choices=ROWS, default=list(ROWS), help="what to measure")
    parser.add_argument("--only", nargs="+", choices=[*SIDES][1:], default=[*SIDES][1:], help="these peers")
    parser.add_argument("--fresh", action="store_true", help="forget what was measured before")
    parser.add_argument("--folder", type=Path, help="where to build (default: the system's)")
    parser.add_argument("--parts", type=Path, default=install.FOLDER / "parts.json", help="what is kept")
    parser.add_argument("--json", type=Path, default=generate.ROOT / ".cache" / "benchmark-peers.json")
    return parser


def measure_all(options: argparse.Namespace, tools: install.Tools, kept: Kept) -> list[str]:
    """Measure every part that is not there yet; what failed."""
    failed: list[str] = []
    largest = max(options.sizes)
    with tempfile.TemporaryDirectory(prefix="sister-libraries-peers-", dir=options.folder) as temporary:
        for size in sorted({*options.sizes, *([options.largest] if "growth" in options.rows else [])}):
            shop = Workshop(Path(temporary) / str(size), size, tools, _tell)
            sides = [each for each in SIDES if each in (OURS, *options.only) and shop.can(each)]
            parts: dict[str, Callable[[], dict[str, Any]]] = {}
            if size in options.sizes:
                parts["cold"] = lambda shop=shop, sides=sides: rows.cold(  # type: ignore[misc]
                    shop,
                    sides,
                    options.runs,
                    options.seconds,
                    too_long(kept.parts, shop.size, options.minutes),
                )
                if size == largest:  # what the issue asks for there alone
                    parts["again"] = lambda shop=shop, sides=sides: rows.again(  # type: ignore[misc]
                        shop,
                        [
                            each
                            for each in sides
                            if each not in too_long(kept.parts, shop.size, options.minutes)
                        ],
                        options.runs,
                        options.seconds,
                    )
                    parts["serve"] = lambda shop=shop: rows.serve(shop, options.runs)  # type: ignore[misc]
                    parts["size"] = lambda shop=shop: rows.size(shop)  # type: ignore[misc]
            else:
                parts["growth"] = lambda shop=shop: rows.growth(shop, 1)  # type: ignore[misc]
            for row, part in parts.items():
                if row in options.rows and not kept.has(f"{row} {size}", sides):
                    try:
                        kept.keep(f"{row} {size}", part())
                    except (measure.CommandFailed, Different, OSError) as error:
                        _tell(f"{row} at {size:,}: {error}")
                        failed.append(f"FAILED: {row} at {size:,} libraries: {str(error).splitlines()[-1]}")
            shop.close()
    return failed


class Kept:
    """What was measured, in a file: another run goes on from there, if it is one of the same code and kind."""

    def __init__(self, path: Path, key: dict[str, Any], fresh: bool) -> None:
        self._path = path
        self._key = key
        self.parts: report.Parts = {}
        try:
            found = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return
        if not fresh and found.get("key") == key:
            self.parts = found["parts"]

    def has(self, name: str, sides: list[str]) -> bool:
        """Whether a part was measured, in a cold build each of these sides."""
        found = self.parts.get(name)
        if found is None or (name.startswith("cold") and not set(sides) <= found.keys()):
            return False
        _tell(f"{name}: measured before, kept (--fresh measures it anew)")
        return True

    def keep(self, name: str, part: dict[str, Any]) -> None:
        """Keep a part."""
        self.parts[name] = part
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._path.write_text(json.dumps({"key": self._key, "parts": self.parts}), encoding="utf-8")


def too_long(parts: report.Parts, size: int, minutes: float) -> dict[str, str]:
    """The sides of which one build would take more than so many minutes, by what a smaller size took, in words; those
    that the table needs are never among them."""
    found = {}
    for name, sides in parts.items():
        row, _, smaller = name.partition(" ")
        if row != "cold" or int(smaller) >= size:
            continue
        for side, measured in sides.items():
            if side not in NEEDED and "runs" in measured:
                expected = min(run["wall"] for run in measured["runs"]) * size / int(smaller) / 60
                if expected > minutes:
                    found[side] = f"about {expected:.0f} minutes a build, more than --minutes"
    return found


def fingerprint(root: Path) -> str:
    """A digest of all code and text that a measurement depends on."""
    digest = hashlib.sha256(sys.version.encode())
    for name in CODE:
        top = root / name
        files = sorted(top.rglob("*")) if top.is_dir() else [top]
        for path in files:
            if path.is_file() and path.suffix != ".pyc":
                digest.update(
                    f"{path.relative_to(root)}\0".encode() + hashlib.sha256(path.read_bytes()).digest()
                )
    return digest.hexdigest()


def _values(parts: report.Parts) -> list[dict[str, Any]]:
    return [each for part in parts.values() for each in part.values() if isinstance(each, dict)]


def _tell(text: str) -> None:
    print(f"{time.strftime('%H:%M:%S')}  {text}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
