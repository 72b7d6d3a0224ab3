"""Builds drawings as trees, so that a name is text and never markup."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree
from lxml.etree import _Element


def node(tag: str, attributes: Mapping[str, str | float], *children: _Element | str) -> _Element:
    """Return an element; numbers are written with one decimal at most, an empty text is left out."""
    made = etree.Element(tag, {name: number(value) for name, value in attributes.items() if value != ""})
    for child in children:
        if not isinstance(child, str):
            made.append(child)
        elif len(made):
            made[-1].tail = (made[-1].tail or "") + child
        else:
            made.text = (made.text or "") + child
    return made


def number(value: str | float) -> str:
    """Return a number with one decimal at most; a text as it is."""
    return value if isinstance(value, str) else f"{round(value, 1):g}"


def to_html(drawing: _Element) -> str:
    """Return the drawing as HTML, to stand inside a page."""
    return str(etree.tostring(drawing, encoding="unicode", method="html"))
