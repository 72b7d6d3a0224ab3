"""Where things are in the site: one place decides, and pages, books, feeds and checks ask here.

All addresses are relative to the root of the site, percent-free, with `/` and without a leading one.
"""

from __future__ import annotations

import posixpath
from urllib.parse import urlsplit

from imprenta.model import Collection, Document, EditionKind, Part, Volume


def language_prefix(collection: Collection, language: str) -> str:
    """Return where a language's pages begin: empty for the default language, else `en/`."""
    return "" if language == collection.metadata.default_language else f"{language}/"


def page_url(collection: Collection, language: str, volume: Volume | None, document: Document | None) -> str:
    """Return the address of a document's page, of a volume's landing page, or of the home page."""
    parts = [volume.slug] if volume else []
    if document:
        slug = document.slug
        if document.part is Part.PAGE:
            slug = "" if slug == "index" else slug.removesuffix("/index")
        parts.append(slug)
    path = "/".join(part for part in parts if part)
    return language_prefix(collection, language) + (f"{path}/" if path else "")


def edition_url(collection: Collection, volume: Volume, language: str, edition: EditionKind) -> str:
    """Return the address of a finished file: `11-montevideo-2020/cuaderno-11.es.pdf`.

    The first edition of `collection.yml` is the volume itself; the others carry their key.
    """
    name = f"cuaderno-{volume.metadata.number}" if volume.metadata.number else volume.slug
    if edition != collection.metadata.editions[0]:
        name += f"-{edition.key}"
    return f"{volume.slug}/{name}.{language}.pdf"


def calendar_url(volume: Volume, language: str) -> str:
    """Return the address of a workshop's calendar file: `11-montevideo-2020/calendar.es.ics`."""
    return f"{volume.slug}/calendar.{language}.ics"


def relative_url(target: str, base: str) -> str:
    """Return `target` as seen from the page at `base` (both relative to the root of the site)."""
    folder = posixpath.dirname("/" + base) or "/"
    path = posixpath.relpath("/" + target, folder)
    return f"{path}/" if target.endswith("/") or not target else path


def join_url(base: str, href: str) -> str:
    """Return where a relative `href` on the page at `base` leads, with its fragment; still relative to the root."""
    parts = urlsplit(href)
    path = base if not parts.path else posixpath.join(posixpath.dirname("/" + base), parts.path).lstrip("/")
    normal = posixpath.normpath("/" + path).lstrip("/")
    if normal and path.endswith("/"):
        normal += "/"
    return normal + (f"#{parts.fragment}" if parts.fragment else "")


def is_local(href: str) -> bool:
    """Tell whether a link stays in the collection (no scheme, no host, not from the root)."""
    try:
        parts = urlsplit(href)
    except ValueError:  # an address that cannot be one, such as `http://[`
        return False
    # Browsers read a backslash as a slash, and so a host where there seems to be none.
    return not parts.scheme and not parts.netloc and not href.startswith("/") and "\\" not in href
