"""The outlines on a sheet: cut to its edges, without the points that nobody would see, written as SVG paths."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise

from imprenta.atlas.projection import Frame, Point
from imprenta.atlas.topology import Line, outlines

TOLERANCE = 0.5
"""How far a point may be off the line without it, in pixels."""

SMALLEST = 3.0
"""Area of the smallest island that is drawn, in square pixels."""

_BEYOND = 4.0
"""Pixels beyond the edge at which land is cut, so that the cut is out of sight."""


@cache
def land(frame: Frame) -> str:
    """Return the land in a window as the data of an SVG path (fill rule: even-odd)."""
    rings = (_closed(_cut(points, frame)) for points in _seen(outlines().shores, frame))
    return "".join(f"{_path(ring)}z" for ring in rings if _area(ring) >= SMALLEST)


@cache
def borders(frame: Frame) -> str:
    """Return the borders between countries in a window as the data of an SVG path."""
    lines = (run for points in _seen(outlines().borders, frame) for run in _runs(points, frame))
    return "".join(_path(simplified(run)) for run in lines if len(run) > 1)


def _seen(lines: Iterable[Line], frame: Frame) -> Iterator[list[Point]]:
    """Yield the lines that touch the window, once more around the globe where that brings them into it."""
    for line in lines:
        for turn in (-360.0, 0.0, 360.0):
            points = [frame.point(lon + turn, lat) for lon, lat in line]
            if _overlaps(points, frame):
                yield points


def _overlaps(points: Sequence[Point], frame: Frame) -> bool:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return max(xs) >= 0 and min(xs) <= frame.width and max(ys) >= 0 and min(ys) <= frame.height


def _cut(ring: list[Point], frame: Frame) -> list[Point]:
    """Cut a ring to the window, edge by edge (Sutherland and Hodgman, 1974)."""
    edges: tuple[tuple[int, float, int], ...] = (
        (0, -_BEYOND, 1),
        (0, frame.width + _BEYOND, -1),
        (1, -_BEYOND, 1),
        (1, frame.height + _BEYOND, -1),
    )
    for axis, edge, side in edges:
        inside = _inside(axis, edge, side)
        kept: list[Point] = []
        for before, here in zip([ring[-1], *ring[:-1]], ring, strict=True) if ring else ():
            if inside(before) != inside(here):
                kept.append(_crossing(before, here, axis, edge))
            if inside(here):
                kept.append(here)
        ring = kept
    return ring


def _inside(axis: int, edge: float, side: int) -> Callable[[Point], bool]:
    return lambda point: (point[axis] - edge) * side >= 0


def _crossing(a: Point, b: Point, axis: int, edge: float) -> Point:
    share = (edge - a[axis]) / (b[axis] - a[axis])
    other = a[1 - axis] + share * (b[1 - axis] - a[1 - axis])
    return (edge, other) if axis == 0 else (other, edge)


def _runs(points: list[Point], frame: Frame) -> Iterator[list[Point]]:
    """Yield the pieces of an open line that are in the window."""
    run: list[Point] = []
    for point in points:
        if frame.shows(point, _BEYOND):
            run.append(point)
        elif run:
            yield [*run, point]
            run = []
    if run:
        yield run


def _closed(ring: list[Point]) -> list[Point]:
    """Return a ring simplified in two halves, which are split where it is farthest from its first point."""
    if len(ring) < 3:
        return ring
    far = max(range(len(ring)), key=lambda index: math.dist(ring[0], ring[index]))
    return simplified(ring[: far + 1])[:-1] + simplified([*ring[far:], ring[0]])[:-1]


def simplified(line: list[Point]) -> list[Point]:
    """Return a line without the points that are closer to it than `TOLERANCE` (Douglas and Peucker, 1973)."""
    keep = {0, len(line) - 1}
    spans = [(0, len(line) - 1)]
    while spans:
        first, last = spans.pop()
        far, distance = first, TOLERANCE
        for index in range(first + 1, last):
            off = _distance(line[index], line[first], line[last])
            if off > distance:
                far, distance = index, off
        if far != first:
            keep.add(far)
            spans += [(first, far), (far, last)]
    return [line[index] for index in sorted(keep)]


def _distance(point: Point, a: Point, b: Point) -> float:
    length = math.dist(a, b)
    if length == 0:
        return math.dist(point, a)
    share = ((point[0] - a[0]) * (b[0] - a[0]) + (point[1] - a[1]) * (b[1] - a[1])) / length**2
    share = min(1.0, max(0.0, share))
    return math.dist(point, (a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])))


def _area(ring: Sequence[Point]) -> float:
    pairs = zip(ring, [*ring[1:], *ring[:1]], strict=True)
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs)) / 2


def _path(points: Sequence[Point]) -> str:
    """Write a line in steps of half a pixel from point to point: a third of the length of absolute coordinates."""
    halves = [(round(x * 2), round(y * 2)) for x, y in points]
    data = f"M{_half(halves[0][0])} {_half(halves[0][1])}l"
    steps = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(halves)]
    numbers = [_half(part) for step in steps if step != (0, 0) for part in step]
    return data + "".join(
        number if number.startswith("-") or not index else f" {number}" for index, number in enumerate(numbers)
    )


def _half(halves: int) -> str:
    text = f"{halves / 2:g}"
    return text.replace("0.5", ".5") if text in ("0.5", "-0.5") else text
