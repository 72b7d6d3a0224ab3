"""Draws a map as an SVG element: land, borders, and points with their names.

Colours are the page's: `currentColor` as attributes, which is all that a book's SVG knows, and classes for a style
sheet to do better (`map-land`, `map-borders`, `map-place`, `map-point`, `map-name`, `map-tie`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lxml.etree import _Element

from imprenta.atlas.labels import LEADING, Label, Measure, Spot, apart, placed
from imprenta.atlas.outline import borders, land
from imprenta.atlas.projection import Frame, Point
from imprenta.atlas.svg import node, number

SHAPES = ("circle", "square", "triangle", "diamond", "cross")
"""Marks that are told apart without colour."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A place on a map.

    Attributes:
        name: what is written beside it; empty: nothing.
        shape: one of `SHAPES`; `hollow` draws its outline alone.
        radius: of the mark, in pixels.
        kind: further class of the mark, for the style sheet.
        href: where it leads; a map with a link is a group of links, not an image.
        note: what it is called beside its name, for those who point at it or hear it.
    """

    name: str
    latitude: float
    longitude: float
    shape: str = "circle"
    hollow: bool = False
    radius: float = 3.6
    kind: str = ""
    href: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Lettering:
    """How names are written: family, size in pixels, and how wide a text is in it."""

    family: str
    size: float
    measure: Measure


def draw(frame: Frame, marks: Sequence[Mark], lettering: Lettering, title: str, description: str) -> _Element:
    """Return the map as an SVG element with its title and description, as wide as its frame.

    A name without room is left out, its mark is not. Of equally crowded marks, the first has its name placed first.
    """
    points = {mark: frame.point(mark.longitude, mark.latitude) for mark in marks}
    shown = [mark for mark, point in points.items() if frame.shows(point)]
    parted = apart([Spot(mark.name, *points[mark], mark.radius) for mark in shown])
    spots = dict(zip(shown, parted, strict=True))
    named = [spot for spot in parted if spot.name]
    silent = [spot for spot in parted if not spot.name]
    labels = placed(named, silent, lettering.size, (frame.width, frame.height), lettering.measure)
    ink = "currentColor"
    shores = {"class": "map-land", "fill": ink, "fill-opacity": "0.13", "fill-rule": "evenodd", "d": land(frame)}
    lines = {"class": "map-borders", "fill": "none", "stroke": ink, "stroke-opacity": "0.28", "stroke-width": "0.5"}
    attributes = {
        "class": "map",
        "role": "group" if any(mark.href for mark in marks) else "img",
        "font-family": f"{lettering.family}, sans-serif",
        "font-size": f"{lettering.size:g}",
        "viewBox": f"0 0 {frame.width:g} {frame.height:g}",
        # No height: WeasyPrint would take `height: auto` for the drawing's own and print it square.
        "width": f"{frame.width:g}",
        "style": "max-width:100%",
    }
    return node(
        "svg",
        attributes,
        node("title", {}, title),
        node("desc", {}, description),
        node("path", shores),
        node("path", {**lines, "d": borders(frame)}),
        # The first on top.
        *(_place(mark, spot, labels.get(spot)) for mark, spot in reversed(spots.items())),
    )


def _place(mark: Mark, spot: Spot, label: Label | None) -> _Element:
    place = node("a" if mark.href else "g", {"href": mark.href or "", "class": f"map-place {mark.kind}".strip()})
    if mark.note:
        place.append(node("title", {}, mark.note))
    if label and label.tie:
        (x1, y1), (x2, y2) = label.tie
        line = {"class": "map-tie", "stroke": "currentColor", "stroke-width": "0.5", "stroke-opacity": "0.6"}
        place.append(node("line", {**line, "x1": x1, "y1": y1, "x2": x2, "y2": y2}))
    place.append(symbol(mark.shape, (spot.x, spot.y), mark.radius, mark.hollow))
    if label:
        place.append(_name(label))
    return place


def _name(label: Label) -> _Element:
    """Return a name; the space that ends its first line is for those who hear it."""
    first, *more = label.lines
    place: dict[str, str | float] = {"text-anchor": label.anchor, "x": label.x, "y": label.y}
    text = {"class": "map-name", "fill": "currentColor", **place}
    lines = (node("tspan", {"x": label.x, "dy": f"{LEADING}em"}, line) for line in more)
    return node("text", text, f"{first} " if more else first, *lines)


def symbol(shape: str, at: Point, radius: float, hollow: bool = False) -> _Element:
    """Return a mark of the given shape around a point; shapes of one radius look equally large."""
    x, y = at
    paint: dict[str, str | float] = {"class": f"map-point map-point-{shape}", "fill": "currentColor"}
    if hollow:
        paint |= {"fill": "none", "stroke": "currentColor", "stroke-width": "1.1"}
    if shape == "circle":
        return node("circle", {**paint, "cx": x, "cy": y, "r": radius})
    return node("path", {**paint, "d": _shape(shape, x, y, radius)})


def _shape(shape: str, x: float, y: float, radius: float) -> str:
    r = radius
    corners = {
        "square": [(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)],
        "triangle": [(0, -1.25), (1.15, 0.8), (-1.15, 0.8)],
        "diamond": [(0, -1.3), (1.3, 0), (0, 1.3), (-1.3, 0)],
        "cross": [
            *[(-0.4, -1.2), (0.4, -1.2), (0.4, -0.4), (1.2, -0.4), (1.2, 0.4), (0.4, 0.4)],
            *[(0.4, 1.2), (-0.4, 1.2), (-0.4, 0.4), (-1.2, 0.4), (-1.2, -0.4), (-0.4, -0.4)],
        ],
    }[shape]
    return "M" + "L".join(f"{number(x + dx * r)} {number(y + dy * r)}" for dx, dy in corners) + "z"
