"""What the home page's template shows of the collection at a glance."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from lxml.etree import _Element
from markupsafe import Markup

from imprenta.atlas.svg import to_html
from imprenta.languages import country_name, strings
from imprenta.model import Collection, Document, Volume
from imprenta.overview.cities_map import collection_map
from imprenta.overview.places import AllianceCity, alliance_cities, workshop_cities
from imprenta.overview.timeline import timeline


@dataclass(frozen=True, slots=True)
class Source:
    """The text that tells of alliances: its volume, its document, and its cities by country."""

    volume: Volume
    document: Document
    cities: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Overview:
    """Map and timeline in one language.

    Attributes:
        words: texts around them.
        map, timeline: the drawings; empty where there is nothing to draw.
        workshops: volumes with a workshop, by its date.
        sources: texts whose alliances are on the map.
    """

    words: Mapping[str, str]
    map: Markup
    timeline: Markup
    workshops: tuple[Volume, ...]
    sources: tuple[Source, ...]


def overview(collection: Collection, language: str, page: str, colours: Callable[[Volume], str]) -> Overview:
    """Return map and timeline for the page at `page` (relative to the root of the site).

    `colours` gives a volume's colours as CSS declarations.
    """
    cities, allied = workshop_cities(collection, language), alliance_cities(collection, language)
    return Overview(
        words=strings(language, "overview"),
        map=_markup(collection_map(collection, language, cities, allied, page)),
        timeline=_markup(timeline(collection, language, page, colours)),
        workshops=_by_date(collection),
        sources=_sources(collection, language, allied),
    )


def _markup(drawing: _Element | None) -> Markup:
    return Markup("" if drawing is None else to_html(drawing))


def _by_date(collection: Collection) -> tuple[Volume, ...]:
    dated = [(w.start.first_day, volume) for volume in collection.volumes if (w := volume.metadata.workshop)]
    return tuple(volume for _, volume in sorted(dated, key=lambda pair: pair[0]))


def _sources(collection: Collection, language: str, allied: tuple[AllianceCity, ...]) -> tuple[Source, ...]:
    locale = collection.metadata.language(language).locale
    texts = {(city.volume.slug, city.document.slug): city for city in allied}
    found = []
    for (volume, document), first in texts.items():
        countries: dict[str, tuple[str, ...]] = {}
        for city in allied:
            if (city.volume.slug, city.document.slug) == (volume, document):
                name = country_name(city.country, locale)
                countries[name] = (*countries.get(name, ()), city.name)
        found.append(Source(first.volume, first.document, dict(sorted(countries.items()))))
    return tuple(found)
