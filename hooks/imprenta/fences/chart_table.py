"""A chart's data: read from CSV with the line of every row, and shown as a table beside the drawing."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO

from lxml.etree import _Element

from imprenta.diagnostics import Diagnostic, Place, error
from imprenta.fences.context import RenderingContext
from imprenta.fences.markup import element, head
from imprenta.fences.reading import control_character
from imprenta.languages import format_number
from imprenta.model import Fence

Cell = int | float | str | bool | None
Row = Mapping[str, Cell]

MOST_ROWS, MOST_COLUMNS = 500, 12
"""Beyond these, a drawing and its table help nobody."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A fence's CSV: the words of its `#` lines, its columns and its rows."""

    title: str
    description: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def read_csv(fence: Fence, place: Place) -> tuple[Sheet, list[Diagnostic]]:
    """Read `#` lines (title, then description), a header, rows of a name and numbers; FEN03, FEN18, FEN21 to FEN24."""
    lines = fence.body.splitlines()
    words = [line.lstrip("# ").strip() for line in lines if line.startswith("#")]
    found: list[Diagnostic] = []
    if character := control_character(fence.body.replace("\r", "")):
        found.append(error("FEN03", Place(place.path, fence.line), character=character))
    table = [
        (fence.line + index, cells)
        for index, cells in _records(lines)
        if any(cell.strip() for cell in cells)
    ]  # fmt: skip
    if not words or not words[0]:
        found.append(error("FEN21", Place(place.path, fence.line)))
    columns = tuple(cell.strip() for cell in table[0][1]) if table else ()
    if len(table) < 2 or len(columns) < 2:
        found.append(error("FEN18", Place(place.path, table[0][0] if table else fence.line)))
        return Sheet("", "", columns, ()), found
    found += _header(columns, Place(place.path, table[0][0]))
    rows = [_row(columns, cells, Place(place.path, line), found, _delimiter(lines)) for line, cells in table[1:]]
    return Sheet(words[0] if words else "", " ".join(words[1:]), columns, tuple(rows)), found


def _delimiter(lines: Sequence[str]) -> str:
    header = next((line for line in lines if line.strip() and not line.startswith("#")), "")
    return max(",;\t", key=header.count)


def _records(lines: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """Yield the cells of each line with its index; a cell does not go on in the next line."""
    delimiter = _delimiter(lines)
    for index, line in enumerate(lines):
        if line.strip() and not line.startswith("#"):
            yield index, next(csv.reader(StringIO(line), delimiter=delimiter), [])


def _header(columns: tuple[str, ...], place: Place) -> Iterator[Diagnostic]:
    for column in columns:
        if not column or columns.count(column) > 1:
            yield error("FEN22", place, column=column)
            return


def _row(
    columns: tuple[str, ...], cells: list[str], place: Place, found: list[Diagnostic], delimiter: str
) -> dict[str, Cell]:
    if len(cells) != len(columns):
        found.append(error("FEN23", place, found=len(cells), expected=len(columns)))
    row: dict[str, Cell] = {columns[0]: cells[0].strip()}
    for column, cell in zip(columns[1:], cells[1:], strict=False):
        try:
            row[column] = number(cell.strip(), comma=delimiter != ",")
        except ValueError:
            found.append(error("FEN24", place, found=cell.strip(), column=column))
    return row


def number(cell: str, comma: bool) -> int | float | None:
    """Return the number in `cell`, None where it is empty; `comma`: 12,5 may be written for 12.5.

    Raises:
        ValueError: it is none, or not a finite one.
    """
    if not cell:
        return None
    if comma and "." not in cell:
        cell = cell.replace(",", ".")
    value = float(cell)
    if not math.isfinite(value) or "_" in cell:
        raise ValueError(cell)
    return int(value) if value.is_integer() and abs(value) < 2**53 else value


def data_table(title: str, columns: Sequence[str], rows: Sequence[Row], context: RenderingContext) -> _Element:
    """Return the data as a table that opens on demand on the web, and stands open in print."""
    table = element(
        "table",
        element("caption", title),
        head(*columns),
        element("tbody", *(_shown(columns, row, context) for row in rows)),
    )
    return element("details", element("summary", context.words["chart_data"]), table, class_="chart-data")


def _shown(columns: Sequence[str], row: Row, context: RenderingContext) -> _Element:
    cells = []
    for index, column in enumerate(columns):
        value = row.get(column)
        text = context.words["chart_missing"] if value is None else written(value, context.locale)
        counts = isinstance(value, int | float) and not isinstance(value, bool)
        if index == 0:
            cells.append(element("th", text, scope="row"))
        else:
            cells.append(element("td", text, class_="number" if counts else None))
    return element("tr", *cells)


def written(value: Cell, locale: str) -> str:
    """Return a value as the language writes it."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return str(value)
    return format_number(int(value) if float(value).is_integer() else value, locale)
