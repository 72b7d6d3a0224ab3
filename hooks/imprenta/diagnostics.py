"""What the press tells a person about a file: one diagnostic per problem, none of them lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import PurePosixPath


class Severity(StrEnum):
    """How much a diagnostic weighs: an error ends the build, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a problem stands.

    Attributes:
        path: the file, relative to the root of the project, as an editor sees it on the web.
        line: 1-based; None where the problem is the file itself (or its absence).
    """

    path: PurePosixPath
    line: int | None = None

    def __str__(self) -> str:
        """Return `path:line`, or `path` alone."""
        return f"{self.path}:{self.line}" if self.line else str(self.path)


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One problem, without its words: these stand per language in `messages/`.

    Attributes:
        code: stable, a family of three letters and two digits (`LNK01`).
        severity: see `Severity`.
        place: see `Place`.
        values: what fills the placeholders of the message and of the hint.
    """

    code: str
    severity: Severity
    place: Place
    values: Mapping[str, str] = field(default_factory=dict)

    def sort_key(self) -> tuple[str, int, str, tuple[str, ...]]:
        """Order diagnostics by path, line and code."""
        return str(self.place.path), self.place.line or 0, self.code, tuple(self.values.values())


def error(code: str, place: Place, **values: object) -> Diagnostic:
    """Return a diagnostic that ends the build."""
    return Diagnostic(code, Severity.ERROR, place, {k: str(v) for k, v in values.items()})


def warning(code: str, place: Place, **values: object) -> Diagnostic:
    """Return a diagnostic that is shown and leaves the build going."""
    return Diagnostic(code, Severity.WARNING, place, {k: str(v) for k, v in values.items()})
