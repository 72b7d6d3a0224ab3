"""What a Markdown text may not hold because a page could not be made of it: controls, and what takes hours to read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import PurePosixPath

from markdown_it.token import Token

from imprenta.diagnostics import Diagnostic, Place, error

MAX_DEPTH = 30
"""Blocks inside blocks; a list takes two, itself and its item. Beyond some 80 the site's parser gives up."""

MAX_WORK = 100_000_000
"""Openings times characters: what closes a bracket, a quote or a backtick is sought to the end of the paragraph."""

MAX_BLOCKS = 50_000
"""Blank lines in a text, twenty times a chapter of 300 pages; the site's parser moves all that follow at each block."""

MAX_NAMESAKES = 500
"""Headings of the same words: to number one for its address, all before it are counted again."""

_CONTROL = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufff0-\ufffb\ufffe\uffff"
    r"\U000e0000-\U000e007f]"
)
"""C0 and C1 controls but tabs and line breaks; turns of direction and tags, which hide what is written; halves of a
pair and what is no character, which neither XML nor a file can hold."""


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


def too_many_blocks(body: str, path: PurePosixPath, first: int) -> Iterator[Diagnostic]:
    """Yield STR23 where a text has more blocks than can be read in time; told before it is read."""
    if (found := body.count("\n\n")) > MAX_BLOCKS:
        yield error("STR23", Place(path, first), found=found, limit=MAX_BLOCKS)


def too_many_namesakes(tokens: Sequence[Token], path: PurePosixPath, first: int) -> Iterator[Diagnostic]:
    """Yield STR23 where more headings have the same words than can be numbered in time, once."""
    names = Counter(token.content for before, token in pairwise(tokens) if before.type == "heading_open")
    if (found := max(names.values(), default=0)) > MAX_NAMESAKES:
        yield error("STR23", Place(path, first), found=found, limit=MAX_NAMESAKES)


def is_closed(fence: Token, lines: Sequence[str]) -> bool:
    """Tell whether a line of the body closes a fence; one that nothing closes is no fence for the site's parser."""
    return fence.map is not None and lines[fence.map[1] - 1].strip(" \t>").startswith(fence.markup)


def tangled(tokens: Iterable[Token], body: str, path: PurePosixPath, first: int) -> Iterator[Diagnostic]:
    """Yield STR21 where a text opens so many brackets that reading it would not end; fences are not read."""
    lines = body.split("\n")
    for token in tokens:
        if token.type == "fence" and token.map and is_closed(token, lines):
            lines[token.map[0] : token.map[1]] = [""] * (token.map[1] - token.map[0])
    work, line = 0, first
    for block in "\n".join(lines).split("\n\n"):
        openings = sum(map(block.count, '[<`"“«'))
        work += openings * len(block)
        if work > MAX_WORK:
            yield error("STR21", Place(path, line), found=openings)
            return
        line += block.count("\n") + 2
