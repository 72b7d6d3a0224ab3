"""What `cuadernos/funding.yml` says: who pays, and what must be shown for it."""

from __future__ import annotations

from pydantic import Field

from imprenta.model.values import Frozen, Key, Localized


class Emblem(Frozen):
    """A funder's emblem: our own drawing from the published geometry."""

    file: str = Field(description="SVG, relative to cuadernos/: emblems/european-union.svg")
    alt: Localized = Field(description="What it is, for those who don't see it: Emblema de la Unión Europea")


class Funder(Frozen):
    """Who pays, and what must be shown for it. Emblem, support line and statement belong together."""

    name: Localized
    url: str | None = None
    emblem: Emblem | None = None
    support_line: Localized | None = Field(default=None, description="The line beside the emblem")
    statement: Localized | None = Field(default=None, description="The mandated text, to the letter")


class FundingScheme(Frozen):
    """What every page of a volume carries. The wording of the contract's year stands."""

    title: Localized
    framework: Localized | None = Field(default=None, description="The agreement the volume was made under")
    responsible: Localized = Field(description="Who answers for the contents")
    funders: tuple[Funder, ...] = Field(min_length=1)


class FundingMetadata(Frozen):
    """`cuadernos/funding.yml`."""

    schemes: dict[Key, FundingScheme]
