"""Finds the collection and the volume that a command is about."""

from __future__ import annotations

import difflib
from pathlib import Path

from imprenta.cli.project import NotPossibleError
from imprenta.collection import read_collection
from imprenta.languages import strings
from imprenta.model import Collection, Volume


def collection_of(root: Path, language: str) -> Collection:
    """Return the collection under `root`, errors in its texts or not.

    Raises:
        NotPossibleError: `collection.yml` or `funding.yml` cannot be read.
    """
    collection = read_collection(root).collection
    if collection is None:
        raise NotPossibleError(strings(language, "desk")["no_collection"])
    return collection


def volume_of(collection: Collection, wanted: str, language: str) -> Volume:
    """Return the volume that a person names by its number or by its folder.

    Raises:
        NotPossibleError: there is none.
    """
    for volume in collection.volumes:
        number = volume.metadata.number if volume.metadata_valid else None
        if wanted in (volume.slug, f"cuadernos/{volume.slug}", str(number or "")):
            return volume
    known = [volume.slug for volume in collection.volumes]
    near = difflib.get_close_matches(wanted, known, n=1) or known[-1:]
    raise NotPossibleError(strings(language, "desk")["no_volume"].format(volume=wanted, near="".join(near)))
