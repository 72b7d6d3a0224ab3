"""What elements of HTML mean in PDF (ISO 32000-1, 14.8.4), and the words of links and pictures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

SVG = "{http://www.w3.org/2000/svg}"
NO_ROLE = {"presentation", "none"}
BLOCK_ROLES: Mapping[str, str] = {
    "section": "Sect", "article": "Art", "nav": "Sect", "aside": "Sect", "header": "Div", "footer": "Div",
    "figure": "Div", "blockquote": "BlockQuote", "p": "P", "pre": "P", "address": "P", "summary": "P",
    "h1": "H1", "h2": "H2", "h3": "H3", "h4": "H4", "h5": "H5", "h6": "H6",
    "ul": "L", "ol": "L", "dl": "L", "caption": "Caption", "figcaption": "Caption",
    "table": "Table", "thead": "THead", "tbody": "TBody", "tfoot": "TFoot", "tr": "TR", "th": "TH", "td": "TD",
}  # fmt: skip
INLINE_ROLES: Mapping[str, str] = {"q": "Quote", "code": "Code"}
GROUPING = {"Document", "Sect", "Art", "Div", "BlockQuote", "TOC", "TOCI", "L", "LI", "Table"}
NUMBERINGS: Mapping[str, str] = {
    "disc": "Disc", "circle": "Circle", "square": "Square", "decimal": "Decimal", "decimal-leading-zero": "Decimal",
    "lower-roman": "LowerRoman", "upper-roman": "UpperRoman", "lower-alpha": "LowerAlpha", "lower-latin": "LowerAlpha",
    "upper-alpha": "UpperAlpha", "upper-latin": "UpperAlpha",
}  # fmt: skip


def text_of(element: Any) -> str:
    """Return what an HTML element says: its label, its title, or its words and the alternatives of its pictures."""
    if element is None:
        return ""
    for attribute in ("aria-label", "title"):
        if element.get(attribute):
            return " ".join(element.get(attribute).split())
    words = [element.text or element.get("alt") or ""]
    for node in element.iter():
        if node is not element:
            words += [node.get("alt") or node.text or "", node.tail or ""]
    return " ".join("".join(words).replace("\u00ad", "").split())


def alternative(element: Any) -> str:
    """Return the alternative text of an image or of an inline SVG; empty for decoration."""
    if element.get("role") in NO_ROLE:
        return ""
    title = element.find(f"{SVG}title") if element.tag == f"{SVG}svg" else None
    written = element.get("alt") or element.get("aria-label") or (title.text if title is not None else "")
    return " ".join((written or "").split())
