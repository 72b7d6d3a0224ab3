"""Find funders' emblems on a finished page by what was drawn: ground of its colour and proportion, figures on it."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
from lxml import etree

MINIMUM_HEIGHT = 28.3
"""Points; one centimetre, with a hair for rounding."""

Box = tuple[float, float, float, float]
"""Left, bottom, right, top, in points from the lower left corner of the page."""


@dataclass(frozen=True, slots=True)
class EmblemMark:
    """How an emblem is recognised.

    Attributes:
        name: of the file it is drawn in.
        ground: colour of the ground, as six lower-case hexadecimal digits.
        figure: colour of what stands on it.
        figures: how many shapes of that colour stand on it.
        ratio: width of the ground through its height.
    """

    name: str
    ground: str
    figure: str
    figures: int
    ratio: float


@dataclass(frozen=True, slots=True)
class Shape:
    """A filled path of a page."""

    colour: str
    box: Box


def read_emblem(file: Path) -> EmblemMark:
    """Read from an emblem's SVG how it is recognised: its first shape is the ground, the others are the figures.

    Raises:
        ValueError: the drawing has no ground, or figures of more than one colour.
    """
    root = etree.parse(file, etree.XMLParser(resolve_entities=False, no_network=True)).getroot()
    fills = [(shape, _fill(shape)) for shape in root.iter(*(f"{{*}}{name}" for name in ("rect", "polygon", "path")))]
    if len(fills) < 2 or len({fill for _, fill in fills[1:]}) != 1:
        raise ValueError(f"{file.name}: not a ground with figures of one colour")
    ground, colour = fills[0]
    ratio = float(ground.get("width", "nan")) / float(ground.get("height", "nan"))
    return EmblemMark(file.name, colour, fills[1][1], len(fills) - 1, ratio)


def _fill(shape: etree._Element) -> str:
    """Return the colour of a shape, its own or inherited."""
    written = (node.get("fill") for node in (shape, *shape.iterancestors()))
    digits = (next(filter(None, written), None) or "#000000").lstrip("#").lower()
    return "".join(2 * digit for digit in digits) if len(digits) == 3 else digits


def shapes(objects: Iterable[pypdfium2.PdfObject]) -> list[Shape]:
    """Return the filled paths among the objects of a page."""
    found = []
    for item in objects:
        if item.type == pdfium.FPDF_PAGEOBJ_PATH:
            channels = [ctypes.c_uint() for _ in range(4)]
            if pdfium.FPDFPageObj_GetFillColor(item.raw, *channels):
                colour = "".join(f"{channel.value:02x}" for channel in channels[:3])
                found.append(Shape(colour, bounds(item)))
    return found


def bounds(item: pypdfium2.PdfObject) -> Box:
    """Return where an object stands on its page, also from inside form XObjects."""
    left, bottom, right, top = item.get_bounds()
    container = item.container
    while container is not None:
        matrix = container.get_matrix()
        left, bottom, right, top = matrix.on_rect(left, bottom, right, top)
        container = container.container
    return left, bottom, right, top


def shows(found: Sequence[Shape], mark: EmblemMark) -> bool:
    """Tell whether the emblem is among the shapes: high enough, in proportion, with all its figures on its ground."""
    figures = [shape.box for shape in found if shape.colour == mark.figure]
    for shape in found:
        left, bottom, right, top = shape.box
        width, height = right - left, top - bottom
        if shape.colour != mark.ground or height < MINIMUM_HEIGHT or abs(width / height - mark.ratio) > 0.02:
            continue
        on_it = [box for box in figures if _inside(box, shape.box)]
        if len(on_it) >= mark.figures:
            return True
    return False


def _inside(box: Box, ground: Box, tolerance: float = 0.2) -> bool:
    return (
        box[0] >= ground[0] - tolerance
        and box[1] >= ground[1] - tolerance
        and box[2] <= ground[2] + tolerance
        and box[3] <= ground[3] + tolerance
    )
