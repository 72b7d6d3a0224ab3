"""The catalogue that reading apps and libraries open: OPDS 2.0, one per language, every volume free to take.

Open Publication Distribution System 2.0 (drafts.opds.io), on the Readium Web Publication Manifest.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from imprenta.book.order import BoundBook
from imprenta.citation.record import Record
from imprenta.covers import cover
from imprenta.model import Collection
from imprenta.urls import language_prefix, page_url

FEED_TYPE = "application/opds+json"
PUBLICATION_TYPE = "application/opds-publication+json"
OPEN_ACCESS = "http://opds-spec.org/acquisition/open-access"


def opds_url(collection: Collection, language: str) -> str:
    """Return the address of a language's catalogue, relative to the root of the site."""
    return f"{language_prefix(collection, language)}opds.json"


def publication_url(record: Record) -> str:
    """Return the address of a publication's own document, relative to the root of the site."""
    return f"{record.stem}.opds.json"


def feed(collection: Collection, language: str, site_url: str, publications: Iterable[Mapping[str, Any]]) -> Any:
    """Return a language's catalogue."""
    held = list(publications)
    others = [code for code in collection.metadata.codes if code != language]
    links = [{"rel": "self", "href": site_url + opds_url(collection, language), "type": FEED_TYPE}]
    links.append(
        {"rel": "alternate", "href": site_url + page_url(collection, language, None, None), "type": "text/html"}
    )
    links += [
        {"rel": "alternate", "href": site_url + opds_url(collection, code), "type": FEED_TYPE, "language": code}
        for code in others
    ]
    name = collection.metadata.name.best(language, *collection.metadata.codes)
    return {"metadata": {"title": name, "numberOfItems": len(held)}, "links": links, "publications": held}


def publication(record: Record, book: BoundBook, themes: Mapping[str, str], site_url: str) -> dict[str, Any]:
    """Return one publication: what it is, where it is taken from, what its cover looks like.

    `themes` are the names of the volume's themes by key. The status of a review stands before the abstract, because the
    format has no place for it.
    """
    series: dict[str, Any] = {"name": record.collection}
    if record.number:
        series["position"] = record.number
    metadata = {
        "@type": "http://schema.org/Book",
        "identifier": f"urn:isbn:{record.isbn}" if record.isbn else record.address,
        "title": record.title,
        "author": [{"name": author.name} for author in record.authors],
        "publisher": record.publisher_name,
        "language": record.language,
        # Of a date only the year is known; the format wants a day.
        "published": f"{record.year}-01-01" if record.year else None,
        "description": f"{record.status_name}. {record.abstract}" if record.status_name else record.abstract,
        "numberOfPages": book.pages,
        "belongsTo": {"series": [series]},
        "subject": [{"name": name, "code": key} for key, name in themes.items()],
    }
    return {
        "metadata": {key: value for key, value in metadata.items() if value},
        "links": [
            {"rel": "self", "href": site_url + publication_url(record), "type": PUBLICATION_TYPE},
            {"rel": OPEN_ACCESS, "href": site_url + (record.pdf or ""), "type": "application/pdf", "size": book.size},
            {"rel": "alternate", "href": record.url, "type": "text/html"},
            {"rel": "license", "href": record.licence.url, "type": "text/html"},
        ],
        "images": [
            {"href": site_url + source.url, "type": source.media_type, "width": source.width, "height": source.height}
            for source in reversed(cover(record.volume, record.language).png)
        ],
    }
