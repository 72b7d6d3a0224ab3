"""Pictures of the volumes in the sizes that screens need, made once and kept."""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath

from lxml import etree
from PIL import Image
from PIL import __version__ as pillow

from imprenta.book.cache import write
from imprenta.keeping import Keeper, digest
from imprenta.model import Collection, Volume

WIDTHS = (480, 960, 1600)
"""Of the smaller versions, in pixels: a phone, the column of text, the same on a dense screen."""

QUALITY = 80
_RASTER = frozenset({".png", ".jpg", ".jpeg", ".webp"})


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as a page shows it.

    Attributes:
        width, height: of the original, in pixels.
        versions: the smaller ones: width and address relative to the root of the site.
    """

    width: int
    height: int
    versions: tuple[tuple[int, str], ...] = ()


def picture(volume: Volume, image: PurePosixPath) -> Picture | None:
    """Return the measures of a volume's image; None where it tells none (a drawing without a `viewBox`)."""
    file = volume.folder / image
    if file.suffix.lower() == ".svg":
        return _drawing(file)
    if file.suffix.lower() not in _RASTER:
        return None
    with Image.open(file) as opened:
        width, height = opened.size
    smaller = tuple((size, _version(volume, image, size)) for size in WIDTHS if size < width)
    return Picture(width, height, smaller)


def _drawing(file: Path) -> Picture | None:
    root = etree.fromstring(file.read_bytes(), etree.XMLParser(resolve_entities=False, no_network=True))
    box = (root.get("viewBox") or "").replace(",", " ").split()
    try:
        width, height = (round(float(number)) for number in box[2:4])
    except ValueError:
        return None
    return Picture(width, height)


def _version(volume: Volume, image: PurePosixPath, width: int) -> str:
    return f"{volume.slug}/{image.with_suffix('')}-{width}.webp"


def write_pictures(collection: Collection, site: Path, cache: Path) -> None:
    """Write the smaller versions of every image into the site; what was made once comes from `cache`."""
    keeper = Keeper(cache)
    for volume in collection.volumes:
        for image in volume.images:
            found = picture(volume, image)
            file = volume.folder / image
            for width, url in found.versions if found else ():
                key = f"{digest(file.read_bytes())} {width} {QUALITY} pillow {pillow}"
                write(site / url, keeper.get(key, partial(_smaller, file, width)))


def _smaller(file: Path, width: int) -> bytes:
    with Image.open(file) as opened:
        picture = opened.convert("RGBA" if "A" in opened.getbands() or opened.mode == "P" else "RGB")
        picture.thumbnail((width, picture.height))
        packed = io.BytesIO()
        picture.save(packed, "WEBP", quality=QUALITY, method=6)
    return packed.getvalue()


def image_at(volume: Volume, url: str) -> PurePosixPath | None:
    """Return the image of a volume that the site shows at `url` (relative to its root); None where it is none."""
    return next((image for image in volume.images if url == f"{volume.slug}/{image}"), None)
