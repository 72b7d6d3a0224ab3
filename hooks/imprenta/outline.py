"""What the pages of a site show of texts that are not their own: names, titles, headings, some data, never a body.

A page is made anew where the outline is another, so what a template calls (`views`, `machines.view`) must look at no
more of a text than stands here; `tests/test_pagekeeping.py` holds it. What does look at more is filled in at the end of
every build, as the board is.
"""

from __future__ import annotations

from imprenta.keeping import digest_of
from imprenta.model import Collection, Text

DATA = frozenset({"agenda", "alliances"})
"""Fences whose data other pages show: a volume's page its calendar, the home page its map."""


def outline(collection: Collection) -> str:
    """Return the digest of the outline of every text of a collection."""
    return digest_of(*(_outline(text) for *_, text in collection.texts()))


def _outline(text: Text) -> tuple[object, ...]:
    lines = text.source.split("\n")
    # As written too: MkDocs reads a heading's markup in its own way.
    headings = [(h.level, h.text, h.id, lines[h.line - 1]) for h in text.headings]
    data = [(fence.name, fence.body) for fence in text.fences if fence.name in DATA]
    return text.path.as_posix(), dict(text.front_matter), headings, data, text.minutes
