"""What we ask of MkDocs and of mkdocs-static-i18n beyond their documented interfaces, in one place.

A contract test (`tests/test_engine.py`) builds a real site through it, so that an upgrade that breaks it is seen.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import Any, cast

from jinja2 import Environment, FileSystemLoader
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from imprenta.diagnostics import Diagnostic, Place, error
from imprenta.model import Collection, Document, Text
from imprenta.navigation import navigation, source_name
from imprenta.pages import SitePage
from imprenta.urls import language_prefix

UNPUBLISHED = "book/"
"""Folder of `overrides/` that the books are made with: MkDocs would copy it into the site as part of the theme."""

SITE_PAGE = "imprenta_page"
"""Attribute of a `File` of ours under which its `SitePage` is found again."""


def translator(config: MkDocsConfig) -> Any:
    """Return the static-i18n plugin; it is untyped, and we read `building`, `current_language`, `build_languages`."""
    return config.plugins["i18n"]


def current_language(config: MkDocsConfig) -> str:
    """Return the language that is being built now."""
    return cast(str, translator(config).current_language)


def build_languages(config: MkDocsConfig) -> tuple[str, ...]:
    """Return the languages that `mkdocs.yml` builds, the default one first."""
    plugin = translator(config)
    others = [code for code in plugin.build_languages if code != plugin.default_language]
    return (plugin.default_language, *others)


def contribute(files: Files, config: MkDocsConfig, collection: Collection, pages: Sequence[SitePage]) -> Files:
    """Add the press's own pages and images to the files of the current language, and order the navigation."""
    language = current_language(config)
    for file in [file for file in files if file.src_uri.startswith(UNPUBLISHED) or file.src_uri.endswith(".map")]:
        files.remove(file)
    for file in files.documentation_pages():
        file.edit_uri = f"docs/{file.src_uri}"
    for page in pages:
        files.append(_page_file(config, page))
    for file in _images(config, collection):
        files.append(file)
    _register_alternates(files.documentation_pages(), collection)
    translator(config).i18n_files_per_language[language] = files.documentation_pages()
    config.nav = navigation(collection, pages, language)
    return files


def leave_out_icons(config: MkDocsConfig) -> None:
    """Have MkDocs look for files of the theme where it takes any: not among fourteen thousand icons, for each language.

    Templates find an icon by its name all the same.
    """
    get_env = config.theme.get_env

    def with_less_to_look_through() -> Environment:
        env = get_env()
        if isinstance(env.loader, FileSystemLoader):
            env.loader = _Shown(env.loader.searchpath)
        return env

    cast(Any, config.theme).get_env = with_less_to_look_through


class _Shown(FileSystemLoader):
    """Templates of a theme; hidden folders, of which MkDocs copies nothing into the site, are not listed."""

    def list_templates(self) -> list[str]:
        """Return the names of all templates and files."""
        found = set()
        for top in self.searchpath:
            for place, folders, names in os.walk(top):
                folders[:] = [name for name in folders if not name.startswith(".")]
                found |= {Path(place, name).relative_to(top).as_posix() for name in names}
        return sorted(found)


def site_page(page: Page) -> SitePage | None:
    """Return what the press knows of a page; None for an ordinary page of `docs/`."""
    return getattr(page.file, SITE_PAGE, None)


def keep_order_inside_volumes(nav: Navigation) -> None:
    """Cut previous and next where a volume, or the pages about the collection, begin or end."""
    for page in nav.pages:
        if page.previous_page and _group(page) != _group(page.previous_page):
            page.previous_page.next_page = None
            page.previous_page = None


def _group(page: Page) -> str:
    ours = site_page(page)
    return ours.volume.slug if ours and ours.volume else ""


def _page_file(config: MkDocsConfig, page: SitePage) -> File:
    if page.text is None:
        content = f"---\ntitle: {json.dumps(page.title, ensure_ascii=False)}\n---\n"
        file = File.generated(config, source_name(page), content=content)
    else:
        file = File.generated(config, source_name(page), abs_src_path=str(page.text.file))
    file.edit_uri = page.source.as_posix()
    file.dest_uri = f"{page.url}index.html"
    file.url = page.url or "./"
    setattr(file, SITE_PAGE, page)
    _translate(file, page.language, page.text_language, page.source.with_suffix("").with_suffix(".md").as_posix())
    return file


def _translate(file: File, language: str, text_language: str, shared_name: str) -> None:
    """Give a file the five attributes that static-i18n gives its own."""
    untyped = cast(Any, file)
    untyped.locale = text_language
    untyped.localization = text_language
    untyped.locale_alternate_of = language
    untyped.norm_src_uri = shared_name
    untyped.alternates = {language: file}


def _register_alternates(files: Iterable[File], collection: Collection) -> None:
    """Tell each page of ours where it stands in the other languages: always somewhere, if only under a notice."""
    prefixes = {code: language_prefix(collection, code) for code in collection.metadata.codes}
    for file in files:
        ours: SitePage | None = getattr(file, SITE_PAGE, None)
        if ours is None:
            continue
        bare = file.dest_uri.removeprefix(prefixes[ours.language])
        for code, prefix in prefixes.items():
            if code != ours.language:
                other = File(file.src_uri, None, file.dest_dir, True, dest_uri=prefix + bare)
                other.url = (prefix + bare).removesuffix("index.html") or "./"
                cast(Any, file).alternates[code] = other


def _images(config: MkDocsConfig, collection: Collection) -> Iterable[File]:
    sources: list[tuple[str, Path]] = [
        (f"{volume.slug}/{image}", volume.folder / image) for volume in collection.volumes for image in volume.images
    ]
    emblems = {
        funder.emblem.file
        for scheme in collection.funding.schemes.values()
        for funder in scheme.funders
        if funder.emblem
    }
    sources += [(name, collection.folder / name) for name in sorted(emblems)]
    for name, path in sources:
        file = File.generated(config, name, abs_src_path=str(path))
        _translate(file, current_language(config), collection.metadata.default_language, name)
        yield file


def same_languages(config: MkDocsConfig, collection: Collection) -> Iterator[Diagnostic]:
    """`mkdocs.yml` and `collection.yml` name the same languages in the same order."""
    built, named = build_languages(config), collection.metadata.codes
    if built != named:
        place = Place(PurePosixPath("mkdocs.yml"))
        yield error("MET17", place, found=", ".join(built), known=", ".join(named))


def docs_document(page: Page, collection: Collection) -> Document | None:
    """Return the document of `docs/` that a page shows; None for a page of ours."""
    return next((document for document, _ in _docs_texts(page, collection)), None)


def text_of(page: Page, collection: Collection) -> Text | None:
    """Return the text that a page shows; None for one that has none, as a volume's landing page."""
    ours = site_page(page)
    return ours.text if ours else next((text for _, text in _docs_texts(page, collection)), None)


def _docs_texts(page: Page, collection: Collection) -> Iterator[tuple[Document, Text]]:
    path = f"docs/{page.file.src_uri}"
    for document in collection.pages:
        yield from ((document, text) for text in document.translations.values() if text.path.as_posix() == path)
