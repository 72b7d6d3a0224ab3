"""Exceptions that an editor writes beside the line they are for, each with its reason.

`<!-- imprenta: permite TYP03: así lo escribe la fuente -->` in Markdown, the same after `#` in a data fence and in
YAML. It stands on the line itself or above it, and lets one code through on that line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import PurePosixPath

from imprenta.collection import VOLUME_FILE
from imprenta.diagnostics import Diagnostic, Place, error
from imprenta.fences import KINDS
from imprenta.languages import MESSAGES, interface_languages, strings
from imprenta.model import Collection, Text
from imprenta.source import read_bytes

_SIGN = "imprenta:"
_COMMENT = re.compile(rf"<!--\s*({_SIGN}.*?)\s*-->", re.DOTALL)
_YAML_COMMENT = re.compile(rf"(?:^|\s)#\s*({_SIGN}.*?)\s*$")
_WAIVER = re.compile(rf"{_SIGN}\s*(?P<word>\w+)\s+(?P<code>[A-Z]{{3}}\d\d)\s*(?::\s*(?P<reason>.*))?", re.DOTALL)

FAMILIES = frozenset({"FEN", "HEA", "IMG", "LNK", "TAB", "TRA", "TYP"})
"""Families of codes about texts. What may act, what funders require, and data that nothing can be built from stay."""
NEVER = frozenset({"IMG02", "IMG04", "IMG05", "IMG06", "IMG10", *(f"FEN{number:02}" for number in range(1, 30))})
"""Codes of these families that stay all the same: images and data that cannot be shown."""


@dataclass(frozen=True, slots=True)
class Waiver:
    """An exception as written.

    Attributes:
        place: where it stands.
        lines: lines it is for: its own and the next with words on it.
        code: empty where it is not understood.
    """

    place: Place
    lines: frozenset[int]
    code: str
    reason: str
    words: str

    def covers(self, diagnostic: Diagnostic) -> bool:
        """Tell whether a diagnostic is the one meant."""
        place = diagnostic.place
        return diagnostic.code == self.code and place.path == self.place.path and place.line in self.lines


def apply(collection: Collection, found: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return the diagnostics without those waived, and with one for every waiver that is wrong (WAI)."""
    waivers = list(read_waivers(collection))
    good = [waiver for waiver in waivers if _problem(waiver) is None]
    used: set[Waiver] = set()
    left = []
    for diagnostic in found:
        mine = [waiver for waiver in good if waiver.covers(diagnostic)]
        used.update(mine)
        if not mine:
            left.append(diagnostic)
    left += (problem for waiver in waivers if (problem := _problem(waiver)))
    return left + [error("WAI02", waiver.place, found=waiver.code) for waiver in good if waiver not in used]


def _problem(waiver: Waiver) -> Diagnostic | None:
    if not waiver.code:
        known = ", ".join(_words())
        return error("WAI05", waiver.place, found=waiver.words[:60], known=known)
    if waiver.code not in known_codes():
        return error("WAI03", waiver.place, found=waiver.code)
    if waiver.code[:3] not in FAMILIES or waiver.code in NEVER:
        return error("WAI04", waiver.place, found=waiver.code)
    return None if waiver.reason else error("WAI01", waiver.place, found=waiver.code)


def read_waivers(collection: Collection) -> Iterator[Waiver]:
    """Yield every exception of the texts, of their data fences and of the metadata, those that are wrong too."""
    for *_, text in collection.texts():
        if _SIGN in text.source:
            yield from text_waivers(text)
    metadata = (volume.folder / VOLUME_FILE for volume in collection.volumes)
    for file in (collection.folder / "collection.yml", *metadata):
        path = PurePosixPath(file.relative_to(collection.root).as_posix())
        source, _ = read_bytes(file, path)
        if source and _SIGN in source:
            yield from yaml_waivers(source, path)


def text_waivers(text: Text) -> Iterator[Waiver]:
    """Yield the exceptions of one text."""
    lines = text.source.split("\n")
    for piece in text.html:
        for found in _COMMENT.finditer(piece.text):
            first = piece.line + piece.text.count("\n", 0, found.start())
            last = first + found.group().count("\n")
            alone = not _COMMENT.sub("", "\n".join(lines[first - 1 : last])).strip(" \t\n>")
            target = _next(lines, last, "<!--") if alone else last
            yield _waiver(found.group(1), text.place(first), {*range(first, last + 1), target})
    for fence in text.fences:
        if fence.name in KINDS and _SIGN in fence.body:
            yield from yaml_waivers(fence.body, text.path, fence.line)


def yaml_waivers(source: str, path: PurePosixPath, first: int = 1) -> Iterator[Waiver]:
    """Yield the exceptions of a YAML file, or of a fence that begins on line `first`."""
    lines = source.split("\n")
    for index, line in enumerate(lines):
        if found := _YAML_COMMENT.search(line):
            alone = not line[: found.start()].strip()
            target = _next(lines, index + 1, "#") if alone else index + 1
            yield _waiver(found.group(1), Place(path, first + index), {first + index, first + target - 1})


def _next(lines: list[str], after: int, comment: str) -> int:
    """Return the number of the first line below line `after` with more on it than a comment."""
    for number in range(after, len(lines)):
        if lines[number].strip() and not lines[number].lstrip(" \t>").startswith(comment):
            return number + 1
    return after


def _waiver(words: str, place: Place, lines: set[int]) -> Waiver:
    found = _WAIVER.fullmatch(words)
    if not found or found["word"].lower() not in _words():
        return Waiver(place, frozenset(lines), "", "", words)
    return Waiver(place, frozenset(lines), found["code"], (found["reason"] or "").strip(), words)


@cache
def _words() -> tuple[str, ...]:
    return tuple(strings(language, "waivers")["allow"] for language in interface_languages())


@cache
def known_codes() -> frozenset[str]:
    """Return every code that has a message."""
    language = interface_languages()[0]
    files = (MESSAGES / language).glob("diagnostics.*.yml")
    return frozenset(
        code for file in files for code in re.findall(r"^([A-Z]{3}\d\d):", file.read_text("utf-8"), re.MULTILINE)
    )
