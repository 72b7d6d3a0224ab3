"""Puts a book together: the pages, by mkdocs-with-pdf's Generator, between our own cover, contents and back cover.

The Generator gives the pages of one document anchors of their own, turns the links between them into links inside the
book, nests them in parts and shifts their headings. What it would do beyond that (cover, styles, rendering) is ours.
"""

from __future__ import annotations

import logging
from copy import copy
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from bs4 import BeautifulSoup
from mkdocs_with_pdf.generator import Generator
from mkdocs_with_pdf.options import Options
from mkdocs_with_pdf.preprocessor import get_combined
from mkdocs_with_pdf.toc import make_indexes

from imprenta.book.order import BookOrder, BookPart
from imprenta.book.text import Setter
from imprenta.diagnostics import Diagnostic
from imprenta.languages import strings


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the contents: where it leads, its words (HTML), the lines below it."""

    anchor: str
    words: str
    label: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Assembled:
    """A book's text, ready to be laid out.

    Attributes:
        body: the parts, as HTML.
        contents: the lines of the contents.
        anchors: where each document begins, by its slug.
        outline: titles of parts and documents, as the outline of the file has them.
        problems: what was found on the way; with an error among them the book is not made.
    """

    body: str
    contents: tuple[Line, ...]
    anchors: dict[str, str]
    outline: tuple[str, ...]
    problems: tuple[Diagnostic, ...]


def assemble(order: BookOrder) -> Assembled:
    """Return the text of a book."""
    setter = Setter(order)
    sections = [_section(part) for part in order.parts]
    pages = [page for section in sections for page in section.children]
    binder = _Binder(_BookOptions(order))
    binder.on_nav(sections if order.has_openers else pages)
    for index, (entry, page) in enumerate(zip(order.entries, pages, strict=True)):
        article = setter.article(entry, page_name(index))
        binder.on_post_page(f"<html><body>{article}</body></html>", page, "")
    soup = binder.bound()
    contents = soup.find(id="doc-toc").extract()
    return Assembled(
        body=soup.body.decode_contents(formatter="minimal"),
        contents=_lines(contents.find("ul")),
        anchors={entry.fragment.document: f"{entry.fragment.url}:" for entry in order.entries},
        outline=tuple(" ".join(heading["data-outline"].split()) for heading in soup.select("[data-outline]")),
        problems=tuple(setter.problems),
    )


def page_name(index: int) -> str:
    """Return the name of the pages that hold the document at `index`; the running heads hang on it."""
    return f"text-{index}"


class _BookOptions(Options):  # type: ignore[misc]
    """What the Generator asks for.

    The constructor of `Options` is not called: it imports a `pdf_event_hook` from the working directory, and so would
    run the code of a pull request.
    """

    def __init__(self, order: BookOrder) -> None:
        self.exclude_pages: list[str] = []
        self.excludes_children: list[str] = []
        self.theme_name = "generic"
        self.theme_handler_path = None
        self.heading_shift = order.has_openers
        self.ordered_chapter_level = 0
        self.toc_level = 3 if order.has_openers else 2
        self.toc_title = strings(order.language.code, "book")["contents"]
        self.strict = self.verbose = self.debug_html = self.show_anchors = False
        self.js_renderer = None
        self._logger = logging.getLogger(__name__)
        self._hook = SimpleNamespace(inject_link=lambda html, *_: html)


class _Binder(Generator):  # type: ignore[misc]
    """The Generator of one volume and language, fed clean pages."""

    def _soup_from_content(self, content: str, page: _Page) -> Any:
        """Read a page; the Generator's own would make folders in the site, and look for pictures there."""
        return get_combined(BeautifulSoup(content, "html.parser"), "", page.url)

    def bound(self) -> Any:
        """Return all parts in one document, with the list of contents before them."""
        soup: Any = BeautifulSoup("<html><body></body></html>", "html.parser")
        for page in self._nav:
            content = self._get_content(soup, page)
            if page.is_section:
                _opener(soup, content, page)
            soup.body.append(content)
        make_indexes(soup, self._options)
        self._normalize_link_anchors(soup)
        return soup


@dataclass
class _Page:
    """A document, as the Generator knows pages. It plants the text on it."""

    title: str
    url: str
    is_section: bool = False
    children: tuple[()] = ()
    file: Any = None


@dataclass
class _Section:
    """A part, as the Generator knows sections of a navigation."""

    title: str
    pdf_slug: str
    children: list[_Page] = field(default_factory=list)
    is_section: bool = True
    ancestors: tuple[()] = ()


def _section(part: BookPart) -> _Section:
    return _Section(part.title, part.key, [_Page(entry.fragment.title, entry.fragment.url) for entry in part.entries])


def _opener(soup: Any, article: Any, section: _Section) -> None:
    """Set the title of a part, with what it holds, on a page of its own."""
    article["class"] = "part"
    title = article.find("h1")
    opener = soup.new_tag("div", attrs={"class": "opener"})
    title.wrap(opener)
    title["data-outline"] = section.title
    held = soup.new_tag("ul")
    for heading in article.select("section > h2"):
        link = soup.new_tag("a", href=f"#{heading['id']}")
        link.extend(copy(child) for child in heading.contents)
        item = soup.new_tag("li")
        item.append(link)
        held.append(item)
    opener.append(held)


def _lines(items: Any) -> tuple[Line, ...]:
    """Return the lines of the Generator's list."""
    lines = []
    for item in items.find_all("li", recursive=False) if items else ():
        link = item.find("a")
        label = link.find("span", class_="label")
        lines.append(
            Line(
                anchor=link["href"].removeprefix("#"),
                label=label.extract().get_text().strip() if label else "",
                words=link.decode_contents().strip(),
                lines=_lines(item.find("ul", recursive=False)),
            )
        )
    return tuple(lines)
