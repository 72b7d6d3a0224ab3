"""The map of the site for search engines: every page with its translations (sitemaps.org 0.9, hreflang by Google)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from lxml import etree

from imprenta.model import Collection, Status
from imprenta.pages import is_found, site_pages
from imprenta.urls import page_url

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "http://www.w3.org/1999/xhtml"
# The stubs know no default namespace; lxml takes None for it.
_NAMESPACES: Any = {None: SITEMAP, "xhtml": XHTML}


def sitemap(collection: Collection, site_url: str) -> bytes:
    """Return `sitemap.xml`. A page shown in place of a missing translation is not in it: its original is."""
    root = etree.Element(f"{{{SITEMAP}}}urlset", nsmap=_NAMESPACES)
    for translations in _translations(collection):
        for code in translations:
            entry = etree.SubElement(root, f"{{{SITEMAP}}}url")
            etree.SubElement(entry, f"{{{SITEMAP}}}loc").text = site_url + translations[code]
            for name, url in alternates(collection, translations).items():
                link = etree.SubElement(entry, f"{{{XHTML}}}link")
                link.set("rel", "alternate")
                link.set("hreflang", name)
                link.set("href", site_url + url)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)


def alternates(collection: Collection, translations: Mapping[str, str]) -> dict[str, str]:
    """Return the addresses of a page by hreflang: each language that has it, and `x-default`."""
    default = collection.metadata.default_language
    return dict(translations) | {"x-default": translations.get(default) or next(iter(translations.values()))}


def _translations(collection: Collection) -> Iterable[Mapping[str, str]]:
    for document in filter(is_found, collection.pages):
        yield {code: page_url(collection, code, None, document) for code in document.translations}
    for page in site_pages(collection, collection.metadata.default_language):
        # Drafts ask not to be indexed; a map that named them would say the opposite.
        if page.volume is not None and page.volume.metadata.status is not Status.DRAFT:
            yield page.translations
