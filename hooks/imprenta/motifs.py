"""The drawings of the covers, for the screen: one for each volume, and the collection's own."""

from __future__ import annotations

from pathlib import Path

from imprenta.book.cover import Motif, drawing, motif_of, project
from imprenta.book.palette import PAPER, mixed, palette
from imprenta.book.plan import session_count
from imprenta.model import Collection, Status, Volume

FOLDER = "assets/motifs"
"""Of the drawings, relative to the root of the site."""

COLLECTION = "collection"
"""Name of the collection's own drawing: the ocean between its two shores."""

HOUSE_INK = "#16324a"
"""Ground of the collection as a whole: night over that ocean."""

_OCEAN = Motif(latitude=16.0, longitude=-38.0, start=None, end=None, dots=0)


def motif_url(volume: Volume | None) -> str:
    """Return the address of a volume's drawing, or of the collection's, relative to the root of the site."""
    return f"{FOLDER}/{volume.slug if volume else COLLECTION}.svg"


def write_motifs(collection: Collection, site: Path) -> None:
    """Write the drawings into the site."""
    (site / FOLDER).mkdir(parents=True, exist_ok=True)
    (site / motif_url(None)).write_text(_house(collection), encoding="utf-8")
    for volume in collection.volumes:
        (site / motif_url(volume)).write_text(_volume(volume), encoding="utf-8")


def _house(collection: Collection) -> str:
    """Draw the ocean, and on its shores every city that has held a workshop."""
    ocean = drawing(_OCEAN, mixed(HOUSE_INK, PAPER, 0.34), "none", 1.0)
    workshops = (volume.metadata.workshop for volume in collection.volumes)
    places = {workshop.coordinates for workshop in workshops if workshop and workshop.coordinates}
    points = (project(place.latitude, place.longitude, _OCEAN.latitude, _OCEAN.longitude) for place in places)
    dots = sorted(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="1.6" fill="{PAPER}"/>' for x, y in filter(None, points))
    return ocean.removesuffix("</svg>") + "".join(dots) + "</svg>"


def _volume(volume: Volume) -> str:
    """Draw light on ink; a volume that is only announced is drawn in ink on paper, as on the drawing board."""
    colours = palette(volume.metadata)
    announced = volume.metadata.status is Status.ANNOUNCED
    line, mark = (colours.shade, colours.ink) if announced else (colours.line, colours.mark)
    return drawing(motif_of(volume.metadata, session_count(volume) or len(volume.chapters)), line, mark, 1.0)
