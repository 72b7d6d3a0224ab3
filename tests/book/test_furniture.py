"""What stands around the text fits where it stands."""

from __future__ import annotations

from dataclasses import replace

import pytest
import tinycss2
from imprenta.book.balance import balanced_width, line_count
from imprenta.book.credits import citation, rows, short_name, shortened
from imprenta.book.fonts import titles
from imprenta.book.furniture import Support, foot_height, styles
from imprenta.model import Localized
from tiny_library import orders_of

LONG = "La acción internacional de los gobiernos locales para la respuesta conjunta a crisis a nivel mundial"


@pytest.fixture
def order(tmp_path):
    return orders_of(tmp_path)["cuaderno-11.es.pdf"]


def support(statement: str, emblem: str = "x.svg") -> Support:
    return Support("Unión Europea", "", emblem, "Emblema", "Con el apoyo financiero", statement)


def test_balanced_lines_are_no_more_and_narrower():
    face, size, widest = titles(), 27.0, 150.0
    width = balanced_width(LONG, face, size, widest)
    assert width < widest - 5
    assert line_count(LONG, face, size, width) == line_count(LONG, face, size, widest) == 3


def test_one_line_and_words_that_do_not_fit_are_left_alone():
    assert balanced_width("Uno", titles(), 20, 100) >= 50
    assert balanced_width("x" * 200, titles(), 20, 100) == 100
    assert line_count("x" * 200, titles(), 20, 100) == 10_000
    assert balanced_width("", titles(), 20, 100) <= 100


def test_the_foot_grows_with_statements_and_funders():
    short, long = support("Una línea."), support("Una declaración mandatada. " * 12)
    assert foot_height((support("", emblem=""),)) == 8.0
    assert foot_height((short,)) == 10.6  # the emblem, a centimetre high, and a hair
    assert foot_height((short,)) < foot_height((long,)) < foot_height((long, short)) < foot_height((long, short, short))


def test_words_cannot_leave_a_css_string(order):
    title = 'Fin" } @page { content: url(x) } \\ \n <style>'
    entry = order.entries[0]
    part = replace(order.parts[0], entries=(replace(entry, fragment=replace(entry.fragment, title=title)),))
    rules = styles(replace(order, parts=(part,)))
    parsed = tinycss2.parse_stylesheet(rules, skip_whitespace=True)
    assert [rule.type for rule in parsed] == ["qualified-rule", "at-rule", "at-rule", "at-rule"]
    (box,) = (token for token in parsed[-1].content if token.type == "{} block")
    assert [token.value for token in box.content if token.type == "string"] == [title]
    assert not any(token.type in ("url", "error") for token in box.content)


def test_running_heads_are_short(order):
    assert short_name(order) == "Cuaderno 11 · Montevideo 2020"
    plain = order.metadata.model_copy(update={"workshop": None, "number": None, "title": Localized({"es": LONG})})
    assert short_name(replace(order, metadata=plain)) == "La acción internacional de los…"
    assert shortened("Uno, dos", 5) == "Uno…"


def test_credits_say_what_there_is_and_nothing_else(order):
    labels = [row.label for row in rows(order)]
    assert labels == [
        "Taller de aprendizaje",
        "Autoría",
        "Edición",
        "Estado",
        "Licencia",
        "Cómo citar",
        "Edición en línea",
    ]
    told = replace(order, metadata=order.metadata.model_copy(update={"isbn": "9780000000002", "doi": "10.1234/x"}))
    assert {row.label: row.url for row in rows(told) if row.label in ("ISBN", "DOI")} == {
        "ISBN": "",
        "DOI": "https://doi.org/10.1234/x",
    }


def test_how_to_cite(order):
    assert citation(order) == (
        "Alianza (2026). Una respuesta conjunta. Colección de prueba, n.º 11. AL-LAs."
        " https://cuadernos.example.org/11-montevideo-2020/"
    )
