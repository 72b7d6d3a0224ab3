"""Gives MkDocs the pages that were kept in place of those it would make again, down to what it remembers of them.

A contract test (`tests/test_rendering.py`) holds that a page taken up again is the one that was rendered.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from types import CodeType
from typing import Any, cast

from jinja2 import BytecodeCache, Environment, Template
from jinja2.bccache import Bucket
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents
from pydantic import BaseModel

from imprenta.figures import joined, parted
from imprenta.model import Collection
from imprenta.pagekeeping import PageKeeper
from imprenta.press import Press
from imprenta.translation import source_language, translation_state

KEPT = "imprenta_kept"
"""Name in a template's context of what keeps its output; absent where it is always rendered."""


class Anchor(BaseModel):
    """An entry of a page's table of contents."""

    title: str
    id: str
    level: int
    children: list[Anchor]


class Rendered(BaseModel):
    """What MkDocs knows of a page once its Markdown is rendered.

    Attributes:
        title: of its first heading; None without one.
        anchors: ids that can be linked to.
        links: anchors that it links to, as written, by the source of the page they stand on.
    """

    content: str
    title: str | None
    toc: list[Anchor]
    anchors: list[str]
    links: dict[str, dict[str, str]] | None


def told(config: MkDocsConfig) -> tuple[object, ...]:
    """Return what the command line can change of a configuration, and whether remarks on a page are shown."""
    level = logging.getLogger("mkdocs").getEffectiveLevel()
    return config.site_url, config.use_directory_urls, config.theme.name, Path(config.config_file_path).name, level


def addresses(files: Files) -> tuple[object, ...]:
    """Return what the links of a page are resolved against: every file of the site, and where it will stand."""
    return tuple((file.src_uri, file.url, file.inclusion.value) for file in files)


def keep_rendered(page: Page, keeper: PageKeeper, key: tuple[object, ...]) -> None:
    """Have a page rendered only where it is not kept under `key` and its Markdown."""
    cast(Any, page).render = partial(_render, page, keeper, key)


def _render(page: Page, keeper: PageKeeper, key: tuple[object, ...], config: MkDocsConfig, files: Files) -> None:
    key = ("markdown", *key, page.file.src_uri, page.file.url, page.markdown)
    if kept := keeper.find(key):
        _take_up(page, Rendered.model_validate_json(kept), files)
        return
    with _listening() as remarks:
        Page.render(page, config, files)
    # A page that was remarked on is rendered again, so that the remark is made again.
    if not remarks:
        keeper.add(key, _taken_down(page).model_dump_json())


@contextmanager
def _listening() -> Iterator[list[logging.LogRecord]]:
    """Gather what is logged meanwhile."""
    ear = _Ear(logging.INFO)
    logging.getLogger().addHandler(ear)
    try:
        yield ear.heard
    finally:
        logging.getLogger().removeHandler(ear)


class _Ear(logging.Handler):
    def __init__(self, level: int) -> None:
        super().__init__(level)
        self.heard: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.heard.append(record)


def _taken_down(page: Page) -> Rendered:
    links = page.links_to_anchors
    return Rendered(
        content=page.content or "",
        title=page._title_from_render,
        toc=[_anchor(item) for item in page.toc],
        anchors=sorted(page.present_anchor_ids or ()),
        links=None if links is None else {file.src_uri: dict(found) for file, found in links.items()},
    )


def _anchor(item: AnchorLink) -> Anchor:
    return Anchor(title=item.title, id=item.id, level=item.level, children=[_anchor(child) for child in item.children])


def _take_up(page: Page, rendered: Rendered, files: Files) -> None:
    page.content = rendered.content
    page._title_from_render = rendered.title
    page.toc = _contents(rendered.toc)
    page.present_anchor_ids = set(rendered.anchors)
    if rendered.links is not None:
        page.links_to_anchors = {_file(files, source): found for source, found in rendered.links.items()}


def _file(files: Files, source: str) -> File:
    file = files.get_file_from_path(source)
    if file is None:  # the key holds every file of the site
        raise LookupError(source)
    return file


def _contents(anchors: list[Anchor]) -> TableOfContents:
    items = [_item(anchor) for anchor in anchors]
    if items:
        cast(Any, items[0]).active = True
    return TableOfContents(items)


def _item(anchor: Anchor) -> AnchorLink:
    item = AnchorLink(anchor.title, anchor.id, anchor.level)
    item.children = [_item(child) for child in anchor.children]
    return item


class KeptTemplate(Template):
    """A template that does not render what is kept."""

    def render(self, *args: Any, **kwargs: Any) -> str:
        """Return the page; `KEPT` in its context says what it is kept by."""
        render: Callable[[], str] = partial(super().render, *args, **kwargs)
        keep: Callable[[Callable[[], str]], str] | None = dict(*args, **kwargs).get(KEPT)
        return keep(render) if keep else render()


def keep_output(env: Environment) -> None:
    """Have the templates of an environment keep what they render where their context says so.

    They are compiled once for all languages, and for all builds of a live preview.
    """
    env.template_class = KeptTemplate
    env.bytecode_cache = _COMPILED


class _Compiled(BytecodeCache):
    """Compiled templates, in memory only: nothing that is kept on the disk is ever run."""

    def __init__(self) -> None:
        self._code: dict[str, tuple[str, CodeType]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill in what was compiled from the same source."""
        checksum, code = self._code.get(bucket.key, ("", None))
        if checksum == bucket.checksum:
            bucket.code = code

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Remember what was compiled; of each template the last."""
        if bucket.code:
            self._code[bucket.key] = bucket.checksum, bucket.code


_COMPILED = _Compiled()


def kept_output(
    keeper: PageKeeper, page: Page, context: Mapping[str, Any], press: Press
) -> Callable[[Callable[[], str]], str]:
    """Return what keeps the output of the template of a page, which shows of other texts no more than their outline."""
    key = ("page", press.outline, *_shown(page), *_around(context, press.collection))

    def keep(render: Callable[[], str]) -> str:
        # Marks are another build's: between their parts stands what this one puts there.
        return joined(json.loads(keeper.get(key, lambda: json.dumps(parted(render()), ensure_ascii=False))))

    return keep


def _shown(page: Page) -> tuple[object, ...]:
    """Return what a template can ask of a page."""
    beside = [(other.url, other.title) if other else None for other in (page.previous_page, page.next_page)]
    contents = [_anchor(item).model_dump() for item in page.toc]
    addresses = page.file.src_uri, page.url, page.edit_url, page.canonical_url
    return *addresses, page.title, dict(page.meta), page.content, contents, beside


def _around(context: Mapping[str, Any], collection: Collection) -> tuple[object, ...]:
    """Return what the press says of a page beside its text: its languages, and whether its translation is behind."""
    volume, document, language = context["volume"], context["document"], context["language"]
    names = ("text_language", "original", "alternates", "switch")
    state = document and translation_state(collection, volume, document, language)
    source = document and source_language(collection, volume, document)
    return language, *(context[name] for name in names), state, source
