"""The faces of the site: small, complete for both languages, and under names that their licence allows."""

from __future__ import annotations

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from imprenta.webfonts import FACES, FOLDER, RESERVED, write_fonts


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("fonts")
    write_fonts(place / "site", place / "cache")
    return place / "site" / FOLDER


def test_no_face_is_called_by_the_reserved_name(folder: Path) -> None:
    for face in FACES:
        names = {record.nameID: str(record) for record in TTFont(folder / f"{face.name}.woff2")["name"].names}
        assert not [n for n in (1, 2, 3, 4, 6, 16, 17, 18, 21, 22, 25) if RESERVED in names.get(n, "")], face.name
        assert RESERVED in names[0], "the copyright notice stays"
        assert "Open Font License" in names[13]


def test_the_licences_are_beside_the_faces(folder: Path) -> None:
    assert sorted(file.name for file in folder.glob("licence-*.txt")) == [
        "licence-font-source-sans-pro.txt",
        "licence-font-source-serif-pro.txt",
    ]


def test_text_faces_have_the_letters_of_both_languages(folder: Path) -> None:
    for face in FACES[:5]:
        letters = TTFont(folder / f"{face.name}.woff2").getBestCmap()
        assert not [c for c in "áéíóúüñÁÉÍÓÚÜÑ¿¡«»—–“”‘’…ºª€·çãõêàèôß" if ord(c) not in letters], face.name


def test_the_faces_of_a_page_fit_its_budget(folder: Path) -> None:
    assert sum((folder / f"{face.name}.woff2").stat().st_size for face in FACES) < 76_000


def test_what_was_cut_once_is_kept_to_the_byte(folder: Path, tmp_path: Path) -> None:
    write_fonts(tmp_path / "site", tmp_path / "cache")
    for face in FACES:
        name = f"{face.name}.woff2"
        assert (tmp_path / "site" / FOLDER / name).read_bytes() == (folder / name).read_bytes()
