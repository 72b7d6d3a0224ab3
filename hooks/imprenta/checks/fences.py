"""Data fences hold what they should, line by line, and the same in every language."""

from __future__ import annotations

import datetime
import difflib
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from imprenta.diagnostics import Diagnostic, Place, error, warning
from imprenta.fences import KINDS, chart
from imprenta.fences.agenda import Agenda
from imprenta.fences.chart import Chart
from imprenta.fences.context import RenderingContext
from imprenta.fences.reading import line_of
from imprenta.model import Collection, Fence, Text, Volume
from imprenta.translation import source_language

FAR = datetime.timedelta(days=14)
"""How far from its workshop a day of the agenda can still be meant."""


def names_are_known(collection: Collection) -> Iterator[Diagnostic]:
    """A fence is not named almost like one that the press draws: it would be shown as code."""
    for _, _, _, text in collection.texts():
        for fence in text.fences:
            near = difflib.get_close_matches(fence.name.casefold(), KINDS, n=1, cutoff=0.75)
            if near and fence.name not in KINDS:
                yield error("FEN30", text.place(fence.line - 1), found=fence.name, near=near[0])


def data_is_right(collection: Collection) -> Iterator[Diagnostic]:
    """What stands in a fence can be read and drawn."""
    for volume, _, language, text in collection.texts():
        for fence in _fences(text):
            model, diagnostics = _read(fence, text.place(fence.line))
            yield from diagnostics
            if isinstance(model, Chart):
                locale = collection.metadata.language(language).locale
                context = RenderingContext(language, locale, collection, volume)
                yield from chart.drawable(model, fence, text.place(), context)


def deliverables_exist(collection: Collection) -> Iterator[Diagnostic]:
    """A table of deliverables has deliverables to show, in `volume.yml`."""
    for volume, _, _, text in collection.texts():
        for fence in _fences(text):
            if fence.name == "deliverables" and not (volume and volume.metadata.deliverables):
                yield error("FEN29", text.place(fence.line - 1))


def translations_agree(collection: Collection) -> Iterator[Diagnostic]:
    """Translations have the same fences, in the same order, with the same figures; words alone differ."""
    for volume, document, language, text in collection.texts():
        source = source_language(collection, volume, document)
        original = document.translations.get(source)
        if original is None or language == source:
            continue
        yield from _differences(original, text)


def _differences(original: Text, text: Text) -> Iterator[Diagnostic]:
    ours, theirs = _fences(text), _fences(original)
    if [fence.name for fence in ours] != [fence.name for fence in theirs]:
        found, expected = (", ".join(fence.name for fence in fences) or "—" for fences in (ours, theirs))
        line = ours[0].line - 1 if ours else None
        yield error("FEN31", text.place(line), found=found, expected=expected, original=original.path)
        return
    for fence, source in zip(ours, theirs, strict=True):
        model, _ = _read(fence, text.place(fence.line))
        expected_model, _ = _read(source, original.place(source.line))
        if model is None or expected_model is None:
            continue
        figures = KINDS[fence.name].figures
        found_figures, expected_figures = figures(model), figures(expected_model)
        for key, value in expected_figures.items():
            if found_figures.get(key) != value:
                place = text.place(line_of(fence, text.place(), key))
                told = {"key": key, "found": found_figures.get(key) or "—", "expected": value or "—"}
                yield error("FEN33", place, **told, original=original.path)
                break


def agenda_at_the_workshop(collection: Collection) -> Iterator[Diagnostic]:
    """The days of an agenda lie about the workshop: a wrong month or year is seen at once."""
    for volume, _, _, text in collection.texts():
        span = _span(volume)
        for fence in _fences(text) if span else ():
            model, _ = _read(fence, text.place(fence.line))
            if not isinstance(model, Agenda) or span is None:
                continue
            for index, day in enumerate(model.days):
                date = day.date.exact if day.date else None
                if date and not span[0] - FAR <= date <= span[1] + FAR:
                    place = text.place(line_of(fence, text.place(), f"days.{index}.date"))
                    yield warning("FEN32", place, date=date, start=span[0], end=span[1])


def _span(volume: Volume | None) -> tuple[datetime.date, datetime.date] | None:
    workshop = volume.metadata.workshop if volume else None
    start = workshop.start.exact if workshop else None
    if workshop is None or start is None:
        return None
    return start, (workshop.end and workshop.end.exact) or start


def _fences(text: Text) -> Sequence[Fence]:
    return [fence for fence in text.fences if fence.name in KINDS]


@lru_cache(maxsize=512)
def _read(fence: Fence, place: Place) -> tuple[Any, tuple[Diagnostic, ...]]:
    model, diagnostics = KINDS[fence.name].read(fence, place)
    return model, tuple(diagnostics)


RULES: tuple[Callable[[Collection], Iterator[Diagnostic]], ...] = (
    names_are_known,
    data_is_right,
    deliverables_exist,
    translations_agree,
    agenda_at_the_workshop,
)
