"""Turns the clean HTML of a page into the text of a book: links, pictures, notes, figures and tables as in print."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from lxml import etree
from lxml import html as lxml_html
from lxml.html import HtmlElement as Element

from imprenta.book import tables
from imprenta.book.balance import balanced_width
from imprenta.book.fonts import titles
from imprenta.book.images import find
from imprenta.book.order import BookOrder, Entry
from imprenta.book.palette import palette
from imprenta.diagnostics import Diagnostic
from imprenta.languages import strings
from imprenta.urls import is_local, join_url

ACTING = ("script", "link", "style", "iframe", "object", "embed", "form", "meta", "base")
"""Elements that have no business on paper; the checks refuse them before, this is the second lock."""

MEASURE = 122.0
"""Width of the text in mm."""

TITLE_SIZE = 24.0
"""Of a document's title, in points, as `print.css` has it."""

THIN_SPACES = "\u2009\u202f"
"""Spaces that our faces have not: without care, a face of the machine would be embedded for them."""

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
"""Each keeps its depth as a class (`t0` to `t5`): in books with openers its level is another."""


@dataclass
class Setter:
    """Sets the texts of one book, one after the other: figures are numbered through the whole of it.

    Attributes:
        problems: what was found in the pictures.
    """

    order: BookOrder
    problems: list[Diagnostic] = field(default_factory=list)
    figures: int = 0

    def __post_init__(self) -> None:
        """Note the pages of the book: links between them stay inside it."""
        self._urls = {entry.fragment.url for entry in self.order.entries}
        self._ink = palette(self.order.metadata).ink
        self._words = strings(self.order.language.code, "book")

    def article(self, entry: Entry, name: str) -> str:
        """Return the text as an `<article>` whose named page (for the running head) is `name`."""
        fragment = entry.fragment
        article = lxml_html.fragment_fromstring(fragment.html, create_parent="article")
        article.set("class", entry.part.value)
        article.set("style", f"page: {name}")
        if not fragment.translated:
            article.set("lang", fragment.text_language)
        self._clean(article)
        self._links(article, fragment.url)
        self._pictures(article, entry)
        self._notes(article)
        self._figures(article)
        for drawing in article.iter("svg"):
            drawing.set("color", self._ink)  # what a drawing calls currentColor; the layout engine has no other way
        tables.set_columns(article)
        self._title(article, entry)
        _thin_spaces(article)
        return str(lxml_html.tostring(article, encoding="unicode"))

    def _clean(self, article: Element) -> None:
        etree.strip_elements(article, *ACTING, etree.Comment, etree.ProcessingInstruction, with_tail=False)
        for element in article.iter():
            for name in [name for name in element.attrib if name.lower().startswith("on") or name == "rel"]:
                del element.attrib[name]
        for anchor in article.find_class("headerlink"):
            anchor.drop_tree()

    def _links(self, article: Element, url: str) -> None:
        """Lead links to other pages of the site to the web edition, unless the page is in the book."""
        for anchor in article.iter("a"):
            href = anchor.get("href")
            if not href or href.startswith("#"):
                continue
            if is_local(href):
                target = join_url(url, href)
                if urlsplit(target).path not in self._urls:
                    anchor.set("href", self.order.site_url + target)
            elif href.startswith("/"):
                anchor.set("href", self.order.site_url + href.lstrip("/"))

    def _pictures(self, article: Element, entry: Entry) -> None:
        for image in list(article.iter("img")):
            src = image.get("src", "")
            image.attrib.pop("srcset", None)
            if src.startswith("data:image/"):
                continue
            fragment = entry.fragment
            picture = find(src, fragment.url, self.order.volume, self.order.folder, fragment.source)
            if picture.problem:
                self.problems.append(picture.problem)
            if picture.path:
                image.set("src", picture.path.as_uri())
            else:
                image.drop_tree()

    def _notes(self, article: Element) -> None:
        """Bring each note from the end of the text to its first call; the layout lets it float to the foot."""
        notes = {item.get("id"): item for item in article.xpath(".//div[contains(@class, 'footnote')]//li[@id]")}
        for call in article.find_class("footnote-ref"):
            note = notes.pop(call.get("href", "").removeprefix("#"), None)
            if note is None:
                continue
            floating = lxml_html.Element("span", {"class": "footnote-text", "id": note.get("id")})
            _move_words(note, floating)
            marker = call.getparent() if call.getparent().tag == "sup" else call
            _replace(marker, floating)
        for block in article.xpath(".//div[contains(@class, 'footnote')]"):
            for item in block.xpath(".//li[@id]"):
                if item.get("id") not in notes:
                    item.drop_tree()
            for back in block.find_class("footnote-backref"):
                back.drop_tree()
            if not block.xpath(".//li"):
                block.drop_tree()

    def _figures(self, article: Element) -> None:
        """Make a figure of a picture that is alone in its paragraph, and number those that have a caption."""
        for paragraph in list(article.iter("p")):
            if len(paragraph) == 1 and paragraph[0].tag == "img" and not paragraph.text_content().strip():
                paragraph.tag = "figure"
                if title := paragraph[0].attrib.pop("title", None):
                    caption = etree.SubElement(paragraph, "figcaption")
                    caption.text = title
        for caption in article.iter("figcaption"):
            self.figures += 1
            number = lxml_html.Element("span", {"class": "figure-number"})
            number.text = self._words["figure"].format(number=self.figures)
            number.tail = f" {caption.text or ''}"
            caption.text = None
            caption.insert(0, number)

    def _title(self, article: Element, entry: Entry) -> None:
        """Put the label over the title, the outline's words on it, the notice of a missing translation under it."""
        title = article.find(".//h1")
        if title is None:
            title = lxml_html.Element("h1")
            title.text = entry.fragment.title
            article.insert(0, title)
        for depth, tag in enumerate(HEADINGS):
            for heading in article.iter(tag):
                heading.set("class", f"t{depth}")
        words = " ".join(title.text_content().split())
        title.set("data-outline", f"{entry.label}. {words}" if entry.label else words)
        width = balanced_width(words, titles(), TITLE_SIZE, MEASURE)
        title.set("style", f"width: {width:.1f}mm")
        if entry.label:
            label = lxml_html.Element("span", {"class": "label"})
            if not entry.fragment.translated:
                label.set("lang", self.order.language.code)
            # The space stands inside the label, which print sets apart: the title begins without one.
            label.text, label.tail, title.text = f"{entry.label} ", title.text, None
            title.insert(0, label)
        if not entry.fragment.translated:
            names = {language.code: language.name for language in self.order.collection.languages}
            notice = lxml_html.Element("p", {"class": "notice", "lang": self.order.language.code})
            original = entry.fragment.text_language
            notice.text = self._words["notice"].format(language=names.get(original, original))
            title.addnext(notice)


