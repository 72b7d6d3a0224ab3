"""Has a chart drawn by Vega, with a limit of time, and makes of the result a drawing of the page."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from textwrap import shorten
from typing import Any

from lxml import etree

from imprenta.fences.markup import element, fit
from imprenta.fences.measure import FACE

WIDTH = 420
"""Of a drawing without a width of its own, in CSS pixels: its text can still be read on a phone."""

SECONDS = 30
"""What a chart may take; half a second is usual, more on a machine with other work."""

MOST_BYTES = 400_000
"""Largest drawing; beyond it the page is too heavy for a weak link."""

PALETTE = ("#2b7a9b", "#b8662b", "#5f8a3a", "#8c69b8", "#b84d6f", "#857533")
"""Colours of the series: each at least 3:1 against white and against the dark page (WCAG 2.2, 1.4.11)."""

_INK = "#010203"
"""Stands for the colour of the page's text, which Vega cannot know."""

_FAINT = "#8c8c8c"
_ENGINE = Path(__file__).with_name("chart_engine.py")
_SHAPES = frozenset({"svg", "g", "path", "rect", "line", "text", "tspan", "circle", "defs", "clipPath"})
_DROPPED = frozenset({"class", "role", "font-family", "pointer-events", "version"})


class ChartRefusedError(Exception):
    """The engine cannot draw the chart; its words are the argument, none where it took too long or too much memory."""


def config() -> dict[str, Any]:
    """Return the looks of every chart (Vega-Lite's `config`)."""
    guide = {"labelColor": _INK, "titleColor": _INK, "labelFontSize": 13, "titleFontSize": 13, "titleFontWeight": 600}
    lines = {"domainColor": _FAINT, "tickColor": _FAINT, "gridColor": _FAINT, "gridOpacity": 0.35}
    return {
        "background": None,
        "font": FACE,
        "lineBreak": "\n",
        "view": {"stroke": None},
        "mark": {"color": PALETTE[0], "invalid": "filter"},
        "text": {"color": _INK, "fontSize": 13},
        "rule": {"color": _INK},
        "range": {"category": list(PALETTE)},
        "axis": {**guide, **lines, "labelLimit": 0, "labelLineHeight": 15},
        "header": guide,
        "legend": {**guide, "labelLimit": 0, "orient": "bottom", "columns": 2},
    }


@lru_cache(maxsize=64)
def _engine(order: str) -> str:
    try:
        # -I: neither the environment nor the working directory decides what is imported.
        ended = subprocess.run(
            [sys.executable, "-I", str(_ENGINE)],
            input=order,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as problem:
        raise ChartRefusedError from problem
    if ended.returncode == 1:
        raise ChartRefusedError(_reason(ended.stderr))
    if ended.returncode:
        raise ChartRefusedError
    return ended.stdout


def _reason(said: str) -> str:
    """Return the engine's complaint without its stack."""
    told = next((line for line in said.splitlines() if "Error: " in line), said.strip())
    return shorten(told.partition("Error: ")[2] or told, 160, placeholder="…")


def draw(spec: Mapping[str, Any], numbers: Mapping[str, str], title: str, description: str | None) -> etree._Element:
    """Return the chart as an SVG element with its title and description.

    `numbers` are the texts of the language's numbers (`decimal`, `group`).

    Raises:
        ChartRefusedError: the engine cannot draw it, or what it drew is too large.
    """
    locale = {"decimal": numbers["decimal"], "thousands": numbers["group"], "grouping": [3], "currency": ["", ""]}
    fonts = str(files("font_source_sans_pro") / "files")
    order = {"spec": spec, "locale": locale, "config": config(), "fonts": fonts}
    drawn = _engine(json.dumps(order, sort_keys=True, default=str, allow_nan=False))
    if len(drawn) > MOST_BYTES:
        raise ChartRefusedError(f"{len(drawn)} > {MOST_BYTES}")
    return _of_the_page(drawn, title, description)


def _of_the_page(drawn: str, title: str, description: str | None) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    source = etree.fromstring(drawn.encode(), parser)
    # An id must be unique in the whole book.
    prefix = f"chart-{hashlib.sha256(drawn.encode()).hexdigest()[:8]}-"
    root = fit(_copied(source, prefix), source.get("width", ""), source.get("viewBox", ""))
    root.attrib.pop("height", "")
    _centre_labels(root)
    root.set("class", "chart-drawing")
    root.set("role", "img")
    root.set("font-family", f"{FACE}, sans-serif")
    root.insert(0, element("title", title))
    if description:
        root.insert(1, element("desc", description))
    return root


def _centre_labels(root: etree._Element) -> None:
    """Set the labels of a vertical axis level with what they name: Vega sets their first line there."""
    for label in root.iter("text"):
        if label.get("text-anchor") == "end" and len(label) > 1:
            # Its own x: without, WeasyPrint sets it a little apart from the other lines.
            label[0].set("x", label[1].get("x", "0"))
            label[0].set("dy", f"{-float(label[1].get('dy', 0)) * (len(label) - 1) / 2:g}")


def _copied(source: etree._Element, prefix: str) -> etree._Element:
    name = etree.QName(source).localname
    if name not in _SHAPES:
        raise ChartRefusedError(f"<{name}>")
    made = etree.Element(name)
    made.text = source.text if name in ("text", "tspan") else None
    for key, given in source.attrib.items():
        attribute, value = etree.QName(str(key)).localname, str(given)
        if attribute in _DROPPED or attribute.startswith("aria-"):
            continue
        if attribute == "href" or attribute.startswith("on") or ("url(" in value and "url(#" not in value):
            raise ChartRefusedError(f"{attribute}={value}")
        if attribute == "id":
            value = prefix + value
        made.set(attribute, "currentColor" if value == _INK else value.replace("url(#", f"url(#{prefix}"))
    for child in source:
        if child.get("display") != "none":
            made.append(_copied(child, prefix))
    return made
