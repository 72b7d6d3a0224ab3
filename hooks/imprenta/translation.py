"""How far each translation is behind its source: section by section, by what the source said when it was translated."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import PurePosixPath

from markdown.extensions.toc import slugify, unique

from imprenta.collection import CONTENT, RECORDS_FILE
from imprenta.model import Collection, Document, Heading, Text, TranslationRecord, Volume

TOP = "_top"
"""Name of the section before the first heading below the title; no id begins like this."""

_SILENT = re.compile(r"<!--.*?-->|\{:?[^{}\n]*\}", re.DOTALL)
"""Comments and attribute lists: an id is not a word."""
_NOT_WORDS = re.compile(r"\W+")


class TranslationState(StrEnum):
    """How a document stands in one language."""

    SOURCE = "source"
    CURRENT = "current"
    STALE = "stale"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a text, from one heading to the next.

    Attributes:
        id: of its heading, given or made from its words; `TOP` for what stands before.
        heading: None for `TOP`.
        line: its first line; `end`: the line after its last.
    """

    id: str
    heading: Heading | None
    line: int
    end: int


@dataclass(frozen=True, slots=True)
class Drift:
    """What has happened to the source since a translation was made.

    Attributes:
        changed, added, removed: ids of sections of the source.
    """

    changed: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Tell whether anything has happened."""
        return bool(self.changed or self.added or self.removed)


def sections(text: Text) -> tuple[Section, ...]:
    """Return the sections of a text, in their order."""
    headings = [heading for heading in text.headings if heading.level > 1]
    starts = [text.body_line, *(heading.line for heading in headings)]
    ends = [*starts[1:], text.source.count("\n") + 2]
    taken = {heading.id for heading in headings if heading.id}
    names = [TOP, *(heading.id or unique(slugify(heading.text, "-"), taken) for heading in headings)]
    return tuple(
        Section(name, heading, start, end)
        for name, heading, start, end in zip(names, [None, *headings], starts, ends, strict=True)
    )


def section_source(text: Text, section: Section) -> str:
    """Return the Markdown of a section."""
    return "\n".join(text.source.split("\n")[section.line - 1 : section.end - 1])


def digests(text: Text) -> Mapping[str, str]:
    """Return the digest of each section's words, by its id.

    Words and figures count; punctuation, spaces, ids and comments do not: mending a text's typography does
    not make its translations old.
    """
    return _digests(text.source, sections(text))


@lru_cache(maxsize=1024)
def _digests(source: str, parts: tuple[Section, ...]) -> Mapping[str, str]:
    lines = source.split("\n")
    return {part.id: digest("\n".join(lines[part.line - 1 : part.end - 1])) for part in parts}


def digest(markdown: str) -> str:
    """Return eight letters that stand for the words of a piece of Markdown."""
    words = _NOT_WORDS.sub(" ", _SILENT.sub(" ", markdown)).strip()
    number = hashlib.sha256(words.encode()).hexdigest()[:8]
    # Letters only: YAML would take 12345678 and 1234e567 for numbers.
    return number.translate(_LETTERS)


_LETTERS = str.maketrans("0123456789abcdef", "abcdefghijklmnop")


def record(collection: Collection, volume: Volume | None, document: Document) -> TranslationRecord | None:
    """Return what is recorded of a document's translations."""
    return (volume.records if volume else collection.records).get(document.slug)


def source_language(collection: Collection, volume: Volume | None, document: Document) -> str:
    """Return the language a document was written in.

    Its record's, or else its volume's (the collection's first, for a page of `docs/`); where there is no text in that
    language, the first in which there is one.
    """
    known = record(collection, volume, document)
    default = volume.metadata.source_language if volume else collection.metadata.default_language
    wanted = known.source if known else default
    return wanted if wanted in document.translations else next(iter(document.translations))


def translation_state(
    collection: Collection, volume: Volume | None, document: Document, language: str
) -> TranslationState:
    """Return how a document stands in a language.

    A translation that nobody has recorded counts as current: nothing is known against it (`is_recorded`).
    """
    if language not in document.translations:
        return TranslationState.MISSING
    if language == source_language(collection, volume, document):
        return TranslationState.SOURCE
    return TranslationState.STALE if drift(collection, volume, document, language) else TranslationState.CURRENT


def is_recorded(collection: Collection, volume: Volume | None, document: Document, language: str) -> bool:
    """Tell whether it is known what a translation was made from."""
    known = record(collection, volume, document)
    return known is not None and bool(known.translations.get(language))


def drift(collection: Collection, volume: Volume | None, document: Document, language: str) -> Drift:
    """Return what has happened to the source since the translation to `language` was made, as far as is known."""
    known = record(collection, volume, document)
    then = known.translations.get(language) if known else None
    source = source_language(collection, volume, document)
    if not then or language == source:
        return Drift()
    now = digests(document.translations[source])
    # A section whose id alone has changed says what it said.
    words = {"then": set(then.values()), "now": set(now.values())}
    return Drift(
        changed=tuple(name for name in now if name in then and then[name] != now[name]),
        added=tuple(name for name in now if name not in then and now[name] not in words["then"]),
        removed=tuple(name for name in then if name not in now and then[name] not in words["now"]),
    )


def orphans(collection: Collection, volume: Volume | None) -> Iterator[tuple[str, str]]:
    """Yield (document, language) of what is recorded and is not there any more; the source is gone, or the translation.

    The language is that of the text that is missing; empty where the whole document is.
    """
    documents = {document.slug: document for document in (volume.everything if volume else collection.pages)}
    for slug, known in (volume.records if volume else collection.records).items():
        document = documents.get(slug)
        if document is None:
            yield slug, ""
            continue
        for language in (known.source, *known.translations):
            if language not in document.translations:
                yield slug, language


def records_path(volume: Volume | None) -> PurePosixPath:
    """Return the path of the file of records, relative to the root of the project."""
    return (volume.path.parent if volume else PurePosixPath(CONTENT)) / RECORDS_FILE
