"""A pull request is untrusted: nothing in a text may act in a reader's browser or reach out of the site.

The same rule is held twice: here on the source, with its line, and once more on every rendered page.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast
from urllib.parse import urlsplit

from lxml import etree
from lxml import html as lxml_html

from imprenta.diagnostics import Diagnostic, error
from imprenta.model import Collection, Markup
from imprenta.urls import is_local

ELEMENTS = frozenset(
    """
    a abbr b blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption figure h1 h2
    h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q s section small span strong sub summary sup table tbody td
    tfoot th thead time tr u ul var aside bdi bdo
    """.split()  # noqa: SIM905
)
"""Elements that Markdown and our fences make; all others need a reason to be here."""

DRAWING = frozenset(
    """
    svg g path rect circle ellipse line polyline polygon text tspan title desc defs clippath lineargradient
    radialgradient stop use symbol marker pattern mask style
    """.split()  # noqa: SIM905
)
"""Elements of drawings."""

_TARGETS = frozenset({"href", "src", "srcset", "xlink:href", "poster", "data", "background", "cite"})
_SCHEMES = frozenset({"", "http", "https", "mailto"})
_LOADING = frozenset({"img", "source", "use", "image", "feimage"})
_ACTIVE = frozenset({"srcdoc", "action", "formaction", "http-equiv", "ping", "download"})


def no_acting_html(collection: Collection) -> Iterator[Diagnostic]:
    """Raw HTML and attribute lists hold nothing that acts: no script, form, frame, event handler or attachment."""
    for *_, text in collection.texts():
        for piece in text.html:
            for found in acting_html(piece.text):
                yield error("SEC01", text.place(piece.line), found=found)
        for attributes in text.attributes:
            yield from (error("SEC02", text.place(attributes.line), found=found) for found in _in_list(attributes))


def no_acting_links(collection: Collection) -> Iterator[Diagnostic]:
    """A link has a scheme that only shows something: http, https or mailto."""
    for *_, text in collection.texts():
        for link in text.links:
            scheme = _scheme(link.target)
            if scheme not in _SCHEMES:
                known = ", ".join(sorted(_SCHEMES - {""}))
                yield error("SEC03", text.place(link.line), found=f"{scheme}:", known=known)


def acting_html(fragment: str) -> Iterator[str]:
    """Yield each piece of an HTML fragment that could act or load something, as it stands there."""
    if "<" not in fragment:
        return
    for root in lxml_html.fragments_fromstring(fragment):
        if not isinstance(root, str):
            yield from (found for found, _ in acting_elements(root))


def acting_elements(root: etree._Element) -> Iterator[tuple[str, int]]:
    """Yield the same for a tree, HTML or SVG, with the line of each."""
    for element in root.iter():
        line = cast(int, element.sourceline or 1)
        if not isinstance(element.tag, str):
            if isinstance(element, etree._ProcessingInstruction):
                yield "<?…?>", line
            continue
        name = etree.QName(element).localname.lower()
        if name not in ELEMENTS | DRAWING:
            yield f"<{name}>", line
        if name == "style" and _loads(element.text or ""):
            yield "<style> url(…)", line
        for attribute, value in element.attrib.items():
            plain = str(attribute).rpartition("}")[2].lower()
            if _acts(name, plain, str(value)):
                yield f'<{name} {plain}="{str(value)[:60]}">', line


def _acts(element: str, attribute: str, value: str) -> bool:
    if attribute.startswith("on") or attribute in _ACTIVE:
        return True
    if attribute == "rel":
        return "attachment" in value.lower()
    if attribute == "style" or (element in DRAWING and "url(" in value.lower()):
        return _loads(value)
    if attribute in _TARGETS:
        target = "".join(value.split())
        if element in _LOADING:
            return not (target.startswith(("#", "data:image/")) or is_local(target))
        return _scheme(target) not in _SCHEMES
    return False


def _loads(style: str) -> bool:
    text = "".join(style.lower().split())
    return "@import" in text or "\\" in text or text.count("url(") > text.count("url(#")


def _scheme(target: str) -> str:
    """Return a link's scheme as a browser reads it: control characters and blanks in it do not hide it."""
    bare = "".join(character for character in target if character > " ")
    try:
        return urlsplit(bare).scheme.lower()
    except ValueError:
        return "?"


def _in_list(attributes: Markup) -> Iterator[str]:
    for item in attributes.text.strip("{}: ").split():
        name, _, value = item.partition("=")
        if name.startswith(("#", ".")):
            continue
        if _acts("a", name.lower(), value.strip("\"'")) or name.lower() in ("style", "href", "src"):
            yield item
