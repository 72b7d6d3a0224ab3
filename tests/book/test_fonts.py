"""The face that its package holds as data: written once, read back each time, embedded only whole."""

from __future__ import annotations

from pathlib import Path

import pytest
from imprenta.book.fonts import EMBLEM, cuts, folders, font_faces
from pymupdf_fonts import myfont

WHOLE = myfont("ubuntu")


@pytest.mark.parametrize("damaged", [b"", WHOLE[:-1], WHOLE[: len(WHOLE) // 2], b"\0" + WHOLE[1:], WHOLE + b"\0"])
def test_a_damaged_face_is_written_anew(tmp_path: Path, damaged: bytes) -> None:
    list(cuts(tmp_path))
    (kept,) = tmp_path.iterdir()
    kept.write_bytes(damaged)
    list(cuts(tmp_path))
    assert [file.read_bytes() for file in tmp_path.iterdir()] == [WHOLE]


def test_where_it_cannot_be_kept_the_rule_holds_it(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("no folder")
    rules = font_faces(tmp_path / "cache" / "books")
    (rule,) = (rule for rule in rules.splitlines() if EMBLEM in rule)
    assert 'url("data:font/ttf;base64,AAEAAAA' in rule
    assert tmp_path / "cache" / "books" not in folders(tmp_path / "cache" / "books")
