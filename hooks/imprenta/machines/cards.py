"""Cards that social networks show beside a link: 1200 × 630 pixels, in the colours and faces of the covers."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw, ImageFont
from PIL import __version__ as pillow

from imprenta.book.fonts import PACKAGES
from imprenta.book.palette import PAPER, mixed, palette
from imprenta.citation.record import is_published, published_languages
from imprenta.covers import cover, encoded
from imprenta.keeping import Keeper, digest, write
from imprenta.languages import strings
from imprenta.model import Collection, Status, Volume
from imprenta.motifs import HOUSE_INK

WIDTH, HEIGHT = 1200, 630
FOLDER = "assets/cards"
_MARGIN = 64
_COVER_HEIGHT = 502
_TITLE_SIZES = (64, 58, 52, 46, 42, 38)
_TEXT_LINES = 6

SERIF_SEMIBOLD = ("font_source_serif_pro", "SourceSerifPro-Semibold.ttf")
SANS = ("font_source_sans_pro", "SourceSansPro-Regular.ttf")
SANS_SEMIBOLD = ("font_source_sans_pro", "SourceSansPro-Semibold.ttf")


@dataclass(frozen=True, slots=True)
class Card:
    """What a card shows.

    Attributes:
        url: of the picture, relative to the root of the site.
        above: the line over the title.
        below: the line under it.
        foot: the last line: whose it is, and its status.
        ink: its colour, `#rrggbb`.
        covers: pictures of covers, relative to the root of the site.
    """

    url: str
    language: str
    above: str
    title: str
    below: str
    foot: str
    ink: str
    covers: tuple[str, ...]


def card_url(volume: Volume | None, language: str) -> str:
    """Return the address of a volume's card; of the collection's, for pages that belong to none and for drafts."""
    named = volume is not None and volume.metadata.status is not Status.DRAFT
    return f"{FOLDER}/{volume.slug if volume and named else 'collection'}.{language}.png"


def draw_cards(collection: Collection, site: Path, keeper: Keeper) -> None:
    """Write every card into the site. Covers that are there already are shown on them."""
    for card in cards(collection):
        pictures = [(site / url).read_bytes() for url in card.covers if (site / url).is_file()]
        write(site / card.url, _drawn(card, pictures, keeper))


def keep_card(card: Card, picture: bytes, keeper: Keeper) -> None:
    """Draw a volume's card beforehand; `picture` is its cover's, as `draw_cards` will find it."""
    _drawn(card, [picture] if card.covers else [], keeper)


def volume_cards(collection: Collection, language: str) -> dict[str, Card]:
    """Return the cards of the volumes that are no drafts, by volume."""
    volumes = (volume for volume in collection.volumes if volume.metadata.status is not Status.DRAFT)
    return {volume.slug: _volume_card(collection, volume, language) for volume in volumes}


def _drawn(card: Card, pictures: Sequence[bytes], keeper: Keeper) -> bytes:
    key = f"{card} {[digest(picture) for picture in pictures]} {_VERSION}"
    return keeper.get(key, partial(_picture, card, pictures))


def cards(collection: Collection) -> Iterator[Card]:
    """Yield the cards of the collection and of every volume that is no draft, in every language."""
    for language in collection.metadata.codes:
        yield _collection_card(collection, language)
        yield from volume_cards(collection, language).values()


def _collection_card(collection: Collection, language: str) -> Card:
    metadata = collection.metadata
    published = [v for v in collection.volumes if language in published_languages(collection, v)]
    shown = sorted(published, key=lambda volume: volume.metadata.number or 0, reverse=True)
    return Card(
        url=card_url(None, language),
        language=language,
        above=metadata.publisher.short_name,
        title=metadata.name.best(language, *metadata.codes),
        below="",
        foot=metadata.publisher.name.best(language, *metadata.codes),
        ink=HOUSE_INK,
        covers=tuple(cover(volume.slug, language).fallback.url for volume in shown[:3]),
    )


def _volume_card(collection: Collection, volume: Volume, language: str) -> Card:
    metadata, words = volume.metadata, strings(language, "machines")
    workshop = metadata.workshop
    place = f"{workshop.city.best(language, metadata.source_language)} {workshop.start.year}" if workshop else ""
    name = words["cuaderno"].format(number=metadata.number) if metadata.number else words[f"kind_{metadata.kind}"]
    status = words[f"status_{metadata.status}"]
    whose = collection.metadata.publisher.short_name
    return Card(
        url=card_url(volume, language),
        language=language,
        above=" · ".join(part for part in (name, place) if part),
        title=metadata.title.best(language, metadata.source_language),
        below=collection.metadata.name.best(language, *collection.metadata.codes),
        foot=" · ".join(part for part in (whose, status) if part),
        ink=palette(metadata).ink,
        covers=(cover(volume.slug, language).fallback.url,) if is_published(volume) else (),
    )


def _picture(card: Card, pictures: Sequence[bytes]) -> bytes:
    """Draw a card: ink on its tint beside the cover, or paper on ink where there is none."""
    ground, ink, quiet = mixed(card.ink, PAPER, 0.93), card.ink, mixed(card.ink, "#000000", 0.25)
    if not pictures:
        ground, ink, quiet = card.ink, PAPER, mixed(card.ink, PAPER, 0.86)
    image = Image.new("RGB", (WIDTH, HEIGHT), ground)
    left = _MARGIN
    for index, picture in enumerate(reversed(pictures)):
        shown = Image.open(io.BytesIO(picture)).convert("RGB")
        shown = shown.resize(
            (round(_COVER_HEIGHT * shown.width / shown.height), _COVER_HEIGHT), Image.Resampling.LANCZOS
        )
        place = (_MARGIN + 44 * index, (HEIGHT - _COVER_HEIGHT) // 2)
        image.paste(Image.new("RGB", (shown.width + 2, shown.height + 2), ground), (place[0] - 1, place[1] - 1))
        image.paste(shown, place)
        left = place[0] + shown.width + 56
    if not pictures:
        ImageDraw.Draw(image).rectangle((0, 0, 16, HEIGHT), fill=mixed(card.ink, PAPER, 0.34))
    _write(ImageDraw.Draw(image), card, left, ink, quiet)
    return encoded(image, "image/png")


def _write(draw: ImageDraw.ImageDraw, card: Card, left: int, ink: str, quiet: str) -> None:
    room = WIDTH - _MARGIN - left
    _write_line(draw, (left, 98), card.above, SANS_SEMIBOLD, 34, quiet)
    lines, size = _set(card.title, room)
    top = 132
    for line in lines:
        draw.text((left, top), line, fill=ink, font=_font(SERIF_SEMIBOLD, size))
        top += round(size * 1.16)
    _write_line(draw, (left, HEIGHT - 106), card.below, SANS, 26, quiet)
    _write_line(draw, (left, HEIGHT - 66), card.foot, SANS_SEMIBOLD, 28, quiet)


def _write_line(
    draw: ImageDraw.ImageDraw, place: tuple[int, int], text: str, face: tuple[str, str], size: int, fill: str
) -> None:
    """Write one line to the right margin: smaller where it is long, and cut at a word where that is not enough."""
    room = WIDTH - _MARGIN - place[0]
    sizes = (size, round(size * 0.88), round(size * 0.76))
    font = next((font for font in (_font(face, s) for s in sizes) if font.getlength(text) <= room), None)
    if font is None:
        font = _font(face, sizes[-1])
        text = _lines(text, font, room - round(font.getlength("…")))[0] + "…"
    draw.text(place, text, fill=fill, font=font, anchor="ls")


def _set(title: str, room: int) -> tuple[list[str], int]:
    """Return a title in lines no wider than `room` (pixels), in the largest size that leaves it few enough."""
    lines: list[str] = []
    for size in _TITLE_SIZES:
        font = _font(SERIF_SEMIBOLD, size)
        lines = _lines(title, font, room)
        high = len(lines) * size * 1.16 > HEIGHT - 132 - 150 or len(lines) > _TEXT_LINES
        broken = any(font.getlength(word) > room for word in title.split(" "))
        if not high and not broken:
            return lines, size
    kept = lines[:_TEXT_LINES]
    if len(lines) > _TEXT_LINES:
        kept[-1] = kept[-1].rpartition(" ")[0] + "…"
    return kept, _TITLE_SIZES[-1]


def _pieces(word: str, font: Any, room: int) -> Iterator[str]:
    """Yield a word, in pieces where it is wider than the card."""
    while font.getlength(word) > room:
        length = next(length for length in range(len(word) - 1, 0, -1) if font.getlength(word[:length]) <= room)
        yield word[:length]
        word = word[length:]
    yield word


def _lines(text: str, font: Any, room: int) -> list[str]:
    lines = [""]
    for piece in (piece for word in text.split(" ") for piece in _pieces(word, font, room)):
        longer = f"{lines[-1]} {piece}".strip()
        if lines[-1] and font.getlength(longer) > room:
            lines.append(piece)
        else:
            lines[-1] = longer
    return lines


@cache
def _font(face: tuple[str, str], size: int) -> Any:
    package, name = face
    return ImageFont.truetype(str(files(package) / "files" / name), size)


_VERSION = " ".join([pillow, digest(Path(__file__).read_bytes()), *(version(package) for package in PACKAGES)])
