"""The translations of a document hold the same: headings, figures, tables, footnotes, links and numbers.

Data fences are compared by `fences.translations_agree`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from imprenta.checks.severity import by_status
from imprenta.diagnostics import Diagnostic
from imprenta.model import Collection, Link, Text
from imprenta.readings import AFRESH, Readings, Remark
from imprenta.translation import Section, sections, source_language
from imprenta.typography import Conventions, conventions
from imprenta.urls import is_local

_NUMBER = re.compile(r"\d+(?:[.,:\u202f\u2009\u00a0]\d+)*")
_TIME = re.compile(r"(\d{1,2}):(\d\d)")


@dataclass(frozen=True, slots=True)
class Pair:
    """A translation and what it was made from, with their sections matched as far as they can be."""

    source: Text
    source_language: str
    text: Text
    language: str

    @property
    def sections(self) -> list[tuple[Section, Section]]:
        """Sections of the source and of the translation, side by side; the whole texts where the headings differ."""
        ours, theirs = sections(self.source), sections(self.text)
        if [part.id for part in ours] != [part.id for part in theirs]:
            return [(_whole(self.source), _whole(self.text))]
        return list(zip(ours, theirs, strict=True))


def translations_hold_the_same(collection: Collection, readings: Readings = AFRESH) -> Iterator[Diagnostic]:
    """Source and translation have the same headings (TRA06), images (TRA07), tables (TRA08), notes (TRA09), links
    (TRA10) and numbers (TRA11), section by section.
    """  # noqa: D205
    languages = [(language.code, language.locale) for language in collection.metadata.languages]
    for volume, document, language, text in collection.texts():
        original = source_language(collection, volume, document)
        if language == original:
            continue
        say = by_status(volume)
        pair = Pair(document.translations[original], original, text, language)
        about = "parity", languages, original, language, pair.source.source, text.source
        for code, line, found, expected in readings.remarks(about, partial(_differences, pair, collection)):
            values = {"found": found or "–", "original_has": expected or "–", "original": pair.source.path}
            yield say(code, text.place(line), **values)


def _differences(pair: Pair, collection: Collection) -> Iterator[Remark]:
    yield from _headings(pair)
    yield from _counts(pair)
    codes = collection.metadata.codes
    rules = [
        conventions(language, collection.metadata.language(language).locale)
        for language in (pair.source_language, pair.language)
    ]
    for source, section in pair.sections:
        here = _links(pair.text, section, codes)
        yield from _compared("TRA10", section, here, _links(pair.source, source, codes))
        numbers = [_numbers(pair.source, source, rules[0]), _numbers(pair.text, section, rules[1])]
        yield from _compared("TRA11", section, numbers[1], numbers[0])


def _headings(pair: Pair) -> Iterator[Remark]:
    ours = [(heading.level, heading.id) for heading in pair.source.headings]
    theirs = [(heading.level, heading.id) for heading in pair.text.headings]
    for index in range(max(len(ours), len(theirs))):
        expected = ours[index] if index < len(ours) else None
        found = theirs[index] if index < len(theirs) else None
        if found != expected:
            headings = pair.text.headings
            line = headings[min(index, len(headings) - 1)].line if headings else pair.text.body_line
            yield "TRA06", line, _heading(found), _heading(expected)
            return  # those below are out of step for the same reason


def _heading(heading: tuple[int, str] | None) -> str:
    if heading is None:
        return ""
    level, name = heading
    return f"{'#' * level} {{#{name}}}" if name else "#" * level


def _counts(pair: Pair) -> Iterator[Remark]:
    for source, section in pair.sections:
        images = [len(_inside(text.images, part)) for text, part in ((pair.text, section), (pair.source, source))]
        if images[0] != images[1]:
            yield "TRA07", section.line, str(images[0]), str(images[1])
        ours, theirs = (
            ", ".join(f"{len(table.rows) - 1} × {len(table.rows[0])}" for table in _inside(text.tables, part))
            for text, part in ((pair.text, section), (pair.source, source))
        )
        if ours != theirs:
            yield "TRA08", section.line, ours, theirs
    notes = [[note for note in text.footnotes if note.written] for text in (pair.text, pair.source)]
    if len(notes[0]) != len(notes[1]):
        line = notes[0][0].line if notes[0] else pair.text.body_line
        yield "TRA09", line, str(len(notes[0])), str(len(notes[1]))


def _inside(things: tuple, section: Section) -> list:  # type: ignore[type-arg]
    return [thing for thing in things if section.line <= thing.line < section.end]


def _compared(code: str, section: Section, found: Counter[str], expected: Counter[str]) -> Iterator[Remark]:
    if found != expected:
        extra, missing = found - expected, expected - found
        yield code, section.line, "; ".join(extra.elements()), "; ".join(missing.elements())


def _links(text: Text, section: Section, codes: tuple[str, ...]) -> Counter[str]:
    return Counter(_target(link, codes) for link in _inside(text.links, section))


def _target(link: Link, codes: tuple[str, ...]) -> str:
    """Return where a link leads, whatever the language; other sites have addresses of their own in each."""
    if not is_local(link.target):
        return "https://…"
    return re.sub(rf"\.(?:{'|'.join(codes)})\.md(?=#|$)", ".md", link.target)


def _numbers(text: Text, section: Section, rules: Conventions | None) -> Counter[str]:
    lines = text.source.split("\n")
    start = sum(len(line) + 1 for line in lines[: section.line - 1])
    end = start + sum(len(line) + 1 for line in lines[section.line - 1 : section.end - 1])
    found: Counter[str] = Counter()
    for prose in text.prose:
        if prose.pieces and start <= prose.pieces[0][1] < end:
            found.update(_plain(number, rules) for number in _NUMBER.findall(prose.text))
    return found


def _plain(number: str, rules: Conventions | None) -> str:
    """Return a number without what each language puts into it: 12,345, 12 345 and 12345 are one, 9:30 and 09:30 too."""
    if time := _TIME.fullmatch(number):
        return f"{int(time[1])}:{time[2]}"
    separators = "".join((*rules.group_accepted, "\u202f\u2009\u00a0")) if rules else "\u202f\u2009\u00a0"
    number = re.sub(rf"[{re.escape(separators)}](?=\d{{3}}(?!\d))", "", number).replace(",", ".")
    return ".".join(part.lstrip("0") or "0" if index == 0 else part for index, part in enumerate(number.split(".")))


def _whole(text: Text) -> Section:
    return Section("", None, text.body_line, text.source.count("\n") + 2)
