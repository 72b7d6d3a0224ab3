"""Writes what machines read beside the pages, once the books are bound."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from imprenta.book.order import BookOrder, BoundBook
from imprenta.book.workers import Then
from imprenta.citation.exports import exports
from imprenta.citation.record import Record, records
from imprenta.covers import draw_covers, keep_cover
from imprenta.keeping import Keeper
from imprenta.machines import atom, opds
from imprenta.machines.cards import Card, draw_cards, keep_card, volume_cards
from imprenta.machines.catalog import CATALOG, catalog
from imprenta.machines.robots import robots
from imprenta.model import Collection
from imprenta.press import Press

CACHE = ".cache/imprenta/covers"


def keeping_pictures(collection: Collection, language: str) -> Then:
    """Return what makes beforehand, beside other books, what `write_for_machines` shows of one: its cover and card."""
    return partial(_keep_pictures, cards=volume_cards(collection, language), folder=collection.root / CACHE)


def _keep_pictures(order: BookOrder, pdf: bytes, *, cards: Mapping[str, Card], folder: Path) -> None:
    if order.complete and not order.light:
        keeper = Keeper(folder)
        picture = keep_cover(order, pdf, keeper)
        if card := cards.get(order.volume):
            keep_card(card, picture, keeper)


def write_for_machines(press: Press, books: Iterable[BoundBook], site: Path) -> None:
    """Write covers, cards, citations, feeds and the catalogue; without books, what needs them is left out."""
    collection, url = press.collection, press.site_url
    bound = tuple(books)
    whole = [book for book in bound if book.edition == collection.metadata.editions[0].key and not book.light]
    keeper = Keeper(collection.root / CACHE)
    draw_covers(whole, site, keeper)
    draw_cards(collection, site, keeper)
    for language in collection.metadata.codes:
        found = records(collection, language, url)
        for record in found:
            for path, text in exports(record).items():
                _write(site / path, text)
        by_file = {book.file.as_posix(): book for book in whole}
        _write(site / atom.atom_url(collection, language), atom.feed(collection, language, url, found, by_file))
        if whole:
            _write_opds(collection, language, url, found, by_file, site)
    _write(site / CATALOG, _json(catalog(collection, url, bound)))
    _write(site / "robots.txt", robots(collection, url))


def _write_opds(
    collection: Collection,
    language: str,
    url: str,
    found: Iterable[Record],
    books: Mapping[str, BoundBook],
    site: Path,
) -> None:
    """Write a language's catalogue and one document per publication in it."""
    themes = {volume.slug: volume.metadata.themes for volume in collection.volumes}
    names = collection.metadata.themes
    publications = []
    for record in found:
        book = books.get(record.pdf or "")
        if book:
            held = {key: names[key].best(language) for key in themes[record.volume] if key in names}
            publication = opds.publication(record, book, held, url)
            publications.append(publication)
            _write(site / opds.publication_url(record), _json(publication))
    _write(site / opds.opds_url(collection, language), _json(opds.feed(collection, language, url, publications)))


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _write(path: Path, content: str | bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
