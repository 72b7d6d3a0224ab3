"""Reads the outlines of land and countries from their TopoJSON file."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

FILE = Path(__file__).parent / "countries-110m.json"

Line = tuple[tuple[float, float], ...]
"""Places one after the other: longitude and latitude in degrees (WGS 84)."""


@dataclass(frozen=True, slots=True)
class Outlines:
    """What a map is drawn from.

    Attributes:
        shores: rings around land, which close by themselves; a ring inside another is water (the even-odd rule tells).
        borders: lines that two countries share.
    """

    shores: tuple[Line, ...]
    borders: tuple[Line, ...]


@cache
def outlines() -> Outlines:
    """Return the outlines of the file beside this module, decoded once (TopoJSON specification, 2.1)."""
    topology = json.loads(FILE.read_text(encoding="utf-8"))
    arcs = [_decoded(arc, topology["transform"]) for arc in topology["arcs"]]
    objects = topology["objects"]
    shores = tuple(_joined(ring, arcs) for ring in _rings(objects["land"]))
    countries = Counter(arc if arc >= 0 else ~arc for ring in _rings(objects["countries"]) for arc in ring)
    borders = tuple(arcs[arc] for arc, count in sorted(countries.items()) if count > 1)
    return Outlines(shores, borders)


def _decoded(arc: Sequence[Sequence[int]], transform: Any) -> Line:
    """Return an arc's places: it is written in steps from place to place, on a grid."""
    (scale_x, scale_y), (x0, y0) = transform["scale"], transform["translate"]
    columns = accumulate(step[0] for step in arc)
    rows = accumulate(step[1] for step in arc)
    return tuple((x0 + scale_x * x, y0 + scale_y * y) for x, y in zip(columns, rows, strict=True))


def _rings(geometry: Any) -> Iterator[list[int]]:
    """Yield every ring of a geometry as the arcs it is joined from; `~n` is arc n the other way round."""
    match geometry["type"]:
        case "GeometryCollection":
            for part in geometry["geometries"]:
                yield from _rings(part)
        case "MultiPolygon":
            for polygon in geometry["arcs"]:
                yield from polygon
        case "Polygon":
            yield from geometry["arcs"]


def _joined(ring: Sequence[int], arcs: Sequence[Line]) -> Line:
    places: list[tuple[float, float]] = []
    for arc in ring:
        line = arcs[arc] if arc >= 0 else arcs[~arc][::-1]
        places += line[1:] if places else line
    return _unbroken(places)


def _unbroken(places: Sequence[tuple[float, float]]) -> Line:
    """Let a ring run on beyond 180 degrees where the source goes on at the other end of the sheet."""
    turns = (round((here[0] - there[0]) / 360) * 360 for here, there in pairwise(places))
    shifts = accumulate(turns, initial=0)
    return tuple((lon + shift, lat) for (lon, lat), shift in zip(places, shifts, strict=True))
