"""What a reader's language decides: words on screen, dates, numbers, names of countries.

The texts stand in `messages/<language>/<topic>.yml`; a new language is a new folder there and a line in
`collection.yml`, never a change of code.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

import yaml
from babel import Locale
from babel.dates import format_date as babel_date
from babel.dates import format_time as babel_time

from imprenta.model import PartialDate

MESSAGES = Path(__file__).parent / "messages"


@cache
def strings(language: str, topic: str) -> Mapping[str, str]:
    """Return the texts of `topic` in `language`, keyed by name; a number or a `true` among them is text too.

    Raises:
        FileNotFoundError: the language has no such texts.
    """
    with (MESSAGES / language / f"{topic}.yml").open(encoding="utf-8") as stream:
        return MappingProxyType(yaml.load(stream, yaml.CBaseLoader) or {})


@cache
def interface_languages() -> tuple[str, ...]:
    """Return the codes of the languages that the press itself speaks."""
    return tuple(sorted(folder.name for folder in MESSAGES.iterdir() if (folder / "dates.yml").is_file()))


@cache
def fallback_language() -> str:
    """Return the language to speak where neither a person nor a system names one that the press speaks."""
    return str(yaml.load((MESSAGES / "languages.yml").read_text(encoding="utf-8"), yaml.CBaseLoader)["fallback"])


def _language(locale: str) -> str:
    return Locale.parse(locale).language


def _dates(locale: str) -> Mapping[str, str]:
    return strings(_language(locale), "dates")


def format_date(date: PartialDate | datetime.date, locale: str, weekday: bool = False) -> str:
    """Return a date in words, as exactly as it is known; `weekday` names the day of the week of an exact one."""
    if isinstance(date, datetime.date):
        return babel_date(date, _dates(locale)["weekday" if weekday else "day"], locale)
    if date.exact:
        return format_date(date.exact, locale, weekday)
    if date.quarter:
        return _dates(locale)[f"quarter_{date.quarter}"].format(year=date.year)
    return babel_date(date.first_day, _dates(locale)["month" if date.month else "year"], locale)


def format_span(start: PartialDate, end: PartialDate | None, locale: str) -> str:
    """Return the days from `start` to `end` in words, naming month and year once where they are shared."""
    if end is None or str(end) == str(start):
        return format_date(start, locale)
    patterns = _dates(locale)
    first, last = start.exact, end.exact
    if not (first and last):
        return patterns["open_span"].format(start=format_date(start, locale), end=format_date(end, locale))
    if first.year != last.year:
        return patterns["open_span"].format(start=format_date(first, locale), end=format_date(last, locale))
    same_month = first.month == last.month
    opening = babel_date(first, patterns["day_in_month" if same_month else "day_in_year"], locale)
    joint = "two_days" if same_month and (last - first).days == 1 else "span" if same_month else "open_span"
    return patterns[joint].format(start=opening, end=format_date(last, locale))


def format_time(time: str | datetime.time, locale: str) -> str:
    """Return a moment of the day (`09:30` or a time) as the language writes it."""
    moment = time if isinstance(time, datetime.time) else datetime.time.fromisoformat(time.zfill(5))
    return babel_time(moment, _dates(locale)["time"], locale=locale)


def format_number(number: float, locale: str) -> str:
    """Return a number with the language's grouping of thousands."""
    rules = strings(_language(locale), "numbers")
    whole, _, fraction = f"{number}".partition(".")
    if len(whole.lstrip("-")) >= int(rules["group_from"]):
        whole = f"{int(whole):,}".replace(",", rules["group"])
    return str(whole) + (rules["decimal"] + fraction if fraction else "")


def format_size(size: int, locale: str) -> str:
    """Return a file's size (bytes) in kB or MB, decimal units."""
    rules = strings(_language(locale), "numbers")
    if size < 1_000_000:
        return rules["kilobytes"].format(size=format_number(max(1, round(size / 1000)), locale))
    return rules["megabytes"].format(size=format_number(round(size / 1_000_000, 1), locale))


def month_names(locale: str) -> tuple[str, ...]:
    """Return the names of the twelve months."""
    return tuple(str(name) for _, name in sorted(Locale.parse(locale).months["format"]["wide"].items()))


_NOT_COUNTRIES = frozenset("AC CP CQ DG EA EU EZ IC QO TA UN XA XB XK ZZ".split())  # noqa: SIM905
"""Codes of CLDR that ISO 3166-1 reserves, leaves to its users or does not know."""


def country_name(code: str, locale: str) -> str:
    """Return the name of a country (ISO 3166-1 code); the code itself where there is none."""
    return str(Locale.parse(locale).territories.get(code, code))


def is_country(code: str) -> bool:
    """Tell whether ISO 3166-1 knows the code."""
    return len(code) == 2 and code in Locale.parse("und").territories and code not in _NOT_COUNTRIES
