"""The clean HTML of each page, as Markdown made it: what goes into the books."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

from lxml import etree
from lxml import html as lxml_html

from imprenta.model import Collection, Document, Volume
from imprenta.urls import is_local, page_url, relative_url

CLASS = re.compile(
    r"(?:agenda|session|participants|deliverables?|cycle|alliances?|map|chart)(?:-[a-z-]+)?|number"
    r"|admonition(?:-title)?|note|warning|tip|footnote(?:-ref|-backref)?|headerlink|term|highlight|[a-z][a-z0-9]{0,2}"
)
"""Classes that fences, Markdown, the glossary and coloured code (one to three letters) give."""


@dataclass(frozen=True, slots=True)
class Where:
    """Where a fragment stands: language of the site around it, its file (relative to the project), its address."""

    language: str
    source: PurePosixPath
    url: str


def relinked(fragment: str, collection: Collection, where: Where) -> str:
    """Return a page's fragment without comments and strange classes, its links to files led to their pages.

    MkDocs resolves most links; these name sources that this language's site does not have, or lead from `docs/` into
    `cuadernos/` and back, which are one folder to MkDocs.
    """
    roots = [_without_comments(root) for root in lxml_html.fragments_fromstring(fragment)]
    for root in roots:
        if isinstance(root, str):
            continue
        _keep_known_classes(root)
        for anchor in root.iter("a") if ".md" in fragment else ():
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


def _keep_known_classes(root: Any) -> None:
    """Take away the classes that no fence and no extension gives: with those of the press, a text could pass for it.

    `!!! foot` would stand in the funders' foot of the book. Classes without a style do nothing anyway.
    """
    for element in root.iter():
        if (given := element.get("class")) is None:
            continue
        if kept := " ".join(name for name in given.split() if CLASS.fullmatch(name)):
            element.set("class", kept)
        else:
            del element.attrib["class"]


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
