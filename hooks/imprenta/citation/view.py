"""What a volume's page shows under "how to cite"."""

from __future__ import annotations

from dataclasses import dataclass

from imprenta.citation.exports import FORMATS, exports
from imprenta.citation.record import Record
from imprenta.citation.styles import STYLES, plain, rendered
from imprenta.languages import strings
from imprenta.model import Language


@dataclass(frozen=True, slots=True)
class Style:
    """A citation in one style: its name, its HTML (nothing but `<i>`), and its words alone, for the clipboard."""

    key: str
    name: str
    html: str
    text: str


@dataclass(frozen=True, slots=True)
class Export:
    """A file for reference managers: its format, its address relative to the root of the site, and what it holds."""

    name: str
    url: str
    media_type: str
    text: str


@dataclass(frozen=True, slots=True)
class CitationView:
    """How a volume is cited in one language."""

    language: str
    styles: tuple[Style, ...]
    exports: tuple[Export, ...]
    words: dict[str, str]


def citation_view(record: Record, language: Language, interface: str) -> CitationView:
    """Return the citations of `record` (in `language`) for a page whose words are in `interface`."""
    words = dict(strings(interface, "citation"))
    citations = rendered(record, language)
    files = zip(FORMATS, exports(record).items(), strict=True)
    return CitationView(
        language=language.code,
        styles=tuple(Style(key, words[f"style_{key}"], citations[key], plain(citations[key])) for key in STYLES),
        exports=tuple(Export(kind.name, url, kind.media_type, text) for kind, (url, text) in files),
        words=words,
    )
