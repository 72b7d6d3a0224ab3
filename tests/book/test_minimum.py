"""Each rule of the minimum, broken once in a real file."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from imprenta.book.minimum import CANNOT_BE_MET, check
from imprenta.book.reading import Reading
from pikepdf import Array, Dictionary, Name, Pdf
from PIL import Image
from small_book import METADATA, bind


def element(document: Pdf, role: str, index: int = 0) -> pikepdf.Object:
    return [found.value for found in Reading.of(document).elements if found.role == role][index]


def no_marks(document: Pdf) -> None:
    document.Root.MarkInfo.Marked = False


def title_hidden(document: Pdf) -> None:
    del document.Root.ViewerPreferences


def no_language(document: Pdf) -> None:
    document.Root.Lang = pikepdf.String("español de México")


def no_title(document: Pdf) -> None:
    del document.Root.Metadata


def no_profile(document: Pdf) -> None:
    del document.Root.OutputIntents


def script(document: Pdf) -> None:
    document.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=pikepdf.String("app.alert(1)"))


def attachment(document: Pdf) -> None:
    document.Root.Names.EmbeddedFiles = Dictionary(Names=Array())


def font_left_out(document: Pdf) -> None:
    for value in document.objects:
        if isinstance(value, Dictionary) and value.get("/FontName") == Name("/JSGJOZ+Ubuntu"):
            del value.FontFile2


def unmarked_text(document: Pdf) -> None:
    document.pages[0].contents_add(b"BT 1 0 0 1 0 0 Tm () Tj ET")


def hanging_tag(document: Pdf) -> None:
    document.pages[0].contents_add(b"/Span <</MCID 900>> BDC BT () Tj ET EMC")


def artifact_in_text(document: Pdf) -> None:
    document.pages[0].contents_add(b"/Artifact BMC /Span <</MCID 0>> BDC EMC EMC")


def lost_sequence(document: Pdf) -> None:
    document.pages[0].Contents = document.make_stream(b"")


def tagged_form(document: Pdf) -> None:
    document.Root.Extra = document.make_stream(b"/Span <</MCID 0>> BDC EMC", Type=Name.XObject, Subtype=Name.Form)


def stray_row(document: Pdf) -> None:
    element(document, "Sect").S = Name.TR


def short_row(document: Pdf) -> None:
    row = element(document, "TR", -1)
    row.K = Array([row.K[0]])


def two_heads(document: Pdf) -> None:
    element(document, "TBody").S = Name.THead


def no_scope(document: Pdf) -> None:
    del element(document, "TH").A


def skipped_level(document: Pdf) -> None:
    element(document, "H2").S = Name.H3


def wordless_figure(document: Pdf) -> None:
    del element(document, "Figure").Alt


def nameless_note(document: Pdf) -> None:
    del element(document, "Note").ID


def wordless_link(document: Pdf) -> None:
    del document.pages[1].Annots[0].Contents


def stray_link(document: Pdf) -> None:
    del document.pages[1].Annots[0].StructParent


def unordered_links(document: Pdf) -> None:
    del document.pages[1].Tabs


def unprinted_link(document: Pdf) -> None:
    del document.pages[1].Annots[0].F


def launching_link(document: Pdf) -> None:
    document.pages[1].Annots[0].A = Dictionary(S=Name.Launch)


@pytest.mark.parametrize(
    ("mode", "style", "found"),
    [
        ("RGB", "crisp-edges", set()),
        ("L", "crisp-edges", set()),
        ("RGBA", "crisp-edges", set()),
        ("CMYK", "crisp-edges", {"A 6.2.4.3: a picture in CMYK (save it as RGB)"}),
        ("RGB", "auto", {"A 6.2.8: a picture that is smoothed when shown (image-rendering: crisp-edges)"}),
    ],
)
def test_pictures_have_the_colours_of_the_book(mode: str, style: str, found: set[str], tmp_path: Path):
    file = tmp_path / ("p.png" if mode == "RGBA" else "p.jpg")
    Image.new(mode, (60, 40)).save(file)
    body = f'<html lang="es"><title>t</title><img style="image-rendering: {style}" src="{file.as_uri()}" alt="x">'
    with pikepdf.open(io.BytesIO(bind(body))) as document:
        assert {f"{finding.clause}: {finding.detail}" for finding in check(document)} == found


def test_text_under_opacity_loses_the_marks():
    pdf = bind('<html lang="es"><title>t</title><p style="opacity: .5">a')
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert "UA 7.20" in {finding.clause for finding in check(document)}


@pytest.mark.parametrize(
    ("break_it", "found"),
    [
        (no_marks, "UA 6.2: the document is not marked, or suspects its marks"),
        (title_hidden, "UA 7.1: the title is not shown"),
        (no_language, "UA 7.2: «español de México» is no language"),
        (no_title, "UA 7.1: the metadata has no title"),
        (no_profile, "A 6.2.3: no output intent of PDF/A with a profile"),
        (script, "A 6.6.1: /OpenAction in the catalog"),
        (attachment, "A 6.8: attached files or scripts"),
        (font_left_out, "UA 7.21.4.1: /JSGJOZ+Ubuntu is not embedded"),
        (unmarked_text, "UA 7.1: page 1: 1 unmarked painting operators"),
        (hanging_tag, "UA 7.1: page 1: 1 marked sequences outside the structure"),
        (artifact_in_text, "UA 7.1: page 1: artifacts inside tagged content, or the other way round"),
        (lost_sequence, "UA 7.1: page 1: the structure names 2 sequences that are not there"),
        (tagged_form, "UA 7.20: 1 form XObjects with tagged content (opacity around text?)"),
        (stray_row, "UA 7.2: TR in Document"),
        (short_row, "UA 7.2: a table with rows of 1 and 2 columns"),
        (two_heads, "UA 7.2: a table with two heads, or a head without a body"),
        (no_scope, "UA 7.5: a header without scope"),
        (skipped_level, "UA 7.4.2: a heading of level 3 after level 1"),
        (wordless_figure, "UA 7.3: a figure without alternative text"),
        (nameless_note, "UA 7.9: notes without an ID of their own"),
        (wordless_link, "UA 7.18.5: page 2: a link without description"),
        (stray_link, "UA 7.18.5: page 2: an annotation outside a Link element"),
        (unordered_links, "UA 7.18.3: page 2: the tab order is not the structure's"),
        (unprinted_link, "A 6.3.2: page 2: an annotation that is not printed"),
        (launching_link, "A 6.6.1: page 2: an action other than going somewhere"),
    ],
)
def test_what_is_missing_is_found(book: bytes, break_it: Callable[[Pdf], None], found: str):
    with pikepdf.open(io.BytesIO(book)) as document:
        break_it(document)
        assert found in {f"{finding.clause}: {finding.detail}" for finding in check(document)}


def test_an_untagged_file_falls_short():
    with Pdf.new() as document:
        assert [finding.detail for finding in check(document)] == ["no structure tree"]


def test_the_small_book_has_it(book: bytes):
    with pikepdf.open(io.BytesIO(book)) as document:
        assert check(document) == ()


def test_nothing_is_claimed_that_is_unmet():
    assert CANNOT_BE_MET == ()
    pdf = bind('<html lang="es"><title>t</title><img src="sweden.svg">', METADATA)
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert [finding.detail for finding in check(document)] == ["a figure without alternative text"]
        packet = document.Root.Metadata.read_bytes()
    assert b"<pdfuaid:part>" not in packet
    assert b"<pdfaid:part>" not in packet
