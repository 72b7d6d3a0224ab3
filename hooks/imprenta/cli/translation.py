"""`imprenta translation`: what is missing, stale or orphaned, what has changed; and what a person finds up to date."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from imprenta.cli.project import NotPossibleError, existing, project_root, under
from imprenta.cli.volumes import collection_of
from imprenta.desk.acceptance import Standing, accepted, earlier_sections, standings
from imprenta.desk.refusal import Refusal
from imprenta.desk.wording import changes
from imprenta.desk.writing import write_together
from imprenta.languages import strings
from imprenta.model import Collection, Text
from imprenta.translation import (
    TOP,
    TranslationState,
    orphans,
    record,
    records_path,
    section_source,
    sections,
    source_language,
)


def add_arguments(parser: argparse.ArgumentParser, words: Mapping[str, str]) -> None:
    """Take paths, and whether they are up to date."""
    parser.add_argument("paths", nargs="*", type=Path, metavar=words["path"], help=words["paths_help"])
    parser.add_argument("--accept", action="store_true", help=words["accept_help"])
    parser.add_argument("--source", default="", metavar=words["code"], help=words["source_help"])
    parser.add_argument("--format", choices=("text", "json"), default="text", help=words["format_help"])


def run(options: argparse.Namespace, language: str) -> int:
    """List what is behind, with status 1 where something is; or mark translations as up to date."""
    words = strings(language, "cli.translation")
    root = project_root(Path.cwd(), language)
    wanted = existing(options.paths, root, language)
    collection = collection_of(root, language)
    if options.accept:
        return _accept(collection, wanted, options.source, words)
    if options.source:
        raise NotPossibleError(words["source_without_accept"])
    found = [standing for standing in standings(collection, lambda file: under(file, wanted)) if not standing.settled]
    gone = list(_orphans(collection, wanted))
    if options.format == "json":
        print(json.dumps([_data(standing) for standing in found] + gone, ensure_ascii=False, indent=2))
    else:
        for standing in found:
            print("\n".join(_told(collection, standing, words)))
        for orphan in gone:
            print(f"{orphan['path']}: {words['orphan'].format(**orphan)}")
        counts = {
            state: sum(_state(standing) == state for standing in found) for state in ("missing", "stale", "unrecorded")
        }
        print(words["summary"].format(orphan=len(gone), **counts), file=sys.stderr)
    return int(bool(found or gone))


def _accept(collection: Collection, wanted: list[Path], source: str, words: Mapping[str, str]) -> int:
    if not wanted:
        raise NotPossibleError(words["accept_what"])
    if source and source not in collection.metadata.codes:
        known = ", ".join(collection.metadata.codes)
        raise NotPossibleError(words["unknown_language"].format(found=source, known=known))
    files, marked = accepted(collection, lambda file: under(file, wanted), source)
    if not marked and not files:
        raise NotPossibleError(words["nothing_to_accept"])
    try:
        write_together(files, collection.root)
    except Refusal as refusal:
        raise NotPossibleError(refusal.worded(words)) from refusal
    for path in marked:
        print(words["accepted"].format(path=path))
    print(words["written"].format(files=", ".join(str(file.relative_to(collection.root)) for file in files) or "–"))
    return 0


def _state(standing: Standing) -> str:
    return "unrecorded" if standing.state is TranslationState.CURRENT else str(standing.state)


def _told(collection: Collection, standing: Standing, words: Mapping[str, str]) -> Iterator[str]:
    source = standing.document.translations[source_language(collection, standing.volume, standing.document)]
    yield f"{standing.path}: {words[_state(standing)].format(language=standing.language, source=source.path)}"
    then = record(collection, standing.volume, standing.document)
    if standing.state is not TranslationState.STALE or then is None:
        return
    now = {section.id: section_source(source, section) for section in sections(source)}
    drift = standing.drift
    digests = then.translations[standing.language]
    earlier = earlier_sections(collection.root, source, digests, (*drift.changed, *drift.removed))
    for kind, names in (("changed", drift.changed), ("added", drift.added), ("removed", drift.removed)):
        for name in names:
            yield "  " + words[kind].format(section=_name(name, source))
            before, after = earlier.get(name, ""), now.get(name, "")
            if kind == "changed" and not before:
                yield "    " + words["no_history"]
            else:
                yield from (f"    {line}" for line in changes(before, after))


def _name(section: str, source: Text) -> str:
    if section == TOP:
        return source.title
    heading = next((heading for heading in source.headings if heading.id == section), None)
    return f"{heading.text} (#{section})" if heading else f"#{section}"


def _data(standing: Standing) -> dict[str, object]:
    drift = standing.drift
    return {
        "path": str(standing.path),
        "document": standing.document.slug,
        "language": standing.language,
        "state": _state(standing),
        "changed": list(drift.changed),
        "added": list(drift.added),
        "removed": list(drift.removed),
    }


def _orphans(collection: Collection, wanted: list[Path]) -> Iterator[dict[str, object]]:
    for volume in (None, *collection.volumes):
        path = records_path(volume)
        if under(collection.root / path, wanted):
            for slug, language in orphans(collection, volume):
                yield {"path": str(path), "document": slug, "language": language or "–", "state": "orphan"}
