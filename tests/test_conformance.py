"""What veraPDF is asked, and how its answer is told."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from imprenta import conformance
from imprenta.book import verapdf
from imprenta.book.minimum import Unmet
from imprenta.book.verapdf import Failure
from imprenta.languages import strings

FIGURE = Failure("PDF/UA-1", "7.3", 1, 2, "Figure tags shall include an alternative", "root/figure[0]")


def test_what_fails_is_told_by_clause_with_its_count():
    results = {Path("/b/a.pdf"): (FIGURE,), Path("/b/b.pdf"): (), Path("/b/c.pdf"): (FIGURE,)}
    assert list(conformance.report(results, strings("en", "conformance"))) == [
        "/b/a.pdf  PDF/UA-1: fails 1  PDF/A-3a: conforms",
        "/b/b.pdf  PDF/UA-1: conforms  PDF/A-3a: conforms",
        "/b/c.pdf  PDF/UA-1: fails 1  PDF/A-3a: conforms",
        "PDF/UA-1 7.3-1: 4 times in 2 files. Figure tags shall include an alternative",
        "    for example in /b/a.pdf: root/figure[0]",
        "1 of 3 files conform to PDF/UA-1 and PDF/A-3a.",
    ]


def test_a_known_exception_is_no_failure():
    known = (Unmet("PDF/UA-1", "7.3", 1, "a reason"),)
    other = Failure("PDF/A-3a", "7.3", 1, 1, "", "")
    assert conformance.unexpected((FIGURE, other), known) == (other,)


def test_an_empty_folder_is_a_failure(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    assert conformance.main([str(tmp_path)]) == 1
    assert capsys.readouterr().err == f"there is no PDF in {tmp_path}\n"


def test_without_java_one_clear_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7")
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert conformance.main([str(tmp_path)]) == 1
    told = capsys.readouterr().err
    assert told == "veraPDF is not available: apt-get install maven openjdk-17-jre-headless\n"


def test_jars_that_are_not_the_pinned_ones_are_refused(tmp_path: Path):
    (tmp_path / "verapdf-pom.xml").write_text("<project/>", encoding="utf-8")
    (tmp_path / "verapdf.sha256").write_text("00  a.jar\n", encoding="utf-8")
    (tmp_path / "verapdf").mkdir()
    (tmp_path / "verapdf" / "a.jar").write_bytes(b"other")
    with pytest.raises(verapdf.Unavailable):
        verapdf.fetch(tmp_path, tmp_path)
    assert not (tmp_path / "verapdf" / "a.jar").exists()


@pytest.mark.slow
def test_verapdf_passes_the_small_book_and_fails_a_bad_one(tmp_path: Path):
    """The jars are there once `make conformance` has run; in CI they must be."""
    jars = conformance.ROOT / ".cache" / "verapdf"
    if not jars.is_dir() and "CI" not in os.environ:
        pytest.skip("veraPDF is not in the cache: run `make conformance` once")
    from tests.book.small_book import bind, lay_out, source

    good, bad, broken = (tmp_path / name for name in ("good.pdf", "bad.pdf", "broken.pdf"))
    good.write_bytes(bind(source()))
    bad.write_bytes(lay_out(source()).write_pdf(pdf_variant="pdf/a-3a"))
    broken.write_bytes(good.read_bytes()[:2000])
    verapdf.require_tools()
    results = verapdf.validate(verapdf.fetch(conformance.ROOT / "requirements", jars.parent), [good, bad, broken])
    assert results[good] == ()
    assert {(failure.profile, failure.clause) for failure in results[bad]} >= {("PDF/UA-1", "5"), ("PDF/UA-1", "7.3")}
    assert {failure.profile for failure in results[broken]} == {"PDF/UA-1", "PDF/A-3a"}
