"""Small words for pandoc's document tree (pandoc-types 1.23): JSON objects with a type `t` and contents `c`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

Node = dict[str, Any]
Nodes = list[Node]

SPACE: Node = {"t": "Space"}
NO_ATTRIBUTES: list[Any] = ["", [], []]


def string(text: str) -> Node:
    """Return a run of letters."""
    return {"t": "Str", "c": text}


def words(text: str) -> Nodes:
    """Return a text as runs with spaces between them."""
    return joined([[string(word)] for word in text.split()])


def joined(pieces: Sequence[Nodes], between: Nodes | None = None) -> Nodes:
    """Return the inlines of all pieces that are not empty, with `between` (a space) between them."""
    result: Nodes = []
    for piece in pieces:
        if piece:
            result += [*(between or [SPACE]), *piece] if result else piece
    return result


def plain(nodes: Any) -> str:
    """Return the text of any nodes without markup; footnotes left out."""
    return " ".join("".join(_letters(nodes)).split())


def _letters(nodes: Any) -> Iterator[str]:
    if isinstance(nodes, list):
        for node in nodes:
            yield from _letters(node)
    elif isinstance(nodes, dict):
        match nodes.get("t"):
            case "Str":
                yield nodes["c"]
            case "Code" | "Math":
                yield nodes["c"][1]
            case "Space" | "SoftBreak" | "LineBreak":
                yield " "
            case "Note":
                return
            case "Image":
                return
            case "Link":
                yield from _letters(nodes["c"][1])
            case kind:
                yield from _letters(nodes.get("c"))
                if kind in ("Para", "Plain", "Header"):
                    yield " "


def trimmed(inlines: Nodes) -> Nodes:
    """Return inlines without spaces at either end."""
    start, end = 0, len(inlines)
    while start < end and inlines[start]["t"] == "Space":
        start += 1
    while end > start and inlines[end - 1]["t"] == "Space":
        end -= 1
    return inlines[start:end]


def header(level: int, identifier: str, inlines: Nodes) -> Node:
    """Return a heading."""
    return {"t": "Header", "c": [level, [identifier, [], []], inlines]}


def paragraph(inlines: Nodes) -> Node:
    """Return a paragraph."""
    return {"t": "Para", "c": inlines}
