"""The timeline of the collection: years downwards, true to scale, and each workshop where the sources date it.

A day is a dot; a month or a quarter, which is all that is known of some, is a bar of that length. A volume whose texts
are still to come is drawn hollow.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from lxml.etree import _Element

from imprenta.atlas.svg import node
from imprenta.fences.measure import FACE
from imprenta.languages import format_span, strings
from imprenta.model import Collection, PartialDate, Status, Volume, Workshop
from imprenta.urls import page_url, relative_url

WIDTH = 360
"""In CSS pixels; its text keeps 13 px on a phone."""

_AXIS, _WORDS = 58.0, 96.0
"""Where the axis and the words stand, in pixels from the left."""

_ROW = 41.0
"""From one workshop's words to the next's, at least."""

_YEAR = 52.0
"""Length of a year, at least."""

_TOP, _FOOT = 14.0, 16.0
_DOT, _BAR = 4.6, 7.0
_DAYS = 365.25


@dataclass(frozen=True, slots=True)
class Entry:
    """A workshop on the timeline.

    Attributes:
        first, last: the days it can have been on, as pixels from the top.
        exact: whether the day is known.
        row: where its words stand, as pixels from the top.
    """

    volume: Volume
    workshop: Workshop
    first: float
    last: float
    exact: bool
    row: float


def timeline(collection: Collection, language: str, page: str, colours: Callable[[Volume], str]) -> _Element | None:
    """Return the timeline as an SVG element; None without workshops. Its links start from the page at `page`.

    `colours` gives a volume's colours as CSS declarations.
    """
    dated = [(volume, volume.metadata.workshop) for volume in collection.volumes if volume.metadata.workshop]
    held = sorted(((v, w) for v, w in dated if w), key=lambda pair: pair[1].start.first_day)
    if not held:
        return None
    years = range(held[0][1].start.year, _last_day(held[-1][1]).year + 1)
    scale = max(_YEAR, (_ROW * len(held) - _ROW / 2) / len(years))
    entries = _entries(held, years[0], scale)
    height = max(_TOP + scale * len(years), entries[-1].row + 22) + _FOOT
    words = strings(language, "overview")
    told = "; ".join(f"{e.workshop.city.best(language)}, {_when(collection, language, e)}" for e in entries)
    box = f"0 0 {WIDTH} {height:g}"
    return node(
        "svg",
        {"class": "timeline", "role": "group", "viewBox": box, "width": str(WIDTH), "style": "max-width:100%"}
        | {"font-family": f"{FACE}, sans-serif", "font-size": "14"},
        node("title", {}, words["timeline_title"]),
        node("desc", {}, told),
        _axis(years, scale),
        *(_drawn(collection, language, page, entry, colours(entry.volume)) for entry in entries),
    )


def _entries(held: Sequence[tuple[Volume, Workshop]], year: int, scale: float) -> list[Entry]:
    spans = [(_at(w.start.first_day, year, scale), _at(_last_day(w), year, scale)) for _, w in held]
    rows = spread([(first + last) / 2 for first, last in spans], _ROW, _TOP)
    return [
        Entry(volume, workshop, first, last, workshop.start.exact is not None, row)
        for (volume, workshop), (first, last), row in zip(held, spans, rows, strict=True)
    ]


def spread(wanted: Sequence[float], apart: float, least: float) -> list[float]:
    """Return positions at least `apart` from each other, none below `least`, as near to the `wanted` ones as can be.

    Pool-adjacent-violators (Ayer et al., 1955) on what remains when each position gives up its place in the row.
    """
    pools: list[tuple[float, int]] = []
    for index, position in enumerate(wanted):
        pools.append((position - index * apart, 1))
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            (mean, count), (before, others) = pools.pop(), pools.pop()
            pools.append(((mean * count + before * others) / (count + others), count + others))
    flat = [max(mean, least) for mean, count in pools for _ in range(count)]
    return [mean + index * apart for index, mean in enumerate(flat)]


def _at(day: datetime.date, year: int, scale: float) -> float:
    return _TOP + (day - datetime.date(year, 1, 1)).days / _DAYS * scale


def _last_day(workshop: Workshop) -> datetime.date:
    """Return the last day that the workshop can have been on."""
    date: PartialDate = workshop.end or workshop.start
    if date.exact:
        return date.exact
    months = 3 if date.quarter else 1 if date.month else 12
    first = date.first_day
    following = first.month - 1 + months
    return datetime.date(first.year + following // 12, following % 12 + 1, 1) - datetime.timedelta(days=1)


def _axis(years: range, scale: float) -> _Element:
    foot = _TOP + scale * len(years)
    line = {"stroke": "currentColor", "stroke-width": "1", "stroke-opacity": "0.45"}
    axis = node("g", {"class": "timeline-axis"}, node("path", {**line, "d": f"M{_AXIS:g} {_TOP:g}V{foot:g}"}))
    for index, year in enumerate(years):
        y = _TOP + index * scale
        axis.append(node("path", {**line, "d": f"M{_AXIS - 6:g} {y:.1f}h6"}))
        words: dict[str, str | float] = {"x": _AXIS - 12, "y": y + 5, "text-anchor": "end", "fill": "currentColor"}
        axis.append(node("text", {**words, "class": "timeline-year"}, str(year)))
    return axis


def _drawn(collection: Collection, language: str, page: str, entry: Entry, colours: str) -> _Element:
    middle = (entry.first + entry.last) / 2
    metadata = entry.volume.metadata
    name = " ".join([str(metadata.number or ""), entry.workshop.city.best(language)]).strip()
    text: dict[str, str | float] = {"x": _WORDS, "fill": "currentColor"}
    lead = f"M{_AXIS + 5:g} {middle:.1f}L{_WORDS - 14:g} {entry.row:.1f}H{_WORDS - 5:g}"
    path = {"class": "timeline-lead", "fill": "none", "stroke": "currentColor", "stroke-width": "0.8"}
    return node(
        "a",
        {
            "href": relative_url(page_url(collection, language, entry.volume, None), page),
            "class": "timeline-entry inked",
            "style": colours,
        },
        node("path", {**path, "stroke-opacity": "0.5", "d": lead}),
        _mark(entry, metadata.status is Status.ANNOUNCED),
        node("text", {**text, "y": entry.row + 4, "class": "timeline-name", "font-weight": "600"}, name, " "),
        node("text", {**text, "y": entry.row + 20, "class": "timeline-date"}, _when(collection, language, entry)),
    )


def _mark(entry: Entry, hollow: bool) -> _Element:
    paint: dict[str, str | float] = {"class": "timeline-mark", "fill": "currentColor"}
    if hollow:
        paint |= {"class": "timeline-mark timeline-hollow", "fill": "none", "stroke": "currentColor"}
        paint["stroke-width"] = "1.6"
    if entry.exact:
        return node("circle", {**paint, "cx": _AXIS, "cy": (entry.first + entry.last) / 2, "r": _DOT})
    height = max(entry.last - entry.first, 3.0)
    bar: dict[str, str | float] = {"x": _AXIS - _BAR / 2, "y": entry.first, "width": _BAR, "height": height, "rx": "1"}
    return node("rect", {**paint, **bar})


def _when(collection: Collection, language: str, entry: Entry) -> str:
    locale = collection.metadata.language(language).locale
    return format_span(entry.workshop.start, entry.workshop.end, locale)
