"""What a volume must hold, and how its folders and files are numbered."""

from __future__ import annotations

from collections.abc import Iterator

from imprenta.diagnostics import Diagnostic, Place, error, warning
from imprenta.model import Collection, Document, Status, Volume, VolumeKind


def required_documents(collection: Collection) -> Iterator[Diagnostic]:
    """A volume has the documents that its kind must have: pending in draft and review, an error in final."""
    for volume in _real(collection):
        if volume.metadata.status is Status.ANNOUNCED:
            continue
        say = error if volume.metadata.status is Status.FINAL else warning
        for missing in missing_documents(collection, volume):
            yield say("STR10", volume.place(), document=missing, status=volume.metadata.status)


def missing_documents(collection: Collection, volume: Volume) -> tuple[str, ...]:
    """Return the keys of what a volume must have and has in no language (`chapters` for no chapter at all)."""
    have = {document.key for document in volume.documents}
    kind = volume.metadata.kind
    missing = [d.key for d in collection.metadata.documents if kind in d.required_for and d.key not in have]
    if kind in collection.metadata.chapters.required_for and not volume.chapters:
        missing.append("chapters")
    return tuple(missing)


def one_number_one_volume(collection: Collection) -> Iterator[Diagnostic]:
    """A number belongs to one volume, and the volume's folder begins with it."""
    seen: dict[int, Volume] = {}
    for volume in _real(collection):
        number = volume.metadata.number
        if number is None:
            if volume.metadata.kind is VolumeKind.WORKSHOP:
                yield error("STR13", volume.place("kind"))
            continue
        if number in seen:
            yield error("STR11", volume.place("number"), number=number, other=seen[number].path)
        seen.setdefault(number, volume)
        if not volume.slug.startswith(f"{number:02}-"):
            yield error("STR12", volume.place("number"), number=number, folder=volume.slug, expected=f"{number:02}-")


def one_number_one_chapter(collection: Collection) -> Iterator[Diagnostic]:
    """Two chapters, or two annexes, of a volume do not share a number."""
    for volume in collection.volumes:
        for part in (volume.chapters, volume.annexes):
            seen: dict[int, Document] = {}
            for document in part:
                other = seen.setdefault(document.number or 0, document)
                if other is not document:
                    path = next(iter(document.translations.values())).path
                    first = next(iter(other.translations.values())).path
                    yield error("STR14", Place(path), number=document.number, other=first)


def announced_without_texts(collection: Collection) -> Iterator[Diagnostic]:
    """An announced volume has no texts: with them it is at least a draft."""
    for volume in _real(collection):
        if volume.metadata.status is Status.ANNOUNCED and volume.everything:
            yield error("STR15", volume.place("status"), count=len(volume.everything))


def workshop_of_a_workshop_volume(collection: Collection) -> Iterator[Diagnostic]:
    """A workshop's volume says where and when the workshop was."""
    for volume in _real(collection):
        if volume.metadata.kind is VolumeKind.WORKSHOP and volume.metadata.workshop is None:
            yield error("STR16", volume.place("kind"))


def _real(collection: Collection) -> Iterator[Volume]:
    return (volume for volume in collection.volumes if volume.metadata_valid)
