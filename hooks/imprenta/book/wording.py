"""Find a text in what PDFium reads from a page: to the letter, but for where lines end."""

from __future__ import annotations

import re
from functools import cache

BROKEN = "(?:[\\x02\ufffe](?:\\r?\\n)?|[-\u2010\u00ad]\\r?\\n)"
"""A hyphen that the layout put at the end of a line, as PDFium reads it."""


@cache
def to_the_letter(statement: str) -> re.Pattern[str]:
    """Return what finds `statement` in a page's text: every letter of it, in lines broken and hyphenated as they may.

    A space may be a line's end; a hyphen that the layout put in stands only at a line's end; after a hyphen, a dash or
    a slash of the statement's own a line may end too. Nothing else may differ.
    """
    return re.compile("\\s+".join(f"{BROKEN}?".join(map(_letter, word)) for word in statement.split()))


def _letter(letter: str) -> str:
    if letter == "-":
        return f"(?:{BROKEN}|-(?:\\r?\\n)?)"
    return re.escape(letter) + ("(?:\\r?\\n)?" if letter in "/–—" else "")


def plain(text: str) -> str:
    """Return a title without soft hyphens and with plain single spaces."""
    return " ".join(text.replace("\u00ad", "").split())
