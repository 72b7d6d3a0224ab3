"""Citations as a reader copies them: CSL styles of our own, set by citeproc-py (Citation Style Language 1.0.2)."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from lxml import html as lxml_html

from imprenta.citation.exports import csl_item
from imprenta.citation.record import Record
from imprenta.languages import strings
from imprenta.model import Language

STYLES = ("apa", "chicago", "iso690")
_FOLDER = Path(__file__).parent / "styles"


def rendered(record: Record, language: Language) -> Mapping[str, str]:
    """Return the citation of a record per style, as HTML with nothing but `<i>` in it."""
    return {style: _rendered(record, style, language.locale.replace("_", "-")) for style in STYLES}


def plain(citation: str) -> str:
    """Return a rendered citation without markup."""
    return str(lxml_html.fragment_fromstring(citation, create_parent="p").text_content())


def _rendered(record: Record, style: str, locale: str) -> str:
    source = CiteProcJSON([_item(record, style)])
    bibliography = CitationStylesBibliography(_style(style, locale), source, formatter.html)
    bibliography.register(Citation([CitationItem(record.key)]))
    return str(bibliography.bibliography()[0])


def _item(record: Record, style: str) -> dict[str, Any]:
    """Return what citeproc sets: the exported item with its texts as HTML, its number as the language writes it."""
    item: dict[str, Any] = _escaped(csl_item(record))
    item["URL"] = escape(record.address, quote=False)
    if record.number:
        item["collection-number"] = strings(record.language, "citation")["number"].format(number=record.number)
    if style == "apa" and record.by_publisher:
        # APA 7, 9.29: an author that is the publisher too is named once.
        del item["publisher"]
    return item


def _escaped(value: Any) -> Any:
    if isinstance(value, str):
        return escape(value, quote=False)
    if isinstance(value, dict):
        return {key: _escaped(held) for key, held in value.items()}
    return [_escaped(held) for held in value] if isinstance(value, list) else value


@cache
def _style(name: str, locale: str) -> Any:
    with warnings.catch_warnings():
        # The schema that citeproc-py carries complains of nothing here; a test holds the styles against it.
        warnings.simplefilter("ignore")
        return CitationStylesStyle(str(_FOLDER / f"{name}.csl"), locale=_known(locale), validate=False)


def _known(locale: str) -> str:
    """Return a locale that citeproc-py has terms for: the wanted one, or another of its language."""
    from citeproc import LOCALES_PATH

    folder = Path(LOCALES_PATH)
    if (folder / f"locales-{locale}.xml").is_file():
        return locale
    language = locale.partition("-")[0]
    names = sorted(path.stem.removeprefix("locales-") for path in folder.glob(f"locales-{language}*.xml"))
    return names[0] if names else "en-US"
