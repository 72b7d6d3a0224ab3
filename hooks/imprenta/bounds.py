"""What a Markdown text may not hold because a page could not be made of it: controls, and what takes hours to read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from markdown_it.token import Token

from imprenta.diagnostics import Diagnostic, Place, error

MAX_DEPTH = 30
"""Blocks inside blocks; a list takes two, itself and its item. Beyond some 80 the site's parser gives up."""

MAX_WORK = 100_000_000
"""Openings times characters: the site's parser seeks what closes `[`, `<` and backticks to the end of the paragraph."""

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""C0 and C1 controls but tabs and line breaks, and turns of direction, which hide what is written."""


def control_characters(text: str, path: PurePosixPath) -> Iterator[Diagnostic]:
    """Yield STR22 for the first control character of every line that has one."""
    if not _CONTROL.search(text):
        return
    for number, line in enumerate(text.split("\n"), start=1):
        if found := _CONTROL.search(line):
            yield error("STR22", Place(path, number), character=f"U+{ord(found[0]):04X}")


def too_deep(tokens: Iterable[Token], path: PurePosixPath, first: int) -> Iterator[Diagnostic]:
    """Yield STR20 where blocks are nested deeper than a page can show, once; `first` is the body's first line."""
    deepest = max(tokens, key=lambda token: token.level, default=None)
    if deepest is not None and deepest.level > MAX_DEPTH:
        line = first + deepest.map[0] if deepest.map else None
        yield error("STR20", Place(path, line), found=deepest.level, limit=MAX_DEPTH)


def tangled(tokens: Iterable[Token], body: str, path: PurePosixPath, first: int) -> Iterator[Diagnostic]:
    """Yield STR21 where a text opens so many brackets that reading it would not end; fences are not read."""
    lines = body.split("\n")
    for token in tokens:
        if token.type == "fence" and token.map:
            lines[token.map[0] : token.map[1]] = [""] * (token.map[1] - token.map[0])
    work, line = 0, first
    for block in "\n".join(lines).split("\n\n"):
        openings = sum(map(block.count, "[<`"))
        work += openings * len(block)
        if work > MAX_WORK:
            yield error("STR21", Place(path, line), found=openings)
            return
        line += block.count("\n") + 2
