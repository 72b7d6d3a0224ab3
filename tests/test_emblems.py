"""Hold the funders' emblems to their published geometry, star by star and arm by arm."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from lxml import etree

EMBLEMS = Path(__file__).resolve().parents[1] / "cuadernos" / "emblems"
SVG = "{http://www.w3.org/2000/svg}"
GOLDEN_CUT = (3 - math.sqrt(5)) / 2
"""Inner by outer radius of a regular five-pointed star: 0.381966."""

Point = tuple[float, float]


def drawing(name: str) -> etree._Element:
    return etree.parse(str(EMBLEMS / name)).getroot()


def box(root: etree._Element) -> tuple[float, ...]:
    return tuple(float(number) for number in root.get("viewBox", "").split())


def polygons(root: etree._Element) -> list[list[Point]]:
    return [
        [(float(x), float(y)) for x, y in (pair.split(",") for pair in (star.get("points") or "").split())]
        for star in root.iter(f"{SVG}polygon")
    ]


def centre_of(points: list[Point]) -> Point:
    return sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points)


@pytest.mark.parametrize("name", ["european-union.svg", "sweden.svg"])
def test_an_emblem_is_shapes_alone(name: str) -> None:
    root = drawing(name)
    allowed = {f"{SVG}{tag}" for tag in ("svg", "g", "rect", "polygon")}
    elements = [element for element in root.iter() if isinstance(element.tag, str)]
    assert {element.tag for element in elements} <= allowed
    assert {str(key) for element in elements for key in element.attrib} <= {
        "viewBox", "width", "height", "x", "y", "fill", "points",
    }  # fmt: skip
    _, _, width, height = box(root)
    assert float(root.get("width", 0)) / float(root.get("height", 1)) == pytest.approx(width / height)


def test_the_european_ground_is_one_and_a_half_times_as_wide_as_high() -> None:
    root = drawing("european-union.svg")
    left, top, width, height = box(root)
    (ground,) = root.iter(f"{SVG}rect")
    assert (left, top, width) == (0, 0, 1.5 * height)
    assert (float(ground.get("width", 0)), float(ground.get("height", 0))) == (width, height)
    assert (ground.get("x"), ground.get("y"), ground.get("fill")) == (None, None, "#003399")


def test_twelve_stars_stand_at_the_hours_of_a_clock() -> None:
    root = drawing("european-union.svg")
    _, _, width, height = box(root)
    stars = polygons(root)
    assert len(stars) == 12
    for hour, star in enumerate(stars):
        angle = math.tau * hour / 12
        x, y = centre_of(star)
        assert x == pytest.approx(width / 2 + height / 3 * math.sin(angle), abs=0.01)
        assert y == pytest.approx(height / 2 - height / 3 * math.cos(angle), abs=0.01)


def test_every_star_is_regular_and_upright() -> None:
    root = drawing("european-union.svg")
    radius = box(root)[3] / 18
    for star in polygons(root):
        assert len(star) == 10
        x, y = centre_of(star)
        for vertex, (px, py) in enumerate(star):
            reach = radius if vertex % 2 == 0 else radius * GOLDEN_CUT
            angle = math.tau * vertex / 10
            assert px - x == pytest.approx(reach * math.sin(angle), abs=0.01)
            assert y - py == pytest.approx(reach * math.cos(angle), abs=0.01)


def test_the_stars_are_gold() -> None:
    (group,) = drawing("european-union.svg").iter(f"{SVG}g")
    assert group.get("fill") == "#FFCC00"
    assert [star.get("fill") for star in group] == [None] * 12


def test_the_swedish_flag_has_its_arms_in_their_places() -> None:
    root = drawing("sweden.svg")
    assert box(root) == (0, 0, 16, 10)
    sides = ("x", "y", "width", "height")
    assert [(*(float(arm.get(side, 0)) for side in sides), arm.get("fill")) for arm in root] == [
        (0, 0, 16, 10, "#005293"),
        (5, 0, 2, 10, "#FECB00"),
        (0, 4, 16, 2, "#FECB00"),
    ]
