"""What `cuadernos/glossary.yml` says."""

from __future__ import annotations

from pydantic import Field

from imprenta.model.values import Frozen, Key, Localized, LocalizedList


class Term(Frozen):
    """A term of the collection and what it means."""

    key: Key = Field(description="Anchor of the term on the glossary page")
    term: Localized
    definition: Localized
    also: LocalizedList = Field(default=LocalizedList({}), description="Other names and acronyms; the page shows them")
    forms: LocalizedList = Field(default=LocalizedList({}), description="Plurals and spellings; only found in texts")

    def names(self, language: str) -> tuple[str, ...]:
        """Return everything that the term is called in a language, the term itself first."""
        named = (self.term.get(language) or "", *self.also.get(language), *self.forms.get(language))
        return tuple(name.strip() for name in named if name.strip())


class Glossary(Frozen):
    """The terms that the collection uses, explained once."""

    terms: tuple[Term, ...] = ()
