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

_DIRECTIONS = (0, 180, 315, 45, 225, 135, 270, 90, 338, 22, 202, 158, 292, 68, 248, 112)
"""In degrees, clockwise from the right: names read best beside their points, then above them."""

_ASCENT, _DESCENT = 0.78, 0.24
"""Of a line of text, as shares of its size."""

_LONG = 8.0
"""A name longer than so many times its size is written in two lines."""

LEADING = 1.05
"""From line to line, as a share of the size."""

_AIR = 1.15
"""How far apart points are moved, in sums of their radii."""

_ROUNDS = 40
"""After so many, points that still touch do so, and so many orders are tried."""

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
        lines: the name, in two lines where it is long.
        x, y: of the text, on the base line of its first line.
        anchor: which part of the text stands there (`start`, `middle`, `end`: SVG's `text-anchor`).
        tie: ends of the line between point and name; None where the name stands beside its point.
    """

    lines: tuple[str, ...]
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
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def wider(self, margin: float) -> Box:
        """Return the box with a margin around it."""
        return Box(self.left - margin, self.top - margin, self.right + margin, self.bottom + margin)

    def holds(self, spot: Spot) -> bool:
        """Tell whether the middle of a spot is in the box."""
        return self.distance(spot) == 0

    def distance(self, spot: Spot) -> float:
        """Return how far the middle of a spot is from the box, in pixels."""
        across = max(self.left - spot.x, 0.0, spot.x - self.right)
        down = max(self.top - spot.y, 0.0, spot.y - self.bottom)
        return math.hypot(across, down)


def apart(spots: Sequence[Spot]) -> list[Spot]:
    """Return the spots moved just so far that each is seen: neighbouring towns would lie on each other."""
    moved = [[spot.x, spot.y] for spot in spots]
    for _ in range(_ROUNDS):
        still = True
        for (i, one), (j, other) in combinations(enumerate(spots), 2):
            gap = (one.radius + other.radius) * _AIR
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

    Names are placed one after the other, the most crowded first, and then in other orders, in each of which another
    spot is served first. The order that leaves the fewest without a label, and the others nearest, stands.
    """
    order = sorted(spots, key=lambda one: -_crowd(one, spots))
    orders = [order, *([spot, *(other for other in order if other != spot)] for spot in order[:_ROUNDS])]
    rounds = [_round(one, [*spots, *others], size, sheet, measure) for one in orders]
    best = min(rounds, key=lambda found: (-len(found), round(sum(_length(label) for label in found.values()), 3)))
    return {spot: best[spot] for spot in spots if spot in best}


def _length(label: Label) -> float:
    return math.dist(*label.tie) if label.tie else 0.0


def _round(
    order: Sequence[Spot], marks: Sequence[Spot], size: float, sheet: Point, measure: Measure
) -> dict[Spot, Label]:
    taken = [Box(s.x - s.radius, s.y - s.radius, s.x + s.radius, s.y + s.radius) for s in marks]
    ties: list[tuple[Point, Point]] = []
    found: dict[Spot, Label] = {}
    for spot in order:
        choice = _choose(spot, _Taken(marks, taken, ties), size, sheet, measure)
        if choice:
            found[spot], box = choice
            taken.append(box)
            if tie := found[spot].tie:
                ties.append(tie)
    return found


def _crowd(spot: Spot, spots: Sequence[Spot]) -> int:
    return sum(math.dist((spot.x, spot.y), (other.x, other.y)) < 40 for other in spots)


@dataclass(frozen=True, slots=True)
class _Taken:
    """What is on the sheet already."""

    marks: Sequence[Spot]
    boxes: list[Box]
    ties: list[tuple[Point, Point]]

    def leave(self, box: Box, label: Label, spot: Spot) -> bool:
        """Tell whether there is room for a name, and whether it cannot be taken for another point's."""
        if any(box.meets(other) for other in self.boxes) or any(_crosses(tie, box) for tie in self.ties):
            return False
        if label.tie:
            if any(_cross(label.tie, other) for other in self.ties):
                return False
            return not any(_crosses(label.tie, other.wider(1.5)) for other in self.boxes if not other.holds(spot))
        own = box.distance(spot)
        return all(box.distance(other) > own + 1 for other in self.marks if other != spot)


def _choose(spot: Spot, taken: _Taken, size: float, sheet: Point, measure: Measure) -> tuple[Label, Box] | None:
    lines = _lines(spot.name, size, measure)
    width = max(measure(line, size) for line in lines)
    for distance in _DISTANCES:
        for direction in _DIRECTIONS:
            label, box = _candidate(spot, lines, (direction, distance), width, size, sheet[0])
            on_sheet = box.left >= 1 and box.top >= 1 and box.right <= sheet[0] - 1 and box.bottom <= sheet[1] - 1
            if on_sheet and taken.leave(box, label, spot):
                return label, box
    return None


def _lines(name: str, size: float, measure: Measure) -> tuple[str, ...]:
    """Return a name in one line, or in two of about the same length where it is long."""
    words = name.split()
    if len(words) == 1 or measure(name, size) <= _LONG * size:
        return (name,)
    halves = [(" ".join(words[:index]), " ".join(words[index:])) for index in range(1, len(words))]
    return min(halves, key=lambda half: max(measure(line, size) for line in half))


def _candidate(
    spot: Spot, lines: tuple[str, ...], towards: tuple[int, float], width: float, size: float, sheet: float
) -> tuple[Label, Box]:
    """Return a name in a direction (degrees), its nearest edge at a distance from the point's.

    Above and below its point it may be shifted, to stay on the sheet.
    """
    direction, distance = towards
    across, down = math.cos(math.radians(direction)), math.sin(math.radians(direction))
    reach = spot.radius + 2.5 + distance
    x, y = spot.x + reach * across, spot.y + reach * down
    anchor = "start" if across > 0.3 else "end" if across < -0.3 else "middle"
    if anchor == "middle":
        x = max(width / 2 + 1, min(x, sheet - 1 - width / 2))
    left = {"start": x, "end": x - width, "middle": x - width / 2}[anchor]
    height = (_ASCENT + _DESCENT) * size + (len(lines) - 1) * LEADING * size
    top = y - height / 2 + height / 2 * down
    edge = (spot.x + spot.radius * across, spot.y + spot.radius * down)
    tie = (edge, (spot.x + (reach - 1) * across, y - down)) if distance >= _TIED else None
    return Label(lines, x, top + _ASCENT * size, anchor, tie), Box(left, top, left + width, top + height)


def _crosses(tie: tuple[Point, Point], box: Box) -> bool:
    """Tell whether a line runs through a box: whether one of its points, two pixels apart, is in it."""
    (x1, y1), (x2, y2) = tie
    steps = max(2, round(math.dist(*tie) / 2))
    along = (step / steps for step in range(steps + 1))
    return any(
        box.left < x1 + (x2 - x1) * share < box.right and box.top < y1 + (y2 - y1) * share < box.bottom
        for share in along
    )


def _cross(one: tuple[Point, Point], other: tuple[Point, Point]) -> bool:
    """Tell whether two lines cross: whether each has its ends on both sides of the other."""
    return _turn(*one, other[0]) != _turn(*one, other[1]) and _turn(*other, one[0]) != _turn(*other, one[1])


def _turn(a: Point, b: Point, c: Point) -> bool:
    return (b[0] - a[0]) * (c[1] - a[1]) > (b[1] - a[1]) * (c[0] - a[0])
