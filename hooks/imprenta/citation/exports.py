"""Citations as reference managers import them: CSL-JSON (`report`), BibTeX (`@techreport`) and RIS (`RPRT`)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from imprenta.citation.record import Contributor, Record
from imprenta.languages import strings


@dataclass(frozen=True, slots=True)
class Format:
    """A format that references are exchanged in: its name, the ending of its files, its media type."""

    name: str
    suffix: str
    media_type: str


BIBTEX = Format("BibTeX", ".bib", "application/x-bibtex")
RIS = Format("RIS", ".ris", "application/x-research-info-systems")
CSL_JSON = Format("CSL-JSON", ".csl.json", "application/vnd.citationstyles.csl+json")
FORMATS = (BIBTEX, RIS, CSL_JSON)


def exports(record: Record) -> Mapping[str, str]:
    """Return the exported files of a record by their address, relative to the root of the site."""
    written = {BIBTEX: bibtex(record), RIS: ris(record), CSL_JSON: csl_json(record)}
    return {record.stem + kind.suffix: text for kind, text in written.items()}


# --- CSL-JSON (Citation Style Language, JSON schema 1.0.2) ------------------------------------------------------------


def csl_item(record: Record) -> dict[str, Any]:
    """Return a record as a CSL item of type `report`."""
    item: dict[str, Any] = {
        "id": record.key,
        "type": "report",
        "title": record.title,
        "author": [_csl_name(author) for author in record.authors],
        "issued": {"date-parts": [[record.year]]} if record.year else None,
        "collection-title": record.collection,
        "collection-number": str(record.number) if record.number else None,
        "genre": record.status_name,
        "publisher": record.publisher,
        "language": record.language,
        "abstract": record.abstract,
        "keyword": ", ".join(record.keywords),
        "ISBN": record.isbn,
        "DOI": record.doi,
        "URL": record.url,
    }
    return {key: value for key, value in item.items() if value}


def csl_json(record: Record) -> str:
    """Return a record as a CSL-JSON file: an array of one item."""
    return json.dumps([csl_item(record)], ensure_ascii=False, indent=2) + "\n"


def _csl_name(author: Contributor) -> dict[str, str]:
    if author.family:
        return {"family": author.family, "given": author.given}
    return {"literal": author.name}


# --- BibTeX -----------------------------------------------------------------------------------------------------------

_BIBTEX_ESCAPES = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\{",
        "}": r"\}",
        "&": r"\&",
        "%": r"\%",
        "$": r"\$",
        "#": r"\#",
        "_": r"\_",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
)


def bibtex(record: Record) -> str:
    """Return a record as a BibTeX entry (UTF-8); titles and organisations are braced, so that they stay as written."""
    fields = {
        "title": f"{{{_tex(record.title)}}}",
        "author": " and ".join(_bibtex_name(author) for author in record.authors),
        "institution": f"{{{_tex(record.publisher)}}}",
        "type": _tex(strings(record.language, "citation")["kind"]),
        "series": f"{{{_tex(record.collection)}}}",
        "number": str(record.number or ""),
        "year": str(record.year or ""),
        "language": record.language,
        "isbn": _bare(record.isbn),
        "doi": _bare(record.doi),
        "url": _bare(record.url),
        "keywords": _tex(", ".join(record.keywords)),
        "note": _tex(record.status_name),
        "abstract": _tex(record.abstract),
    }
    lines = [f"  {name:<11} = {{{_line(value)}}}," for name, value in fields.items() if value]
    return "\n".join([f"@techreport{{{record.key},", *lines, "}"]) + "\n"


def _tex(text: str) -> str:
    return text.translate(_BIBTEX_ESCAPES)


def _bare(value: str | None) -> str:
    """Return an identifier, which BibTeX takes as it stands: no brace of it may end its field."""
    return "".join(sign for sign in value or "" if sign not in "{}\\")


def _line(text: str) -> str:
    """Return a text without line breaks: on a new line another field could begin."""
    return " ".join(text.split())


def _bibtex_name(author: Contributor) -> str:
    if author.family:
        return f"{_tex(author.family)}, {_tex(author.given)}"
    return f"{{{_tex(author.name)}}}"


# --- RIS --------------------------------------------------------------------------------------------------------------


def ris(record: Record) -> str:
    """Return a record as RIS (UTF-8, CRLF); number in `SN` and series in `T3`, as Zotero reads them."""
    return "".join(f"{tag}  - {_line(value)}\r\n" for tag, value in _ris_fields(record) if value) + "ER  - \r\n"


def _ris_fields(record: Record) -> Iterator[tuple[str, str]]:
    yield "TY", "RPRT"
    yield "ID", record.key
    yield "TI", record.title
    for author in record.authors:
        yield "AU", f"{author.family}, {author.given}" if author.family else author.name
    yield "PY", str(record.year or "")
    yield "T3", record.collection
    yield "SN", str(record.number or "")
    yield "M3", strings(record.language, "citation")["kind"]
    yield "PB", record.publisher
    yield "LA", record.language
    yield "DO", record.doi or ""
    yield "UR", record.url
    yield "N1", record.status_name
    yield "AB", record.abstract
    for keyword in record.keywords:
        yield "KW", keyword
