"""Headings make a sound outline: one title, no skipped level, no id twice."""

from __future__ import annotations

from collections.abc import Iterator

from imprenta.checks.severity import by_status
from imprenta.diagnostics import Diagnostic, error
from imprenta.model import Collection, Text


def one_title(collection: Collection) -> Iterator[Diagnostic]:
    """A text begins with its title, a first-level heading, and has no other."""
    for *_, text in collection.texts():
        first = _first_line(text)
        if not text.headings or text.headings[0].level != 1 or text.headings[0].line != first:
            yield error("HEA01", text.place(first))
        for heading in text.headings[1:]:
            if heading.level == 1:
                yield error("HEA02", text.place(heading.line), heading=heading.text)


def _first_line(text: Text) -> int:
    lines = text.source.split("\n")
    return next((n for n in range(text.body_line, len(lines) + 1) if lines[n - 1].strip()), text.body_line)


def no_skipped_level(collection: Collection) -> Iterator[Diagnostic]:
    """A heading is at most one level below the one before it."""
    for *_, text in collection.texts():
        for above, below in zip(text.headings, text.headings[1:], strict=False):
            if below.level > above.level + 1:
                expected = "#" * (above.level + 1)
                found = "#" * below.level
                yield error("HEA03", text.place(below.line), heading=below.text, found=found, expected=expected)


def no_id_twice(collection: Collection) -> Iterator[Diagnostic]:
    """An explicit id stands once in a text."""
    for *_, text in collection.texts():
        seen: set[str] = set()
        for heading in text.headings:
            if heading.id and heading.id in seen:
                yield error("HEA04", text.place(heading.line), id=heading.id)
            seen.add(heading.id)


def no_empty_heading(collection: Collection) -> Iterator[Diagnostic]:
    """A heading has words."""
    for *_, text in collection.texts():
        for heading in text.headings:
            if not heading.text.strip():
                yield error("HEA05", text.place(heading.line))


def headings_share_ids(collection: Collection) -> Iterator[Diagnostic]:
    """A heading below the title has an explicit id, the same in every language: what translations are compared by."""
    if len(collection.metadata.codes) < 2:
        return
    for volume, _, _, text in collection.texts():
        for heading in text.headings:
            if heading.level > 1 and not heading.id and heading.text:
                yield by_status(volume)("HEA06", text.place(heading.line), heading=heading.text)
