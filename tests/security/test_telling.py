"""What is told of a text must not speak for the press: to GitHub's runner, in its summary, to a reference manager."""

from __future__ import annotations

from pathlib import PurePosixPath

import pytest
from imprenta.calendar_file import volume_calendar
from imprenta.changes import summary
from imprenta.citation.exports import bibtex, ris
from imprenta.citation.record import record
from imprenta.diagnostics import Place, error
from imprenta.press import open_press
from imprenta.report import as_github, as_text

from tests.conftest import Draw

VOLUME = "cuadernos/01-lima-2014/volume.yml"
COMMAND = "::error file=docs/index.es.md,title=Todo bien::Aprobado"


@pytest.mark.parametrize("told", [as_text, as_github])
def test_a_near_word_forges_no_line(told: object) -> None:
    found = error("LNK01", Place(PurePosixPath("a.md"), 1), target="b.md", near=f"c.md\n{COMMAND}\x1b[2J")
    lines = told([found], "es").split("\n")  # type: ignore[operator]
    assert not [line for line in lines if line.startswith("::") and "title=LNK01" not in line]
    assert "\x1b" not in "".join(lines)


def test_a_summary_holds_words_only() -> None:
    hostile = {"file": "a`|<img src=x>\n::error::b.pdf", "pages": 1, "sha256": "0"}
    text = "\n".join(summary(None, (), [], [hostile]))
    assert "`a<img src=x><U+000A>::error::b.pdf`" in text
    assert "\n::" not in text


def test_a_calendar_has_the_events_that_it_should(draw: Draw) -> None:
    hostile = '"Oficinas\\nEND:VCALENDAR\\nBEGIN:VCALENDAR"'
    drawn = draw().replace(VOLUME, "{es: Oficinas que duran, en", f"{{es: {hostile}, en")
    drawn.replace("cuadernos/collection.yml", "short_name: Casa", f"short_name: {hostile}")
    press = open_press(drawn.root, "").press
    assert press
    told = volume_calendar(press.collection.volumes[0], "es", press.collection, "https://example.org/")
    assert told
    assert [line for line in told.decode().splitlines() if ":VCALENDAR" in line and line[0] in "BE"] == [
        "BEGIN:VCALENDAR",
        "END:VCALENDAR",
    ]


@pytest.mark.parametrize("write", [bibtex, ris])
def test_a_citation_has_the_fields_that_it_should(draw: Draw, write: object) -> None:
    doi = '"10.1/x},\\nUR  - https://evil.example/,\\nurl = {https://evil.example/"'
    drawn = draw().replace(VOLUME, "year: 2026", f"year: 2026\ndoi: {doi}")
    drawn.replace(VOLUME, "keywords: {es: [oficinas]", 'keywords: {es: ["oficinas\\nUR  - https://evil.example/"]')
    press = open_press(drawn.root, "").press
    assert press
    told = write(record(press.collection, press.collection.volumes[0], "es", "https://example.org/"))  # type: ignore[operator]
    addresses = [line for line in told.splitlines() if line.lstrip().lower().startswith(("ur ", "url "))]
    assert len(addresses) == 1, told
