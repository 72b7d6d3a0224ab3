"""What the pages of the site stand on and no source file is: faces, drawings, pictures in their sizes, calendars."""

from __future__ import annotations

from multiprocessing.process import BaseProcess
from pathlib import Path

from imprenta.calendar_file import volume_calendar
from imprenta.model import Collection
from imprenta.motifs import write_motifs
from imprenta.pictures import write_pictures
from imprenta.urls import calendar_url
from imprenta.webfonts import begin_fonts, write_fonts

CACHE = ".cache/imprenta"
"""Relative to the root of the project."""


def begin(root: Path) -> BaseProcess | None:
    """Begin what takes long and needs no page; return its process, to be joined before `furnish`; None: all is made.

    `root` is the project's.
    """
    return begin_fonts(root / CACHE / "fonts")


def furnish(collection: Collection, site: Path, site_url: str) -> None:
    """Write everything into the site under `site`; `site_url` is its address, with a closing slash."""
    cache = collection.root / CACHE
    write_fonts(site, cache / "fonts")
    write_motifs(collection, site)
    write_pictures(collection, site, cache / "pictures")
    _write_calendars(collection, site, site_url)


def _write_calendars(collection: Collection, site: Path, site_url: str) -> None:
    for volume in collection.volumes:
        for language in collection.metadata.codes:
            calendar = volume_calendar(volume, language, collection, site_url)
            if calendar:
                (site / calendar_url(volume, language)).write_bytes(calendar)
