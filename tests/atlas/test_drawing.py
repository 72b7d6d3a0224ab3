"""The map as SVG: light, without a colour of its own, and telling what it shows."""

from __future__ import annotations

import gzip
import re

from imprenta.atlas.drawing import SHAPES, Lettering, Mark, draw, symbol
from imprenta.atlas.outline import TOLERANCE, land, simplified
from imprenta.atlas.projection import fit
from imprenta.atlas.svg import to_html
from lxml import html

LETTERING = Lettering("Source Sans Pro", 12, lambda text, size: len(text) * size * 0.5)
CITIES = [
    Mark("Ciudad de México", 19.43, -99.13),
    Mark("Montevideo", -34.9, -56.16),
    Mark("Madrid", 40.42, -3.7),
]


def drawn(marks: list[Mark]) -> tuple[str, html.HtmlElement]:
    frame = fit([(mark.longitude, mark.latitude) for mark in marks], 360, 30)
    text = to_html(draw(frame, marks, LETTERING, "Mapa & más", "Tres ciudades"))
    return text, html.fragment_fromstring(text)


def test_it_is_light() -> None:
    text, _ = drawn(CITIES)
    assert len(text.encode()) <= 12_000
    assert len(gzip.compress(text.encode())) <= 4_000


def test_it_is_an_image_with_title_and_description() -> None:
    _, tree = drawn(CITIES)
    assert tree.get("role") == "img"
    assert [tree[0].tag, tree[0].text, tree[1].tag, tree[1].text] == ["title", "Mapa & más", "desc", "Tres ciudades"]
    assert [" ".join(node.text_content().split()) for node in tree.iter("text")] == [
        "Madrid",
        "Montevideo",
        "Ciudad de México",
    ]


def test_with_links_it_is_a_group_of_them() -> None:
    _, tree = drawn([*CITIES, Mark("Lima", -12.05, -77.04, href="05-lima/", note="Lima: Cuaderno 5")])
    assert tree.get("role") == "group"
    (link,) = tree.iter("a")
    assert link.get("href") == "05-lima/"
    assert link[0].text == "Lima: Cuaderno 5"


def test_it_has_no_colour_of_its_own() -> None:
    text, _ = drawn([Mark(shape, 10 * index, 0, shape, index % 2 == 0) for index, shape in enumerate(SHAPES)])
    colours = set(re.findall(r'(?:fill|stroke)="([^"]*)"', text))
    assert colours == {"currentColor", "none"}
    assert "#" not in text and "rgb" not in text


def test_every_shape_is_another() -> None:
    forms = {symbol(shape, (6, 6), 4).get("d") for shape in SHAPES}
    assert len(forms) == len(SHAPES)


def test_a_place_beyond_the_window_is_not_drawn() -> None:
    frame = fit([(-5, 36), (3, 44)], 360, 30)
    tree = html.fragment_fromstring(to_html(draw(frame, CITIES, LETTERING, "t", "d")))
    assert [node.text_content() for node in tree.iter("text")] == ["Madrid"]


def test_the_land_ends_at_the_edge() -> None:
    frame = fit([(-99.1, 19.4), (2.2, 43.5)], 360, 30)
    for piece in re.findall(r"M([^z]*)z", land(frame)):
        start, steps = piece.split("l")
        x, y = (float(part) for part in start.split())
        numbers = [float(part) for part in re.findall(r"-?(?:\d+(?:\.\d)?|\.\d)", steps)]
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + dx, y + dy
            assert -5 <= x <= frame.width + 5 and -5 <= y <= frame.height + 5


def test_simplifying_leaves_out_what_nobody_sees() -> None:
    straight = [(float(x), 0.2 * TOLERANCE * (x % 2)) for x in range(11)]
    assert simplified(straight) == [(0.0, 0.0), (10.0, 0.0)]
    corner = [(0.0, 0.0), (5.0, 5.0), (10.0, 0.0)]
    assert simplified(corner) == corner
