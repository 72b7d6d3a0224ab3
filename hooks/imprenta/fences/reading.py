"""What every fence's reading shares: its YAML with exact lines, and what no text of it may hold."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Any, Generic, TypeVar

from imprenta.diagnostics import Diagnostic, Place, Severity, error
from imprenta.metadata import Model, Parsed, Validated, parse_yaml, validate
from imprenta.model import Fence

Read = TypeVar("Read")

MOST_CHARACTERS = 100_000
"""Longest body of a fence: half a second of reading."""


@dataclass(frozen=True, slots=True)
class Reading(Generic[Model]):
    """A fence's YAML: its model, or None with the reasons; and where each of its keys stands."""

    fence: Fence
    place: Place
    found: Validated[Model]
    diagnostics: tuple[Diagnostic, ...]

    def at(self, *key: str | int) -> Place:
        """Return the place of `key`, or of its nearest parent, in the Markdown file."""
        return Place(self.place.path, _nearest(self.found.lines, ".".join(map(str, key)), self.fence))


def line_of(fence: Fence, place: Place, key: str) -> int:
    """Return the line of `key` (dotted path), or of its nearest parent, in a fence whose body is YAML."""
    return _nearest(_parsed(fence.body, place.path, fence.line).lines, key, fence)


@lru_cache(maxsize=256)
def _parsed(body: str, path: PurePosixPath, line: int) -> Parsed:
    """Parse a fence once for the rules, its page, the calendar and the map; nobody writes into what is parsed."""
    return parse_yaml(body, path, line)


def _nearest(lines: Mapping[str, int], key: str, fence: Fence) -> int:
    while key and key not in lines:
        key = key.rpartition(".")[0]
    return lines.get(key, fence.line)


def read_yaml(model: type[Model], fence: Fence, place: Place, blank: bool = False) -> Reading[Model]:
    """Validate the body of `fence` against `model`; `blank`: an empty text means something.

    Beside the problems of any YAML (MET…): FEN01 an empty body, FEN02 an empty text, FEN03 a control character, FEN20 a
    body beyond `MOST_CHARACTERS`.
    """
    start = Place(place.path, fence.line)
    if len(fence.body) > MOST_CHARACTERS:
        size = error("FEN20", start, key=fence.name, found=len(fence.body), most=MOST_CHARACTERS)
        return Reading(fence, place, Validated(None, {}, ()), (size,))
    if not fence.body.strip():
        return Reading(fence, place, Validated(None, {}, ()), (error("FEN01", start, fence=fence.name),))
    parsed = _parsed(fence.body, place.path, fence.line)
    found = validate(model, parsed, place.path, fence.line)
    reading = Reading(fence, place, found, ())
    shape = (_named(diagnostic, fence) for diagnostic in found.diagnostics)
    return Reading(fence, place, found, (*shape, *_texts(parsed.data, reading, blank)))


def _named(diagnostic: Diagnostic, fence: Fence) -> Diagnostic:
    """Call the body as a whole by the fence's name."""
    if diagnostic.values.get("key") != "":
        return diagnostic
    return replace(diagnostic, values={**diagnostic.values, "key": fence.name})


def _texts(data: Any, reading: Reading[Model], blank: bool, *key: str | int) -> Iterator[Diagnostic]:
    if isinstance(data, dict):
        for name, value in data.items():
            yield from _texts(value, reading, blank, *key, str(name))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _texts(value, reading, blank, *key, index)
    elif isinstance(data, str):
        if not data.strip() and not blank:
            yield error("FEN02", reading.at(*key), key=".".join(str(part) for part in key))
        if character := control_character(data):
            yield error("FEN03", reading.at(*key), character=character)


def control_character(text: str) -> str:
    """Return the first character of `text` that no page can hold, as `U+0007`; empty where there is none."""
    for character in text:
        # Cc: controls; Cs: halves of a pair. XML, and so the PDF's metadata, refuses both.
        if unicodedata.category(character) in ("Cc", "Cs") and character not in "\t\n":
            return f"U+{ord(character):04X}"
    return ""


def settle(model: Read | None, diagnostics: Iterable[Diagnostic]) -> tuple[Read | None, list[Diagnostic]]:
    """Return the model, or None where a diagnostic is an error, with all diagnostics."""
    told = list(diagnostics)
    failed = any(diagnostic.severity is Severity.ERROR for diagnostic in told)
    return (None if failed else model), told
