"""A book too large for a weak link is offered in a light edition too; nothing else is."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from tests.sites import BASE, Built, project

LIMA = "01-lima-2014"
BEYOND = 5_000_000


def photograph(seed: int) -> bytes:
    """Return a JPEG of more than three million bytes."""
    noise = Image.effect_noise((2600, 1900), 90 + seed)
    stream = BytesIO()
    Image.merge("RGB", (noise, noise.rotate(180), noise)).save(stream, "JPEG", quality=93)
    return stream.getvalue()


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    note = f"cuadernos/{LIMA}/concept-note.es.md"
    text = (BASE / note).read_text(encoding="utf-8")
    pictures = {f"cuadernos/{LIMA}/images/{name}.jpg": photograph(seed) for seed, name in enumerate(("plaza", "calle"))}
    shown = "\n![La plaza](images/plaza.jpg)\n\n![La calle](images/calle.jpg)\n"
    drawn = project(tmp_path_factory.mktemp("light") / "press", {note: text + shown, **pictures}).configure()
    made = drawn.build(books=True)
    assert made.status == 0, made.log
    return made


def offers(built: Built, url: str) -> list[Path]:
    """Return the files that a page offers, in their order."""
    links = built.page(url).xpath("//section//li/a[@type='application/pdf']/@href")
    return [(built.site / url / link).resolve() for link in links]


def test_a_volume_offers_its_light_edition_beside_the_large_one(built: Built) -> None:
    files = offers(built, f"{LIMA}/")
    light = [file.name for file in files if "-light." in file.name]
    assert light and all(file.is_file() for file in files)
    for name in light:
        large = next(file for file in files if file.name == name.replace("-light.", "."))
        assert large.stat().st_size > BEYOND > 4 * (large.parent / name).stat().st_size
    assert {f.name for f in files if f.stat().st_size > BEYOND} == {name.replace("-light.", ".") for name in light}
    assert "@@" not in (built.site / LIMA / "index.html").read_text(encoding="utf-8")


def test_it_is_proven_and_told_to_machines(built: Built) -> None:
    light = {file.name for file in offers(built, f"{LIMA}/") if "-light." in file.name}
    proven = json.loads((built.site / "compliance" / "compliance.json").read_text(encoding="utf-8"))
    assert {Path(book["file"]).name for book in proven if book["light"]} == light
    told = json.loads((built.site / "catalog.json").read_text(encoding="utf-8"))
    files = [file for volume in told["volumes"] for file in volume.get("files", ())]
    assert {file["url"].rpartition("/")[2] for file in files if file["light"]} == light
