"""The limits of pages, measured on the finished book: annexes and openers apart."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from imprenta.book.order import BoundBook
from imprenta.diagnostics import Diagnostic, Place, error, warning
from imprenta.model import PageLimit, Status

BINDING = (Status.REVIEW, Status.FINAL)
"""States in which a hard limit ends the build; a draft may still be too long."""


def limits(book: BoundBook) -> Iterator[Diagnostic]:
    """Yield PDF09 for each document or part that takes more pages than it may."""
    for part in book.parts:
        if part.limit and part.pages > part.limit.pages:
            folder = part.entries[0].source.parent
            yield _too_long(book, folder, part.title, part.pages, part.limit)
        for entry in part.entries:
            if entry.limit and entry.pages > entry.limit.pages:
                yield _too_long(book, entry.source, entry.title, entry.pages, entry.limit)


def _too_long(book: BoundBook, path: PurePosixPath, title: str, pages: int, limit: PageLimit) -> Diagnostic:
    severity = error if limit.hard and book.status in BINDING else warning
    return severity("PDF09", Place(path), title=title, pages=pages, limit=limit.pages)
