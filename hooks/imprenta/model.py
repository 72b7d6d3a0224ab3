"""What things are: the collection, its volumes and their documents. Frozen, and knowing nothing else.

Two kinds of models live here: what an editor writes in YAML (pydantic, validated, unknown keys refused)
and what the press reads from the folders (dataclasses).
"""

from __future__ import annotations

import bisect
import datetime
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path, PurePosixPath
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, RootModel, model_validator

from imprenta.diagnostics import Place

LanguageCode = Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Z]{2})?$")]
"""BCP 47 code of a language of the collection (`es`, `pt-BR`)."""

Key = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
"""A name for the press, not for readers: lower case, digits and hyphens."""


class Frozen(BaseModel):
    """Base of everything written in YAML: immutable, and unknown keys are errors."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Localized(RootModel[dict[LanguageCode, str]]):
    """A text in several languages, keyed by language code."""

    model_config = ConfigDict(frozen=True)

    def get(self, language: str) -> str | None:
        """Return the text in `language`, or None: never another language's."""
        return self.root.get(language)

    def best(self, *languages: str) -> str:
        """Return the text in the first of `languages` that has one, or in whatever language there is."""
        for language in languages:
            if self.root.get(language):
                return self.root[language]
        return next(iter(self.root.values()), "")

    @property
    def languages(self) -> tuple[str, ...]:
        """Languages that have a text."""
        return tuple(code for code, text in self.root.items() if text.strip())


class LocalizedList(RootModel[dict[LanguageCode, tuple[str, ...]]]):
    """A list of texts (keywords) per language."""

    model_config = ConfigDict(frozen=True)

    def get(self, language: str) -> tuple[str, ...]:
        """Return the texts in `language`; empty where there are none."""
        return self.root.get(language, ())


class PartialDate(Frozen):
    """A date as exactly as the sources know it: `2013`, `2015-Q1`, `2014-07` or `2014-04-07`."""

    year: int = Field(ge=1900, le=2200)
    quarter: int | None = Field(default=None, ge=1, le=4)
    month: int | None = Field(default=None, ge=1, le=12)
    day: int | None = Field(default=None, ge=1, le=31)

    @model_validator(mode="before")
    @classmethod
    def _read(cls, value: Any) -> Any:
        if isinstance(value, datetime.date):
            return {"year": value.year, "month": value.month, "day": value.day}
        if isinstance(value, int | str):
            found = re.fullmatch(r"(\d{4})(?:-Q([1-4])|-(\d\d)(?:-(\d\d))?)?", str(value))
            if not found:
                raise ValueError("date")
            year, quarter, month, day = found.groups()
            return {"year": year, "quarter": quarter, "month": month, "day": day}
        return value

    @model_validator(mode="after")
    def _exists(self) -> Self:
        if self.day and self.month:
            datetime.date(self.year, self.month, self.day)
        return self

    @property
    def exact(self) -> datetime.date | None:
        """The day, where it is known."""
        return datetime.date(self.year, self.month, self.day) if self.month and self.day else None

    @property
    def first_day(self) -> datetime.date:
        """First day that the date can mean; what timelines and sorting use."""
        month = self.month or (3 * self.quarter - 2 if self.quarter else 1)
        return datetime.date(self.year, month, self.day or 1)

    def __str__(self) -> str:
        """Return the date in ISO 8601, as it was written."""
        if self.quarter:
            return f"{self.year}-Q{self.quarter}"
        parts = [f"{self.year:04}"] + [f"{part:02}" for part in (self.month, self.day) if part]
        return "-".join(parts)


# --- cuadernos/collection.yml ---------------------------------------------------------------------------------------


class Language(Frozen):
    """A language of the collection."""

    code: LanguageCode = Field(description="BCP 47 code; suffix of the files: concept-note.es.md")
    name: str = Field(description="The language's name in itself: Español")
    locale: str = Field(description="Locale of dates and numbers: es_MX")


class Licence(Frozen):
    """The terms under which a text may be used."""

    id: str = Field(description="SPDX identifier: CC-BY-4.0")
    name: Localized
    url: str


class Publisher(Frozen):
    """Who publishes the collection."""

    name: Localized
    short_name: str
    url: str | None = None


class PageLimit(Frozen):
    """How long a part may be in the laid-out PDF, annexes apart."""

    pages: int = Field(gt=0)
    hard: bool = Field(default=False, description="true: beyond it is an error in review and final; false: a warning")


class VolumeKind(StrEnum):
    """What a volume comes from."""

    WORKSHOP = "workshop"
    METHODOLOGY = "methodology"


class Status(StrEnum):
    """How far a volume has come."""

    ANNOUNCED = "announced"
    DRAFT = "draft"
    REVIEW = "review"
    FINAL = "final"


