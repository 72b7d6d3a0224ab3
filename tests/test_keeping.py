"""What took time to make is kept, and made anew where it is damaged."""

from __future__ import annotations

from pathlib import Path

import pytest
from imprenta import webfonts
from imprenta.keeping import Keeper
from imprenta.webfonts import begin_fonts, write_fonts


def test_a_thing_is_made_once(tmp_path: Path) -> None:
    made: list[str] = []

    def make() -> bytes:
        made.append("made")
        return b"a thing"

    keeper = Keeper(tmp_path)
    assert not keeper.has("key")
    assert [keeper.get("key", make) for _ in range(2)] == [b"a thing", b"a thing"]
    assert (len(made), keeper.has("key"), keeper.has("other")) == (1, True, False)


@pytest.mark.parametrize("damaged", [b"", b"b thing", b"a thin"])
def test_what_is_damaged_is_made_anew(tmp_path: Path, damaged: bytes) -> None:
    keeper = Keeper(tmp_path)
    keeper.get("key", lambda: b"a thing")
    (kept,) = tmp_path.iterdir()
    kept.write_bytes(damaged)
    assert keeper.get("key", lambda: b"anew") == b"anew"
    assert [file.read_bytes() for file in tmp_path.iterdir()] == [b"anew"]


def test_a_damaged_face_of_the_site_is_cut_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webfonts, "cut", lambda original, face: face.name.encode())
    write_fonts(tmp_path / "site", tmp_path / "cache")
    assert begin_fonts(tmp_path / "cache") is None
    for kept in (tmp_path / "cache").iterdir():
        kept.write_bytes(b"damaged")
    write_fonts(tmp_path / "site", tmp_path / "cache")
    faces = {file.stem: file.read_bytes().decode() for file in (tmp_path / "site" / webfonts.FOLDER).glob("*.woff2")}
    assert faces == {face.name: face.name for face in webfonts.FACES}
    process = begin_fonts(tmp_path / "other")
    assert process is not None
    process.join()
    assert begin_fonts(tmp_path / "other") is None
