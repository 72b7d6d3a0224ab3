"""What a volume must hold, and how its folders and files are numbered."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from imprenta.diagnostics import Diagnostic, Place, error, warning
from imprenta.model import Collection, Document, Status, Volume, VolumeKind
from imprenta.urls import page_url

_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def required_documents(collection: Collection) -> Iterator[Diagnostic]:
    """A volume has the documents that its kind must have: pending in draft and review, an error in final."""
    for volume in _real(collection):
        if volume.metadata.status is Status.ANNOUNCED:
            continue
        say = error if volume.metadata.status is Status.FINAL else warning
        for missing in missing_documents(collection, volume):
            if any(volume.folder.glob(f"{missing}.*.md")):
                continue  # it is there and could not be read, which is told already
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


def names_make_addresses(collection: Collection) -> Iterator[Diagnostic]:
    """The folder of a volume and the file of a page are named in lower case without accents, digits and hyphens."""
    for volume in collection.volumes:
        if not _NAME.fullmatch(volume.slug):
            yield error("STR17", Place(volume.path.parent), found=volume.slug)
    for page in collection.pages:
        if not all(_NAME.fullmatch(part) for part in page.slug.split("/")):
            yield from (error("STR17", Place(text.path), found=page.slug) for text in page.translations.values())


def one_address_one_page(collection: Collection) -> Iterator[Diagnostic]:
    """No two pages have the same address, and there is a home page."""
    seen: dict[str, PurePosixPath] = {}
    for address, path in _addresses(collection):
        other = seen.setdefault(address, path)
        if other != path:
            yield error("STR18", Place(path), url=address, other=other)
    if all(page.slug != "index" for page in collection.pages):
        yield error("STR19", Place(PurePosixPath("docs")))


def _addresses(collection: Collection) -> Iterator[tuple[str, PurePosixPath]]:
    for code in collection.metadata.codes:
        for page in collection.pages:
            yield page_url(collection, code, None, page), next(iter(page.translations.values())).path
        for volume in collection.volumes:
            yield page_url(collection, code, volume, None), volume.path


def _real(collection: Collection) -> Iterator[Volume]:
    return (volume for volume in collection.volumes if volume.metadata_valid)
