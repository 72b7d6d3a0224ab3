"""Chapters that break every rule of the fences once, by slug and language."""

from __future__ import annotations

import textwrap


def fence(name: str, body: str) -> str:
    return f"```{name}\n{textwrap.dedent(body).lstrip()}```\n"


def csv(*rows: str) -> str:
    return fence("chart", "\n".join(rows) + "\n")


def vega(rest: str) -> str:
    return fence("chart", f"title: T\ndata:\n  values:\n    - {{name: a, value: 1}}\n{textwrap.dedent(rest).lstrip()}")


EMPTY = [fence(name, "") for name in ("agenda", "participants", "cycle", "alliances", "chart")]
AGENDA = fence(
    "agenda",
    """
    days:
      - sessions:
          - {title: A, time: 9h}
          - {title: B, time: "10:00-09:00"}
          - {title: C, time: "10:00-11:00", duration: 60}
          - {title: D, time: "10:30"}
      - date: 2018-09-08
        sessions: [{title: E}]
      - date: 2018-09-07
        sessions: [{title: "F\\a"}]
    """,
)
MISSPELT = fence("agenda", "days:\n  - title: Uno\n    sesions: [{title: A}]\n")
FAR = fence("agenda", "days:\n  - date: 2019-09-07\n    sessions: [{title: A}]\n")
PARTICIPANTS = fence("participants", "regions:\n  - name: A\n    members: [X, x]\n")
DELIVERABLES = fence("deliverables", "products: []\n") + "\n" + fence("deliverables", "")
CYCLE = fence("cycle", 'title: ""\nphases:\n  - name: A\n')
ALLIANCES = fence(
    "alliances",
    """
    - name: A
      cities:
        - {name: X, country: uy, latitude: 1}
    """,
)
CHARTS = [
    csv("A,B", "x,1"),
    csv("# T", "A,A", "x,1,2", "y,z"),
    csv("# T", "A,B"),
    csv("# T", "A,B", *(["x,1"] * 501)),
    vega("mark: bra\nencoding: {x: {field: nme}, ancho: {field: value}}\n"),
    vega("mark: bar\nwidth: 5000\nlayer: [{data: {url: x}}]\nencoding: {x: {field: name, axis: {labelExpr: y}}}\n"),
    vega("mark: {type: 5}\nencoding: {x: {field: name}}\n"),
    vega("mark: bar\nencoding: {y: {field: name}, x: {field: value, impute: {value: 0, keyvals: {stop: 1.0e+9}}}}\n"),
]
TWO = fence("cycle", "title: T\nphases:\n  - name: A\n  - name: B\n")
THREE = fence("cycle", "title: T\nphases:\n  - name: A\n  - name: B\n  - name: C\n")

CHAPTERS = {
    "vacio": {"es": "\n".join(EMPTY)},
    "agenda": {"es": "\n".join([AGENDA, FAR, MISSPELT])},
    "tablas": {"es": "\n".join([PARTICIPANTS, DELIVERABLES, CYCLE, ALLIANCES])},
    "graficos": {"es": "\n".join(CHARTS)},
    "nombre": {"es": fence("agneda", "days: []\n")},
    "cifras": {"es": TWO, "en": THREE},
    "bloques": {"es": TWO, "en": "Nothing.\n"},
}
