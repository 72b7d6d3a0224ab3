"""Names on a map: each beside its own point, over no other name, no other point, and on the sheet."""

from __future__ import annotations

import random
from itertools import combinations

import pytest
from imprenta.atlas.labels import LEADING, Box, Label, Spot, apart, placed

SHEET = (360.0, 300.0)
SIZE = 12.0


def measure(text: str, size: float) -> float:
    return len(text) * size * 0.5


def box(label: Label) -> Box:
    width = max(measure(line, SIZE) for line in label.lines)
    left = {"start": label.x, "end": label.x - width, "middle": label.x - width / 2}[label.anchor]
    top = label.y - 0.78 * SIZE
    return Box(left, top, left + width, top + 1.02 * SIZE + (len(label.lines) - 1) * LEADING * SIZE)


def scattered(seed: int, count: int = 16) -> list[Spot]:
    chance = random.Random(seed)
    names = ("Lima", "Quito", "Ciudad Delgado", "Santa Coloma de Gramenet", "Rivas-Vaciamadrid", "Jaén")
    return apart(
        [
            Spot(f"{names[index % 6]} {index}", chance.uniform(120, 240), chance.uniform(60, 240), 3.6)
            for index in range(count)
        ]
    )


@pytest.mark.parametrize("seed", range(12))
def test_names_stand_free_and_on_the_sheet(seed: int) -> None:
    spots = scattered(seed)
    found = placed(spots, [], SIZE, SHEET, measure)
    assert len(found) >= len(spots) - 2, "crowded as it is, nearly every name finds room"
    boxes = {spot: box(label) for spot, label in found.items()}
    for (one, first), (other, second) in combinations(boxes.items(), 2):
        assert not first.meets(second), (one.name, other.name)
    for spot, own in boxes.items():
        assert own.left >= 0 and own.top >= 0 and own.right <= SHEET[0] and own.bottom <= SHEET[1], spot.name
        assert not any(own.distance(other) < other.radius * 0.9 and other != spot for other in spots), spot.name
        if not found[spot].tie:
            nearest = min(spots, key=own.distance)
            assert nearest == spot, f"{spot.name} reads as {nearest.name}"


def test_a_point_alone_has_its_name_on_the_right_without_a_line() -> None:
    spot = Spot("Lima", 100, 100, 4)
    label = placed([spot], [], SIZE, SHEET, measure)[spot]
    assert (label.lines, label.anchor, label.tie) == (("Lima",), "start", None)
    assert 100 + 4 < label.x < 112


def test_at_the_edge_a_name_turns_inwards() -> None:
    spot = Spot("Belo Horizonte", 350, 100, 4)
    assert placed([spot], [], SIZE, SHEET, measure)[spot].anchor == "end"


def test_a_long_name_takes_two_lines() -> None:
    spot = Spot("Santa Coloma de Gramenet", 100, 100, 4)
    assert placed([spot], [], SIZE, SHEET, measure)[spot].lines == ("Santa Coloma", "de Gramenet")


def test_silent_points_are_kept_free() -> None:
    spot = Spot("Lima", 100, 100, 4)
    silent = Spot("", 112, 100, 3)
    label = placed([spot], [silent], SIZE, SHEET, measure)[spot]
    assert not box(label).meets(Box(109, 97, 115, 103))


def test_a_name_that_fits_nowhere_is_left_out() -> None:
    spot = Spot("Ouagadougou" * 6, 100, 100, 4)
    assert placed([spot], [], SIZE, SHEET, measure) == {}


def test_neighbours_part_and_others_stay() -> None:
    twins = apart([Spot("a", 50, 50, 4), Spot("b", 50, 50, 4), Spot("c", 200, 50, 4)])
    assert abs(twins[1].x - twins[0].x) >= 8
    assert (twins[2].x, twins[2].y) == (200, 50)


def test_the_same_points_are_always_named_alike() -> None:
    assert placed(scattered(3), [], SIZE, SHEET, measure) == placed(scattered(3), [], SIZE, SHEET, measure)
