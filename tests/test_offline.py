"""What the site leaves for devices: manifests, icons, and a service worker that knows which pictures it keeps."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from urllib.parse import urljoin

import pytest
from imprenta import offline
from imprenta.collection import read_collection
from imprenta.model import Collection
from PIL import Image

ROOT = Path(__file__).parents[1]
SITE = "https://example.org/cuadernos/"


@pytest.fixture(scope="module")
def collection() -> Collection:
    reading = read_collection(ROOT)
    assert reading.collection is not None
    return reading.collection


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site with a page, a picture and the worker."""
    for source, target in ((offline.ICON, offline.ICON), ("../overrides/sw.js", offline.WORKER)):
        (tmp_path / target).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / "docs" / source, tmp_path / target)
    (tmp_path / "index.html").write_text("<p>Hola</p>", encoding="utf-8")
    (tmp_path / "assets/motifs").mkdir()
    (tmp_path / "assets/motifs/one.svg").write_text("<svg/>", encoding="utf-8")
    return tmp_path


def test_manifests_icons_and_worker_are_written(collection: Collection, site: Path, tmp_path: Path) -> None:
    offline.write_offline(collection, site, tmp_path / "cache")
    for language in collection.metadata.codes:
        assert (site / offline.manifest_url(collection, language)).is_file()
    for size in offline.SIZES:
        with Image.open(site / offline.ICONS / f"icon-{size}.png") as icon:
            assert icon.size == (size, size)
            assert icon.convert("RGBA").getpixel((0, 0))[3] == 0, "rounded: its corners are clear"
    with Image.open(site / offline.ICONS / "icon-512-maskable.png") as icon:
        assert icon.convert("RGBA").getpixel((0, 0))[3] == 255, "a device cuts the corners itself"
    assert sum(file.stat().st_size for file in (site / offline.ICONS).iterdir()) < 40_000
    worker = (site / offline.WORKER).read_text(encoding="utf-8")
    assert offline.MARK not in worker
    assert re.search(r'"cuadernos-lasting:[0-9a-f]{16}"', worker)


@pytest.mark.parametrize(("language", "home"), [("es", SITE), ("en", f"{SITE}en/")])
def test_a_manifest_holds_under_any_path(collection: Collection, language: str, home: str) -> None:
    made = offline.manifest(collection, language)
    own = SITE + offline.manifest_url(collection, language)
    assert urljoin(own, str(made["start_url"])) == home
    assert urljoin(own, str(made["scope"])) == SITE
    icons = made["icons"]
    assert isinstance(icons, list)
    assert {urljoin(own, icon["src"]) for icon in icons} == {
        f"{SITE}assets/icons/{name}" for name in ("icon-192.png", "icon-512.png", "icon-512-maskable.png")
    }


def test_a_new_picture_is_a_new_build_and_a_new_text_is_not(site: Path) -> None:
    before = offline.lasting_digest(site)
    (site / "index.html").write_text("<p>Adiós</p>", encoding="utf-8")
    assert offline.lasting_digest(site) == before
    (site / "assets/motifs/one.svg").write_text("<svg></svg>", encoding="utf-8")
    changed = offline.lasting_digest(site)
    assert changed != before
    (site / "assets/motifs/one.svg").rename(site / "assets/motifs/two.svg")
    renamed = offline.lasting_digest(site)
    assert renamed != changed
    (site / "boat-480.webp").write_bytes(b"picture")
    assert offline.lasting_digest(site) != renamed, "a volume's pictures stand beside its pages"


def test_the_worker_keeps_what_the_digest_counts() -> None:
    worker = (ROOT / "overrides" / offline.WORKER).read_text(encoding="utf-8")
    found = re.search(r"LASTING = /\\/assets\\/\(([a-z|]+)\)\\/\|\\\.\(([a-z|?]+)\)\$/", worker)
    assert found
    assert {f"assets/{name}" for name in found[1].split("|")} == set(offline._LASTING)
    endings = {ending for name in found[2].split("|") for ending in ({"jpg", "jpeg"} if name == "jpe?g" else {name})}
    assert {f".{ending}" for ending in endings} == offline._PICTURES


def test_the_worker_asks_no_other_host() -> None:
    worker = (ROOT / "overrides" / offline.WORKER).read_text(encoding="utf-8")
    assert "http" not in worker.replace("https://", "http")
