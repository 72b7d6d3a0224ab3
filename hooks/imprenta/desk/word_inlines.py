"""Brings what stands inside paragraphs to what our Markdown knows, and notes what that loses."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from imprenta.desk.tree import NO_ATTRIBUTES, SPACE, Node, Nodes, joined, plain, string, trimmed

_RAISED = str.maketrans("0123456789+-=()aonir", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ªºⁿⁱʳ")
_LOWERED = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")

_SCHEMES = frozenset({"http", "https", "mailto"})
"""Where links of a Word file may lead; a path on somebody's disk means nothing to a reader."""

Note = Callable[[str, str], None]
"""Takes the kind of a finding and an excerpt."""


class Inlines:
    """Cleans inlines; `note` hears what was lost, `image` decides what becomes of an image."""

    def __init__(self, note: Note, image: Callable[[Node], Nodes], blocks: Callable[[Nodes], Nodes]) -> None:
        self._note = note
        self._image = image
        self._blocks = blocks

    def clean(self, inlines: Nodes) -> Nodes:
        """Return the inlines in our conventions, neighbouring spaces joined."""
        result: Nodes = []
        for inline in inlines:
            for node in self._one(inline):
                if node["t"] != "Space" or (result and result[-1]["t"] != "Space"):
                    result.append(node)
        return result

    def _one(self, node: Node) -> Nodes:
        content: Any = node.get("c")
        match node["t"]:
            case "Str" | "Space":
                return [node]
            case "SoftBreak":
                return [SPACE]
            case "LineBreak":
                self._note("line_breaks", "")
                return [SPACE]
            case "Emph" | "Strong" as kind:
                return self._marked(kind, content)
            case "Underline" | "SmallCaps":
                return self.clean(content)
            case "Strikeout":
                self._note("strikethrough", plain(content))
                return self.clean(content)
            case "Superscript":
                return self._shifted(content, _RAISED)
            case "Subscript":
                return self._shifted(content, _LOWERED)
            case "Span" | "Cite" | "Quoted":
                return self.clean(content[1])
            case "Code" | "Math":
                return [{"t": "Code", "c": [NO_ATTRIBUTES, content[1]]}]
            case "Link":
                return self._link(content)
            case "Image":
                return self._image(node)
            case "Note":
                return self._footnote(content)
            case _:
                return []

    def _marked(self, kind: str, content: Nodes) -> Nodes:
        """Return emphasis whose spaces stand outside it: with spaces inside, Markdown shows the asterisks."""
        inner = self.clean(content)
        bare = trimmed(inner)
        if not bare:
            return [SPACE] if inner else []
        before = [SPACE] if inner[0]["t"] == "Space" else []
        after = [SPACE] if inner[-1]["t"] == "Space" else []
        return [*before, {"t": kind, "c": bare}, *after]

    def _shifted(self, content: Nodes, table: dict[int, int]) -> Nodes:
        text = plain(content)
        if text and all(ord(letter) in table for letter in text):
            return [string(text.translate(table))]
        if text:
            self._note("raised", text)
        return self.clean(content)

    def _link(self, content: Any) -> Nodes:
        inner = trimmed(self.clean(content[1]))
        target = str(content[2][0])
        scheme = target.partition(":")[0].lower() if ":" in target else ""
        if target.startswith("#"):
            return [{"t": "Link", "c": [NO_ATTRIBUTES, inner, [target, ""]]}] if inner else []
        if scheme not in _SCHEMES:
            self._note("links_dropped", plain(inner) or target)
            return inner
        if plain(inner).lower().startswith(("http://", "https://")):
            self._note("bare_addresses", target)
        return [{"t": "Link", "c": [NO_ATTRIBUTES, inner, [target, ""]]}] if plain(inner) else inner

    def _footnote(self, content: Nodes) -> Nodes:
        cleaned = self._blocks(content)
        paragraphs = [block["c"] for block in cleaned if block["t"] in ("Para", "Plain")]
        if len(cleaned) > 1:
            self._note("long_notes", plain(cleaned))
        if len(paragraphs) < len(cleaned):
            paragraphs = [[string(plain(block))] for block in cleaned]
        text = joined(paragraphs)
        return [{"t": "Note", "c": [{"t": "Para", "c": text}]}] if text else []
