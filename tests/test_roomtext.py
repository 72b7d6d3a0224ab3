"""The text of a page as the reading room shows it."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from types import SimpleNamespace
from typing import Any

import pytest
from imprenta.languages import strings
from imprenta.pictures import picture, write_pictures
from imprenta.roomtext import room_text
from lxml import html as lxml_html
from PIL import ExifTags, Image

WORDS = strings("es", "site")


def shown(fragment: str, url: str = "11-x/agenda/", volume: Any = None) -> lxml_html.HtmlElement:
    return lxml_html.fragment_fromstring(room_text(fragment, WORDS, url, volume), create_parent="div")


def test_a_table_scrolls_in_a_box_named_after_its_caption_or_its_heading() -> None:
    root = shown(
        "<h2>Plazos<a class='headerlink' href='#x'>#</a></h2><table><tr><td>1</td></tr></table>"
        "<p>y</p><table><caption>Productos</caption><tr><td>2</td></tr></table>tail"
    )
    assert [box.get("aria-label") for box in root.find_class("scroll")] == ["Plazos", "Productos"]
    assert [box.get("tabindex") for box in root.find_class("scroll")] == ["0", "0"]
    assert root.find_class("scroll")[1].tail == "tail"


def test_permalinks_are_no_stops_and_titles_have_none() -> None:
    root = shown(
        "<h1>A<a class='headerlink' href='#a'>#</a></h1><h2>B<a class='headerlink' title='x' href='#b'>#</a></h2>"
    )
    assert root.findtext("h1") == "A" and root.find("h1/a") is None
    assert dict(root.find("h2/a").attrib) == {
        "class": "headerlink",
        "href": "#b",
        "tabindex": "-1",
        "aria-hidden": "true",
    }


def test_notes_speak_the_language_of_the_page() -> None:
    root = shown(
        '<p>x<sup><a class="footnote-ref" href="#fn:1">1</a></sup></p><div class="footnote"><hr><ol><li id="fn:1">'
        '<p>y <a class="footnote-backref" href="#fnref:1" title="Jump back">↩</a></p></li></ol></div>'
    )
    assert root.find_class("footnote-ref")[0].get("aria-label") == "Nota 1"
    back = root.find_class("footnote-backref")[0]
    assert (back.get("aria-label"), back.get("title")) == ("Volver al texto", None)
    assert root.find_class("footnote")[0].get("role") == "doc-endnotes"
    assert root.find(".//hr") is None


@pytest.fixture
def volume(tmp_path: Path) -> Any:
    (tmp_path / "images").mkdir()
    Image.new("RGB", (1000, 500), "red").save(tmp_path / "images/plaza.png")
    (tmp_path / "images/mapa.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 200"/>')
    images = (PurePosixPath("images/mapa.svg"), PurePosixPath("images/plaza.png"))
    return SimpleNamespace(slug="11-x", folder=tmp_path, images=images)


def test_pictures_come_with_their_size_and_smaller_versions(volume: Any, tmp_path: Path) -> None:
    root = shown('<p><img src="../images/plaza.png" alt="a"><img src="../images/mapa.svg" alt="b"></p>', volume=volume)
    raster, drawing = root.iter("img")
    assert (raster.get("width"), raster.get("height")) == ("1000", "500")
    assert raster.get("srcset") == (
        "../images/plaza.png-480.webp 480w, ../images/plaza.png-960.webp 960w, ../images/plaza.png 1000w"
    )
    assert (drawing.get("width"), drawing.get("height"), drawing.get("srcset")) == ("300", "200", None)
    assert raster.get("loading") == "lazy"


def test_smaller_versions_are_written_once_and_kept(volume: Any, tmp_path: Path) -> None:
    collection: Any = SimpleNamespace(volumes=(volume,))
    write_pictures(collection, tmp_path / "site", tmp_path / "cache")
    with Image.open(tmp_path / "site/11-x/images/plaza.png-480.webp") as small:
        assert (small.format, small.size) == ("WEBP", (480, 240))
    kept = {file: file.stat().st_mtime_ns for file in (tmp_path / "cache").iterdir()}
    assert len(kept) == 2
    write_pictures(collection, tmp_path / "again", tmp_path / "cache")
    assert {file: file.stat().st_mtime_ns for file in (tmp_path / "cache").iterdir()} == kept


def test_a_photograph_is_published_upright_and_without_its_place(volume: Any, tmp_path: Path) -> None:
    """As the book shows it (`tests/book/test_prints.py`); pages of `docs/`, whose files MkDocs copies, included."""
    told = Image.Exif()
    told[ExifTags.Base.Orientation], told[ExifTags.Base.Make] = 6, "SECRET"
    told[ExifTags.IFD.GPSInfo] = {1: "S", 2: (34.0, 54.0, 0.0)}
    lying = Image.new("RGB", (1000, 500), "red")
    lying.paste("blue", (500, 0, 1000, 500))
    lying.save(volume.folder / "images/plaza.jpg", exif=told)
    volume.images = (*volume.images, PurePosixPath("images/plaza.jpg"))
    site = tmp_path / "site"
    for copied in ("11-x/images/plaza.jpg", "en/assets/plaza.jpg"):
        (site / copied).parent.mkdir(parents=True, exist_ok=True)
        (site / copied).write_bytes((volume.folder / "images/plaza.jpg").read_bytes())
    (image,) = shown('<p><img src="../images/plaza.jpg" alt="a"></p>', volume=volume).iter("img")
    assert (image.get("width"), image.get("height")) == ("500", "1000")
    assert image.get("srcset") == "../images/plaza.jpg-480.webp 480w, ../images/plaza.jpg 500w"
    collection: Any = SimpleNamespace(volumes=(volume,))
    write_pictures(collection, site, tmp_path / "cache")
    files = sorted(site.rglob("plaza.jpg*"))
    assert len(files) == 3
    for file in files:
        assert b"SECRET" not in file.read_bytes()
        with Image.open(file) as published:
            upright = published.convert("RGB")
        width, height = upright.size
        assert height == 2 * width
        assert upright.getpixel((width // 2, height // 4))[0] > 200
        assert upright.getpixel((width // 2, height * 3 // 4))[2] > 200


def test_a_drawing_without_measures_has_none(volume: Any) -> None:
    (volume.folder / "images/mapa.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')
    assert picture(volume, PurePosixPath("images/mapa.svg")) is None
