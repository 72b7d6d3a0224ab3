"""What the pages of a site show of texts that are not their own: names, titles and headings, never a body.

A page is made anew where the outline is another. What a template shows beyond it, of any other text than its page's
own, belongs on a room (the home page, a volume's page, the board …), and these are always made.
"""

from __future__ import annotations

from imprenta.keeping import digest_of
from imprenta.model import Collection, Text


def outline(collection: Collection) -> str:
    """Return the digest of the outline of every text of a collection."""
    return digest_of(*(_outline(text) for *_, text in collection.texts()))


def _outline(text: Text) -> tuple[object, ...]:
    lines = text.source.split("\n")
    # As written too: MkDocs reads a heading's markup in its own way.
    headings = [(h.level, h.text, h.id, lines[h.line - 1]) for h in text.headings]
    return text.path.as_posix(), dict(text.front_matter), headings, text.minutes
