"""The structure that a reader listens to, read back from real files."""

from __future__ import annotations

import inspect
import io

import pikepdf
import pytest
import weasyprint
import weasyprint.pdf
from imprenta.book.reading import Element, Reading
from imprenta.book.tagging import write_tagged
from small_book import METADATA, PARAGRAPH, lay_out
from weasyprint.pdf.stream import Stream


def page(body: str) -> str:
    return f'<!doctype html><html lang="es"><head><title>Prueba</title></head><body>{body}</body></html>'


def tagged(body: str, css: str = "") -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(write_tagged(lay_out(page(body), css), METADATA)))


def outline(element: Element, depth: int = 0) -> str:
    """Show roles one below the other, with language, alternative text and what is said of cells and lists."""
    notes = [element.language, element.text("/Alt"), element.text("/E"), element.text("/ID")]
    for owner, key in (("/Table", "/Scope"), ("/List", "/ListNumbering")):
        notes.append(str(element.attribute(owner, key) or ""))
    line = " ".join(["  " * depth + element.role, *filter(None, notes)])
    return "\n".join([line, *(outline(kid, depth + 1) for kid in element.kids)])


def tree(body: str, css: str = "") -> str:
    with tagged(body, css) as document:
        return outline(Reading.of(document).elements[0])


def artifacts(document: pikepdf.Pdf, number: int) -> list[str]:
    """Return the property lists of a page's artifacts that have one."""
    found = []
    for operands, operator in pikepdf.parse_content_stream(document.pages[number], "BDC"):
        if str(operator) == "BDC" and operands[0] == pikepdf.Name.Artifact:
            found.append(" ".join(f"{key}={value}" for key, value in sorted(operands[1].items()) if key != "/Attached"))
    return found


def test_what_we_replace_in_weasyprint_is_still_there():
    assert weasyprint.__version__ == "70.0"
    assert list(inspect.signature(weasyprint.pdf.add_tags).parameters) == [
        "pdf", "document", "pdf_version", "page_streams",
    ]  # fmt: skip
    assert list(inspect.signature(Stream.marked).parameters) == ["self", "box", "tag"]
    assert "add_tags(pdf, document," in inspect.getsource(weasyprint.pdf.generate_pdf)


def test_weasyprint_is_itself_again_afterwards():
    before = weasyprint.pdf.add_tags, Stream.marked
    tagged("<p>Hola</p>").close()
    assert (weasyprint.pdf.add_tags, Stream.marked) == before


def test_lists_nest_and_say_how_they_are_numbered():
    assert tree("<ul><li>a<ol><li>b</li></ol></li><li><p>c</p></li></ul><dl><dt>d</dt><dd>e</dd><dd>f</dd></dl>") == (
        "Document\n"
        "  L /Disc\n"
        "    LI\n"
        "      Lbl\n"
        "      LBody\n"
        "        L /Decimal\n"
        "          LI\n"
        "            Lbl\n"
        "            LBody\n"
        "    LI\n"
        "      Lbl\n"
        "      LBody\n"
        "        P\n"
        "  L /None\n"
        "    LI\n"
        "      Lbl\n"
        "      LBody\n"
        "      LBody"
    )


def test_tables_say_what_their_headers_head():
    body = '<table><caption>c</caption><thead><tr><th>a<th>b</thead><tr><th scope="row">1<td></table>'
    assert tree(body) == (
        "Document\n"
        "  Table\n"
        "    Caption\n"
        "    THead\n"
        "      TR\n"
        "        TH /Column\n"
        "        TH /Column\n"
        "    TBody\n"
        "      TR\n"
        "        TH /Row\n"
        "        TD"
    )


def test_a_head_without_a_body_is_one():
    assert tree("<table><thead><tr><th>a</thead></table>") == (
        "Document\n  Table\n    TBody\n      TR\n        TH /Column"
    )


def test_contents_are_contents():
    assert tree('<nav role="doc-toc"><h1 id="a">C</h1><ol><li><a href="#a">C</a></li></ol></nav>') == (
        "Document\n"
        "  Sect\n"
        "    H1\n"
        "    TOC\n"
        "      TOCI\n"
        "        Reference\n"
        "          Link"
    )  # fmt: skip


def test_contents_may_be_set_as_blocks():
    body = '<nav role="doc-toc"><ol><li><a href="#a" style="display: block">C</a></li></ol></nav><h1 id="a">C</h1>'
    assert tree(body).splitlines()[2:6] == ["    TOC", "      TOCI", "        Reference", "          Link"]


def test_a_footnote_is_read_where_it_is_called():
    body = '<p>a<span class="note">n <em lang="en">x</em></span> b<span class="note">o</span> d</p><p>c</p>'
    assert tree(body) == (
        "Document\n"
        "  P\n"
        "    Reference\n"
        "    Note note-1\n"
        "      Lbl\n"
        "      Span en\n"
        "    Reference\n"
        "    Note note-2\n"
        "      Lbl\n"
        "  P"
    )  # fmt: skip


