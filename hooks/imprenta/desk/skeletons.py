"""Fills the skeletons of a volume: templates in `messages/<language>/skeletons/`, one per kind of document."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Template
from typing import Any

from babel.core import get_global

from imprenta.board import WORDS_PER_PAGE
from imprenta.languages import MESSAGES, country_name, format_number, format_span, strings
from imprenta.model import Collection, DocumentKind, PageLimit, PartialDate, VolumeKind

_LONGEST = 10
"""Days of an agenda that are laid out beforehand."""


@cache
def _template(language: str, name: str) -> Template:
    """Return a kind's template, or the common one where a kind has none."""
    folder = MESSAGES / language / "skeletons"
    file = folder / name
    return Template((file if file.is_file() else folder / f"document{Path(name).suffix}").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Skeletons:
    """The skeletons of one new volume.

    Attributes:
        facts: `cities` by language, `country`, `start` and `end` of the workshop; empty without one.
    """

    collection: Collection
    facts: Mapping[str, Any]

    @property
    def chapter_name(self) -> str:
        """Name of the first chapter's file, the same in every language."""
        return strings(self.collection.metadata.default_language, "skeleton")["chapter_name"]

    def document(self, kind: DocumentKind, language: str) -> str:
        """Return the skeleton of a document."""
        title = kind.title.best(language, *self.collection.metadata.codes)
        values = self._values(language, kind.limit) | {"title": title, "days": self._days(language)}
        return _template(language, f"{kind.key}.md").substitute(values)

    def chapter(self, language: str) -> str:
        """Return the skeleton of the first chapter."""
        title = self.collection.metadata.chapters.item.best(language)
        return _template(language, "chapter.md").substitute(
            self._values(language, self.collection.metadata.chapters.limit) | {"title": title}
        )

    def volume(
        self, kind: VolumeKind, number: int | None, titles: Mapping[str, str], funding: str, year: int, interface: str
    ) -> str:
        """Return `volume.yml` with comments in the language of whoever asked for it."""
        metadata = self.collection.metadata
        abstracts = {code: strings(code, "skeleton")["abstract"] for code in metadata.codes}
        filled = _template(interface, VOLUME_TEMPLATE).substitute(
            number_line=f"number: {number}" if number else "",
            kind=kind,
            title=_localized(titles, "  "),
            abstract=_localized(abstracts, "  "),
            themes=", ".join(metadata.themes),
            workshop="\n".join(self._workshop()),
            funding=funding,
            first_language=metadata.default_language,
            year=year,
        )
        return "\n".join(line for line in filled.splitlines() if line) + "\n"

    def _values(self, language: str, limit: PageLimit | None) -> dict[str, str]:
        return {"length": length(limit, language, self._locale(language)), "where": self._where(language),
                "language": language}  # fmt: skip

    def _locale(self, language: str) -> str:
        return self.collection.metadata.language(language).locale

    def _where(self, language: str) -> str:
        words = strings(language, "skeleton")
        if not self.facts:
            return words["where_unknown"]
        locale = self._locale(language)
        return words["where"].format(
            city=self._city(language),
            country=country_name(self.facts["country"], locale),
            when=format_span(self.facts["start"], self.facts["end"], locale),
        )

    def _city(self, language: str) -> str:
        cities: Mapping[str, str] = self.facts["cities"]
        return cities.get(language) or next(iter(cities.values()))

    def _workshop(self) -> Iterator[str]:
        if not self.facts:
            return
        yield "workshop:"
        yield "  city:"
        yield _localized({code: self._city(code) for code in self.collection.metadata.codes}, "    ")
        yield f"  country: {self.facts['country']}"
        yield f"  start: {self.facts['start']}"
        if self.facts["end"]:
            yield f"  end: {self.facts['end']}"
        zones = _zones(self.facts["country"])
        yield f"  timezone: {zones[0]}" if len(zones) == 1 else f"  # timezone: {' · '.join(zones[:4])}"
        yield "  # coordinates: {latitude: 0.0, longitude: 0.0}"
        yield "  # hosts:"
        yield f"  #   - {{{self.collection.metadata.default_language}: …}}"

    def _days(self, language: str) -> str:
        words = strings(language, "skeleton")
        dates = _dates(self.facts.get("start"), self.facts.get("end"))
        heads = [f"date: {date}" for date in dates] or [f'title: "{words["day"].format(number=1)}"']
        lines: list[str] = []
        for index, head in enumerate(heads):
            lines += [f"  - {head}", "    sessions:"]
            opening = [("09:00-09:30", "opening", "opening")] if index == 0 else []
            closing = [("16:00-16:30", "closing", "closing")] if index == len(heads) - 1 else []
            middle = [("09:30-11:00", "session", ""), ("11:00-11:30", "break", "break")]
            for time, key, kind in [*opening, *middle, *closing]:
                lines += [f"      - time: {time}", f"        title: {words[key]}"]
                lines += [f"        kind: {kind}"] if kind else []
        return "\n".join(lines)


VOLUME_TEMPLATE = "volume.yml"


def length(limit: PageLimit | None, language: str, locale: str) -> str:
    """Return how long a text may be, in words."""
    words = strings(language, "skeleton")
    if limit is None:
        return words["length_free"]
    count = format_number(limit.pages * WORDS_PER_PAGE, locale)
    return words["length_hard" if limit.hard else "length_soft"].format(pages=limit.pages, words=count)


def _localized(texts: Mapping[str, str], indent: str) -> str:
    return "\n".join(f"{indent}{code}: {json.dumps(text, ensure_ascii=False)}" for code, text in texts.items())


def _dates(start: PartialDate | None, end: PartialDate | None) -> list[datetime.date]:
    first = start.exact if start else None
    last = (end.exact if end else None) or first
    if first is None or last is None:
        return []
    days = min((last - first).days + 1, _LONGEST)
    return [first + datetime.timedelta(days=day) for day in range(days)]


def _zones(country: str) -> list[str]:
    """Return the IANA time zones of a country, as Unicode's CLDR has them."""
    known: Mapping[str, str] = get_global("zone_territories")
    return sorted(zone for zone, territory in known.items() if territory == country)
