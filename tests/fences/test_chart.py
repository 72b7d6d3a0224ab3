"""The chart: drawn from its own data, named, told as a table, and unable to fetch, compute or hang anything."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from imprenta.fences import chart, chart_drawing
from imprenta.fences.context import RenderingContext

from tests.fences.reading import PATH, drawn, found, read, texts

Context = Callable[..., RenderingContext]

CSV = """\
# Criterios de selección
# Puntos de cada criterio
Criterio,Puntos
"Calidad técnica, método",30
Experiencia comprobable en el área objeto de estudio,12500
Propuesta económica,
"""
VALUES = [{"producto": "Prediagnóstico", "páginas": 15}, {"producto": "Cuaderno", "páginas": 50.5}]
ENCODING = {"x": {"field": "páginas", "type": "quantitative"}, "y": {"field": "producto", "type": "nominal"}}


def spec(**changes: Any) -> str:
    whole = {"title": "Extensión", "data": {"values": VALUES}, "mark": "bar", "encoding": ENCODING, **changes}
    return json.dumps({key: value for key, value in whole.items() if value is not None}, indent=2, ensure_ascii=False)


def line_of(body: str, key: str) -> int:
    return 12 + next(index for index, line in enumerate(body.splitlines()) if key in line)


def test_csv_is_told_line_by_line() -> None:
    body = "# Título\nA,B\nx,uno\ny,1,2\nz,nan\nw,1_000\n"
    assert found("chart", body) == [(14, "FEN24"), (15, "FEN23"), (16, "FEN24"), (17, "FEN24")]


def test_csv_has_a_title_columns_and_rows() -> None:
    assert found("chart", "A,B\nx,1\n") == [(12, "FEN21")]
    assert found("chart", "# Título\nA,B\n") == [(13, "FEN18")]
    assert found("chart", "# Título\nsolo texto\nmás\n") == [(13, "FEN18")]
    assert found("chart", "# Título\nA,A\nx,1\n") == [(13, "FEN22")]
    assert found("chart", "# Título\nA,\nx,1\n") == [(13, "FEN22")]
    assert found("chart", "# T\x07\nA,B\nx,1\n") == [(12, "FEN03")]


def test_a_chart_has_room_for_so_much() -> None:
    assert found("chart", "# Título\nA,B\n" + "x,1\n" * 501) == [(12, "FEN19")]
    assert found("chart", spec(data={"values": VALUES * 251}))[0][1] == "FEN19"
    assert found("chart", "# Título\nA,B\n" + "x,1\n" * 50_000) == [(12, "FEN20")]


@pytest.mark.parametrize(("line", "value"), [("x;1,5", 1.5), ("x;1.5", 1.5), ("x;-3", -3), ("x;", None)])
def test_semicolons_leave_the_comma_to_the_decimals(line: str, value: float | None) -> None:
    model, diagnostics = read("chart", f"# Título\nA;B\n{line}\n")
    assert diagnostics == []
    assert model.rows == ({"A": "x", "B": value},)


@pytest.mark.parametrize("key", ["url", "href", "sequence", "data", "lookup"])
def test_nothing_is_loaded(key: str) -> None:
    body = spec(layer=[{"mark": "bar", key: "file:///etc/passwd"}])
    assert found("chart", body) == [(line_of(body, "/etc/passwd"), "FEN16")]


def test_data_from_elsewhere_is_not_even_read() -> None:
    body = spec(data={"url": "https://example.org/data.csv"})
    assert [code for _, code in found("chart", body)] == ["MET03", "MET02"]


@pytest.mark.parametrize("key", ["expr", "labelExpr", "test", "signal", "transform", "params", "config"])
def test_nothing_is_computed(key: str) -> None:
    body = spec(layer=[{"mark": "bar", key: "while(1)"}])
    assert found("chart", body) == [(line_of(body, "while(1)"), "FEN17")]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"data": {"values": []}}, "FEN18"),
        ({"width": 100_000}, "FEN20"),
        ({"mark": "image"}, "FEN26"),
        ({"mark": {"type": "bra"}}, "FEN26"),
        ({"encoding": {"z": {"field": "producto"}}}, "FEN26"),
        ({"encoding": {"x": {"field": "paginas"}}}, "FEN25"),
        ({"title": None}, "MET03"),
        ({"mark": None}, "MET03"),
        ({"marca": "bar"}, "MET02"),
    ],
)
def test_what_a_specification_may_not_say(changes: dict[str, Any], code: str) -> None:
    assert code in [told for _, told in found("chart", spec(**changes))]


def test_a_column_is_told_with_the_one_that_was_meant() -> None:
    _, (diagnostic,) = read("chart", spec(encoding={"x": {"field": "paginas"}}))
    assert diagnostic.values["near"] == "páginas"


def test_a_number_must_be_one() -> None:
    assert found("chart", "title: T\ndata:\n  values:\n    - {a: 1}\n    - {a: .inf}\nmark: bar\n") == [(16, "FEN24")]


YAML = """\
# El comentario de un YAML no es un título.
title: Extensión
data:
  values:
    - {producto: Prediagnóstico, entrega: 2020-10-12, páginas: 15}
    - {producto: Cuaderno, entrega: 2020-11-27, páginas: 50}
