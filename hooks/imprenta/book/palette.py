"""The colours of the series: one ink per volume, dark enough for white type on it and for itself on white."""

from __future__ import annotations

from dataclasses import dataclass

from imprenta.model import VolumeMetadata

INKS = (
    "#8a1f3d",  # 1 cochineal
    "#0b5a63",  # 2 petrol
    "#8a3d0c",  # 3 clay
    "#2e5f34",  # 4 moss
    "#5a2d82",  # 5 jacaranda
    "#96301a",  # 6 brick
    "#1a4f8b",  # 7 river
    "#66540a",  # 8 straw
    "#872063",  # 9 bougainvillea
    "#075d4c",  # 10 agave
    "#2b3f7e",  # 11 indigo
    "#5e4034",  # 12 cedar
)
"""In the order of the volumes' numbers; they begin again after the last."""

UNNUMBERED = "#3a464e"
"""Ink of the volumes without a number: slate."""

PAPER = "#ffffff"


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of one volume, as `#rrggbb`.

    Attributes:
        ink: titles, rules, the cover's ground.
        line: the motif on a ground of ink.
        mark: what the motif points out there: close to paper.
        tint: grounds behind dark text.
        shade: the motif on a ground of tint.
    """

    ink: str
    line: str
    mark: str
    tint: str
    shade: str


def palette(metadata: VolumeMetadata) -> Palette:
    """Return the colours of a volume."""
    ink = INKS[(metadata.number - 1) % len(INKS)] if metadata.number else UNNUMBERED
    line, mark, tint, shade = (mixed(ink, PAPER, share) for share in (0.34, 0.86, 0.93, 0.62))
    return Palette(ink, line, mark, tint, shade)


def mixed(colour: str, other: str, share: float) -> str:
    """Return `colour` with `share` (0 to 1) of `other` in it."""
    pairs = zip(_channels(colour), _channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def contrast(colour: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    lighter, darker = sorted((_luminance(colour), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _channels(colour: str) -> tuple[int, int, int]:
    red, green, blue = (int(colour[index : index + 2], 16) for index in (1, 3, 5))
    return red, green, blue


def _luminance(colour: str) -> float:
    shares = [channel / 255 for channel in _channels(colour)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
