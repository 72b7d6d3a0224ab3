"""Lays out a table of Markdown so that its columns can be read in the source."""

from __future__ import annotations

from collections.abc import Sequence

from imprenta.prose import cells

WIDEST = 120
"""Characters; a table that is wider would not be read in columns anyway, and is set with one space about each cell."""


def laid_out(lines: Sequence[str]) -> list[str]:
    """Return the lines of a table with its columns aligned; as they were, where its rows are not whole."""
    rows = [[line[start:end] for start, end in cells(line)] for line in lines]
    if len(lines) < 2 or len({len(row) for row in rows}) != 1 or "|" not in lines[0]:
        return list(lines)
    indent = lines[0][: len(lines[0]) - len(lines[0].lstrip(" \t>"))]
    widths = [
        max(3, *(len(row[column]) for index, row in enumerate(rows) if index != 1)) for column in range(len(rows[0]))
    ]
    if len(indent) + sum(widths) + 3 * len(widths) + 1 > WIDEST:
        widths = [3] * len(widths)
    marks = [(cell.startswith(":"), cell.endswith(":")) for cell in rows[1]]
    rows[1] = [_rule(width, *mark) for width, mark in zip(widths, marks, strict=True)]
    return [f"{indent}| {' | '.join(_set(row, widths, marks))} |" for row in rows]


def _rule(width: int, left: bool, right: bool) -> str:
    return ":" * left + "-" * (width - left - right) + ":" * right


def _set(row: Sequence[str], widths: Sequence[int], marks: Sequence[tuple[bool, bool]]) -> list[str]:
    flush_right = [right and not left for left, right in marks]
    return [cell.rjust(w) if right else cell.ljust(w) for cell, w, right in zip(row, widths, flush_right, strict=True)]
