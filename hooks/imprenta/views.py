"""What the templates of the site see: the collection through a reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from imprenta.book.palette import PAPER, mixed, palette
from imprenta.calendar_file import volume_calendar
from imprenta.catalogue import Facet, facets, related, traits
from imprenta.checks.structure import missing_documents
from imprenta.editions import is_made, light_url
from imprenta.figures import END, figure, if_bound
from imprenta.glossary import Explained, explained_terms
from imprenta.languages import country_name, format_date, format_number, format_span, strings
from imprenta.model import Collection, Document, EditionKind, FundingScheme, Localized, Part, Text, Volume
from imprenta.motifs import HOUSE_INK, motif_url
from imprenta.offline import manifest_url
from imprenta.overview.view import Overview, overview
from imprenta.pages import SitePage, document_label, is_listed, volume_label
from imprenta.press import Press
from imprenta.roomtext import room_text
from imprenta.sitemap import alternates
from imprenta.translation import TranslationState, source_language, translation_state
from imprenta.urls import calendar_url, edition_url, page_url


@dataclass(frozen=True, slots=True)
class LightView:
    """A file's light edition. Whether there is one is known once the books are bound: it goes between two marks."""

    begin: str
    url: str
    size: str
    end: str


@dataclass(frozen=True, slots=True)
class EditionView:
    """A finished file as a volume's page offers it. Pages and size are marks until the books are bound."""

    kind: EditionKind
    title: str
    language: str
    language_name: str
    url: str
    pages: str
    size: str
    light: LightView


