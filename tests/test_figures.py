"""Marks in pages become figures of the books, and nothing else does."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from types import SimpleNamespace
from typing import Any, cast

import pytest
from imprenta.figures import END, figure, fill_in, if_bound


def book(file: str) -> Any:
    return SimpleNamespace(file=PurePosixPath(file), pages=12345, size=1_250_000, sha256="ab" * 32)


def test_marks_are_filled_in(tmp_path: Path) -> None:
    page = tmp_path / "index.html"
    file = "01-lima-2014/cuaderno-1.es.pdf"
    page.write_text(
        f"<p>{figure(file, 'pages', 'es_MX')} · {figure(file, 'size', 'en_GB')} · {figure(file, 'rawpages', 'en_GB')}",
        encoding="utf-8",
    )
    fill_in([page], [book(file)])
    assert page.read_text(encoding="utf-8") == "<p>12\u202f345 · 1.2 MB · 12345"


def test_a_book_that_was_not_bound(tmp_path: Path) -> None:
    page = tmp_path / "index.html"
    page.write_text(figure("a.pdf", "pages", "es_MX"), encoding="utf-8")
    with pytest.raises(KeyError):
        fill_in([page], [book("b.pdf")])


def test_an_unknown_figure() -> None:
    with pytest.raises(KeyError):
        figure("a.pdf", "price", "es_MX")


def test_a_text_cannot_forge_a_mark(tmp_path: Path) -> None:
    page = tmp_path / "index.html"
    forged = "<p>@@figure|es_MX|pages|a.pdf@@ @@figure-0000000000000000|es_MX|pages|a.pdf@@"
    page.write_text(forged, encoding="utf-8")
    before = page.stat().st_mtime_ns
    fill_in([page], cast(Any, []))
    assert page.read_text(encoding="utf-8") == forged and page.stat().st_mtime_ns == before


def test_what_is_offered_goes_where_there_is_none(tmp_path: Path) -> None:
    page = tmp_path / "index.html"
    light = "cuaderno-1-light.es.pdf"
    offer = f"{if_bound(light)}<a href='{light}'>{figure(light, 'size', 'en_GB')}</a>{END}"
    page.write_text(f"<p>{offer}|{if_bound('other.pdf')}no{END}</p>", encoding="utf-8")
    fill_in([page], [book(light)])
    assert page.read_text(encoding="utf-8") == f"<p><a href='{light}'>1.2 MB</a>|</p>"