def test_notes_at_the_end_of_a_chapter_are_notes():
    body = (
        '<p>a<sup id="fnref:1"><a class="footnote-ref" href="#fn:1">1</a></sup></p>'
        '<div class="footnote"><ol><li id="fn:1"><p>n <a href="#fnref:1" title="Volver">v</a></p></li></ol></div>'
    )
    assert tree(body, "ol { list-style: decimal !important }") == (
        "Document\n"
        "  P\n"
        "    Reference\n"
        "      Link\n"
        "  L /Decimal\n"
        "    LI\n"
        "      Lbl\n"
        "      LBody\n"
        "        Note note-1\n"
        "          P\n"
        "            Link"
    )  # fmt: skip


def test_text_in_another_language_says_so():
    body = (
        '<p>a <em lang="pt">b</em> <span lang="es">c</span></p>'
        '<blockquote lang="en"><p>d <i lang="es">e</i></p></blockquote>'
        '<div lang="en">f<p>g</p></div>'
    )
    assert tree(body) == (
        "Document\n"
        "  P\n"
        "    Span pt\n"
        "  BlockQuote en\n"
        "    P\n"
        "      Span es\n"
        "  Div en\n"
        "    P\n"
        "    P"
    )  # fmt: skip


def test_words_of_meaning_keep_it():
    assert tree('<p><q>a</q> <code>b</code> <abbr title="Naciones Unidas">ONU</abbr> <strong>c</strong></p>') == (
        "Document\n  P\n    Quote\n    Code\n    Span Naciones Unidas"
    )


def test_pictures_are_told_from_decoration():
    body = (
        '<figure><img src="sweden.svg" alt="Una cruz"><figcaption>f</figcaption></figure>'
        '<p><img src="sweden.svg" alt=""></p><p>b <img src="sweden.svg" alt="x" role="presentation"></p>'
        '<p>a <span aria-hidden="true">·</span> <svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">'
        '<title>Un punto</title><circle r="4"/></svg></p><img src="sweden.svg">'
    )
    assert tree(body) == (
        "Document\n"
        "  Div\n"
        "    Figure Una cruz\n"
        "    Caption\n"
        "  P\n"
        "  P\n"
        "    Figure Un punto\n"
        "  P\n"
        "    Figure"
    )  # fmt: skip


def test_a_figure_tells_where_it_stands():
    css = "@page { margin: 0; size: 200pt 100pt } body { margin: 0 } img { width: 32pt; height: 20pt; display: block }"
    with tagged('<img src="sweden.svg" alt="Una cruz">', css) as document:
        figure = Reading.of(document).elements[1]
        box = figure.attribute("/Layout", "/BBox")
        assert box is not None
        assert [round(float(value)) for value in box] == [0, 80, 32, 100]


def test_a_paragraph_over_two_pages_is_one():
    with tagged(f"<p>{'palabra ' * 900}</p>") as document:
        assert len(document.pages) > 1
        reading = Reading.of(document)
        assert [element.role for element in reading.elements] == ["Document", "P"]
        assert all(page.owned for page in reading.pages)
        assert all(page.marked == page.owned for page in reading.pages)


def test_a_table_over_three_pages_is_one_with_one_head():
    rows = "".join(f"<tr><td>{number}<td>{number}" for number in range(120))
    with tagged(f"<table><thead><tr><th>a<th>b</thead>{rows}</table>") as document:
        assert len(document.pages) >= 3
        roles = [element.role for element in Reading.of(document).elements]
        assert (roles.count("Table"), roles.count("THead"), roles.count("TR")) == (1, 1, 121)
        assert "/Type=/Pagination" in artifacts(document, 1)
        assert "/Type=/Pagination" not in artifacts(document, 0)


def test_running_heads_and_feet_are_artifacts_without_links():
    body = '<div id="funding"><p>Pie <a href="https://example.org/">enlace</a></p></div><p class="volume">Cuaderno</p>'
    with tagged(body) as document:
        assert set(artifacts(document, 0)) == {
            "/Subtype=/Header /Type=/Pagination",
            "/Subtype=/Footer /Type=/Pagination",
        }
        assert "/Annots" not in document.pages[0]
        assert outline(Reading.of(document).elements[0]) == "Document\n  P"


def test_links_say_where_they_lead():
    body = (
        '<p><a href="https://example.org/">Un <em>sitio</em></a> <a href="#x" title="La nota">1</a>'
        ' <a href="#x"><img src="sweden.svg" alt="Suecia"></a></p><p id="x">x</p>'
    )
    with tagged(body) as document:
        described = [str(annotation.Contents) for annotation in document.pages[0].Annots]
    assert described == ["Un sitio", "La nota", "Suecia", "Suecia"]


def test_long_paragraphs_do_not_grow_the_tree():
    with tagged(PARAGRAPH * 3) as document:
        assert [element.role for element in Reading.of(document).elements] == ["Document", "P", "P", "P"]


@pytest.mark.parametrize("language", ["es", "en"])
def test_the_book_names_its_language(language: str):
    with tagged("<p>a</p>") as document:
        assert str(document.Root.Lang) == "es"
    other = METADATA.__class__(title="T", language=language)
    with pikepdf.open(io.BytesIO(write_tagged(lay_out(page("<p>a</p>")), other))) as document:
        assert str(document.Root.Lang) == language
