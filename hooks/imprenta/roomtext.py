"""The text of a page as the reading room shows it: the clean fragment, with what only a screen needs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import html as lxml_html
from lxml.html import HtmlElement

from imprenta.model import Volume
from imprenta.pictures import image_at, picture
from imprenta.urls import join_url, relative_url

SIZES = "(min-width: 48rem) 42rem, 100vw"
"""How wide a picture is shown: the column of text, or a phone's screen."""


def room_text(fragment: str, words: Mapping[str, str], url: str, volume: Volume | None) -> str:
    """Return a rendered fragment with tables that scroll in themselves, measured pictures and quiet permalinks.

    `words` are the texts of the interface in the language around the fragment; `url` is the page's.
    """
    root = lxml_html.fragment_fromstring(fragment, create_parent="div")
    for table in list(root.iter("table")):
        _scroll(table, words)
    for anchor in root.xpath("//h1/a[@class='headerlink']"):
        anchor.drop_tree()
    for anchor in root.iter("a"):
        _link(anchor, words)
    for notes in root.find_class("footnote"):
        _notes(notes, words)
    if volume:
        for image in root.iter("img"):
            _measure(image, url, volume)
    for image in root.iter("img"):
        image.set("loading", "lazy")
        image.set("decoding", "async")
    return (root.text or "") + "".join(lxml_html.tostring(child, encoding="unicode") for child in root)


def _scroll(table: HtmlElement, words: Mapping[str, str]) -> None:
    """Put a table into a box that scrolls sideways, by keyboard too."""
    caption = table.find("caption")
    name = caption.text_content().strip() if caption is not None else _heading_before(table)
    box = scrolling_box(name or words["table"])
    parent = table.getparent()
    if parent is None:
        return
    box.tail, table.tail = table.tail, None
    parent.replace(table, box)
    box.append(table)


def scrolling_box(name: str, *classes: str) -> HtmlElement:
    """Return the box, empty: whoever cannot see what it holds is told its `name`."""
    attributes = {"class": " ".join(("scroll", *classes)), "role": "group", "tabindex": "0", "aria-label": name}
    return lxml_html.Element("div", attributes)


def _heading_before(element: HtmlElement) -> str:
    headings = (e for e in _before(element) if e.tag in ("h1", "h2", "h3", "h4", "h5", "h6"))
    found = next(headings, None)
    return (found.text or found.text_content()).strip() if found is not None else ""


def _before(element: HtmlElement) -> Iterator[HtmlElement]:
    while element is not None:
        yield from element.itersiblings(preceding=True)
        element = element.getparent()


def _link(anchor: HtmlElement, words: Mapping[str, str]) -> None:
    """Take permalinks out of the way of keyboards and screen readers; say in the page's language where notes lead."""
    if "headerlink" in anchor.classes:
        anchor.attrib.pop("title", None)
        anchor.set("tabindex", "-1")
        anchor.set("aria-hidden", "true")
    elif "footnote-backref" in anchor.classes:
        anchor.attrib.pop("title", None)
        anchor.set("aria-label", words["note_back"])
    elif "footnote-ref" in anchor.classes:
        anchor.set("aria-label", words["note"].format(number=anchor.text_content().strip()))


def _notes(notes: HtmlElement, words: Mapping[str, str]) -> None:
    notes.set("role", "doc-endnotes")
    notes.set("aria-label", words["notes"])
    for rule in notes.findall("hr"):
        notes.remove(rule)


def _measure(image: HtmlElement, url: str, volume: Volume) -> None:
    """Say how large a picture is before it comes, and where its smaller versions are."""
    source = image_at(volume, join_url(url, image.get("src", "")))
    found = picture(volume, source) if source else None
    if found is None:
        return
    image.set("width", str(found.width))
    image.set("height", str(found.height))
    if found.versions:
        smaller = [f"{relative_url(version, url)} {width}w" for width, version in found.versions]
        image.set("srcset", ", ".join([*smaller, f"{image.get('src')} {found.width}w"]))
        image.set("sizes", SIZES)
