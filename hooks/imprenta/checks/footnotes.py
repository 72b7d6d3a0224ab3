"""Footnotes are called, and what is called is there."""

from __future__ import annotations

from collections.abc import Iterator

from imprenta.diagnostics import Diagnostic, error
from imprenta.model import Collection


def notes_and_calls_match(collection: Collection) -> Iterator[Diagnostic]:
    """A call has its note (LNK06), or the page shows its brackets; a note has its call (LNK07), or nobody reads it."""
    for *_, text in collection.texts():
        for note in text.footnotes:
            if not note.written:
                yield error("LNK06", text.place(note.line), label=note.label)
            elif not note.called:
                yield error("LNK07", text.place(note.line), label=note.label)
