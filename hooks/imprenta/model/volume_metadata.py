"""What a volume's `volume.yml` says, and what the press notes of its translations."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import ConfigDict, Field, RootModel

from imprenta.model.collection_metadata import Licence, PageLimit, Status, VolumeKind
from imprenta.model.values import Frozen, Key, LanguageCode, Line, Localized, LocalizedList, PartialDate


class Coordinates(Frozen):
    """Where a place is (WGS 84, degrees)."""

    latitude: float = Field(ge=-90, le=90)
    longitude: float = Field(ge=-180, le=180)


class Venue(Frozen):
    """The house a workshop was held in."""

    name: Line
    address: Line | None = None


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

    UNRECORDED = "unrecorded"
    """What nobody wrote down is not said to be pending."""
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
    state: DeliverableState = DeliverableState.UNRECORDED


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
    isbn: Line | None = None
    doi: Line | None = None
    deliverables: tuple[Deliverable, ...] = ()


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
