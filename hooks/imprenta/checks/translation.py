"""Every text stands in every language of the collection."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from imprenta.diagnostics import Diagnostic, Place, error, warning
from imprenta.model import Collection, Localized, LocalizedList, Status


def documents_are_translated(collection: Collection) -> Iterator[Diagnostic]:
    """A document stands in every language: missing ones are shown as pending, and are an error in final."""
    for volume in collection.volumes:
        say = error if volume.metadata.status is Status.FINAL else warning
        for document in volume.everything:
            yield from _missing(collection, document.translations, say)
    for page in collection.pages:
        yield from _missing(collection, page.translations, warning)


def _missing(collection: Collection, translations: Mapping[str, Any], say: Any) -> Iterator[Diagnostic]:
    have = next(iter(translations.values()))
    for code in collection.metadata.codes:
        if code not in translations:
            stem = have.path.name.split(".")[0]
            file = have.path.with_name(f"{stem}.{code}.md")
            if not (collection.root / file).exists():  # else it could not be read, which is told already
                yield say("TRA01", Place(have.path), language=code, file=file)


def volume_texts_are_translated(collection: Collection) -> Iterator[Diagnostic]:
    """Title, abstract and every other text of `volume.yml` stand in every language, and in no unknown one."""
    for volume in collection.volumes:
        if not volume.metadata_valid:
            continue
        for key, code, known in _gaps(volume.metadata, collection.metadata.codes):
            yield error("TRA02" if known else "TRA03", volume.place(key), key=key, language=code)


def collection_texts_are_translated(collection: Collection) -> Iterator[Diagnostic]:
    """So does every text of `collection.yml`."""
    for key, code, known in _gaps(collection.metadata, collection.metadata.codes):
        path = Place((collection.folder / "collection.yml").relative_to(collection.root)).path  # type: ignore[arg-type]
        line = collection.lines.get(key) or collection.lines.get(key.rpartition(".")[0])
        yield error("TRA02" if known else "TRA03", Place(path, line), key=key, language=code)


def _gaps(value: Any, codes: tuple[str, ...], key: str = "") -> Iterator[tuple[str, str, bool]]:
    """Yield (key, language, whether the collection knows the language) for texts missing, and for strangers."""
    if isinstance(value, Localized | LocalizedList):
        have = {code for code, text in value.root.items() if (text.strip() if isinstance(text, str) else text)}
        if have:
            yield from ((key, code, True) for code in codes if code not in have)
        yield from ((f"{key}.{code}", code, False) for code in value.root if code not in codes)
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _gaps(getattr(value, name), codes, f"{key}.{name}".lstrip("."))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _gaps(item, codes, f"{key}.{index}")
    elif isinstance(value, dict):
        for name, item in value.items():
            yield from _gaps(item, codes, f"{key}.{name}")
