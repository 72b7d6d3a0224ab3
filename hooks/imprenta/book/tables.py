"""Shares the width of a table among its columns before layout: fixed columns are set faster and never run off the page."""

from __future__ import annotations

from lxml import etree
from lxml import html as lxml_html

NARROW = 6.0
"""Least weight of a column, in characters."""

WIDE = 60.0
"""Beyond this many characters a cell asks for no more width: it takes more lines."""

CROWDED = 7
"""Columns from which a table is set smaller."""


def set_columns(article: lxml_html.HtmlElement) -> None:
    """Give each table column widths in proportion to what its cells hold, unless it brings its own."""
    for table in article.iter("table"):
        if table.find("colgroup") is not None:
            continue
        weights = column_weights(table)
        if not weights:
            continue
        if len(weights) >= CROWDED:
            table.set("class", f"{table.get('class', '')} crowded".strip())
        group = etree.Element("colgroup")
        for weight in weights:
            column = etree.SubElement(group, "col")
            column.set("style", f"width: {100 * weight / sum(weights):.2f}%")
        table.insert(1 if table.find("caption") is not None else 0, group)


def column_weights(table: lxml_html.HtmlElement) -> list[float]:
    """Return what each column asks for; empty where cells span columns, for then their texts tell nothing."""
    weights: list[float] = []
    for row in table.iter("tr"):
        cells = [cell for cell in row if cell.tag in ("td", "th")]
        if any(cell.get("colspan") for cell in cells):
            return []
        weights += [NARROW] * (len(cells) - len(weights))
        for index, cell in enumerate(cells):
            weights[index] = max(weights[index], _weight(cell.text_content()))
    return weights


def _weight(text: str) -> float:
    """Return the longest word, or the length of the text to the power that keeps long columns from taking all."""
    longest = max((len(word) for word in text.split()), default=0)
    return max(min(longest, 18) + 2.0, min(float(len(text)), WIDE) ** 0.9)
