"""A Markdown file, read once: what the rules need of it, with line numbers."""

from __future__ import annotations

import bisect
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from imprenta.diagnostics import Place


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a text: level 1 to 6, its words without markup, its explicit id, its line."""

    level: int
    text: str
    id: str
    line: int


@dataclass(frozen=True, slots=True)
class Link:
    """A link or an image: target as written, its words (alternative text), its line."""

    target: str
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Fence:
    """A fenced block: its name (`agenda`), its body and the line of the body's first line."""

    name: str
    body: str
    line: int


@dataclass(frozen=True, slots=True)
class Markup:
    """Raw HTML or an attribute list (`{...}`) as written, with its line."""

    text: str
    line: int


PLACEHOLDER = "\ufffc"
"""Stands in prose for what is not prose: code, an address, words of another language."""


@dataclass(frozen=True, slots=True)
class Prose:
    """What a person reads of one block, without its markup.

    Attributes:
        text: the words; `PLACEHOLDER` where something stands that is not prose.
        pieces: where each unbroken run of it begins, in `text` and in the file's source.
    """

    text: str
    pieces: tuple[tuple[int, int], ...]

    def at(self, offset: int) -> int:
        """Return where the character at `offset` stands in the source."""
        index = bisect.bisect_right(self.pieces, offset, key=lambda piece: piece[0]) - 1
        start, source = self.pieces[max(index, 0)] if self.pieces else (0, 0)
        return source + offset - start

    def span(self, start: int, end: int) -> tuple[int, int] | None:
        """Return where `text[start:end]` stands in the source; None where markup runs through it."""
        first, last = self.at(start), self.at(end - 1) if end > start else self.at(start) - 1
        return (first, last + 1) if last + 1 - first == end - start else None


@dataclass(frozen=True, slots=True)
class Table:
    """A table: the line of its header row, and its cells as written, row by row, the header first."""

    line: int
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote: its label, the line of its text (or of its call, where it has none), and whether each is there."""

    label: str
    line: int
    called: bool = True
    written: bool = True


@dataclass(frozen=True, slots=True)
class Text:
    """A Markdown file, read once; what the rules need, with line numbers.

    Attributes:
        path: relative to the root of the project.
        file: where it is on this machine.
        source: the whole text.
        body_line: line on which the Markdown begins, after the front matter.
        front_matter: as read; unknown keys are diagnosed by the reader.
        words: words that a reader reads.
        glued_lists: lines of the lists that touch the paragraph above them.
        prose: block by block, cell by cell, in the order of the file (footnotes last); without the fences.
    """

    path: PurePosixPath
    file: Path
    source: str
    body_line: int
    front_matter: Mapping[str, Any]
    headings: tuple[Heading, ...]
    links: tuple[Link, ...]
    images: tuple[Link, ...]
    fences: tuple[Fence, ...]
    html: tuple[Markup, ...]
    attributes: tuple[Markup, ...]
    words: int
    tables: tuple[Table, ...] = ()
    footnotes: tuple[Footnote, ...] = ()
    glued_lists: tuple[int, ...] = ()
    prose: tuple[Prose, ...] = ()

    @property
    def body(self) -> str:
        """The Markdown after the front matter."""
        return self.source.split("\n", self.body_line - 1)[-1]

    @property
    def title(self) -> str:
        """Words of the first heading; empty where there is none."""
        return self.headings[0].text if self.headings else ""

    @property
    def minutes(self) -> int:
        """How long it takes to read, at 230 words a minute; at least one."""
        return max(1, round(self.words / 230))

    def place(self, line: int | None = None) -> Place:
        """Return the place of `line` in this text."""
        return Place(self.path, line)

    def line_at(self, offset: int) -> int:
        """Return the line on which the character of the source at `offset` stands."""
        return self.source.count("\n", 0, offset) + 1
