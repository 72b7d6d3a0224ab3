"""What a finished file says of itself, and what other checkers say of it."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path

import pikepdf
import pytest
from imprenta.book.finish import PRODUCER
from lxml import etree
from pikepdf import pdfa
from small_book import METADATA, bind, source

# What pikepdf's checker does not know, and veraPDF does: level A, and schemas that describe themselves.
UNKNOWN = tuple(f"XMP {what}" for what in ("namespace pdfa", "property pdf", "namespace press", "property press"))
LEVEL_A = "pdfaid:conformance is 'A', expected 'B'"


def test_two_runs_give_the_same_bytes(book: bytes):
    assert bind(source()) == book


def test_the_metadata_say_what_they_were_given(book: bytes):
    with pikepdf.open(io.BytesIO(book)) as document:
        packet = etree.fromstring(document.Root.Metadata.read_bytes())
        info = {key: str(value) for key, value in document.docinfo.items()}
    said = {
        f"{element.prefix}:{etree.QName(element).localname}": [text for text in element.itertext() if text.strip()]
        for element in packet[0][0]
        if element.prefix != "pdfaExtension"
    }
    full = f"{METADATA.title}: {METADATA.subtitle}"
    assert said == {
        "pdfaid:part": ["3"],
        "pdfaid:conformance": ["A"],
        "pdfuaid:part": ["1"],
        "dc:title": [full, full],
        "dc:creator": ["AL-LAs"],
        "dc:description": [METADATA.subject, METADATA.subject],
        "dc:subject": ["ciudades", "redes"],
        "dc:publisher": [METADATA.publisher],
        "dc:language": ["es"],
        "dc:date": ["2026"],
        "dc:format": ["application/pdf"],
        "dc:identifier": ["urn:isbn:9780000000002"],
        "dc:relation": ["https://example.org/es/11/"],
        "dc:rights": [METADATA.rights, METADATA.rights],
        "xmpRights:Marked": ["True"],
        "xmpRights:WebStatement": [METADATA.licence_url],
        "pdf:Keywords": ["ciudades, redes"],
        "pdf:Producer": [PRODUCER],
        "press:status": ["borrador"],
        "press:fundingStatement": list(METADATA.funding),
    }
    assert info == {
        "/Title": full,
        "/Author": "AL-LAs",
        "/Subject": METADATA.subject,
        "/Keywords": "ciudades, redes",
        "/Producer": PRODUCER,
    }


def test_titles_with_markup_in_them_stay_text():
    metadata = METADATA.__class__(title="Ciudades & <redes>\u2028", language="es")
    with pikepdf.open(io.BytesIO(bind("<p>a", metadata))) as document:
        packet = etree.fromstring(document.Root.Metadata.read_bytes())
    assert packet.findtext(".//{*}title//{*}li") == "Ciudades & <redes>\u2028"


def test_pikepdf_finds_nothing_but_what_it_does_not_know(book: bytes):
    report = pdfa.validate_written(io.BytesIO(book), "3b")
    found = [finding.message for finding in report.findings]
    assert [text for text in found if not text.startswith(UNKNOWN) and text != LEVEL_A] == []
    assert LEVEL_A in found


@pytest.mark.skipif(shutil.which("qpdf") is None, reason="qpdf is not installed")
def test_qpdf_finds_no_fault(book: bytes, tmp_path: Path):
    file = tmp_path / "book.pdf"
    file.write_bytes(book)
    done = subprocess.run(["qpdf", "--check", str(file)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
