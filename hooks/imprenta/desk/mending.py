"""Mends what is mechanical in the texts: typography, the layout of tables, blank lines, the end of the file.

Code, addresses, the funders' own words and lines with a waiver are never touched.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from imprenta.checks.tables import glued
from imprenta.checks.typography import Finding, metadata_files, metadata_findings, text_findings
from imprenta.desk.table_layout import laid_out
from imprenta.diagnostics import Place, warning
from imprenta.metadata import parse_yaml
from imprenta.model import Collection, Text
from imprenta.source import parse_text, read_bytes
from imprenta.waivers import Waiver, text_waivers, yaml_waivers

PASSES = 4
"""A mended quote may show a fault that it hid; more than a few rounds would be a fault of ours."""


@dataclass(frozen=True, slots=True)
class Mend:
    """A file before and after."""

    path: PurePosixPath
    file: Path
    before: str
    after: str

    @property
    def diff(self) -> str:
        """The change as a unified diff."""
        return "".join(
            difflib.unified_diff(_lines(self.before), _lines(self.after), f"a/{self.path}", f"b/{self.path}")
        )


def _lines(text: str) -> list[str]:
    *whole, last = text.split("\n")
    return [f"{line}\n" for line in whole] + ([f"{last}\n\\ No newline at end of file\n"] if last else [])


def mends(collection: Collection, wanted: Callable[[Path], bool]) -> Iterator[Mend]:
    """Yield the files under the wanted paths that can be mended; nothing is written."""
    for *_, language, text in collection.texts():
        if wanted(text.file):
            after = _mended_text(text, language, collection)
            if after != text.source:
                yield Mend(text.path, text.file, text.source, after)
    for _, _, file in metadata_files(collection):
        path = PurePosixPath(file.relative_to(collection.root).as_posix())
        before, _ = read_bytes(file, path)
        if before and wanted(file):
            after = _mended_metadata(before, path, collection)
            if after != before:
                yield Mend(path, file, before, after)


def _mended_text(text: Text, language: str, collection: Collection) -> str:
    source = text.source
    for _ in range(PASSES):
        now, _ = parse_text(source, text.file, text.path)
        if now is None:
            return text.source
        after = _edited(source, text_findings(now, language, collection), list(text_waivers(now)), text.path)
        if after == source:
            break
        source = after
    return _laid_out(source, text)


def _mended_metadata(before: str, path: PurePosixPath, collection: Collection) -> str:
    waivers = list(yaml_waivers(before, path))
    after = _edited(before, metadata_findings(before, collection), waivers, path)
    after = after.rstrip("\n") + "\n"
    return after if not parse_yaml(after, path).diagnostics else before


def _edited(source: str, findings: Iterable[Finding], waivers: list[Waiver], path: PurePosixPath) -> str:
    edits: list[tuple[int, int, str]] = []
    for finding in findings:
        line = source.count("\n", 0, finding.offset) + 1
        if not any(waiver.covers(warning(finding.fault.code, Place(path, line))) for waiver in waivers):
            edits += finding.edits
    done = len(source)
    for start, end, replacement in sorted(set(edits), reverse=True):
        if end <= done:  # two that overlap wait for the next round
            source = source[:start] + replacement + source[end:]
            done = start
    return source


def _laid_out(source: str, text: Text) -> str:
    now, _ = parse_text(source, text.file, text.path)
    if now is None:
        return source
    lines = source.split("\n")
    blanks = set(now.glued_lists) | {table.line for table in now.tables if glued(now, table)}
    for table in now.tables:
        end = table.line + len(table.rows)
        lines[table.line - 1 : end] = laid_out(lines[table.line - 1 : end])
    for line in sorted(blanks, reverse=True):
        lines.insert(line - 1, "")
    return "\n".join(lines).rstrip("\n") + "\n"
