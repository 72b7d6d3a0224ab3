"""One build: the collection that was read and what becomes of it. Rebuilt from nothing each time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

from imprenta import waivers
from imprenta.book.order import Fragment
from imprenta.checks import check
from imprenta.collection import read_collection
from imprenta.diagnostics import Diagnostic, Severity
from imprenta.glossary import Names, explained, names
from imprenta.keeping import digest_of
from imprenta.model import Collection
from imprenta.outline import outline
from imprenta.pages import SitePage, site_pages
from imprenta.readings import AFRESH, Readings


@dataclass
class Press:
    """The collection of one build, its pages, and the fragments as they are rendered.

    Attributes:
        collection: what was read; frozen.
        warnings: what was found and does not end the build.
        site_url: address of the site, with a closing slash.
        books: whether this build binds PDFs, so that pages offer them.
    """

    collection: Collection
    warnings: tuple[Diagnostic, ...]
    site_url: str
    books: bool = True
    _pages: dict[str, tuple[SitePage, ...]] = field(default_factory=dict)
    _fragments: dict[tuple[str, str, str], Fragment] = field(default_factory=dict)
    _names: dict[str, Names | None] = field(default_factory=dict)

    def pages(self, language: str) -> tuple[SitePage, ...]:
        """Return the pages that the press adds to the site in one language."""
        if language not in self._pages:
            self._pages[language] = site_pages(self.collection, language)
        return self._pages[language]

    def explained(self, html: str, language: str, url: str) -> str:
        """Return the text of the page at `url`, written in `language`, with its terms led to the glossary."""
        if language not in self._names:
            self._names[language] = names(self.collection.glossary, language)
        return explained(self.collection, self._names[language], html, language, url)

    @cached_property
    def outline(self) -> str:
        """Digest of what a page can show of the texts that are not its own."""
        return outline(self.collection)

    @cached_property
    def sources(self) -> str:
        """Digest of where every text stands: links between texts are led to their pages by it."""
        return digest_of(*(text.path.as_posix() for *_, text in self.collection.texts()))

    def take(self, page: SitePage, html: str) -> None:
        """Keep the rendered text of a page for the books."""
        if page.volume and page.document and page.text:
            fragment = Fragment(
                language=page.language,
                text_language=page.text_language,
                volume=page.volume.slug,
                document=page.document.slug,
                url=page.url,
                title=page.text.title,
                html=html,
                source=page.source,
            )
            self._fragments[page.language, fragment.volume, fragment.document] = fragment

    @property
    def fragments(self) -> Mapping[tuple[str, str, str], Fragment]:
        """Fragments by language, volume and document; complete once every language has been rendered."""
        return MappingProxyType(self._fragments)


@dataclass(frozen=True, slots=True)
class Opening:
    """How a build begins: a press, unless errors stand against it."""

    press: Press | None
    diagnostics: tuple[Diagnostic, ...]


def open_press(root: Path, site_url: str, readings: Readings = AFRESH) -> Opening:
    """Read and check everything under `root`; with one error or more there is no press."""
    reading = read_collection(root, readings)
    found = list(reading.diagnostics)
    if reading.collection:
        found = waivers.apply(reading.collection, [*found, *check(reading.collection, readings)])
    diagnostics = tuple(sorted(set_of(found), key=Diagnostic.sort_key))
    failed = reading.collection is None or any(d.severity is Severity.ERROR for d in diagnostics)
    if failed or reading.collection is None:
        return Opening(None, diagnostics)
    return Opening(Press(reading.collection, diagnostics, site_url), diagnostics)


def set_of(found: list[Diagnostic]) -> list[Diagnostic]:
    """Return the diagnostics without repetitions (a text shared by two pages is read once, and complained of once)."""
    seen: dict[tuple[object, ...], Diagnostic] = {}
    for diagnostic in found:
        seen.setdefault((diagnostic.code, diagnostic.place, tuple(diagnostic.values.items())), diagnostic)
    return list(seen.values())
