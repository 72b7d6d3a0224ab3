"""Surveys the translations of the collection, and marks those that a person has found up to date."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from imprenta.desk.history import versions
from imprenta.languages import interface_languages, strings
from imprenta.model import Collection, Document, Text, TranslationRecord, Volume
from imprenta.records import written
from imprenta.source import parse_text
from imprenta.translation import (
    Drift,
    TranslationState,
    digests,
    drift,
    is_recorded,
    orphans,
    record,
    records_path,
    section_source,
    sections,
    source_language,
    translation_state,
)


@dataclass(frozen=True, slots=True)
class Standing:
    """How a document stands in one language.

    Attributes:
        path: of the translation, or of the source where the translation is missing.
        recorded: false where nobody has said what the translation was made from.
    """

    volume: Volume | None
    document: Document
    language: str
    state: TranslationState
    path: PurePosixPath
    recorded: bool
    drift: Drift

    @property
    def settled(self) -> bool:
        """Tell whether nothing is left to do."""
        return self.state is TranslationState.SOURCE or (self.state is TranslationState.CURRENT and self.recorded)


def standings(collection: Collection, wanted: Callable[[Path], bool]) -> Iterator[Standing]:
    """Yield every document under the wanted paths in every language of the collection."""
    for volume, document in documents(collection):
        source = document.translations[source_language(collection, volume, document)]
        for language in collection.metadata.codes:
            text = document.translations.get(language, source)
            if wanted(text.file) or wanted(source.file):
                yield Standing(
                    volume,
                    document,
                    language,
                    translation_state(collection, volume, document, language),
                    text.path,
                    is_recorded(collection, volume, document, language),
                    drift(collection, volume, document, language) if language in document.translations else Drift(),
                )


def documents(collection: Collection) -> Iterator[tuple[Volume | None, Document]]:
    """Yield every document with its volume, and the pages without one."""
    for volume in collection.volumes:
        yield from ((volume, document) for document in volume.everything)
    yield from ((None, page) for page in collection.pages)


def earlier_sections(root: Path, source: Text, then: Mapping[str, str], names: tuple[str, ...]) -> Mapping[str, str]:
    """Return what sections of a source said when it was translated, as far as git's history still knows it.

    Args:
        root: folder of the project.
        source: the text as it is now.
        then: digest of each section when it was translated.
        names: sections wanted.
    """
    found: dict[str, str] = {}
    for version in versions(root, source.path):
        text, _ = parse_text(version, source.file, source.path)
        if text is None:
            continue
        known = digests(text)
        for section in sections(text):
            if section.id in names and section.id not in found and known[section.id] == then.get(section.id):
                found[section.id] = section_source(text, section)
        if len(found) == len(names):
            break
    return found


def accepted(
    collection: Collection, wanted: Callable[[Path], bool], source: str = ""
) -> tuple[dict[Path, bytes], list[PurePosixPath]]:
    """Return the files of records to write, and the translations that are marked as up to date by them.

    `source` names the language that the documents were written in, where it is another than recorded. What is
    recorded of texts that are gone is taken out.
    """
    files: dict[Path, bytes] = {}
    marked: list[PurePosixPath] = []
    for volume in (None, *collection.volumes):
        own = volume.everything if volume else collection.pages
        before = dict(volume.records if volume else collection.records)
        after = _pruned(collection, volume, dict(before), wanted)
        for document in own:
            made = _record(collection, volume, document, wanted, source)
            if made:
                after[document.slug] = made[0]
                marked += made[1]
        order = {document.slug: place for place, document in enumerate(own)}
        after = {slug: after[slug] for slug in sorted(after, key=lambda slug: order.get(slug, len(order)))}
        if after != before:
            files[collection.root / records_path(volume)] = written(after, records_heading()).encode()
    return files, marked


def records_heading() -> str:
    """Return what stands at the top of a file of records, in every language of the press."""
    return "\n".join(strings(language, "cli.translation")["heading"] for language in reversed(interface_languages()))


def _record(
    collection: Collection, volume: Volume | None, document: Document, wanted: Callable[[Path], bool], source: str
) -> tuple[TranslationRecord, list[PurePosixPath]] | None:
    original = source if source in document.translations else source_language(collection, volume, document)
    text = document.translations[original]
    chosen = {
        language: translation
        for language, translation in document.translations.items()
        if language != original and (wanted(translation.file) or wanted(text.file))
    }
    if not chosen:
        return None
    known = record(collection, volume, document)
    kept = known.translations if known and known.source == original else {}
    now = dict(digests(text))
    made = TranslationRecord(source=original, translations={**kept, **dict.fromkeys(chosen, now)})
    return made, [translation.path for translation in chosen.values()]


def _pruned(
    collection: Collection, volume: Volume | None, records: dict[str, TranslationRecord], wanted: Callable[[Path], bool]
) -> dict[str, TranslationRecord]:
    folder = collection.root / records_path(volume).parent
    if not (wanted(folder) or wanted(collection.root / records_path(volume))):
        return records
    for slug, language in orphans(collection, volume):
        known = records.get(slug)
        if known is None:
            continue
        if language in ("", known.source):
            del records[slug]
        else:
            left = {code: digest for code, digest in known.translations.items() if code != language}
            records[slug] = known.model_copy(update={"translations": left})
    return records
