"""The order of the site: home, volumes with their parts, and the pages about the collection."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from imprenta.languages import strings
from imprenta.model import Collection, Part
from imprenta.pages import SitePage, is_listed

NavItem = str | Mapping[str, "str | Sequence[NavItem]"]
"""As MkDocs takes navigation: a source, or a title with a source or with items."""


def navigation(collection: Collection, pages: Sequence[SitePage], language: str) -> list[NavItem]:
    """Return the navigation of the site in one language; sources are named by `source_name`."""
    texts = strings(language, "site")
    volumes: list[NavItem] = []
    for volume in reversed(collection.volumes):
        own = [page for page in pages if page.volume is volume]
        items: list[NavItem] = [source_name(page) for page in own if page.document is None]
        for part in (Part.CHAPTER, Part.DOCUMENT, Part.ANNEX):
            of_part: list[NavItem] = [
                {page.title: source_name(page)} for page in own if page.document and page.document.part is part
            ]
            if of_part:
                items.append({texts[f"part_{part}"]: of_part})
        volumes.append({own[0].title: items})
    about: list[NavItem] = [
        _page(document.slug, pages, language) for document in collection.pages if is_listed(document)
    ]
    home = _page("index", pages, language)
    return [{texts["home"]: home}, {texts["volumes"]: volumes}, {texts["about"]: about}]


def source_name(page: SitePage) -> str:
    """Return the name under which the site's engine knows a page's source, relative to `cuadernos/` or `docs/`."""
    if page.volume is None:
        return page.source.relative_to("docs").as_posix()
    if page.text is None:
        return f"{page.volume.slug}/index.{page.language}.md"
    return page.source.relative_to("cuadernos").as_posix()


def _page(slug: str, pages: Sequence[SitePage], language: str) -> str:
    fallback = (page for page in pages if page.volume is None and page.document and page.document.slug == slug)
    return next((source_name(page) for page in fallback), f"{slug}.{language}.md")
