"""What a fence must know of the page it stands on, which Markdown does not tell it."""

from __future__ import annotations

from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass

from imprenta.languages import strings
from imprenta.model import Collection, Volume


@dataclass(frozen=True, slots=True)
class RenderingContext:
    """The page that a fence is drawn for.

    Attributes:
        language: code of the page's language.
        locale: of its dates and numbers (`es_MX`).
        volume: None on a page of the collection as a whole.
    """

    language: str
    locale: str
    collection: Collection
    volume: Volume | None

    @property
    def words(self) -> Mapping[str, str]:
        """Texts of the fences in the page's language."""
        return strings(self.language, "fences")


current: ContextVar[RenderingContext] = ContextVar("current")
"""Set before a page is rendered; Markdown hands a fence nothing but its source."""
