"""Run every benchmark, or the one that is named first; what follows its name is passed on to it."""

from __future__ import annotations

import subprocess
import sys

PARTS = {
    "peers": "the same catalogue beside Hugo, Eleventy, Astro, Zensical and MkDocs; built again, served, published",
    "builds": "whole builds of 100, 1 000 and 10 000 libraries, beside the plain way through MkDocs",
    "matching": "suggestions for 1 000, 10 000 and 100 000 libraries",
    "match_quality": "where the documented partners stand among the suggestions, one pair after another hidden",
    "directory": "bytes and clicks of the directory at 100, 1 000 and 10 000 libraries, in a browser",
    "weight": "bytes of a visit, a second page and a first search at 1 000 and 10 000 libraries, in a browser",
    "lighthouse": "what Lighthouse says of each kind of page at 10 000 libraries",
    "outputs": "what each output adds",
    "floors": "what the steps of a cold build take each by itself, and what a listing's page consists of",
}


def main(arguments: list[str]) -> int:
    """Run the parts one after the other; the exit code is not 0 when one has failed."""
    first, *rest = arguments or [""]
    if first and first not in PARTS:
        print("\n".join(f"{name:14} {about}" for name, about in PARTS.items()))
        return 0 if first in ("-h", "--help") else 2
    codes = []
    for name in [first] if first else PARTS:
        print(f"\n== {name}: {PARTS[name]}\n", flush=True)
        codes.append(
            subprocess.run([sys.executable, "-m", f"benchmarks.{name}", *rest], check=False).returncode
        )
    return max(codes)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
