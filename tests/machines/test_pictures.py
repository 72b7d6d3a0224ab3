"""Covers and cards: drawn from real PDFs, kept, and made anew where what was kept is damaged."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from imprenta.book.palette import contrast, mixed, palette
from imprenta.covers import WIDTHS, cover, draw_covers
from imprenta.keeping import Keeper
from imprenta.machines.cards import cards, draw_cards
from PIL import Image

from tests.machines.tiny import FINAL, bind, collection


def test_a_cover_is_the_first_page_in_every_width_and_format(tmp_path: Path) -> None:
    made = collection(tmp_path)
    book = bind(made, tmp_path / "site")[0]
    draw_covers([book], tmp_path / "site", Keeper(tmp_path / "kept"))
    pictures = cover("01-mexico", "es")
    assert [source.width for source in pictures.webp] == list(WIDTHS)
    for source in (*pictures.webp, *pictures.png):
        with Image.open(tmp_path / "site" / source.url) as image:
            assert image.size == (source.width, source.height)
            assert image.get_format_mimetype() == source.media_type
            shown = image.convert("RGB")
            upper, lower = shown.getpixel((20, 20)), shown.getpixel((20, source.height - 20))
        # The tiny book's first page is dark above and white below.
        assert max(upper) < 80 < 240 < min(lower)


def test_what_was_drawn_is_kept_and_what_is_damaged_is_drawn_anew(tmp_path: Path) -> None:
    calls = []

    def make() -> bytes:
        calls.append(1)
        return b"picture"

    keeper = Keeper(tmp_path)
    assert keeper.get("key", make) == keeper.get("key", make) == b"picture"
    assert len(calls) == 1
    (kept,) = tmp_path.iterdir()
    kept.write_bytes(b"pict")
    assert keeper.get("key", make) == b"picture"
    assert len(calls) == 2
    assert keeper.get("other", make) == b"picture"
    assert len(calls) == 3


def test_a_changed_book_gets_a_new_picture(tmp_path: Path) -> None:
    made = collection(tmp_path)
    books = bind(made, tmp_path / "site")
    keeper = Keeper(tmp_path / "kept")
    draw_covers([books[0]], tmp_path / "site", keeper)
    before = (tmp_path / "site" / cover("01-mexico", "es").fallback.url).read_bytes()
    other = next(book for book in books if book.volume == "03-borrador" and book.edition == "cuaderno")
    Path(books[0].path).write_bytes(Path(other.path).read_bytes())
    from dataclasses import replace

    draw_covers([replace(books[0], sha256=other.sha256)], tmp_path / "site", keeper)
    assert (tmp_path / "site" / cover("01-mexico", "es").fallback.url).read_bytes() != before


LONG = "Internacionalizaciónestratégicayparticipativa de " * 12


@pytest.mark.parametrize("title", ["Corto", "Una " * 60, LONG])
@pytest.mark.parametrize("covers", [True, False], ids=["with covers", "without"])
def test_a_card_has_its_size_and_leaves_its_margins_free(tmp_path: Path, title: str, covers: bool) -> None:
    text = FINAL.replace('title: {es: "Redes <y> «alianzas» & retos_1"', f'title: {{es: "{title.strip()}"')
    made = collection(tmp_path, {"01-mexico/volume.yml": text})
    site = tmp_path / "site"
    if covers:
        draw_covers(bind(made, site)[:1], site, Keeper(tmp_path / "kept"))
    draw_cards(made, site, Keeper(tmp_path / "kept"))
    content = (site / "assets/cards/01-mexico.es.png").read_bytes()
    with Image.open(io.BytesIO(content)) as image:
        assert image.size == (1200, 630)
        shown = image.convert("RGB")
    ground = shown.getpixel((1199, 0))
    right = shown.crop((1140, 0, 1200, 630))
    below = shown.crop((400, 580, 1200, 630))
    assert set(right.get_flattened_data()) == {ground}
    assert set(below.get_flattened_data()) == {ground}
    assert len(content) < 300_000


def test_a_card_can_be_read(tmp_path: Path) -> None:
    made = collection(tmp_path)
    for card in cards(made):
        assert contrast(card.ink, mixed(card.ink, "#ffffff", 0.93)) >= 4.5
        assert contrast(card.ink, "#ffffff") >= 4.5
    assert palette(made.volumes[0].metadata).ink == next(c.ink for c in cards(made) if "01-mexico" in c.url)
