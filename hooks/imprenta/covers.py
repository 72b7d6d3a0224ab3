"""Pictures of the covers, made from the first page of the bound books: on the site, in catalogues and on cards."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pypdfium2
from PIL import Image
from PIL import __version__ as pillow

from imprenta.book.cache import write
from imprenta.book.order import BoundBook
from imprenta.keeping import Keeper

FOLDER = "assets/covers"
WIDTHS = (240, 480, 720)
"""Pixels: a thumbnail, a phone's half screen, a sharp screen."""

FALLBACK = 480
"""Width of the picture for what knows neither WebP nor `srcset`."""

_FORMATS = {"webp": "image/webp", "png": "image/png"}
_PRINTED_WIDTH = 1440
_COLOURS = 128


@dataclass(frozen=True, slots=True)
class Source:
    """One picture: its address relative to the root of the site, its size in pixels, its media type."""

    url: str
    width: int
    height: int
    media_type: str


@dataclass(frozen=True, slots=True)
class Cover:
    """The pictures of one cover, from small to large; `fallback` is the one that everything can show."""

    webp: tuple[Source, ...]
    png: tuple[Source, ...]

    @property
    def fallback(self) -> Source:
        """The PNG that everything can show."""
        return next(source for source in self.png if source.width == FALLBACK)


def cover(volume: str, language: str) -> Cover:
    """Return where the pictures of a volume's cover are, or will be once its book is bound."""
    return Cover(*(tuple(_sources(volume, language, suffix)) for suffix in _FORMATS))


def draw_covers(books: Iterable[BoundBook], site: Path, keeper: Keeper) -> None:
    """Write the pictures of each book's first page into the site."""
    for book in books:
        pictures = cover(book.volume, book.language)
        for source in (*pictures.webp, *pictures.png):
            key = f"{book.sha256} {source.width}x{source.height} {source.media_type} {_VERSION}"
            write(site / source.url, keeper.get(key, partial(_picture, book.path, source)))


_VERSION = f"pdfium {pypdfium2.PDFIUM_INFO} pillow {pillow} {_PRINTED_WIDTH} {_COLOURS}"


def _sources(volume: str, language: str, suffix: str) -> Iterator[Source]:
    for width in WIDTHS:
        # Books are A4.
        height = round(width * 297 / 210)
        yield Source(f"{FOLDER}/{volume}.{language}-{width}.{suffix}", width, height, _FORMATS[suffix])


def _picture(path: Path, source: Source) -> bytes:
    """Return the first page of a PDF as a picture: drawn large and made smaller, so that thin lines stay even."""
    document = pypdfium2.PdfDocument(path)
    try:
        page = document[0]
        page_image: Image.Image = page.render(scale=_PRINTED_WIDTH / page.get_width()).to_pil().convert("RGB")
    finally:
        document.close()
    image = page_image.resize((source.width, source.height), Image.Resampling.LANCZOS)
    return encoded(image, source.media_type)


def encoded(image: Image.Image, media_type: str) -> bytes:
    """Return a picture of few colours as WebP or as PNG, small rather than exact."""
    stream = io.BytesIO()
    if media_type == "image/webp":
        image.save(stream, "WEBP", quality=82, method=6)
    else:
        small = image.quantize(_COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        small.save(stream, "PNG", optimize=True)
    return stream.getvalue()
