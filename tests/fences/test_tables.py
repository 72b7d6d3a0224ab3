"""Participants, deliverables and alliances: what may stand in them and how they are shown."""

from __future__ import annotations

from collections.abc import Callable

from imprenta.fences.context import RenderingContext
from lxml import html

from tests.fences.conftest import DELIVERABLES, VOLUME
from tests.fences.reading import drawn, found, texts

Context = Callable[..., RenderingContext]

REGIONS = """\
regions:
  - name: América Latina y el Caribe
    members: [Asunción, Bogotá]
  - name: Unión Europea
    members: [Madrid & Barcelona]
"""
ALLIANCES = """\
- name: Alianza del agua
  year: 2009
  text: Dura todavía.
  cities:
    - {name: Sevilla, country: ES, latitude: 37.39, longitude: -5.98}
    - {name: Montevideo, country: UY}
    - {name: Madrid, country: ES}
"""


def test_nobody_takes_part_twice() -> None:
    body = "regions:\n  - name: A\n    members:\n      - X\n      - Y\n      - x\n  - name: a\n    members: [X]\n"
    assert found("participants", body) == [(17, "FEN10"), (18, "FEN10")]


def test_a_region_has_members() -> None:
    assert found("participants", "regions:\n  - name: A\n    members: []\n") == [(14, "FEN01")]
    assert found("participants", "regions: []\n") == [(12, "FEN01")]


def test_participants_are_lists_by_region_with_their_numbers(context: Context) -> None:
    tree = drawn("participants", REGIONS, context())
    assert texts(tree, "//p") == [
        "América Latina y el Caribe (2 participantes)",
        "Unión Europea (1 participante)",
        "En total: 3 participantes",
    ]
    assert [len(group) for group in tree.xpath("//ul")] == [2, 1]
    assert texts(tree, "//li") == ["Asunción", "Bogotá", "Madrid & Barcelona"]
    english = drawn("participants", REGIONS, context("en"))
    assert texts(english, "//p")[1:] == ["Unión Europea (1 participant)", "In all: 3 participants"]


def test_deliverables_come_from_the_volume_not_from_the_fence() -> None:
    assert found("deliverables", "\n\ndeliverables: []\n") == [(14, "FEN11")]


def test_deliverables_stand_against_their_dates(context: Context) -> None:
    tree = drawn("deliverables", "", context(volume=VOLUME + DELIVERABLES))
    assert texts(tree, "//thead//th[@scope='col']") == ["Producto", "Contenido", "Fecha", "Extensión máxima", "Estado"]
    assert [texts(row, "./th|./td") for row in tree.xpath("//tbody/tr")] == [
        ["Prediagnóstico", "Presenta el tema", "12 de octubre de 2020", "15 páginas", "pendiente"],
        ["Taller", "—", "20 y 21 de octubre de 2020", "—", "entregado"],
        ["Documento", "—", "cuarto trimestre de 2020 (versión final)", "—", "aceptado"],
    ]
    assert tree.xpath("//time/@datetime") == ["2020-10-12"]


def test_a_column_that_nobody_fills_is_left_out(context: Context) -> None:
    bare = VOLUME + "deliverables:\n  - product: {es: Informe, en: Report}\n    due: 2020-10\n"
    tree = drawn("deliverables", "", context("en", volume=bare))
    assert texts(tree, "//thead//th") == ["Deliverable", "Due"]
    assert texts(tree, "//tbody/tr/*") == ["Report", "October 2020"]


def test_an_alliance_takes_two_cities() -> None:
    assert found("alliances", "- name: A\n  cities:\n    - {name: X, country: ES}\n") == [(13, "FEN12")]
    assert found("alliances", "[]") == [(12, "FEN01")]


def test_a_country_is_one_and_a_place_has_both_coordinates() -> None:
    body = "- name: A\n  cities:\n    - {name: X, country: EX}\n    - {name: Y, country: ES, latitude: 1}\n"
    assert found("alliances", body.replace("EX", "XX")) == [(14, "FEN13"), (15, "FEN14")]


def test_alliances_are_a_table_of_cities_by_country(context: Context) -> None:
    tree = drawn("alliances", ALLIANCES, context())
    assert texts(tree, "//caption") == ["Alianzas y ciudades que las forman"]
    assert texts(tree, "//thead//th[@scope='col']") == ["Alianza", "Ciudades"]
    assert texts(tree, "//th[@scope='row']") == ["Alianza del agua (2009)"]
    assert texts(tree, "//td/ul/li") == ["España: Sevilla, Madrid", "Uruguay: Montevideo"]
    assert texts(tree, "//td/p") == ["Dura todavía."]
    assert texts(drawn("alliances", ALLIANCES, context("en")), "//td/ul/li")[0] == "Spain: Sevilla, Madrid"


def test_cities_whose_place_is_known_stand_on_a_map_for_each_shore(context: Context) -> None:
    body = ALLIANCES.replace("country: UY}", "country: UY, latitude: -34.9, longitude: -56.16}")
    tree = drawn("alliances", body, context())
    maps = tree.xpath("//figure/*[local-name()='svg']")
    assert [drawing.get("role") for drawing in maps] == ["img", "img"]
    assert [drawing[0].text for drawing in maps] == ["Mapa de las ciudades: Uruguay", "Mapa de las ciudades: España"]
    assert [drawing[1].text for drawing in maps] == ["Alianza del agua: Montevideo", "Alianza del agua: Sevilla"]
    assert texts(tree, "//*[local-name()='text']") == ["Montevideo", "Sevilla"]
    assert tree.xpath("count(//table)") == 1
    assert tree.xpath("//th/*[local-name()='svg']/@aria-hidden") == ["true"]


def test_without_a_place_there_is_no_map(context: Context) -> None:
    body = ALLIANCES.replace(", latitude: 37.39, longitude: -5.98", "")
    assert drawn("alliances", body, context()).tag == "table"


def test_every_alliance_has_its_own_mark(context: Context) -> None:
    cities = "  cities:\n    - {name: A, country: ES, latitude: 40, longitude: -3}\n    - {name: B, country: PT}\n"
    body = "".join(f"- name: Alianza {number}\n{cities}" for number in range(10))
    tree = drawn("alliances", body, context())
    marks = tree.xpath("//th/*[local-name()='svg']")
    assert len({html.tostring(mark[0]) for mark in marks}) == 10
