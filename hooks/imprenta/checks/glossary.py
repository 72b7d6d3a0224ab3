"""The glossary explains every term in every language, and every name is one term's."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from imprenta.checks.markup import line_of
from imprenta.collection import GLOSSARY_FILE
from imprenta.diagnostics import Diagnostic, Place, error
from imprenta.model import Collection


def terms_are_whole(collection: Collection) -> Iterator[Diagnostic]:
    """Every term and its definition stand in every language of the collection."""
    for index, term in enumerate(collection.glossary.terms):
        for field, text in (("term", term.term), ("definition", term.definition)):
            for code in collection.metadata.codes:
                if code not in text.languages:
                    yield error(
                        "GLO01", _place(collection, f"terms.{index}.{field}"), key=term.key, field=field, language=code
                    )


def keys_are_one_terms(collection: Collection) -> Iterator[Diagnostic]:
    """A key is one term's: it is the anchor that texts lead to."""
    first: dict[str, int] = {}
    for index, term in enumerate(collection.glossary.terms):
        place = _place(collection, f"terms.{index}.key")
        before = first.setdefault(term.key, index)
        if before != index:
            line = _place(collection, f"terms.{before}.key").line
            yield error("GLO02", place, key=term.key, line=line or "")


def names_are_one_terms(collection: Collection) -> Iterator[Diagnostic]:
    """A name is one term's in each language: a text that uses it could lead to either."""
    for code in collection.metadata.codes:
        owners: dict[str, str] = {}
        for index, term in enumerate(collection.glossary.terms):
            for name in term.names(code):
                owner = owners.setdefault(name.casefold(), term.key)
                if owner != term.key:
                    place = _place(collection, f"terms.{index}")
                    yield error("GLO03", place, name=name, language=code, key=term.key, other=owner)


def _place(collection: Collection, key: str) -> Place:
    path = PurePosixPath((collection.folder / GLOSSARY_FILE).relative_to(collection.root).as_posix())
    return Place(path, line_of(collection.glossary_lines, key))
