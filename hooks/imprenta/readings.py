"""Texts as they were read and remarked on before: each is read once, and again where it says something else."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import Any

from pydantic import TypeAdapter
from pydantic_core import from_json

from imprenta.diagnostics import Diagnostic
from imprenta.keeping import Keeper, digest_of
from imprenta.metadata import Parsed, parse_yaml
from imprenta.model import Text
from imprenta.source import parse_text, read_bytes

CACHE = ".cache/imprenta/readings"
"""Relative to the root of the project."""

_TEXT: TypeAdapter[Text] = TypeAdapter(Text)
_PARSED: TypeAdapter[Parsed] = TypeAdapter(Parsed)

Remark = tuple[str, int, str, str]
"""What a rule has to say of a text: code, line, what is found, what was expected."""

_REMARKS: TypeAdapter[tuple[Remark, ...]] = TypeAdapter(tuple[Remark, ...])


class Readings:
    """Reads texts and YAML, and has rules read them; whatever depends on the words of a text or two alone is kept.

    What cannot be read is not: it is rare, and a person is about to change it.
    """

    def __init__(self, keeper: Keeper | None, code: str) -> None:
        """`keeper` None keeps nothing; `code` is the digest of the code that reads (`press_digest`)."""
        self._keeper = keeper
        self._code = code

    @classmethod
    def of(cls, root: Path, code: str) -> Readings:
        """Take up what was kept for the project under `root`."""
        return cls(Keeper(root / CACHE), code)

    def text(self, file: Path, path: PurePosixPath) -> tuple[Text | None, list[Diagnostic]]:
        """Read a Markdown file; where it cannot be read, return None with the diagnostics."""
        source, diagnostics = read_bytes(file, path)
        if source is None:
            return None, diagnostics
        key = digest_of("text", self._code, path.as_posix(), source)
        if kept := self._find(key, _TEXT, file=str(file), source=source):
            return kept, []
        text, found = parse_text(source, file, path)
        if text and not diagnostics + found:
            self._keep(key, _TEXT, text, file=str(file), source=source)
        return text, diagnostics + found

    def yaml(self, source: str, path: PurePosixPath) -> Parsed:
        """Parse the YAML of the file at `path`."""
        key = digest_of("yaml", self._code, source)
        kept: Parsed | None = self._find(key, _PARSED)
        if kept:
            return kept
        parsed = parse_yaml(source, path)
        if not parsed.diagnostics:
            self._keep(key, _PARSED, parsed)
        return parsed

    def remarks(self, about: tuple[object, ...], make: Callable[[], Iterable[Remark]]) -> tuple[Remark, ...]:
        """Return what a rule says; `about` is all that it looks at, and which rule it is."""
        key = digest_of("remarks", self._code, about)
        kept: tuple[Remark, ...] | None = self._find(key, _REMARKS)
        if kept is None:
            kept = tuple(make())
            self._keep(key, _REMARKS, kept)
        return kept

    def close(self) -> None:
        """Tidy up: what was not read this time may go."""
        if self._keeper:
            self._keeper.prune()

    def _find(self, key: str, kind: TypeAdapter[Any], **beside: str) -> Any:
        content = self._keeper.find(key) if self._keeper else None
        return None if content is None else _read(content, kind, beside)

    def _keep(self, key: str, kind: TypeAdapter[Any], made: Any, **beside: str) -> None:
        """Keep what was read, without what stands in the file itself, if JSON gives it back as it was."""
        if self._keeper is None:
            return
        # YAML knows values and keys that JSON does not; such a text is read every time.
        with suppress(ValueError):
            content = kind.dump_json(made, exclude=set(beside) or None, warnings=False)
            if _read(content, kind, beside) == made:
                self._keeper.keep(key, content)


AFRESH = Readings(None, "")
"""Reads everything anew, and keeps nothing."""


def _read(content: bytes, kind: TypeAdapter[Any], beside: dict[str, str]) -> Any:
    plain = from_json(content)
    return kind.validate_python(plain | beside if beside else plain)
