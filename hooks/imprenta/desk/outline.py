"""Divides a cleaned document into texts by its headings, and gives the headings sound levels and explicit ids."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from imprenta.desk.tree import Node, Nodes, header, plain, string, trimmed
from imprenta.model import Text

Note = Callable[[str, str], None]

_NUMBER = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2})*[.)]|\d{1,2}(?:\.\d{1,2})+|[IVXLC]{1,5}[.)])[\s–—.:-]*")


@dataclass(frozen=True, slots=True)
class Section:
    """One text in the making.

    Attributes:
        title: inlines of its first-level heading.
        blocks: what follows it, headings still as in the Word file.
        anchor: id of its heading in the Word file; empty where it has none.
    """

    title: Nodes
    blocks: Nodes
    anchor: str = ""


def slug(text: str) -> str:
    """Return words as a name for files and ids: lower case, without accents, with hyphens."""
    bare = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", bare)[:8])


def without_number(inlines: Nodes, names: Sequence[str], note: Note) -> Nodes:
    """Return a heading without the number typed before it (`1.`, `2.3`, `Capítulo 4:`): numbers are ours to give."""
    text = plain(inlines)
    named = re.match(rf"^(?:{'|'.join(map(re.escape, names))})\s+(?:\d+|[IVXLC]+)[\s.:–—-]+", text, re.IGNORECASE)
    found = (named if names else None) or _NUMBER.match(text)
    if not found or found.end() >= len(text):
        return inlines
    note("heading_numbers", text)
    return _cut(inlines, found.end())


def _cut(inlines: Nodes, letters: int) -> Nodes:
    """Drop the first `letters` of the text; markup that is cut into becomes plain."""
    rest = list(inlines)
    while rest and letters > 0:
        first = rest.pop(0)
        length = 1 if first["t"] == "Space" else len(plain([first]))
        if length > letters:
            rest.insert(0, string(plain([first])[letters:].lstrip()))
        letters -= length
    return trimmed(rest)


def chapters(blocks: Nodes, note: Note) -> list[Section]:
    """Return a section per first-level heading; what stands before the first of them joins it."""
    sections: list[Section] = []
    before: Nodes = []
    for block in blocks:
        if _level(block) == 1:
            sections.append(Section(block["c"][2], list(before) if not sections else [], block["c"][1][0]))
        elif sections:
            sections[-1].blocks.append(block)
        else:
            before.append(block)
    if before and sections:
        note("preamble", plain(before))
    return sections


def whole(blocks: Nodes, title: Nodes, default: str, note: Note) -> Section:
    """Return the document as one section: its title is Word's, its only first-level heading, or the kind's name."""
    first = [block for block in blocks if _level(block) == 1]
    if title:
        return Section(title, blocks)
    if len(first) == 1:
        at = blocks.index(first[0])
        if any(_level(block) for block in blocks[:at]):
            return Section([string(default)], blocks)
        if at:
            note("preamble", plain(blocks[:at]))
        return Section(first[0]["c"][2], blocks[:at] + blocks[at + 1 :], first[0]["c"][1][0])
    note("title_made", default)
    return Section([string(default)], blocks)


def _level(block: Node) -> int:
    return int(block["c"][0]) if block["t"] == "Header" else 0


@dataclass(frozen=True, slots=True)
class Outlined:
    """A section with sound headings.

    Attributes:
        blocks: the title and all that follows.
        anchors: id in the Word file → id in the text; empty for the title.
    """

    blocks: Nodes
    anchors: Mapping[str, str]


def outlined(section: Section, other: Text | None, names: Sequence[str], note: Note) -> Outlined:
    """Give the section's headings levels without gaps, no typed numbers, and ids.

    Args:
        section: what to set in order.
        other: the same document in another language: where its headings match, the ids are its ids.
        names: words that may stand before a typed number (`Capítulo`).
        note: hears what was changed.
    """
    heads = [block for block in section.blocks if block["t"] == "Header"]
    top = min((_level(block) for block in heads), default=2)
    levels: list[int] = []
    for block in heads:
        wanted = _level(block) - top + 2
        allowed = min(wanted, (levels[-1] if levels else 1) + 1, 6)
        if allowed < wanted:
            note("skipped_levels", plain(block["c"][2]))
        levels.append(allowed)
    titles = [without_number(block["c"][2], names, note) for block in heads]
    ids = _shared_ids(levels, other) or _own_ids(titles, note)
    anchors = {section.anchor: ""}
    blocks: Nodes = [header(1, "", without_number(section.title, names, note))]
    number = 0
    for block in section.blocks:
        if block["t"] == "Header":
            anchors[block["c"][1][0]] = ids[number]
            block = header(levels[number], ids[number], titles[number])
            number += 1
        blocks.append(block)
    return Outlined(blocks, anchors)


def _shared_ids(levels: Sequence[int], other: Text | None) -> list[str]:
    theirs = [heading for heading in other.headings if heading.level > 1] if other else []
    if not levels or [heading.level for heading in theirs] != list(levels) or not all(h.id for h in theirs):
        return []
    return [heading.id for heading in theirs]


def _own_ids(titles: Sequence[Nodes], note: Note) -> list[str]:
    ids: list[str] = []
    for number, title in enumerate(titles, start=1):
        name = slug(plain(title)) or f"section-{number}"
        ids.append(name if name not in ids else f"{name}-{number}")
        note("own_ids", f"#{ids[-1]}")
    return ids
