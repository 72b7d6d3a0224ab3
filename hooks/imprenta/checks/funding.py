"""What the funders require is there, whole, in every language."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from pathlib import PurePosixPath

from imprenta.checks.images import image_problems
from imprenta.diagnostics import Diagnostic, Place, error
from imprenta.model import Collection, Funder


def schemes_exist(collection: Collection) -> Iterator[Diagnostic]:
    """A volume names a funding scheme of `funding.yml`."""
    known = collection.funding.schemes
    for volume in collection.volumes:
        scheme = volume.metadata.funding
        if volume.metadata_valid and scheme not in known:
            near = difflib.get_close_matches(scheme, known, n=1)
            place = volume.place("funding")
            yield error("FUN01", place, found=scheme, known=", ".join(known), near="".join(near))


def schemes_are_whole(collection: Collection) -> Iterator[Diagnostic]:
    """Emblem, support line and statement belong together, and each stands in every language of the collection."""
    path = PurePosixPath((collection.folder / "funding.yml").relative_to(collection.root).as_posix())
    for key, scheme in collection.funding.schemes.items():
        for index, funder in enumerate(scheme.funders):
            at = f"schemes.{key}.funders.{index}"
            place = Place(path, collection.funding_lines.get(at))
            name = funder.name.best(*collection.metadata.codes)
            if funder.emblem and not funder.statement:
                yield error("FUN03", place, funder=name)
            for field, code in _missing_texts(funder, collection):
                line = collection.funding_lines.get(f"{at}.{field}")
                yield error("FUN02", Place(path, line or place.line), funder=name, field=field, language=code)


def _missing_texts(funder: Funder, collection: Collection) -> Iterator[tuple[str, str]]:
    texts = {
        "name": funder.name,
        "support_line": funder.support_line,
        "statement": funder.statement,
        "emblem.alt": funder.emblem.alt if funder.emblem else None,
    }
    for field, text in texts.items():
        if text is not None:
            yield from ((field, code) for code in collection.metadata.codes if code not in text.languages)


def emblems_exist(collection: Collection) -> Iterator[Diagnostic]:
    """An emblem is a drawing under `cuadernos/` that can be read and loads nothing."""
    path = PurePosixPath((collection.folder / "funding.yml").relative_to(collection.root).as_posix())
    seen: set[str] = set()
    for key, scheme in collection.funding.schemes.items():
        for index, funder in enumerate(scheme.funders):
            if not funder.emblem or funder.emblem.file in seen:
                continue
            seen.add(funder.emblem.file)
            file = (collection.folder / funder.emblem.file).resolve()
            line = collection.funding_lines.get(f"schemes.{key}.funders.{index}.emblem.file")
            if not file.is_relative_to(collection.folder) or not file.is_file() or file.suffix != ".svg":
                yield error("FUN04", Place(path, line), file=funder.emblem.file)
            else:
                yield from image_problems(file, Place(PurePosixPath(file.relative_to(collection.root).as_posix())))
