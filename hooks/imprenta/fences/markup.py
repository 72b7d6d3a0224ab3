"""Builds the fences' HTML and SVG as trees, so that what an editor wrote is text and never markup."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree


def element(tag: str, *content: str | etree._Element | None, **attributes: str | None) -> etree._Element:
    """Return an element; None is left out, `class_` and `aria_label` become `class` and `aria-label`."""
    made = etree.Element(tag)
    for name, value in attributes.items():
        if value is not None:
            made.set(name.rstrip("_").replace("_", "-"), value)
    for item in content:
        if isinstance(item, str):
            _add_text(made, item)
        elif item is not None:
            made.append(item)
    return made


def _add_text(made: etree._Element, text: str) -> None:
    if len(made):
        made[-1].tail = (made[-1].tail or "") + text
    else:
        made.text = (made.text or "") + text


def fill(template: str, tag: str, class_: str | None = None, **values: etree._Element | str) -> etree._Element:
    """Return `tag` holding `template`, its `{placeholders}` replaced by elements or texts."""
    content: list[str | etree._Element] = []
    rest = template
    while rest:
        before, opening, tail = rest.partition("{")
        content.append(before)
        if not opening:
            break
        name, _, rest = tail.partition("}")
        content.append(values[name])
    return element(tag, *content, class_=class_)


def items(tag: str, texts: Iterable[str | etree._Element], class_: str | None = None) -> etree._Element | None:
    """Return a list (`ul` or `ol`) of `texts`, or None where there are none."""
    entries = [element("li", text) for text in texts]
    return element(tag, *entries, class_=class_) if entries else None


def head(*titles: str) -> etree._Element:
    """Return the head of a table: one header cell for each column."""
    return element("thead", element("tr", *(element("th", title, scope="col") for title in titles)))


def fit(drawing: etree._Element, width: str, view_box: str) -> etree._Element:
    """Give an SVG element its width (CSS pixels), shrinking with its column; its height follows."""
    drawing.set("viewBox", view_box)
    drawing.set("width", width)
    # No height: WeasyPrint would take `height: auto` for the drawing's own and print it square.
    drawing.set("style", "max-width:100%")
    return drawing


def to_html(root: etree._Element) -> str:
    """Return the tree as HTML."""
    return str(etree.tostring(root, encoding="unicode", method="html"))
