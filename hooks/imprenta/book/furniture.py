"""What stands around the text: cover, credits, contents, back cover, running heads, the funders' foot of every page."""

from __future__ import annotations

import base64
import math
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from imprenta.book import credits, fonts
from imprenta.book.assemble import Assembled, page_name
from imprenta.book.balance import balanced_width, line_count
from imprenta.book.cover import motif_svg
from imprenta.book.order import BookOrder
from imprenta.book.palette import palette
from imprenta.book.text import widened
from imprenta.languages import strings
from imprenta.model import Funder, Status

FOOT_WIDTH = 150.0
"""Of the funders' foot, in mm: the page's width between its margins."""

EMBLEM_WIDTH = 19.5
"""Emblem and the space beside it, in mm."""

LINE, CHARACTERS_PER_MM = 2.62, 0.98
"""Height of a line of the foot in mm, and how many characters of it go to a millimetre of width (measured)."""

PLAIN = " ·.,;:-–—()…«»“”’'¿¡?!%º/\u00a0"
"""Signs that mean nothing in a CSS string."""

HORIZON = 0.4
"""Weight of the motif's lines on the back cover, where it is drawn so large that only its upper edge is seen."""

HEAD_LENGTH = 100
"""Characters that fit the running head, the volume's name and the title of the document together."""

TITLE_SIZES = ((46, 48, 2), (36, 39, 3), (27, 31, 3), (22, 26.5, 10_000))
"""Size and leading in points of a cover's title, and the lines up to which it is that big."""

SERIES_SIZE, SERIES_WIDTH = 11.0, 46.0
"""Of the collection's name on the cover: size in points, as `print.css` has it, and width at most, in mm."""

BACK_TITLE_SIZE, BACK_WIDTH = 15.0, 112.0
"""Of the title on the back cover: size in points, as `print.css` has it, and width at most, in mm."""

TITLE_WIDTH = 150.0
"""Of a cover's title at most, in mm."""


@dataclass(frozen=True, slots=True)
class Support:
    """A funder on the page: emblem, support line and statement belong together."""

    name: str
    url: str
    emblem: str
    alt: str
    line: str
    statement: str


class Furniture:
    """What stands around the texts of a book, as HTML documents."""

    def __init__(self, order: BookOrder, assembled: Assembled) -> None:
        self._folder, self._assembled, self._view = order.templates, assembled, _view(order)

    def front(self, placeholder: str) -> str:
        """Return cover, credits and contents, with `placeholder` for the number of every page."""
        return self._rendered("front.html.j2", contents=self._assembled.contents, placeholder=placeholder)

    def body(self) -> str:
        """Return the parts and the back cover."""
        return self._rendered("body.html.j2", body=self._assembled.body)

    def foot(self) -> str:
        """Return the funders' foot, on a page of its own."""
        return self._rendered("foot.html.j2")

    def _rendered(self, template: str, **values: object) -> str:
        return _environment(self._folder).get_template(template).render(self._view, **values)


@cache
def _environment(folder: Path) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["wide"] = widened
    return environment


def _view(order: BookOrder) -> dict[str, Any]:
    """Return what the templates know."""
    words = strings(order.language.code, "book")
    place, dates = credits.place_and_dates(order)
    title = credits.said(order.metadata.title, order)
    return {
        "language": order.language.code,
        "words": words,
        "order": order,
        "said": lambda text: widened(credits.said(text, order)),
        "document_title": credits.edition_title(order),
        "authors": credits.authors(order),
        "title": widened(title),
        "title_style": _title_style(title),
        "back_title_style": _even(title, BACK_TITLE_SIZE, BACK_WIDTH),
        "series_style": _even(credits.said(order.collection.name, order), SERIES_SIZE, SERIES_WIDTH),
        "number": order.metadata.number,
        "place": place,
        "dates": dates,
        "rows": tuple(credits.rows(order)),
        "keywords": order.metadata.keywords.get(order.language.code),
        "web": credits.web_address(order),
        "funders": supports(order),
        "motif": _data_url(motif_svg(order)),
        "horizon": _data_url(motif_svg(order, HORIZON)),
        "motif_words": _motif_words(order),
    }


