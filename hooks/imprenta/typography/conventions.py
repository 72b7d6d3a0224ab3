"""Reads `messages/<language>/typography.yml`: the conventions of one language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, cast

from imprenta.languages import MESSAGES, month_names, strings


@dataclass(frozen=True)
class Conventions:
    """The conventions of one language.

    Attributes:
        quotes: pairs of quotes, from the outside in.
        apostrophe: the sign of elision.
        openings: what opens each sign that closes.
        dash: sign that sets off an aside; `dash_spaced`: between spaces, or else glued to the aside.
        group: what the press writes between thousands, from `group_from` figures on.
        group_accepted: what may stand there; `group_wrong`: what is taken for a separator and is none.
        percent_accepted: what may stand between a number and its per-cent sign, the best first.
        dates: patterns of a date, of `{day}` and `{month}`.
        locale: of the names of the months.
        spellings: what to find and what to write instead.
    """

    quotes: tuple[str, ...]
    apostrophe: str
    openings: dict[str, str]
    dash: str
    dash_spaced: bool
    group: str
    group_from: int
    group_accepted: tuple[str, ...]
    group_wrong: tuple[str, ...]
    percent_accepted: tuple[str, ...]
    ellipsis: str
    dates: tuple[str, ...]
    locale: str
    spellings: tuple[tuple[re.Pattern[str], str], ...]

    @cached_property
    def leading_zero(self) -> re.Pattern[str]:
        """Finds a date whose day begins with a zero; made when first needed, because names of months load slowly."""
        months = "|".join(re.escape(name) for name in month_names(self.locale))
        day, month = r"(?<!\d)0(?=[1-9](?!\d))\d", f"(?i:{months})"
        return re.compile("|".join(rf"\b{pattern.format(day=day, month=month)}\b" for pattern in self.dates))


@cache
def conventions(language: str, locale: str) -> Conventions | None:
    """Return the conventions of a language; None where nobody has written them down."""
    if not (MESSAGES / language / "typography.yml").is_file():
        return None
    data = cast(dict[str, Any], strings(language, "typography"))
    numbers = strings(language, "numbers")
    return Conventions(
        quotes=tuple(data["quotes"]),
        apostrophe=data["apostrophe"],
        openings=dict(data["openings"]),
        dash=data["dash"],
        dash_spaced=data["dash_spaced"] == "true",
        group=numbers["group"],
        group_from=int(numbers["group_from"]),
        group_accepted=tuple(data["group_accepted"]),
        group_wrong=tuple(data["group_wrong"]),
        percent_accepted=tuple(data["percent_accepted"]),
        ellipsis=data["ellipsis"],
        dates=tuple(data["dates"]),
        locale=locale,
        spellings=tuple((re.compile(item["wrong"]), item["right"]) for item in data["spellings"]),
    )
