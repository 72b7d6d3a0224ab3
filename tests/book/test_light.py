"""The light edition: of large books only, the same pages with smaller pictures, read back like every other."""

from __future__ import annotations

import io
import random
from pathlib import Path

import pikepdf
import pytest
from imprenta.book import binder
from imprenta.book.binder import bind
from imprenta.book.order import BoundBook
from PIL import Image, ImageFilter
from tiny_library import TEXTS, orders_of

CHAPTER = "chapters/01-frente.es.md"
SEEN = TEXTS | {CHAPTER: TEXTS[CHAPTER] + "\n![La plaza](../../images/plaza.jpg)\n"}
NAME = "cuaderno-11.es.pdf"


def photograph(file: Path, size: tuple[int, int] = (2400, 1600)) -> None:
    """Write a picture as hard to pack as a photograph: clouds of colour under fine grain."""
    dice = random.Random(7)
    clouds = Image.frombytes("RGB", (60, 40), dice.randbytes(60 * 40 * 3)).resize(size, Image.Resampling.BICUBIC)
    grain = Image.frombytes("RGB", size, dice.randbytes(size[0] * size[1] * 3)).filter(ImageFilter.GaussianBlur(0.7))
    file.parent.mkdir(parents=True, exist_ok=True)
    Image.blend(clouds, grain, 0.35).save(file, quality=90)


@pytest.fixture
def bound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, BoundBook]:
    monkeypatch.setattr(binder, "LIGHT_BEYOND", 500_000)
    photograph(tmp_path / "library" / "cuadernos" / "11-montevideo-2020" / "images" / "plaza.jpg")
    orders = orders_of(tmp_path / "library", SEEN)
    told: list[tuple[int, int]] = []
    books, problems = bind(
        list(orders.values()),
        into=tmp_path / "site",
        cache=tmp_path / "cache",
        workers=2,
        time_limit=60,
        progress=lambda done, total, _: told.append((done, total)),
    )
    assert problems == ()
    assert told[-1] == (len(orders) + 1, len(orders) + 1)
    return {book.file.name: book for book in books}


def test_a_large_book_has_a_light_edition(bound):
    assert [name for name, book in bound.items() if book.light] == ["cuaderno-11-light.es.pdf"]
    full, light = bound[NAME], bound["cuaderno-11-light.es.pdf"]
    assert (light.edition, light.language, light.pages) == (full.edition, full.language, full.pages)
    assert light.size < full.size / 4


def test_it_is_proven_like_the_others(bound):
    full, light = bound[NAME].audit, bound["cuaderno-11-light.es.pdf"].audit
    assert light.conforms and light.problems == ()
    for figure in ("pages_with_statements", "pages_with_emblems", "links", "outline_entries", "fonts"):
        assert getattr(light, figure) == getattr(full, figure)


def test_its_pictures_are_as_fine_as_paper_needs(bound):
    widths = {name: largest_picture(bound[name].path) for name in (NAME, "cuaderno-11-light.es.pdf")}
    assert widths[NAME] == 2400
    # 150 mm at 110 dots per inch.
    assert widths["cuaderno-11-light.es.pdf"] in range(600, 660)


def largest_picture(file: Path) -> int:
    with pikepdf.open(io.BytesIO(file.read_bytes())) as document:
        streams = (value for value in document.objects if isinstance(value, pikepdf.Stream))
        return max(int(stream.Width) for stream in streams if stream.get("/Subtype") == pikepdf.Name.Image)
