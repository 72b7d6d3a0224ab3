"""Reads and writes `translations.yml`: what each document was translated from. Small, and readable by people."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

import yaml
from pydantic import ValidationError

from imprenta.diagnostics import Diagnostic
from imprenta.metadata import parse_yaml, validate
from imprenta.model import TranslationRecord, TranslationRecords
from imprenta.source import read_bytes

_KEY = re.compile(r"^([^\s#:][^:\n]*):", re.MULTILINE)
_PLAIN = re.compile(r"(?!(?:true|false|null)$)[a-z_][\w/-]*", re.ASCII)
_OURS = re.compile(r"(?:(?:#.*|\S[^:\n]*:|  source: [\w-]+|  translations:|    [\w-]+:|      [^\s:]+: [a-z]+)?\n)*")
"""Files as the press writes them; any other is left to the slow reader, which knows every trick of YAML."""


@dataclass(frozen=True, slots=True)
class Records:
    """The records of one file, and the line of each."""

    records: Mapping[str, TranslationRecord] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)


def read_records(file: Path, root: Path, diagnostics: list[Diagnostic]) -> Records:
    """Read the file, if there is one; what is wrong with it goes to `diagnostics` (MET…)."""
    if not file.is_file():
        return Records()
    path = PurePosixPath(file.relative_to(root).as_posix())
    source, problems = read_bytes(file, path)
    diagnostics += problems
    if source is None:
        return Records()
    keys = [(found[1].strip("\"'"), source.count("\n", 0, found.start()) + 1) for found in _KEY.finditer(source)]
    lines = dict(keys)
    if _OURS.fullmatch(source) and len(lines) == len(keys):
        try:
            # The reader with line numbers takes fifty times as long, and this file grows with every document.
            return Records(TranslationRecords.model_validate(yaml.load(source, yaml.CSafeLoader)).root, lines)
        except (yaml.YAMLError, ValidationError, ValueError):
            pass
    found = validate(TranslationRecords, parse_yaml(source, path), path)
    diagnostics += found.diagnostics
    return Records(found.model.root if found.model else {}, lines)


def written(records: Mapping[str, TranslationRecord], heading: str) -> str:
    """Return the file's text; `heading` says in words whose it is."""
    lines = [f"# {line}" for line in heading.splitlines()]
    for slug, record in records.items():
        lines += [f"{_key(slug)}:", f"  source: {record.source}", "  translations:"]
        for language, sections in record.translations.items():
            lines.append(f"    {language}:")
            lines += (f"      {_key(section)}: {digest}" for section, digest in sections.items())
    return "\n".join(lines) + "\n"


def _key(name: str) -> str:
    return name if _PLAIN.fullmatch(name) else json.dumps(name, ensure_ascii=False)
