"""The sitemap, with every page's alternates, and the day of its last change where the records tell it."""

from __future__ import annotations

from html import escape  # the one for XML loads all that it takes to fetch a page
from typing import TYPE_CHECKING

from sister_libraries.languages import site_languages

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sister_libraries.outputs import Site

_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XHTML = "http://www.w3.org/1999/xhtml"
MAX_URLS = 50_000  # the protocol's limit for one file
OF_PAGES = True


def files(site: Site) -> Iterator[tuple[str, str | bytes]]:
    """`sitemap.xml`, in several files when there are more pages than one may list."""
    addresses = sorted(page.removesuffix("index.html") for page in site.pages)
    parts = [addresses[i : i + MAX_URLS] for i in range(0, len(addresses), MAX_URLS)] or [[]]
    names = ["sitemap.xml"] if len(parts) == 1 else [f"sitemap-{i}.xml" for i in range(1, len(parts) + 1)]
    there = set(addresses)
    for name, part in zip(names, parts, strict=True):
        yield name, _sitemap(site, part, there)
    if len(names) > 1:
        yield "sitemap.xml", _index(site.url, names)


def _sitemap(site: Site, addresses: Sequence[str], there: set[str]) -> str:
    default, *others = site_languages()
    lines = [f'<urlset xmlns="{_SITEMAP}" xmlns:xhtml="{_XHTML}">']
    for address in addresses:
        bare = next((address.removeprefix(o.prefix) for o in others if address.startswith(o.prefix)), address)
        lines += ["<url>", f"<loc>{escape(site.url + address)}</loc>"]
        changed = site.changed.get(f"{address}index.html")
        if changed:
            lines.append(f"<lastmod>{changed}</lastmod>")
        alternates = [
            (each.tag, each.prefix + bare) for each in site_languages() if each.prefix + bare in there
        ]
        if (default.tag, bare) in alternates:
            alternates.append(("x-default", bare))
        for tag, alternate in alternates:
            href = escape(site.url + alternate)
            lines.append(f'<xhtml:link rel="alternate" hreflang="{tag}" href="{href}"/>')
        lines.append("</url>")
    return "\n".join([*lines, "</urlset>\n"])


def _index(site_url: str, names: Sequence[str]) -> str:
    maps = [f"<sitemap><loc>{escape(site_url + name)}</loc></sitemap>" for name in names]
    return "\n".join([f'<sitemapindex xmlns="{_SITEMAP}">', *maps, "</sitemapindex>\n"])
