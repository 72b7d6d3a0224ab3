"""The `chart` fence: a Vega-Lite specification or CSV, drawn at build time, with its data as a table."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from imprenta.diagnostics import Diagnostic, Place, error
from imprenta.fences.chart_drawing import PALETTE, WIDTH, ChartRefusedError, draw
from imprenta.fences.chart_spec import VegaLite, problems
from imprenta.fences.chart_table import MOST_COLUMNS, MOST_ROWS, Row, data_table, read_csv, written
from imprenta.fences.context import RenderingContext
from imprenta.fences.markup import element, to_html
from imprenta.fences.measure import wrap
from imprenta.fences.reading import MOST_CHARACTERS, read_yaml, settle
from imprenta.languages import strings
from imprenta.model import Fence, Frozen

_YAML = re.compile(r"""(?:#.*\n|\s*\n)*\s*(?:\{|["']?[$\w]+["']?\s*:(?:\s|$))""")
_YEAR = re.compile(r"(19|20|21)\d\d")


class Chart(Frozen):
    """What is drawn and what is told of it.

    Attributes:
        columns: of the table, by their name in `rows`.
        spec: Vega-Lite, without title; None for CSV, which is drawn by its shape.
    """

    title: str
    description: str | None
    columns: tuple[str, ...]
    rows: tuple[dict[str, Any], ...]
    spec: dict[str, Any] | None


def read(fence: Fence, place: Place) -> tuple[Chart | None, list[Diagnostic]]:
    """Read the fence; FEN01, FEN03, FEN16 to FEN26 (and FEN27 for what the engine refuses: `drawable`)."""
    start = Place(place.path, fence.line)
    if not fence.body.strip():
        return None, [error("FEN01", start, fence=fence.name)]
    if len(fence.body) > MOST_CHARACTERS:
        return None, [error("FEN20", start, key=fence.name, found=len(fence.body), most=MOST_CHARACTERS)]
    return _read_spec(fence, place) if _YAML.match(fence.body) else _read_csv(fence, place)


def _read_csv(fence: Fence, place: Place) -> tuple[Chart | None, list[Diagnostic]]:
    sheet, found = read_csv(fence, place)
    if len(sheet.rows) > MOST_ROWS or len(sheet.columns) > MOST_COLUMNS:
        start = Place(place.path, fence.line)
        size = {"rows": len(sheet.rows), "columns": len(sheet.columns)}
        found.append(error("FEN19", start, **size, most=MOST_ROWS, widest=MOST_COLUMNS))
    rows = tuple(dict(row) for row in sheet.rows)
    chart = Chart(title=sheet.title, description=sheet.description or None, columns=sheet.columns, rows=rows, spec=None)
    return settle(chart, found)


def _read_spec(fence: Fence, place: Place) -> tuple[Chart | None, list[Diagnostic]]:
    reading = read_yaml(VegaLite, fence, place, blank=True)
    spec = reading.found.model
    if spec is None:
        return None, list(reading.diagnostics)
    given = spec.model_dump(mode="json", exclude={"schema_", "title", "description", "data"}, exclude_none=True)
    values = spec.model_dump(mode="json")["data"]["values"]
    chart = Chart(
        title=spec.title,
        description=spec.description,
        columns=tuple(dict.fromkeys(column for row in values for column in row)),
        rows=tuple(values),
        spec=given,
    )
    return settle(chart, [*reading.diagnostics, *problems(spec, reading)])


def drawable(chart: Chart, fence: Fence, place: Place, context: RenderingContext) -> Iterator[Diagnostic]:
    """Yield FEN27 where the engine refuses the chart, FEN28 where it takes too much time or memory."""
    try:
        drawing(chart, context)
    except ChartRefusedError as problem:
        start = Place(place.path, fence.line)
        yield error("FEN27", start, reason=problem) if str(problem) else error("FEN28", start)


def figures(chart: Chart) -> dict[str, str]:
    """Return what every translation must have alike: the numbers, row by row."""
    told = {"rows": str(len(chart.rows))}
    for index, row in enumerate(chart.rows):
        numbers = [value for value in row.values() if isinstance(value, int | float)]
        told[f"data.values.{index}"] = json.dumps(numbers)
    return told


def render(chart: Chart, context: RenderingContext) -> str:
    """Return the drawing and the table of its data as HTML.

    Raises:
        ChartRefusedError: the engine does not draw it.
    """
    figure = element("figure", drawing(chart, context), element("figcaption", chart.title))
    table = data_table(chart.title, chart.columns, chart.rows, context)
    return to_html(element("div", figure, table, class_="chart"))


def drawing(chart: Chart, context: RenderingContext) -> Any:
    """Return the drawing as an SVG element."""
    spec = chart.spec and _completed(chart.spec, chart.rows)
    numbers = strings(context.language, "numbers")
    return draw(spec or _shaped(chart, context.locale), numbers, chart.title, chart.description)


def _completed(spec: Mapping[str, Any], rows: Sequence[Row]) -> dict[str, Any]:
    whole = {**spec, "data": {"values": list(rows)}}
    if not {"hconcat", "vconcat", "concat", "facet"} & spec.keys():
        whole.setdefault("width", WIDTH)
        whole["autosize"] = {"type": "fit-x", "contains": "padding"}
    return whole


def _shaped(chart: Chart, locale: str) -> dict[str, Any]:
    """Return how CSV is drawn: years as lines, anything else as bars."""
    name, *series = chart.columns
    over_time = len(chart.rows) > 2 and all(_YEAR.fullmatch(str(row[name])) for row in chart.rows)
    label = (lambda text: text) if over_time else (lambda text: "\n".join(wrap(text, 160, 13)))
    values = [
        {
            "name": label(str(row[name])),
            "series": column,
            "value": row.get(column),
            "label": _label(row, column, locale),
        }
        for row in chart.rows
        for column in series
    ]
    tallest = max(str(value["name"]).count("\n") + 1 for value in values)
    spec = _lines(name, series) if over_time else _bars(series, tallest)
    return {
        **spec,
        "data": {"values": values},
        "width": WIDTH,
        "autosize": {"type": "fit-x", "contains": "padding"},
    }


def _label(row: Row, column: str, locale: str) -> str:
    value = row.get(column)
    return "" if value is None else written(value, locale)


def _colour(series: Sequence[str]) -> dict[str, Any]:
    if len(series) == 1:
        return {"value": PALETTE[0]}
    return {"field": "series", "type": "nominal", "sort": list(series), "title": None}


def _bars(series: Sequence[str], tallest: int) -> dict[str, Any]:
    position: dict[str, Any] = {"y": {"field": "name", "type": "nominal", "sort": None, "title": None}}
    if len(series) > 1:
        position["yOffset"] = {"field": "series", "type": "nominal", "sort": list(series)}
    measure = {"field": "value", "type": "quantitative", "title": series[0] if len(series) == 1 else None}
    label = {"type": "text", "align": "left", "dx": 4, "baseline": "middle"}
    return {
        "height": {"step": max(30, 15 * tallest + 12), "for": "position"} if len(series) == 1 else {"step": 18},
        "encoding": {**position, "x": {**measure, "axis": {"tickCount": 5}}},
        "layer": [
            {"mark": "bar", "encoding": {"color": _colour(series)}},
            {"mark": label, "encoding": {"text": {"field": "label", "type": "nominal"}}},
        ],
    }


def _lines(name: str, series: Sequence[str]) -> dict[str, Any]:
    measure = {"field": "value", "type": "quantitative", "title": series[0] if len(series) == 1 else None}
    return {
        "height": 220,
        "mark": {"type": "line", "point": True, "strokeWidth": 2},
        "encoding": {
            "x": {"field": "name", "type": "ordinal", "title": name, "axis": {"labelAngle": 0, "labelOverlap": True}},
            "y": measure,
            "color": _colour(series),
        },
    }
