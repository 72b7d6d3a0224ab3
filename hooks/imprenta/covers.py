"""Pictures of the covers, made from the first page of the bound books: on the site, in catalogues and on cards."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache as once
from functools import partial
from pathlib import Path

import pypdfium2
from PIL import Image
from PIL import __version__ as pillow

from imprenta.book.order import BookOrder, BoundBook
from imprenta.keeping import Keeper, digest, write

FOLDER = "assets/covers"
WIDTHS = (240, 480, 720)
"""Pixels: a thumbnail, a phone's half screen, a sharp screen."""

FALLBACK = 480
"""Width of the picture for what knows neither WebP nor `srcset`."""

_FORMATS = {"webp": "image/webp", "png": "image/png"}
_PRINTED_WIDTH = 2 * max(WIDTHS)
"""Pixels that a cover is drawn in; every width goes into it."""

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
        for source, picture in _pictures(book.volume, book.language, book.sha256, book.path, keeper):
            write(site / source.url, picture)


def keep_cover(order: BookOrder, pdf: bytes, keeper: Keeper) -> bytes:
    """Make the pictures of a book's first page beforehand; return the one that everything can show."""
    made = dict(_pictures(order.volume, order.language.code, digest(pdf), pdf, keeper))
    return made[cover(order.volume, order.language.code).fallback]


def _pictures(
    volume: str, language: str, sha256: str, pdf: Path | bytes, keeper: Keeper
) -> Iterator[tuple[Source, bytes]]:
    pictures = cover(volume, language)
    page = once(partial(_first_page, pdf))
    for source in (*pictures.webp, *pictures.png):
        key = f"{sha256} {source.width}x{source.height} {source.media_type} {_VERSION}"
        yield source, keeper.get(key, partial(_picture, page, source))


_VERSION = f"pdfium {pypdfium2.PDFIUM_INFO} pillow {pillow} {_PRINTED_WIDTH} {_COLOURS} webp 4 png 6"


def _sources(volume: str, language: str, suffix: str) -> Iterator[Source]:
    for width in WIDTHS:
        # Books are A4.
        height = round(width * 297 / 210)
        yield Source(f"{FOLDER}/{volume}.{language}-{width}.{suffix}", width, height, _FORMATS[suffix])


def _first_page(pdf: Path | bytes) -> Image.Image:
    document = pypdfium2.PdfDocument(pdf)
    try:
        page = document[0]
        image: Image.Image = page.render(scale=_PRINTED_WIDTH / page.get_width()).to_pil().convert("RGB")
        return image
    finally:
        document.close()


def _picture(page: Callable[[], Image.Image], source: Source) -> bytes:
    """Return a page as a picture: drawn large and made smaller by whole steps, so that thin lines stay even."""
    step = _PRINTED_WIDTH // source.width
    whole = (0, 0, source.width * step, source.height * step)
    return encoded(page().reduce(step, whole), source.media_type)


def encoded(image: Image.Image, media_type: str) -> bytes:
    """Return a picture of few colours as WebP or as PNG, small rather than exact.

    More effort than this makes them a fiftieth smaller and takes three times as long.
    """
    stream = io.BytesIO()
    if media_type == "image/webp":
        image.save(stream, "WEBP", quality=82, method=4)
    else:
        small = image.quantize(_COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        small.save(stream, "PNG")
    return stream.getvalue()
