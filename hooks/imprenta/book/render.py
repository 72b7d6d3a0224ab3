"""Lays a book out with WeasyPrint: what stands before the text, then the text, whose first page is known then.

The contents take their page numbers from the text as it was laid out: they are written over the figures that kept their
place. Asking WeasyPrint for them (`target-counter`) would lay the whole book out twice.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import weasyprint
from weasyprint.formatting_structure import boxes
from weasyprint.images import RasterImage
from weasyprint.text.fonts import FontConfiguration

from imprenta.book import credits, finish, fonts, furniture, linebreak, tagging
from imprenta.book.assemble import Assembled, assemble
from imprenta.book.jail import Jail
from imprenta.book.order import BookOrder, BookPart, Entry, EntryPages, PartPages
from imprenta.diagnostics import Diagnostic, Place, Severity, error, warning

STYLES = "print.css"

PLACEHOLDER = "888"
"""Keeps the place of a page number in the contents, whose figures are all equally wide."""

LIGHT = {"dpi": 110, "jpeg_quality": 70, "optimize_images": True}
"""How pictures are made smaller for a light edition: dots per inch of paper, and WeasyPrint's other options."""


class NotBound(Exception):
    """A book that cannot be made; `problems` say why."""

    def __init__(self, problems: tuple[Diagnostic, ...]) -> None:
        super().__init__(*problems)
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Rendered:
    """A finished PDF, its pages, the titles its outline must have, and what was found on the way."""

    pdf: bytes
    pages: int
    parts: tuple[PartPages, ...]
    outline: tuple[str, ...]
    problems: tuple[Diagnostic, ...]


def render(order: BookOrder, cache: Path) -> Rendered:
    """Return the finished PDF of a book.

    Raises:
        NotBound: a picture may not be shown, or the layout engine asked for a file it may not have.
    """
    assembled = assemble(order)
    _stop_at_errors(assembled.problems)
    jail = Jail((order.folder, order.templates, order.content / "emblems", *fonts.folders(cache)))
    with _listening() as heard, linebreak.shaped_once():
        document, foot, anchors, body_end = _laid_out(order, assembled, jail, cache)
        metadata = credits.finish_metadata(order)
        pdf = finish.finish(tagging.write_tagged(document, metadata), metadata, foot)
    refused = [error("PDF04", Place(order.place), target=url) for url in jail.refused]
    remarks = [warning("PDF08", Place(order.place), file=order.file, words=words) for words in heard]
    problems = (*assembled.problems, *refused, *remarks)
    _stop_at_errors(problems)
    starts = [anchors[assembled.anchors[entry.fragment.document]] for entry in order.entries]
    parts = _measured(order, starts, anchors, body_end)
    return Rendered(pdf, len(document.pages), parts, assembled.outline, problems)


def _stop_at_errors(problems: tuple[Diagnostic, ...]) -> None:
    if any(problem.severity is Severity.ERROR for problem in problems):
        raise NotBound(problems)


def _laid_out(
    order: BookOrder, assembled: Assembled, jail: Jail, cache: Path
) -> tuple[Any, bytes, dict[str, int], int]:
    """Return the document, the foot of its pages, the page of each anchor (from 1), the page after the text's last."""
    faces = FontConfiguration()
    images: dict[str, Any] = {}

    def css(text: str) -> weasyprint.CSS:
        base = (order.templates / STYLES).as_uri()
        return weasyprint.CSS(string=text, base_url=base, url_fetcher=jail, font_config=faces)

    def laid_out(html: str, *more: weasyprint.CSS) -> Any:
        source = weasyprint.HTML(string=html, base_url=order.folder.as_uri() + "/", url_fetcher=jail)
        options = LIGHT if order.light else {}
        sheets = [*styles, *more]
        return source.render(font_config=faces, stylesheets=sheets, cache=images, pdf_variant="pdf/a-3a", **options)

    styles = [
        css(fonts.font_faces(cache)),
        css((order.templates / STYLES).read_text(encoding="utf-8")),
        css(furniture.styles(order)),
    ]
    sheets = furniture.Furniture(order, assembled)
    before = laid_out(sheets.front(PLACEHOLDER))
    first = len(before.pages) + 1
    text = laid_out(sheets.body(), css(furniture.start_at(first)))
    anchors = _anchors(text.pages, first)
    _number(before.pages, anchors)
    foot = laid_out(sheets.foot(), css("@page { @top-left { content: none } @top-center { content: none } }"))
    _name_pictures(images)
    document = text.copy([*before.pages, *text.pages])
    return document, foot.write_pdf(pdf_variant="pdf/a-3b"), anchors, first + len(text.pages) - 1


def _name_pictures(images: Mapping[str, Any]) -> None:
    """Name each picture by its content: WeasyPrint names it by where it lies on this machine, and so would the file."""
    for image in images.values():
        if isinstance(image, RasterImage):
            image.id = hashlib.sha256(image.image_data.data).hexdigest()[:32]


def _anchors(pages: list[Any], first: int) -> dict[str, int]:
    """Return the page of each anchor; of one that is there twice, the first."""
    found: dict[str, int] = {}
    for number, page in enumerate(pages, start=first):
        for anchor in page.anchors:
            found.setdefault(anchor, number)
    return found


def _number(pages: Iterable[Any], anchors: Mapping[str, int]) -> None:
    """Write the pages of the anchors into the contents, flush right as the placeholders were."""
    for page in pages:
        for box in page._page_box.descendants(placeholders=True):
            if isinstance(box, boxes.TextBox) and box.text == PLACEHOLDER and "data-anchor" in box.element.attrib:
                number = str(anchors[box.element.get("data-anchor")])
                width = box.width / len(PLACEHOLDER) * len(number)
                box.position_x, box.width = box.position_x + box.width - width, width
                # What is drawn, what stands in the structure, and what describes the link.
                box.pango_layout.text = box.text = box.element.text = number


def _measured(order: BookOrder, starts: list[int], anchors: Mapping[str, int], end: int) -> tuple[PartPages, ...]:
    """Return the pages of each part and document, which ends where the next, an opener or the back cover begins."""
    openers = {anchors[f"{part.key}/:"] for part in order.parts if order.has_openers}
    stops = sorted({*starts, *openers, end})
    placed = dict(zip(order.entries, starts, strict=True))
    return tuple(_part_pages(part, placed, stops) for part in order.parts)


def _part_pages(part: BookPart, placed: Mapping[Entry, int], stops: list[int]) -> PartPages:
    entries = tuple(
        EntryPages(
            document=entry.fragment.document,
            title=entry.fragment.title,
            source=entry.fragment.source,
            first=placed[entry],
            pages=next(stop for stop in stops if stop > placed[entry]) - placed[entry],
            limit=entry.limit if entry.measured else None,
        )
        for entry in part.entries
    )
    pages = sum(entry.pages for entry in entries)
    return PartPages(part.key, part.title, pages, entries, part.limit if part.measured else None)


class _Ear(logging.Handler):
    """Keeps what the layout engine complains of."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.heard: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a complaint once."""
        words = record.getMessage()
        if words not in self.heard:
            self.heard.append(words)


@contextmanager
def _listening() -> Iterator[list[str]]:
    ear = _Ear()
    loggers = [logging.getLogger(name) for name in ("weasyprint", "fontTools")]
    for logger in loggers:
        logger.addHandler(ear)
    try:
        yield ear.heard
    finally:
        for logger in loggers:
            logger.removeHandler(ear)
