"""What a rule of typography finds."""

from __future__ import annotations

from dataclasses import dataclass

from imprenta.model import PLACEHOLDER

MARGIN = 24
"""Characters shown on either side of a fault."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A piece of prose and what should stand in its place."""

    start: int
    end: int
    replacement: str


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault in a block of prose.

    Attributes:
        code: of the rule.
        start: where it stands in the prose.
        found: the words it stands in, for the message.
        expected: what should stand there.
        edits: what mends it; empty where only a person can tell.
    """

    code: str
    start: int
    found: str
    expected: str
    edits: tuple[Edit, ...] = ()


def excerpt(prose: str, start: int, end: int) -> str:
    """Return the words about `prose[start:end]`, on one line."""
    left, right = max(0, start - MARGIN), min(len(prose), end + MARGIN)
    before, after = prose[left:start], prose[end:right]
    if left > 0:
        before = "…" + (before.partition(" ")[2] if " " in before else before)
    if right < len(prose):
        after = (after.rpartition(" ")[0] if " " in after else after) + "…"
    return " ".join(f"{before}{prose[start:end]}{after}".replace(PLACEHOLDER, "·").split("\n")).strip(" ")


def replaced(code: str, prose: str, start: int, end: int, replacement: str) -> Fault:
    """Return a fault that is mended by putting `replacement` in place of `prose[start:end]`."""
    return Fault(code, start, excerpt(prose, start, end), replacement, (Edit(start, end, replacement),))