def _motif_words(order: BookOrder) -> str:
    words = strings(order.language.code, "book")
    workshop = order.metadata.workshop
    if workshop is None or workshop.start.exact is None or not order.sessions:
        return words["motif_text_plain"]
    return words["motif_text"].format(city=credits.said(workshop.city, order))


def _title_style(title: str) -> str:
    """Return the style of a cover's title: the longer, the smaller; in lines of even length."""
    face = fonts.titles()
    size, leading = next(
        (size, leading) for size, leading, most in TITLE_SIZES if line_count(title, face, size, TITLE_WIDTH) <= most
    )
    width = balanced_width(title, face, size, TITLE_WIDTH)
    return f"font-size: {size}pt; line-height: {leading}pt; width: {width:.1f}mm"


def _even(text: str, size: float, widest: float) -> str:
    """Return the style that sets a few words in lines of even length; `size` in points, `widest` in mm."""
    return f"width: {balanced_width(text, fonts.titles(), size, widest):.1f}mm"


def supports(order: BookOrder) -> tuple[Support, ...]:
    """Return the funders in the page's language; a statement of another language is never shown."""
    return tuple(_support(order, funder) for funder in order.scheme.funders)


def _support(order: BookOrder, funder: Funder) -> Support:
    code = order.language.code
    emblem = funder.emblem
    return Support(
        name=credits.said(funder.name, order),
        url=funder.url or "",
        emblem=(order.content / emblem.file).resolve().as_uri() if emblem else "",
        alt=emblem.alt.best(code) if emblem else "",
        line=(funder.support_line.get(code) or "") if funder.support_line else "",
        statement=(funder.statement.get(code) or "") if funder.statement else "",
    )


# --- styles that depend on the book ---------------------------------------------------------------------------------


def styles(order: BookOrder) -> str:
    """Return the rules that differ from book to book: colours, running heads, height of the foot."""
    colours = palette(order.metadata)
    words = strings(order.language.code, "book")
    name = credits.short_name(order)
    if order.metadata.status is not Status.FINAL:
        name += f" · {words[f'status_{order.metadata.status.value}']}"
    foot = foot_height(supports(order))
    rules = [
        f":root {{ --ink: {colours.ink}; --line: {colours.line}; --mark: {colours.mark}; --tint: {colours.tint} }}",
        f"@page {{ margin-bottom: {foot + 17:.1f}mm }}",
        f"@page {{ @top-left {{ color: {colours.ink} }} @top-center {{ content: {_css_string(name)} }} }}",
    ]
    for index, entry in enumerate(order.entries):
        head = _css_string(credits.shortened(widened(entry.fragment.title), HEAD_LENGTH - len(name)))
        rules.append(f"@page {page_name(index)} {{ @top-right {{ content: {head} }} }}")
    return "\n".join(rules)


def start_at(page: int) -> str:
    """Return the rule that makes `page` the number of a document's first page."""
    return f"@page :first {{ counter-reset: page {page} }}"


def foot_height(funders: tuple[Support, ...]) -> float:
    """Return the height of the funders' foot in mm: as many lines as its longest statement takes beside its emblem."""
    width = FOOT_WIDTH / max(len(funders), 1) - 3
    heights = [8.0]
    for funder in funders:
        room = (width - (EMBLEM_WIDTH if funder.emblem else 0)) * CHARACTERS_PER_MM
        lines = math.ceil(len(funder.line) / room * 1.15) + math.ceil(len(funder.statement) / room)
        heights.append(max(lines * LINE + 0.6, 10.6 if funder.emblem else 0))
    return max(heights)


def _css_string(text: str) -> str:
    """Return `text` as a CSS string (CSS Syntax 3, 4.3.7): what could end it or its line is escaped.

    The space after an escape belongs to it.
    """
    return '"' + "".join(c if c.isalnum() or c in PLAIN else f"\\{ord(c):x} " for c in text) + '"'


def _data_url(svg: str) -> str:
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()
