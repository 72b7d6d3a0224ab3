"""Shows in one line per paragraph which words have changed: `[-before-]{+after+}`, with a few words around them."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator

AROUND = 6
"""Words shown on either side of a change."""

_WORD = re.compile(r"\S+")


def changes(before: str, after: str) -> Iterator[str]:
    """Yield the paragraphs that differ, each on one line."""
    old, new = _paragraphs(before), _paragraphs(after)
    for kind, start, end, first, last in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        gone, come = old[start:end], new[first:last]
        for index in range(max(len(gone), len(come))):
            left = gone[index] if index < len(gone) else ""
            right = come[index] if index < len(come) else ""
            yield _words(left, right) if left and right else f"[-{left}-]" if left else f"{{+{right}+}}"


def _paragraphs(markdown: str) -> list[str]:
    return [" ".join(line.split()) for line in markdown.split("\n") if line.strip()]


def _words(before: str, after: str) -> str:
    old, new = _WORD.findall(before), _WORD.findall(after)
    pieces: list[str] = []
    codes = difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    for position, (kind, start, end, first, last) in enumerate(codes):
        if kind == "equal":
            pieces.append(_shortened(old[start:end], position == 0, position == len(codes) - 1))
            continue
        gone, come = " ".join(old[start:end]), " ".join(new[first:last])
        pieces.append((f"[-{gone}-]" if gone else "") + (f"{{+{come}+}}" if come else ""))
    return " ".join(pieces)


def _shortened(words: list[str], first: bool, last: bool) -> str:
    if first and len(words) > AROUND:
        return "… " + " ".join(words[-AROUND:])
    if last and len(words) > AROUND:
        return " ".join(words[:AROUND]) + " …"
    if len(words) > 2 * AROUND + 2:
        return " ".join(words[:AROUND]) + " … " + " ".join(words[-AROUND:])
    return " ".join(words)
