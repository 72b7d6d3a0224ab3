"""What a person decides from outside for one build: through the environment, because MkDocs has no room for it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings of one build.

    Attributes:
        books: whether PDFs are bound (`PDF`: 1 or 0). By default they are in a build and not in the live preview.
        workers: books laid out at a time (`IMPRENTA_WORKERS`).
        time_limit: seconds that one book may take (`IMPRENTA_TIME_LIMIT`).
        language: of the messages (`IMPRENTA_LANG`); empty: the locale's.
    """

    books: bool = True
    workers: int = field(default_factory=_cores)
    time_limit: float = 300.0
    language: str = ""

    @classmethod
    def read(cls, environment: Mapping[str, str], serving: bool = False) -> Settings:
        """Read the settings from environment variables; what is absent or unreadable keeps its default."""
        default = cls(books=not serving)
        return cls(
            books=environment.get("PDF", "1" if default.books else "0") not in ("0", "", "no", "false"),
            workers=_positive(environment.get("IMPRENTA_WORKERS"), default.workers),
            time_limit=float(_positive(environment.get("IMPRENTA_TIME_LIMIT"), int(default.time_limit))),
            language=environment.get("IMPRENTA_LANG", ""),
        )


def _positive(value: str | None, default: int) -> int:
    return int(value) if value and value.isdecimal() and int(value) > 0 else default