class DocumentKind(Frozen):
    """A kind of document: its place in the order is its place in `collection.yml`."""

    key: Key = Field(description="Name of the file without language and ending: concept-note")
    title: Localized
    limit: PageLimit | None = None
    required_for: tuple[VolumeKind, ...] = ()


class PartKind(Frozen):
    """Chapters or annexes: the folder's documents taken together."""

    title: Localized = Field(description="Name of the part: Capítulos")
    item: Localized = Field(description="Name of one of them: Capítulo")
    limit: PageLimit | None = None
    required_for: tuple[VolumeKind, ...] = ()


class EditionKind(Frozen):
    """What a finished PDF holds, in its order."""

    key: Key = Field(description="Part of the file's name: prediagnosis")
    title: Localized
    parts: tuple[Key, ...] = Field(description="Document kinds, `chapters` and `annexes`, in the order of the book")


class CollectionMetadata(Frozen):
    """`cuadernos/collection.yml`."""

    name: Localized
    description: Localized
    publisher: Publisher
    licence: Licence
    languages: tuple[Language, ...] = Field(min_length=1, description="The first one is served at the root of the site")
    documents: tuple[DocumentKind, ...]
    chapters: PartKind
    annexes: PartKind
    editions: tuple[EditionKind, ...] = Field(min_length=1)
    themes: dict[Key, Localized] = Field(default_factory=dict, description="Themes a volume may name")

    def language(self, code: str) -> Language:
        """Return the language with `code`; KeyError where the collection has none."""
        return {language.code: language for language in self.languages}[code]

    @property
    def default_language(self) -> str:
        """Code of the language served at the root of the site."""
        return self.languages[0].code

    @property
    def codes(self) -> tuple[str, ...]:
        """Codes of the languages, in their order."""
        return tuple(language.code for language in self.languages)


# --- cuadernos/funding.yml ------------------------------------------------------------------------------------------


class Emblem(Frozen):
    """A funder's emblem: our own drawing from the published geometry."""

    file: str = Field(description="SVG, relative to cuadernos/: emblems/european-union.svg")
    alt: Localized = Field(description="What it is, for those who don't see it: Emblema de la Unión Europea")


class Funder(Frozen):
    """Who pays, and what must be shown for it. Emblem, support line and statement belong together."""

    name: Localized
    url: str | None = None
    emblem: Emblem | None = None
    support_line: Localized | None = Field(default=None, description="The line beside the emblem")
    statement: Localized | None = Field(default=None, description="The mandated text, to the letter")


class FundingScheme(Frozen):
    """What every page of a volume carries. The wording of the contract's year stands."""

    title: Localized
    framework: Localized | None = Field(default=None, description="The agreement the volume was made under")
    responsible: Localized = Field(description="Who answers for the contents")
    funders: tuple[Funder, ...] = Field(min_length=1)


class FundingMetadata(Frozen):
    """`cuadernos/funding.yml`."""

    schemes: dict[Key, FundingScheme]


# --- cuadernos/<NN>-<slug>/volume.yml -------------------------------------------------------------------------------


class Coordinates(Frozen):
    """Where a place is (WGS 84, degrees)."""

    latitude: float = Field(ge=-90, le=90)
    longitude: float = Field(ge=-180, le=180)


class Venue(Frozen):
    """The house a workshop was held in."""

    name: str
    address: str | None = None


class Workshop(Frozen):
    """A learning workshop."""

    city: Localized
    country: Annotated[str, Field(pattern="^[A-Z]{2}$")] = Field(description="ISO 3166-1 code: UY")
    start: PartialDate = Field(description="2020-10-20, or as much as is known: 2014-07, 2015-Q1")
    end: PartialDate | None = None
    timezone: str | None = Field(default=None, description="IANA name: America/Montevideo")
    coordinates: Coordinates | None = None
    hosts: tuple[Localized, ...] = ()
    venue: Venue | None = None


class Author(Frozen):
    """Who wrote a volume."""

    name: Localized
    organisation: bool = Field(default=True, description="false for a person")


class Credit(Frozen):
    """A line of the credits page: a role and who had it."""

    role: Localized
    names: tuple[Localized, ...]


class DeliverableState(StrEnum):
    """How far a deliverable has come."""

    PENDING = "pending"
    DELIVERED = "delivered"
    ACCEPTED = "accepted"


class Deliverable(Frozen):
    """A product the volume's contract names."""

    product: Localized
    content: Localized | None = None
    due: PartialDate | None = None
    until: PartialDate | None = Field(default=None, description="Last day, where the product takes several")
    due_note: Localized | None = Field(default=None, description="What the date alone does not say: versión borrador")
    limit: PageLimit | None = None
    state: DeliverableState = DeliverableState.PENDING


