"""Tables and lists are read as what they are: with a header row, whole rows, and apart from the paragraph above."""

from __future__ import annotations

import re
from collections.abc import Iterator

from imprenta.diagnostics import Diagnostic, error, warning
from imprenta.model import Collection, Table, Text

MAX_COLUMNS = 12
"""Of 14 mm on the widest measure of the book: eight letters of the smallest type. The widest table has six."""

_ROW = re.compile(r"^\s*\|.*\|\s*$", re.MULTILINE)


def tables_have_headers(collection: Collection) -> Iterator[Diagnostic]:
    """A table has a header row with words in it (TAB01, TAB02); the corner alone may be empty."""
    for *_, text in collection.texts():
        for prose in text.prose:
            if len(rows := _ROW.findall(prose.text)) > 1:
                yield error("TAB01", text.place(text.line_at(prose.at(0))), found=rows[0].strip())
        for table in text.tables:
            for number, cell in enumerate(table.rows[0], start=1):
                if not cell and (number > 1 or len(table.rows[0]) == 1):
                    yield error("TAB02", text.place(table.line), column=number)


def rows_are_whole(collection: Collection) -> Iterator[Diagnostic]:
    """Every row of a table has as many cells as its header (TAB03)."""
    for *_, text in collection.texts():
        for table in text.tables:
            for index, row in enumerate(table.rows):
                if len(row) != len(table.rows[0]):
                    line = table.line + index + 1
                    yield error("TAB03", text.place(line), found=len(row), cells=len(table.rows[0]), first=_start(row))


def tables_stand_apart(collection: Collection) -> Iterator[Diagnostic]:
    """A blank line stands before a table: else the site shows its bars (TAB04)."""
    for *_, text in collection.texts():
        for table in text.tables:
            if glued(text, table):
                yield error("TAB04", text.place(table.line))


def tables_fit_a_page(collection: Collection) -> Iterator[Diagnostic]:
    """A table has no more columns than a page has room for words (TAB06)."""
    for *_, text in collection.texts():
        for table in text.tables:
            if (columns := len(table.rows[0])) > MAX_COLUMNS:
                yield warning("TAB06", text.place(table.line), found=columns, limit=MAX_COLUMNS)


def lists_stand_apart(collection: Collection) -> Iterator[Diagnostic]:
    """A blank line stands before a list: else the site runs it into the paragraph (TAB05)."""
    for *_, text in collection.texts():
        for line in text.glued_lists:
            yield error("TAB05", text.place(line))


def glued(text: Text, table: Table) -> bool:
    """Tell whether the line above a table is not blank."""
    return table.line > text.body_line and bool(text.source.split("\n")[table.line - 2].strip(" \t>"))


def _start(row: tuple[str, ...]) -> str:
    return row[0][:40] if row else ""
