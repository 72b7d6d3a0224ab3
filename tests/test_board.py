"""The editors' board: what there is, what is missing, how long, what is due on a given day."""

from __future__ import annotations

import datetime
import json
import os
from pathlib import Path

import pytest
from imprenta.board import Board, board, day_of_build, last_build
from imprenta.cli import main
from imprenta.model import PartialDate
from imprenta.press import open_press

from tests.conftest import Draw
from tests.sites import Project

VOLUME = "cuadernos/01-lima-2014/volume.yml"
CONTRACT = """\
source_language: es
deliverables:
  - {product: {es: Nota, en: Note}, due: 2027-01-10, state: accepted}
  - {product: {es: Borrador, en: Draft}, due: 2027-01-14, due_note: {es: versión 1, en: version 1}, state: pending}
  - {product: {es: Libro, en: Book}, due: 2027-01-20, until: 2027-01-29, state: pending}
  - {product: {es: Taller, en: Workshop}, due: 2027-03, state: pending}
  - {product: {es: Mapa, en: Map}, state: pending}
"""
DATE = datetime.date(2027, 1, 15)


@pytest.fixture
def drawn(draw: Draw) -> Project:
    """A volume with a contract, a pre-diagnosis that is too long and not translated, and a second chapter."""
    project = draw(
        {
            "cuadernos/01-lima-2014/prediagnosis.es.md": "# Prediagnóstico\n\n" + "palabra " * 5400 + "\n",
            "cuadernos/01-lima-2014/chapters/02-redes.es.md": "# Redes\n\nTexto.\n",
        }
    )
    return project.replace(VOLUME, "source_language: es\n", CONTRACT)


def _board(project: Project, site: Path | None = None) -> Board:
    opening = open_press(project.root, "")
    assert opening.press
    measured = last_build(opening.press.collection, site) if site else None
    return board(opening.press.collection, opening.diagnostics, DATE, measured)


def _built(project: Project, pages: int) -> Path:
    """Write what a build leaves: the figures of the concept note in Spanish."""
    document = {"document": "concept-note", "pages": pages, "limit": None}
    record = {"volume": "01-lima-2014", "language": "es", "parts": [{"part": "documents", "documents": [document]}]}
    project.write({"site/compliance/compliance.json": json.dumps([record])})
    return project.root / "site"


def test_what_there_is_and_what_is_missing(drawn: Project) -> None:
    volume = next(volume for volume in _board(drawn).volumes if volume.slug == "01-lima-2014")
    rows = {
        (item.key, item.language): (item.texts, item.expected, item.pages, item.too_long, str(item.translation))
        for item in volume.items
    }
    assert rows == {
        ("concept-note", "es"): (1, 1, 1, False, "source"),
        ("concept-note", "en"): (1, 1, 1, False, "current"),
        ("prediagnosis", "es"): (1, 1, 19, True, "source"),
        ("prediagnosis", "en"): (0, 1, None, False, "missing"),
        ("chapters", "es"): (2, 2, 1, False, "source"),
        ("chapters", "en"): (1, 2, 1, False, "missing"),
    }
    assert (volume.missing, volume.errors, volume.warnings) == ((), 0, 2)


def test_a_required_document_that_nobody_has_written_is_on_the_board(drawn: Project) -> None:
    drawn.write({f"cuadernos/01-lima-2014/concept-note.{code}.md": None for code in ("es", "en")})
    drawn.write({"cuadernos/01-lima-2014/chapters": None})
    volume = _board(drawn).volumes[0]
    missing = [(item.key, item.language) for item in volume.items if not item.texts and item.key != "prediagnosis"]
    assert missing == [(key, code) for key in ("concept-note", "chapters") for code in ("es", "en")]
    assert volume.missing == ("concept-note", "chapters")


def test_what_is_due(drawn: Project) -> None:
    found = [(due.product.best("en"), due.urgency, due.days) for due in _board(drawn).volumes[0].deliverables]
    assert found == [
        ("Note", "done", -5),
        ("Draft", "overdue", -1),
        ("Book", "soon", 14),
        ("Workshop", "later", 75),
        ("Map", "undated", None),
    ]


@pytest.mark.parametrize(
    ("date", "last"),
    [("2027", "2027-12-31"), ("2027-Q1", "2027-03-31"), ("2027-02", "2027-02-28"), ("2027-12", "2027-12-31")],
)
def test_a_date_is_late_after_the_last_day_that_it_can_mean(drawn: Project, date: str, last: str) -> None:
    drawn.replace(VOLUME, "due: 2027-01-14", f"due: {date}")
    expected = (datetime.date.fromisoformat(last) - DATE).days
    assert _board(drawn).volumes[0].deliverables[1].days == expected
    assert PartialDate.model_validate(date).first_day <= datetime.date.fromisoformat(last)


