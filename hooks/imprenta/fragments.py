"""The clean HTML of each page, as Markdown made it: what goes into the books, and what is checked for safety."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from urllib.parse import urlsplit

from lxml import html as lxml_html

from imprenta.collection import CONTENT
from imprenta.model import Collection, Document, Volume
from imprenta.pages import SitePage
from imprenta.urls import is_local, page_url, relative_url

ELEMENTS = frozenset(
    "a abbr b blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption figure h1 h2 h3 h4 "
    "h5 h6 hr i img ins kbd li mark ol p pre q s section small span strong sub summary sup table tbody td tfoot th thead "
    "time tr u ul var nav aside bdi bdo picture source input label".split()
)
"""Elements that Markdown and our fences make; all others need a reason to be here."""

DRAWING = frozenset(
    "svg g path rect circle ellipse line polyline polygon text tspan title desc defs clippath lineargradient "
    "radialgradient stop use symbol marker pattern mask style".split()
)
"""Elements of the drawings that fences make."""

URL_ATTRIBUTES = frozenset({"href", "src", "srcset", "xlink:href", "poster", "action", "data", "background"})
SCHEMES = frozenset({"", "http", "https", "mailto"})
"""Schemes a link may have. Images come from the volume's folder only."""


def acting_html(fragment: str) -> Iterator[str]:
    """Yield each piece of a rendered page that could act in a reader's browser or reach out of the site."""
    for element in _elements(fragment):
        name = element.tag if isinstance(element.tag, str) else None
        if name is None:
            continue
        if name.lower() not in ELEMENTS | DRAWING:
            yield f"<{name}>"
        for attribute, value in element.attrib.items():
            if _acts(name, str(attribute).lower(), str(value)):
                yield f'<{name} {attribute}="{value}">'


def _acts(element: str, attribute: str, value: str) -> bool:
    if attribute.startswith("on") or attribute in ("srcdoc", "formaction", "http-equiv"):
        return True
    if attribute == "rel" and "attachment" in value.lower():
        return True
    if attribute == "style" and ("url(" in value.lower().replace(" ", "") or "@import" in value.lower()):
        return True
    if attribute in URL_ATTRIBUTES:
        target = "".join(value.split()).lower()
        if element in ("img", "source", "use", "image"):
            return not (target.startswith(("#", "data:image/")) or is_local(target))
        return urlsplit(target).scheme not in SCHEMES
    return False


def _elements(fragment: str) -> Iterator[lxml_html.HtmlElement]:
    for root in lxml_html.fragments_fromstring(fragment):
        if not isinstance(root, str):
            yield from root.iter()


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
    return "".join(
        root if isinstance(root, str) else lxml_html.tostring(root, encoding="unicode") for root in roots
    )


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
