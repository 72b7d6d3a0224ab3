"""The editors' board: how far each volume has come, in each language, against its limits and its contract."""

from __future__ import annotations

import datetime
import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from imprenta.checks.structure import missing_documents
from imprenta.diagnostics import Diagnostic, Severity
from imprenta.model import (
    Collection,
    Deliverable,
    DeliverableState,
    Document,
    Localized,
    PageLimit,
    Status,
    Volume,
)
from imprenta.pages import volume_label
from imprenta.translation import TranslationState, translation_state

WORDS_PER_PAGE = 300
"""Words on a page of a book, half-empty last pages counted in: 42 chapters, 59,499 words, 198 pages."""

SOON = datetime.timedelta(days=14)
"""How long before its date a deliverable is called due."""

Pages = Mapping[tuple[str, str, str], int]
"""Pages by volume, language and document (`prediagnosis`, `chapters/01-…`), as the last build measured them."""


@dataclass(frozen=True, slots=True)
class Item:
    """A document in one language, or all chapters or annexes of it together.

    Attributes:
        key: kind of the document, `chapters` or `annexes`.
        texts: texts that are there; `expected` is how many there are in the language that has most, at least one.
        pages: None where there is no text.
        estimated: whether `pages` is reckoned from the words, because no build has measured them since.
        limit: pages it may have; `hard` tells whether more is an error.
        translation: the worst state among its texts.
    """

    key: str
    title: Localized
    language: str
    texts: int
    expected: int
    words: int
    pages: int | None
    estimated: bool
    limit: int | None
    hard: bool
    translation: TranslationState

    @property
    def too_long(self) -> bool:
        """Tell whether it has more pages than it may."""
        return bool(self.limit and self.pages and self.pages > self.limit)


@dataclass(frozen=True, slots=True)
class Due:
    """A deliverable of the contract.

    Attributes:
        urgency: `done`, `overdue`, `soon`, `later` or `undated`.
        days: from the day of the board to its last day; negative when past.
    """

    product: Localized
    note: Localized | None
    due: str
    state: DeliverableState
    urgency: str
    days: int | None


@dataclass(frozen=True, slots=True)
class VolumeBoard:
    """One volume on the board.

    Attributes:
        missing: keys of the documents that its kind must have and that it has in no language.
        errors, warnings: open problems under its folder.
    """

    slug: str
    label: Mapping[str, str]
    status: Status
    items: tuple[Item, ...]
    missing: tuple[str, ...]
    errors: int
    warnings: int
    deliverables: tuple[Due, ...]


@dataclass(frozen=True, slots=True)
class Board:
    """The whole board on one day."""

    date: datetime.date
    volumes: tuple[VolumeBoard, ...] = field(default=())


def board(
    collection: Collection, diagnostics: Sequence[Diagnostic], date: datetime.date, measured: Pages | None = None
) -> Board:
    """Return the board of a collection.

    Args:
        collection: what was read.
        diagnostics: what is wrong with it.
        date: against which deliverables are due.
        measured: pages of a build; where a text is not among them they are reckoned from its words.
    """
    volumes = (_volume(collection, volume, diagnostics, date, measured or {}) for volume in collection.volumes)
    return Board(date, tuple(volumes))


def _volume(
    collection: Collection,
    volume: Volume,
    diagnostics: Sequence[Diagnostic],
    date: datetime.date,
    measured: Pages,
) -> VolumeBoard:
    own = [d for d in diagnostics if d.place.path.is_relative_to(volume.path.parent)]
    announced = volume.metadata.status is Status.ANNOUNCED
    return VolumeBoard(
        slug=volume.slug,
        label={code: volume_label(volume, code) for code in collection.metadata.codes},
        status=volume.metadata.status,
        items=tuple(_items(collection, volume, measured)),
        missing=() if announced else missing_documents(collection, volume),
        errors=sum(d.severity is Severity.ERROR for d in own),
        warnings=sum(d.severity is Severity.WARNING for d in own),
        deliverables=tuple(_due(deliverable, date) for deliverable in volume.metadata.deliverables),
    )


