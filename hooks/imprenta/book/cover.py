"""The motif of the covers, drawn from a workshop's data: the globe seen from above its city, in the ring of a year.

The days of the workshop are a bright stroke on the ring, its sessions dots on the orbit beyond. No chance, no
decoration: the same volume always gives the same drawing.
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterator
from dataclasses import dataclass

from imprenta.book.order import BookOrder
from imprenta.book.palette import palette
from imprenta.model import VolumeMetadata

RADIUS = 100.0
"""Of the globe, in the drawing's own units."""

RING, ORBIT = 112.0, 124.0
SIZE = 280
_STEP = 15
"""Degrees between meridians and between parallels."""


@dataclass(frozen=True, slots=True)
class Motif:
    """What the drawing is made of.

    Attributes:
        latitude, longitude: of the place the globe is seen from, in degrees.
        start, end: share of the year (0 to 1) at which the workshop begins and ends; None where the day is not known.
        dots: sessions, or chapters where there was no workshop.
    """

    latitude: float
    longitude: float
    start: float | None
    end: float | None
    dots: int


def motif(order: BookOrder) -> Motif:
    """Return what the cover of a volume is drawn from."""
    chapters = sum(len(part.entries) for part in order.parts if part.key == "chapters")
    return motif_of(order.metadata, order.sessions or chapters)


def motif_of(metadata: VolumeMetadata, dots: int) -> Motif:
    """Return what is drawn for a volume with so many sessions, or chapters."""
    workshop = metadata.workshop
    if workshop is None:
        return Motif(0.0, -45.0, None, None, dots)
    place = workshop.coordinates
    latitude, longitude = (place.latitude, place.longitude) if place else (0.0, -45.0)
    first = workshop.start.exact
    last = (workshop.end.exact if workshop.end else None) or first
    return Motif(latitude, longitude, _share(first), _share(last, 1), dots)


def _share(day: datetime.date | None, add: int = 0) -> float | None:
    if day is None:
        return None
    length = (datetime.date(day.year + 1, 1, 1) - datetime.date(day.year, 1, 1)).days
    return (day.timetuple().tm_yday - 1 + add) / length


def motif_svg(order: BookOrder, weight: float = 1.0) -> str:
    """Return the motif of an order's volume as an SVG document, its lines thinner or thicker by `weight`.

    It is light on the Cuaderno's ink, dark on the tint of the other editions.
    """
    colours = palette(order.metadata)
    line, mark = (colours.line, colours.mark) if order.complete else (colours.shade, colours.ink)
    return drawing(motif(order), line, mark, weight)


def drawing(drawn: Motif, line: str, mark: str, weight: float) -> str:
    """Return a motif as an SVG document in two colours (`#rrggbb`)."""
    globe = " ".join(_line(points) for points in _graticule(drawn.latitude, drawn.longitude))
    half = SIZE / 2
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{SIZE}" height="{SIZE}"'
        f' viewBox="{-half} {-half} {SIZE} {SIZE}">'
        f'<g fill="none" stroke="{line}" stroke-linecap="round">'
        f'<path stroke-width="{0.32 * weight:.2f}" d="{globe}"/>'
        f'<circle r="{RADIUS}" stroke-width="{0.5 * weight:.2f}"/>'
        f'<path stroke-width="{0.4 * weight:.2f}" d="{_months()}"/></g>'
        f"{_days(drawn, mark, weight)}{_dots(drawn, mark, weight)}"
        f'<circle r="{1.7 * weight:.2f}" fill="{mark}"/></svg>'
    )


def _graticule(latitude: float, longitude: float) -> Iterator[list[tuple[float, float]]]:
    """Yield the visible pieces of meridians and parallels in orthographic projection, centred on a place."""
    for meridian in range(-180, 180, _STEP):
        yield from _visible([project(lat, meridian, latitude, longitude) for lat in range(-75, 76, 3)])
    for parallel in range(-75, 76, _STEP):
        yield from _visible([project(parallel, lon, latitude, longitude) for lon in range(-180, 181, 4)])


def project(lat: float, lon: float, lat0: float, lon0: float) -> tuple[float, float] | None:
    """Return a place on the disc (Snyder, Map Projections, 1987, eq. 20-3 to 20-5); None behind the globe."""
    phi, phi0, delta = math.radians(lat), math.radians(lat0), math.radians(lon - lon0)
    if math.sin(phi0) * math.sin(phi) + math.cos(phi0) * math.cos(phi) * math.cos(delta) < 0:
        return None
    x = math.cos(phi) * math.sin(delta)
    y = math.cos(phi0) * math.sin(phi) - math.sin(phi0) * math.cos(phi) * math.cos(delta)
    return RADIUS * x, -RADIUS * y


def _visible(points: list[tuple[float, float] | None]) -> Iterator[list[tuple[float, float]]]:
    run: list[tuple[float, float]] = []
    for point in [*points, None]:
        if point is not None:
            run.append(point)
        elif len(run) > 1:
            yield run
            run = []
        else:
            run = []


def _line(points: list[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)


def _on_circle(share: float, radius: float) -> tuple[float, float]:
    """Return the point at a share of the year, clockwise from the top: January begins at noon."""
    angle = 2 * math.pi * share
    return radius * math.sin(angle), -radius * math.cos(angle)


def _months() -> str:
    starts = [_share(datetime.date(2023, month, 1)) or 0.0 for month in range(1, 13)]
    ticks = [_line([_on_circle(start, RING - 3), _on_circle(start, RING + 3)]) for start in starts]
    ring = f"M0 {-RING}A{RING} {RING} 0 1 1 -0.01 {-RING}"
    return ring + "".join(ticks)


def _days(drawn: Motif, mark: str, weight: float) -> str:
    if drawn.start is None or drawn.end is None:
        return ""
    (x1, y1), (x2, y2) = _on_circle(drawn.start, RING), _on_circle(drawn.end, RING)
    arc = f"M{x1:.2f} {y1:.2f}A{RING} {RING} 0 0 1 {x2:.2f} {y2:.2f}"
    return f'<path fill="none" stroke="{mark}" stroke-width="{2.6 * weight:.2f}" d="{arc}"/>'


def _dots(drawn: Motif, mark: str, weight: float) -> str:
    """Draw the sessions beyond the ring, three degrees apart, around the days of the workshop."""
    middle = ((drawn.start or 0.0) + (drawn.end or 0.0)) / 2
    shares = [middle + (index - (drawn.dots - 1) / 2) / 120 for index in range(min(drawn.dots, 100))]
    points = [_on_circle(share, ORBIT) for share in shares]
    return "".join(f'<circle cx="{x:.2f}" cy="{y:.2f}" r="{1.25 * weight:.2f}" fill="{mark}"/>' for x, y in points)