class VolumeMetadata(Frozen):
    """`volume.yml`."""

    number: int | None = Field(
        default=None, ge=1, description="Number in the collection; methodology volumes have none"
    )
    kind: VolumeKind = VolumeKind.WORKSHOP
    status: Status
    title: Localized
    subtitle: Localized | None = None
    abstract: Localized
    keywords: LocalizedList = LocalizedList({})
    themes: tuple[Key, ...] = ()
    workshop: Workshop | None = None
    funding: Key = Field(description="A scheme of cuadernos/funding.yml")
    authors: tuple[Author, ...] = ()
    credits: tuple[Credit, ...] = ()
    note: Localized | None = Field(
        default=None, description="What the reader of the credits page must know of the edition"
    )
    source_language: LanguageCode
    year: int | None = Field(default=None, description="Year of this edition", ge=1900, le=2200)
    licence: Licence | None = Field(default=None, description="Where it differs from the collection's")
    isbn: str | None = None
    doi: str | None = None
    deliverables: tuple[Deliverable, ...] = ()


# --- cuadernos/<NN>-<slug>/translations.yml and cuadernos/translations.yml (pages of docs/) ---------------------------


class TranslationRecord(Frozen):
    """What a document was translated from. Written by `imprenta translation --accept`."""

    source: LanguageCode = Field(description="The language the document was written in")
    translations: dict[LanguageCode, dict[str, str]] = Field(
        default_factory=dict,
        description="Per language, the digest of each section of the source (by the id of its heading) when translated",
    )


class TranslationRecords(RootModel[dict[str, TranslationRecord]]):
    """`translations.yml`: a record per document, by its path without language and ending."""

    model_config = ConfigDict(frozen=True)


# --- what is read from the folders ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a text: level 1 to 6, its words without markup, its explicit id, its line."""

    level: int
    text: str
    id: str
    line: int


@dataclass(frozen=True, slots=True)
class Link:
    """A link or an image: target as written, its words (alternative text), its line."""

    target: str
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Fence:
    """A fenced block: its name (`agenda`), its body and the line of the body's first line."""

    name: str
    body: str
    line: int


@dataclass(frozen=True, slots=True)
class Markup:
    """Raw HTML or an attribute list (`{...}`) as written, with its line."""

    text: str
    line: int


PLACEHOLDER = "\ufffc"
"""Stands in prose for what is not prose: code, an address, words of another language."""


@dataclass(frozen=True, slots=True)
class Prose:
    """What a person reads of one block, without its markup.

    Attributes:
        text: the words; `PLACEHOLDER` where something stands that is not prose.
        pieces: where each unbroken run of it begins, in `text` and in the file's source.
    """

    text: str
    pieces: tuple[tuple[int, int], ...]

    def at(self, offset: int) -> int:
        """Return where the character at `offset` stands in the source."""
        index = bisect.bisect_right(self.pieces, offset, key=lambda piece: piece[0]) - 1
        start, source = self.pieces[max(index, 0)] if self.pieces else (0, 0)
        return source + offset - start

    def span(self, start: int, end: int) -> tuple[int, int] | None:
        """Return where `text[start:end]` stands in the source; None where markup runs through it."""
        first, last = self.at(start), self.at(end - 1) if end > start else self.at(start) - 1
        return (first, last + 1) if last + 1 - first == end - start else None


@dataclass(frozen=True, slots=True)
class Table:
    """A table: the line of its header row, and its cells as written, row by row, the header first."""

    line: int
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote: its label, the line of its text (or of its call, where it has none), and whether each is there."""

    label: str
    line: int
    called: bool = True
    written: bool = True


@dataclass(frozen=True, slots=True)
class Text:
    """A Markdown file, read once; what the rules need, with line numbers.

    Attributes:
        path: relative to the root of the project.
        file: where it is on this machine.
        source: the whole text.
        body_line: line on which the Markdown begins, after the front matter.
        front_matter: as read; unknown keys are diagnosed by the reader.
        words: words that a reader reads.
        glued_lists: lines of the lists that touch the paragraph above them.
        prose: block by block, cell by cell, in the order of the file (footnotes last); without the fences.
    """

    path: PurePosixPath
    file: Path
    source: str
    body_line: int
    front_matter: Mapping[str, Any]
    headings: tuple[Heading, ...]
    links: tuple[Link, ...]
    images: tuple[Link, ...]
    fences: tuple[Fence, ...]
    html: tuple[Markup, ...]
    attributes: tuple[Markup, ...]
    words: int
    tables: tuple[Table, ...] = ()
    footnotes: tuple[Footnote, ...] = ()
    glued_lists: tuple[int, ...] = ()
    prose: tuple[Prose, ...] = ()

    @property
    def title(self) -> str:
        """Words of the first heading; empty where there is none."""
        return self.headings[0].text if self.headings else ""

    def place(self, line: int | None = None) -> Place:
        """Return the place of `line` in this text."""
        return Place(self.path, line)

    def line_at(self, offset: int) -> int:
        """Return the line on which the character of the source at `offset` stands."""
        return self.source.count("\n", 0, offset) + 1


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
