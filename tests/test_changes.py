"""The summary of a pull request, in both languages: what changed, against what main has published."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from imprenta.changes import BASELINE, FIGURES, Change, changes, main, read_records

from tests.conftest import Draw
from tests.sites import Project


def _record(file: str, pages: int, sha256: str = "a", **more: Any) -> dict[str, Any]:
    language = file.split(".")[-2]
    documents = [{"document": "prediagnosis", "pages": 16, "limit": 15}]
    return {
        "file": file, "volume": "01-lima-2014", "edition": "cuaderno", "language": language, "sha256": sha256,
        "pages": pages, "pages_with_statements": pages, "conformance": ["PDF/UA-1", "PDF/A-3a"],
        "parts": [{"part": "documents", "pages": 16, "limit": None, "documents": documents}],
    } | more  # fmt: skip


BEFORE = [_record("1/a.es.pdf", 40), _record("1/a.en.pdf", 38), _record("1/old.es.pdf", 9), _record("1/same.en.pdf", 5)]
AFTER = [
    _record("1/a.es.pdf", 43, "b"),
    _record("1/a.en.pdf", 38, "b"),
    _record("1/new.en.pdf", 7, pages_with_statements=6, conformance=[]),
    _record("1/same.en.pdf", 5),
]

SUMMARY = """\
## Summary in English

Check of the texts: 0 errors, 1 warnings. They stand on their lines, in the files tab.

### Books that change

| File | Pages before | Pages now |
|---|---|---|
| `1/a.en.pdf` | 38 | 38 |
| `1/a.es.pdf` | 40 | 43 |
| `1/new.en.pdf` | – | 7 |
| `1/old.es.pdf` | 9 | – |

### Pages and limits

| Volume | Document | Language | Pages | Limit |  |
|---|---|---|---|---|---|
| 1 · Lima 2014 | Pre-diagnosis | es | 16 | 15 | ✗ |

### Translations

Up to date: 2. To be made or brought up to date: 1.
- 1 · Lima 2014 · Pre-diagnosis (en): missing

### Audit of the PDFs

4 files, 93 pages read back. With the funders' texts on every page: 3 of 4. Marked as PDF/UA-1 and PDF/A-3a: 3 of 4.
"""


@pytest.fixture
def drawn(draw: Draw) -> Project:
    return draw({"cuadernos/01-lima-2014/prediagnosis.es.md": "# Prediagnóstico\n\nTexto.\n"})


def test_books_that_differ() -> None:
    assert changes(BEFORE, AFTER) == (
        Change("1/a.en.pdf", 38, 38),
        Change("1/a.es.pdf", 40, 43),
        Change("1/new.en.pdf", None, 7),
        Change("1/old.es.pdf", 9, None),
    )


def test_the_summary(drawn: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    target = drawn.root / "summary.md"
    target.write_text("before\n", encoding="utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(target))
    drawn.write({FIGURES: json.dumps(AFTER), BASELINE: json.dumps(BEFORE)})
    assert main([str(drawn.root)]) == 0
    shown = capsys.readouterr().out
    spanish, _, english = shown.partition("\n## Summary in English\n")
    assert f"## Summary in English\n{english}" == f"{SUMMARY}\n"
    assert spanish.startswith("## Resumen en español\n\nRevisión de los textos: 0 errores, 1 avisos.")
    assert "| `1/a.es.pdf` | 40 | 43 |" in spanish
    assert target.read_text(encoding="utf-8") == "before\n" + shown


def test_without_published_figures(drawn: Project, capsys: pytest.CaptureFixture[str]) -> None:
    drawn.write({FIGURES: json.dumps(AFTER)})
    main([str(drawn.root)])
    assert "There are no published figures to compare with. This pull request makes 4 files." in capsys.readouterr().out


def test_nothing_has_changed(drawn: Project, capsys: pytest.CaptureFixture[str]) -> None:
    drawn.write({FIGURES: json.dumps(AFTER)})
    assert main(["--baseline", str(drawn.root)]) == 0
    main([str(drawn.root)])
    assert "### Books that change\n\nNo book changes.\n" in capsys.readouterr().out


def test_a_build_that_failed_is_summed_up_too(drawn: Project, capsys: pytest.CaptureFixture[str]) -> None:
    drawn.write({"cuadernos/01-lima-2014/prediagnosis.es.md": "# A\n\n# B\n"})
    assert main([str(drawn.root)]) == 0
    assert capsys.readouterr().out.partition("## Summary in English")[2] == (
        "\n\nCheck of the texts: 1 errors, 1 warnings. They stand on their lines, in the files tab.\n\n"
        "The site was not built: mend the errors and the PDFs will be made again.\n\n"
    )


@pytest.mark.parametrize("content", ["", "{", "{}", "[1]", '[{"file": "a"}]'])
def test_figures_that_cannot_be_read_are_none(tmp_path: Path, content: str) -> None:
    (tmp_path / "figures.json").write_text(content, encoding="utf-8")
    assert read_records(tmp_path / "figures.json") in (None, [])
    assert read_records(tmp_path / "missing.json") is None
