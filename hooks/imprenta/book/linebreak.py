"""Mends a line break of WeasyPrint 70 while a book is laid out.

Where a text ends in a space before a link or an emphasis, fits its line without that space and not with it,
`split_first_line` takes it for a text that cannot be broken and leaves its first word alone on the line. Two lines in a
book of fifty pages look like this. The version is pinned; `tests/book/test_linebreak.py` holds that the fault is there
still, and mended.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from math import inf
from typing import Any
from unittest import mock

from weasyprint.layout import inline

_RESUME, _WIDTH = 2, 3
"""Places in what `split_first_line` returns: where the next line begins (None: nowhere), and this one's width."""


@contextmanager
def mended() -> Iterator[None]:
    """Replace `split_first_line` by one that lets the space at the end of a text hang over the edge."""
    split = inline.split_first_line

    def split_first_line(text: str, style: Any, context: Any, width: float | None, *more: Any, **named: Any) -> Any:
        line = split(text, style, context, width, *more, **named)
        if width in (None, inf) or not _one_word_of_many(text, line[_RESUME]):
            return line
        without_space = split(text.rstrip(" "), style, context, width, *more, **named)
        if without_space[_RESUME] is None and without_space[_WIDTH] <= width:
            # As wide as it wants to be: the caller takes the space off by itself.
            return split(text, style, context, None, *more, **named)
        return line

    with mock.patch.object(inline, "split_first_line", split_first_line):
        yield


def _one_word_of_many(text: str, resume: int | None) -> bool:
    """Tell whether a text that ends in a space was broken after its first word."""
    if resume is None or not text.endswith(" "):
        return False
    first, rest = text.encode()[:resume].decode(), text.encode()[resume:].decode()
    return " " not in first.strip(" ") and bool(rest.strip(" "))
