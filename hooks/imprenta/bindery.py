"""Binds the books of a build, and finishes the site with what only they can tell."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from imprenta import report
from imprenta.board import board, day_of_build, measured_pages
from imprenta.board_view import write_board
from imprenta.book.foreman import Foreman
from imprenta.book.limits import limits
from imprenta.book.order import BookOrder, BoundBook
from imprenta.book.plan import orders
from imprenta.compliance import record, write_compliance
from imprenta.diagnostics import Diagnostic
from imprenta.figures import fill_in
from imprenta.furnishing import begin, furnish
from imprenta.languages import format_size, strings
from imprenta.machines.complete import keeping_pictures, write_for_machines
from imprenta.model import Collection
from imprenta.offline import write_offline
from imprenta.press import Press
from imprenta.settings import Settings
from imprenta.sitemap import sitemap

CACHE = ".cache/imprenta/books"
ICONS_CACHE = ".cache/imprenta/icons"


class Bindery:
    """Makes what needs no finished page in the background: the books, language by language, and the site's faces."""

    def __init__(self, root: Path, settings: Settings, into: Path) -> None:
        """Begin for the project under `root`, before it is read; where the settings want no books, none is begun."""
        self._furnisher = begin(root)
        self._foreman: Foreman | None = None
        if settings.books:
            self._foreman = Foreman(
                into=into,
                cache=root / CACHE,
                workers=settings.workers,
                time_limit=settings.time_limit,
                progress=_Progress(report.interface_language(settings.language)),
            )

    def take(self, press: Press, language: str) -> None:
        """Have the books of a language bound, once all its texts are rendered."""
        if self._foreman:
            ordered = orders(press.collection, press.fragments, press.site_url, language)
            self._foreman.give(ordered, keeping_pictures(press.collection, language))

    def bound(self, collection: Collection) -> tuple[tuple[BoundBook, ...], tuple[Diagnostic, ...]]:
        """Wait, and return the books, in the order of volumes, languages and editions, and what was found."""
        if self._furnisher:
            self._furnisher.join()
        if self._foreman is None:
            return (), ()
        books, found = self._foreman.bound()
        measured = (diagnostic for book in books if not book.light for diagnostic in limits(book))
        return tuple(sorted(books, key=partial(_place, collection))), (*found, *measured)

    def dismiss(self) -> None:
        """End what was begun; the books are not wanted any more."""
        if self._furnisher:
            self._furnisher.kill()
        if self._foreman:
            self._foreman.dismiss()


def _place(collection: Collection, book: BoundBook) -> tuple[int, int, int, bool]:
    """Return what a book is sorted by: volume, language, edition, and the light after the full one."""
    metadata = collection.metadata
    volumes = [volume.slug for volume in collection.volumes]
    editions = [edition.key for edition in metadata.editions]
    place = volumes.index(book.volume), metadata.codes.index(book.language), editions.index(book.edition)
    return *place, book.light


class _Progress:
    """Shows which book of how many on a terminal; quiet in a log."""

    def __init__(self, language: str) -> None:
        self._words = strings(language, "report")
        self._shown = sys.stderr.isatty()

    def __call__(self, done: int, total: int, order: BookOrder) -> None:
        if self._shown:
            end = "\n" if done == total else ""
            line = self._words["book_progress"].format(done=done, total=total, name=order.file.name)
            print(f"\r\x1b[K{line}", end=end, file=sys.stderr, flush=True)


def complete(press: Press, books: Sequence[BoundBook], site: Path) -> None:
    """Write what is made from all languages together, and fill the books' figures into the pages."""
    (site / "sitemap.xml").write_bytes(sitemap(press.collection, press.site_url))
    (site / "sitemap.xml.gz").unlink(missing_ok=True)
    write_compliance(press.collection, books, site)
    measured = measured_pages(record(book) for book in books)
    write_board(board(press.collection, press.warnings, day_of_build(os.environ), measured), press.collection, site)
    fill_in(site.rglob("index.html"), books)
    furnish(press.collection, site, press.site_url)
    write_for_machines(press, books, site)


def seal(press: Press, site: Path) -> None:
    """Write what counts the files of a site, once all others are there."""
    write_offline(press.collection, site, press.collection.root / ICONS_CACHE)


def build_table(press: Press, books: Sequence[BoundBook], language: str) -> str:
    """Return the table at the end of a build: one row per volume and language."""
    words = strings(language, "report")
    head = [words[key] for key in ("volume", "language", "documents", "missing", "pages", "size", "problems")]
    rows = []
    metadata = press.collection.metadata
    first = metadata.editions[0].key
    whole = {(book.volume, book.language): book for book in books if book.edition == first and not book.light}
    for volume in press.collection.volumes:
        for code in metadata.codes:
            present = [document for document in volume.everything if code in document.translations]
            book = whole.get((volume.slug, code))
            folder = volume.path.parent
            problems = [w for w in press.warnings if w.place.path.is_relative_to(folder)]
            rows.append(
                [
                    volume.slug,
                    code,
                    str(len(present)),
                    str(len(volume.everything) - len(present)) if volume.everything else "–",
                    str(book.pages) if book else "–",
                    format_size(book.size, metadata.language(code).locale) if book else "–",
                    str(len(problems)),
                ]
            )
    return report.table(head, rows)
