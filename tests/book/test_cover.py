"""The motif says what it is drawn from, and nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest
from imprenta.book.cover import RADIUS, SIZE, Motif, motif, motif_svg
from lxml import etree
from tiny_library import VOLUME, orders_of


@pytest.fixture
def order(tmp_path):
    return orders_of(tmp_path)["cuaderno-11.es.pdf"]


def test_it_is_drawn_from_the_workshop(order):
    drawn = motif(order)
    assert (drawn.latitude, drawn.longitude, drawn.dots) == (-34.91, -56.19, 2)
    assert drawn.start == pytest.approx(293 / 366)  # 20 October 2020 is the 294th day of a leap year
    assert drawn.end == pytest.approx(295 / 366)


def test_without_a_workshop_it_counts_the_chapters(tmp_path):
    plain = "".join(line for line in VOLUME.splitlines(keepends=True) if not line.startswith((" ", "workshop")))
    drawn = motif(orders_of(tmp_path, volume=plain)["cuaderno-11.es.pdf"])
    assert drawn == Motif(0.0, -45.0, None, None, 2)


def test_the_same_volume_gives_the_same_drawing_and_another_city_another(order):
    assert motif_svg(order) == motif_svg(order)
    workshop = order.metadata.workshop.model_copy(update={"coordinates": None})
    elsewhere = replace(order, metadata=order.metadata.model_copy(update={"workshop": workshop}))
    assert motif_svg(elsewhere) != motif_svg(order)


def test_the_globe_stays_inside_its_circle(order):
    path = etree.fromstring(motif_svg(order).encode()).find(".//{*}path").get("d")
    points = [point.split() for line in path.split("M")[1:] for point in line.split("L")]
    assert len(points) > 500
    assert max((float(x) ** 2 + float(y) ** 2) ** 0.5 for x, y in points) <= RADIUS + 0.1
    assert RADIUS < SIZE / 2
