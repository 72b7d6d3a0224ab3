"""Shares a table's width among its columns before layout: fixed columns are set faster and never run off the page."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree
from lxml import html as lxml_html

WIDTH = 150.0
"""Of a table, in mm."""

PADDING, CHARACTER = 3.2, 1.66
"""Space between columns, and a character of the widest words, in mm."""

LONGEST = 22
"""Letters of the longest word that a column is kept wide enough for; longer ones are broken."""

WIDE = 70
"""Characters beyond which a cell asks for no more width: it takes more lines."""

LABELS = 28.0
"""Left column of the page, in mm: a first column that fits takes just that, the others stand where the text does."""

CROWDED = 7
"""Columns from which a table is set smaller."""


@dataclass
class Column:
    """What the cells of a column ask for: letters of the longest word, characters of the longest text."""

    word: int = 1
    text: int = 1

    def hold(self, words: list[str]) -> None:
        """Take a cell into account."""
        self.word = max(self.word, min(LONGEST, max(map(len, words), default=0)))
        self.text = max(self.text, min(WIDE, len(" ".join(words))))

    @property
    def least(self) -> float:
        """Width in mm in which no word is broken."""
        return self.word * CHARACTER + PADDING


def set_columns(article: lxml_html.HtmlElement) -> None:
    """Give each table column widths after what its cells hold, unless it brings its own."""
    for table in article.iter("table"):
        columns = [] if table.find("colgroup") is not None else read_columns(table)
        if not columns:
            continue
        if len(columns) >= CROWDED:
            table.set("class", f"{table.get('class', '')} crowded".strip())
        group = etree.Element("colgroup")
        for width in widths(columns):
            etree.SubElement(group, "col").set("style", f"width: {100 * width / WIDTH:.2f}%")
        table.insert(1 if table.find("caption") is not None else 0, group)


def widths(columns: list[Column]) -> list[float]:
    """Return each column's width in mm, together `WIDTH`: what its words need, and of the rest a share by its text."""
    if 1 < len(columns) < CROWDED and columns[0].least <= LABELS and columns[0].text * CHARACTER <= 2.5 * LABELS:
        return [LABELS, *_shared(columns[1:], WIDTH - LABELS)]
    return _shared(columns, WIDTH)


def _shared(columns: list[Column], width: float) -> list[float]:
    least = sum(column.least for column in columns)
    if least >= width:
        return [width * column.least / least for column in columns]
    wishes = [1.0 + column.text - column.word for column in columns]
    rest = (width - least) / sum(wishes)
    return [column.least + rest * wish for column, wish in zip(columns, wishes, strict=True)]


def read_columns(table: lxml_html.HtmlElement) -> list[Column]:
    """Return what each column asks for; nothing where cells span columns, for then their texts tell nothing."""
    columns: list[Column] = []
    for row in table.iter("tr"):
        cells = [cell for cell in row if cell.tag in ("td", "th")]
        if any(cell.get("colspan") for cell in cells):
            return []
        columns += [Column() for _ in range(len(cells) - len(columns))]
        for column, cell in zip(columns, cells, strict=False):
            # The text nodes one by one: where a block ends, no space need stand between two words.
            column.hold(" ".join(cell.itertext()).split())
    return columns
