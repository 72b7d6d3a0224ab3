"""What in HTML or in a drawing could act in a reader's browser, or make it load something.

Tags are read as a browser reads them (HTML Living Standard, 13.2.5 Tokenization). A more forgiving parser sees other
tags than the browser does: it drops a second `<body onload>`, and takes a drawing's `<style>` for a text.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import cast
from urllib.parse import urlsplit

from lxml import etree
from tinyhtml5.constants import Token
from tinyhtml5.tokenizer import HTMLTokenizer

from imprenta.urls import is_local

WORDS = frozenset(
    """
    abbr b blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption figure h1 h2
    h3 h4 h5 h6 hr i ins kbd li mark ol p pre q s section small span strong sub summary sup table tbody td
    tfoot th thead time tr u ul var aside bdi bdo
    """.split()  # noqa: SIM905
)
"""Elements that hold words: an editor may write them."""

DRAWING = frozenset(
    """
    svg g path rect circle ellipse line polyline polygon text tspan title desc defs clippath lineargradient
    radialgradient stop use symbol marker pattern mask style
    """.split()  # noqa: SIM905
)
"""Elements of drawings."""

ELEMENTS = WORDS | DRAWING | {"a", "img"}
"""Elements that Markdown and our fences make, or a drawing holds; all others need a reason to be here."""

ATTRIBUTES = frozenset(
    """
    id class title lang dir translate role style href hreflang src alt width height scope headers colspan rowspan span
    abbr align start reversed type value datetime cite open
    """.split()  # noqa: SIM905
)
"""Attributes of elements that are no drawing's; and `aria-…`."""

STYLES = frozenset(
    {"text-align: left;", "text-align: center;", "text-align: right;", "max-width:100%", "list-style-type:none"}
)
"""Styles that Markdown's tables and our fences give; any other could cover the page, and the funders' band with it."""

SCHEMES = frozenset({"", "http", "https", "mailto"})
"""Schemes of a link that only shows something; the empty one stays in the site."""

MAX_SHAPES = 100_000
"""Elements of a drawing, those that it repeats counted each time."""

MAX_DEPTH = 200
"""Elements of a drawing inside elements, those that it repeats too."""

_TARGETS = frozenset({"href", "src", "srcset", "xlink:href", "poster", "data", "background", "cite"})
_LOADING = frozenset({"img", "source", "use", "image", "feimage"})
_ACTIVE = frozenset({"srcdoc", "action", "formaction", "http-equiv", "ping", "download"})
_OF_FILES = frozenset({"style", "use"})
"""Elements for the file of a drawing: in a page, a style is the whole page's, and what is used may be all of it."""

_ID = re.compile(r"[^\s\"'<>&=`/]*")
"""An id is repeated in links and feeds, by templates that are not ours too: it must not end an attribute there."""

_PLAIN_COMMENT = re.compile(r"!--(?!-?>)(?:(?!--)[^<>])*(?<!-)-->")
"""A note between editors: without a tag or a second `--` in it, every reader agrees where it ends."""

_RAW = frozenset({"style", "title"})
"""Elements whose contents a browser reads as text in HTML and as tags in a drawing: they may hold none."""


def acting_html(fragment: str, *, written: bool = False) -> Iterator[str]:
    """Yield each piece of an HTML fragment that could act or load something, as it stands there.

    Args:
        fragment: any HTML, whole elements or not.
        written: whether an editor wrote it. Then links and images belong in Markdown, where they are checked, and a
            style in the style sheet.
    """
    _, *rest = fragment.split("<")
    raw = ""
    for position, piece in enumerate(rest):
        if not raw and _PLAIN_COMMENT.match(piece):
            continue
        if piece[:1] in ("!", "?") or (piece[:1] == "/" and not piece[1:2].isalpha()):
            # Where a comment ends is what browsers and other readers disagree on most.
            yield f"<{piece[:60].rstrip()}"
        elif raw and not piece.lower().startswith(f"/{raw}"):
            yield f"<{raw}> <{piece[:40].rstrip()}"
        elif piece[:1].isalpha() or piece[:1] == "/":
            tag, closed, _ = piece.partition(">")
            read = _tag(tag) if closed else None
            if read is None:  # its end is hidden in a quotation: the rest is read as a whole
                yield from _whole("<" + "<".join(rest[position:]), written)
                return
            raw = read[0] if read[0] in _RAW else ""
            yield from _found(*read, written)


@lru_cache(maxsize=65536)
def _tag(text: str) -> tuple[str, tuple[tuple[str, str], ...]] | None:
    """Return name and attributes of the tag `<text>`; of a closing tag, neither. None where it does not end there."""
    tags = [token for token in HTMLTokenizer(f"<{text}>") if "name" in token]
    if len(tags) != 1:
        return None
    token = tags[0]
    # The attributes of a closing tag are a list, and browsers drop them.
    return ("", ()) if isinstance(token["data"], list) else (token["name"], tuple(token["data"].items()))


