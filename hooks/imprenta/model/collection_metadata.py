"""What `cuadernos/collection.yml` says."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from imprenta.model.values import Frozen, Key, LanguageCode, Line, Localized


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
    short_name: Line
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
