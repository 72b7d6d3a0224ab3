"""What a `chart` fence may ask of Vega-Lite: its own data, drawn. Nothing is loaded and nothing is computed."""

from __future__ import annotations

import datetime
import difflib
import math
from collections.abc import Iterator
from typing import Any

from pydantic import Field

from imprenta.diagnostics import Diagnostic, error
from imprenta.fences.chart_table import MOST_COLUMNS, MOST_ROWS
from imprenta.fences.reading import Reading
from imprenta.model import Frozen

LOADING = frozenset({"url", "href", "sequence", "graticule", "sphere", "datasets", "data", "lookup"})
"""Keys that bring in what does not stand in the fence."""

COMPUTING = frozenset({"expr", "labelExpr", "test", "signal", "params", "transform", "config"})
"""Keys that run a program, or that change the looks of the collection."""

# fmt: off
MARKS = (
    "arc", "area", "bar", "boxplot", "circle", "errorband", "errorbar", "line", "point", "rect", "rule", "square",
    "text", "tick", "trail",
)
CHANNELS = (
    "x", "y", "x2", "y2", "xOffset", "yOffset", "theta", "theta2", "radius", "radius2", "color", "fill", "stroke",
    "opacity", "fillOpacity", "strokeOpacity", "strokeWidth", "strokeDash", "size", "shape", "angle", "text", "detail",
    "order", "row", "column", "facet",
)
# fmt: on
VIEWS = frozenset({"mark", "layer", "facet", "concat", "hconcat", "vconcat"})
"""One of them says what is drawn."""

LARGEST = 1200
"""Of a drawing's sides, in CSS pixels."""


class Data(Frozen):
    """The chart's own data."""

    values: tuple[dict[str, int | float | str | bool | datetime.date | None], ...]


class VegaLite(Frozen):
    """A Vega-Lite specification, as far as it is allowed; `title` and `description` are the figure's words."""

    schema_: str | None = Field(default=None, alias="$schema")
    title: str
    description: str | None = None
    data: Data
    mark: str | dict[str, Any] | None = None
    encoding: dict[str, Any] | None = None
    width: Any = None
    height: Any = None
    layer: tuple[dict[str, Any], ...] | None = None
    hconcat: tuple[dict[str, Any], ...] | None = None
    vconcat: tuple[dict[str, Any], ...] | None = None
    concat: tuple[dict[str, Any], ...] | None = None
    facet: dict[str, Any] | None = None
    spec: dict[str, Any] | None = None
    columns: int | None = Field(default=None, ge=1, le=MOST_COLUMNS)
    spacing: int | None = Field(default=None, ge=0, le=100)
    resolve: dict[str, Any] | None = None


def problems(spec: VegaLite, reading: Reading[VegaLite]) -> Iterator[Diagnostic]:
    """Yield FEN16 to FEN20, FEN24 to FEN26, MET03: data missing, loaded, too much, misnamed; unknown marks."""
    values = spec.data.values
    columns = {column for row in values for column in row}
    if not columns:
        yield error("FEN18", reading.at("data", "values"))
    if len(values) > MOST_ROWS or len(columns) > MOST_COLUMNS:
        place = reading.at("data", "values")
        yield error("FEN19", place, rows=len(values), columns=len(columns), most=MOST_ROWS, widest=MOST_COLUMNS)
    for index, row in enumerate(values):
        for column, value in row.items():
            if isinstance(value, float) and not math.isfinite(value):
                yield error("FEN24", reading.at("data", "values", index, column), found=value, column=column)
    source = reading.found.data
    if not VIEWS & source.keys():
        yield error("MET03", reading.at(), key="mark")
    for name, part in source.items():
        if name not in ("data", "$schema"):
            yield from _walk(part, columns, reading, name)


def _walk(part: Any, columns: set[str], reading: Reading[VegaLite], *key: str | int) -> Iterator[Diagnostic]:
    if isinstance(part, list):
        for index, item in enumerate(part):
            yield from _walk(item, columns, reading, *key, index)
    name = key[-1]
    if name in ("width", "height", "size", "step", "maxbins", "tickCount") and _too_large(part):
        yield error("FEN20", reading.at(*key), key=name, found=part, most=LARGEST)
    if name == "mark" or (name == "type" and key[-2:-1] == ("mark",)):
        yield from _known("mark", part, MARKS, reading, *key)
    if name == "field" and isinstance(part, str) and _plain(part) not in columns:
        near = difflib.get_close_matches(_plain(part), columns, n=1)
        yield error("FEN25", reading.at(*key), found=part, known=", ".join(sorted(columns)), near="".join(near))
    if not isinstance(part, dict):
        return
    for child, value in part.items():
        if child in LOADING:
            yield error("FEN16", reading.at(*key, child), key=child)
        elif child in COMPUTING:
            yield error("FEN17", reading.at(*key, child), key=child)
        else:
            if name == "encoding":
                yield from _known("encoding", child, CHANNELS, reading, *key, child)
            yield from _walk(value, columns, reading, *key, child)


def _known(
    what: str, found: Any, known: tuple[str, ...], reading: Reading[VegaLite], *key: str | int
) -> Iterator[Diagnostic]:
    if isinstance(found, str) and found not in known:
        near = difflib.get_close_matches(found, known, n=1)
        yield error("FEN26", reading.at(*key), key=what, found=found, known=", ".join(known), near="".join(near))


def _plain(field: str) -> str:
    """Return a column's name without the backslashes that Vega-Lite wants before dots and brackets."""
    return field.replace("\\.", ".").replace("\\[", "[").replace("\\]", "]")


def _too_large(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and not 0 <= value <= LARGEST