@dataclass(frozen=True, slots=True)
class View:
    """The collection as one language's readers see it; what templates call."""

    press: Press
    language: str

    @property
    def collection(self) -> Collection:
        """The collection itself."""
        return self.press.collection

    @property
    def locale(self) -> str:
        """Locale of dates and numbers."""
        return self.collection.metadata.language(self.language).locale

    @property
    def words(self) -> Any:
        """Texts of the interface."""
        return strings(self.language, "site")

    def words_in(self, language: str) -> Any:
        """Return the texts of the interface in another language."""
        return strings(language, "site")

    def home(self, language: str) -> str:
        """Return the address of a language's home page, relative to the root of the site."""
        return page_url(self.collection, language, None, None) or "."

    def pending(self, volume: Volume) -> tuple[str, ...]:
        """Return the titles of the documents that a volume must have and has not."""
        titles = {kind.key: kind.title for kind in self.collection.metadata.documents}
        titles["chapters"] = self.collection.metadata.chapters.title
        return tuple(self.text(titles[key]) for key in missing_documents(self.collection, volume))

    @property
    def volumes(self) -> tuple[Volume, ...]:
        """Volumes, the newest first."""
        return tuple(reversed(self.collection.volumes))

    def text(self, localized: Localized | None) -> str:
        """Return a text in the reader's language, or in the collection's first."""
        return localized.best(self.language, *self.collection.metadata.codes) if localized else ""

    def date(self, date: Any) -> str:
        """Return a date in words."""
        return format_date(date, self.locale)

    def when(self, volume: Volume) -> str:
        """Return the days of a volume's workshop in words; empty without one."""
        workshop = volume.metadata.workshop
        return format_span(workshop.start, workshop.end, self.locale) if workshop else ""

    def calendar(self, volume: Volume) -> str:
        """Return the address of a workshop's calendar file; empty where its days are not known."""
        made = volume_calendar(volume, self.language, self.collection, self.press.site_url)
        return calendar_url(volume, self.language) if made else ""

    def where(self, volume: Volume) -> str:
        """Return city and country of a volume's workshop; empty without one."""
        workshop = volume.metadata.workshop
        return f"{self.text(workshop.city)}, {country_name(workshop.country, self.locale)}" if workshop else ""

    def city(self, volume: Volume) -> str:
        """Return the city of a volume's workshop; empty without one."""
        return self.text(volume.metadata.workshop.city) if volume.metadata.workshop else ""

    def country(self, volume: Volume) -> str:
        """Return the country of a volume's workshop; empty without one."""
        workshop = volume.metadata.workshop
        return country_name(workshop.country, self.locale) if workshop else ""

    def number(self, number: float) -> str:
        """Return a number as the language writes it."""
        return format_number(number, self.locale)

    def status(self, volume: Volume) -> str:
        """Return a volume's status in words."""
        return str(self.words[f"status_{volume.metadata.status}"])

    def label(self, volume: Volume) -> str:
        """Return a volume's short name."""
        return volume_label(volume, self.language)

    def scheme(self, volume: Volume) -> FundingScheme:
        """Return the funding scheme of a volume."""
        return self.collection.scheme(volume)

    def url(self, volume: Volume | None, document: Document | None = None) -> str:
        """Return the address of a page, relative to the root of the site."""
        return page_url(self.collection, self.language, volume, document)

    def title(self, document: Document) -> str:
        """Return a document's title in the reader's language, or in the one it has."""
        return _text(document, self.language).title

    def short_title(self, document: Document) -> str:
        """Return a document's name in navigation."""
        return document_label(self.collection, document, self.language, _text(document, self.language))

    def reading_minutes(self, document: Document) -> int:
        """Return how many minutes a document takes to read."""
        return _text(document, self.language).minutes

    def stale_source(self, volume: Volume | None, document: Document) -> Mapping[str, str] | None:
        """Return address, code and name of the language a stale translation was made from; None for any other."""
        if translation_state(self.collection, volume, document, self.language) is not TranslationState.STALE:
            return None
        code = source_language(self.collection, volume, document)
        name = self.collection.metadata.language(code).name
        return {"url": page_url(self.collection, code, volume, document), "code": code, "name": name}

    def kicker(self, document: Document) -> str:
        """Return what a document is: `Chapter 2`, `Annex 1`, or the name of its kind; empty where its title says so."""
        parts = {Part.CHAPTER: self.collection.metadata.chapters, Part.ANNEX: self.collection.metadata.annexes}
        if document.part in parts:
            return f"{self.text(parts[document.part].item)} {document.number or ''}".strip()
        name = self.short_title(document)
        return "" if name == self.title(document) else name

    def position(self, volume: Volume, document: Document) -> int:
        """Return which of a volume's texts a document is, from 1."""
        return volume.everything.index(document) + 1

    @property
    def cities(self) -> int:
        """How many cities have held a workshop."""
        return len({self.city(volume) for volume in self.collection.volumes} - {""})

    @property
    def years(self) -> str:
        """First and last year of the workshops."""
        years = sorted(v.metadata.workshop.start.year for v in self.collection.volumes if v.metadata.workshop)
        return f"{years[0]}–{years[-1]}" if years and years[0] != years[-1] else "".join(map(str, years[:1]))

    @property
    def facets(self) -> tuple[Facet, ...]:
        """What volumes can be chosen by."""
        return facets(self.collection, self.language)

    def overview(self, url: str) -> Overview:
        """Return the map and the timeline of the collection for the page at `url`."""
        return overview(self.collection, self.language, url, self.colours)

    def traits(self, volume: Volume) -> Mapping[str, Mapping[str, str]]:
        """Return a volume's values by facet: key to name."""
        return traits(self.collection, volume, self.language)

    def related(self, volume: Volume) -> tuple[Volume, ...]:
        """Return the volumes nearest to one."""
        return related(self.collection, volume)

    @property
    def manifest(self) -> str:
        """Return the address of the language's web application manifest, relative to the root of the site."""
        return manifest_url(self.collection, self.language)

    def motif(self, volume: Volume | None) -> str:
        """Return the address of the drawing of a volume's cover, or of the collection's."""
        return motif_url(volume)

    def ink(self, volume: Volume | None) -> str:
        """Return the ink of a volume, or the collection's."""
        return palette(volume.metadata).ink if volume else HOUSE_INK

    def colours(self, volume: Volume | None) -> str:
        """Return a volume's colours, or the collection's, as CSS declarations; `glow` is the ink on a dark ground."""
        ink = self.ink(volume)
        return f"--ink:{ink};--tint:{mixed(ink, PAPER, 0.93)};--glow:{mixed(ink, PAPER, 0.55)}"

    @property
    def terms(self) -> tuple[Explained, ...]:
        """The terms of the glossary, in the alphabet of the reader's language."""
        return explained_terms(self.collection, self.language)

    @property
    def about(self) -> tuple[tuple[str, Document], ...]:
        """The pages about the collection: address and document."""
        pages = (document for document in self.collection.pages if is_listed(document))
        return tuple((self.url(None, document), document) for document in pages)

    def room(self, html: str, url: str, volume: Volume | None) -> Markup:
        """Return the rendered text of the page at `url` as the reading room shows it."""
        return Markup(room_text(html, self.words, url, volume))

    def editions(self, volume: Volume) -> tuple[EditionView, ...]:
        """Return the files that are bound for a volume, the reader's language first."""
        codes = sorted(self.collection.metadata.codes, key=lambda code: code != self.language)
        return tuple(view for code in codes for view in self._editions(volume, code))

    def _editions(self, volume: Volume, code: str) -> Iterable[EditionView]:
        if not self.press.books:
            return
        metadata = self.collection.metadata
        for kind in metadata.editions:
            if is_made(volume, code, kind):
                url = edition_url(self.collection, volume, code, kind)
                light = light_url(url)
                yield EditionView(
                    kind=kind,
                    title=self.text(kind.title),
                    language=code,
                    language_name=metadata.language(code).name,
                    url=url,
                    pages=figure(url, "pages", self.locale),
                    size=figure(url, "size", self.locale),
                    light=LightView(if_bound(light), light, figure(light, "size", self.locale), END),
                )


def _text(document: Document, language: str) -> Text:
    """Return a document in a language, or in one that it has."""
    return document.translations.get(language) or next(iter(document.translations.values()))


def equip(env: Environment, press: Press, language: str) -> Environment:
    """Give the templates the view of one language as `imprenta`, and the function `words`."""
    env.globals["imprenta"] = View(press, language)
    return env


def page_context(press: Press, language: str, ours: SitePage | None, document: Document | None) -> dict[str, Any]:
    """Return what one page's template shows: `ours`, its languages, and where the switch leads."""
    collection = press.collection
    codes = collection.metadata.codes
    volume = ours.volume if ours else None
    document = ours.document if ours else document
    real = ours.translations if ours else {}
    if document and not ours:
        real = {code: page_url(collection, code, None, document) for code in document.translations}
    original = real.get(ours.text_language) if ours and not ours.translated else None
    return {
        "ours": ours,
        "volume": volume,
        "document": document,
        "language": language,
        "text_language": ours.text_language if ours else language,
        "original": press.site_url + original if original is not None else None,
        "alternates": {code: press.site_url + url for code, url in alternates(collection, real).items()}
        if real
        else {},
        "switch": {code: page_url(collection, code, volume, document) for code in codes},
    }
