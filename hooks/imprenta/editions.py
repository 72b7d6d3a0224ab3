"""Which files a volume is finished as: what pages and feeds may promise before the books are bound."""

from __future__ import annotations

from imprenta.model import Collection, Document, EditionKind, Part, Status, Volume
from imprenta.urls import edition_url

LIGHT_BEYOND = 5_000_000
"""Bytes beyond which a file with pictures gets a light edition too."""

_PARTS = {Part.CHAPTER: "chapters", Part.ANNEX: "annexes"}


def holds(edition: EditionKind, document: Document) -> bool:
    """Tell whether an edition holds a document."""
    return _PARTS.get(document.part, document.key) in edition.parts


def is_made(volume: Volume, language: str, edition: EditionKind) -> bool:
    """Tell whether an edition has something in `language` to hold; announced volumes have none."""
    if volume.metadata.status is Status.ANNOUNCED:
        return False
    return any(language in document.translations and holds(edition, document) for document in volume.everything)


def light_url(url: str) -> str:
    """Return the address of a file's light edition: `11-montevideo-2020/cuaderno-11-light.es.pdf`."""
    stem, language, suffix = url.rsplit(".", 2)
    return f"{stem}-light.{language}.{suffix}"


def whole_book(collection: Collection, volume: Volume, language: str) -> str | None:
    """Return the address of the Cuaderno itself (the first edition) in `language`; None where there is none."""
    edition = collection.metadata.editions[0]
    return edition_url(collection, volume, language, edition) if is_made(volume, language, edition) else None
