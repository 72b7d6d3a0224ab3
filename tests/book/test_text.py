"""Pages become the text of a book."""

from __future__ import annotations

from dataclasses import replace

import pytest
from imprenta.book.order import BookOrder, Entry
from imprenta.book.text import Setter
from lxml import html
from PIL import Image
from tiny_library import orders_of, rendered


@pytest.fixture
def order(tmp_path) -> BookOrder:
    return orders_of(tmp_path)["cuaderno-11.es.pdf"]


def article(order: BookOrder, text: str, setter: Setter | None = None, **changes: object) -> html.HtmlElement:
    entry = changed(order.entries[0], text, **changes)
    return html.fragment_fromstring((setter or Setter(order)).article(entry, "text-0"))


def changed(entry: Entry, text: str, **changes: object) -> Entry:
    return replace(entry, fragment=replace(entry.fragment, html=rendered(text), **changes))


def links(made: html.HtmlElement) -> list[str]:
    return [anchor.get("href") for anchor in made.iter("a")]


def test_the_label_stands_over_the_title_and_both_in_the_outline(order):
    title = article(order, "# La *ciudad*").find("h1")
    assert title.get("data-outline") == "Capítulo 1. La ciudad"
    assert [title[0].text, title[0].tail] == ["Capítulo 1 ", "La "]


def test_links_lead_into_the_book_or_to_the_web_edition(order):
    text = "[a](../../concept-note/) [b](../../concept-note/#reasons) [c](../../../10-madrid-2018/) [d](#here)"
    assert links(article(order, f"# T\n\n{text} [e](https://example.org/) [f](/x/)")) == [
        "../../concept-note/",
        "../../concept-note/#reasons",
        "https://cuadernos.example.org/10-madrid-2018/",
        "#here",
        "https://example.org/",
        "https://cuadernos.example.org/x/",
    ]


def test_notes_come_to_their_first_call(order):
    made = article(order, "# T\n\nUno[^a] y dos[^b], y otra vez uno[^a].\n\n[^a]: Nota *primera*.\n[^b]: Segunda.\n")
    notes = made.find_class("footnote-text")
    assert [note.text_content() for note in notes] == ["Nota primera.", "Segunda."]
    assert [note.tail for note in notes] == [" y dos", ", y otra vez uno"]
    assert links(made) == [f"#{notes[0].get('id')}"]
    assert made.find_class("footnote") == []


def test_a_note_of_several_paragraphs_stays_whole_and_one_without_a_call_stays_at_the_end(order):
    made = article(order, "# T\n\nUno[^a].\n\n[^a]: Primero.\n\n    Segundo.\n[^z]: Nadie la llama.\n")
    assert html.tostring(made.find_class("footnote-text")[0], encoding="unicode", with_tail=False).count("<br>") == 1
    assert made.find_class("footnote")[0].text_content().split() == ["Nadie", "la", "llama."]


def test_pictures_alone_become_numbered_figures(order, tmp_path):
    folder = order.folder / "images"
    folder.mkdir()
    Image.new("RGB", (4, 4)).save(folder / "a.png")
    setter = Setter(order)
    text = '# T\n\n![Un mapa](../../images/a.png "El mapa")\n\nTexto ![x](../../images/a.png) corrido.\n'
    first, second = article(order, text, setter), article(order, text, setter)
    assert [made.find("figure/figcaption").text_content() for made in (first, second)] == [
        "Figura 1. El mapa",
        "Figura 2. El mapa",
    ]
    assert first.find("figure/img").get("src") == (folder / "a.png").resolve().as_uri()
    assert first.find("figure/img").get("title") is None
    assert setter.problems == []


@pytest.mark.parametrize(
    ("target", "code"),
    [
        ("https://example.org/a.png", "PDF04"),
        ("/etc/passwd", "PDF04"),
        ("../../../../../../etc/passwd", "PDF04"),
        ("../../../10-madrid-2018/images/a.png", "PDF04"),
        ("../../images/missing.png", "PDF07"),
        ("../../images/text.png", "PDF07"),
        ("../../images/huge.png", "PDF06"),
        ("../../images/loads.svg", "PDF05"),
    ],
)
def test_a_picture_that_may_not_be_shown_is_told_with_its_source(order, target, code):
    folder = order.folder / "images"
    folder.mkdir()
    (folder / "text.png").write_text("no picture")
    (folder / "loads.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"><image href="b.png"/></svg>')
    Image.new("1", (10_000, 10_000)).save(folder / "huge.png")
    setter = Setter(order)
    made = article(order, f"# T\n\nTexto ![x]({target}) seguido.\n", setter)
    assert [(problem.code, str(problem.place)) for problem in setter.problems] == [
        (code, "cuadernos/11-montevideo-2020/chapters/01-frente.es.md")
    ]
    assert made.find(".//img") is None
    assert made.find("p").text_content() == "Texto  seguido."


def test_a_missing_translation_has_a_notice_and_its_language(order):
    made = article(order, "# The city\n\nText.", text_language="en")
    assert made.get("lang") == "en"
    notice = made.find_class("notice")[0]
    assert (notice.get("lang"), notice.getprevious().tag) == ("es", "h1")
    assert (
        notice.text
        == "Este documento todavía no está traducido al español. Se reproduce en su idioma original: English."
    )
    assert made.find_class("label")[0].get("lang") == "es"


def test_thin_spaces_become_narrow_ones_that_every_face_has(order):
    made = article(order, "# 12\u202f%\n\nSon 10\u2009000\u202f€ y *20\u202f%* más.\n")
    assert not {"\u2009", "\u202f"} & set(html.tostring(made, encoding="unicode"))
    assert made.find("p").text_content() == "Son 10\u00a0000\u00a0€ y 20\u00a0% más."
    assert len(made.find_class("thin")) == 4


def test_what_acts_is_left_out(order):
    made = article(
        order,
        '# T\n\n<p onclick="x()">Antes <script>x()</script>después '
        '<a rel="attachment" href="file:///etc/passwd">x</a></p>\n\n<link rel="attachment" href="file:///etc/passwd">\n',
    )
    text = html.tostring(made, encoding="unicode")
    assert not any(word in text for word in ("script", "onclick", "attachment", "<link"))
    assert "Antes después" in made.text_content()
