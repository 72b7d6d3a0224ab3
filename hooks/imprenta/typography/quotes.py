"""Quotes: straight ones, another language's, and the level they stand on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from imprenta.model import PLACEHOLDER
from imprenta.typography.conventions import Conventions
from imprenta.typography.fault import Edit, Fault, excerpt

_QUOTE = re.compile("[\"'«»“”‘’„‟‚‹›]")
_STRAIGHT = frozenset("\"'")
_ONLY_OPEN = frozenset("«“‘„‚‹")
_ONLY_CLOSE = frozenset("»”’›‟")
_BEFORE_OPENING = frozenset(f" \n\t\u00a0\u202f([{{¿¡—–/-{PLACEHOLDER}") | _ONLY_OPEN


@dataclass(frozen=True, slots=True)
class _Pair:
    opening: int
    closing: int
    depth: int


def quotes(prose: str, rules: Conventions) -> Iterator[Fault]:
    """Quotes are the language's own, by their level; straight ones (TYP01) and others (TYP02) are not; and each has
    its partner (TYP14).
    """  # noqa: D205
    if not _QUOTE.search(prose):
        return
    pairs, alone, apostrophes = _pair(prose)
    for at in apostrophes:
        if prose[at] != rules.apostrophe:
            edit = Edit(at, at + 1, rules.apostrophe)
            yield Fault("TYP01", at, excerpt(prose, at, at + 1), rules.apostrophe, (edit,))
    for pair in pairs:
        found = prose[pair.opening] + prose[pair.closing]
        expected = rules.quotes[min(pair.depth, len(rules.quotes) - 1)]
        if found != expected:
            code = "TYP01" if _STRAIGHT & set(found) else "TYP02"
            edits = Edit(pair.opening, pair.opening + 1, expected[0]), Edit(pair.closing, pair.closing + 1, expected[1])
            shown = excerpt(prose, pair.opening, pair.closing + 1)
            yield Fault(code, pair.opening, shown, f"{expected[0]}…{expected[1]}", edits)
    for at in alone:
        code = "TYP01" if prose[at] in _STRAIGHT else "TYP14"
        yield Fault(code, at, excerpt(prose, at, at + 1), f"{rules.quotes[0][0]}…{rules.quotes[0][1]}")


def _pair(prose: str) -> tuple[list[_Pair], list[int], list[int]]:
    """Return the pairs, the quotes without a partner, and the apostrophes."""
    pairs: list[_Pair] = []
    alone: list[int] = []
    apostrophes: list[int] = []
    waiting: list[int] = []
    for found in _QUOTE.finditer(prose):
        at = found.start()
        if _is_apostrophe(prose, at, [prose[index] for index in waiting]):
            apostrophes.append(at)
        elif _opens(prose, at, [prose[index] for index in waiting]):
            waiting.append(at)
        elif waiting:
            opening = waiting.pop()
            pairs.append(_Pair(opening, at, len(waiting)))
        else:
            alone.append(at)
    return pairs, sorted(alone + waiting), apostrophes


def _is_apostrophe(prose: str, at: int, waiting: list[str]) -> bool:
    if prose[at] not in "'’":
        return False
    before, after = prose[at - 1 : at], prose[at + 1 : at + 2]
    if after.isalnum():
        # Inside a word, or before one whose beginning is left out; or else it opens a quotation that ends further on.
        return before.isalnum() or prose[at] == "’" or not re.search(r"[^\s']'(?!\w)", prose[at + 1 :])
    return not (waiting and waiting[-1] in "'‘‚")


def _opens(prose: str, at: int, waiting: list[str]) -> bool:
    sign = prose[at]
    if sign in _ONLY_OPEN:
        # German quotes close with what opens elsewhere.
        return not (sign in "“‘" and waiting and waiting[-1] in "„‚")
    if sign in _ONLY_CLOSE:
        return False
    before, after = prose[at - 1 : at], prose[at + 1 : at + 2]
    if (not before or before in _BEFORE_OPENING) and after.strip():
        # A placeholder may be what a quotation ends with.
        return before != PLACEHOLDER or sign not in waiting
    return not after.isspace() and bool(after) and sign not in waiting and not before.isalnum()
