"""Makes the folder of a new volume: its data, and a skeleton of every document it must have, in every language."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from imprenta.collection import CONTENT, RECORDS_FILE, VOLUME_FILE
from imprenta.desk.acceptance import records_heading
from imprenta.desk.outline import slug
from imprenta.desk.refusal import Refusal
from imprenta.desk.skeletons import Skeletons
from imprenta.desk.writing import move_into_place, scratch_folder
from imprenta.languages import is_country
from imprenta.metadata import parse_yaml, validate
from imprenta.model import Collection, PartialDate, TranslationRecord, VolumeKind, VolumeMetadata
from imprenta.records import written
from imprenta.source import parse_text
from imprenta.translation import digests


@dataclass(frozen=True, slots=True)
class NewVolume:
    """What must be known of a volume to begin it.

    Attributes:
        number: None for a methodology volume.
        titles, cities: by language code; a language without a city of its own takes the first one.
        start, end: of the workshop; None without one.
        year: of the edition.
    """

    kind: VolumeKind
    number: int | None
    titles: Mapping[str, str]
    funding: str
    year: int
    cities: Mapping[str, str] = field(default_factory=dict)
    country: str = ""
    start: PartialDate | None = None
    end: PartialDate | None = None

    def named(self, language: str) -> str:
        """Return what its folder is named after: the city, or the title of a volume without a workshop."""
        if self.kind is VolumeKind.WORKSHOP:
            return self.cities.get(language) or next(iter(self.cities.values()))
        return self.titles[language]

    def folder(self, language: str) -> str:
        """Return the name of its folder: `12-bogota-2027`, or the title's words."""
        number = f"{self.number:02}-" if self.number else ""
        year = f"-{self.start.year}" if self.start else ""
        return f"{number}{slug(self.named(language))}{year}"


def read_date(text: str) -> PartialDate:
    """Return a date as a person writes it: `2027-03-02`, `2027-03`, `2027-Q1` or `2027`.

    Raises:
        Refusal: `not_a_date`.
    """
    try:
        return PartialDate.model_validate(text.strip())
    except ValueError as problem:
        raise Refusal("not_a_date", found=text) from problem


def require_sense(collection: Collection, new: NewVolume) -> None:
    """Refuse what cannot be: a number taken, an unknown country or scheme, an end before the start."""
    taken = {volume.metadata.number: volume.slug for volume in collection.volumes if volume.metadata.number}
    if new.number in taken:
        free = max(number for number in taken if number) + 1
        raise Refusal("number_taken", number=new.number, other=taken[new.number], free=free)
    if new.kind is VolumeKind.WORKSHOP and not is_country(new.country):
        raise Refusal("not_a_country", found=new.country)
    if new.start and new.end and new.end.first_day < new.start.first_day:
        raise Refusal("ends_early", start=new.start, end=new.end)
    if new.funding not in collection.funding.schemes:
        raise Refusal("no_scheme", found=new.funding, known=", ".join(collection.funding.schemes))
    named = new.named(collection.metadata.default_language)
    if not slug(named):
        raise Refusal("no_name", found=named)


def scaffold(collection: Collection, new: NewVolume, interface: str) -> tuple[PurePosixPath, ...]:
    """Make the folder, whole or not at all.

    Args:
        collection: to which the volume will belong.
        new: what is known of it.
        interface: language of the comments in `volume.yml`.

    Returns:
        What was written, relative to the root of the project.

    Raises:
        Refusal: see `require_sense`; also `exists` and `read_only`.
    """
    require_sense(collection, new)
    target = collection.folder / new.folder(collection.metadata.default_language)
    files = _files(collection, new, interface)
    with scratch_folder(collection.root) as scratch:
        folder = scratch / target.name
        for path, content in files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(content, encoding="utf-8")
        move_into_place(folder, target, collection.root)
    return tuple(PurePosixPath(CONTENT, target.name) / path for path in files)


def _files(collection: Collection, new: NewVolume, interface: str) -> dict[Path, str]:
    metadata = collection.metadata
    skeletons = Skeletons(collection, new_facts(new))
    files = {Path(VOLUME_FILE): skeletons.volume(new.kind, new.number, new.titles, new.funding, new.year, interface)}
    for kind in metadata.documents:
        if new.kind in kind.required_for:
            for code in metadata.codes:
                files[Path(f"{kind.key}.{code}.md")] = skeletons.document(kind, code)
    if new.kind in metadata.chapters.required_for:
        for code in metadata.codes:
            files[Path("chapters", f"01-{skeletons.chapter_name}.{code}.md")] = skeletons.chapter(code)
    _require_valid(files[Path(VOLUME_FILE)])
    files[Path(RECORDS_FILE)] = _records(files, metadata.codes)
    return files


def _records(files: Mapping[Path, str], codes: Sequence[str]) -> str:
    """Return `translations.yml` for the skeletons: once the source is written, the others are told to be behind."""
    source, *others = codes
    records: dict[str, TranslationRecord] = {}
    for path, content in files.items():
        slug, _, language = path.as_posix().removesuffix(".md").rpartition(".")
        text, _ = parse_text(content, path, PurePosixPath(path)) if language == source else (None, [])
        if text:
            sections = dict(digests(text))
            records[slug] = TranslationRecord(source=source, translations=dict.fromkeys(others, sections))
    return written(records, records_heading())


def new_facts(new: NewVolume) -> Mapping[str, object]:
    """Return what the skeletons tell of the workshop; empty without one."""
    if new.kind is not VolumeKind.WORKSHOP or new.start is None:
        return {}
    return {"cities": new.cities, "country": new.country, "start": new.start, "end": new.end}


def _require_valid(volume: str) -> None:
    """Refuse values that the model does not take (a title of nothing, a year of 1066), before anything is written."""
    path = PurePosixPath(VOLUME_FILE)
    found = validate(VolumeMetadata, parse_yaml(volume, path), path).diagnostics
    if found:
        values = found[0].values
        raise Refusal("not_valid", key=values.get("key", VOLUME_FILE), found=values.get("found", ""))


def this_year(today: datetime.date, start: PartialDate | None) -> int:
    """Return the year of a new edition: the workshop's, or the current one where that has passed."""
    return max(today.year, start.year if start else today.year)
