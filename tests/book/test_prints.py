"""Pictures of every kind: what is published of them, alike on the site and in a book that keeps its marks."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path, PurePosixPath

import pikepdf
import pytest
from imprenta.book.images import look
from imprenta.book.prints import ready, upright_size
from imprenta.book.work import make
from PIL import Image, ImageCms, ImageFile
from tiny_library import TEXTS, orders_of

RED, BLUE = (200, 30, 30), (20, 40, 190)
SIZE = (60, 40)


def flag(mode: str = "RGB") -> Image.Image:
    """Red left, blue right."""
    image = Image.new("RGB", SIZE, RED)
    image.paste(BLUE, (30, 0, 60, 40))
    return image.convert(mode)


def packed(image: Image.Image, kind: str, **options: object) -> bytes:
    stream = io.BytesIO()
    image.save(stream, kind, **options)
    return stream.getvalue()


def camera(orientation: int = 1) -> Image.Exif:
    """What a telephone writes beside a photograph: how it was held, whose it is, where it was."""
    told = Image.Exif()
    told[0x0112], told[0x010F] = orientation, "SECRET-MAKER"
    told[0x8825] = {1: "S", 2: (34.0, 54.0, 0.0), 29: "2020:10:20"}
    return told


def swapped_profile() -> bytes:
    """A profile of an RGB whose red is blue, and whose blue red: whoever reads it sees the flag turned round."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    for at in range(132, 132 + 12 * int.from_bytes(profile[128:132], "big"), 12):
        name = {b"rXYZ": b"bXYZ", b"bXYZ": b"rXYZ"}.get(bytes(profile[at : at + 4]))
        profile[at : at + 4] = name or profile[at : at + 4]
    return bytes(profile).replace("sRGB".encode("utf-16-be"), "abcd".encode("utf-16-be"))


def animated(kind: str) -> bytes:
    return packed(flag(), kind, save_all=True, append_images=[Image.new("RGB", SIZE, BLUE)], duration=100)


def transparent(kind: str, mode: str) -> bytes:
    image = flag("RGBA")
    image.paste((0, 0, 0, 0), (0, 20, 60, 40))
    if mode == "P":
        image = image.quantize(4)
    return packed(image.convert(mode) if mode != "P" else image, kind)


DEEP = Image.linear_gradient("L").resize(SIZE).convert("I").point(lambda value: value * 257).convert("I;16")

PICTURES: dict[str, Callable[[], bytes]] = {
    "rgb.jpg": lambda: packed(flag(), "JPEG", quality=95),
    "progressive.jpg": lambda: packed(flag(), "JPEG", quality=95, progressive=True),
    "grey.jpg": lambda: packed(flag("L"), "JPEG"),
    "turned.jpg": lambda: packed(flag(), "JPEG", quality=95, exif=camera(6)),
    "where.jpg": lambda: packed(flag(), "JPEG", quality=95, exif=camera(), comment=b"SECRET"),
    "where.png": lambda: packed(flag(), "PNG", exif=camera()),
    "where.webp": lambda: packed(flag(), "WEBP", lossless=True, exif=camera(), xmp=b"SECRET"),
    "cmyk.jpg": lambda: packed(flag("CMYK"), "JPEG", quality=95),
    "profile.jpg": lambda: packed(flag(), "JPEG", quality=95, icc_profile=swapped_profile()),
    "profile.png": lambda: packed(flag(), "PNG", icc_profile=swapped_profile()),
    "profile-alpha.png": lambda: packed(flag("RGBA"), "PNG", icc_profile=swapped_profile()),
    "broken-profile.png": lambda: packed(flag(), "PNG", icc_profile=b"SECRET"),
    "sixteen.png": lambda: packed(DEEP, "PNG"),
    "bits.png": lambda: packed(flag("1"), "PNG"),
    "palette.png": lambda: packed(flag().quantize(4), "PNG"),
    "palette-clear.png": lambda: transparent("PNG", "P"),
    "clear.png": lambda: transparent("PNG", "RGBA"),
    "grey-clear.png": lambda: transparent("PNG", "LA"),
    "clear.webp": lambda: transparent("WEBP", "RGBA"),
    "still.gif": lambda: packed(flag(), "GIF"),
    "moving.gif": lambda: animated("GIF"),
    "moving.webp": lambda: animated("WEBP"),
    "moving.png": lambda: animated("PNG"),
}
TURNED_ROUND = {"profile.jpg", "profile.png", "profile-alpha.png"}
CHANGED = {"turned.jpg", "cmyk.jpg", "sixteen.png", "moving.gif", "moving.webp", "moving.png"} | TURNED_ROUND
"""Those whose pixels cannot stand as they are; of all others each must."""


