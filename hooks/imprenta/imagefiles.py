"""The files of pictures, byte by byte: their formats, and what in them is no picture."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from PIL import ImageFile

FORMATS = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".webp": "WEBP", ".gif": "GIF"}
"""Format of each ending. Others are not tried: some of them start a program to be read."""


@contextmanager
def strictly() -> Iterator[None]:
    """Let Pillow refuse a picture that ends too soon: WeasyPrint has it fill the rest with grey, in all its process."""
    before, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


def discreet(content: bytes, packed: str) -> bytes:
    """Return a file of the format `packed` with its pixels as they are, and nothing that is not shown.

    Raises:
        ValueError: it is cut, or not built as its format says.
    """
    try:
        return _DISCREET[packed](content)
    except (IndexError, KeyError) as problem:
        raise ValueError(f"no {packed}, or not a whole one") from problem


_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_SCAN, _END, _FILLING = 0xDA, 0xD9, 0xFF
_TOLD_BY_JPEG = frozenset({*range(0xE1, 0xEE), 0xEF, 0xFE})
"""Application segments and comments; JFIF's own and Adobe's (which says how colours are coded) are none of them."""


def _jpeg(content: bytes) -> bytes:
    """Return a JPEG without what its camera and programs wrote into it, and without what follows its end."""
    kept, at = [content[:2]], 2
    while (marker := content[at + 1]) != _END:
        if marker == _FILLING:
            at += 1
            continue
        if content[at] != 0xFF:
            raise ValueError("no marker")
        end = at + 2 + int.from_bytes(content[at + 2 : at + 4], "big")
        if marker == _SCAN:
            following = _MARKER.search(content, end)
            end = following.start() if following else len(content)
        if marker not in _TOLD_BY_JPEG:
            kept.append(content[at:end])
        at = end
    return b"".join([*kept, content[at : at + 2]])


_SHOWN_BY_PNG = frozenset({b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"})


def _png(content: bytes) -> bytes:
    """Return a PNG of the chunks that its pixels are in."""
    kept, at, name = [content[:8]], 8, b""
    while name != b"IEND":
        end = at + 12 + int.from_bytes(content[at : at + 4], "big")
        name = content[at + 4 : at + 8]
        if end > len(content):
            raise ValueError("cut")
        if name in _SHOWN_BY_PNG:
            kept.append(content[at:end])
        at = end
    return b"".join(kept)


_TOLD_BY_WEBP = {b"ICCP": 0x20, b"EXIF": 0x08, b"XMP ": 0x04}
"""Chunks that no pixel is in, with the bit that announces each in the chunk `VP8X`."""


def _webp(content: bytes) -> bytes:
    """Return a WebP of the chunks that its pixels are in."""
    if 8 + int.from_bytes(content[4:8], "little") > len(content):
        raise ValueError("cut")
    kept, at = [], 12
    while at + 8 <= len(content):
        name, size = content[at : at + 4], int.from_bytes(content[at + 4 : at + 8], "little")
        chunk = content[at : at + 8 + size + size % 2]
        if name == b"VP8X":
            chunk = chunk[:8] + bytes([chunk[8] & ~sum(_TOLD_BY_WEBP.values())]) + chunk[9:]
        if name not in _TOLD_BY_WEBP:
            kept.append(chunk)
        at += len(chunk)
    body = b"WEBP" + b"".join(kept)
    return b"RIFF" + len(body).to_bytes(4, "little") + body


_DISCREET: Mapping[str, Callable[[bytes], bytes]] = {
    "JPEG": _jpeg, "MPO": _jpeg, "PNG": _png, "WEBP": _webp, "GIF": bytes,
}  # fmt: skip
