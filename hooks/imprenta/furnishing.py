"""What the pages of the site stand on and no source file is: faces, drawings, pictures in their sizes."""

from __future__ import annotations

from pathlib import Path

from imprenta.model import Collection
from imprenta.motifs import write_motifs
from imprenta.pictures import write_pictures
from imprenta.webfonts import write_fonts

CACHE = ".cache/imprenta"
"""Relative to the root of the project."""


def furnish(collection: Collection, site: Path) -> None:
    """Write everything into the site under `site`."""
    cache = collection.root / CACHE
    write_fonts(site, cache / "fonts")
    write_motifs(collection, site)
    write_pictures(collection, site, cache / "pictures")
