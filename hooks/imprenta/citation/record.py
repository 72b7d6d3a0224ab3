"""The facts that citations, feeds and metadata are made from, read once from a volume in one language."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath

from imprenta.editions import whole_book
from imprenta.languages import strings
from imprenta.model import Author, Collection, Licence, Localized, Status, Volume
from imprenta.urls import edition_url, page_url

PUBLISHED = frozenset({Status.REVIEW, Status.FINAL})
"""What machines are told of. A review is public, and says so of itself; a draft must not be cited, and an announced
volume has no text to cite."""


@dataclass(frozen=True, slots=True)
class Contributor:
    """Who wrote a volume: an organisation, or a person with a family name."""

    name: str
    organisation: bool
    family: str = ""
    given: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """One volume in one language, in plain words.

    Attributes:
        key: name of the reference, ASCII: `cuaderno-11-es`.
        stem: of the exported files, relative to the root of the site: `11-montevideo-2020/cuaderno-11.es`.
        title: with the subtitle.
        year: of the edition; None where it is not known.
        collection: name of the series.
        number: in the series; None for methodology volumes.
        status_name: what a reader must know of an unfinished edition: `Edición de trabajo`; empty for a final one.
        url: of the landing page, absolute.
        pdf: of the whole book, relative to the root of the site; None where there is none.
    """

    key: str
    stem: str
    volume: str
    language: str
    title: str
    authors: tuple[Contributor, ...]
    year: int | None
    collection: str
    number: int | None
    publisher: str
    publisher_name: str
    status: Status
    status_name: str
    abstract: str
    keywords: tuple[str, ...]
    licence: Licence
    url: str
    pdf: str | None
    isbn: str | None
    doi: str | None

    @property
    def by_publisher(self) -> bool:
        """Tell whether the publisher is its author, so that a style need not name it twice."""
        return any(author.name.startswith((self.publisher, self.publisher_name)) for author in self.authors)

    @property
    def address(self) -> str:
        """Where it stays: its DOI, or else its landing page."""
        return f"https://doi.org/{self.doi}" if self.doi else self.url


def is_published(volume: Volume) -> bool:
    """Tell whether machines may be told of a volume as of a publication."""
    return volume.metadata_valid and volume.metadata.status in PUBLISHED


def published_languages(collection: Collection, volume: Volume) -> tuple[str, ...]:
    """Return the languages that a published volume has a text in; none for the others."""
    if not is_published(volume):
        return ()
    codes = collection.metadata.codes
    return tuple(code for code in codes if any(code in document.translations for document in volume.everything))


def records(collection: Collection, language: str, site_url: str) -> tuple[Record, ...]:
    """Return the records of the published volumes in `language`, the newest first."""
    found = [v for v in reversed(collection.volumes) if language in published_languages(collection, v)]
    return tuple(record(collection, volume, language, site_url) for volume in found)


def record(collection: Collection, volume: Volume, language: str, site_url: str) -> Record:
    """Read the facts of a volume in `language`; `site_url` ends in a slash."""
    metadata, words = volume.metadata, strings(language, "citation")

    def say(text: Localized) -> str:
        return " ".join(text.best(language, metadata.source_language).split())

    title = say(metadata.title)
    if metadata.subtitle:
        title = words["title"].format(title=title, subtitle=say(metadata.subtitle))
    publisher = collection.metadata.publisher
    stem = edition_url(collection, volume, language, collection.metadata.editions[0]).removesuffix(".pdf")
    authors = tuple(_contributor(author, say(author.name)) for author in metadata.authors)
    return Record(
        key=PurePosixPath(stem).name.replace(".", "-"),
        stem=stem,
        volume=volume.slug,
        language=language,
        title=title,
        authors=authors or (Contributor(say(publisher.name), True),),
        year=metadata.year,
        collection=say(collection.metadata.name),
        number=metadata.number,
        publisher=publisher.short_name,
        publisher_name=say(publisher.name),
        status=metadata.status,
        status_name=words[f"status_{metadata.status}"],
        abstract=say(metadata.abstract),
        keywords=metadata.keywords.get(language),
        licence=metadata.licence or collection.metadata.licence,
        url=site_url + page_url(collection, language, volume, None),
        pdf=whole_book(collection, volume, language),
        isbn=metadata.isbn,
        doi=metadata.doi,
    )


def _contributor(author: Author, name: str) -> Contributor:
    """Return an author; a person written `Family, Given` has both names, because nothing else tells them apart."""
    family, comma, given = name.partition(",")
    if author.organisation or not comma:
        return Contributor(name, author.organisation)
    return Contributor(name, False, family.strip(), given.strip())
