"""`imprenta check`: every rule over every text, and what is wrong in words."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from imprenta import report
from imprenta.cli.project import existing, project_root
from imprenta.diagnostics import Diagnostic, Severity
from imprenta.press import open_press

FORMATS: dict[str, Callable[[Sequence[Diagnostic], str], str]] = {
    "text": report.as_text,
    "json": report.as_json,
    "github": report.as_github,
}


def add_arguments(parser: argparse.ArgumentParser, words: Mapping[str, str]) -> None:
    """Take paths and a format."""
    parser.add_argument("paths", nargs="*", type=Path, metavar=words["path"], help=words["paths_help"])
    parser.add_argument("--format", choices=FORMATS, default="text", help=words["format_help"])


def run(options: argparse.Namespace, language: str) -> int:
    """Print what is wrong under the given paths; return 1 where an error is among it."""
    root = project_root(Path.cwd(), language)
    wanted = existing(options.paths, root, language)
    found = open_press(root, "").diagnostics
    shown = [d for d in found if not wanted or any((root / d.place.path).is_relative_to(path) for path in wanted)]
    text = FORMATS[options.format](shown, language)
    if text:
        print(text)
    if options.format == "text":
        print(report.summary(shown, language), file=sys.stderr)
    return int(any(diagnostic.severity is Severity.ERROR for diagnostic in shown))
