"""What a book may read, and what it may not."""

from __future__ import annotations

import base64

import pytest
from imprenta.book.jail import Jail, Refused, loaded_by_svg

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{}</svg>'


@pytest.fixture
def jail(tmp_path):
    (tmp_path / "volume" / "images").mkdir(parents=True)
    (tmp_path / "volume" / "images" / "a.txt").write_text("inside")
    (tmp_path / "secret.txt").write_text("outside")
    (tmp_path / "volume" / "link.txt").symlink_to(tmp_path / "secret.txt")
    return Jail([tmp_path / "volume"])


def test_it_reads_the_volume_and_data(jail, tmp_path):
    assert jail.fetch((tmp_path / "volume" / "images" / "a.txt").as_uri()).read() == b"inside"
    assert jail.fetch("data:text/plain;base64," + base64.b64encode(b"word").decode()).read() == b"word"
    assert jail.refused == []


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/a.png",
        "https://example.org/a.png",
        "ftp://example.org/a.png",
        "file:///etc/passwd",
        "file://server/share/a.png",
        "FILE:///etc/passwd",
        "{volume}/../secret.txt",
        "{volume}/%2e%2e/secret.txt",
        "{volume}/link.txt",
    ],
)
def test_it_refuses_the_rest_and_remembers(jail, tmp_path, url):
    url = url.format(volume=(tmp_path / "volume").as_uri())
    with pytest.raises(Refused):
        jail.fetch(url)
    assert jail.refused == [url]


@pytest.mark.parametrize(
    ("drawing", "loaded"),
    [
        ('<image xlink:href="file:///etc/passwd"/>', "file:///etc/passwd"),
        ('<image href="other.png"/>', "other.png"),
        ('<use href="other.svg#a"/>', "other.svg#a"),
        ('<rect fill="url(http://example.org/a)"/>', "http://example.org/a"),
        ("<style>@import 'a.css';</style>", "@import"),
        ("<style>rect { fill: URL( 'a.svg' ) }</style>", "a.svg"),
        ("<rect>", "Opening and ending tag mismatch: rect line 1 and svg, line 1, column 96"),
    ],
)
def test_drawings_that_load_are_told(drawing, loaded):
    assert loaded_by_svg(SVG.format(drawing).encode()) == loaded


def test_entities_are_told():
    drawing = '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + SVG.format("<text>&x;</text>")
    assert loaded_by_svg(drawing.encode()).startswith("<!DOCTYPE svg")


def test_style_sheets_before_the_drawing_are_told():
    assert (
        loaded_by_svg(b'<?xml-stylesheet href="a.css"?>' + SVG.format("").encode()) == '<?xml-stylesheet href="a.css"?>'
    )


def test_drawings_that_hold_what_they_show_are_fine():
    inside = '<rect fill="url(#a)"/><use href="#a"/><image href="data:image/png;base64,AA=="/><a href="https://example.org/">x</a>'
    assert loaded_by_svg(SVG.format(inside).encode()) is None


def test_a_drawing_that_loads_is_refused_when_it_is_fetched(jail, tmp_path):
    images = tmp_path / "volume" / "images"
    (images / "good.svg").write_text(SVG.format("<rect/>"))
    (images / "bad.SVG").write_text(SVG.format('<image href="a.txt"/>'))
    assert b"<rect/>" in jail.fetch((images / "good.svg").as_uri()).read()
    with pytest.raises(Refused, match=r"bad\.SVG: a\.txt$"):
        jail.fetch((images / "bad.SVG").as_uri())
