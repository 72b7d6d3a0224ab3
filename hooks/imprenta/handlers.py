"""MkDocs events, each handed on to whoever does the work. Handlers run once per language on the same configuration."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import Any, Literal

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from imprenta import engine, pagekeeping, rendering, report, views
from imprenta.bindery import Bindery, build_table, complete, seal
from imprenta.checks.acting import acting_html
from imprenta.diagnostics import Diagnostic, Place, Severity, error
from imprenta.fences.context import RenderingContext, current
from imprenta.fragments import Where, relinked
from imprenta.keeping import digest_of, press_digest
from imprenta.languages import strings
from imprenta.machines import view as machines
from imprenta.pagekeeping import PageKeeper
from imprenta.press import Opening, Press, open_press
from imprenta.publishing import Publication, is_disk_full_or_locked
from imprenta.readings import Readings
from imprenta.search.index import indexing
from imprenta.settings import Settings
from imprenta.standing import surroundings


class _Build:
    """What lives from one event to the next; begun anew by the first `on_config` of every build."""

    settings = Settings()
    press: Press | None = None
    publication: Publication | None = None
    bindery: Bindery | None = None
    keeper: PageKeeper | None = None
    code = ""
    addresses = ""

    def opened(self) -> Press:
        if self.press is None:
            raise PluginError("the press was not opened: on_config has not run")
        return self.press

    def kept(self) -> PageKeeper:
        if self.keeper is None:
            raise PluginError("nothing is kept: on_config has not run")
        return self.keeper


_build = _Build()


def on_startup(command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """Read what a person decides from outside; the live preview binds no books unless asked."""
    _build.settings = Settings.read(os.environ, serving=command == "serve")
    # Now, while the code on the disk is the one that runs.
    _build.code = press_digest()


@event_priority(-150)  # after static-i18n (-100), which says which language is built
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Open the press, or end the build with everything that is wrong before anything is written."""
    if not engine.translator(config).building:
        engine.leave_out_icons(config)
        _build.publication = Publication.begin(Path(config.site_dir))
        # Its processes begin while the texts are read.
        _build.bindery = Bindery(Path(config.config_file_path).parent, _build.settings, _build.publication.staging)
        _open(config)
        _stop_on(engine.same_languages(config, _build.opened().collection))
        config.site_dir = str(_build.publication.staging)
    return config


def _open(config: MkDocsConfig) -> None:
    """Take up what is kept, read everything and check it."""
    root = Path(config.config_file_path).parent
    _build.code = _build.code or press_digest()
    # Before anything is read: what is edited from now on is the next build's.
    _build.keeper = PageKeeper(root / pagekeeping.CACHE, _surroundings(config, _build.code))
    kept = Readings.of(root, _build.code)
    opening = open_press(root, config.site_url or "", kept)
    _stop_on_errors(opening)
    kept.close()  # not sooner: where reading ends early, most of what is kept was not asked for
    _build.press = opening.press
    _build.opened().books = _build.settings.books


def _surroundings(config: MkDocsConfig, code: str) -> str:
    """Return the digest of all that goes into every page."""
    root = Path(config.config_file_path).parent
    return digest_of(surroundings(root, os.environ, code), _build.settings.books, *rendering.told(config))


def _stop_on(found: Iterable[Diagnostic]) -> None:
    """Show what only a build can find, and end it where an error is among it."""
    diagnostics = tuple(found)
    failed = any(diagnostic.severity is Severity.ERROR for diagnostic in diagnostics)
    _stop_on_errors(Opening(None if failed else _build.press, diagnostics))


def _stop_on_errors(opening: Opening) -> None:
    language = report.interface_language(_build.settings.language)
    if opening.diagnostics:
        print(report.as_text(opening.diagnostics, language), file=sys.stderr)
    if opening.press is None:
        errors = sum(diagnostic.severity is Severity.ERROR for diagnostic in opening.diagnostics)
        raise PluginError(strings(language, "report")["stopped"].format(errors=errors))


