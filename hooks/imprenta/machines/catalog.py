"""The whole collection as one JSON file, for whoever harvests it: volumes, documents, files with their sha256.

Announced volumes stand in it with their status and nothing else to take; drafts do not stand in it at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from imprenta.book.order import BoundBook
from imprenta.citation.exports import FORMATS
from imprenta.citation.record import published_languages, record
from imprenta.model import Collection, Document, Status, Volume
from imprenta.urls import page_url

CATALOG = "catalog.json"


def catalog(collection: Collection, site_url: str, books: Iterable[BoundBook]) -> dict[str, Any]:
    """Return the collection; addresses are absolute, texts stand by language, sizes are in bytes."""
    metadata = collection.metadata
    bound = list(books)
    return {
        "name": metadata.name.root,
        "description": metadata.description.root,
        "url": {code: site_url + page_url(collection, code, None, None) for code in metadata.codes},
        "publisher": metadata.publisher.model_dump(exclude_none=True),
        "licence": metadata.licence.model_dump(),
        "languages": [{"code": language.code, "name": language.name} for language in metadata.languages],
        "themes": {key: name.root for key, name in metadata.themes.items()},
        "volumes": [
            _volume(collection, volume, site_url, [book for book in bound if book.volume == volume.slug])
            for volume in collection.volumes
            if volume.metadata_valid and volume.metadata.status is not Status.DRAFT
        ],
    }


def _volume(collection: Collection, volume: Volume, site_url: str, books: Iterable[BoundBook]) -> dict[str, Any]:
    facts = {"number", "kind", "status", "title", "subtitle", "abstract", "keywords", "themes", "year", "isbn", "doi"}
    found: dict[str, Any] = {"id": volume.slug}
    found |= volume.metadata.model_dump(mode="json", include=facts, exclude_none=True)
    found["url"] = {c: site_url + page_url(collection, c, volume, None) for c in collection.metadata.codes}
    found["authors"] = [author.model_dump(mode="json") for author in volume.metadata.authors]
    if volume.metadata.workshop:
        found["workshop"] = _workshop(volume)
    found["funders"] = [funder.name.root for funder in collection.scheme(volume).funders]
    found["licence"] = (volume.metadata.licence or collection.metadata.licence).id
    languages = published_languages(collection, volume)
    if languages:
        found["documents"] = [_document(collection, volume, document, site_url) for document in volume.everything]
        found["files"] = [_file(book, site_url) for book in books]
        found["citations"] = {code: _citations(collection, volume, code, site_url) for code in languages}
    return found


def _workshop(volume: Volume) -> dict[str, Any]:
    workshop = volume.metadata.workshop
    if workshop is None:
        return {}
    found = workshop.model_dump(mode="json", exclude_none=True, exclude={"start", "end"})
    return found | {"start": str(workshop.start), "end": str(workshop.end or workshop.start)}


def _document(collection: Collection, volume: Volume, document: Document, site_url: str) -> dict[str, Any]:
    found: dict[str, Any] = {"part": str(document.part), "id": document.slug}
    if document.number:
        found["number"] = document.number
    found["title"] = {code: text.title for code, text in document.translations.items()}
    found["url"] = {code: site_url + page_url(collection, code, volume, document) for code in document.translations}
    return found


def _file(book: BoundBook, site_url: str) -> dict[str, Any]:
    return {
        "edition": book.edition,
        "light": book.light,
        "language": book.language,
        "url": site_url + book.file.as_posix(),
        "type": "application/pdf",
        "pages": book.pages,
        "size": book.size,
        "sha256": book.sha256,
    }


def _citations(collection: Collection, volume: Volume, language: str, site_url: str) -> Mapping[str, str]:
    stem = record(collection, volume, language, site_url).stem
    return {kind.name: site_url + stem + kind.suffix for kind in FORMATS}
