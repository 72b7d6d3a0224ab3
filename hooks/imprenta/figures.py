"""Figures of a book that its volume's page shows, and that are known only once the book is bound.

Pages are rendered before the books, whose texts they are. So a template writes a mark where a figure belongs, and the
marks are filled in when the books are there. Whether a book gets a light edition is known only then too: what offers
one stands between two marks, and goes where there is none.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from imprenta.book.order import BoundBook
from imprenta.languages import format_number, format_size

_SIGN = f"@@figure-{secrets.token_hex(8)}"
"""Begins a mark; no text can hold it by chance or by malice."""

_MARK = re.compile(_SIGN + r"\|(?P<locale>[A-Za-z_-]+)\|(?P<name>[a-z0-9]+)\|(?P<file>[^|@]+)@@")

_OFFER = re.compile(_SIGN + r"\|if\|(?P<file>[^|@]+)@@(?P<offer>.*?)" + _SIGN + r"\|end@@", re.DOTALL)

END = f"{_SIGN}|end@@"
"""Ends what `if_bound` begins."""

FIGURES: Mapping[str, Callable[[BoundBook, str], str]] = {
    "pages": lambda book, locale: format_number(book.pages, locale),
    "size": lambda book, locale: format_size(book.size, locale),
    "rawpages": lambda book, locale: str(book.pages),
    "bytes": lambda book, locale: str(book.size),
    "sha256": lambda book, locale: book.sha256,
}
"""What a mark can ask for; all but the first two are for machines."""


def figure(file: str, name: str, locale: str) -> str:
    """Return the mark for a figure of the book at `file` (relative to the root of the site)."""
    if name not in FIGURES:
        raise KeyError(name)
    return f"{_SIGN}|{locale}|{name}|{file}@@"


def if_bound(file: str) -> str:
    """Return the mark that begins what a page says only if a book was bound as `file`; `END` ends it."""
    return f"{_SIGN}|if|{file}@@"


def parted(html: str) -> list[str]:
    """Return a page in parts, cut at the marks of this build: another build can put its own between them."""
    return html.split(_SIGN)


def joined(parts: Iterable[str]) -> str:
    """Return a page from its parts, with the marks of this build."""
    return _SIGN.join(parts)


def fill_in(pages: Iterable[Path], books: Iterable[BoundBook]) -> None:
    """Replace the marks in files of the site; KeyError where a mark names a book that was not bound."""
    bound = {book.file.as_posix(): book for book in books}

    def offer(found: re.Match[str]) -> str:
        return found["offer"] if found["file"] in bound else ""

    def value(found: re.Match[str]) -> str:
        return FIGURES[found["name"]](bound[found["file"]], found["locale"])

    for page in pages:
        text = page.read_text(encoding="utf-8")
        if _SIGN in text:
            page.write_text(_MARK.sub(value, _OFFER.sub(offer, text)), encoding="utf-8")
