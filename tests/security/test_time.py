"""A text of some hundred kilobytes must not hold the build up: it is read in seconds, or refused."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from imprenta.press import open_press

from tests.conftest import Draw

NOTE = "cuadernos/01-lima-2014/concept-note.es.md"
SECONDS = 8
"""Under the load of the other tests; each of these took minutes, or grows to hours with the largest file allowed."""

LONG = {
    "headings of one name": ("## a\n\n" * 20_000, "STR23"),
    "paragraphs": ("a\n\n" * 400_000, "STR23"),
    "quotes": ('"a ' * 100_000, "STR21"),
    "brackets in a fence that never ends": ("```\n" + "[" * 400_000, "STR21"),
    "an address that never comes": ("a." * 100_000 + "@", None),
    "attributes that never end": ("*a*{ lang=" + "lang= " * 50_000, None),
}


@contextmanager
def within(seconds: int) -> Iterator[None]:
    def late(*_: object) -> None:
        raise TimeoutError(f"more than {seconds} s")

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


@pytest.mark.parametrize("case", LONG)
def test_a_text_is_read_in_time_or_refused(draw: Draw, case: str) -> None:
    text, code = LONG[case]
    root = draw({NOTE: f"# Nota\n\nTexto.\n\n## Parte {{#at-stake}}\n\n{text}\n"}).root
    with within(SECONDS):
        found = open_press(root, "").diagnostics
    assert {d.code for d in found if d.code in ("STR21", "STR23")} == ({code} if code else set())


def test_a_long_chapter_stays(draw: Draw) -> None:
    part = (
        "## Parte {number} {{#part-{number}}}\n\n"
        + ("Un párrafo con «citas» y [un enlace](#at-stake). " * 8 + "\n\n") * 10
    )
    text = "".join(part.format(number=number) for number in range(200))
    root = draw({NOTE: f"# Nota\n\nTexto.\n\n## Parte {{#at-stake}}\n\n{text}"}).root
    assert not [d for d in open_press(root, "").diagnostics if d.code in ("STR21", "STR23")]
