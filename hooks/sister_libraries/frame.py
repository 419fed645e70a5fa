"""What the frame of a page prints: the way to its other languages, the sections, and the footer."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from sister_libraries import linked_data, share_picture, translations
from sister_libraries.languages import N_, Language, site_languages

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sister_libraries.shell import Shell


@dataclass(frozen=True)
class Link:
    """A link in the navigation; `url` is relative to the site's root."""

    title: str
    url: str
    current: bool = False


@dataclass(frozen=True)
class Section:
    """A section of the navigation: its title, its first page's address, and its pages."""

    title: str
    url: str
    pages: list[Link]


# The parts of the site by the first folder of their pages, in the order of the navigation in mkdocs.yml:
# layouts name theirs in `section`, because they stand in no navigation.
SECTIONS = ("guidance", "libraries", "partnerships", "take-part", "about")

NOT_LISTED = '<meta name="robots" content="noindex">'  # a page that search engines may list says nothing

FOOTER = (
    ("about/", N_("About this site")),
    ("contact/", N_("Contact")),
    ("privacy/", N_("Privacy")),
    ("accessibility/", N_("Accessibility")),
    ("licence/", N_("License")),
    ("place-names/", N_("Names of places")),
)


def of_page(
    shell: Shell, here: Language, url: str, translated: bool, meta: Mapping[str, Any], source: Path
) -> dict[str, Any]:
    """The frame of one page.

    `url` is the page's address below the site's root; `translated` tells whether its text is in the language
    `here`, or stands in for a translation that is missing; `source` is its file.
    """
    default = site_languages()[0]
    bare = url.removeprefix(here.prefix)
    docs = shell.root / "docs"
    name = Path(*source.relative_to(docs).parts[1:])
    alternates = [
        {
            "tag": each.tag,
            "name": each.name,
            "link": each.prefix + bare,
            "absolute": shell.site_url + each.prefix + bare,
            "exists": (docs / each.code / name).exists(),
            "current": each == here,
        }
        for each in site_languages()
    ]
    layout = bare.startswith("layouts/")
    return {
        "root": "../" * url.count("/") or "./",
        "home": here.prefix,
        "canonical": shell.site_url + (url if translated else default.prefix + bare),
        "alternates": alternates,
        "untranslated": not translated,
        "robots": "⟦robots⟧" if layout else NOT_LISTED if meta.get("robots") or not translated else "",
        "stale": translated and not layout and translations.is_stale(shell.root, source),
        "searchable": translated and not layout and not meta.get("robots"),
        "footer": [(name, here.say(title)) for name, title in FOOTER],
        "picture": shell.site_url + (meta.get("picture") or share_picture.of_page(bare)),
        "linked_data": meta.get("linked_data") or _linked_data(shell, here, bare, meta, layout),
        # Only where readers look for them: twenty thousand pages need not repeat it.
        "feed": here.prefix + "feed.xml" if bare in ("", "news/", "offline/") else "",
    }


def _linked_data(shell: Shell, here: Language, bare: str, meta: Mapping[str, Any], layout: bool) -> str:
    if layout:
        return "⟦linked_data⟧"
    texts = (str(meta.get(name) or "") for name in ("title", "description"))
    return linked_data.of_page(here, shell.site_url, bare, *texts)


def of_no_page(here: Language, site_url: str) -> dict[str, Any]:
    """The frame of the page that is shown for an address that is not there: in every language.

    Nobody knows how deep that address is, so its links begin at the root of the host.
    """
    return {
        "page": None,
        "robots": NOT_LISTED,
        "root": urlsplit(site_url).path,
        "home": here.prefix,
        "alternates": [
            {"tag": each.tag, "name": each.name, "link": each.prefix, "current": False}
            for each in site_languages()
        ],
        "footer": [(name, here.say(title)) for name, title in FOOTER],
        "not_found": [
            {
                "tag": each.tag,
                "title": each.say(N_("This page is not here")),
                "text": each.say(
                    N_("The address may be old or mistyped. These pages help you to find what you came for.")
                ),
                "links": [
                    (each.prefix, each.say(N_("Home"))),
                    (f"{each.prefix}libraries/", each.say(N_("Directory of libraries"))),
                    (f"{each.prefix}partnerships/", each.say(N_("Success stories"))),
                    (f"{each.prefix}search/", each.say(N_("Search"))),
                ],
            }
            for each in site_languages()
        ],
    }


def sections(here: Language, found: list[Section], name: str | None) -> dict[str, Any]:
    """The sections for the header, and the one that the page stands in (by `name` for a layout)."""
    shown = []
    current = None
    for key, each in zip(SECTIONS, found, strict=True):
        inside = any(page.current for page in each.pages)
        if inside:
            current = each
        shown.append(Link(each.title, each.url, inside or key == name))
    return {"sections": shown, "section": current}
