"""References as programs import them: written, and read back."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from imprenta.citation.exports import bibtex, csl_json, exports, ris
from imprenta.citation.record import Record, record

from tests.machines.tiny import SITE, collection


@pytest.fixture
def final(tmp_path: Path) -> Record:
    made = collection(tmp_path)
    return record(made, made.volumes[0], "es", SITE)


@pytest.fixture
def review(tmp_path: Path) -> Record:
    made = collection(tmp_path)
    return record(made, made.volumes[1], "es", SITE)


def read_bibtex(text: str) -> tuple[str, str, dict[str, str]]:
    """Read one BibTeX entry: its type, its key, its fields with one pair of braces off; braces must balance."""
    head = re.match(r"@(\w+)\{([^,\s{}]+),\n", text)
    assert head, text
    fields: dict[str, str] = {}
    position = head.end()
    while not text.startswith("}", position):
        name = re.compile(r"\s*(\w+)\s*=\s*\{").match(text, position)
        assert name, text[position:]
        end = _closing(text, name.end())
        fields[name[1]] = text[name.end() : end]
        assert text.startswith(",\n", end + 1)
        position = end + 3
    assert text[position:] == "}\n"
    return head[1], head[2], fields


def _closing(text: str, position: int) -> int:
    depth = 1
    while True:
        if text[position] == "\\":
            position += 1
        elif text[position] in "{}":
            depth += 1 if text[position] == "{" else -1
            if depth == 0:
                return position
        position += 1


def test_bibtex_is_a_techreport_that_reads_back(final: Record) -> None:
    kind, key, fields = read_bibtex(bibtex(final))
    assert (kind, key) == ("techreport", "cuaderno-1-es")
    assert fields == {
        "title": r"{Redes <y> «alianzas» \& retos\_1. Una propuesta}",
        "author": "Pérez Soto, Ana and {Red de Ciudades}",
        "institution": "{AL-LAs}",
        "type": "Cuaderno",
        "series": r"{Cuadernos \& ciudades}",
        "number": "1",
        "year": "2024",
        "language": "es",
        "isbn": "978-84-0000-000-0",
        "doi": "10.1234/abc",
        "url": "https://example.org/cuadernos/01-mexico/",
        "keywords": "ciudades, gestión",
        "abstract": r"Resumen de \{todo\} al 100 \%",
    }


def test_bibtex_notes_a_working_edition(review: Record) -> None:
    assert read_bibtex(bibtex(review))[2]["note"] == "Edición de trabajo"


def test_ris_is_a_report_that_reads_back(final: Record) -> None:
    text = ris(final)
    assert text.endswith("ER  - \r\n")
    lines = text.split("\r\n")[:-1]
    assert all(re.fullmatch(r"[A-Z][A-Z0-9]  - .*", line) for line in lines)
    tags = [(line[:2], line[6:]) for line in lines]
    assert tags[0] == ("TY", "RPRT")
    found = dict(tags)
    assert [value for tag, value in tags if tag == "AU"] == ["Pérez Soto, Ana", "Red de Ciudades"]
    assert [value for tag, value in tags if tag == "KW"] == ["ciudades", "gestión"]
    assert (found["TI"], found["PY"], found["SN"], found["LA"]) == (
        "Redes <y> «alianzas» & retos_1. Una propuesta",
        "2024",
        "1",
        "es",
    )
    assert (found["T3"], found["PB"], found["DO"]) == ("Cuadernos & ciudades", "AL-LAs", "10.1234/abc")
    assert "N1" not in found


def test_ris_notes_a_working_edition(review: Record) -> None:
    assert "\r\nN1  - Edición de trabajo\r\n" in ris(review)


def test_csl_json_is_a_report(final: Record, review: Record) -> None:
    (item,) = json.loads(csl_json(final))
    assert item == {
        "id": "cuaderno-1-es",
        "type": "report",
        "title": "Redes <y> «alianzas» & retos_1. Una propuesta",
        "author": [{"family": "Pérez Soto", "given": "Ana"}, {"literal": "Red de Ciudades"}],
        "issued": {"date-parts": [[2024]]},
        "collection-title": "Cuadernos & ciudades",
        "collection-number": "1",
        "publisher": "AL-LAs",
        "language": "es",
        "abstract": "Resumen de {todo} al 100 %",
        "keyword": "ciudades, gestión",
        "ISBN": "978-84-0000-000-0",
        "DOI": "10.1234/abc",
        "URL": "https://example.org/cuadernos/01-mexico/",
    }
    assert json.loads(csl_json(review))[0]["genre"] == "Edición de trabajo"


def test_the_three_files_lie_beside_the_book(final: Record) -> None:
    assert list(exports(final)) == [f"01-mexico/cuaderno-1.es{end}" for end in (".bib", ".ris", ".csl.json")]
    assert final.pdf == "01-mexico/cuaderno-1.es.pdf"