def test_pages_are_those_of_the_last_build_until_a_text_changes(drawn: Project) -> None:
    site = _built(drawn, pages=3)
    item = _board(drawn, site).volumes[0].items[0]
    assert (item.key, item.language, item.pages, item.estimated) == ("concept-note", "es", 3, False)
    later = (site / "compliance/compliance.json").stat().st_mtime + 5
    os.utime(drawn.root / "cuadernos/01-lima-2014/concept-note.es.md", (later, later))
    item = _board(drawn, site).volumes[0].items[0]
    assert (item.pages, item.estimated) == (1, True)


@pytest.mark.parametrize("figures", ["", "[", "{}", '[{"parts": 1}]', "[1]"])
def test_damaged_figures_count_as_none(drawn: Project, figures: str) -> None:
    drawn.write({"site/compliance/compliance.json": figures})
    assert _board(drawn, drawn.root / "site").volumes[0].items[0].estimated


SHOWN = """\
Board on 15 January 2027. “≈” marks pages reckoned from words.

1 · Lima 2014 — in review · 0 errors, 2 warnings
Document       Language   Texts  Words  Pages                    Limit        Translation
─────────────  ────────  ──────  ─────  ───────────────────────  ───────────  ───────────
Concept note   es             1  25     3                        –            source
Concept note   en             1  25     ≈ 1                      –            up to date
Pre-diagnosis  es             1  5,401  ≈ 19 (beyond the limit)  15, binding  source
Pre-diagnosis  en             –  –      –                        15, binding  missing
Chapters       es             2  14     ≈ 1                      –            source
Chapters       en        1 of 2  12     ≈ 1                      –            missing
  Note:  10 January 2027  accepted
  Draft (version 1):  14 January 2027  overdue (days late: 1)
  Book:  29 January 2027  due soon (days left: 14)
  Workshop:  March 2027  pending (days left: 75)
  Map:  no date
"""


def test_the_command_prints_it(
    drawn: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(drawn.root)
    _built(drawn, pages=3)
    assert main(["--lang", "en", "status", "1", "--date", "2027-01-15"]) == 0
    assert capsys.readouterr().out == SHOWN


def test_the_command_speaks_to_programs(
    drawn: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(drawn.root)
    assert main(["status", "--date", "2027-01-15", "--format", "json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["date"] == "2027-01-15"
    assert [volume["slug"] for volume in data["volumes"]] == ["01-lima-2014", "metodo"]
    assert data["volumes"][0]["items"][0]["title"] == {"es": "Nota conceptual", "en": "Concept note"}


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["7"], "there is no volume “7”; one that there is: metodo. Give its number or the name of its folder; "
                "“imprenta new” makes a new one."),
        (["--date", "tomorrow"], "“tomorrow” is not a date. Write it as 2027-01-15 and try again."),
    ],
)  # fmt: skip
def test_the_command_refuses(
    options: list[str], message: str, drawn: Project, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.chdir(drawn.root)
    assert main(["--lang", "en", "status", *options]) == 2
    assert capsys.readouterr().err == f"imprenta: {message}\n"


def test_a_collection_that_cannot_be_read(
    drawn: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    drawn.write({"cuadernos/collection.yml": "name: ["})
    monkeypatch.chdir(drawn.root)
    assert main(["--lang", "en", "status"]) == 2
    assert capsys.readouterr().err == (
        "imprenta: cuadernos/collection.yml or cuadernos/funding.yml cannot be read. Run “imprenta check”, mend what "
        "it names and try again.\n"
    )


def test_the_day_of_a_build_can_be_given() -> None:
    assert day_of_build({"SOURCE_DATE_EPOCH": "1798761600"}) == datetime.date(2027, 1, 1)
    assert day_of_build({"SOURCE_DATE_EPOCH": "soon"}) == datetime.date.today()


def test_the_site_has_a_board_that_no_search_finds(drawn: Project) -> None:
    built = drawn.configure().build(environment={"SOURCE_DATE_EPOCH": "1800000000"})
    assert built.status == 0, built.log
    for code, url, title, missing in (
        ("es", "board/", "Tablero de edición", "falta"),
        ("en", "en/board/", "Editors", "missing"),
    ):
        page = built.page(url)
        assert title in page.xpath("string(//h1)")
        assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]
        row = page.xpath("//tr[contains(@class, 'board__missing')][1]")[0]
        assert next(cell.text_content() for cell in row.iter("td")) == "en", code
        assert missing in row.text_content()
        heads = page.xpath("//section[@class='board']//thead//th/@scope")
        assert set(heads) == {"col"}
        assert page.xpath("//section[@class='board']//tbody/tr/th/@scope")
    assert "board/" not in (built.site / "sitemap.xml").read_text(encoding="utf-8")
