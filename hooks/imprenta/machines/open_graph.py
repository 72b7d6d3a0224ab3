"""What social networks show of a page (The Open Graph protocol, ogp.me), with the names that X reads beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from imprenta.citation.record import is_published
from imprenta.languages import strings
from imprenta.machines.cards import HEIGHT, WIDTH, card_url
from imprenta.model import Collection, Volume


@dataclass(frozen=True, slots=True)
class Shown:
    """A page as it is shown elsewhere: its title, its description, its absolute address."""

    title: str
    description: str
    url: str
    volume: Volume | None
    is_landing: bool


def open_graph(collection: Collection, language: str, site_url: str, shown: Shown) -> Iterator[tuple[str, str]]:
    """Yield property and content of each tag."""
    metadata = collection.metadata
    volume = shown.volume
    book = volume if volume and shown.is_landing and is_published(volume) else None
    yield "og:type", "book" if book else "article" if volume else "website"
    yield "og:site_name", metadata.name.best(language, *metadata.codes)
    yield "og:title", shown.title
    yield "og:description", _short(shown.description)
    yield "og:url", shown.url
    yield "og:locale", metadata.language(language).locale
    for other in metadata.languages:
        if other.code != language:
            yield "og:locale:alternate", other.locale
    if book and book.metadata.isbn:
        yield "book:isbn", book.metadata.isbn
    yield "og:image", site_url + card_url(volume, language)
    yield "og:image:type", "image/png"
    yield "og:image:width", str(WIDTH)
    yield "og:image:height", str(HEIGHT)
    title = volume.metadata.title if volume and "collection." not in card_url(volume, language) else metadata.name
    words = strings(language, "machines")
    yield "og:image:alt", words["card_of"].format(title=title.best(language, *metadata.codes))


def _short(text: str, longest: int = 300) -> str:
    """Return a text of at most `longest` letters, cut at a word."""
    text = " ".join(text.split())
    return text if len(text) <= longest else text[: longest - 1].rsplit(" ", 1)[0].rstrip(",;:") + "…"
