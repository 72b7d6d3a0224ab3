"""Leads the first use of each term of the glossary, in each text, to its explanation.

Web and book are linked alike: in the book the links lead to the glossary of the web edition, which grows with the
collection, where a printed appendix would be as old as the book.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from lxml import html as lxml_html
from lxml.html import HtmlElement

from imprenta.fences import KINDS
from imprenta.model import Collection, Document, Glossary
from imprenta.urls import page_url, relative_url

PAGE = "glossary"
"""Name of the page of `docs/` that explains the terms."""

CLASS = "term"
"""Of the links that lead to it."""

_SKIPPED = frozenset(
    {"a", "h1", "h2", "h3", "h4", "h5", "h6", "code", "pre", "kbd", "svg", "th", "caption", "em", "cite"}
)
"""Elements whose words lead elsewhere already, or are no prose of the text's own: titles of works stand in `em`."""

_SKIPPED_CLASSES = frozenset({*KINDS, "footnote", "footnote-ref", "admonition-title", "headerlink"})
"""Data and notes: what is looked up is not read from top to bottom, so there is no first use in it."""


@dataclass(frozen=True, slots=True)
class Names:
    """What finds the terms in a text of one language.

    Attributes:
        pattern: matches any name of any term as whole words; of names that begin alike, the longest.
        keys: term of each name, as `_normal` writes it.
    """

    pattern: re.Pattern[str]
    keys: Mapping[str, str]


def names(glossary: Glossary, language: str) -> Names | None:
    """Return what finds the terms in one language; None where there are none.

    A name with a capital is an acronym or a proper name and is found as it stands; others may begin a sentence too.
    """
    keys = {_normal(name): term.key for term in reversed(glossary.terms) for name in term.names(language)}
    written = {name for term in glossary.terms for name in term.names(language)}
    if not written:
        return None
    ordered = sorted(written, key=lambda name: (-len(name), name))
    heads: dict[str, list[str]] = {}
    for name in ordered:
        heads.setdefault(name[0].casefold(), []).append(_expression(name))
    # One branch per first letter: nearly every word of a text is then left after one comparison.
    branches = (f"(?=[{re.escape(head)}{re.escape(head.upper())}])(?:{'|'.join(same)})" for head, same in heads.items())
    return Names(re.compile(rf"(?<![\w-])(?:{'|'.join(branches)})(?!\w|-\w)"), keys)


def _expression(name: str) -> str:
    words = [re.escape(word) for word in name.split()]
    if name == name.lower():
        first = name[0]
        words[0] = f"[{re.escape(first)}{re.escape(first.upper())}]{re.escape(name.split()[0][1:])}"
    return r"\s+".join(words)


def _normal(name: str) -> str:
    return " ".join(name.split()).casefold()


def linked(fragment: str, found: Names, language: str, address: Callable[[str], str]) -> str:
    """Return a rendered text with the first use of each term as a link; `address` gives where a term is explained.

    `language` is the text's: runs in another one are left alone, as are headings, links, code, data and notes.
    """
    if not found.pattern.search(fragment):
        return fragment
    root = lxml_html.fragment_fromstring(fragment, create_parent="div")
    used: set[str] = set()
    for element, is_tail in list(_prose(root, language)):
        _link(element, is_tail, found, used, address)
    if not used:
        return fragment
    return (root.text or "") + "".join(lxml_html.tostring(child, encoding="unicode") for child in root)


def _prose(element: HtmlElement, language: str) -> Iterator[tuple[HtmlElement, bool]]:
    """Yield the pieces of prose in their order: the text of an element, or (true) the text after it."""
    if element.text:
        yield element, False
    for child in element:
        if isinstance(child.tag, str) and not _is_skipped(child, language):
            yield from _prose(child, language)
        if child.tail:
            yield child, True


def _is_skipped(element: HtmlElement, language: str) -> bool:
    if element.tag in _SKIPPED or element.get("lang", language) != language:
        return True
    classes = element.get("class")
    return classes is not None and not _SKIPPED_CLASSES.isdisjoint(classes.split())


def _link(element: HtmlElement, is_tail: bool, found: Names, used: set[str], address: Callable[[str], str]) -> None:
    text = (element.tail if is_tail else element.text) or ""
    anchors: list[HtmlElement] = []
    before, end = "", 0
    for match in found.pattern.finditer(text):
        key = found.keys[_normal(match[0])]
        if key in used:
            continue
        used.add(key)
        between = text[end : match.start()]
        if anchors:
            anchors[-1].tail = between
        else:
            before = between
        anchor = lxml_html.Element("a", {"class": CLASS, "href": address(key)})
        anchor.text = match[0]
        anchors.append(anchor)
        end = match.end()
    if not anchors:
        return
    anchors[-1].tail = text[end:]
    parent = element.getparent() if is_tail else element
    assert parent is not None
    index = parent.index(element) + 1 if is_tail else 0
    if is_tail:
        element.tail = before
    else:
        element.text = before
    parent[index:index] = anchors


def explained(collection: Collection, found: Names | None, fragment: str, language: str, url: str) -> str:
    """Return the text of the page at `url`, written in `language`, with its terms linked; `found` finds them.

    As it is where the collection has no glossary or no page that shows it, and on that page itself.
    """
    page = glossary_page(collection)
    if page is None or found is None:
        return fragment
    own = page_url(collection, language, None, page)
    if url == own:
        return fragment
    base = relative_url(own, url)
    return linked(fragment, found, language, lambda key: f"{base}#{key}")


def glossary_page(collection: Collection) -> Document | None:
    """Return the page of `docs/` that explains the terms; None where there is none."""
    return next((page for page in collection.pages if page.slug == PAGE), None)


@dataclass(frozen=True, slots=True)
class Explained:
    """A term as the glossary page shows it: its anchor, its name, what it means, and what else it is called."""

    key: str
    name: str
    definition: str
    also: tuple[str, ...]


def explained_terms(collection: Collection, language: str) -> tuple[Explained, ...]:
    """Return the terms in one language, in alphabetical order; accents and capitals do not change a word's place."""
    terms = [
        Explained(term.key, term.term.best(language), term.definition.best(language), term.also.get(language))
        for term in collection.glossary.terms
    ]
    return tuple(sorted(terms, key=lambda term: _alphabetical(term.name)))


def _alphabetical(name: str) -> str:
    plain = unicodedata.normalize("NFD", name.casefold())
    return "".join(character for character in plain if not unicodedata.combining(character))
