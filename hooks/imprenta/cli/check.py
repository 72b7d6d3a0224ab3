"""`imprenta check`: every rule over every text, and what is wrong in words."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from imprenta import report
from imprenta.cli.project import NotPossibleError, confirmed, existing, project_root, under
from imprenta.collection import read_collection
from imprenta.desk.mending import Mend, mends
from imprenta.desk.refusal import Refusal
from imprenta.desk.writing import write_together
from imprenta.diagnostics import Diagnostic, Severity
from imprenta.keeping import press_digest
from imprenta.languages import strings
from imprenta.press import open_press
from imprenta.readings import Readings

FORMATS: dict[str, Callable[[Sequence[Diagnostic], str], str]] = {
    "text": report.as_text,
    "json": report.as_json,
    "github": report.as_github,
}


def add_arguments(parser: argparse.ArgumentParser, words: Mapping[str, str]) -> None:
    """Take paths and a format."""
    parser.add_argument("paths", nargs="*", type=Path, metavar=words["path"], help=words["paths_help"])
    parser.add_argument("--format", choices=FORMATS, default="text", help=words["format_help"])
    parser.add_argument("--fix", action="store_true", help=words["fix_help"])
    parser.add_argument("--yes", action="store_true", help=words["yes_help"])


def run(options: argparse.Namespace, language: str) -> int:
    """Print what is wrong under the given paths; return 1 where an error is among it."""
    root = project_root(Path.cwd(), language)
    wanted = existing(options.paths, root, language)
    if options.fix:
        _fix(root, wanted, options, language)
    kept = Readings.of(root, press_digest())
    opening = open_press(root, "", kept)
    if opening.press:
        kept.close()  # where reading ended early, most of what is kept was not asked for
    shown = [diagnostic for diagnostic in opening.diagnostics if under(root / diagnostic.place.path, wanted)]
    text = FORMATS[options.format](shown, language)
    if text:
        print(text)
    if options.format == "text":
        print(report.summary(shown, language), file=sys.stderr)
    return int(any(diagnostic.severity is Severity.ERROR for diagnostic in shown))


def _fix(root: Path, wanted: Sequence[Path], options: argparse.Namespace, language: str) -> None:
    """Show what can be mended, and write it once the person has agreed."""
    words = strings(language, "cli.check")
    collection = read_collection(root).collection
    found = list(mends(collection, lambda file: under(file, wanted))) if collection else []
    # The report may be data for another program: what is said about it goes elsewhere.
    stream = sys.stdout if options.format == "text" else sys.stderr
    if not found:
        print(words["nothing_to_fix"], file=sys.stderr)
        return
    print("\n".join(mend.diff for mend in found), file=stream)
    if confirmed(words["ask_fix"].format(count=len(found)), options.yes, language):
        _write(found, root, words)
        print(words["fixed"].format(count=len(found)), file=sys.stderr)


def _write(found: Sequence[Mend], root: Path, words: Mapping[str, str]) -> None:
    try:
        write_together({mend.file: mend.after.encode() for mend in found}, root)
    except Refusal as refusal:
        raise NotPossibleError(refusal.worded(words)) from refusal
