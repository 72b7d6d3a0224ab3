"""What a person reads of Markdown, and where each character of it stands."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import pytest
from imprenta.model import PLACEHOLDER, Text
from imprenta.prose import cells, yaml_values
from imprenta.source import parse_text

from tests.hanging import no_longer_than

SOURCE = """---
description: x
---
# Title {#t}

Some *words* and **more**, a [link](a.md "t")[^1], `code` \\*, http://x.y/z_a. <https://q.r> A *palabra*{lang=es}.
Second line of the *same* <!-- note --> block &amp; a_b_c 2 * 3.

- item one
    - item **two**

> quoted
> on

| a | b |
|---|--:|
| `c|d` | e \\| f |

!!! note "Its title"
    Its text

![alt text](images/x.png)

[^1]: The note
"""
P = PLACEHOLDER


def text(source: str) -> Text:
    found, _ = parse_text(source, Path("x.md"), PurePosixPath("x.md"))
    assert found
    return found


def test_prose_is_what_a_person_reads() -> None:
    assert [prose.text for prose in text(SOURCE).prose] == [
        "Title ",
        f"Some words and more, a link{P}, {P} *, {P}. {P} A {P}.\nSecond line of the same {P} block {P} a_b_c 2 * 3.",
        "item one",
        "item two",
        "quoted\non",
        "a",
        "b",
        P,
        "e | f",
        "Its title",
        "Its text",
        "alt text",
        f"{P} The note",
    ]


def test_every_character_knows_its_place() -> None:
    for prose in text(SOURCE).prose:
        for offset, character in enumerate(prose.text):
            if character != PLACEHOLDER:
                assert SOURCE[prose.at(offset)] == character


def test_a_span_with_markup_in_it_has_no_place() -> None:
    prose = text("# A\n\nsome **bold** words\n").prose[1]
    assert prose.span(0, 4) == (5, 9)
    assert prose.span(0, 9) is None


def test_tables_and_footnotes_are_read() -> None:
    found = text(SOURCE + "\nA call[^gone].\n\n[^2]: Never called\n")
    assert [(table.line, table.rows) for table in found.tables] == [(15, (("a", "b"), ("`c|d`", "e \\| f")))]
    assert [(n.label, n.line, n.called, n.written) for n in found.footnotes] == [
        ("1", 24, True, True),
        ("2", 28, False, True),
        ("gone", 26, True, False),
    ]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("| a | b |", ["a", "b"]),
        ("a | b", ["a", "b"]),
        ("| a || c |", ["a", "", "c"]),
        ("> | a |", ["a"]),
        ("| a", ["a"]),
    ],
)
def test_cells_of_a_row(line: str, found: list[str]) -> None:
    assert [line[start:end] for start, end in cells(line)] == found


def test_texts_of_yaml_have_their_path_and_place() -> None:
    sessions = "    sessions:\n      - {time: 09:00, points: [one, two]}\n"
    source = f"days:\n  - title: 'A \"b\"'\n{sessions}note: >-\n  long\n  text\n"
    values = dict(yaml_values(source, 0, len(source)))
    assert {path: prose.text for path, prose in values.items()} == {
        ("days", 0, "title"): 'A "b"',
        ("days", 0, "sessions", 0, "time"): "09:00",
        ("days", 0, "sessions", 0, "points", 0): "one",
        ("days", 0, "sessions", 0, "points", 1): "two",
        ("note",): "long\ntext\n",
    }
    assert source[values["days", 0, "title"].at(2)] == '"'


PIECES = [
    "`",
    "``",
    "*",
    "_",
    "[",
    "![",
    "](",
    "<!--",
    "<a ",
    "{",
    "&",
    "\\",
    "a@",
    "www.",
    "~~",
    "[^",
    "_a*",
    "*a{lang=x",
]


@pytest.mark.parametrize("piece", PIECES)
def test_no_text_makes_it_slow(piece: str) -> None:
    source = "# A\n\n" + (piece + " ") * 4000 + "\n\n" + piece * 4000 + "\n"
    with no_longer_than(3):
        parse_text(source, Path("x.md"), PurePosixPath("x.md"))
