"""What a reader can find: every text in the language it is written in, and the volumes themselves.

Left out are drafts, which are not to be quoted yet, and pages that show another language's text: they are found in that
language. Announced volumes are found by what is known of them, and say that they are announced.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path

from lxml import etree
from lxml import html as lxml_html

from imprenta.languages import country_name, strings
from imprenta.model import Collection, Document, Part, Status, Volume
from imprenta.pages import is_listed, volume_label
from imprenta.press import Press
from imprenta.urls import page_url

_NO_WORDS = ("script", "style", "svg", "template", "button", "nav", "form")
_NO_WORDS_CLASSES = ("headerlink", "footnote-backref", "edit", "notice")


@dataclass(frozen=True, slots=True)
class FoundPage:
    """A page that can be found.

    Attributes:
        url: relative to the root of the site.
        language: of the page and of its text.
        where: the volume it belongs to; empty for pages of the collection.
        part: what it is there: `Capítulo 2`, `Agenda`.
        status: what must be said of the volume beside it; empty where it is final.
        html: its words, beginning with the `<h1>`.
    """

    url: str
    language: str
    where: str
    part: str
    status: str
    html: str


def found_pages(press: Press, site: Path) -> Iterator[FoundPage]:
    """Yield everything that can be found; pages of `docs/` are read from the site that was just rendered."""
    collection = press.collection
    for language in collection.metadata.codes:
        for volume in collection.volumes:
            if volume.metadata.status is not Status.DRAFT:
                yield _landing(collection, volume, language)
                yield from _texts(press, volume, language)
        yield from _collection_pages(collection, language, site)


def document(page: FoundPage) -> str:
    """Return a page as Pagefind reads it: its words, and beside them what a result says of it."""
    told = {"where": page.where, "part": page.part, "status": page.status}
    meta = "".join(f'<span data-pagefind-meta="{name}">{escape(value)}</span>' for name, value in told.items() if value)
    return (
        f'<!doctype html><html lang="{escape(page.language)}"><head><meta charset="utf-8"><title></title></head>'
        f"<body><main data-pagefind-body><p data-pagefind-ignore>{meta}</p>{page.html}</main></body></html>"
    )


def _landing(collection: Collection, volume: Volume, language: str) -> FoundPage:
    metadata, words = volume.metadata, strings(language, "search")
    said = [metadata.subtitle, metadata.abstract]
    paragraphs = [text.best(language, metadata.source_language) for text in said if text]
    if metadata.workshop:
        locale = collection.metadata.language(language).locale
        place = metadata.workshop.city.best(language, metadata.source_language)
        hosts = [host.best(language, metadata.source_language) for host in metadata.workshop.hosts]
        country = country_name(metadata.workshop.country, locale)
        paragraphs.append(". ".join([f"{place}, {country}, {metadata.workshop.start.year}", *hosts]))
    paragraphs.append(", ".join(metadata.keywords.get(language)))
    title = metadata.title.best(language, metadata.source_language)
    body = "".join(f"<p>{escape(text)}</p>" for text in paragraphs if text)
    return FoundPage(
        url=page_url(collection, language, volume, None),
        language=language,
        where=volume_label(volume, language),
        part=words[f"kind_{metadata.kind}"],
        status=words[f"status_{metadata.status}"],
        html=f"<h1>{escape(title)}</h1>{body}",
    )


def _texts(press: Press, volume: Volume, language: str) -> Iterator[FoundPage]:
    for text in volume.everything:
        fragment = press.fragments.get((language, volume.slug, text.slug))
        if fragment and fragment.translated:
            yield FoundPage(
                url=fragment.url,
                language=language,
                where=volume_label(volume, language),
                part=_part(press.collection, text, language),
                status=strings(language, "search")[f"status_{volume.metadata.status}"],
                html=_words(lxml_html.fragments_fromstring(fragment.html)),
            )


def _part(collection: Collection, text: Document, language: str) -> str:
    """Return what a document is in its volume: a chapter or annex with its number, or the name of its kind."""
    metadata = collection.metadata
    numbered = {Part.CHAPTER: metadata.chapters, Part.ANNEX: metadata.annexes}.get(text.part)
    if numbered:
        return f"{numbered.item.best(language)} {text.number or ''}".strip()
    return next((kind.title.best(language) for kind in metadata.documents if kind.key == text.key), "")


def _collection_pages(collection: Collection, language: str, site: Path) -> Iterator[FoundPage]:
    for page in collection.pages:
        if language in page.translations and is_listed(page):
            url = page_url(collection, language, None, page)
            tree = lxml_html.document_fromstring((site / url / "index.html").read_bytes())
            articles = list(tree.iter("article"))
            where = collection.metadata.name.best(language)
            yield FoundPage(url, language, where, "", "", _words(articles))


def _words(roots: Iterable[etree._Element | str]) -> str:
    """Return the HTML of what is read, without what is only looked at or clicked."""
    kept = []
    for root in roots:
        if isinstance(root, str):
            kept.append(escape(root))
            continue
        etree.strip_elements(root, *_NO_WORDS, with_tail=False)
        for name in _NO_WORDS_CLASSES:
            for element in root.find_class(name):  # type: ignore[attr-defined]
                element.drop_tree()
        kept.append(str(lxml_html.tostring(root, encoding="unicode")))
    return "".join(kept)
