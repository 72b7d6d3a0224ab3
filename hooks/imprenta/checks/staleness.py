"""Translations keep up with their source."""

from __future__ import annotations

from collections.abc import Iterator

from imprenta.checks.severity import by_status
from imprenta.diagnostics import Diagnostic, Place, warning
from imprenta.model import Collection, Text
from imprenta.translation import TOP, digests, drift, is_recorded, orphans, records_path, sections, source_language


def translations_are_current(collection: Collection) -> Iterator[Diagnostic]:
    """What has changed in the source since it was translated is translated again (TRA04)."""
    for volume, document, language, text in collection.texts():
        behind = drift(collection, volume, document, language)
        if not behind:
            continue
        source = document.translations[source_language(collection, volume, document)]
        now = digests(source)
        for name in (*behind.changed, *behind.added, *behind.removed):
            yield by_status(volume)(
                "TRA04",
                text.place(_line(text, name)),
                section=f"#{name}" if name != TOP else source.title,
                original=source.path,
                file=text.path,
                records=records_path(volume),
                digest=now.get(name, "–"),
            )


def translations_are_recorded(collection: Collection) -> Iterator[Diagnostic]:
    """Where translations are followed, all of them are: what each was made from is recorded (TRA12)."""
    for volume, document, language, text in collection.texts():
        if not (volume.records if volume else collection.records):
            continue
        original = source_language(collection, volume, document)
        if language != original and not is_recorded(collection, volume, document, language):
            yield warning("TRA12", text.place(), file=text.path, records=records_path(volume))


def records_have_texts(collection: Collection) -> Iterator[Diagnostic]:
    """What is recorded as translated is there, and so is what it was translated from (TRA05)."""
    for volume in (None, *collection.volumes):
        lines = volume.record_lines if volume else collection.record_lines
        for slug, language in orphans(collection, volume):
            place = Place(records_path(volume), lines.get(slug))
            yield warning("TRA05", place, document=slug, language=language or "–")


def _line(text: Text, section: str) -> int | None:
    return next((part.line for part in sections(text) if part.id == section), text.body_line)
