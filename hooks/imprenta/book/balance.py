"""Breaks a title into lines of even length: the layout engine fills each line and leaves one word for the last."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont

TRACKING = -0.006
"""Space between the letters of titles, in ems, as `print.css` has it."""

MM = 72 / 25.4
"""Points in a millimetre."""


def balanced_width(text: str, face: Path, size: float, widest: float) -> float:
    """Return the narrowest width (mm) in which `text` takes no more lines than in `widest` (mm), at `size` (points)."""
    words, space = _measured(text, face, size)
    lines = _lines(words, space, widest)
    narrowest, least = widest, max([widest / 2, *words])
    while narrowest - 1 >= least and _lines(words, space, narrowest - 1) == lines:
        narrowest -= 1
    return min(widest, narrowest + 0.5)


def line_count(text: str, face: Path, size: float, width: float) -> int:
    """Return how many lines `text` takes in `width` (mm) at `size` (points); 10,000 where a word does not fit."""
    words, space = _measured(text, face, size)
    return _lines(words, space, width) if max(words, default=0.0) <= width else 10_000


def _measured(text: str, face: Path, size: float) -> tuple[list[float], float]:
    return [_width(word, face, size) for word in text.split()], _width(" ", face, size)


def _lines(words: list[float], space: float, width: float) -> int:
    lines, line = 1, 0.0
    for word in words:
        if line and line + space + word > width:
            lines, line = lines + 1, word
        else:
            line += word + (space if line else 0.0)
    return lines


def _width(text: str, face: Path, size: float) -> float:
    """Return the width of `text` in mm."""
    advances, units = _advances(face)
    width = sum(advances.get(ord(character), units / 2) + TRACKING * units for character in text)
    return width / units * size / MM


@cache
def _advances(face: Path) -> tuple[dict[int, int], int]:
    with TTFont(face, lazy=True) as font:
        metrics = font["hmtx"].metrics
        return {code: metrics[name][0] for code, name in font.getBestCmap().items()}, font["head"].unitsPerEm