def _whole(fragment: str, written: bool) -> Iterator[str]:
    for token in HTMLTokenizer(fragment):
        if token["type"] is Token.DOCTYPE or (token["type"] is Token.COMMENT and set("<>") & set(token["data"])):
            yield "<!…>"
        elif token["type"] is Token.PARSE_ERROR and str(token["data"]).startswith("eof-in"):
            # The tag would go on into the page around the text.
            yield f"{fragment[:60]}…"
        elif isinstance(token.get("data"), Mapping) and token.get("name"):
            if token["name"] in _RAW:
                yield f"<{token['name']}>"
            yield from _found(token["name"], tuple(token["data"].items()), written)


def _found(name: str, attributes: tuple[tuple[str, str], ...], written: bool) -> Iterator[str]:
    known = name in (WORDS if written else ELEMENTS - _OF_FILES)
    if name and not known:
        yield f"<{name}>"
    for attribute, value in attributes:
        strange = (known and _is_strange(name, attribute, value)) or (written and attribute == "style")
        if strange or acts(name, attribute, value):
            yield f'<{name} {attribute}="{value[:60]}">'


def _is_strange(element: str, attribute: str, value: str) -> bool:
    """Tell whether neither Markdown nor a fence gives an element such an attribute, whatever it does."""
    if attribute == "id":
        return not _ID.fullmatch(value)
    if attribute == "style":
        return value not in STYLES
    if element in DRAWING:
        return attribute.startswith("data-")
    return attribute not in ATTRIBUTES and not attribute.startswith("aria-")


def acting_elements(root: etree._Element) -> Iterator[tuple[str, int]]:
    """Yield the same for a drawing's tree, with the line of each."""
    for element in (*root.itersiblings(preceding=True), *root.iter(), *root.itersiblings()):
        line = cast(int, element.sourceline or 1)
        if not isinstance(element.tag, str):
            if isinstance(element, etree._ProcessingInstruction):
                yield "<?…?>", line
            continue
        name = etree.QName(element).localname.lower()
        if name not in ELEMENTS:
            yield f"<{name}>", line
        if name == "style" and (_loads(element.text or "") or "<" in (element.text or "")):
            yield "<style> url(…)", line
        for attribute, value in element.attrib.items():
            plain = str(attribute).rpartition("}")[2].lower()
            if acts(name, plain, str(value)):
                yield f'<{name} {plain}="{str(value)[:60]}">', line


def is_endless(root: etree._Element) -> bool:
    """Tell whether a drawing repeats its shapes more often than can be drawn in time, or within themselves."""
    targets = {element.get("id"): element for element in root.iter() if element.get("id")}
    weights: dict[etree._Element, float] = {}

    def weight(element: etree._Element, depth: int) -> float:
        if depth > MAX_DEPTH:
            return math.inf
        if element not in weights:
            weights[element] = math.inf  # for what comes back to it
            used = targets.get(_used(element))
            parts = [*element, *([] if used is None else [used])]
            weights[element] = 1 + sum(weight(part, depth + 1) for part in parts)
        return weights[element]

    return weight(root, 0) > MAX_SHAPES


def _used(element: etree._Element) -> str | None:
    if not isinstance(element.tag, str) or etree.QName(element).localname.lower() != "use":
        return None
    return str(element.get("href") or element.get("{http://www.w3.org/1999/xlink}href") or "").strip().removeprefix("#")


def acts(element: str, attribute: str, value: str) -> bool:
    """Tell whether an attribute (lower case) of an element could act or load something."""
    if attribute.startswith("on") or attribute in _ACTIVE:
        return True
    if attribute == "rel":
        return "attachment" in value.lower()
    if attribute == "style" or (element in DRAWING and "url(" in value.lower()):
        return _loads(value)
    if attribute in _TARGETS:
        target = "".join(value.split())
        if element == "use":
            return not target.startswith("#")
        if element in _LOADING:
            return not (target.startswith("data:image/") or is_local(target))
        return scheme(target) not in SCHEMES
    return False


def _loads(style: str) -> bool:
    text = "".join(style.lower().split()).replace("url(#", "")
    return any(sign in text for sign in ("@import", "\\", "url(", "image(", "image-set(", "src("))


def scheme(target: str) -> str:
    """Return a link's scheme as a browser reads it: control characters and blanks in it do not hide it."""
    bare = "".join(character for character in target if character > " ")
    try:
        return urlsplit(bare).scheme.lower()
    except ValueError:
        return "?"
