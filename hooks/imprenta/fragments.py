"""The clean HTML of each page, as Markdown made it: what goes into the books."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

from lxml import etree
from lxml import html as lxml_html

from imprenta.model import Collection, Document, Volume
from imprenta.urls import is_local, page_url, relative_url


@dataclass(frozen=True, slots=True)
class Where:
    """Where a fragment stands: language of the site around it, its file (relative to the project), its address."""

    language: str
    source: PurePosixPath
    url: str


def relinked(fragment: str, collection: Collection, where: Where) -> str:
    """Return a page's fragment without comments, and with the links that still name a file led to their pages.

    MkDocs resolves the others; these name sources that this language's site does not have, or lead from `docs/` into
    `cuadernos/` and back, which are one folder to MkDocs.
    """
    if ".md" not in fragment and "<!--" not in fragment:
        return fragment
    roots = [_without_comments(root) for root in lxml_html.fragments_fromstring(fragment)]
    for root in roots:
        for anchor in root.iter("a") if not isinstance(root, str) else ():
            target = _document_url(anchor.get("href", ""), collection, where)
            if target:
                anchor.set("href", target)
    return "".join(root if isinstance(root, str) else lxml_html.tostring(root, encoding="unicode") for root in roots)


def _without_comments(root: Any) -> Any:
    """Take away what editors say to each other: waivers, and the advice of a new document's skeleton."""
    if isinstance(root, lxml_html.HtmlComment):
        return root.tail or ""
    if not isinstance(root, str):
        etree.strip_tags(root, etree.Comment)
    return root


def _document_url(href: str, collection: Collection, where: Where) -> str | None:
    parts = urlsplit(href)
    if not is_local(href) or not parts.path.endswith(".md"):
        return None
    source = posixpath.normpath(posixpath.join(posixpath.dirname(where.source.as_posix()), unquote(parts.path)))
    found = _by_source(collection, source)
    if found is None:
        return None
    url = relative_url(page_url(collection, where.language, *found), where.url)
    return url + (f"#{parts.fragment}" if parts.fragment else "")


def _by_source(collection: Collection, source: str) -> tuple[Volume | None, Document] | None:
    for volume, document, _, text in collection.texts():
        if text.path.as_posix() == source:
            return volume, document
    return None
