"""Figures: thousands, dates, ordinals, percentages."""

from __future__ import annotations

import re
from collections.abc import Iterator

from imprenta.typography.conventions import Conventions
from imprenta.typography.fault import Edit, Fault, excerpt, replaced

_FIGURE = re.compile("[0-9]")
_NUMBER = re.compile(
    r"(?<![\w/.,#-])\d{1,3}(?:[.,\u0020\u00a0\u202f\u2009]\d{3})+(?![\w/-]|[.,]\d)"
    r"|(?<![\w/.,#:-])\d{5,}(?![\w/-]|[.,:]\d)"
)
"""A number in groups of three, or one of five figures and more; not part of a code such as A/70/1 or 978-84."""
_LEADING_ZERO = re.compile(r"\b0[1-9](?![\d:.-])")
_PERCENT = re.compile(r"(?<=\d)\s*%")
_FIGURE_DATE = re.compile(r"(?<![\w/.-])\d{1,2}([/.-])\d{1,2}\1(?:\d{4}|\d{2})(?![\w/-]|\.\d)")


def thousands(prose: str, rules: Conventions) -> Iterator[Fault]:
    """Thousands are grouped with the language's separator, from the length at which it begins (TYP07)."""
    if not _FIGURE.search(prose):
        return
    for found in _NUMBER.finditer(prose):
        number = found.group()
        if _is_postal_code(prose, *found.span()):
            continue
        figures = re.sub(r"\D", "", number)
        separators = set(number) - set(figures)
        if separators - set(rules.group_wrong) - set(rules.group_accepted):
            continue
        grouped = f"{int(figures):,}".replace(",", rules.group) if figures[0] != "0" else figures
        expected = grouped if len(figures) >= rules.group_from else figures
        accepted = separators <= set(rules.group_accepted) and len(separators) == (expected != figures)
        if not accepted and figures[0] != "0":
            yield Fault(
                "TYP07", found.start(), excerpt(prose, *found.span()), expected, (Edit(*found.span(), expected),)
            )


def _is_postal_code(prose: str, start: int, end: int) -> bool:
    """Tell whether five figures stand in an address: «, 28014 Madrid»."""
    return end - start == 5 and prose[:start].endswith(", ") and prose[end : end + 2].strip().isupper()


def leading_zeros(prose: str, rules: Conventions) -> Iterator[Fault]:
    """The day of a date has no leading zero (TYP08)."""
    if rules.dates and _LEADING_ZERO.search(prose):
        for found in rules.leading_zero.finditer(prose):
            zero = found.start() + found.group().index("0")
            expected = prose[found.start() : zero] + prose[zero + 1 : found.end()]
            yield Fault("TYP08", zero, found.group(), expected, (Edit(zero, zero + 1, ""),))


def spellings(prose: str, rules: Conventions) -> Iterator[Fault]:
    """Abbreviations and ordinals are written as the language does (TYP09)."""
    for wrong, right in rules.spellings:
        for found in wrong.finditer(prose):
            yield replaced("TYP09", prose, *found.span(), found.expand(right))


def percents(prose: str, rules: Conventions) -> Iterator[Fault]:
    """Between a number and its per-cent sign stands what the language puts there (TYP10)."""
    if "%" in prose:
        for found in _PERCENT.finditer(prose):
            if found.group()[:-1] not in rules.percent_accepted:
                yield replaced("TYP10", prose, *found.span(), f"{rules.percent_accepted[0]}%")


def dates_in_figures(prose: str, rules: Conventions) -> Iterator[Fault]:
    """A date is written with the name of its month: 5/7/2013 is two days, one for each reader (TYP13)."""
    for found in _FIGURE_DATE.finditer(prose) if _FIGURE.search(prose) else ():
        yield Fault("TYP13", found.start(), excerpt(prose, *found.span()), "")
