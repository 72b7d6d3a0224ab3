"""Pictures of the volumes in the sizes that screens need, made once and kept."""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath

from lxml import etree
from PIL import Image
from PIL import __version__ as pillow

from imprenta.book.prints import is_plain, ready, shown, upright_size
from imprenta.imagefiles import FORMATS
from imprenta.keeping import Keeper, digest, write
from imprenta.model import Collection, Volume

WIDTHS = (480, 960, 1600)
"""Of the smaller versions, in pixels: a phone, the column of text, the same on a dense screen."""

QUALITY = 80
ISSUE = 1
"""Of the way in which pictures are made ready; one more where it gives others, so that none of before is kept."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as a page shows it.

    Attributes:
        width, height: of the original as it is shown, in pixels.
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
    if file.suffix.lower() not in FORMATS:
        return None
    with Image.open(file) as opened:
        width, height = upright_size(opened)
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
    # With the original's ending: `plaza.jpg` and `plaza.png` are two pictures.
    return f"{volume.slug}/{image}-{width}.webp"


def write_pictures(collection: Collection, site: Path, cache: Path) -> None:
    """Write every image of the site as it is published, and the volumes' smaller versions; `cache` keeps both."""
    keeper = Keeper(cache)
    for volume in collection.volumes:
        for image in volume.images:
            found = picture(volume, image)
            if found and found.versions:
                content = _published(volume.folder / image, keeper)
                for width, url in found.versions:
                    key = f"{digest(content)} {width} {QUALITY} pillow {pillow}"
                    write(site / url, keeper.get(key, partial(_smaller, content, width)))
    for file in sorted(site.rglob("*")):
        if file.suffix.lower() in FORMATS and (content := _published(file, keeper)) != file.read_bytes():
            write(file, content)


def _published(file: Path, keeper: Keeper) -> bytes:
    """Return a picture as readers get it; what takes long to make is kept."""
    content = file.read_bytes()
    with Image.open(io.BytesIO(content)) as opened:
        if is_plain(opened):
            return ready(content)
    return keeper.get(f"{digest(content)} ready {ISSUE} pillow {pillow}", partial(ready, content))


def _smaller(content: bytes, width: int) -> bytes:
    with Image.open(io.BytesIO(content)) as opened:
        picture = shown(opened)
        picture = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
        picture.thumbnail((width, picture.height))
        packed = io.BytesIO()
        picture.save(packed, "WEBP", quality=QUALITY, method=6)
    return packed.getvalue()


def image_at(volume: Volume, url: str) -> PurePosixPath | None:
    """Return the image of a volume that the site shows at `url` (relative to its root); None where it is none."""
    return next((image for image in volume.images if url == f"{volume.slug}/{image}"), None)
