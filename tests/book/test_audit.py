"""What the audit says of a book that is as it should be, and of others."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path, PurePosixPath

import pikepdf
import pytest
from imprenta.book.audit import Expectations, audit
from imprenta.book.emblems import EmblemMark, read_emblem
from imprenta.book.wording import to_the_letter
from imprenta.diagnostics import Place
from imprenta.report import as_text
from small_book import FIXTURE, METADATA, bind, lay_out, source

EU = (
    "Este documento ha sido elaborado con la ayuda financiera de la Unión Europea. El contenido de este documento es"
    " responsabilidad exclusiva de CGLU y en ningún caso debe considerarse que refleja la posición de la Unión Europea."
)
SIDA = (
    "Este documento ha sido financiado por la Agencia Sueca de Cooperación Internacional para el Desarrollo, Asdi."
    " Asdi no comparte necesariamente la opinión/las ideas/el punto de vista expresada/mostrada en este material."
    " La responsabilidad de su contenido recae exclusivamente sobre su autor."
)
EXPECTED = Expectations(
    place=Place(PurePosixPath("cuadernos/11/volume.yml")),
    file="11.es.pdf",
    title=METADATA.full_title,
    language="es",
    statements=(EU, SIDA),
    support_lines=("Con el apoyo financiero de la Unión Europea", "Suecia / Sverige"),
    emblems=(read_emblem(FIXTURE / "european-union.svg"), read_emblem(FIXTURE / "sweden.svg")),
    outline=("Contenido", "Las ciudades y el mundo", "Por qué salir", "La oficina"),
    fonts=("Source Serif Pro", "Source Sans Pro", "Ubuntu"),
    pages=7,
)


def told(pdf: bytes, expected: Expectations, language: str = "es") -> list[str]:
    return as_text(audit(pdf, expected).problems, language).splitlines()


def test_a_good_book_has_no_problems(book: bytes):
    report = audit(book, EXPECTED)
    assert report.problems == ()
    assert (report.pages, report.pages_with_statements, report.pages_with_emblems) == (7, 7, 7)
    assert (report.links, report.outline_entries, report.conforms) == (7, 5, True)
    assert report.fonts[-1] == "Ubuntu"
    assert report.size == len(book)
    assert len(report.sha256) == 64


def test_a_letter_off_is_a_missing_statement(book: bytes):
    wrong = replace(EXPECTED, statements=(EU.replace("ningún", "ningun"),), max_problems=1)
    assert told(book, wrong) == [
        "cuadernos/11/volume.yml: error PDF12: «11.es.pdf», página 1: falta la declaración obligatoria"
        " «Este documento ha sido elaborado con la ayuda financiera de…»",
        "    el texto de funding.yml debe leerse entero y a la letra en cada página; revise que quepa al pie",
    ]
    assert audit(book, wrong).pages_with_statements == 0


def test_every_lack_is_told(book: bytes):
    wrong = replace(
        EXPECTED,
        title="Otro",
        language="en",
        support_lines=("Con el apoyo de nadie",),
        emblems=(EmblemMark("otro.svg", "ffffff", "000000", 1, 1.5),),
        outline=("La oficina", "Contenido", "Otro capítulo"),
        fonts=("Source Serif Pro", "Ubuntu"),
        pages=8,
        max_problems=1,
    )
    assert [line for line in told(book, wrong, "en") if not line.startswith(" ")] == [
        "cuadernos/11/volume.yml: error PDF13: “11.es.pdf”, page 1:"
        " the support line “Con el apoyo de nadie” is missing",
        "cuadernos/11/volume.yml: error PDF14: “11.es.pdf”, page 1: the emblem “otro.svg” is missing,"
        " or is less than 1 cm high",
        "cuadernos/11/volume.yml: error PDF11: “11.es.pdf” has 7 pages; 8 were laid out",
        "cuadernos/11/volume.yml: error PDF17: “11.es.pdf”: the bookmarks lack “Contenido”, or have it out of order",
        "cuadernos/11/volume.yml: error PDF18: “11.es.pdf”: holds the face “Source-Sans-Pro”, which is not declared",
        "cuadernos/11/volume.yml: error PDF19: “11.es.pdf”: the language declared is “es”; it must be “en”",
        "cuadernos/11/volume.yml: error PDF22: “11.es.pdf”: the title declared is"
        " “Cuaderno de prueba: Todo lo que cabe en un libro”; it must be “Otro”",
    ]


def test_a_page_without_its_foot_is_found(book: bytes):
    with pikepdf.open(io.BytesIO(book)) as document:
        document.pages[2].Contents = document.make_stream(b"")
        out = io.BytesIO()
        document.save(out)
    report = audit(out.getvalue(), EXPECTED)
    assert (report.pages_with_statements, report.pages_with_emblems) == (6, 6)
    assert [(problem.code, problem.values["page"]) for problem in report.problems] == [
        ("PDF12", "3"), ("PDF12", "3"), ("PDF13", "3"), ("PDF13", "3"), ("PDF14", "3"), ("PDF14", "3"),
    ]  # fmt: skip


def test_an_emblem_too_small_is_no_emblem():
    report = audit(bind(source(), css="#funding img { height: 9mm !important }"), EXPECTED)
    assert report.pages_with_emblems == 0
    assert {problem.code for problem in report.problems} == {"PDF14"}


def test_an_emblem_that_lost_a_star_is_no_emblem(tmp_path: Path):
    drawing = (FIXTURE / "european-union.svg").read_text(encoding="utf-8")
    start = drawing.index("<polygon")
    broken = tmp_path / "broken.svg"
    broken.write_text(drawing[:start] + drawing[drawing.index("/>", start) + 2 :], encoding="utf-8")
    body = source().replace("european-union.svg", broken.as_uri())
    assert {problem.values["emblem"] for problem in audit(bind(body), EXPECTED).problems} == {"european-union.svg"}


def test_text_off_the_page_is_found():
    pdf = bind(source().replace("<p>Una portada", f'<p style="white-space: nowrap">{"larguísimo " * 20}'))
    (problem,) = audit(pdf, EXPECTED).problems
    assert (problem.code, problem.values["page"]) == ("PDF15", "1")
    assert float(problem.values["millimetres"]) > 50


def test_links_and_bookmarks_that_lead_nowhere_are_found(book: bytes):
    with pikepdf.open(io.BytesIO(book)) as document:
        document.pages[1].Annots[0].Dest = pikepdf.String("nowhere")
        document.Root.Outlines.First.Dest = pikepdf.String("lost")
        out = io.BytesIO()
        document.save(out)
    values = [dict(problem.values) for problem in audit(out.getvalue(), EXPECTED).problems]
    assert values == [
        {"file": "11.es.pdf", "page": "2", "target": "nowhere"},
        {"file": "11.es.pdf", "page": "–", "target": "Contenido"},
    ]


def test_a_file_without_its_marks_says_what_keeps_them():
    pdf = bind(source().replace('alt="Una cruz amarilla sobre fondo azul"', ""))
    assert told(pdf, EXPECTED)[0] == (
        "cuadernos/11/volume.yml: error PDF20: «11.es.pdf» no llega al mínimo accesible (UA 7.3):"
        " a figure without alternative text"
    )


def test_a_file_that_was_not_finished_has_no_marks():
    raw = lay_out(source()).write_pdf(pdf_variant="pdf/a-3a")
    codes = {problem.code for problem in audit(raw, EXPECTED).problems}
    assert codes == {"PDF20", "PDF22"}


def test_what_is_no_pdf_is_told():
    assert told(b"no PDF", EXPECTED)[0].startswith(
        "cuadernos/11/volume.yml: error PDF10: «11.es.pdf» no se puede volver a leer: "
    )


def test_a_cut_file_is_never_good(book: bytes):
    for end in (len(book) // 2, len(book) - 300, 200):
        assert audit(book[:end], EXPECTED).problems


@pytest.mark.parametrize(
    "text",
    [
        "Asdi y AL-LAs/todos",
        "Asdi y\r\nAL-LAs/todos",
        "As\x02di y AL\x02LAs/to\x02dos",
        "As-\r\ndi y AL-\r\nLAs/\r\ntodos",
        "pie: Asdi  y\u00a0AL-LAs/todos.",
    ],
)
def test_lines_may_break_where_they_may(text: str):
    assert to_the_letter("Asdi y AL-LAs/todos").search(text)


@pytest.mark.parametrize(
    "text", ["Asdi y ALLAs/todos", "As-di y AL-LAs/todos", "Asdi e AL-LAs/todos", "As\r\ndi y AL-LAs/todos"]
)
def test_nothing_else_may_differ(text: str):
    assert not to_the_letter("Asdi y AL-LAs/todos").search(text)


def test_a_drawing_that_is_no_emblem_is_refused(tmp_path: Path):
    file = tmp_path / "x.svg"
    file.write_text('<svg xmlns="http://www.w3.org/2000/svg"><rect width="3" height="2"/></svg>', encoding="utf-8")
    with pytest.raises(ValueError, match=r"x\.svg: not a ground with figures of one colour"):
        read_emblem(file)
