"""The clean HTML of each page, as Markdown made it: what goes into the books."""

from __future__ import annotations

import posixpath
from urllib.parse import urlsplit

from lxml import html as lxml_html

from imprenta.collection import CONTENT
from imprenta.model import Collection, Document, Volume
from imprenta.pages import SitePage
from imprenta.urls import is_local, page_url, relative_url


def relinked(fragment: str, collection: Collection, page: SitePage) -> str:
    """Return the fragment of a fallback page with the links that name a file of the text's language led to this site's.

    MkDocs resolves the others; these name sources that this language's site does not have.
    """
    if page.volume is None or ".md" not in fragment:
        return fragment
    roots = lxml_html.fragments_fromstring(fragment)
    for root in roots:
        for anchor in root.iter("a") if not isinstance(root, str) else ():
            target = _document_url(anchor.get("href", ""), collection, page)
            if target:
                anchor.set("href", target)
    return "".join(root if isinstance(root, str) else lxml_html.tostring(root, encoding="unicode") for root in roots)


def _document_url(href: str, collection: Collection, page: SitePage) -> str | None:
    parts = urlsplit(href)
    if not is_local(href) or not parts.path.endswith(".md"):
        return None
    source = posixpath.normpath(posixpath.join(posixpath.dirname(page.source.as_posix()), parts.path))
    found = _by_source(collection, source)
    if found is None:
        return None
    url = relative_url(page_url(collection, page.language, *found), page.url)
    return url + (f"#{parts.fragment}" if parts.fragment else "")


def _by_source(collection: Collection, source: str) -> tuple[Volume | None, Document] | None:
    if not source.startswith(f"{CONTENT}/"):
        return None
    for volume, document, _, text in collection.texts():
        if text.path.as_posix() == source:
            return volume, document
    return None
