"""Signs of a sentence: what opens a question, dashes, the ellipsis."""

from __future__ import annotations

import re
from collections.abc import Iterator

from imprenta.typography.conventions import Conventions
from imprenta.typography.fault import Edit, Fault, excerpt, replaced

_HYPHENS = re.compile(r"(?<=\S) -{1,3} (?=\S)|(?<=\w)--+(?=\w)")
_DOTS = re.compile(r"\.{3,}|\.(?: \.){2,}")
_SENTENCE_END = re.compile(r"[.?!…]\s")


def openings(prose: str, rules: Conventions) -> Iterator[Fault]:
    """What closes a question or an exclamation was opened before, and the other way round (TYP03)."""
    closing, opening = "".join(rules.openings), "".join(rules.openings.values())
    if not any(sign in prose for sign in closing + opening):
        return
    waiting: list[int] = []
    # Signs that stand together, as in «¡¿Cómo?!», count as one.
    for found in re.finditer(f"[{re.escape(opening)}]+|[{re.escape(closing)}]+", prose):
        at = found.start()
        if prose[at] in opening:
            waiting.append(at)
        elif prose[at - 1 : at] == "(":  # the doubt of «(?)»
            continue
        elif waiting:
            waiting.pop()
        else:
            yield Fault("TYP03", at, excerpt(prose, *found.span()), rules.openings[prose[at]])
    for at in waiting:
        sign = next(close for close, open_ in rules.openings.items() if open_ == prose[at])
        yield Fault("TYP03", at, excerpt(prose, at, at + 1), sign)


def hyphens(prose: str, rules: Conventions) -> Iterator[Fault]:
    """A hyphen joins; between spaces it stands for a dash (TYP04)."""
    if " -" in prose or "--" in prose:
        yield from _asides("TYP04", prose, [found.span() for found in _HYPHENS.finditer(prose)], rules)


def dashes(prose: str, rules: Conventions) -> Iterator[Fault]:
    """A dash is the language's own, and its spaces too (TYP05)."""
    if "—" in prose or "–" in prose:
        pattern = _SPACED if rules.dash_spaced else _GLUED
        yield from _asides("TYP05", prose, [found.span() for found in pattern.finditer(prose)], rules)


_SPACED = re.compile(r"(?<=\S)\s*—\s*(?=\S)|(?<=\S)\s–(?=[^\s\d])|(?<=[^\s\d])–\s(?=\S)")
"""Any em dash; an en dash with one space only, unless it is a minus or the end of a span."""
_GLUED = re.compile(
    r"(?<=\S)\s[—–]\s(?=\S)|^[—–]\s(?=\S)|(?<=\w)—(?=\w)"
    r"|(?<=[\s(])–(?=[^\W\d])|(?<=[^\W\d])–(?=[\s,.;:)])"
)
"""A dash between two spaces, one between none, and an en dash in place of the longer one."""


def _asides(code: str, prose: str, spans: list[tuple[int, int]], rules: Conventions) -> Iterator[Fault]:
    """Yield a fault for each dash; two of them in one sentence set off an aside, and can be mended without asking."""
    index = 0
    while index < len(spans):
        start, end = spans[index]
        pair = spans[index + 1] if index + 1 < len(spans) else None
        if rules.dash_spaced:
            yield replaced(code, prose, start, end, f" {rules.dash} ")
        elif start == 0:
            yield replaced(code, prose, start, end, rules.dash)
        elif pair and not _SENTENCE_END.search(prose, end, pair[0]) and prose[end:].strip() and _apart(prose, pair):
            edits = Edit(start, end, f" {rules.dash}"), Edit(*pair, f"{rules.dash} ")
            if prose[start] in "–":  # already glued, with the wrong dash
                edits = Edit(start, end, rules.dash), Edit(*pair, rules.dash + prose[pair[0] + 1 : pair[1]])
            yield Fault(code, start, excerpt(prose, start, pair[1]), f"{rules.dash}…{rules.dash}", edits)
            index += 1
        else:
            yield Fault(code, start, excerpt(prose, start, end), f"{rules.dash}…{rules.dash}")
        index += 1


def _apart(prose: str, pair: tuple[int, int]) -> bool:
    return prose[slice(*pair)] != "—"


def ellipses(prose: str, rules: Conventions) -> Iterator[Fault]:
    """Three dots are one sign (TYP11)."""
    if "..." in prose or ". ." in prose:
        for found in _DOTS.finditer(prose):
            yield replaced("TYP11", prose, *found.span(), rules.ellipsis)
