"""Finds a place for every name beside its point: over no other name and no point, tied to its own by a line if far."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from imprenta.atlas.projection import Point

Measure = Callable[[str, float], float]
"""Returns how wide a text is at a size, in pixels."""

_DISTANCES = (0.0, 5.0, 11.0, 18.0, 26.0, 36.0, 48.0, 62.0, 78.0)
"""How far beyond the point's edge a name may stand, in pixels; the nearest that is free is taken."""

_DIRECTIONS = (0, 180, 315, 45, 225, 135, 270, 90, 338, 22, 202, 158)
"""In degrees, clockwise from the right: names read best beside their points, then above them."""

_ASCENT, _DESCENT = 0.78, 0.24
"""Of a line of text, as shares of its size."""

_ROUNDS = 40
"""After so many, points that still touch do so."""

_TIED = 11.0
"""From this distance on a line leads from the point to its name."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A point with a name: where it stands and how large it is, in pixels."""

    name: str
    x: float
    y: float
    radius: float


@dataclass(frozen=True, slots=True)
class Label:
    """Where a name stands.

    Attributes:
        x, y: of the text, on its base line.
        anchor: which part of the text stands there (`start`, `middle`, `end`: SVG's `text-anchor`).
        tie: ends of the line between point and name; None where the name stands beside its point.
    """

    x: float
    y: float
    anchor: str
    tie: tuple[Point, Point] | None


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the sheet."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Tell whether two boxes share more than an edge."""
        return self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom


def apart(spots: Sequence[Spot]) -> list[Spot]:
    """Return the spots moved just so far that each is seen: neighbouring towns would lie on each other."""
    moved = [[spot.x, spot.y] for spot in spots]
    for _ in range(_ROUNDS):
        still = True
        for (i, one), (j, other) in combinations(enumerate(spots), 2):
            gap = one.radius + other.radius
            across, down = moved[j][0] - moved[i][0], moved[j][1] - moved[i][1]
            distance = math.hypot(across, down)
            if distance >= gap * 0.98:
                continue
            still = False
            # Two points on one spot part sideways.
            across, down, distance = (across, down, distance) if distance > 0.01 else (1.0, 0.0, 1.0)
            push = (gap - math.hypot(moved[j][0] - moved[i][0], moved[j][1] - moved[i][1])) / 2 / distance
            moved[i] = [moved[i][0] - across * push, moved[i][1] - down * push]
            moved[j] = [moved[j][0] + across * push, moved[j][1] + down * push]
        if still:
            break
    return [replace(spot, x=x, y=y) for spot, (x, y) in zip(spots, moved, strict=True)]


def placed(
    spots: Sequence[Spot], others: Sequence[Spot], size: float, sheet: Point, measure: Measure
) -> dict[Spot, Label]:
    """Return a label for each spot that has room for one on a sheet of `sheet` pixels; `others` are only kept free.

    The most crowded spots choose first; spots earlier in `spots` choose before equally crowded ones.
    """
    taken = [Box(s.x - s.radius, s.y - s.radius, s.x + s.radius, s.y + s.radius) for s in (*spots, *others)]
    ties: list[tuple[Point, Point]] = []
    found: dict[Spot, Label] = {}
    for spot in sorted(spots, key=lambda one: -_crowd(one, spots)):
        choice = _choose(spot, taken, ties, size, sheet, measure)
        if choice:
            found[spot], box = choice
            taken.append(box)
            if tie := found[spot].tie:
                ties.append(tie)
    return {spot: found[spot] for spot in spots if spot in found}


def _crowd(spot: Spot, spots: Sequence[Spot]) -> int:
    return sum(math.dist((spot.x, spot.y), (other.x, other.y)) < 40 for other in spots)


def _choose(
    spot: Spot, taken: list[Box], ties: list[tuple[Point, Point]], size: float, sheet: Point, measure: Measure
) -> tuple[Label, Box] | None:
    width = measure(spot.name, size)
    for distance in _DISTANCES:
        for direction in _DIRECTIONS:
            label, box = _candidate(spot, direction, distance, width, size, sheet[0])
            on_sheet = box.left >= 1 and box.top >= 1 and box.right <= sheet[0] - 1 and box.bottom <= sheet[1] - 1
            if not on_sheet or any(box.meets(other) for other in taken):
                continue
            if any(_crosses(tie, box) for tie in ties):
                continue
            if label.tie and any(_crosses(label.tie, other) for other in taken if not _holds(other, spot)):
                continue
            return label, box
    return None


def _candidate(
    spot: Spot, direction: int, distance: float, width: float, size: float, sheet: float
) -> tuple[Label, Box]:
    """Return a name in a direction, its nearest edge `distance` from the point's; above and below, it may be shifted."""
    across, down = math.cos(math.radians(direction)), math.sin(math.radians(direction))
    reach = spot.radius + 2.5 + distance
    x, y = spot.x + reach * across, spot.y + reach * down
    anchor = "start" if across > 0.3 else "end" if across < -0.3 else "middle"
    if anchor == "middle":
        x = max(width / 2 + 1, min(x, sheet - 1 - width / 2))
    left = {"start": x, "end": x - width, "middle": x - width / 2}[anchor]
    height = (_ASCENT + _DESCENT) * size
    top = y - height / 2 + height / 2 * down
    base = top + _ASCENT * size
    edge = (spot.x + spot.radius * across, spot.y + spot.radius * down)
    tie = (edge, (spot.x + (reach - 1) * across, y - down)) if distance >= _TIED else None
    return Label(x, base, anchor, tie), Box(left, top, left + width, top + height)


def _holds(box: Box, spot: Spot) -> bool:
    return box.left <= spot.x <= box.right and box.top <= spot.y <= box.bottom


def _crosses(tie: tuple[Point, Point], box: Box) -> bool:
    """Tell whether a line runs through a box: whether one of its points, two pixels apart, is in it."""
    (x1, y1), (x2, y2) = tie
    steps = max(2, round(math.dist(*tie) / 2))
    along = (step / steps for step in range(steps + 1))
    return any(
        box.left < x1 + (x2 - x1) * share < box.right and box.top < y1 + (y2 - y1) * share < box.bottom
        for share in along
    )
