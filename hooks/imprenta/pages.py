"""The pages of the site in one language: what each shows, where it stands, which file it comes from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from imprenta.languages import strings
from imprenta.model import Collection, Document, Part, Status, Text, Volume
from imprenta.urls import page_url


@dataclass(frozen=True, slots=True)
class SitePage:
    """One page of the site.

    Attributes:
        language: of the site around the text.
        text_language: of the text itself; another one where the translation is missing.
        volume: None for a page of the collection as a whole.
        document: None for a volume's landing page.
        text: None for a landing page, which is made of metadata.
        url: relative to the root of the site.
        source: file that the edit button opens, relative to the root of the project.
        title: as navigation shows it.
        translations: address of the page in each language that really has it, this one's included if it has.
    """

    language: str
    text_language: str
    volume: Volume | None
    document: Document | None
    text: Text | None
    url: str
    source: PurePosixPath
    title: str
    translations: Mapping[str, str]

    @property
    def translated(self) -> bool:
        """Tell whether the text is in the language of the site around it."""
        return self.language == self.text_language

    @property
    def announced(self) -> bool:
        """Tell whether it belongs to a volume that has no texts yet."""
        return self.volume is not None and self.volume.metadata.status is Status.ANNOUNCED


def volume_pages(collection: Collection, volume: Volume, language: str) -> Iterator[SitePage]:
    """Yield the landing page of a volume and then its documents, in the order of the book."""
    codes = collection.metadata.codes
    yield SitePage(
        language=language,
        text_language=language,
        volume=volume,
        document=None,
        text=None,
        url=page_url(collection, language, volume, None),
        source=volume.path,
        title=volume_label(volume, language),
        translations={code: page_url(collection, code, volume, None) for code in codes},
    )
    for document in volume.everything:
        yield _text_page(collection, volume, document, language)


def fallback_pages(collection: Collection, language: str) -> Iterator[SitePage]:
    """Yield the pages of `docs/` that have no text in `language` and show another one's."""
    for document in collection.pages:
        if language not in document.translations:
            yield _text_page(collection, None, document, language)


def site_pages(collection: Collection, language: str) -> tuple[SitePage, ...]:
    """Return the pages that the press itself adds to the site in one language."""
    pages = [page for volume in collection.volumes for page in volume_pages(collection, volume, language)]
    return (*pages, *fallback_pages(collection, language))


def _text_page(collection: Collection, volume: Volume | None, document: Document, language: str) -> SitePage:
    text_language = language if language in document.translations else next(iter(document.translations))
    text = document.translations[text_language]
    return SitePage(
        language=language,
        text_language=text_language,
        volume=volume,
        document=document,
        text=text,
        url=page_url(collection, language, volume, document),
        source=text.path,
        title=document_label(collection, document, language, text),
        translations={code: page_url(collection, code, volume, document) for code in document.translations},
    )


def is_listed(document: Document) -> bool:
    """Tell whether a page of `docs/` is read for itself: not those that are rooms, as the home page and the search."""
    texts = document.translations.values()
    return not any("navigation" in text.front_matter.get("hide", ()) for text in texts)


def is_found(document: Document) -> bool:
    """Tell whether a page of `docs/` is for readers: not one that says `search: {exclude: true}`, as the board does."""
    texts = document.translations.values()
    return not any((text.front_matter.get("search") or {}).get("exclude") for text in texts)


def volume_label(volume: Volume, language: str) -> str:
    """Return a volume's short name: its number and its city, or its title."""
    metadata = volume.metadata
    texts = strings(language, "site")
    if metadata.number and metadata.workshop:
        city = metadata.workshop.city.best(language, metadata.source_language)
        return texts["volume_label"].format(number=metadata.number, city=city, year=metadata.workshop.start.year)
    return metadata.title.best(language, metadata.source_language)


def document_label(collection: Collection, document: Document, language: str, text: Text) -> str:
    """Return a document's name in navigation: its kind's, or a chapter's number and title."""
    for kind in collection.metadata.documents:
        if document.part is Part.DOCUMENT and kind.key == document.key:
            return kind.title.best(language, *collection.metadata.codes)
    return f"{document.number}. {text.title}" if document.number else text.title