def colours(image: Image.Image) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the colours left and right, in the middle of the upper half."""
    coloured = image.convert("RGB")
    return coloured.getpixel((15, 10)), coloured.getpixel((45, 10))


def near(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    return all(abs(a - b) < 25 for a, b in zip(one, other, strict=True))


@pytest.mark.parametrize("name", PICTURES)
def test_what_is_published(name: str) -> None:
    content = PICTURES[name]()
    published = ready(content)
    assert ready(published) == published
    assert b"SECRET" not in published
    before, after = Image.open(io.BytesIO(content)), Image.open(io.BytesIO(published))
    assert after.format == before.format
    assert after.size == upright_size(before) == ((40, 60) if name == "turned.jpg" else SIZE)
    assert not getattr(after, "is_animated", False)
    assert not {"exif", "icc_profile", "comment", "xmp"} & set(after.info)
    assert after.mode in {"1", "L", "LA", "P", "RGB", "RGBA"}
    if name not in CHANGED:
        assert after.convert("RGBA").tobytes() == before.convert("RGBA").tobytes()
    elif name in TURNED_ROUND:
        left, right = colours(after)
        assert left[2] > left[0] and right[0] > right[2]
    elif name == "turned.jpg":
        upright = after.convert("RGB")
        assert near(upright.getpixel((20, 15)), RED) and near(upright.getpixel((20, 45)), BLUE)
    elif name == "sixteen.png":
        assert [after.getpixel((0, y)) for y in (0, 20, 39)] == [DEEP.getpixel((0, y)) >> 8 for y in (0, 20, 39)]
    elif name.startswith("moving"):
        left, right = colours(after)
        assert near(left, RED) and near(right, BLUE)


def test_what_follows_the_end_of_a_photograph_is_not_published() -> None:
    """Telephones put a second picture there, or seconds of film, with their own places and times."""
    content = PICTURES["rgb.jpg"]()
    assert ready(content + b"\xff\xd8SECRET") == content


def test_a_photograph_that_is_built_strangely_is_made_anew() -> None:
    """Cameras fill up between segments, or put there what is none; every decoder steps over it."""
    content = PICTURES["where.jpg"]()
    following = 4 + int.from_bytes(content[4:6], "big")
    for strange in (b"\xff\xff\xff", b"SECRET"):
        published = ready(content[:following] + strange + content[following:])
        assert b"SECRET" not in published
        assert near(colours(Image.open(io.BytesIO(published)))[0], RED)


@pytest.mark.parametrize("name", [name for name in PICTURES if not name.endswith(".gif")])
def test_half_a_picture_is_never_published(name: str) -> None:
    """A file may lack its last bytes, and still hold every pixel. GIF is read to its end by the checks alone."""
    content = PICTURES[name]()
    whole = Image.open(io.BytesIO(ready(content))).convert("RGBA").tobytes()
    refused = 0
    for part in (0, 0.02, 0.3, 0.6, 0.8, 0.99):
        try:
            published = ready(content[: int(len(content) * part)])
        except (OSError, SyntaxError, ValueError):
            refused += 1
        else:
            assert Image.open(io.BytesIO(published)).convert("RGBA").tobytes() == whole
    assert refused >= 3


def test_the_layout_engine_does_not_fill_half_a_picture_with_grey(tmp_path: Path) -> None:
    assert ImageFile.LOAD_TRUNCATED_IMAGES, "WeasyPrint has Pillow do so"
    content = packed(Image.effect_noise((90, 60), 60), "JPEG")
    (tmp_path / "cut.jpg").write_bytes(content[: len(content) // 2])
    problem = look(tmp_path / "cut.jpg", "cut.jpg", PurePosixPath("a.es.md"))
    assert problem is not None and problem.code == "PDF07"
    assert ImageFile.LOAD_TRUNCATED_IMAGES


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> pikepdf.Pdf:
    """A book with every picture, bound and read back."""
    root = tmp_path_factory.mktemp("pictures")
    images = root / "cuadernos" / "11-montevideo-2020" / "images"
    images.mkdir(parents=True)
    for name, picture in PICTURES.items():
        (images / name).write_bytes(picture())
    shown = "\n".join(f"![{name}](../images/{name})\n" for name in PICTURES)
    texts = TEXTS | {"prediagnosis.es.md": f"# Prediagnóstico\n\n{shown}"}
    done = make(orders_of(root, texts)["cuaderno-11-prediagnosis.es.pdf"], root / "faces")
    assert done.problems == ()
    assert done.pdf is not None and done.kept is not None
    assert done.kept.audit.conforms
    return pikepdf.open(io.BytesIO(done.pdf))


def test_a_book_shows_what_the_site_shows(book: pikepdf.Pdf) -> None:
    streams = (value for value in book.objects if isinstance(value, pikepdf.Stream))
    pictures = [stream for stream in streams if stream.get("/Subtype") == "/Image"]
    masks = {stream.SMask.objgen for stream in pictures if "/SMask" in stream}
    printed = [pikepdf.PdfImage(stream).as_pil_image() for stream in pictures if stream.objgen not in masks]
    published = [Image.open(io.BytesIO(ready(picture()))) for picture in PICTURES.values()]
    assert {pixels(image) for image in printed} == {pixels(image) for image in published}
    assert len(masks) >= 2


def pixels(image: Image.Image) -> tuple[tuple[int, int], bytes]:
    """Return size and colours, what lies under full transparency too."""
    return image.size, image.convert("RGBA").convert("RGB").tobytes()


def test_no_book_tells_where_a_photograph_was_taken(book: pikepdf.Pdf) -> None:
    streams = (value for value in book.objects if isinstance(value, pikepdf.Stream))
    assert not [1 for stream in streams if b"SECRET" in stream.read_raw_bytes()]