def _move_words(note: Element, floating: Element) -> None:
    """Move what a note says into one inline element: a note of several paragraphs becomes one."""
    for back in note.find_class("footnote-backref"):
        back.drop_tree()
    for index, paragraph in enumerate(note.findall("p")):
        if index:
            etree.SubElement(floating, "br")
        if len(floating):
            floating[-1].tail = (floating[-1].tail or "") + (paragraph.text or "")
        else:
            floating.text = (floating.text or "") + (paragraph.text or "")
        floating.extend(list(paragraph))
    _strip_end(floating)


def _strip_end(element: Element) -> None:
    if len(element):
        element[-1].tail = (element[-1].tail or "").rstrip()
    else:
        element.text = (element.text or "").rstrip()


def _replace(old: Element, new: Element) -> None:
    new.tail, old.tail = old.tail, None
    old.getparent().replace(old, new)


def _thin_spaces(article: Element) -> None:
    """Set a thin space as a narrow no-break one; in attributes, where no style reaches, as a plain no-break space."""
    for element in list(article.iter()):
        for name, value in element.attrib.items():
            if any(space in value for space in THIN_SPACES):
                element.set(name, widened(value))
        for index, text in _texts(element):
            if any(space in text for space in THIN_SPACES):
                _narrow(element, index, widened(text, "\0").split("\0"))


def widened(text: str, space: str = "\u00a0") -> str:
    """Return `text` with another space for the thin ones."""
    for thin in THIN_SPACES:
        text = text.replace(thin, space)
    return text


def _texts(element: Element) -> list[tuple[int, str]]:
    """Return the texts right inside an element, the last first, each with the number of children before it."""
    texts = [(0, element.text or ""), *((index, child.tail or "") for index, child in enumerate(element, start=1))]
    return texts[::-1]


def _narrow(element: Element, index: int, pieces: list[str]) -> None:
    spaces = []
    for piece in pieces[1:]:
        space = lxml_html.Element("span", {"class": "thin"})
        space.text, space.tail = "\u00a0", piece
        spaces.append(space)
    if index:
        element[index - 1].tail = pieces[0]
    else:
        element.text = pieces[0]
    element[index:index] = spaces
