"""What an editor writes in YAML is made of: texts in several languages, dates as exact as they are known."""

from __future__ import annotations

import datetime
import re
from typing import Annotated, Any, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, RootModel, model_validator

LanguageCode = Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Z]{2})?$")]
"""BCP 47 code of a language of the collection (`es`, `pt-BR`)."""

Key = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
"""A name for the press, not for readers: lower case, digits and hyphens."""


_BREAK = re.compile(r"[ \t]*[\r\n][ \t\r\n]*")

Line = Annotated[str, AfterValidator(lambda text: _BREAK.sub(" ", text.strip("\r\n")))]
"""A text in one line, however many YAML gives it: a break would begin another field in a calendar or a citation."""


class Frozen(BaseModel):
    """Base of everything written in YAML: immutable, and unknown keys are errors."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Localized(RootModel[dict[LanguageCode, Line]]):
    """A text in several languages, keyed by language code."""

    model_config = ConfigDict(frozen=True)

    def get(self, language: str) -> str | None:
        """Return the text in `language`, or None: never another language's."""
        return self.root.get(language)

    def best(self, *languages: str) -> str:
        """Return the text in the first of `languages` that has one, or in whatever language there is."""
        for language in languages:
            if self.root.get(language):
                return self.root[language]
        return next(iter(self.root.values()), "")

    @property
    def languages(self) -> tuple[str, ...]:
        """Languages that have a text."""
        return tuple(code for code, text in self.root.items() if text.strip())


class LocalizedList(RootModel[dict[LanguageCode, tuple[Line, ...]]]):
    """A list of texts (keywords) per language."""

    model_config = ConfigDict(frozen=True)

    def get(self, language: str) -> tuple[str, ...]:
        """Return the texts in `language`; empty where there are none."""
        return self.root.get(language, ())


class PartialDate(Frozen):
    """A date as exactly as the sources know it: `2013`, `2015-Q1`, `2014-07` or `2014-04-07`."""

    year: int = Field(ge=1900, le=2200)
    quarter: int | None = Field(default=None, ge=1, le=4)
    month: int | None = Field(default=None, ge=1, le=12)
    day: int | None = Field(default=None, ge=1, le=31)

    @model_validator(mode="before")
    @classmethod
    def _read(cls, value: Any) -> Any:
        if isinstance(value, datetime.date):
            return {"year": value.year, "month": value.month, "day": value.day}
        if isinstance(value, int | str):
            found = re.fullmatch(r"(\d{4})(?:-Q([1-4])|-(\d\d)(?:-(\d\d))?)?", str(value))
            if not found:
                raise ValueError("date")
            year, quarter, month, day = found.groups()
            return {"year": year, "quarter": quarter, "month": month, "day": day}
        return value

    @model_validator(mode="after")
    def _exists(self) -> Self:
        if self.day and self.month:
            datetime.date(self.year, self.month, self.day)
        return self

    @property
    def exact(self) -> datetime.date | None:
        """The day, where it is known."""
        return datetime.date(self.year, self.month, self.day) if self.month and self.day else None

    @property
    def first_day(self) -> datetime.date:
        """First day that the date can mean; what timelines and sorting use."""
        month = self.month or (3 * self.quarter - 2 if self.quarter else 1)
        return datetime.date(self.year, month, self.day or 1)

    def __str__(self) -> str:
        """Return the date in ISO 8601, as it was written."""
        if self.quarter:
            return f"{self.year}-Q{self.quarter}"
        parts = [f"{self.year:04}"] + [f"{part:02}" for part in (self.month, self.day) if part]
        return "-".join(parts)
