"""Paths of an SVG as short as they can be written."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Point = tuple[float, float]


def closed(points: Sequence[Point]) -> str:
    """A closed outline in whole units, each point relative to the one before; empty when nothing of it is left.

    Points that fall together, and those on a straight line between their neighbours, are left out.
    """
    corners = _corners([(round(x), round(y)) for x, y in points])
    if len(corners) < 3:
        return ""
    (x, y), *rest = corners
    moves = []
    for there_x, there_y in rest:
        moves += [there_x - x, there_y - y]
        x, y = there_x, there_y
    return f"M{joined(corners[0])}l{joined(moves)}z"


def _corners(points: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The points of a closed outline without those that change nothing."""
    kept: list[tuple[int, int]] = []
    for point in points:
        if kept and point == kept[-1]:
            continue
        while len(kept) > 1 and _straight(kept[-2], kept[-1], point):
            kept.pop()
        kept.append(point)
    while len(kept) > 2 and kept[0] == kept[-1]:
        kept.pop()
    return kept


def _straight(a: tuple[int, int], b: tuple[int, int], c: tuple[int, int]) -> bool:
    """Whether b lies on the way from a to c, or the way turns back on itself there."""
    return (b[0] - a[0]) * (c[1] - b[1]) == (b[1] - a[1]) * (c[0] - b[0])


def joined(numbers: Iterable[float]) -> str:
    """Numbers of a path: whole ones without a point, and no space before a minus sign."""
    text = ""
    for each in numbers:
        number = f"{each:.1f}".removesuffix(".0")
        number = "0" if number == "-0" else number
        text += number if not text or number.startswith("-") else f" {number}"
    return text
