"""Links lead somewhere: to a text of the collection and to a heading in it."""

from __future__ import annotations

import difflib
import posixpath
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import unquote, urlsplit

from markdown.extensions.toc import slugify, unique

from imprenta.collection import CONTENT, PAGES
from imprenta.diagnostics import Diagnostic, error, warning
from imprenta.model import Collection, Link, Text
from imprenta.urls import is_local


def links_lead_somewhere(collection: Collection) -> Iterator[Diagnostic]:
    """A link names a text, an image or a heading that exists, relative to the text it stands in."""
    texts = {text.path.as_posix(): text for *_, text in collection.texts()}
    images = {
        posixpath.join(volume.path.parent.as_posix(), image) for volume in collection.volumes for image in volume.images
    }
    for *_, text in collection.texts():
        for link in text.links:
            if link.target.startswith("/"):
                yield error("LNK04", text.place(link.line), target=link.target)
            elif is_local(link.target):
                yield from _local(collection.root, text, link, texts, images)


def _local(root: Path, text: Text, link: Link, texts: Mapping[str, Text], images: set[str]) -> Iterator[Diagnostic]:
    parts = urlsplit(link.target)
    path = text.path.as_posix()
    if parts.path:
        path = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(parts.path)))
    if path in images and not parts.fragment:
        return
    target = texts.get(path)
    if target is None:
        if path.endswith(".md") and path.startswith((f"{CONTENT}/", f"{PAGES}/")) and (root / path).exists():
            return  # it is there and could not be read, which is told already
        here = posixpath.dirname(text.path.as_posix())
        known = [posixpath.relpath(name, here) for name in texts]
        near = difflib.get_close_matches(posixpath.relpath(path, here), known, n=1)
        yield error("LNK01", text.place(link.line), target=link.target, near="".join(near))
    elif parts.fragment and unquote(parts.fragment) not in anchors(target):
        near = difflib.get_close_matches(parts.fragment, anchors(target), n=1)
        yield error("LNK02", text.place(link.line), anchor=parts.fragment, file=target.path, near="".join(near))


def anchors(text: Text) -> set[str]:
    """Return the ids that the headings of a text have on its page, given or made from their words."""
    found: set[str] = set()
    for heading in text.headings:
        if heading.id:
            found.add(heading.id)
        else:
            unique(slugify(heading.text, "-"), found)
    return found


def links_say_where(collection: Collection) -> Iterator[Diagnostic]:
    """A link has words, and other words than an address: they are read aloud without their surroundings."""
    for *_, text in collection.texts():
        for link in text.links:
            if not link.text.strip() and link.target:
                yield error("LNK03", text.place(link.line), target=link.target)
            elif link.text.strip().lower().startswith(("http://", "https://")):
                yield warning("LNK05", text.place(link.line), target=link.target)
