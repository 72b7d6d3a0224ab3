"""Draws the cities of alliances on maps: one for each part of the world, each alliance with a mark of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from lxml.etree import _Element

from imprenta.atlas.drawing import SHAPES, Lettering, Mark, draw, symbol
from imprenta.atlas.projection import fit
from imprenta.fences.markup import element
from imprenta.fences.measure import FACE, text_width

WIDTH = 360
"""Of a map, in CSS pixels: two of them stand side by side where there is room, and a phone shows one."""

_SIZE = 12.5
_PADDING = 62
"""Room for the names of the outermost cities."""

_OCEAN = 25.0
"""Degrees of longitude without a city from which on two maps are drawn instead of one."""

_SIGN = 12


@dataclass(frozen=True, slots=True)
class Place:
    """A city with its alliance's place in the list, from 0."""

    name: str
    latitude: float
    longitude: float
    alliance: int


Words = Callable[[Sequence[Place]], str]
"""Returns what is said of the places on one map."""


def maps(places: Sequence[Place], title: Words, description: Words) -> list[_Element]:
    """Return a map for each part of the world that has cities."""
    return [_map(part, title(part), description(part)) for part in parts(places)]


def parts(places: Sequence[Place]) -> Iterator[tuple[Place, ...]]:
    """Yield the places from west to east, parted where an ocean lies between them; the order inside is theirs."""
    western = sorted(place.longitude for place in places)
    shores = [here for there, here in pairwise(western) if here - there >= _OCEAN]
    bounds = [float("-inf"), *shores, float("inf")]
    for west, east in pairwise(bounds):
        part = tuple(place for place in places if west <= place.longitude < east)
        if part:
            yield part


def _map(places: Sequence[Place], title: str, description: str) -> _Element:
    marks = [_mark(place) for place in places]
    frame = fit(((mark.longitude, mark.latitude) for mark in marks), WIDTH, _PADDING)
    return draw(frame, marks, Lettering(FACE, _SIZE, text_width), title, description)


def _mark(place: Place) -> Mark:
    shape, hollow = _look(place.alliance)
    return Mark(place.name, place.latitude, place.longitude, shape, hollow)


def _look(alliance: int) -> tuple[str, bool]:
    """Return an alliance's mark; after the last shape they begin again, hollow."""
    return SHAPES[alliance % len(SHAPES)], alliance // len(SHAPES) % 2 == 1


def sign(alliance: int) -> _Element:
    """Return an alliance's mark as a small drawing for the table, silent beside the name."""
    shape, hollow = _look(alliance)
    drawn = symbol(shape, (_SIGN / 2, _SIGN / 2), 4.2, hollow)
    box = f"0 0 {_SIGN} {_SIGN}"
    return element(
        "svg", drawn, class_="alliance-sign", aria_hidden="true", viewBox=box, width=str(_SIGN), height=str(_SIGN)
    )
