"""addresses.txt: every address that the site has promised to keep, so that the next publication can be compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sister_libraries.outputs import Site

NAME = "addresses.txt"
OF_PAGES = True


def files(site: Site) -> Iterator[tuple[str, str | bytes]]:
    """`addresses.txt`: one a line, below the site's root and in order."""
    yield NAME, "".join(f"{each or './'}\n" for each in sorted(site.kept))
