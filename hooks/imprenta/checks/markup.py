"""A pull request is untrusted: nothing in a text may act in a reader's browser or reach out of the site.

The same rule is held twice: here on the source, with its line, and once more on every rendered page.
"""

from __future__ import annotations

from collections.abc import Iterator

from imprenta.checks.acting import SCHEMES, acting_html, acts, scheme
from imprenta.diagnostics import Diagnostic, error
from imprenta.model import Collection, Markup

LISTED = frozenset({"id", "class", "lang"})
"""Attributes that a text may give with an attribute list (`{lang=pt}`)."""


def no_acting_html(collection: Collection) -> Iterator[Diagnostic]:
    """Raw HTML holds words and nothing that acts; attribute lists hold identifiers, classes and languages."""
    for *_, text in collection.texts():
        for piece in text.html:
            for found in acting_html(piece.text, written=True):
                yield error("SEC01", text.place(piece.line), found=found)
        for attributes in text.attributes:
            yield from (error("SEC02", text.place(attributes.line), found=found) for found in _in_list(attributes))


def no_acting_links(collection: Collection) -> Iterator[Diagnostic]:
    """A link has a scheme that only shows something: http, https or mailto."""
    for *_, text in collection.texts():
        for link in text.links:
            found = scheme(link.target)
            if found not in SCHEMES:
                known = ", ".join(sorted(SCHEMES - {""}))
                yield error("SEC03", text.place(link.line), found=f"{found}:", known=known)


def _in_list(attributes: Markup) -> Iterator[str]:
    for item in attributes.text.strip("{}: ").split():
        name, given, _ = item.partition("=")
        if name.startswith(("#", ".")):
            continue
        # Braces stand in prose too: only what has a value, or acts without one, is meant for the browser.
        if (given and name.lower() not in LISTED) or acts("a", name.lower(), ""):
            yield item