def _items(collection: Collection, volume: Volume, measured: Pages) -> Iterator[Item]:
    metadata = collection.metadata
    for kind in metadata.documents:
        documents = [document for document in volume.documents if document.key == kind.key]
        required = volume.metadata.kind in kind.required_for and volume.metadata.status is not Status.ANNOUNCED
        if documents or required:
            for code in metadata.codes:
                yield _item(collection, kind.key, kind.title, kind.limit, volume, documents, code, measured)
    for key, part, documents in (
        ("chapters", metadata.chapters, list(volume.chapters)),
        ("annexes", metadata.annexes, list(volume.annexes)),
    ):
        required = volume.metadata.kind in part.required_for and volume.metadata.status is not Status.ANNOUNCED
        if documents or required:
            for code in metadata.codes:
                yield _item(collection, key, part.title, part.limit, volume, documents, code, measured)


def _item(
    collection: Collection,
    key: str,
    title: Localized,
    limit: PageLimit | None,
    volume: Volume,
    documents: Sequence[Document],
    code: str,
    measured: Pages,
) -> Item:
    there = [document for document in documents if code in document.translations]
    counts = [measured.get((volume.slug, code, document.slug)) for document in there]
    words = sum(document.translations[code].words for document in there)
    known = [count for count in counts if count is not None]
    estimated = len(known) < len(there)
    return Item(
        key=key,
        title=title,
        language=code,
        texts=len(there),
        expected=max(1, len(documents)),
        words=words,
        pages=(math.ceil(words / WORDS_PER_PAGE) if estimated else sum(known)) if there else None,
        estimated=estimated,
        limit=limit.pages if limit else None,
        hard=bool(limit and limit.hard),
        translation=_translation(collection, volume, documents, code),
    )


_WORST_FIRST = (TranslationState.MISSING, TranslationState.STALE, TranslationState.CURRENT, TranslationState.SOURCE)


def _translation(collection: Collection, volume: Volume, documents: Sequence[Document], code: str) -> TranslationState:
    """Return the worst state among the documents; missing where there are none."""
    states = {translation_state(collection, volume, document, code) for document in documents}
    return next((state for state in _WORST_FIRST if state in states), TranslationState.MISSING)


def _due(deliverable: Deliverable, date: datetime.date) -> Due:
    last = deliverable.until or deliverable.due
    days = (_last_day(last) - date).days if last else None
    if deliverable.state is not DeliverableState.PENDING:
        urgency = "done"
    elif days is None:
        urgency = "undated"
    else:
        urgency = "overdue" if days < 0 else "soon" if days <= SOON.days else "later"
    return Due(deliverable.product, deliverable.due_note, str(last or ""), deliverable.state, urgency, days)


def _last_day(date: Any) -> datetime.date:
    """Return the last day that a date can mean: a product due in March is late in April."""
    if date.exact:
        return datetime.date(date.year, date.month, date.day)
    month = date.month or (3 * date.quarter if date.quarter else 12)
    following = datetime.date(date.year + month // 12, month % 12 + 1, 1)
    return following - datetime.timedelta(days=1)


def measured_pages(records: Iterable[Mapping[str, Any]]) -> dict[tuple[str, str, str], int]:
    """Return pages by volume, language and document from the records of `compliance.json`."""
    found: dict[tuple[str, str, str], int] = {}
    for record in records:
        for part in record["parts"]:
            for entry in part["documents"]:
                found[record["volume"], record["language"], entry["document"]] = entry["pages"]
    return found


def last_build(collection: Collection, site: Path) -> Pages:
    """Return the pages that the last build measured, without the texts that have changed since; empty without one."""
    file = site / "compliance" / "compliance.json"
    try:
        built = file.stat().st_mtime
        pages = measured_pages(json.loads(file.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    changed = {
        (volume.slug, language, document.slug)
        for volume in collection.volumes
        for document in volume.everything
        for language, text in document.translations.items()
        if text.file.stat().st_mtime > built
    }
    return {key: count for key, count in pages.items() if key not in changed}


def day_of_build(environment: Mapping[str, str]) -> datetime.date:
    """Return the day that a build belongs to: that of `SOURCE_DATE_EPOCH` (reproducible-builds.org), or today."""
    epoch = environment.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdecimal():
        return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC).date()
    return datetime.date.today()


def as_json(shown: Board) -> str:
    """Return the board for programs."""

    def plain(value: Any) -> Any:
        return value.root if isinstance(value, Localized) else str(value)

    return json.dumps(asdict(shown), default=plain, ensure_ascii=False, indent=2)
