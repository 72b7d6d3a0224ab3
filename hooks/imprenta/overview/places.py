"""The cities of the collection: those that held a workshop, and those of the alliances that its texts tell of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from imprenta.fences import alliances
from imprenta.model import Collection, Document, Text, Volume


@dataclass(frozen=True, slots=True)
class City:
    """A city that held workshops.

    Attributes:
        key: its name in the collection's first language, as the catalogue's filter knows it.
        name: in the reader's language.
        country: ISO 3166-1 code.
        latitude, longitude: in degrees; of the first workshop whose place is known. None where none is.
        volumes: of its workshops, in the order of the collection.
    """

    key: str
    name: str
    country: str
    latitude: float | None
    longitude: float | None
    volumes: tuple[Volume, ...]


@dataclass(frozen=True, slots=True)
class AllianceCity:
    """A city of an alliance, with the text that tells of it."""

    name: str
    country: str
    latitude: float
    longitude: float
    volume: Volume
    document: Document


def workshop_cities(collection: Collection, language: str) -> tuple[City, ...]:
    """Return the cities of the workshops, in the order of their first one."""
    held: dict[tuple[str, str], list[Volume]] = {}
    for volume in collection.volumes:
        if workshop := volume.metadata.workshop:
            key = workshop.city.best(collection.metadata.default_language)
            held.setdefault((key, workshop.country), []).append(volume)
    return tuple(_city(key, country, volumes, language) for (key, country), volumes in held.items())


def _city(key: str, country: str, volumes: list[Volume], language: str) -> City:
    workshops = [volume.metadata.workshop for volume in volumes if volume.metadata.workshop]
    place = next((workshop.coordinates for workshop in workshops if workshop.coordinates), None)
    name = workshops[0].city.best(language) or key
    latitude, longitude = (place.latitude, place.longitude) if place else (None, None)
    return City(key, name, country, latitude, longitude, tuple(volumes))


def alliance_cities(collection: Collection, language: str) -> tuple[AllianceCity, ...]:
    """Return the cities of the alliances whose place is known, each once, in the order of the texts."""
    found = {(city.name, city.country): city for city in reversed([*_allied(collection, language)])}
    return tuple(reversed(found.values()))


def _allied(collection: Collection, language: str) -> Iterator[AllianceCity]:
    for volume in collection.volumes:
        for document in volume.everything:
            text = document.translations.get(language)
            for city in _of_fences(text) if text else ():
                if city.latitude is not None and city.longitude is not None:
                    yield AllianceCity(city.name, city.country, city.latitude, city.longitude, volume, document)


def _of_fences(text: Text) -> Iterator[alliances.City]:
    for fence in text.fences:
        model, _ = alliances.read(fence, text.place(fence.line)) if fence.name == "alliances" else (None, [])
        for alliance in model.root if model else ():
            yield from alliance.cities
