"""`imprenta import`: a Word file becomes a document, or the chapters, of a volume."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from imprenta import report
from imprenta.cli.project import NotPossibleError, project_root
from imprenta.cli.volumes import collection_of, volume_of
from imprenta.desk.refusal import Refusal
from imprenta.desk.word_findings import Finding
from imprenta.desk.word_import import NUMBERED, Imported, Order, import_word
from imprenta.diagnostics import Severity
from imprenta.languages import strings
from imprenta.model import Collection
from imprenta.press import open_press

TEXT_LANGUAGE = True
"""`--lang` after this command is the language of the text; that of the messages stands before the command."""


def add_arguments(parser: argparse.ArgumentParser, words: Mapping[str, str]) -> None:
    """Take the file and where its text belongs."""
    parser.add_argument("file", type=Path, metavar=words["file"], help=words["file_help"])
    parser.add_argument("--volume", required=True, metavar=words["volume"], help=words["volume_help"])
    parser.add_argument("--document", default="", metavar=words["document"], help=words["document_help"])
    parser.add_argument("--lang", dest="text_language", required=True, metavar=words["code"], help=words["lang_help"])
    parser.add_argument("--split-chapters", action="store_true", help=words["split_help"])
    parser.add_argument("--force", action="store_true", help=words["force_help"])


def run(options: argparse.Namespace, language: str) -> int:
    """Import the file and print what was written and what needs a person; return 1 where errors remain in the texts."""
    words = strings(language, "cli.import")
    root = project_root(Path.cwd(), language)
    collection = collection_of(root, language)
    try:
        order = _order(options, collection, language)
        imported = import_word(collection, order)
    except Refusal as refusal:
        raise NotPossibleError(refusal.worded(words)) from refusal
    print("\n".join(_told(imported, language)))
    return _check(root, imported, language)


def _order(options: argparse.Namespace, collection: Collection, language: str) -> Order:
    known = [*(kind.key for kind in collection.metadata.documents), *NUMBERED]
    document = options.document or (NUMBERED[0] if options.split_chapters else "")
    if document not in known or (options.split_chapters and document not in NUMBERED):
        choices = NUMBERED if options.split_chapters else known
        raise Refusal("unknown_document", found=document or "—", known=", ".join(choices))
    if options.text_language not in collection.metadata.codes:
        known = list(collection.metadata.codes)
        raise Refusal("unknown_language", found=options.text_language, known=", ".join(known))
    return Order(
        file=options.file,
        volume=volume_of(collection, options.volume, language),
        document=document,
        language=options.text_language,
        split=options.split_chapters,
        force=options.force,
    )


def _told(imported: Imported, language: str) -> Iterator[str]:
    words = strings(language, "cli.import")
    yield words["written"]
    yield from (f"  {path}" for path in (*imported.texts, *imported.images))
    if not imported.findings:
        yield words["nothing_lost"]
        return
    yield words["needs_a_person"]
    yield from (f"  {_finding(finding, language)}" for finding in imported.findings)


def _finding(finding: Finding, language: str) -> str:
    text = strings(language, "word_import")[finding.kind].format(count=finding.count)
    quoted = strings(language, "word_import")["quoted"]
    examples = ", ".join(quoted.format(text=example) for example in finding.examples)
    more = " …" if finding.examples and finding.count > len(finding.examples) else ""
    return f"{text}: {examples}{more}" if examples else text


def _check(root: Path, imported: Imported, language: str) -> int:
    written = {*imported.texts, *imported.images}
    left = [diagnostic for diagnostic in open_press(root, "").diagnostics if diagnostic.place.path in written]
    if left:
        print(report.as_text(left, language))
    print(report.summary(left, language), file=sys.stderr)
    return int(any(diagnostic.severity is Severity.ERROR for diagnostic in left))
