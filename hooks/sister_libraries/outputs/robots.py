"""robots.txt: everything may be read, and where the sitemap is. It counts only at the root of a host."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sister_libraries.outputs import Site


def files(site: Site) -> Iterator[tuple[str, str | bytes]]:
    """`robots.txt`."""
    yield "robots.txt", f"User-agent: *\nAllow: /\nSitemap: {site.url}sitemap.xml\n"
