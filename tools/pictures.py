"""Draw the site's pictures: `dev.py run python tools/pictures.py`, once, and again when a motif changes.

Beside a shared link, one a kind of page: `assets/share/<name>.png`, 1200 by 630. They have no words, so one serves
every language and none needs a font; who shows the link writes the title beside it. And the icon by which a phone
shows the site as an app. They go to overrides/, and a test tells when one is stale.
"""

from __future__ import annotations

import re
import sys
from functools import lru_cache
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image, ImageColor, ImageDraw

from sister_libraries.geography.filling import land
from sister_libraries.outputs import web_app
from sister_libraries.share_picture import FOLDER, names

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Draw = ImageDraw.ImageDraw

TARGET = Path(__file__).resolve().parent.parent / "overrides"
SIZE = (1200, 630)
MIDDLE = (240, 80, 960, 550)  # where the motifs are
FINE = 2  # drawn so many times larger, then made smaller, so that edges are smooth
STEPS = 5  # from one colour to another
SEA, LAND, INK, SECOND = "#1d4f63", "#285f75", "#ffffff", "#9ccbdc"
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def main() -> int:
    """Write every picture."""
    for name, image in pictures():
        path = TARGET / name
        path.parent.mkdir(parents=True, exist_ok=True)
        image.save(path, "PNG", compress_level=9)
        print(f"{name}: {path.stat().st_size} bytes")
    return 0


def pictures() -> Iterator[tuple[str, Image.Image]]:
    """The names and contents of all."""
    for name in names():
        yield f"{FOLDER}{name}.png", _beside_link(name)
    for size in web_app.SIZES:
        yield f"{web_app.FOLDER}icon-{size}.png", _icon(size)


def _beside_link(name: str) -> Image.Image:
    ground, fine = _grounds()
    drawing = fine.copy()
    MOTIFS[name](ImageDraw.Draw(drawing))
    image = ground.copy()
    image.paste(_in_its_colours(drawing.crop(_finer(MIDDLE)).reduce(FINE)), MIDDLE[:2])
    return image


def _in_its_colours(image: Image.Image) -> Image.Image:
    return image.quantize(palette=_palette(), dither=Image.Dither.NONE)


@lru_cache(maxsize=1)
def _palette() -> Image.Image:
    """The colours of all pictures: the four, and steps from each to each for smooth edges.

    To look for the best colours of every picture took most of the time of drawing it.
    """
    four = [ImageColor.getrgb(each)[:3] for each in (SEA, LAND, INK, SECOND)]
    parts = [part for colour in four for part in colour]
    for one, other in combinations(four, 2):
        for step in range(1, STEPS):
            parts += [round(a + (b - a) * step / STEPS) for a, b in zip(one, other, strict=True)]
    image = Image.new("P", (1, 1))
    image.putpalette(parts)
    return image


def _finer(box: tuple[int, int, int, int]) -> tuple[int, int, int, int]:
    left, top, right, bottom = box
    return left * FINE, top * FINE, right * FINE, bottom * FINE


@lru_cache(maxsize=1)
def _grounds() -> tuple[Image.Image, Image.Image]:
    """The land and the sea, in the pictures' colours as they are shown, and larger as motifs are drawn on them."""
    image = Image.new("RGB", (SIZE[0] * FINE, SIZE[1] * FINE), SEA)
    draw = ImageDraw.Draw(image)
    for outline in _outlines():
        draw.polygon([(x * 1.2 * FINE, (y * 1.2 + 40) * FINE) for x, y in outline], fill=LAND)
    return _in_its_colours(image.reduce(FINE)), image


def _outlines() -> Iterator[list[tuple[float, float]]]:
    """The outlines of the land, in units of the map's sheet."""
    for subpath in land().split("z"):
        numbers = [float(each) for each in _NUMBER.findall(subpath)]
        points = list(zip(numbers[::2], numbers[1::2], strict=False))
        if len(points) < 3:
            continue
        x, y = points[0]
        outline = [(x, y)]
        for dx, dy in points[1:]:
            x, y = x + dx, y + dy
            outline.append((x, y))
        yield outline


