"""Draws a cycle: boxes on a ring, clockwise from the top, narrow enough to be read on a phone."""

from __future__ import annotations

from dataclasses import dataclass

from lxml.etree import _Element

from imprenta.fences.markup import element, fit
from imprenta.fences.measure import FACE, wrap

WIDTH = 420
"""Of the drawing, in CSS pixels; its text keeps 12 px on a screen of 360."""

_BOX = 164
_PADDING = 11
_SIZE = 14
_LINE = 18
_GAP = 30
_HEAD = 7
_EDGE = 2
"""Room around everything for half a stroke."""


@dataclass(frozen=True, slots=True)
class Box:
    """A station: its lines of text and where it stands (left, top, height)."""

    lines: tuple[str, ...]
    left: float
    top: float
    height: float

    @property
    def right(self) -> float:
        """Right edge."""
        return self.left + _BOX

    @property
    def bottom(self) -> float:
        """Lower edge."""
        return self.top + self.height

    @property
    def x(self) -> float:
        """Horizontal middle."""
        return self.left + _BOX / 2

    @property
    def y(self) -> float:
        """Vertical middle."""
        return self.top + self.height / 2


def draw(names: tuple[str, ...], title: str, description: str) -> _Element:
    """Return the ring as an SVG element with its title and description; colours come from the page."""
    boxes = layout(names)
    height = max(box.bottom for box in boxes) + _EDGE
    drawing = element(
        "svg",
        element("title", title),
        element("desc", description),
        element("g", *_arrows(boxes), class_="cycle-arrows"),
        element("g", *(_drawn(box) for box in boxes), class_="cycle-boxes"),
        role="img",
        class_="cycle-drawing",
        font_family=f"{FACE}, sans-serif",
        font_size=str(_SIZE),
    )
    return fit(drawing, str(WIDTH), f"0 0 {WIDTH} {height:g}")


def layout(names: tuple[str, ...]) -> list[Box]:
    """Return a box for each name: one at the top, pairs on both sides, and one at the foot where they are even."""
    texts = [tuple(wrap(name, _BOX - 2 * _PADDING, _SIZE)) for name in names]
    heights = [_LINE * len(lines) + 2 * _PADDING for lines in texts]
    count = len(names)
    rows: list[dict[int, float]] = [{0: (WIDTH - _BOX) / 2}]
    rows += ({side: WIDTH - _EDGE - _BOX, count - side: _EDGE} for side in range(1, (count + 1) // 2))
    if count % 2 == 0:
        rows.append({count // 2: (WIDTH - _BOX) / 2})
    placed: dict[int, Box] = {}
    top: float = _EDGE
    for row in rows:
        tallest = max(heights[index] for index in row)
        for index, left in row.items():
            placed[index] = Box(texts[index], left, top + (tallest - heights[index]) / 2, heights[index])
        top += tallest + _GAP
    return [placed[index] for index in range(count)]


def _drawn(box: Box) -> _Element:
    first = box.y - _LINE * (len(box.lines) - 1) / 2 + _SIZE * 0.34
    lines = [
        element("text", line, x=f"{box.x:g}", y=f"{first + index * _LINE:g}", text_anchor="middle", fill="currentColor")
        for index, line in enumerate(box.lines)
    ]
    frame = element(
        "rect",
        x=f"{box.left:g}",
        y=f"{box.top:g}",
        width=str(_BOX),
        height=f"{box.height:g}",
        rx="6",
        fill="currentColor",
        fill_opacity="0.05",
        stroke="currentColor",
        stroke_opacity="0.55",
        class_="cycle-box",
    )
    return element("g", frame, *lines)


def _arrows(boxes: list[Box]) -> list[_Element]:
    count = len(boxes)
    drawn: list[_Element] = []
    for index, start in enumerate(boxes):
        drawn += _arrow(start, boxes[(index + 1) % count], index, count)
    return drawn


def _arrow(start: Box, end: Box, index: int, count: int) -> list[_Element]:
    following = (index + 1) % count
    half = count // 2
    if count == 2:
        return _bow(start, end, outward=1 if index == 0 else -1)
    if index == 0:
        return _line(f"M{start.right:g},{start.y:g} Q{end.x:g},{start.y:g}", (end.x, end.top), (0, 1))
    if following == 0:
        return _line(f"M{start.x:g},{start.top:g} Q{start.x:g},{end.y:g}", (end.left, end.y), (1, 0))
    if count % 2 and index == half:
        return _line(f"M{start.left:g},{start.y:g} L", (end.right, end.y), (-1, 0))
    if not count % 2 and following == half:
        return _line(f"M{start.x:g},{start.bottom:g} Q{start.x:g},{end.y:g}", (end.right, end.y), (-1, 0))
    if not count % 2 and index == half:
        return _line(f"M{start.left:g},{start.y:g} Q{end.x:g},{start.y:g}", (end.x, end.bottom), (0, -1))
    if index < half:
        return _line(f"M{start.x:g},{start.bottom:g} L", (end.x, end.top), (0, 1))
    return _line(f"M{start.x:g},{start.top:g} L", (end.x, end.bottom), (0, -1))


def _bow(start: Box, end: Box, outward: int) -> list[_Element]:
    edge = start.right if outward > 0 else start.left
    reach = edge + outward * 60
    path = f"M{edge:g},{start.y:g} C{reach:g},{start.y:g} {reach:g},{end.y:g}"
    return _line(path, (edge, end.y), (-outward, 0))


def _line(path: str, tip: tuple[float, float], towards: tuple[int, int]) -> list[_Element]:
    """Return a line that ends at `tip`, with its head; `towards` is the direction it arrives in."""
    (x, y), (dx, dy) = tip, towards
    x, y = x - 3 * dx, y - 3 * dy
    back = (x - _HEAD * dx, y - _HEAD * dy)
    wings = [(back[0] + side * _HEAD * 0.6 * dy, back[1] + side * _HEAD * 0.6 * dx) for side in (1, -1)]
    points = " ".join(f"{px:g},{py:g}" for px, py in [(x, y), *wings])
    shaft = element(
        "path",
        d=f"{path} {back[0]:g},{back[1]:g}",
        fill="none",
        stroke="currentColor",
        stroke_width="1.5",
        class_="cycle-arrow",
    )
    return [shaft, element("polygon", points=points, fill="currentColor", class_="cycle-head")]
