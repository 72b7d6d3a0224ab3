"""Takes the images out of a Word file: under sane names, in formats that a page can show."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path, PurePosixPath

from PIL import Image, UnidentifiedImageError

from imprenta.checks.images import image_problems
from imprenta.collection import IMAGE_SUFFIXES, IMAGES
from imprenta.desk.tree import NO_ATTRIBUTES, Node, Nodes, plain, words
from imprenta.diagnostics import Place

_CONVERTED = frozenset({".tif", ".tiff", ".bmp", ".jpe", ".jfif"})
"""Formats that Word embeds and browsers don't show, and that become PNG."""

_FORMATS = ("TIFF", "BMP", "JPEG")
"""What they are inside. Others are not tried: to read some of them a program is started."""


class Pictures:
    """The images of one Word file, as they are met in its texts.

    Attributes:
        files: content by name inside `images/`.
    """

    def __init__(self, media: Path) -> None:
        self.files: dict[str, bytes] = {}
        self._media = media
        self._names: dict[str, str] = {}
        self._prefix = ""
        self._from = ""

    def begin(self, prefix: str, text: PurePosixPath) -> None:
        """Name the images that follow after the text they stand in; `text` is relative to the volume's folder."""
        self._prefix = prefix
        self._from = "../" * (len(text.parts) - 1)

    def place(self, node: Node, note: Callable[[str, str], None]) -> Nodes:
        """Return what stands in place of an image: the image under its new name, or nothing."""
        _, alternative, (source, _) = node["c"]
        text = plain(alternative)
        file = Path(source)
        if not file.is_absolute() or not file.is_relative_to(self._media) or not file.is_file():
            note("images_elsewhere", text or str(source))
            return []
        name = self._names.get(source) or self._take(file)
        if not name:
            note("image_formats", text or file.name)
            return []
        self._names[source] = name
        if not text:
            note("images_without_alternative", name)
        return [{"t": "Image", "c": [NO_ATTRIBUTES, words(text), [f"{self._from}{IMAGES}/{name}", ""]]}]

    def _take(self, file: Path) -> str:
        suffix = file.suffix.lower()
        content = file.read_bytes()
        if suffix in _CONVERTED:
            content, suffix = as_png(content), ".png"
        if suffix not in IMAGE_SUFFIXES or not content:
            return ""
        checked = file.with_suffix(suffix)
        checked.write_bytes(content)
        if any(image_problems(checked, Place(PurePosixPath(file.name)))):
            return ""
        number = 1 + sum(name.startswith(f"{self._prefix}-") for name in self.files)
        name = f"{self._prefix}-{number:02}{suffix}"
        self.files[name] = content
        return name


def as_png(content: bytes) -> bytes:
    """Return an image as PNG; empty where it cannot be read."""
    buffer = io.BytesIO()
    try:
        with Image.open(io.BytesIO(content), formats=_FORMATS) as image:
            image.convert("RGB").save(buffer, "PNG", optimize=True)
    except (OSError, UnidentifiedImageError, Image.DecompressionBombError, ValueError):
        return b""
    return buffer.getvalue()
