"""Every text follows the typography of its language: the Markdown, the texts in its data fences, the metadata."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path, PurePosixPath
from typing import Any

from pydantic import BaseModel

from imprenta.checks.severity import by_status
from imprenta.collection import GLOSSARY_FILE, VOLUME_FILE
from imprenta.diagnostics import Diagnostic, Place
from imprenta.fences import KINDS
from imprenta.model import Collection, FundingMetadata, Localized, LocalizedList, Prose, Text, Volume
from imprenta.prose import yaml_values
from imprenta.readings import AFRESH, Readings, Remark
from imprenta.source import read_bytes
from imprenta.typography import Fault, conventions, faults

_VALUE = re.compile(r"^[ ]*(?:- )*(?:[\w-]+:(?=\s))?[ ]*(.*)$", re.MULTILINE)
NOT_YAML = frozenset({"chart"})
"""Data fences whose body is a table or a specification, without sentences."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault and the prose it stands in."""

    prose: Prose
    fault: Fault

    @property
    def offset(self) -> int:
        """Where the fault stands in the file's source."""
        return self.prose.at(self.fault.start)

    @property
    def edits(self) -> tuple[tuple[int, int, str], ...]:
        """What mends it in the source; empty where a person must, or where markup stands in between."""
        found = []
        for edit in self.fault.edits:
            span = self.prose.span(edit.start, edit.end)
            if span is None:
                return ()
            found.append((*span, edit.replacement))
        return tuple(found)


def texts_follow_their_language(collection: Collection, readings: Readings = AFRESH) -> Iterator[Diagnostic]:
    """Quotes, dashes, spaces and figures of a text are those of its language (TYP)."""
    languages = [(language.code, language.locale) for language in collection.metadata.languages]
    mandated = [statement.pattern for _, statement in _statements(collection.funding)]
    for volume, _, language, text in collection.texts():
        about = "typography", languages, mandated, language, text.source
        for code, line, found, sign in readings.remarks(about, partial(_remarks, text, language, collection)):
            yield by_status(volume)(code, text.place(line), found=found, sign=sign)


def _remarks(text: Text, language: str, collection: Collection) -> Iterator[Remark]:
    for finding in text_findings(text, language, collection):
        fault = finding.fault
        yield fault.code, text.line_at(finding.offset), fault.found, fault.expected


def metadata_follows_its_language(collection: Collection) -> Iterator[Diagnostic]:
    """So are those of the texts of `volume.yml`, `collection.yml` and `glossary.yml`."""
    for volume, metadata, file in metadata_files(collection):
        if not any(_suspect(text, language, collection) for language, text in _localized(metadata)):
            continue
        path = PurePosixPath(file.relative_to(collection.root).as_posix())
        source, _ = read_bytes(file, path)
        for finding in metadata_findings(source or "", collection):
            line = (source or "").count("\n", 0, finding.offset) + 1
            yield by_status(volume)(finding.fault.code, Place(path, line), **_values(finding.fault))


def _values(fault: Fault) -> dict[str, str]:
    # A space alone would not be seen in a message.
    return {"found": fault.found, "sign": fault.expected}


def metadata_files(collection: Collection) -> Iterator[tuple[Volume | None, BaseModel, Path]]:
    """Yield the YAML files that hold texts of ours, as read; the funders' own words are not ours to set."""
    yield None, collection.metadata, collection.folder / "collection.yml"
    if collection.glossary.terms:
        yield None, collection.glossary, collection.folder / GLOSSARY_FILE
    for volume in collection.volumes:
        if volume.metadata_valid:
            yield volume, volume.metadata, volume.folder / VOLUME_FILE


def _localized(value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, Localized):
        yield from value.root.items()
    elif isinstance(value, LocalizedList):
        yield from ((language, text) for language, texts in value.root.items() for text in texts)
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _localized(getattr(value, name))
    elif isinstance(value, tuple | dict):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _localized(item)


def text_findings(text: Text, language: str, collection: Collection) -> Iterator[Finding]:
    """Yield the faults of a text, those of its data fences too; mandated statements stand to the letter."""
    mandated = [found.span() for found in _mandated(collection.funding, text.source)]
    for prose in (*text.prose, *_fence_prose(text, language, collection)):
        for finding in _findings(prose, language, collection):
            if not any(start <= finding.offset < end for start, end in mandated):
                yield finding


def metadata_findings(source: str, collection: Collection) -> Iterator[Finding]:
    """Yield the faults of the texts of a YAML file that stand under a language's code."""
    codes = collection.metadata.codes
    for path, prose in yaml_values(source, 0, len(source)):
        language = next((part for part in reversed(path[-2:]) if part in codes), None)
        if language:
            yield from _findings(prose, str(language), collection)


def _fence_prose(text: Text, language: str, collection: Collection) -> Iterator[Prose]:
    """Yield the texts in the data fences of a text; times, dates and keys are none."""
    for fence in text.fences:
        if fence.name not in KINDS or fence.name in NOT_YAML:
            continue
        # Reading YAML with the place of every value is slow; a look at its lines tells whether it is worth while.
        if not any(_suspect(value, language, collection) for value in _VALUE.findall(fence.body)):
            continue
        start = _offset(text.source, fence.line)
        # A fence inside a list is indented: there its lines are not those of its body.
        if text.source.startswith(fence.body, start):
            for _, prose in yaml_values(text.source, start, start + len(fence.body)):
                if any(character.isalpha() for character in prose.text):
                    yield prose


def _offset(source: str, line: int) -> int:
    offset = 0
    for _ in range(line - 1):
        offset = source.find("\n", offset) + 1
    return offset


def _suspect(words: str, language: str, collection: Collection) -> bool:
    if language not in collection.metadata.codes:
        return False
    rules = conventions(language, collection.metadata.language(language).locale)
    return rules is not None and any(True for _ in faults(words, rules))


def _findings(prose: Prose, language: str, collection: Collection) -> Iterator[Finding]:
    rules = conventions(language, collection.metadata.language(language).locale)
    if rules:
        yield from (Finding(prose, fault) for fault in faults(prose.text, rules))


def _mandated(funding: FundingMetadata, source: str) -> Iterator[re.Match[str]]:
    for longest_word, statement in _statements(funding):
        if longest_word in source:
            yield from statement.finditer(source)


@lru_cache(maxsize=4)
def _patterns(statements: tuple[str, ...]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((max(s.split(), key=len), re.compile(r"[\s>]+".join(map(re.escape, s.split())))) for s in statements)


def _statements(funding: FundingMetadata) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return _patterns(
        tuple(
            text
            for scheme in funding.schemes.values()
            for funder in scheme.funders
            for field in (funder.statement, funder.support_line)
            if field
            for text in field.root.values()
            if text.strip()
        )
    )
