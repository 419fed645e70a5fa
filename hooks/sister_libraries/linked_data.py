"""Linked data in pages, for machines: JSON-LD in the words of schema.org, safe to stand in HTML as it is.

What records' pages say is in `linked_records.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from sister_libraries.compact_json import compact_json
from sister_libraries.data_release import FOLDER, LICENCE_URL, changes
from sister_libraries.languages import N_, site_languages

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sister_libraries.languages import Language

_UNSAFE = {mark: f"\\u{ord(mark):04x}" for mark in "<>&\u2028\u2029"}


def of_page(here: Language, site_url: str, bare: str, title: str, description: str) -> Markup:
    """What a hand-written page says; `bare` is its address below the language's root."""
    root = site_url + here.prefix
    if not bare:
        return text([_site(here, site_url)])
    nodes = [breadcrumbs([(root, here.say("Home"))], title)]
    if bare == "data/":
        nodes.append(_dataset(here, site_url, title, description))
    return text(nodes)


def text(nodes: list[dict[str, Any]]) -> Markup:
    """The graph as JSON in which nothing can end the element that it stands in."""
    whole: dict[str, Any] = {"@context": "https://schema.org"}
    whole |= nodes[0] if len(nodes) == 1 else {"@graph": nodes}
    encoded = compact_json(whole)
    for mark, escape in _UNSAFE.items():
        encoded = encoded.replace(mark, escape)
    return Markup(encoded)


def breadcrumbs(trail: Iterable[tuple[str, str]], title: str) -> dict[str, Any]:
    """The way down to a page: addresses and names of those above it, and its own title."""
    items = [{"@type": "ListItem", "position": place, "name": name, "item": address}
             for place, (address, name) in enumerate(trail, 1)]  # fmt: skip
    items.append({"@type": "ListItem", "position": len(items) + 1, "name": title})
    return {"@type": "BreadcrumbList", "itemListElement": items}


def _site(here: Language, site_url: str) -> dict[str, Any]:
    return {
        "@type": "WebSite",
        "name": here.say(N_("Sister Libraries")),
        "url": site_url + here.prefix,
        "inLanguage": here.tag,
        "license": LICENCE_URL,
        "potentialAction": {
            "@type": "SearchAction",
            "target": f"{site_url}{here.prefix}search/?q={{search_term_string}}",
            "query-input": "required name=search_term_string",
        },
    }


def _dataset(here: Language, site_url: str, title: str, description: str) -> dict[str, Any]:
    formats = (
        ("libraries.json", "application/json"),
        ("libraries.csv", "text/csv"),
        ("libraries.geojson", "application/geo+json"),
        ("datapackage.json", "application/json"),
    )
    return {
        "@type": "Dataset",
        "@id": f"{site_url}data/#dataset",
        "name": here.say(N_("Sister Libraries: {title}"), title=title),
        "description": description,
        "url": f"{site_url}{here.prefix}data/",
        "license": LICENCE_URL,
        "isAccessibleForFree": True,
        "version": changes()[0]["version"],
        "inLanguage": [each.tag for each in site_languages()],
        "creator": {"@type": "Organization", "name": here.say("Sister Libraries"), "url": site_url},
        "distribution": [
            {"@type": "DataDownload", "encodingFormat": kind, "contentUrl": f"{site_url}{FOLDER}{name}"}
            for name, kind in formats
        ],
    }
