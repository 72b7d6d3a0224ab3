"""What is read from the folders: documents, volumes, the collection."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path, PurePosixPath

from imprenta.diagnostics import Place
from imprenta.model.collection_metadata import CollectionMetadata
from imprenta.model.funding_metadata import FundingMetadata, FundingScheme
from imprenta.model.glossary import Glossary
from imprenta.model.text import Text
from imprenta.model.volume_metadata import TranslationRecord, VolumeMetadata


class Part(StrEnum):
    """Where in a volume a document belongs."""

    DOCUMENT = "document"
    CHAPTER = "chapter"
    ANNEX = "annex"
    PAGE = "page"
    """A page of the collection as a whole, from `docs/`."""


@dataclass(frozen=True, slots=True)
class Document:
    """One document, chapter or annex in all its translations.

    Attributes:
        part: see `Part`.
        key: kind of the document (`agenda`), or the slug of the chapter (`01-respuesta`).
        slug: path inside the volume without language and ending: `agenda`, `chapters/01-respuesta`.
        number: of the chapter or annex, from its file name.
        translations: per language code.
    """

    part: Part
    key: str
    slug: str
    number: int | None
    translations: Mapping[str, Text]


@dataclass(frozen=True, slots=True)
class Volume:
    """One volume: its metadata and its documents, in the order of the book.

    Attributes:
        slug: name of its folder, and of its place in the site.
        folder: where it is on this machine.
        path: of `volume.yml`, relative to the root of the project.
        lines: line of each key of `volume.yml`, by dotted path (`workshop.start`, `authors.0`).
        images: files of `images/`, relative to the volume's folder.
        records: what each document was translated from, by its slug; `record_lines`: line of each key, by dotted path.
        metadata_valid: false where `volume.yml` has errors: its metadata is a stand-in, its texts are checked.
    """

    slug: str
    folder: Path
    path: PurePosixPath
    metadata: VolumeMetadata
    lines: Mapping[str, int]
    documents: tuple[Document, ...] = ()
    chapters: tuple[Document, ...] = ()
    annexes: tuple[Document, ...] = ()
    images: tuple[PurePosixPath, ...] = ()
    metadata_valid: bool = True
    records: Mapping[str, TranslationRecord] = field(default_factory=dict)
    record_lines: Mapping[str, int] = field(default_factory=dict)

    @property
    def everything(self) -> tuple[Document, ...]:
        """Chapters, documents and annexes, in the order of the book."""
        return self.chapters + self.documents + self.annexes

    def place(self, key: str = "") -> Place:
        """Return the place of `key` (dotted path), or of its nearest parent, in `volume.yml`."""
        while key and key not in self.lines:
            key = key.rpartition(".")[0]
        return Place(self.path, self.lines.get(key))


@dataclass(frozen=True, slots=True)
class Collection:
    """Everything under `cuadernos/`, and the pages under `docs/`.

    Attributes:
        root: folder of the project on this machine.
        folder: `cuadernos/` on this machine.
        lines, funding_lines: line of each key of `collection.yml` and `funding.yml`, by dotted path.
        volumes: by number; those without one come last.
        pages: of `docs/`.
        records, record_lines: as a volume's, for the pages.
        glossary, glossary_lines: terms of `glossary.yml`, none without it; line of each key, by dotted path.
    """

    root: Path
    folder: Path
    metadata: CollectionMetadata
    funding: FundingMetadata
    volumes: tuple[Volume, ...] = ()
    pages: tuple[Document, ...] = ()
    lines: Mapping[str, int] = field(default_factory=dict)
    funding_lines: Mapping[str, int] = field(default_factory=dict)
    records: Mapping[str, TranslationRecord] = field(default_factory=dict)
    record_lines: Mapping[str, int] = field(default_factory=dict)
    glossary: Glossary = field(default_factory=Glossary)
    glossary_lines: Mapping[str, int] = field(default_factory=dict)

    def scheme(self, volume: Volume) -> FundingScheme:
        """Return the funding scheme of `volume`; KeyError where it names none that exists."""
        return self.funding.schemes[volume.metadata.funding]

    def texts(self) -> Iterator[tuple[Volume | None, Document, str, Text]]:
        """Yield every text with its volume (None for a page of `docs/`), document and language."""
        for volume in self.volumes:
            for document in volume.everything:
                for language, text in document.translations.items():
                    yield volume, document, language, text
        for page in self.pages:
            for language, text in page.translations.items():
                yield None, page, language, text
