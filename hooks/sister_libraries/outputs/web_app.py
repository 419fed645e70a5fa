"""How a phone shows the site as an app: `manifest.webmanifest` of each language; tools/pictures.py draws the icons."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sister_libraries.languages import N_, site_languages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sister_libraries.outputs import Site

FOLDER = "assets/app/"
SIZES = (192, 512)
_ACCENT = "#17566e"


def files(site: Site) -> Iterator[tuple[str, str | bytes]]:
    """A manifest a language."""
    for here in site_languages():
        up = "../" * here.prefix.count("/")
        manifest = {
            "id": "./",
            "name": here.say(N_("Sister Libraries")),
            "short_name": here.say(N_("Sister Libraries")),
            "lang": here.tag,
            "start_url": "./",
            "scope": up or "./",
            "display": "minimal-ui",
            "background_color": "#fdfcf9",
            "theme_color": _ACCENT,
            "icons": [
                {
                    "src": f"{up}{FOLDER}icon-{size}.png",
                    "sizes": f"{size}x{size}",
                    "type": "image/png",
                    "purpose": purpose,
                }
                for size in SIZES
                for purpose in ("any", "maskable")
            ],
        }
        yield f"{here.prefix}manifest.webmanifest", json.dumps(manifest, ensure_ascii=False, indent=1) + "\n"