@event_priority(-150)  # after static-i18n (-100), which refuses files that are not of docs/
def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages of the volumes in the current language."""
    press = _build.opened()
    return engine.contribute(files, config, press.collection, press.pages(engine.current_language(config)))


@event_priority(-150)  # after static-i18n (-100), which still moves items
def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    """Keep previous and next inside a volume."""
    engine.keep_order_inside_volumes(nav)
    _build.addresses = digest_of(*rendering.addresses(files))
    return nav


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Tell the fences what page they stand on, and choose its template. Front matter is what the checks have read.

    MkDocs takes more for front matter than they do, such as lines like `template: base.html` above a text.
    """
    collection = _build.opened().collection
    ours = engine.site_page(page)
    language = ours.text_language if ours else engine.current_language(config)
    locale = collection.metadata.language(language).locale
    current.set(RenderingContext(language, locale, collection, ours.volume if ours else None))
    if text := engine.text_of(page, collection):
        page.meta, markdown = dict(text.front_matter), text.body
    if ours and ours.volume:
        page.meta["template"] = "volume.html" if ours.document is None else "document.html"
    about = _build.addresses, language, locale, ours and ours.volume and ours.volume.slug
    rendering.keep_rendered(page, _build.kept(), about)
    return markdown


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Keep the clean fragment for the books; refuse what could act in a reader's browser."""
    ours, press = engine.site_page(page), _build.opened()
    language = engine.current_language(config)
    source = ours.source if ours else PurePosixPath(page.file.edit_uri or page.file.src_uri)
    where = Where(language, source, page.url if page.url != "./" else "")
    explained = (ours.text_language if ours else language) if _is_read_through(page) else ""

    def finished() -> str:
        _stop_on(error("SEC01", Place(source), found=found) for found in acting_html(html))
        linked = relinked(html, press.collection, where)
        return press.explained(linked, explained, where.url) if explained else linked

    made_from = press.sources, language, source.as_posix(), where.url, explained, html
    text = _build.kept().get(("text", *made_from), finished)
    if ours:
        press.take(ours, text)
    return text


def _is_read_through(page: Page) -> bool:
    """Tell a text from a room, such as the home page, the search and the board."""
    ours = engine.site_page(page)
    return "template" not in page.meta or bool(ours and ours.document)


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Give the templates the reader's dates, numbers and words, and let ours escape what they show."""
    ours = Path(config.theme.custom_dir or "")
    # Titles and texts come from pull requests. Material's own templates count on HTML.
    env.autoescape = lambda name: name is not None and (ours / name).is_file()
    press, language = _build.opened(), engine.current_language(config)
    if _build.bindery:
        _build.bindery.take(press, language)  # all texts of this language are rendered; what follows is their pages
    rendering.keep_output(env)
    return machines.equip(views.equip(env, press, language), press, language)


def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Navigation) -> dict[str, Any]:
    """Give a page what its template shows."""
    press = _build.opened()
    language = engine.current_language(config)
    document = engine.docs_document(page, press.collection)
    context |= views.page_context(press, language, engine.site_page(page), document)
    return context | {rendering.KEPT: rendering.kept_output(_build.kept(), page, context, press)}


def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str | None:
    """Leave out what the press writes itself at the end, from all languages together."""
    return None if template_name == "sitemap.xml" else output_content


@event_priority(-200)  # after static-i18n (-100), which builds the further languages inside its own
def on_post_build(config: MkDocsConfig) -> None:
    """When every language has been rendered: bind the books, finish the site and put it in place of the old one."""
    if engine.translator(config).building or _build.publication is None or _build.bindery is None:
        return
    press, site = _build.opened(), _build.publication.staging
    with indexing(press, site):
        books, found = _build.bindery.bound(press.collection)
        _stop_on(found)
        complete(press, books, site)
    seal(press, site)
    config.site_dir = str(_build.publication.publish())
    _build.kept().close(_surroundings(config, press_digest()))
    print(build_table(press, books, report.interface_language(_build.settings.language)))


def on_build_error(error: Exception) -> None:
    """Leave nothing half-written behind; where the disk refused, say so."""
    _abandon()
    if is_disk_full_or_locked(error):
        words = strings(report.interface_language(_build.settings.language), "report")
        raise PluginError(words["disk"].format(reason=error)) from error


def on_shutdown() -> None:
    """Leave nothing half-written behind, an interrupted build's either."""
    _abandon()


def _abandon() -> None:
    if _build.bindery:
        _build.bindery.dismiss()
    if _build.publication:
        _build.publication.abandon()
