"""A tiny book laid out for real and read back."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pikepdf
import pypdfium2
import pytest
from imprenta.book.audit import audit
from imprenta.book.render import NotBound, Rendered, render
from imprenta.book.work import _expectations, make
from imprenta.report import as_text
from PIL import Image
from tiny_library import TEXTS, orders_of


@pytest.fixture(scope="module")
def faces(tmp_path_factory):
    return tmp_path_factory.mktemp("faces")


@pytest.fixture(scope="module")
def order(tmp_path_factory):
    return orders_of(tmp_path_factory.mktemp("library"))["cuaderno-11.es.pdf"]


@pytest.fixture(scope="module")
def book(order, faces) -> Rendered:
    return render(order, faces)


def pages(book: Rendered) -> list[str]:
    document = pypdfium2.PdfDocument(book.pdf)
    return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


def test_the_layout_engine_has_nothing_to_say(book):
    assert book.problems == ()


def test_the_book_has_its_parts_in_order(book):
    starts = [
        "Colección de prueba 11 Una respuesta conjunta",
        "Montevideo, Uruguay",
        "Contenido Capítulos 4",
        "Capítulos Capítulo 1 La ciudad en el frente",
        "Capítulo 1 La ciudad en el frente",
        "Capítulo 2 Las redes",
        "Documentos Nota conceptual",
    ]
    found = pages(book)
    assert [start for page, start in zip(found, starts, strict=False) if start not in page] == []
    assert len(found) == book.pages == 13
    assert "De qué trata." in found[-1]


def test_the_contents_name_the_pages_where_things_are(book):
    found = pages(book)
    contents = found[2]
    for words, title in (
        ("La ciudad en el frente", "La ciudad en el frente"),
        ("Razones", "Razones"),
        ("Guía", "Guía"),
    ):
        number = int(re.search(rf"{words} (\d+)", contents)[1])
        assert title in found[number - 1]
        assert f" {number} Cuaderno 11 · Montevideo 2020" in found[number - 1]  # the folio says the same


def test_running_heads_name_volume_and_text(book):
    assert "5 Cuaderno 11 · Montevideo 2020 · Edición de trabajo La ciudad en el frente" in pages(book)[4]


def test_every_page_bears_the_funders(order, book):
    report = audit(book.pdf, _expectations(order, book))
    assert report.problems == ()
    assert report.pages_with_statements == report.pages_with_emblems == book.pages
    assert report.conforms


def test_statements_are_of_the_books_language_only(order, faces, tmp_path):
    english = orders_of(tmp_path)["cuaderno-11.en.pdf"]
    found = pages(render(english, faces))
    assert all("The contents are the sole responsibility of UCLG." in page for page in found)
    assert not any("responsabilidad exclusiva" in page for page in found)
    assert any("This document has not been translated into English yet." in page for page in found)


def test_pages_are_counted_per_document_and_part(book):
    counted = [(part.key, part.pages, [(entry.first, entry.pages) for entry in part.entries]) for part in book.parts]
    assert counted == [
        ("chapters", 2, [(5, 1), (6, 1)]),
        ("documents", 3, [(8, 1), (9, 1), (10, 1)]),
        ("annexes", 1, [(12, 1)]),
    ]


def test_a_draft_is_marked_on_every_page(tmp_path, faces):
    draft = orders_of(tmp_path, status="draft")["cuaderno-11.es.pdf"]
    rendered = render(draft, faces)
    assert all("BORRADOR" in page for page in pages(rendered))
    assert audit(rendered.pdf, _expectations(draft, rendered)).problems == ()


def test_final_books_bear_no_mark(tmp_path, faces):
    final = orders_of(tmp_path, status="final")["cuaderno-11-prediagnosis.es.pdf"]
    text = " ".join(pages(render(final, faces)))
    assert "BORRADOR" not in text
    assert "Edición de trabajo" not in text


def test_an_edition_of_its_own_has_its_own_cover_and_no_openers(tmp_path, faces):
    rendered = render(orders_of(tmp_path)["cuaderno-11-prediagnosis.es.pdf"], faces)
    found = pages(rendered)
    assert rendered.pages == 5  # cover, credits, contents, text, back cover
    assert "Prediagnóstico Una respuesta conjunta" in found[0]
    assert rendered.parts[0].entries[0].limit.pages == 1


def test_links_between_pages_stay_in_the_book(order, book):
    document = pypdfium2.PdfDocument(book.pdf)
    assert b"cuadernos.example.org/11-montevideo-2020/concept-note" not in book.pdf
    assert len(document) == book.pages


def test_two_runs_give_the_same_bytes(order, book, faces):
    assert render(order, faces).pdf == book.pdf


def test_where_a_picture_lies_is_not_in_the_book(tmp_path, faces):
    shown = TEXTS | {"prediagnosis.es.md": "# P\n\n![Plaza](../images/plaza.jpg)\n\n![Plano](../images/plano.png)\n"}
    books = []
    for place in ("here", "over/there"):
        images = tmp_path / place / "cuadernos" / "11-montevideo-2020" / "images"
        images.mkdir(parents=True)
        Image.linear_gradient("L").save(images / "plaza.jpg")
        Image.new("RGBA", (90, 60), "#0088ff80").save(images / "plano.png")
        books.append(render(orders_of(tmp_path / place, shown)["cuaderno-11-prediagnosis.es.pdf"], faces).pdf)
    assert books[0] == books[1]
    with pikepdf.open(io.BytesIO(books[0])) as document:
        assert len(document.pages[0].get_images()) == 2


def test_a_file_outside_is_an_error(order, faces):
    entry = order.entries[0]
    text = entry.fragment.html + '<p style="background: url(file:///etc/passwd)">x</p>'
    part = replace(order.parts[0], entries=(replace(entry, fragment=replace(entry.fragment, html=text)),))
    with pytest.raises(NotBound) as caught:
        render(replace(order, parts=(part,)), faces)
    assert [
        (problem.code, problem.values["target"]) for problem in caught.value.problems if problem.severity == "error"
    ] == [("PDF04", "file:///etc/passwd")]


NASTY = {
    "a table of forty columns": "|" + "columna|" * 40 + "\n|" + "-|" * 40 + "\n" + ("|" + "valor|" * 40 + "\n") * 3,
    "a word of five hundred letters": "palabra" * 72,
    "such a word in a table": "|a|b|\n|-|-|\n|" + "palabra" * 72 + "|x|\n",
    "lists ten deep": "".join("    " * depth + f"- nivel {depth}\n" for depth in range(10)),
    "a note without a call": "Texto.\n\n[^z]: Nadie la llama.\n",
    "a call without a note": "Texto[^z].\n",
    "code": "```\n" + "x" * 300 + "\n```\n",
    "a title of three hundred letters": "## " + "título " * 43 + "\n\nTexto.\n",
    "signs that no face has": "\u0c05 \U0001f600\n",
}


@pytest.mark.parametrize("name", NASTY)
def test_bad_input_gives_a_sane_page_or_a_diagnostic(name, tmp_path, faces):
    texts = TEXTS | {"prediagnosis.es.md": f"# Prediagnóstico\n\n{NASTY[name]}\n\nFin del texto.\n"}
    done = make(orders_of(tmp_path, texts)["cuaderno-11-prediagnosis.es.pdf"], faces)
    if name == "signs that no face has":
        assert {problem.code for problem in done.problems if problem.severity == "error"} == {"PDF18"}
    else:
        assert as_text(done.problems, "en") == ""
        document = pypdfium2.PdfDocument(done.pdf)
        assert any("Fin del texto." in page.get_textpage().get_text_range() for page in document)


def test_long_contents_begin_under_their_heading(tmp_path, faces):
    sections = "".join(f"## Sección {number}\n\nTexto.\n\n" for number in range(12))
    chapters = {f"chapters/{number:02}-capitulo.es.md": f"# Uno de {number}\n\n{sections}" for number in range(1, 7)}
    long = orders_of(tmp_path, chapters)["cuaderno-11.es.pdf"]
    first, second = pages(render(long, faces))[2:4]
    assert first.partition("Contenido ")[2].startswith("Capítulo 1 Uno de 1 ")
    assert "Uno de 2" in first and "Uno de 4" in second
