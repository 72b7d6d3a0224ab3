"""The map of the collection: the cities of the workshops with their names, those of the alliances as small rings."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from lxml.etree import _Element

from imprenta.atlas.drawing import Lettering, Mark, draw
from imprenta.atlas.projection import fit
from imprenta.fences.measure import FACE, text_width
from imprenta.languages import strings
from imprenta.model import Collection
from imprenta.overview.places import AllianceCity, City
from imprenta.urls import page_url, relative_url

WIDTH = 360
"""Of the map, in CSS pixels: a phone's; where there is room, the style sheet writes the names smaller instead."""

_SIZE, _PADDING = 13.5, 26
_RING = 1.7


def collection_map(
    collection: Collection, language: str, cities: Sequence[City], allied: Sequence[AllianceCity], page: str
) -> _Element | None:
    """Return the map as an SVG element; None where no place is known. Its links start from the page at `page`."""
    marks = [mark for city in cities if (mark := _mark(collection, language, city, page))]
    rings = [
        Mark("", city.latitude, city.longitude, hollow=True, radius=_RING, kind="map-allied", note=city.name)
        for city in allied
        if city.name not in {mark.name for mark in marks}
    ]
    if not marks and not rings:
        return None
    words = strings(language, "overview")
    frame = fit([(mark.longitude, mark.latitude) for mark in (*marks, *rings)], WIDTH, _PADDING)
    southwards = sorted(marks, key=lambda mark: -mark.latitude)
    described = words["map_description"].format(cities=", ".join(mark.name for mark in southwards))
    return draw(frame, [*marks, *rings], Lettering(FACE, _SIZE, text_width), words["map_title"], described)


def _mark(collection: Collection, language: str, city: City, page: str) -> Mark | None:
    if city.latitude is None or city.longitude is None:
        return None
    label = strings(language, "site")["cuaderno_number"]
    numbers = [volume.metadata.number for volume in city.volumes]
    told = ", ".join(label.format(number=number) for number in numbers if number)
    return Mark(
        city.name,
        city.latitude,
        city.longitude,
        kind="map-workshop",
        href=_address(collection, language, city, page),
        note=f"{city.name}: {told}" if told else city.name,
    )


def _address(collection: Collection, language: str, city: City, page: str) -> str:
    """Return where a city leads: to its volume, or to the catalogue's choice of its volumes."""
    if len(city.volumes) == 1:
        return relative_url(page_url(collection, language, city.volumes[0], None), page)
    home = relative_url(page_url(collection, language, None, None), page)
    return f"{home}?city={quote(city.key)}#volumes"
