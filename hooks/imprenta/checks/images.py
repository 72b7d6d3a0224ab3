"""Images exist, are of a sane size, say what they show, and come from their own volume."""

from __future__ import annotations

import posixpath
import warnings
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from lxml import etree
from PIL import ExifTags, Image, UnidentifiedImageError

from imprenta.checks.acting import acting_elements, is_endless
from imprenta.collection import IMAGE_SUFFIXES, OTHER_IMAGE_SUFFIXES, PAGES
from imprenta.diagnostics import Diagnostic, Place, error, warning
from imprenta.imagefiles import FORMATS, strictly
from imprenta.model import Collection, Link, Text, Volume
from imprenta.urls import is_local

MAX_PIXELS = 40_000_000
"""More than A4 at 600 dots per inch; beyond it a decoder fills the memory."""

MAX_SVG_BYTES = 2_000_000

MAX_WEBP = 16_383
"""Pixels of a side, which the format allows; a file can claim more."""


def images_are_there(collection: Collection) -> Iterator[Diagnostic]:
    """An image lies in the folder of its volume, says what it shows, and is never fetched from elsewhere."""
    for volume, _, _, text in collection.texts():
        for image in text.images:
            if not image.text.strip():
                yield error("IMG03", text.place(image.line), target=image.target)
            yield from _target(collection, volume, text, image)


def _target(collection: Collection, volume: Volume | None, text: Text, image: Link) -> Iterator[Diagnostic]:
    place = text.place(image.line)
    if not is_local(image.target):
        yield error("IMG02", place, target=image.target)
        return
    joined = posixpath.join(posixpath.dirname(text.path.as_posix()), unquote(urlsplit(image.target).path))
    path = posixpath.normpath(joined)
    folder = volume.path.parent.as_posix() if volume else "docs"
    if not path.startswith(f"{folder}/"):
        yield error("IMG04", place, target=image.target, folder=folder)
    elif PurePosixPath(path).suffix.lower() in OTHER_IMAGE_SUFFIXES:
        yield error("IMG10", place, target=image.target)
    elif volume and PurePosixPath(path).relative_to(folder) not in volume.images:
        yield error("IMG01", place, target=image.target, folder=f"{folder}/images/")
    elif volume is None and not (collection.root / path).is_file():
        yield error("IMG01", place, target=image.target, folder=folder)


def images_can_be_read(collection: Collection) -> Iterator[Diagnostic]:
    """Every image can be opened, is not larger than a page needs, and is published as it is in its file."""
    for volume in collection.volumes:
        for image in volume.images:
            place = Place(volume.path.parent / image)
            yield from image_problems(volume.folder / image, place)
    for file in sorted((collection.root / PAGES).rglob("*")):
        if file.suffix.lower() in IMAGE_SUFFIXES:
            yield from image_problems(file, Place(PurePosixPath(file.relative_to(collection.root).as_posix())))


def image_problems(file: Path, place: Place) -> Iterator[Diagnostic]:
    """Yield what is wrong with one image file."""
    if file.suffix.lower() == ".svg":
        yield from _svg_problems(file, place)
        return
    try:
        with strictly(), _no_bomb_warnings(), Image.open(file, formats=[FORMATS[file.suffix.lower()]]) as image:
            width, height = image.size
            remarks = tuple(_remarks(image, place))
            if width * height <= MAX_PIXELS:
                _read(image)
    except Image.DecompressionBombError:
        yield error("IMG06", place, found="> 178", limit=MAX_PIXELS // 1_000_000)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, IndexError):  # all that Pillow raises: fuzzed
        yield error("IMG05", place)
    else:
        if width * height > MAX_PIXELS:
            yield error("IMG06", place, found=width * height // 1_000_000, limit=MAX_PIXELS // 1_000_000)
        yield from remarks


def _read(image: Image.Image) -> None:
    """Read a picture to its end, as quickly as its format lets one tell that it is whole."""
    if image.format == "WEBP" and max(image.size) > MAX_WEBP:
        raise ValueError("no WebP is that long")
    if image.format == "PNG":
        image.verify()  # every chunk has a checksum
    else:
        image.draft("L", (1, 1))  # a JPEG at an eighth of its size
        image.load()


def _remarks(image: Image.Image, place: Place) -> Iterator[Diagnostic]:
    """Yield what is published otherwise than it is in the file: colours of print, movement, where it was taken."""
    if image.mode == "CMYK" and not image.info.get("icc_profile"):
        yield warning("IMG07", place)
    if getattr(image, "is_animated", False):
        yield warning("IMG08", place)
    # Without this condition Pillow reads a whole PNG to look for it.
    if "exif" in image.info and image.getexif().get_ifd(ExifTags.IFD.GPSInfo):
        yield warning("IMG09", place)


def _no_bomb_warnings() -> warnings.catch_warnings[None]:
    """Keep Pillow from printing what IMG06 says."""
    return warnings.catch_warnings(action="ignore", category=Image.DecompressionBombWarning)


def _svg_problems(file: Path, place: Place) -> Iterator[Diagnostic]:
    if file.stat().st_size > MAX_SVG_BYTES:
        yield error("IMG06", place, found=file.stat().st_size // 1_000_000, limit=MAX_SVG_BYTES // 1_000_000)
        return
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        tree = etree.parse(str(file), parser)
    except etree.XMLSyntaxError as problem:
        yield error("IMG05", Place(place.path, problem.lineno or None))
        return
    if tree.docinfo.internalDTD is not None:
        yield error("SEC01", place, found="<!DOCTYPE>")
    for found, line in acting_elements(tree.getroot()):
        yield error("SEC01", Place(place.path, line), found=found)
    if is_endless(tree.getroot()):
        yield error("SEC01", place, found="<use> × ∞")
