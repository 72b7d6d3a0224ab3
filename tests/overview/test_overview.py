"""Map and timeline of the collection: every workshop is on both, where and when it was, and leads to its volume."""

from __future__ import annotations

import datetime
import gzip
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from imprenta.collection import read_collection
from imprenta.model import Collection, Status
from imprenta.overview.places import alliance_cities, workshop_cities
from imprenta.overview.timeline import spread, timeline
from imprenta.overview.view import overview
from imprenta.urls import join_url, page_url
from lxml import html

ROOT = Path(__file__).parents[2]
LANGUAGES = ("es", "en")


@pytest.fixture(scope="module")
def collection() -> Collection:
    reading = read_collection(ROOT)
    assert reading.collection is not None
    return reading.collection


def tree(drawing: str) -> html.HtmlElement:
    return html.fragment_fromstring(drawing)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_city_of_a_workshop_is_on_the_map_and_leads_to_its_volumes(collection: Collection, language: str) -> None:
    home = page_url(collection, language, None, None)
    drawn = tree(overview(collection, language, home, lambda volume: "").map)
    links = {" ".join(a.find("text").text_content().split()): a.get("href") for a in drawn.iter("a")}
    cities = workshop_cities(collection, language)
    assert set(links) == {city.name for city in cities}
    for city in cities:
        target = join_url(home, links[city.name])
        if len(city.volumes) == 1:
            assert target == page_url(collection, language, city.volumes[0], None)
        else:
            assert target == f"{home}#volumes"
            assert f"?city={city.key}#" in links[city.name]


def test_a_city_of_two_workshops_stands_once(collection: Collection) -> None:
    (montevideo,) = (city for city in workshop_cities(collection, "es") if city.name == "Montevideo")
    assert [volume.metadata.number for volume in montevideo.volumes] == [7, 11]
    drawn = tree(overview(collection, "es", "", lambda volume: "").map)
    assert "Montevideo: Cuaderno 7, Cuaderno 11" in [title.text for title in drawn.iter("title")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_cities_of_the_alliances_are_rings(collection: Collection, language: str) -> None:
    cities = alliance_cities(collection, language)
    assert len(cities) == 22
    drawn = tree(overview(collection, language, "", lambda volume: "").map)
    rings = drawn.xpath("//*[contains(@class, 'map-allied')]")
    assert {ring.find("title").text for ring in rings} == {city.name for city in cities}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_holds_what_the_drawings_show(collection: Collection, language: str) -> None:
    shown = overview(collection, language, "", lambda volume: "")
    drawn = {a.get("href").strip("/").rpartition("/")[2] for a in tree(shown.timeline).iter("a")}
    assert drawn == {volume.slug for volume in shown.workshops}
    (source,) = shown.sources
    assert sum(len(names) for names in source.cities.values()) == 22


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_timeline_is_true_to_scale(collection: Collection, language: str) -> None:
    drawn = tree(overview(collection, language, "", lambda volume: "").timeline)
    years = {node.text: float(node.get("y")) for node in drawn.xpath("//text[@class='timeline-year']")}
    assert list(years) == [str(year) for year in range(2013, 2021)]
    steps = {round(b - a, 0) for a, b in pairwise(years.values())}
    assert len(steps) == 1
    madrid = next(a for a in drawn.iter("a") if "Madrid" in a.text_content())
    share = (float(madrid.find("circle").get("cy")) + 5 - years["2018"]) / (years["2019"] - years["2018"])
    real = (datetime.date(2018, 9, 7) - datetime.date(2018, 1, 1)).days / 365
    assert share == pytest.approx(real, abs=0.01)


def test_what_is_known_of_a_date_is_what_is_drawn(collection: Collection) -> None:
    drawn = tree(overview(collection, "es", "", lambda volume: "").timeline)
    for a, volume in zip(drawn.iter("a"), overview(collection, "es", "", lambda v: "").workshops, strict=True):
        workshop = volume.metadata.workshop
        assert workshop is not None
        assert (a.find("circle") is not None) is (workshop.start.exact is not None), volume.slug
        mark = a.find("circle") if a.find("circle") is not None else a.find("rect")
        assert ("timeline-hollow" in mark.get("class")) is (volume.metadata.status is Status.ANNOUNCED), volume.slug
    quarter = next(a for a in drawn.iter("a") if "7 Montevideo" in a.text_content()).find("rect")
    month = next(a for a in drawn.iter("a") if "5 Lima" in a.text_content()).find("rect")
    assert float(quarter.get("height")) == pytest.approx(3 * float(month.get("height")), rel=0.1)


@pytest.mark.parametrize("language", LANGUAGES)
def test_they_are_light(collection: Collection, language: str) -> None:
    shown = overview(collection, language, "", lambda volume: "--ink:#8a1f3d;--tint:#f7f0f2;--glow:#c78f9e")
    for drawing in (shown.map, shown.timeline):
        assert len(drawing.encode()) <= 25_000
        assert len(gzip.compress(drawing.encode())) <= 10_000


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ([10, 100, 200], [10, 100, 200]),
        ([100, 100], [80, 120]),
        ([0, 0, 0], [5, 45, 85]),
        ([100, 110, 300], [85, 125, 300]),
        ([], []),
    ],
)
def test_words_stand_apart_and_near(wanted: list[float], expected: list[float]) -> None:
    assert spread(wanted, 40, 5) == pytest.approx(expected)


def test_without_workshops_there_is_nothing_to_draw(collection: Collection) -> None:
    methodology = tuple(volume for volume in collection.volumes if volume.metadata.workshop is None)
    bare = replace(collection, volumes=())
    assert overview(bare, "es", "", lambda volume: "").map == ""
    assert timeline(bare, "es", "", lambda volume: "") is None
    assert overview(replace(collection, volumes=methodology), "es", "", lambda volume: "").map != ""
