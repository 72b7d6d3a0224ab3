"""The feed that tells what is published: Atom (RFC 4287), one per language, the same at every build.

Volumes know the year of their edition and no more; entries are dated by its first day, and an undated one by the
earliest day there is, so that nothing depends on when the site was built.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from lxml import etree

from imprenta.book.order import BoundBook
from imprenta.citation.record import Record
from imprenta.model import Collection
from imprenta.urls import language_prefix, page_url

ATOM = "http://www.w3.org/2005/Atom"
FEED_TYPE = "application/atom+xml"
_XML = "{http://www.w3.org/XML/1998/namespace}"
_UNDATED = "1970-01-01T00:00:00Z"
# The stubs know no default namespace; lxml takes None for it.
_NAMESPACES: Any = {None: ATOM}


def atom_url(collection: Collection, language: str) -> str:
    """Return the address of a language's feed, relative to the root of the site."""
    return f"{language_prefix(collection, language)}feed.xml"


def feed(
    collection: Collection, language: str, site_url: str, records: Sequence[Record], books: Mapping[str, BoundBook]
) -> bytes:
    """Return a language's feed; `books` are the bound ones by address, without which no file is offered."""
    metadata = collection.metadata
    root = etree.Element(f"{{{ATOM}}}feed", nsmap=_NAMESPACES)
    root.set(f"{_XML}lang", language)
    _add(root, "title", metadata.name.best(language, *metadata.codes))
    _add(root, "subtitle", " ".join(metadata.description.best(language, *metadata.codes).split()))
    _add(root, "id", site_url + atom_url(collection, language))
    _link(root, rel="self", type=FEED_TYPE, href=site_url + atom_url(collection, language))
    _link(root, rel="alternate", type="text/html", href=site_url + page_url(collection, language, None, None))
    _add(root, "updated", max((_date(record) for record in records), default=_UNDATED))
    _person(root, metadata.publisher.name.best(language, *metadata.codes))
    _add(root, "rights", metadata.licence.name.best(language, *metadata.codes))
    for record in records:
        _entry(root, record, books.get(record.pdf or ""), site_url)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)


def _entry(root: etree._Element, record: Record, book: BoundBook | None, site_url: str) -> None:
    entry = etree.SubElement(root, f"{{{ATOM}}}entry")
    _add(entry, "title", record.title)
    _add(entry, "id", record.url)
    _link(entry, rel="alternate", type="text/html", hreflang=record.language, href=record.url)
    if book and record.pdf:
        href = site_url + record.pdf
        _link(entry, rel="enclosure", type="application/pdf", length=str(book.size), href=href)
    _add(entry, "updated", _date(record))
    if record.year:
        _add(entry, "published", _date(record))
    for author in record.authors:
        _person(entry, author.name)
    for keyword in record.keywords:
        etree.SubElement(entry, f"{{{ATOM}}}category").set("term", keyword)
    summary = f"{record.status_name}. {record.abstract}" if record.status_name else record.abstract
    _add(entry, "summary", summary)
    _link(entry, rel="license", href=record.licence.url)


def _date(record: Record) -> str:
    return f"{record.year:04}-01-01T00:00:00Z" if record.year else _UNDATED


def _add(parent: etree._Element, name: str, text: str) -> etree._Element:
    element = etree.SubElement(parent, f"{{{ATOM}}}{name}")
    element.text = text
    return element


def _link(parent: etree._Element, **attributes: str) -> None:
    link = etree.SubElement(parent, f"{{{ATOM}}}link")
    for name, value in attributes.items():
        link.set(name, value)


def _person(parent: etree._Element, name: str) -> None:
    _add(etree.SubElement(parent, f"{{{ATOM}}}author"), "name", name)
