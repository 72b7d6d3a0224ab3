"""From places on the globe to points on a sheet: Equal Earth, which makes no continent larger than it is."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

_A = (1.340264, -0.081106, 0.000893, 0.003796)
_M = math.sqrt(3) / 2

Point = tuple[float, float]


def equal_earth(longitude: float, latitude: float, meridian: float) -> Point:
    """Return a place in units of the globe's radius, y upwards; `meridian` (degrees) stands in the middle.

    Source: Šavrič, Patterson and Jenny, The Equal Earth map projection, IJGIS 33 (2019), eq. 5 to 9.
    """
    theta = math.asin(_M * math.sin(math.radians(latitude)))
    square = theta * theta
    sixth = square**3
    a1, a2, a3, a4 = _A
    slope = a1 + 3 * a2 * square + sixth * (7 * a3 + 9 * a4 * square)
    x = math.radians(longitude - meridian) * math.cos(theta) / (_M * slope)
    return x, theta * (a1 + a2 * square + sixth * (a3 + a4 * square))


@dataclass(frozen=True, slots=True)
class Frame:
    """A window of the globe on a sheet.

    Attributes:
        meridian: longitude of its middle, in degrees.
        left, top: of the window, in units of the globe's radius.
        scale: pixels per unit.
        width, height: of the sheet, in pixels.
    """

    meridian: float
    left: float
    top: float
    scale: float
    width: float
    height: float

    def point(self, longitude: float, latitude: float) -> Point:
        """Return where a place stands on the sheet, in pixels from its upper left corner."""
        x, y = equal_earth(longitude, latitude, self.meridian)
        return (x - self.left) * self.scale, (self.top - y) * self.scale

    def shows(self, point: Point, margin: float = 0.0) -> bool:
        """Tell whether a point is on the sheet, `margin` pixels beyond its edges included."""
        x, y = point
        return -margin <= x <= self.width + margin and -margin <= y <= self.height + margin


def fit(places: Iterable[Point], width: float, padding: float, tallest: float = 1.25, widest: float = 2.0) -> Frame:
    """Return the window, `width` pixels wide, that holds `places` (longitude, latitude) and `padding` pixels around.

    Its height is between `width / widest` and `width * tallest`; no window is narrower than six degrees.

    Raises:
        ValueError: there are no places.
    """
    known = list(places)
    if not known:
        raise ValueError("a map without places")
    meridian = (min(lon for lon, _ in known) + max(lon for lon, _ in known)) / 2
    points = [equal_earth(lon, lat, meridian) for lon, lat in known]
    (west, east), (south, north) = ((min(axis), max(axis)) for axis in zip(*points, strict=True))
    least = math.radians(6)
    room = width - 2 * padding
    across, along = max(east - west, least), max(north - south, least / widest)
    scale = min(room / across, (width * tallest - 2 * padding) / along)
    height = min(max(along * scale + 2 * padding, width / widest), width * tallest)
    left = (west + east) / 2 - width / scale / 2
    top = (south + north) / 2 + height / scale / 2
    return Frame(meridian, left, top, scale, width, round(height))
