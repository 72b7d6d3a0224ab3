"""Decides which books are made, and what stands in each: one per volume, language and edition."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from imprenta.book.order import BookOrder, BookPart, Entry, Fragment
from imprenta.fences import agenda
from imprenta.languages import strings
from imprenta.model import Collection, Document, DocumentKind, EditionKind, PartKind, Status, Volume
from imprenta.urls import edition_url, page_url

TEMPLATES = "overrides/book"
CHAPTERS, ANNEXES, DOCUMENTS = "chapters", "annexes", "documents"

Fragments = Mapping[tuple[str, str, str], Fragment]
"""Fragments by language, slug of the volume and slug of the document."""


def orders(
    collection: Collection, fragments: Fragments, site_url: str, language: str | None = None
) -> tuple[BookOrder, ...]:
    """Return an order for every book that has something to print; with `language`, for those of this one only.

    An edition is made in a language where at least one of its documents is in that language. Only the Cuaderno itself
    (the first edition of `collection.yml`) shows the untranslated ones, under a notice. Announced volumes get no book.
    """
    return tuple(
        order
        for volume in collection.volumes
        if volume.metadata.status is not Status.ANNOUNCED
        for code in collection.metadata.codes
        if language in (None, code)
        for order in _Shelf(collection, volume, code, fragments, site_url).orders()
    )


@dataclass
class _Shelf:
    """The books of one volume in one language; a limit is checked in the smallest of them that holds the text."""

    collection: Collection
    volume: Volume
    language: str
    fragments: Fragments
    site_url: str
    measured: set[str] = field(default_factory=set)

    def orders(self) -> list[BookOrder]:
        editions = self.collection.metadata.editions
        smallest_first = sorted(editions, key=lambda edition: len(edition.parts))
        made = {edition.key: self._order(edition) for edition in smallest_first}
        return [order for edition in editions if (order := made[edition.key])]

    def _order(self, edition: EditionKind) -> BookOrder | None:
        complete = edition == self.collection.metadata.editions[0]
        held = [document for key in edition.parts for document in self._documents(key)]
        if not any(fragment.translated for document in held if (fragment := self._fragment(document))):
            return None
        return BookOrder(
            volume=self.volume.slug,
            metadata=self.volume.metadata,
            place=self.volume.path,
            collection=self.collection.metadata,
            scheme=self.collection.scheme(self.volume),
            language=self.collection.metadata.language(self.language),
            edition=edition,
            complete=complete,
            parts=tuple(self._parts(edition, complete)),
            site_url=self.site_url,
            url=page_url(self.collection, self.language, self.volume, None),
            file=PurePosixPath(edition_url(self.collection, self.volume, self.language, edition)),
            folder=self.volume.folder,
            content=self.collection.folder,
            templates=self.collection.root / TEMPLATES,
            sessions=session_count(self.volume),
            images=self.volume.images,
        )

    def _documents(self, key: str) -> tuple[Document, ...]:
        if key == CHAPTERS:
            return self.volume.chapters
        if key == ANNEXES:
            return self.volume.annexes
        return tuple(document for document in self.volume.documents if document.key == key)

    def _fragment(self, document: Document) -> Fragment | None:
        return self.fragments.get((self.language, self.volume.slug, document.slug))

    def _parts(self, edition: EditionKind, complete: bool) -> Iterator[BookPart]:
        """Yield the parts in the edition's order; document kinds that follow each other share one."""
        kinds = {kind.key: kind for kind in self.collection.metadata.documents}
        groups: list[tuple[str, list[Entry]]] = []
        for key in edition.parts:
            name = key if key in (CHAPTERS, ANNEXES) else DOCUMENTS
            if not groups or groups[-1][0] != name:
                groups.append((name, []))
            groups[-1][1].extend(self._entries(key, kinds.get(key), complete))
        for name, entries in groups:
            if entries:
                part = self._part_kind(name)
                yield BookPart(
                    key=name,
                    title=self._part_title(name),
                    entries=tuple(entries),
                    limit=part.limit if part else None,
                    measured=bool(part and part.limit and _whole(entries) and self._measure(name)),
                )

    def _entries(self, key: str, kind: DocumentKind | None, complete: bool) -> Iterator[Entry]:
        part = self._part_kind(key)
        for index, document in enumerate(self._documents(key), start=1):
            fragment = self._fragment(document)
            if fragment is None or not (fragment.translated or complete):
                continue
            label = f"{part.item.best(self.language)} {document.number or index}" if part else ""
            limit = kind.limit if kind else None
            measured = bool(limit and fragment.translated and self._measure(document.slug))
            yield Entry(document.part, document.key, label, fragment, limit, measured)

    def _measure(self, name: str) -> bool:
        first = name not in self.measured
        self.measured.add(name)
        return first

    def _part_kind(self, name: str) -> PartKind | None:
        metadata = self.collection.metadata
        return {CHAPTERS: metadata.chapters, ANNEXES: metadata.annexes}.get(name)

    def _part_title(self, name: str) -> str:
        kind = self._part_kind(name)
        return kind.title.best(self.language) if kind else strings(self.language, "book")["documents"]


def _whole(entries: list[Entry]) -> bool:
    """Tell whether all texts are in the book's language: another language's length says nothing of this one's."""
    return all(entry.fragment.translated for entry in entries)


def session_count(volume: Volume) -> int:
    """Return how many sessions, breaks apart, the volume's agenda has; 0 where it has none that can be read."""
    for text in (text for document in volume.documents for text in document.translations.values()):
        for fence in text.fences:
            programme = agenda.read(fence, text.place(fence.line))[0] if fence.name == "agenda" else None
            if programme:
                return sum(session.kind != "break" for day in programme.days for session in day.sessions)
    return 0
