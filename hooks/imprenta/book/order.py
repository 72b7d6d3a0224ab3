"""What a book is before and after it is made: plain data that crosses from process to process."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from imprenta.model import CollectionMetadata, EditionKind, FundingScheme, Language, PageLimit, Part, VolumeMetadata

if TYPE_CHECKING:
    from imprenta.book.audit import AuditReport


@dataclass(frozen=True, slots=True)
class Fragment:
    """The clean HTML of one page of the site.

    Attributes:
        language: of the page.
        text_language: of the text on it; another one where the translation is missing.
        volume: slug of the volume.
        document: slug of the document inside the volume: `agenda`, `chapters/01-respuesta`.
        url: relative to the root of the site, with a closing slash.
        title: words of the first heading.
        html: begins with the `<h1>`; links are relative to `url`.
        source: the Markdown, relative to the root of the project.
    """

    language: str
    text_language: str
    volume: str
    document: str
    url: str
    title: str
    html: str
    source: PurePosixPath

    @property
    def translated(self) -> bool:
        """Tell whether the text is in the language of the page."""
        return self.language == self.text_language


@dataclass(frozen=True, slots=True)
class Entry:
    """A document in its place in a book.

    Attributes:
        key: kind of the document, or slug of the chapter.
        label: what stands above its title: `Capítulo 1`; empty for documents.
        limit: pages it may take, where the collection limits this kind of document.
        measured: whether this book is the one in which the limit is checked.
    """

    part: Part
    key: str
    label: str
    fragment: Fragment
    limit: PageLimit | None = None
    measured: bool = False


@dataclass(frozen=True, slots=True)
class BookPart:
    """Chapters, documents or annexes: what stands behind one opener.

    Attributes:
        key: `chapters`, `documents` or `annexes`.
        title: as the opener and the contents show it.
        limit: pages that its entries may take together.
        measured: whether this book is the one in which the limit is checked.
    """

    key: str
    title: str
    entries: tuple[Entry, ...]
    limit: PageLimit | None = None
    measured: bool = False


@dataclass(frozen=True, slots=True)
class BookOrder:
    """Everything one finished file needs, as plain data.

    Attributes:
        volume: slug of the volume.
        metadata: of the volume.
        place: `volume.yml`, relative to the root of the project.
        language: of the book.
        edition: what the book holds.
        complete: whether this is the Cuaderno itself, the first edition of the collection.
        parts: with at least one entry each.
        site_url: of the web edition, with a closing slash.
        url: of the volume's landing page, relative to `site_url`.
        file: the finished PDF, relative to the root of the site.
        folder: the volume's, on this machine; images come from nowhere else.
        content: `cuadernos/` on this machine; the emblems come from it.
        templates: folder of the books' templates and styles, on this machine.
        sessions: of the workshop, breaks apart; the cover draws them.
        images: the volume's, relative to `folder`.
        light: whether its pictures are made smaller, for slow connections.
    """

    volume: str
    metadata: VolumeMetadata
    place: PurePosixPath
    collection: CollectionMetadata
    scheme: FundingScheme
    language: Language
    edition: EditionKind
    complete: bool
    parts: tuple[BookPart, ...]
    site_url: str
    url: str
    file: PurePosixPath
    folder: Path
    content: Path
    templates: Path
    sessions: int = 0
    images: tuple[PurePosixPath, ...] = ()
    light: bool = False

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All documents, in the order of the book."""
        return tuple(entry for part in self.parts for entry in part.entries)

    @property
    def has_openers(self) -> bool:
        """Tell whether each part begins with a page of its own: where there is more than one."""
        return len(self.parts) > 1

    @property
    def weight(self) -> int:
        """Characters to set; what the order of work goes by."""
        return sum(len(entry.fragment.html) for entry in self.entries)


@dataclass(frozen=True, slots=True)
class EntryPages:
    """Where a document stands in the finished book.

    Attributes:
        source: its Markdown, relative to the root of the project.
        first: its first page, from 1.
        pages: how many it takes.
    """

    document: str
    title: str
    source: PurePosixPath
    first: int
    pages: int
    limit: PageLimit | None = None


@dataclass(frozen=True, slots=True)
class PartPages:
    """How long a part is, without its opener."""

    key: str
    title: str
    pages: int
    entries: tuple[EntryPages, ...]
    limit: PageLimit | None = None


@dataclass(frozen=True, slots=True)
class BoundBook:
    """A finished file.

    Attributes:
        edition: key of the edition.
        language: code.
        volume: slug.
        path: where the PDF is, on this machine.
        file: the same, relative to the root of the site.
        status: of the volume: limits weigh more in review and final.
        place: `volume.yml`, relative to the root of the project.
        pages: of the whole file, covers included.
        size: in bytes.
        sha256: of the file, hexadecimal.
        parts: pages per part and document.
        audit: what reading the file back has shown.
        from_cache: whether it was taken from the cache.
        light: whether it is the light edition of another file.
    """

    edition: str
    language: str
    volume: str
    path: Path
    file: PurePosixPath
    status: str
    place: PurePosixPath
    pages: int
    size: int
    sha256: str
    parts: tuple[PartPages, ...]
    audit: AuditReport
    from_cache: bool
    light: bool = False
