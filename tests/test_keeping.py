"""What took time to make is kept, and made anew where it is damaged."""

from __future__ import annotations

import errno
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


def test_a_thing_under_the_name_of_another_is_made_anew(tmp_path: Path) -> None:
    for key in ("one", "other"):
        Keeper(tmp_path / key).get(key, key.encode)
    (one,), (other,) = ((tmp_path / key).iterdir() for key in ("one", "other"))
    other.with_name(f"{other.name.partition('-')[0]}-{one.name.partition('-')[2]}").write_bytes(one.read_bytes())
    other.unlink()
    assert Keeper(tmp_path / "other").get("other", lambda: b"anew") == b"anew"


def test_what_cannot_be_kept_is_made_each_time(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("no folder")
    keeper = Keeper(tmp_path / "cache" / "pictures")
    assert [keeper.get("key", lambda: b"a thing") for _ in range(2)] == [b"a thing"] * 2
    assert not keeper.has("key")


def test_a_full_disk_leaves_no_half_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "write_bytes", _disk_full)
    assert Keeper(tmp_path).get("key", lambda: b"a thing") == b"a thing"
    assert list(tmp_path.iterdir()) == []


def _disk_full(path: Path, content: bytes) -> int:
    with path.open("wb") as stream:
        stream.write(content[:3])
    raise OSError(errno.ENOSPC, "No space left on device", str(path))


def test_what_cannot_be_read_is_made_anew(tmp_path: Path) -> None:
    keeper = Keeper(tmp_path)
    keeper.get("key", lambda: b"a thing")
    (kept,) = tmp_path.iterdir()
    kept.unlink()
    kept.mkdir()
    assert keeper.get("key", lambda: b"anew") == b"anew"


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
