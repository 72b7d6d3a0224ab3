"""Columns get what their cells need, and never more than the page has."""

from __future__ import annotations

import pytest
from imprenta.book.tables import LABELS, WIDTH, Column, read_columns, set_columns, widths
from lxml import html


def table(*rows: list[str]) -> html.HtmlElement:
    cells = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return html.fragment_fromstring(f"<div><table>{cells}</table></div>")


@pytest.mark.parametrize("count", [1, 2, 5, 8, 40])
def test_the_columns_fill_the_width(count):
    assert sum(widths([Column(10, 40)] * count)) == pytest.approx(WIDTH)


def test_a_first_column_of_labels_stands_in_the_margin():
    assert widths([Column(6, 6), Column(10, 70)])[0] == LABELS
    assert widths([Column(20, 70), Column(10, 70)])[0] > LABELS


def test_no_word_is_broken_where_there_is_room():
    columns = read_columns(table(["a", "internacionalización", "x" * 300], ["b", "c", "d"]))
    assert [column.word for column in columns] == [1, 20, 22]
    assert all(width >= column.least - 0.01 for column, width in zip(columns, widths(columns), strict=True))


def test_words_of_neighbouring_blocks_do_not_run_together():
    cell = "<ul><li>una</li><li>dos</li></ul>"
    assert read_columns(table([cell]))[0].word == 3


def test_columns_are_written_into_the_table():
    article = table(["a", "b"])
    set_columns(article)
    assert [column.get("style") for column in article.iter("col")] == ["width: 18.67%", "width: 81.33%"]
    before = html.tostring(article)
    set_columns(article)
    assert html.tostring(article) == before


def test_many_columns_are_set_smaller_and_spans_are_left_alone():
    article = table(["x"] * 9)
    set_columns(article)
    assert article.find("table").get("class") == "crowded"
    spanned = html.fragment_fromstring('<div><table><tr><td colspan="2">x</td></tr></table></div>')
    set_columns(spanned)
    assert spanned.find(".//colgroup") is None
