"""The proof for the funders: what reading every finished file back has shown, as a table for people and as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from lxml import html as lxml_html
from lxml.html.builder import E

from imprenta.book.order import BoundBook
from imprenta.languages import format_number, format_size, strings
from imprenta.model import Collection
from imprenta.pages import volume_label
from imprenta.roomtext import scrolling_box
from imprenta.urls import language_prefix, relative_url

PAGE = "compliance"
MARK = "<!--compliance-->"
"""Where the template leaves room for the table: pages are rendered before the books are bound."""

COLUMNS = ("edition", "pages", "statements", "emblems", "links", "outline", "fonts", "size", "conformance", "sha256")


def write_compliance(collection: Collection, books: Sequence[BoundBook], site: Path) -> None:
    """Fill the table into the page of each language, and write `compliance/compliance.json`."""
    for code in collection.metadata.codes:
        page = site / language_prefix(collection, code) / PAGE / "index.html"
        if page.is_file():
            text = page.read_text(encoding="utf-8")
            page.write_text(text.replace(MARK, table(collection, books, code)), encoding="utf-8")
    if books:
        file = site / PAGE / "compliance.json"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps([record(book) for book in books], indent=2, ensure_ascii=False) + "\n", "utf-8")


def record(book: BoundBook) -> dict[str, Any]:
    """Return the figures of one file for machines."""
    audit = book.audit
    return {
        "file": book.file.as_posix(),
        "volume": book.volume,
        "edition": book.edition,
        "light": book.light,
        "language": book.language,
        "status": book.status,
        "sha256": book.sha256,
        "bytes": book.size,
        "pages": audit.pages,
        "pages_with_statements": audit.pages_with_statements,
        "pages_with_emblems": audit.pages_with_emblems,
        "internal_links": audit.links,
        "outline_entries": audit.outline_entries,
        "fonts": list(audit.fonts),
        "conformance": ["PDF/UA-1", "PDF/A-3a"] if audit.conforms else [],
        "parts": [
            {
                "part": part.key,
                "pages": part.pages,
                "limit": part.limit.pages if part.limit else None,
                "documents": [
                    {"document": e.document, "pages": e.pages, "limit": e.limit.pages if e.limit else None}
                    for e in part.entries
                ],
            }
            for part in book.parts
        ],
    }


def table(collection: Collection, books: Sequence[BoundBook], language: str) -> str:
    """Return the figures of all files as an HTML table, in the reader's language."""
    words = strings(language, "compliance")
    if not books:
        return _html(E.p(words["no_books"]))
    head = E.tr(*(E.th(words[column], scope="col") for column in COLUMNS))
    body = E.tbody(*(_row(collection, book, language) for book in books))
    drawn = E.table(E.caption(words["caption"]), E.thead(head), body)
    data = relative_url(f"{PAGE}/{PAGE}.json", f"{language_prefix(collection, language)}{PAGE}/")
    box = scrolling_box(words["caption"], "wide")
    box.append(drawn)
    return _html(
        E.div(
            box,
            E.p(f"{words['for_programs']} ", E.a(f"{PAGE}.json", href=data)),
        )
    )


def _html(element: lxml_html.HtmlElement) -> str:
    return str(lxml_html.tostring(element, encoding="unicode"))


def _row(collection: Collection, book: BoundBook, language: str) -> lxml_html.HtmlElement:
    words = strings(language, "compliance")
    metadata = collection.metadata
    locale = metadata.language(language).locale
    volume = next(volume for volume in collection.volumes if volume.slug == book.volume)
    kind = next(kind for kind in metadata.editions if kind.key == book.edition)
    title = kind.title.best(language, *metadata.codes) + (f" ({words['light']})" if book.light else "")
    name = f"{volume_label(volume, language)} · {title} · {book.language}"
    href = relative_url(book.file.as_posix(), f"{language_prefix(collection, language)}{PAGE}/")
    audit = book.audit

    def of_all(count: int) -> str:
        return words["of_all"].format(count=format_number(count, locale), all=format_number(audit.pages, locale))

    return E.tr(
        E.th(E.a(name, href=href, hreflang=book.language), scope="row"),
        E.td(format_number(audit.pages, locale)),
        E.td(of_all(audit.pages_with_statements)),
        E.td(of_all(audit.pages_with_emblems)),
        E.td(format_number(audit.links, locale)),
        E.td(format_number(audit.outline_entries, locale)),
        E.td(format_number(len(audit.fonts), locale)),
        E.td(format_size(book.size, locale)),
        E.td("PDF/UA-1, PDF/A-3a" if audit.conforms else words["not_marked"]),
        E.td(E.code(book.sha256[:16], title=book.sha256)),
    )
