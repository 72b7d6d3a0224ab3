"""What each language asks of its punctuation, spaces and figures; the rules are code, the conventions are data."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from imprenta.typography import numerals, quotes, signs, spaces
from imprenta.typography.conventions import Conventions, conventions
from imprenta.typography.fault import Edit, Fault

__all__ = ["Conventions", "Edit", "Fault", "conventions", "faults"]

DETECTORS: tuple[Callable[[str, Conventions], Iterator[Fault]], ...] = (
    quotes.quotes,
    signs.openings,
    signs.hyphens,
    signs.dashes,
    signs.ellipses,
    spaces.double_spaces,
    spaces.spaces_at_signs,
    numerals.thousands,
    numerals.leading_zeros,
    numerals.spellings,
    numerals.percents,
    numerals.dates_in_figures,
)
"""Each is given the prose of one block; its docstring is the rule."""


def faults(prose: str, rules: Conventions) -> Iterator[Fault]:
    """Yield what is wrong with a block of prose, by the language's conventions."""
    for detector in DETECTORS:
        yield from detector(prose, rules)
