"""A pull request is untrusted: nothing in a text may act in a reader's browser or reach out of the site.

The same rule is held twice: here on the source, with its line, and once more on every rendered page.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

from imprenta.bounds import control_characters
from imprenta.checks.acting import SCHEMES, acting_html, acts, scheme
from imprenta.collection import CONTENT
from imprenta.diagnostics import Diagnostic, Place, error
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


def no_acting_metadata(collection: Collection) -> Iterator[Diagnostic]:
    """What is written in YAML is plain text without controls, and its addresses lead to a web page."""
    files = [
        (collection.metadata, PurePosixPath(CONTENT, "collection.yml"), collection.lines),
        (collection.funding, PurePosixPath(CONTENT, "funding.yml"), collection.funding_lines),
        (collection.glossary, PurePosixPath(CONTENT, "glossary.yml"), collection.glossary_lines),
        *((volume.metadata, volume.path, volume.lines) for volume in collection.volumes if volume.metadata_valid),
    ]
    for model, path, lines in files:
        for key, value in _strings(model.model_dump(), ""):
            yield from _in_metadata(key, value, Place(path, line_of(lines, key)))


def _strings(value: Any, key: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield key, value
    elif isinstance(value, Mapping):
        for name, item in value.items():
            yield from _strings(item, f"{key}.{name}".lstrip("."))
    elif isinstance(value, list | tuple):
        for index, item in enumerate(value):
            yield from _strings(item, f"{key}.{index}")


def _in_metadata(key: str, value: str, place: Place) -> Iterator[Diagnostic]:
    _, opened, after = value.partition("<")
    if opened and (after[:1].isalpha() or after[:1] in ("/", "!", "?")):
        yield error("SEC04", place, key=key, found=f"<{after[:40]}")
    if control := next(control_characters(value, place.path), None):
        yield error("STR22", place, **control.values)
    if key.rpartition(".")[2] == "url" and scheme(value) not in ("http", "https"):
        yield error("SEC03", place, found=f"{scheme(value)}:", known="http, https")


def line_of(lines: Mapping[str, int], key: str) -> int | None:
    """Return the line of `key` (dotted path), or of its nearest parent."""
    while key and key not in lines:
        key = key.rpartition(".")[0]
    return lines.get(key)


def _in_list(attributes: Markup) -> Iterator[str]:
    for item in attributes.text.strip("{}: ").split():
        name, given, _ = item.partition("=")
        if name.startswith(("#", ".")):
            continue
        # Braces stand in prose too: only what has a value, or acts without one, is meant for the browser.
        if (given and name.lower() not in LISTED) or acts("a", name.lower(), ""):
            yield item
