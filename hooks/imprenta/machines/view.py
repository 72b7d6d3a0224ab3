"""What the templates ask for machines: the tags of a page's head, how a volume is cited, the pictures of its cover."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from jinja2 import Environment

from imprenta.citation.exports import FORMATS
from imprenta.citation.record import Record, published_languages, record
from imprenta.citation.view import CitationView, citation_view
from imprenta.covers import Cover, cover
from imprenta.editions import whole_book
from imprenta.languages import strings
from imprenta.machines import json_ld
from imprenta.machines.atom import FEED_TYPE as ATOM_TYPE
from imprenta.machines.atom import atom_url
from imprenta.machines.highwire import highwire
from imprenta.machines.opds import FEED_TYPE as OPDS_TYPE
from imprenta.machines.opds import opds_url
from imprenta.machines.open_graph import Shown, open_graph
from imprenta.model import Collection, Document, Status, Volume
from imprenta.press import Press
from imprenta.urls import page_url


@dataclass(frozen=True, slots=True)
class Alternate:
    """The same in another form: a `<link rel="alternate">`; its address is relative to the root of the site."""

    url: str
    media_type: str
    title: str


@dataclass(frozen=True, slots=True)
class Head:
    """What a page tells machines.

    Attributes:
        names: `<meta name content>`.
        properties: `<meta property content>`.
        alternates: feeds and exports.
        json_ld: text of the script; empty where there is nothing to tell.
    """

    names: tuple[tuple[str, str], ...]
    properties: tuple[tuple[str, str], ...]
    alternates: tuple[Alternate, ...]
    json_ld: str


@dataclass(frozen=True, slots=True)
class Machines:
    """The collection as machines see it in one language; what templates call `machines`."""

    press: Press
    language: str

    @property
    def _collection(self) -> Collection:
        return self.press.collection

    @property
    def _site(self) -> json_ld.Site:
        return json_ld.Site(self._collection, self.press.site_url, self.language, self.press.books)

    def cite(self, volume: Volume) -> CitationView | None:
        """Return how a volume is cited, in the reader's language or in one that it has; None where it must not be."""
        languages = published_languages(self._collection, volume)
        if not languages:
            return None
        code = self.language if self.language in languages else languages[0]
        return citation_view(self._record(volume, code), self._collection.metadata.language(code), self.language)

    def cover(self, volume: Volume) -> Cover | None:
        """Return the pictures of a volume's cover, in the reader's language or in another; None without a book."""
        if not self.press.books:
            return None
        codes = sorted(self._collection.metadata.codes, key=lambda code: code != self.language)
        found = next((code for code in codes if whole_book(self._collection, volume, code)), None)
        return cover(volume.slug, found) if found else None

    def cover_text(self, volume: Volume) -> str:
        """Return what a cover's picture is, for those who don't see it."""
        title = volume.metadata.title.best(self.language, volume.metadata.source_language)
        return strings(self.language, "machines")["cover_of"].format(title=title)

    @property
    def search_words(self) -> Mapping[str, str]:
        """Texts of the search page."""
        return strings(self.language, "search")

    def head(self, volume: Volume | None, document: Document | None, description: str) -> Head:
        """Return the tags of a page: of the home page, a page of `docs/`, a volume or one of its documents."""
        about = self._about(volume) if volume and document is None else None
        return Head(
            names=tuple(self._names(volume, about)),
            properties=tuple(self._properties(volume, document, description)),
            alternates=tuple(self._alternates(about)),
            json_ld=json_ld.script(self._things(volume, document)),
        )

    def _names(self, volume: Volume | None, about: Record | None) -> Iterator[tuple[str, str]]:
        yield "twitter:card", "summary_large_image"
        if volume and volume.metadata.status is Status.DRAFT:
            yield "robots", "noindex"
        if about:
            yield from highwire(about, self.press.site_url)

    def _properties(
        self, volume: Volume | None, document: Document | None, description: str
    ) -> Iterator[tuple[str, str]]:
        name = self._collection.metadata.name.best(self.language)
        title = volume.metadata.title.best(self.language, volume.metadata.source_language) if volume else name
        if document and not (volume is None and document.slug == "index"):
            text = document.translations.get(self.language) or next(iter(document.translations.values()))
            title = text.title
        # A page that stands in for a missing translation is the original's, wherever it is shared.
        code = next(iter(document.translations)) if document and self.language not in document.translations else ""
        url = self.press.site_url + page_url(self._collection, code or self.language, volume, document)
        shown = Shown(title, description, url, volume, is_landing=document is None)
        yield from open_graph(self._collection, self.language, self.press.site_url, shown)

    def _alternates(self, about: Record | None) -> Iterator[Alternate]:
        words = strings(self.language, "machines")
        yield Alternate(atom_url(self._collection, self.language), ATOM_TYPE, words["feed"])
        if self.press.books:
            yield Alternate(opds_url(self._collection, self.language), OPDS_TYPE, words["opds"])
        if about:
            for kind in FORMATS:
                yield Alternate(about.stem + kind.suffix, kind.media_type, kind.name)

    def _things(self, volume: Volume | None, document: Document | None) -> list[json_ld.Thing]:
        if volume is None:
            at_home = document is None or document.slug == "index"
            return json_ld.home(self._site) if at_home else [json_ld.breadcrumbs(self._site, None, document)]
        return json_ld.text(self._site, volume, document) if document else json_ld.landing(self._site, volume)

    def _about(self, volume: Volume) -> Record | None:
        """Return the record of a volume that is published in this language."""
        languages = published_languages(self._collection, volume)
        return self._record(volume, self.language) if self.language in languages else None

    def _record(self, volume: Volume, language: str) -> Record:
        found = record(self._collection, volume, language, self.press.site_url)
        return found if self.press.books else replace(found, pdf=None)


def equip(env: Environment, press: Press, language: str) -> Environment:
    """Give the templates `machines`."""
    env.globals["machines"] = Machines(press, language)
    return env
