"""Makes pictures ready to be shown, alike on the site and in the books: upright, in sRGB, still, and discreet.

A browser turns a photograph by what its camera wrote, and reads its colour profile; a PDF does neither. And where a
photograph was taken, and with whose camera, is not for publishing.
"""

from __future__ import annotations

import io

from PIL import Image, ImageCms

from imprenta.imagefiles import FORMATS, discreet, strictly

QUALITY = 92
"""Of a JPEG or WebP that had to be made anew."""

MAX_PROFILE = 4_000_000
"""Bytes; printers' profiles have one or two millions."""

_ORIENTATION = 0x0112
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""By the number that a camera writes (Exif 2.3, 4.6.4 A)."""

_PLAIN = frozenset({"1", "L", "LA", "P", "RGB", "RGBA"})
_LYING = frozenset({5, 6, 7, 8})


def ready(content: bytes) -> bytes:
    """Return a picture as it is published, in its own format: where the pixels stand as they are, so do their bytes.

    Raises:
        OSError, SyntaxError, ValueError: it cannot be read.
    """
    with strictly(), Image.open(io.BytesIO(content), formats=sorted(set(FORMATS.values()))) as picture:
        packed = str(picture.format)
        if not is_plain(picture):
            return _encoded(picture, packed)
        try:
            return discreet(content, packed)
        except ValueError:  # decoders are tolerant, and cameras take liberties
            return _encoded(picture, packed)


def is_plain(picture: Image.Image) -> bool:
    """Tell whether every pixel of an opened picture can be published as it is."""
    return (
        picture.mode in _PLAIN
        and not getattr(picture, "is_animated", False)
        and _turn(picture) is None
        and not _profile(picture)
    )


def upright_size(picture: Image.Image) -> tuple[int, int]:
    """Return width and height of an opened picture as it is shown."""
    width, height = picture.size
    return (height, width) if _orientation(picture) in _LYING else (width, height)


def shown(picture: Image.Image) -> Image.Image:
    """Return the first frame of an opened picture: upright, in sRGB or grey, eight bits, with its transparency."""
    turn, profile, image = _turn(picture), _profile(picture), picture
    alpha = None
    if image.mode.startswith("I"):
        image = image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    elif image.has_transparency_data:
        image = image.convert("RGBA")
        alpha = image.getchannel("A")
        image = image.convert("RGB")
    elif image.mode in ("1", "P"):
        image = image.convert("L" if image.mode == "1" else "RGB")
    image = _in_srgb(image, profile)
    if alpha:
        image.putalpha(alpha)
    image = image.copy() if turn is None else image.transpose(turn)
    image.info.clear()  # profile and comments, which would be written again
    return image


def _in_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    """Return a picture in the colours of the books' output intent; without a profile, CMYK is only guessed at."""
    if profile:
        srgb = ImageCms.createProfile("sRGB")
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            if converted := ImageCms.profileToProfile(image, source, srgb, outputMode="RGB"):
                return converted
        except (ImageCms.PyCMSError, OSError, ValueError):  # a profile that is damaged, or of other colours
            pass
    return image if image.mode in ("L", "RGB") else image.convert("RGB")


def _profile(picture: Image.Image) -> bytes:
    """Return the colour profile that a picture must be converted by; empty where there is none, or it is sRGB."""
    profile = picture.info.get("icc_profile") or b""
    if not isinstance(profile, bytes) or len(profile) > MAX_PROFILE:
        return b""
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile)) if profile else None
        return b"" if source is None or "sRGB" in ImageCms.getProfileDescription(source) else profile
    except (ImageCms.PyCMSError, OSError):
        return b""


def _orientation(picture: Image.Image) -> int:
    # Without this condition Pillow reads a whole PNG to look for it.
    return int(picture.getexif().get(_ORIENTATION, 1)) if "exif" in picture.info else 1


def _turn(picture: Image.Image) -> Image.Transpose | None:
    return _TURNS.get(_orientation(picture))


def _encoded(picture: Image.Image, packed: str) -> bytes:
    stream = io.BytesIO()
    if packed == "GIF":  # its colours are few, and stay
        frame = picture.copy()
        frame.info.pop("comment", None)
        frame.save(stream, "GIF")
    elif packed == "PNG":
        shown(picture).save(stream, "PNG", optimize=True)
    elif packed == "WEBP":
        shown(picture).save(stream, "WEBP", quality=QUALITY, method=6)
    else:
        shown(picture).save(stream, "JPEG", quality=QUALITY, subsampling=0, optimize=True)
    return stream.getvalue()
