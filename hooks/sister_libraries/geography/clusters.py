"""Dots of a map that do not overlap: places that stand too near to one another become one dot."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on the sheet, and the ids of what is there."""

    x: float
    y: float
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Dot:
    """Several spots as one; it stands where the spot with the most members does."""

    x: float
    y: float
    members: tuple[str, ...]


def dots(spots: Iterable[Spot], gap: float) -> list[Dot]:
    """The spots as dots of which no two are nearer to one another than `gap`.

    The spots with the most members come first; each joins the nearest dot that is too near, or becomes one of its
    own. The same spots in another order give the same dots.
    """
    ordered = sorted(spots, key=lambda each: (-len(each.members), each.x, each.y, each.members))
    heads: list[Spot] = []
    joined: list[list[str]] = []
    grid: dict[tuple[int, int], list[int]] = defaultdict(list)  # cells as wide as the gap
    for spot in ordered:
        column, row = int(spot.x // gap), int(spot.y // gap)
        near = [
            (_square(heads[index], spot), index)
            for dx in (-1, 0, 1)
            for dy in (-1, 0, 1)
            for index in grid.get((column + dx, row + dy), ())
        ]
        distance, index = min(near, default=(gap * gap, -1))
        if distance < gap * gap:
            joined[index] += spot.members
        else:
            grid[column, row].append(len(heads))
            heads.append(spot)
            joined.append(list(spot.members))
    return [Dot(head.x, head.y, tuple(sorted(members))) for head, members in zip(heads, joined, strict=True)]


def _square(a: Spot, b: Spot) -> float:
    return (a.x - b.x) ** 2 + (a.y - b.y) ** 2