mark: point
encoding:
  x: {field: entrega, type: temporal}
  y: {field: páginas, type: quantitative}
"""


@pytest.mark.parametrize(
    ("body", "title"), [(CSV, "Criterios de selección"), (spec(), "Extensión"), (YAML, "Extensión")]
)
def test_a_chart_is_a_drawing_with_a_name(context: Context, body: str, title: str) -> None:
    tree = drawn("chart", body, context())
    svg = tree.xpath("//figure/svg[@role='img']")[0]
    assert svg[0].tag == "title" and svg[0].text == title
    assert texts(tree, "//figcaption") == [title]
    assert float(svg.get("width")) <= 480
    assert svg.get("viewbox") or svg.get("viewBox")


def test_the_drawing_is_static_and_takes_its_ink_from_the_page(context: Context) -> None:
    svg = drawn("chart", CSV, context()).xpath("//svg")[0]
    assert {node.tag for node in svg.iter()} <= {
        "svg", "title", "desc", "g", "path", "rect", "line", "text", "tspan", "defs", "clippath", "circle",
    }  # fmt: skip
    assert not [key for node in svg.iter() for key, _ in node.items() if key.startswith(("on", "aria-", "xlink"))]
    assert {text.get("fill") for text in svg.iter("text")} == {"currentColor"}
    assert texts(svg, "./desc") == ["Puntos de cada criterio"]


def test_labels_are_wrapped_not_cut(context: Context) -> None:
    labels = texts(drawn("chart", CSV, context()), "//svg//text")
    assert not [label for label in labels if "…" in label]
    assert "".join(labels).count("objeto") == 1


def test_a_label_of_several_lines_is_level_with_its_bar(context: Context) -> None:
    svg = drawn("chart", CSV, context()).xpath("//svg")[0]
    shifts = [[line.get("dy") for line in label] for label in svg.iter("text") if len(label)]
    assert shifts == [["-15", "15", "15"]]


def test_the_data_stand_in_a_table_in_the_page_s_numbers(context: Context) -> None:
    tree = drawn("chart", CSV, context())
    assert texts(tree, "//details/summary") == ["Datos del gráfico"]
    assert texts(tree, "//details/table/caption") == ["Criterios de selección"]
    assert texts(tree, "//thead//th[@scope='col']") == ["Criterio", "Puntos"]
    assert texts(tree, "//tbody/tr/th[@scope='row']")[0] == "Calidad técnica, método"
    cells = [cell.text for cell in tree.xpath("//tbody//td")]
    assert cells == ["30", "12\u202f500", "sin dato"]
    assert [cell.text for cell in drawn("chart", CSV, context("en")).xpath("//tbody//td")] == [
        "30",
        "12,500",
        "no data",
    ]


def test_years_are_drawn_as_lines_and_series_in_colours(context: Context) -> None:
    body = "# Ciudades\nAño,Ciudades,Redes\n2013,12,3\n2014,15,4\n2018,21,9\n"
    svg = drawn("chart", body, context()).xpath("//svg")[0]
    strokes = {node.get("stroke") for node in svg.iter("path")}
    assert set(chart_drawing.PALETTE[:2]) <= strokes
    assert {"2013", "2014", "2018", "Ciudades", "Redes"} <= set(texts(svg, ".//text"))


def test_ids_are_those_of_this_drawing_alone(context: Context) -> None:
    scale = {"domain": [0, 20]}
    body = spec(mark={"type": "bar", "clip": True}, encoding={**ENCODING, "x": {**ENCODING["x"], "scale": scale}})
    other = body.replace("Cuaderno", "Libro")
    first, second = (drawn("chart", text, context()).xpath("//svg//@id") for text in (body, other))
    assert first and second and not set(first) & set(second)
    assert f"url(#{first[0]})" in drawn("chart", body, context()).xpath("//svg//@clip-path")


def test_the_engine_s_refusal_is_a_diagnostic(context: Context) -> None:
    model, _ = read("chart", spec(mark={"type": 5}))
    fence = chart.Fence("chart", "", 12)
    (told,) = chart.drawable(model, fence, chart.Place(PATH), context())
    assert (told.code, told.place.line) == ("FEN27", 12)
    assert told.values["reason"] == "Cannot read properties of undefined (reading 'filled')"


KEYS = {"start": 0, "stop": 1e9}
HUNGRY = spec(encoding={**ENCODING, "x": {**ENCODING["x"], "impute": {"value": 0, "keyvals": KEYS}}})


def test_a_chart_that_eats_memory_ends_alone(context: Context) -> None:
    model, diagnostics = read("chart", HUNGRY)
    assert diagnostics == []
    (told,) = chart.drawable(model, chart.Fence("chart", "", 12), chart.Place(PATH), context())
    assert told.code == "FEN28"


def test_a_chart_that_takes_too_long_is_ended(context: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chart_drawing, "SECONDS", 0.05)
    model, _ = read("chart", CSV.replace("Criterios", "Otros"))
    chart_drawing._engine.cache_clear()
    (told,) = chart.drawable(model, chart.Fence("chart", "", 12), chart.Place(PATH), context())
    assert told.code == "FEN28"


def test_a_drawing_that_is_too_heavy_is_refused(context: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chart_drawing, "MOST_BYTES", 100)
    model, _ = read("chart", CSV)
    (told,) = chart.drawable(model, chart.Fence("chart", "", 12), chart.Place(PATH), context())
    assert told.code == "FEN27"


@pytest.mark.parametrize(
    "drawing",
    [
        "<script/>",
        '<image href="x"/>',
        '<a href="x"/>',
        '<path onclick="x"/>',
        '<path fill="url(http://x)"/>',
        "<foreignObject/>",
        "<style/>",
    ],
)
def test_whatever_the_engine_draws_nothing_that_acts_reaches_the_page(drawing: str) -> None:
    with pytest.raises(chart_drawing.ChartRefusedError):
        chart_drawing._of_the_page(f'<svg xmlns="http://www.w3.org/2000/svg">{drawing}</svg>', "T", None)


@pytest.mark.parametrize("colour", chart_drawing.PALETTE)
@pytest.mark.parametrize("ground", ["#ffffff", "#1e2129"])
def test_colours_can_be_told_from_the_ground(colour: str, ground: str) -> None:
    lighter, darker = sorted((_luminance(colour), _luminance(ground)), reverse=True)
    assert (lighter + 0.05) / (darker + 0.05) >= 3


def _luminance(colour: str) -> float:
    parts = [int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
