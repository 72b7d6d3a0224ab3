"""The outlines: the file is the one its note names, and what is decoded from it is where the world is."""

from __future__ import annotations

import hashlib
from itertools import pairwise

import pytest
from imprenta.atlas.topology import FILE, Line, outlines


def inside(place: tuple[float, float], rings: tuple[Line, ...]) -> bool:
    """Tell whether a place is on land: whether a ray to the east crosses the shores an odd number of times."""
    x, y = place
    crossings = 0
    for ring in rings:
        for (x1, y1), (x2, y2) in pairwise((*ring, ring[0])):
            if (y1 > y) != (y2 > y) and x < x1 + (y - y1) * (x2 - x1) / (y2 - y1):
                crossings += 1
    return crossings % 2 == 1


def test_the_file_is_the_one_that_its_note_names() -> None:
    note = FILE.with_name("SOURCE.md").read_text(encoding="utf-8")
    assert hashlib.sha256(FILE.read_bytes()).hexdigest() in note


@pytest.mark.parametrize(
    ("name", "place", "land"),
    [
        ("Madrid", (-3.70, 40.42), True),
        ("Medellín", (-75.58, 6.24), True),
        ("Belo Horizonte", (-43.93, -19.92), True),
        ("the South Pole", (0.5, -84.0), True),
        ("the Atlantic", (-40.0, 0.0), False),
        ("the Caribbean", (-75.0, 15.0), False),
        ("the Caspian Sea", (51.0, 41.0), False),
    ],
)
def test_cities_are_on_land_and_seas_are_not(name: str, place: tuple[float, float], land: bool) -> None:
    assert inside(place, outlines().shores) is land, name


def test_no_shore_leaps_over_the_sheet() -> None:
    leaps = [
        (a, b)
        for line in (*outlines().shores, *outlines().borders)
        for a, b in pairwise(line)
        if abs(a[0] - b[0]) > 180
    ]
    assert leaps == []


def test_borders_are_between_countries_and_not_shores() -> None:
    shores = {place for ring in outlines().shores for place in ring}
    within = [line for line in outlines().borders if all(place not in shores for place in line[1:-1])]
    assert len(outlines().borders) > 300
    assert len(within) / len(outlines().borders) > 0.99
