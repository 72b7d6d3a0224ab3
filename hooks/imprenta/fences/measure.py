"""How wide words are in the face of the drawings, so that nothing runs over its box."""

from __future__ import annotations

from functools import cache
from importlib.resources import as_file, files

from PIL import ImageFont

FACE = "Source Sans Pro"
"""Family of the text in drawings."""

SLACK = 1.12
"""Room for the face that stands in where a reader's device lacks ours."""

_FILES = {False: "SourceSansPro-Regular.ttf", True: "SourceSansPro-Semibold.ttf"}
_UNITS = 1000


@cache
def _font(bold: bool) -> ImageFont.FreeTypeFont:
    with as_file(files("font_source_sans_pro") / "files" / _FILES[bold]) as path:
        return ImageFont.truetype(str(path), _UNITS)


def text_width(text: str, size: float, bold: bool = False) -> float:
    """Return the width of a line of text at `size`, slack included, in the units of `size`."""
    return float(_font(bold).getlength(text)) * size / _UNITS * SLACK


def wrap(text: str, width: float, size: float, bold: bool = False) -> list[str]:
    """Return the lines that `text` takes in `width`; a word that is wider than a line is cut."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        joined = f"{line} {word}".strip()
        if text_width(joined, size, bold) <= width:
            line = joined
            continue
        if line:
            lines.append(line)
        line = word
        while text_width(line, size, bold) > width:
            fits = _fitting(line, width, size, bold)
            lines.append(f"{line[:fits]}-")
            line = line[fits:]
    return [*lines, line] if line else lines


def _fitting(word: str, width: float, size: float, bold: bool) -> int:
    fits = 1
    while fits < len(word) - 1 and text_width(f"{word[: fits + 1]}-", size, bold) <= width:
        fits += 1
    return fits
