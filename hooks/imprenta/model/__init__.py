"""What things are: the collection, its volumes and their documents. Frozen, and knowing nothing else.

Two kinds of models live here: what an editor writes in YAML (pydantic, validated, unknown keys refused)
and what the press reads from the folders (dataclasses).
"""

from imprenta.model.collection_metadata import (
    CollectionMetadata,
    DocumentKind,
    EditionKind,
    Language,
    Licence,
    PageLimit,
    PartKind,
    Publisher,
    Status,
    VolumeKind,
)
from imprenta.model.funding_metadata import Emblem, Funder, FundingMetadata, FundingScheme
from imprenta.model.glossary import Glossary, Term
from imprenta.model.library import Collection, Document, Part, Volume
from imprenta.model.text import PLACEHOLDER, Fence, Footnote, Heading, Link, Markup, Prose, Table, Text
from imprenta.model.values import Frozen, Key, LanguageCode, Localized, LocalizedList, PartialDate
from imprenta.model.volume_metadata import (
    Author,
    Coordinates,
    Credit,
    Deliverable,
    DeliverableState,
    TranslationRecord,
    TranslationRecords,
    Venue,
    VolumeMetadata,
    Workshop,
)

__all__ = [
    "PLACEHOLDER",
    "Author",
    "Collection",
    "CollectionMetadata",
    "Coordinates",
    "Credit",
    "Deliverable",
    "DeliverableState",
    "Document",
    "DocumentKind",
    "EditionKind",
    "Emblem",
    "Fence",
    "Footnote",
    "Frozen",
    "Funder",
    "FundingMetadata",
    "FundingScheme",
    "Glossary",
    "Heading",
    "Key",
    "Language",
    "LanguageCode",
    "Licence",
    "Link",
    "Localized",
    "LocalizedList",
    "Markup",
    "PageLimit",
    "Part",
    "PartKind",
    "PartialDate",
    "Prose",
    "Publisher",
    "Status",
    "Table",
    "Term",
    "Text",
    "TranslationRecord",
    "TranslationRecords",
    "Venue",
    "Volume",
    "VolumeKind",
    "VolumeMetadata",
    "Workshop",
]
