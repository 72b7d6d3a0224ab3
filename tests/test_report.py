"""What was found, in words: as text, JSON and annotations of GitHub; nothing in it can forge a line."""

from __future__ import annotations

import json
import locale
from pathlib import PurePosixPath

import pytest
from imprenta import report
from imprenta.diagnostics import Diagnostic, Place, error, warning

FOUND = (
    error("FUN01", Place(PurePosixPath("cuadernos/a/volume.yml"), 15), found="unio", known="union", near="union"),
    warning("TRA01", Place(PurePosixPath("cuadernos/a/b.es.md")), language="en", file="cuadernos/a/b.en.md"),
)


def test_text() -> None:
    assert report.as_text(FOUND, "en") == (
        "cuadernos/a/volume.yml:15: error FUN01: “unio” is not a funding scheme; there are: union\n"
        "    choose one of cuadernos/funding.yml, or add it there. Did you mean “union”?\n"
        "cuadernos/a/b.es.md: warning TRA01: the translation into “en” is missing: cuadernos/a/b.en.md does not exist\n"
        "    translate it; until then this text is shown under a notice"
    )
    assert report.as_text((), "es") == ""


def test_json() -> None:
    rows = json.loads(report.as_json(FOUND, "es"))
    assert rows[0] == {
        "path": "cuadernos/a/volume.yml",
        "line": 15,
        "severity": "error",
        "code": "FUN01",
        "message": "«unio» no es un esquema de financiamiento; los que hay: union",
        "hint": "elija uno de cuadernos/funding.yml, o añádalo ahí. ¿Quiso decir «union»?",
    }
    assert rows[1]["line"] is None and rows[1]["severity"] == "warning"


def test_github() -> None:
    lines = report.as_github(FOUND, "en").splitlines()
    assert lines[0].startswith("::error file=cuadernos/a/volume.yml,line=15,title=FUN01::“unio” is not")
    assert lines[1].startswith("::warning file=cuadernos/a/b.es.md,title=TRA01::")


def test_nothing_forges_a_line_or_drives_a_terminal() -> None:
    """Values and names of files come from pull requests."""
    evil = "x\n::set-output name=a::b\x1b[31m\u202e%0A"
    found = error("FUN01", Place(PurePosixPath(f"cuadernos/{evil},line=1::"), 3), found=evil, known="a")
    text = report.as_text([found], "en")
    assert len(text.splitlines()) == 2 and "\x1b" not in text and "\u202e" not in text
    assert "x<U+000A>::set-output name=a::b<U+001B>[31m<U+202E>%0A" in text
    (line,) = report.as_github([found], "en").splitlines()
    assert line.count("::") == 2 + line.partition("title=FUN01::")[2].count("::")
    assert line.startswith("::error file=cuadernos/x<U+000A>%3A%3Aset-output name=a%3A%3Ab")
    assert "%250A" in line
    assert json.loads(report.as_json([found], "en"))[0]["line"] == 3


def test_summary() -> None:
    assert report.summary(FOUND, "es") == "errores: 1; avisos: 1"
    assert report.summary((), "en") == "errors: 0; warnings: 0"


def test_table() -> None:
    rows = [["Cuaderno 1", "es", "12", "1.2 MB"], ["2", "en", "–", "–"]]
    assert report.table(["Volume", "Language", "Pages", "Size"], rows).splitlines() == [
        "Volume      Language  Pages    Size",
        "──────────  ────────  ─────  ──────",
        "Cuaderno 1  es           12  1.2 MB",
        "2           en            –       –",
    ]
    assert report.table(["A"], []).splitlines() == ["A", "─"]


@pytest.mark.parametrize(
    ("wanted", "environment", "expected"),
    [
        ("en", {"LANG": "es_ES.UTF-8"}, "en"),
        ("", {"LANG": "en_US.UTF-8"}, "en"),
        ("", {"LC_ALL": "es_AR.UTF-8", "LANG": "en_US.UTF-8"}, "es"),
        ("", {"LANG": "C.UTF-8"}, "es"),
        ("fr", {"LANG": "de_DE.UTF-8"}, "es"),
        ("", {}, "es"),
    ],
)
def test_language(wanted: str, environment: dict[str, str], expected: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(locale, "getlocale", lambda: (None, None))
    assert report.interface_language(wanted) == expected


def test_a_third_language_of_the_press_does_not_change_the_first(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(locale, "getlocale", lambda: (None, None))
    monkeypatch.setattr(report, "interface_languages", lambda: ("en", "es", "pt"))
    assert report.interface_language() == "es"
    assert report.interface_language("pt-BR") == "pt"


def test_diagnostics_are_told_in_order_and_once() -> None:
    from imprenta.press import set_of

    place = Place(PurePosixPath("b"), 10)
    found = [error("A01", place), error("A01", place), error("A01", Place(PurePosixPath("b"), 9)), error("A00", place)]
    ordered = sorted(set_of(found), key=Diagnostic.sort_key)
    assert [(d.place.line, d.code) for d in ordered] == [(9, "A01"), (10, "A00"), (10, "A01")]
