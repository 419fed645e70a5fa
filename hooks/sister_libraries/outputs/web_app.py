"""How a phone shows the site as an app: `manifest.webmanifest` of each language, and its icons."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw

from sister_libraries.languages import N_, site_languages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sister_libraries.outputs import Site

FOLDER = "assets/app/"
SIZES = (192, 512)
_GROUND, _PAPER, _ACCENT = "#1d4f63", "#ffffff", "#17566e"
# Half of the open book of assets/images/favicon.svg, around the middle of a square of 32 units.
_HALF = (
    (-10, -7.5),
    (-6.5, -8.4),
    (-3.2, -8.2),
    (-0.7, -6.9),
    (-0.7, 7.1),
    (-3.2, 5.8),
    (-6.5, 5.4),
    (-10, 6.7),
)


def files(site: Site) -> Iterator[tuple[str, str | bytes]]:
    """A manifest a language, and the icons."""
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
    for size in SIZES:
        yield f"{FOLDER}icon-{size}.png", _icon(size)


def _icon(size: int) -> bytes:
    """The book on its ground, far enough from the edge that any mask leaves it whole."""
    fine = size * 4
    image = Image.new("RGB", (fine, fine), _GROUND)
    draw = ImageDraw.Draw(image)
    for side in (1, -1):
        draw.polygon([(fine / 2 + side * x * fine / 32, fine / 2 + y * fine / 32) for x, y in _HALF], _PAPER)
    out = io.BytesIO()
    image.reduce(4).quantize(16).save(out, "PNG")
    return out.getvalue()
