"""Spaces between words and at the signs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from imprenta.typography.conventions import Conventions
from imprenta.typography.fault import Fault, replaced

_BLANKS = "[ \\t\u00a0\u202f\u2009]"
_DOUBLE = re.compile(rf"(?<=\S)(?:{_BLANKS}{{2,}}|\t)(?=\S)")
_BEFORE_SIGN = re.compile(rf"(?<=[^\s\[|]){_BLANKS}+(?=[,;:.?!»”)\]](?:[\s,;:.?!»”)\]]|$))")
_AFTER_SIGN = re.compile(rf"(?<=[«“(¿¡]){_BLANKS}+(?=\S)")


def double_spaces(prose: str, rules: Conventions) -> Iterator[Fault]:
    """Between two words stands one space (TYP06)."""
    for found in _DOUBLE.finditer(prose):
        yield replaced("TYP06", prose, *found.span(), " ")


def spaces_at_signs(prose: str, rules: Conventions) -> Iterator[Fault]:
    """No space stands before a sign that closes, nor after one that opens (TYP12)."""
    for pattern in (_BEFORE_SIGN, _AFTER_SIGN):
        for found in pattern.finditer(prose):
            yield replaced("TYP12", prose, *found.span(), "")
