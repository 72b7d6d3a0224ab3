"""Finds the pictures of a page in the volume's folder, and looks at each before the layout engine does."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from PIL import Image, UnidentifiedImageError

from imprenta.book.jail import is_inside, loaded_by_svg
from imprenta.diagnostics import Diagnostic, Place, error
from imprenta.imagefiles import FORMATS, strictly
from imprenta.urls import join_url

MEGAPIXELS = 40
"""Pictures beyond this are refused: decoding one takes four bytes a pixel, times the books laid out side by side."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as found: its file, or why there is none."""

    path: Path | None
    problem: Diagnostic | None = None


def find(src: str, url: str, volume: str, folder: Path, source: PurePosixPath) -> Picture:
    """Return the file of the picture `src` on the page at `url`.

    Args:
        src: as in the HTML, relative to `url`.
        url: of the page, relative to the root of the site.
        volume: slug; the site serves the volume's folder under it.
        folder: of the volume, on this machine.
        source: Markdown that shows the picture, for diagnostics.
    """
    outside = Picture(None, error("PDF04", Place(source), target=src))
    parts = urlsplit(src)
    if parts.scheme or parts.netloc or src.startswith("/"):
        return outside
    steps = PurePosixPath(unquote(urlsplit(join_url(url, src)).path)).parts
    if volume not in steps:
        return outside
    path = folder.joinpath(*steps[steps.index(volume) + 1 :])
    if not is_inside(path, folder):
        return outside
    problem = look(path, src, source)
    return Picture(None if problem else path.resolve(), problem)


def look(path: Path, target: str, source: PurePosixPath) -> Diagnostic | None:
    """Return what is wrong with a picture: unreadable, of a strange format, too big, or a drawing that loads files."""
    place = Place(source)
    try:
        if path.suffix.lower() == ".svg":
            loaded = loaded_by_svg(path.read_bytes())
            return error("PDF05", place, target=target, loaded=loaded) if loaded else None
        with strictly(), warnings.catch_warnings():
            # The header is read, nothing is decoded: the size is ours to judge.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(path, formats=[FORMATS[path.suffix.lower()]]) as picture:
                width, height = picture.size
                if width * height > MEGAPIXELS * 1_000_000:
                    return error("PDF06", place, target=target, limit=MEGAPIXELS)
                picture.load()
    except Image.DecompressionBombError:
        # Pillow refuses to name the size of a picture beyond twice its own limit; ours is far below.
        return error("PDF06", place, target=target, limit=MEGAPIXELS)
    except (OSError, UnidentifiedImageError, SyntaxError, ValueError, KeyError):
        return error("PDF07", place, target=target)
    return None
