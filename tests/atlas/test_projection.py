"""Equal Earth: against the figures of its authors, and true to areas; windows that hold their places."""

from __future__ import annotations

import math

import pytest
from imprenta.atlas.projection import equal_earth, fit


def test_the_sheet_is_as_wide_and_as_high_as_its_authors_say() -> None:
    assert equal_earth(0, 0, 0) == (0, 0)
    # Šavrič et al. (2019), section 3: the equator's length and the ratio of height to width (1 : 2.05458).
    assert equal_earth(180, 0, 0)[0] == pytest.approx(2.7066299836960748)
    assert equal_earth(0, 90, 0)[1] == pytest.approx(1.3173627591574133)


@pytest.mark.parametrize(("lon", "lat"), [(0, 0), (-58, -34), (-99, 19), (2, 43), (25, 65)])
def test_areas_keep_their_size(lon: float, lat: float) -> None:
    step = 0.01
    x0, y0 = equal_earth(lon, lat, -45)
    x1, y1 = equal_earth(lon + step, lat, -45)
    x2, y2 = equal_earth(lon, lat + step, -45)
    drawn = abs((x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0))
    real = math.radians(step) * (math.sin(math.radians(lat + step)) - math.sin(math.radians(lat)))
    assert drawn == pytest.approx(real, rel=2e-3)


@pytest.mark.parametrize(
    "places",
    [
        [(-99.1, 19.4), (2.2, 43.5), (-56.1, -34.9)],
        [(-3.7, 40.4)],
        [(-3.7, 40.4), (-3.7, 40.41)],
        [(-70.0, -50.0), (-70.0, 60.0)],
        [(-170.0, 0.0), (170.0, 1.0)],
    ],
)
def test_a_window_holds_its_places_with_room_around(places: list[tuple[float, float]]) -> None:
    frame = fit(places, 360, 40)
    assert frame.width == 360
    assert 180 <= frame.height <= 450
    for place in places:
        x, y = frame.point(*place)
        assert 39 <= x <= 321 and 39 <= y <= frame.height - 39, (place, x, y)


def test_north_is_up_and_east_is_right() -> None:
    frame = fit([(-60, -30), (0, 40)], 360, 30)
    assert frame.point(0, 40)[0] > frame.point(-60, 40)[0]
    assert frame.point(0, 40)[1] < frame.point(0, -30)[1]


def test_a_map_without_places_is_refused() -> None:
    with pytest.raises(ValueError, match="without places"):
        fit([], 360, 30)