def _polygon(draw: Draw, points: list[tuple[float, float]], fill: str = INK) -> None:
    draw.polygon([(x * FINE, y * FINE) for x, y in points], fill=fill)


def _box(
    draw: Draw, x: float, y: float, width: float, height: float, fill: str = INK, round_: float = 0
) -> None:
    draw.rounded_rectangle(
        [x * FINE, y * FINE, (x + width) * FINE, (y + height) * FINE], radius=round_ * FINE, fill=fill
    )


def _disc(draw: Draw, x: float, y: float, radius: float, fill: str = INK) -> None:
    draw.ellipse(
        [(x - radius) * FINE, (y - radius) * FINE, (x + radius) * FINE, (y + radius) * FINE], fill=fill
    )


def _line(draw: Draw, points: list[tuple[float, float]], width: float, fill: str = INK) -> None:
    draw.line([(x * FINE, y * FINE) for x, y in points], fill=fill, width=round(width * FINE), joint="curve")


# Half of the open book of assets/images/favicon.svg, around the middle of its square of 32 units.
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


def _book(draw: Draw, x: float, y: float, scale: float, left: str = INK, right: str = INK) -> None:
    """The open book of the site's icon, around a middle point."""
    _polygon(draw, [(x + a * scale, y + b * scale) for a, b in _HALF], left)
    _polygon(draw, [(x - a * scale, y + b * scale) for a, b in _HALF], right)


def _home(draw: Draw) -> None:
    _book(draw, 420, 322, 16)
    _book(draw, 780, 322, 16, SECOND, SECOND)


def _page(draw: Draw) -> None:
    _book(draw, 600, 325, 22)


def _library(draw: Draw) -> None:
    _polygon(draw, [(400, 245), (600, 125), (800, 245)])
    _box(draw, 410, 255, 380, 26)
    for x in (440, 535, 630, 725):
        _box(draw, x, 295, 36, 150, SECOND)
    _box(draw, 410, 459, 380, 22)
    _box(draw, 380, 491, 440, 26)


def _story(draw: Draw) -> None:
    _disc(draw, 470, 315, 150)
    _disc(draw, 730, 315, 150, SECOND)
    _book(draw, 455, 322, 8, SEA, SEA)
    _book(draw, 745, 322, 8, SEA, SEA)


def _checklist(draw: Draw) -> None:
    for place, y in enumerate((170, 290, 410)):
        _box(draw, 380, y, 80, 80, INK if place < 2 else SECOND, 12)
        _box(draw, 500, y + 26, 320, 28, INK if place < 2 else SECOND, 14)
        if place < 2:
            _line(draw, [(396, y + 42), (414, y + 60), (446, y + 20)], 13, SEA)


def _organization(draw: Draw) -> None:
    ends = [(390, 200), (810, 200), (390, 430), (810, 430), (600, 490), (600, 140)]
    for end in ends:
        _line(draw, [(600, 315), end], 12, SECOND)
    for x, y in ends:
        _disc(draw, x, y, 38, SECOND)
    _disc(draw, 600, 315, 86)


def _place(draw: Draw) -> None:
    _disc(draw, 600, 255, 130)
    _polygon(draw, [(484, 312), (716, 312), (600, 520)])
    _disc(draw, 600, 255, 54, SEA)


MOTIFS: dict[str, Callable[[Draw], None]] = {
    "home": _home,
    "page": _page,
    "library": _library,
    "story": _story,
    "checklist": _checklist,
    "organization": _organization,
    "place": _place,
}


def _icon(size: int) -> Image.Image:
    """The book on its ground, far enough from the edge that any mask leaves it whole."""
    fine = size * 4
    image = Image.new("RGB", (fine, fine), SEA)
    draw = ImageDraw.Draw(image)
    for side in (1, -1):
        draw.polygon([(fine / 2 + side * x * fine / 32, fine / 2 + y * fine / 32) for x, y in _HALF], INK)
    return image.reduce(4).quantize(16)


if __name__ == "__main__":
    sys.exit(main())
